"""The SPARQL 1.1 Protocol, for reading: what a request asks, and the answer in the format that it wants."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from urllib.parse import quote

import pyoxigraph as ox

from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.interface import Named, Result
from counterpoint.vocabulary import PREFIXES
from counterpoint.web.guard import named_graphs, refuse_graphs, refuse_services
from counterpoint.web.negotiation import GRAPHS, ROWS, SHORT, chosen
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Ask, Reply, Stream

if TYPE_CHECKING:
    from counterpoint.web.limits import Limits
    from counterpoint.web.site import Site

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_ROWS: Final = tuple(ROWS)
_GRAPHS: Final = tuple(GRAPHS)
_WITH_PREFIXES: Final = frozenset({ox.RdfFormat.TRIG, ox.RdfFormat.TURTLE, ox.RdfFormat.RDF_XML, ox.RdfFormat.JSON_LD})
"""Formats that can declare prefixes."""


@dataclass(frozen=True)
class Operation:
    """What a request asks.

    :param query: the query.
    :param graphs: the graphs that the request names; None where it names none.
    :param format: the short name of a format that the address asks for, or an empty text.
    """

    query: str
    graphs: Named | None = None
    format: str = ""


def answer(site: Site, ask: Ask) -> Reply | Stream:
    """Answer a request to the endpoint.

    :raises ProblemError: where the request is not as the protocol has it, or asks for what is not allowed.
    :raises CounterpointError: where the query fails.
    """
    if ask.method in ("GET", "HEAD") and not any(name in ("query", "update") for name, _ in ask.query):
        from counterpoint.web.description import describe_service

        return describe_service(site, ask)
    operation = read(ask)
    if ask.method == "GET" and not operation.format and "text/html" in ask.accept:
        # A browser that follows a link to a query: a person wants to see it, and what it gives.
        return Reply(b"", status=303, headers={"Location": f"/editor?query={quote(operation.query, safe='')}"})
    return run(site, operation, ask.accept)


def read(ask: Ask) -> Operation:
    """Read what a request asks.

    :raises ProblemError: where it is not as the protocol has it.
    """
    fields: Iterable[tuple[str, str]] = ask.query
    kind, _, parameters = ask.content_type.partition(";")
    kind = kind.strip().lower()
    if ask.method == "POST":
        if kind == _FORM:
            fields = (*ask.query, *_decoded(ask))
        elif kind in (_QUERY, _UPDATE):
            _refuse_charset(parameters)
            fields = (*ask.query, ("query" if kind == _QUERY else "update", _text(ask.body)))
        else:
            hint = f"send {_FORM} or {_QUERY}"
            raise ProblemError("media-type", f'a body of type "{kind[:100]}" is no query' if kind else "no type", hint)
    given = list(fields)
    queries = [value for name, value in given if name == "query"]
    if any(name == "update" for name, _ in given):
        raise ProblemError(
            "read-only", "this endpoint answers queries and takes no updates", "change the records, and build"
        )
    if len(queries) != 1:
        many = f"there are {len(queries)} queries in one request" if queries else "the request has no query"
        raise ProblemError("request", many, "send one, as the parameter query")
    default = [value for name, value in given if name == "default-graph-uri"]
    named = [value for name, value in given if name == "named-graph-uri"]
    if "\0" in queries[0]:
        raise ProblemError("request", "the query holds a character that no text has")
    known = next((value for name, value in given if name in ("format", "output") and value.lower() in SHORT), "")
    return Operation(queries[0], Named(default, named) if default or named else None, known)


def run(site: Site, operation: Operation, accept: str) -> Reply | Stream:
    """Run a query, and give its answer in the format that fits the client.

    :raises ProblemError: where it asks for what is not allowed, or in a format that it does not have.
    :raises CounterpointError: where it fails.
    """
    store, limits = site.corpus.store, site.limits
    refuse_services(operation.query, limits.services)
    if not isinstance(store, EmbeddedStore):
        from counterpoint.web.relay import relay

        named = [*named_graphs(operation.query), *(graph for part in operation.graphs or () for graph in part)]
        if named:
            refuse_graphs(named, store.graphs(), limits.services)
        return relay(site, operation, accept)
    result = store.query(operation.query, operation.graphs, f"{site.base}/")
    return write_result(result, operation.format, accept, limits)


def write_result(result: Result, format: str, accept: str, limits: Limits) -> Stream:  # noqa: A002
    """Write what an engine gave, in the format that fits.

    :param result: the rows, the truth value or the triples.
    :param format: the short name of a format that the address asks for, or an empty text.
    :param accept: the Accept header.
    :raises ProblemError: where there is no such format.
    """
    if isinstance(result, ox.QueryTriples):
        return write_graph(result, format, accept, limits)
    media_type = chosen(format, accept, _ROWS)
    if limits.rows and isinstance(result, ox.QuerySolutions):
        from counterpoint.web.counting import CountedRows

        counted = CountedRows(result, media_type, limits.rows)
        return Stream(partial(_write_rows, counted, ROWS[media_type]), media_type)
    return Stream(partial(_write_rows, result, ROWS[media_type]), media_type)


def write_graph(triples: Iterable[ox.Triple], format: str, accept: str, limits: Limits) -> Stream:  # noqa: A002
    """Write triples in the format that fits.

    :param triples: what an engine gave; gone through once.
    :param format: the short name of a format that the address asks for, or an empty text.
    :param accept: the Accept header.
    :raises ProblemError: where there is no such format.
    """
    media_type = chosen(format, accept, _GRAPHS)
    return Stream(partial(_write_graph, triples, GRAPHS[media_type], limits.rows), media_type)


def _write_rows(result: Any, format: ox.QueryResultsFormat, file: BinaryIO) -> None:  # noqa: A002
    result.serialize(file, format)


def _write_graph(
    triples: Iterable[ox.Triple],
    format: ox.RdfFormat,  # noqa: A002
    most: int,
    file: BinaryIO,
) -> None:
    given = _at_most(triples, most) if most else triples
    ox.serialize(given, file, format, prefixes=dict(PREFIXES) if format in _WITH_PREFIXES else None)


def _at_most(triples: Iterable[ox.Triple], most: int) -> Iterator[ox.Triple]:
    for number, triple in enumerate(triples):
        if number == most:
            raise too_many(most)
        yield triple


def too_many(most: int) -> ProblemError:
    """Say that an answer is longer than it may be."""
    return ProblemError("too-many-rows", f"the answer has more than {most:,} rows", "ask for less, as with LIMIT")


def _refuse_charset(parameters: str) -> None:
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() == "charset" and value.strip("\" '").lower() not in ("utf-8", "utf8"):
        raise ProblemError("media-type", f"the query is sent as {value[:50]}", "send it in UTF-8")


def _decoded(ask: Ask) -> tuple[tuple[str, str], ...]:
    try:
        return ask.form
    except UnicodeDecodeError as problem:
        raise ProblemError("request", "the form is not UTF-8", "send it in UTF-8") from problem


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise ProblemError("request", "the query is not UTF-8", "send it in UTF-8") from problem
