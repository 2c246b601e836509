"""What goes to an engine when graphs are written; that it arrives is tested with real ones in test_publishing."""

from __future__ import annotations

from urllib.parse import parse_qs

import pyoxigraph as ox
import pytest

from counterpoint.errors import StoreError
from counterpoint.store import writing
from counterpoint.store.credentials import Credentials
from counterpoint.store.writing import GraphStore, Update, likely_services
from tests.endpoints import Says, endpoint

GRAPH = "https://example.org/a graph?#é&x=1".replace(" ", "-")


def triples(count: int) -> list[ox.Triple]:
    node = ox.NamedNode("urn:s")
    return [ox.Triple(node, node, ox.Literal(f'"{number}"\n}} }} ; DROP ALL #')) for number in range(count)]


def test_a_graph_store_is_sent_the_first_triples_by_put_and_the_others_by_post(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_POSTED", 2)
    with endpoint(Says(204, b"")) as to:
        GraphStore(to.url, Credentials()).replace(GRAPH, triples(5))
    assert [asked.method for asked in to.asked] == ["PUT", "POST", "POST"]
    assert {parse_qs(asked.path.partition("?")[2])["graph"][0] for asked in to.asked} == {GRAPH}
    sent = b"".join(asked.body for asked in to.asked)
    assert [quad.triple for quad in ox.parse(sent, format=ox.RdfFormat.N_TRIPLES)] == triples(5)


def test_a_graph_of_nothing_is_removed() -> None:
    with endpoint(Says(404, b"")) as to:
        GraphStore(to.url, Credentials()).replace(GRAPH, [])
    assert [asked.method for asked in to.asked] == ["DELETE"]


def test_an_address_that_has_a_query_keeps_it() -> None:
    with endpoint(Says(204, b"")) as to:
        GraphStore(f"{to.url}?tenant=1", Credentials()).extend(GRAPH, triples(1))
    assert parse_qs(to.asked[0].path.partition("?")[2]) == {"tenant": ["1"], "graph": [GRAPH]}


def test_updates_are_sent_in_pieces_that_parse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_INSERTED", 2)
    store = ox.Store()
    for triple, graph in ((triples(1)[0], "urn:other"), (triples(9)[8], GRAPH)):
        store.add(ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(graph)))
    with endpoint(Says(204, b"")) as to:
        Update(to.url, Credentials()).replace(GRAPH, triples(5))
    for asked in to.asked:
        store.update(parse_qs(asked.body.decode())["update"][0])
    assert len(to.asked) == 4
    assert {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH))} == set(triples(5))
    assert len(store) == 6, "no text of a triple is taken for an update"


@pytest.mark.parametrize("service", [GraphStore, Update])
def test_a_service_that_refuses_is_told(service: type[GraphStore | Update]) -> None:
    with (
        endpoint(Says(500, b"disk full")) as to,
        pytest.raises(StoreError, match="500 Internal Server Error: disk full"),
    ):
        service(to.url, Credentials()).extend(GRAPH, triples(1))


@pytest.mark.parametrize(
    ("query", "service"),
    [
        ("http://host:7878/query", "http://host:7878/store"),
        ("http://host:3030/ds/sparql", "http://host:3030/ds/data"),
        ("http://host:8890/sparql", "http://host:8890/sparql-graph-crud-auth"),
        ("http://host:7200/repositories/debate", "http://host:7200/repositories/debate/rdf-graphs/service"),
        ("https://host:8182/sparql/", "https://host:8182/sparql/gsp/"),
        ("http://host:5820/debate/query", "http://host:5820/debate/update"),
        ("http://host:9999/blazegraph/sparql", "http://host:9999/blazegraph/sparql"),
    ],
)
def test_the_usual_places_are_tried(query: str, service: str) -> None:
    assert service in [url for _, url in likely_services(query)]
