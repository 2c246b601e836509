"""Quads behind any SPARQL 1.1 endpoint, over HTTP."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from counterpoint.errors import QueryError, StoreError
from counterpoint.store.interface import Result, read_csv
from counterpoint.tokens import declared_prefixes, names_dataset
from counterpoint.vocabulary import PREFIXES

_ACCEPT: Final = "application/sparql-results+json, application/n-triples;q=0.9"
_TIMEOUT: Final = 300.0
_IS_SPARQL: Final = "is it the address of a SPARQL endpoint?"


class RemoteStore:
    """A store that another program serves.

    Where the endpoint's default graph is not the union of its named graphs, each query names all of them.

    :param endpoint: URL of the SPARQL query service.
    :param graph_store: URL of the Graph Store Protocol service; needed to write only.
    :param timeout: seconds to wait for an answer.
    """

    def __init__(self, endpoint: str, *, graph_store: str | None = None, timeout: float = _TIMEOUT) -> None:
        self.endpoint, self.graph_store, self.timeout = endpoint, graph_store, timeout
        self._graphs_to_name: list[str] | None = None

    def query(self, sparql: str) -> Result:
        """Run a query over the union of all graphs."""
        body, media_type = self.answer(sparql, _ACCEPT)
        try:
            if media_type == "application/n-triples":
                graph = ox.Store()
                graph.load(body, format=ox.RdfFormat.N_TRIPLES)
                return graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
            return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as problem:
            raise self._unreadable(media_type, problem) from problem

    def table(self, sparql: str) -> list[tuple[str, ...]]:
        """Run a SELECT and return its rows as plain strings."""
        body, media_type = self.answer(sparql, "text/csv, application/n-triples;q=0.1")
        if media_type != "text/csv":
            raise QueryError("a table needs a SELECT query")
        return self._rows(body)

    def graphs(self) -> list[str]:
        """List the IRIs of the named graphs, in order."""
        body, _ = self._post("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } }", "text/csv", [])
        return sorted(row[0] for row in self._rows(body))

    def replace_graph(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Put quads in place of all that a named graph holds."""
        triples = (quad.triple for quad in quads)
        data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""
        self._change("PUT", graph, data)

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph and all that it holds."""
        self._change("DELETE", graph, None)

    def answer(self, sparql: str, accept: str, graphs: list[str] | None = None) -> tuple[bytes, str]:
        """Run a query and return the body of the answer as it comes, with its media type.

        :param sparql: the query; one with FROM names its own graphs.
        :param accept: the media types that are understood.
        :param graphs: the graphs to ask; all where none are named.
        """
        if names_dataset(sparql):
            return self._post(sparql, accept, [])
        if graphs is None:
            if self._graphs_to_name is None:
                self._graphs_to_name = [] if self._default_is_union() else self.graphs()
            graphs = self._graphs_to_name
        return self._post(sparql, accept, graphs)

    def _default_is_union(self) -> bool:
        """Look for a triple of a named graph in the default graph: engines differ, and none says which way it is."""
        sample = "SELECT ?s ?p WHERE { GRAPH ?g { ?s ?p ?o } FILTER (isIRI(?s)) } LIMIT 1"
        rows = self._rows(self._post(sample, "text/csv", [])[0])
        if not rows:
            return True
        try:
            subject, predicate = map(ox.NamedNode, rows[0])
        except ValueError as problem:
            raise self._unreadable("text/csv", problem) from problem
        found, _ = self._post(f"SELECT ?o WHERE {{ {subject} {predicate} ?o }} LIMIT 1", "text/csv", [])
        return bool(self._rows(found))

    def _rows(self, body: bytes) -> list[tuple[str, ...]]:
        try:
            return read_csv(body)
        except ValueError as problem:
            raise self._unreadable("text/csv", problem) from problem

    def _unreadable(self, media_type: str, problem: Exception) -> StoreError:
        return StoreError(f"{self.endpoint} answers with {media_type} that does not parse: {problem}", _IS_SPARQL)

    def _post(self, sparql: str, accept: str, graphs: list[str]) -> tuple[bytes, str]:
        from urllib.parse import urlencode

        # A query that names its default graphs has no other named graphs than those that it names too.
        named = [(field, graph) for graph in graphs for field in ("default-graph-uri", "named-graph-uri")]
        fields = [("query", _with_prefixes(sparql)), *named]
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        return self._send("POST", self.endpoint, urlencode(fields).encode(), headers)

    def _change(self, method: str, graph: str, data: bytes | None) -> None:
        from urllib.parse import quote

        if not self.graph_store:
            raise StoreError(f"{self.endpoint} is opened for reading", "name its graph store to write")
        url = f"{self.graph_store}?graph={quote(graph, safe='')}"
        self._send(method, url, data, {"Content-Type": "application/n-triples"}, missing_is_fine=method == "DELETE")
        self._graphs_to_name = None

    def _send(
        self, method: str, url: str, data: bytes | None, headers: dict[str, str], *, missing_is_fine: bool = False
    ) -> tuple[bytes, str]:
        from http.client import HTTPException, InvalidURL
        from urllib.error import HTTPError, URLError
        from urllib.request import Request, urlopen

        try:
            with urlopen(Request(url, data, headers, method=method), timeout=self.timeout) as answer:  # noqa: S310
                return answer.read(), answer.headers.get_content_type()
        except HTTPError as problem:
            said = problem.read(2000).decode("utf-8", "replace").strip()
            if problem.code == 404 and missing_is_fine:
                return b"", ""
            if problem.code == 400:
                raise QueryError(f"{url} refuses the query: {said}") from problem
            raise StoreError(f"{url} answers {problem.code} {problem.reason}: {said}") from problem
        except InvalidURL as problem:
            raise StoreError(f"{url} is not an address: {problem}", "write it without spaces") from problem
        except HTTPException as problem:
            raise StoreError(f"{url} breaks its answer off: {problem!r}", "ask again") from problem
        except (URLError, TimeoutError, ConnectionError, ValueError) as problem:
            reason = getattr(problem, "reason", problem)
            raise StoreError(
                f"{url} cannot be reached: {reason}", "is the address right, and the server up?"
            ) from problem


def _with_prefixes(sparql: str) -> str:
    """Declare the prefixes that every query may use, but for those that this one declares itself."""
    declared = declared_prefixes(sparql)
    known = (f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items() if prefix not in declared)
    return "".join(known) + sparql
