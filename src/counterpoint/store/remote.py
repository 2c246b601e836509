"""Quads behind any SPARQL 1.1 endpoint, over HTTP."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import urlencode

import pyoxigraph as ox

from counterpoint.errors import QueryError, StoreError, UsageError
from counterpoint.store.connection import Answered, Connection, Patience
from counterpoint.store.credentials import Credentials
from counterpoint.store.interface import Result
from counterpoint.store.paging import form_of
from counterpoint.store.reading import Reader
from counterpoint.store.writing import GraphStore, Update, Writer
from counterpoint.tokens import declared_prefixes, names_dataset
from counterpoint.vocabulary import PREFIXES

_FRESH: Final = 60.0
"""Seconds for which the graphs of an endpoint that has to be told them are taken as known."""
_SYSTEM_GRAPHS: Final = ("http://www.openlinksw.com/", "http://localuriqaserver/", "http://localhost:8890/DAV")
_SYSTEM_GRAPH: Final = frozenset(
    {"http://www.w3.org/ns/ldp#", "http://www.w3.org/2002/07/owl#", "http://localhost:8890/sparql", "urn:rules.skos"}
)


class RemoteStore:
    """A store that another program serves.

    Where the endpoint's default graph is not the union of its named graphs, each query names all of them. An answer
    that an endpoint cuts off at so many rows is asked for again in pages. Any number of threads may share one.

    :param endpoint: URL of the SPARQL query service; it may hold ``user:password@``.
    :param graph_store: URL of the Graph Store Protocol service; needed to write only.
    :param update: URL of the SPARQL Update service, in place of ``graph_store``.
    :param credentials: of the client; those in the URL, else those in the environment (COUNTERPOINT_USER and
        COUNTERPOINT_PASSWORD, or COUNTERPOINT_TOKEN), where none are given.
    :param patience: how long to wait, and how often to ask a busy endpoint.
    :raises StoreError: where a URL is none.
    """

    def __init__(
        self,
        endpoint: str,
        *,
        graph_store: str | None = None,
        update: str | None = None,
        credentials: Credentials | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._connection = Connection(endpoint, credentials, patience)
        self.endpoint = self._connection.url
        self.credentials, self.patience = self._connection.credentials, self._connection.patience
        self.writer: Writer | None = None
        if graph_store and update:
            raise UsageError("a graph store and an update service do not go together", "name one of them")
        if graph_store:
            self.writer = GraphStore(graph_store, self.credentials, self.patience)
        elif update:
            self.writer = Update(update, self.credentials, self.patience)
        self._graphs_to_name: list[str] = []
        self._is_union: bool | None = None
        self._known_at = float("-inf")
        self._reader = Reader(lambda sparql, accept: _whole(self.stream(sparql, accept)), self.endpoint)
        self._plain = Reader(lambda sparql, accept: _whole(self._post(sparql, accept, ())), self.endpoint)

    def query(self, sparql: str) -> Result:
        """Run a query over the union of all graphs.

        :raises StoreError: where the endpoint gives a part of the answer only.
        """
        form = form_of(sparql)
        if form in ("CONSTRUCT", "DESCRIBE"):
            return self._reader.triples(sparql)
        return self._reader.solutions(sparql, ask=form == "ASK")

    def table(self, sparql: str) -> list[tuple[str, ...]]:
        """Run a SELECT and return all its rows as plain strings, however many the endpoint gives at a time."""
        if form_of(sparql) not in ("SELECT", ""):
            raise QueryError("a table needs a SELECT query")
        return self._reader.table(sparql)

    def graphs(self) -> list[str]:
        """List the IRIs of the named graphs, in order, without those in which an engine keeps its own."""
        # Grouped, as Virtuoso counts a million triples in 0.05 seconds, and does not find DISTINCT graphs in a minute.
        rows = self._plain.table("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")
        return sorted(row[0] for row in rows if not _is_system(row[0]))

    def stream(
        self, sparql: str, accept: str, graphs: Sequence[str] | None = None, named: Sequence[str] | None = None
    ) -> Answered:
        """Run a query and pass its answer on piece by piece, as it comes; a long one needs no more memory than a short.

        An endpoint that cuts answers off at some number of rows cuts this one off, too; where it says so, as Virtuoso
        does with X-SPARQL-MaxRows, that is in the answer's headers.

        :param sparql: the query; one with FROM names its own graphs.
        :param accept: the media types that are understood.
        :param graphs: the graphs to ask; all where none are named.
        :param named: the graphs that GRAPH finds; those of ``graphs`` where none are named.
        :returns: the answer, to be iterated over once, with its media type; to be closed where that is not done.
        :raises QueryError: where the endpoint refuses the query.
        :raises StoreError: where it does not answer.
        """
        if graphs is None and named is None:
            graphs = [] if names_dataset(sparql) else self._all_graphs()
        return self._post(sparql, accept, graphs or (), named)

    def answer(self, sparql: str, accept: str, graphs: Sequence[str] | None = None) -> tuple[bytes, str]:
        """Run a query and return the body of the answer as it comes, with its media type; see :meth:`stream`."""
        answered = self.stream(sparql, accept, graphs)
        return answered.read(), answered.media_type

    def read_graph(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the triples of a named graph, each once."""
        found = self._plain.solutions(f"SELECT ?s ?p ?o WHERE {{ GRAPH {ox.NamedNode(graph)} {{ ?s ?p ?o }} }}")
        if isinstance(found, ox.QuerySolutions):
            for row in found:
                yield ox.Triple(*row)

    def replace_graph(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Put quads in place of all that a named graph holds."""
        self._write().replace(graph, (quad.triple for quad in quads))

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph and all that it holds."""
        self._write().remove(graph)

    def _write(self) -> Writer:
        if self.writer is None:
            raise StoreError(f"{self.endpoint} is opened for reading", "name its graph store to write")
        self._known_at = float("-inf")
        return self.writer

    def _all_graphs(self) -> Sequence[str]:
        """List the graphs that a query has to name to ask all of them: none where the endpoint asks all by itself."""
        if self._is_union is None:
            self._is_union = self._find_out()
        if self._is_union is not False:
            return ()
        if time.monotonic() - self._known_at > _FRESH:
            self._graphs_to_name, self._known_at = self.graphs(), time.monotonic()
        return self._graphs_to_name

    def _find_out(self) -> bool | None:
        """Look for a triple of a named graph in the default graph: engines differ, and none says which way it is.

        :returns: whether the default graph is the union; None where there is nothing to look for.
        """
        rows = self._plain.table("SELECT ?s ?p WHERE { GRAPH ?g { ?s ?p ?o } FILTER (isIRI(?s)) } LIMIT 1")
        if not rows:
            return None
        try:
            subject, predicate = map(ox.NamedNode, rows[0])
        except ValueError as problem:
            raise StoreError(f"{self.endpoint} answers with what is no IRI: {problem}", "is it sound?") from problem
        return bool(self._plain.table(f"SELECT ?o WHERE {{ {subject} {predicate} ?o }} LIMIT 1"))

    def _post(self, sparql: str, accept: str, graphs: Sequence[str], named: Sequence[str] | None = None) -> Answered:
        # A query that names its default graphs has no other named graphs than those that it names too.
        fields = [("query", _with_prefixes(sparql))]
        fields += [("default-graph-uri", graph) for graph in graphs]
        fields += [("named-graph-uri", graph) for graph in (graphs if named is None else named)]
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        return self._connection.request("POST", self.endpoint, headers, urlencode(fields).encode())


def _whole(answered: Answered) -> tuple[bytes, str, Mapping[str, str]]:
    return answered.read(), answered.media_type, answered.headers


def _is_system(graph: str) -> bool:
    return graph in _SYSTEM_GRAPH or graph.startswith(_SYSTEM_GRAPHS)


def _with_prefixes(sparql: str) -> str:
    """Declare the prefixes that every query may use, but for those that this one declares itself."""
    declared = declared_prefixes(sparql)
    known = (f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items() if prefix not in declared)
    return "".join(known) + sparql
