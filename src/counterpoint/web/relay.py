"""A query passed on to the endpoint behind this server, and its answer read as it comes.

The answer is parsed and written anew, so that every format is there whatever the engine has, and an answer that the
engine breaks off, even with a status of 200, is broken off here, too, and not taken for a whole one.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox

from counterpoint.errors import QueryError, StoreError
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.interface import Result
from counterpoint.store.paging import form_of
from counterpoint.store.reading import ROWS_CAPPED, truth
from counterpoint.store.remote import RemoteStore
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Stream

if TYPE_CHECKING:
    from counterpoint.store.connection import Answered
    from counterpoint.web.site import Site
    from counterpoint.web.sparql import Operation

_ROWS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.5"
_GRAPH: Final = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"


def relay(site: Site, operation: Operation, accept: str) -> Stream:
    """Ask the endpoint, and give its answer in the format that fits the client.

    :raises QueryError: where the endpoint refuses the query.
    :raises StoreError: where it does not answer, or with what is no answer to a query.
    """
    from counterpoint.web.sparql import write_graph, write_result

    store = cast("RemoteStore", site.corpus.store)
    form = form_of(operation.query)
    graph = form in ("CONSTRUCT", "DESCRIBE")
    graphs = operation.graphs
    try:
        answered = store.stream(
            operation.query,
            _GRAPH if graph else _ROWS,
            None if graphs is None else graphs.default,
            None if graphs is None else graphs.named,
        )
    except QueryError:
        # Engines tell the place of a mistake each in its own way, and count the prefixes that were put before it.
        EmbeddedStore().query(operation.query, base=f"{site.base}/")
        raise
    _refuse_part(answered)
    if ROWS_CAPPED in answered.headers:
        # The engine gives no more rows at a time; the rest is read in pages, which the store knows to do.
        answered.close()
        if graphs is not None:
            raise StoreError(f"{store.endpoint} gives only a part of the answer", "ask for less, as with LIMIT")
        result: Result = store.query(operation.query)
        return write_result(result, operation.format, accept, site.limits)
    file = io.BufferedReader(_Body(answered))
    try:
        if graph:
            format_ = ox.RdfFormat.from_media_type(answered.media_type)
            if format_ is None:
                raise _strange(answered)
            triples = (quad.triple for quad in ox.parse(file, format=format_))
            return write_graph(_told(triples, answered), operation.format, accept, site.limits)
        results = ox.QueryResultsFormat.from_media_type(answered.media_type)
        if results is None:
            raise _strange(answered)
        result = ox.parse_query_results(file, format=results)
        if form == "ASK" and isinstance(result, ox.QuerySolutions):
            result = truth(result)
        return write_result(result, operation.format, accept, site.limits)
    except (SyntaxError, ValueError) as problem:
        answered.close()
        raise _strange(answered) from problem


def _refuse_part(answered: Answered) -> None:
    """Refuse an answer of which the engine itself says that it is not whole."""
    if answered.headers.get("X-SQL-State"):  # so Virtuoso does where its time is up
        answered.close()
        message = answered.headers.get("X-SQL-Message", "its time was up")
        raise ProblemError("engine-behind", f"the engine gives a part of the answer only: {message[:300]}")


def _strange(answered: Answered) -> StoreError:
    return StoreError(f"{answered.url} answers with {answered.media_type or 'nothing'}", "is it a SPARQL endpoint?")


def _told(triples: Iterator[ox.Triple], answered: Answered) -> Iterator[ox.Triple]:
    try:
        yield from triples
    except SyntaxError as problem:
        raise StoreError(f"the answer of {answered.url} breaks off: {problem}", "ask for less, or again") from problem


class _Body(io.RawIOBase):
    """The body of an answer as a file."""

    def __init__(self, answered: Answered) -> None:
        self._pieces = iter(answered)
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._held = piece
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        return size
