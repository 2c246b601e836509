"""Write named graphs to an engine: by the Graph Store Protocol, or by SPARQL Update."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, Protocol
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import pyoxigraph as ox

from counterpoint.store.connection import Connection, Patience
from counterpoint.store.credentials import Credentials

_N_TRIPLES: Final = {"Content-Type": "application/n-triples"}
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_POSTED: Final = 50_000
"""Triples in a request of the Graph Store Protocol."""
_INSERTED: Final = 1_000
"""Triples in an update; Virtuoso compiles it like a query, and refuses 10,000 lines."""

_GRAPH_STORES: Final = (
    "{parent}/store",
    "{parent}/data",
    "{parent}/sparql-graph-crud-auth",
    "{url}/rdf-graphs/service",
    "{url}/gsp/",
)
_UPDATES: Final = ("{parent}/update", "{url}/statements", "{url}")
"""Where engines have their services, beside their query service: Oxigraph, Fuseki, Virtuoso, RDF4J and GraphDB; for
updates also Stardog, Blazegraph, Neptune and QLever."""


class Writer(Protocol):
    """A service that writes named graphs.

    Its methods raise :class:`counterpoint.errors.StoreError` where the service refuses or fails.
    """

    name: str

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Put triples in place of all that a graph holds."""

    def extend(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph."""

    def remove(self, graph: str) -> None:
        """Remove a graph; one that is not there is no error."""


class GraphStore:
    """A service of the SPARQL 1.1 Graph Store HTTP Protocol."""

    def __init__(self, url: str, credentials: Credentials | None = None, patience: Patience | None = None) -> None:
        self._connection = Connection(url, credentials, patience)
        self.name = self._connection.url

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Put triples in place of all that a graph holds, the first of them by PUT and the others by POST."""
        method = "PUT"
        for piece in _pieces(triples, _POSTED):
            self._send(method, graph, _serialized(piece))
            method = "POST"
        if method == "PUT":
            self.remove(graph)

    def extend(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph."""
        for piece in _pieces(triples, _POSTED):
            self._send("POST", graph, _serialized(piece))

    def remove(self, graph: str) -> None:
        """Remove a graph."""
        self._send("DELETE", graph, None)

    def _send(self, method: str, graph: str, data: bytes | None) -> None:
        url = f"{self.name}{'&' if '?' in self.name else '?'}graph={quote(graph, safe='')}"
        self._connection.request(method, url, _N_TRIPLES, data, missing_is_fine=method == "DELETE").read()


class Update:
    """A service of SPARQL 1.1 Update."""

    def __init__(self, url: str, credentials: Credentials | None = None, patience: Patience | None = None) -> None:
        self._connection = Connection(url, credentials, patience)
        self.name = self._connection.url

    def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Put triples in place of all that a graph holds."""
        self.remove(graph)
        self.extend(graph, triples)

    def extend(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Add triples to a graph."""
        for piece in _pieces(triples, _INSERTED):
            data = _serialized(piece).decode("utf-8")
            self._send(f"INSERT DATA {{ GRAPH {ox.NamedNode(graph)} {{\n{data}}} }}")

    def remove(self, graph: str) -> None:
        """Remove a graph."""
        self._send(f"DROP SILENT GRAPH {ox.NamedNode(graph)}")

    def _send(self, update: str) -> None:
        self._connection.request("POST", self.name, _FORM, urlencode({"update": update}).encode()).read()


def likely_services(endpoint: str) -> Iterator[tuple[type[GraphStore | Update], str]]:
    """Yield the services that may be beside a query service, in the order in which to try them.

    >>> [url for _, url in likely_services("http://host/ds/query")][:2]
    ['http://host/ds/store', 'http://host/ds/data']
    """
    url = endpoint.rstrip("/")
    parts = urlsplit(url)
    parent = urlunsplit(parts._replace(path=parts.path.rpartition("/")[0], query="", fragment=""))
    for form in _GRAPH_STORES:
        yield GraphStore, form.format(parent=parent, url=url)
    for form in _UPDATES:
        yield Update, form.format(parent=parent, url=url)


def _serialized(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _pieces(triples: Iterable[ox.Triple], size: int) -> Iterator[list[ox.Triple]]:
    rest = iter(triples)
    while piece := list(islice(rest, size)):
        yield piece
