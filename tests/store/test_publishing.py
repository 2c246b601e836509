"""Publishing a store to real engines: whole, resumed after an interruption, and verified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox
import pytest

from counterpoint.errors import AccessError, StoreError
from counterpoint.store.credentials import Credentials
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.publishing import Publisher, stamp_of
from counterpoint.store.remote import RemoteStore
from tests.endpoints import Asked, Says, endpoint
from tests.engines import oxigraph_server, virtuoso_server

BASE = "https://example.org/id"
RECORD = f"{BASE}/publication"
DATA = """\
<urn:b> <urn:p> "plain", "two\\nlines \\"quoted\\" \\\\ and 漢🎻"@en-GB, "", "1.50"^^xsd:decimal, "007"^^xsd:integer .
<urn:b> <urn:p> true, "2016-02-03"^^xsd:date, "2016"^^xsd:gYear, "4"^^xsd:nonNegativeInteger, "1.0e3"^^xsd:double .
<urn:b> <urn:knows> [ <urn:name> "one" ; <urn:knows> [ <urn:name> "two" ] ] .
"""

pytestmark = pytest.mark.engine


def graph(number: int) -> str:
    return f"{BASE}/graph/{number}"


@pytest.fixture
def local() -> EmbeddedStore:
    """Give a store of six graphs: one with values of all kinds, one with more triples than an answer of Virtuoso's."""
    store = EmbeddedStore()
    prefixes = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
    store.engine.load((prefixes + DATA).encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(graph(0)))
    for number in range(1, 6):
        fill(store, number, range(130 if number == 1 else 3))
    return store


def fill(store: EmbeddedStore, number: int, values: Iterable[int]) -> None:
    name, subject, predicate = ox.NamedNode(graph(number)), ox.NamedNode(f"urn:s{number}"), ox.NamedNode("urn:p")
    store.replace_graph(graph(number), [ox.Quad(subject, predicate, ox.Literal(f"v{one}"), name) for one in values])


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as address:
        yield RemoteStore(f"{address}/query")


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso"), rows=50) as address:
        yield RemoteStore(f"{address}/sparql", credentials=Credentials("dba", "dba"))


@pytest.fixture(scope="module")
def updated(oxigraph: RemoteStore) -> RemoteStore:
    """Give an engine that is written by updates."""
    return RemoteStore(oxigraph.endpoint, update=oxigraph.endpoint.replace("query", "update"))


@pytest.fixture(scope="module")
def virtuoso_updated(virtuoso: RemoteStore) -> RemoteStore:
    return RemoteStore(virtuoso.endpoint, update=f"{virtuoso.endpoint}-auth", credentials=virtuoso.credentials)


@pytest.fixture(params=["oxigraph", "updated", "virtuoso", "virtuoso_updated"])
def remote(request: pytest.FixtureRequest, local: EmbeddedStore) -> RemoteStore:
    """Give each engine, empty."""
    engine: RemoteStore = request.getfixturevalue(request.param)
    if engine.writer is None:
        Publisher(local, engine, BASE).run(quick=True)  # finds out where to write
    for name in engine.graphs():
        engine.remove_graph(name)
    return engine


def publisher(local: EmbeddedStore, remote: RemoteStore, stop_after: int = 0) -> Publisher:
    def interrupt(what: str, done: int, _total: int) -> None:
        if what == "writing" and done == stop_after:
            raise KeyboardInterrupt

    return Publisher(local, remote, BASE, interrupt)


def test_what_is_published_is_there(local: EmbeddedStore, remote: RemoteStore) -> None:
    plan = publisher(local, remote).plan()
    assert (list(plan.written), plan.removed, plan.kept) == (local.graphs(), [], 0)
    assert remote.graphs() == [], "a plan writes nothing"
    done = publisher(local, remote).run()
    assert (done.written, done.verified) == (plan.written, 6)
    assert remote.graphs() == [*local.graphs(), RECORD]
    names = [row[0] for row in remote.table(f"SELECT ?n {{ GRAPH <{graph(0)}> {{ ?x <urn:name> ?n }} }} ORDER BY ?n")]
    assert names == ["one", "two"]


def test_what_is_there_is_not_written_again(local: EmbeddedStore, remote: RemoteStore) -> None:
    publisher(local, remote).run()
    again = publisher(local, remote).run()
    assert (again.written, again.removed, again.kept, again.verified) == ({}, [], 6, 6)
    fill(local, 3, range(4))
    assert dict(publisher(local, remote).run(quick=True).written) == {graph(3): 4}


def test_what_is_no_more_is_removed_and_what_others_wrote_stays(local: EmbeddedStore, remote: RemoteStore) -> None:
    theirs = f"{BASE}/graph/theirs"
    quad = ox.Quad(*(ox.NamedNode("urn:x"),) * 3, ox.NamedNode(theirs))
    remote.replace_graph(theirs, [quad])
    publisher(local, remote).run()
    local.remove_graph(graph(4))
    assert publisher(local, remote).run().removed == [graph(4)]
    assert theirs in remote.graphs()
    assert graph(4) not in remote.graphs()
    assert publisher(local, remote).plan().removed == []


def test_an_interrupted_publication_goes_on_where_it_was(local: EmbeddedStore, remote: RemoteStore) -> None:
    with pytest.raises(KeyboardInterrupt):
        publisher(local, remote, stop_after=2).run()
    rest = publisher(local, remote).plan()
    assert list(rest.written) == [graph(number) for number in range(2, 6)]
    assert publisher(local, remote).run().kept == 2


def test_what_was_begun_and_then_taken_out_is_removed(local: EmbeddedStore, remote: RemoteStore) -> None:
    with pytest.raises(KeyboardInterrupt):
        publisher(local, remote, stop_after=2).run()
    local.remove_graph(graph(1))
    local.remove_graph(graph(5))
    assert set(publisher(local, remote).run().removed) == {graph(1), graph(5)}
    assert remote.graphs() == [*local.graphs(), RECORD]


def test_a_graph_that_somebody_changed_is_told_and_mended_next_time(local: EmbeddedStore, remote: RemoteStore) -> None:
    publisher(local, remote).run()
    name = ox.NamedNode(graph(1))
    other = [ox.Quad(ox.NamedNode("urn:s1"), ox.NamedNode("urn:p"), ox.Literal(f"x{n}"), name) for n in range(130)]
    remote.replace_graph(graph(1), other)
    remote.remove_graph(graph(2))
    assert publisher(local, remote).run(quick=True).kept == 6, "nothing is read back but what was written"
    with pytest.raises(StoreError) as caught:
        publisher(local, remote).run()
    assert str(caught.value) == (
        f"{remote.endpoint} does not hold what was published, in 2 graphs: {graph(1)} has other triples than were "
        f"written, {graph(2)} has 0 triples in place of 3; publish again, and they are written anew"
    )
    assert list(publisher(local, remote).run().written) == [graph(1), graph(2)]


def test_without_credentials_virtuoso_says_how_to_give_them(local: EmbeddedStore, virtuoso: RemoteStore) -> None:
    for credentials in (Credentials("dba", "wrong"), Credentials(token="none")):  # noqa: S106
        with pytest.raises(AccessError, match="are not accepted"):
            Publisher(local, RemoteStore(virtuoso.endpoint, credentials=credentials), f"{BASE}/new").run()
    with pytest.raises(AccessError, match="set COUNTERPOINT_USER"):
        Publisher(local, RemoteStore(virtuoso.endpoint, credentials=Credentials()), f"{BASE}/new").run()


def test_an_endpoint_without_a_service_to_write_to_is_told(local: EmbeddedStore) -> None:
    def reads_only(asked: Asked) -> Says:
        if asked.path != "/sparql" or b"query=" not in asked.body:
            return Says(405)
        body = b'{"head": {"vars": ["s", "p", "o"]}, "results": {"bindings": []}}'
        return Says(body=body, headers={"Content-Type": "application/sparql-results+json"})

    with (
        endpoint(reads_only) as to,
        pytest.raises(StoreError, match=r"no service to write to was found; tried .*/store, .*; name it with --graph"),
    ):
        Publisher(local, RemoteStore(to.url), BASE).run()


def test_an_engine_that_loses_triples_is_found_out(local: EmbeddedStore, oxigraph: RemoteStore) -> None:
    class Forgetful:
        name = "forgetful"

        def __init__(self) -> None:
            self.real = RemoteStore(oxigraph.endpoint, graph_store=oxigraph.endpoint.replace("query", "store")).writer

        def replace(self, graph: str, triples: Iterable[ox.Triple]) -> None:
            assert self.real
            self.real.replace(graph, list(triples)[1:] if graph.endswith("/1") else triples)

        def extend(self, graph: str, triples: Iterable[ox.Triple]) -> None:
            assert self.real
            self.real.extend(graph, triples)

        def remove(self, graph: str) -> None:
            assert self.real
            self.real.remove(graph)

    remote = RemoteStore(oxigraph.endpoint)
    remote.writer = Forgetful()
    for name in remote.graphs():
        remote.remove_graph(name)
    with pytest.raises(StoreError, match=r"in 1 graph: .*graph/1 has 129 triples in place of 130"):
        Publisher(local, remote, BASE).run()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ('"1.50"^^xsd:decimal', '"1.5"^^xsd:decimal', True),
        ('"100"^^xsd:decimal', '"1e2"^^xsd:decimal', True),
        ('"007"^^xsd:integer', '"7"^^xsd:integer', True),
        ('"1"^^xsd:boolean', '"true"^^xsd:boolean', True),
        ('"x"@en-GB', '"x"@en-gb', True),
        ('"x"^^xsd:string', '"x"', True),
        ('"x"@en', '"x"@de', False),
        ('"x"@en', '"x"', False),
        ('"7"^^xsd:integer', '"7"', False),
        ('"1"^^xsd:integer', '"1"^^xsd:boolean', False),
        ('"1"^^xsd:integer', '"1"^^xsd:decimal', False),
        ('"no number"^^xsd:integer', '"no  number"^^xsd:integer', False),
        ('"maybe"^^xsd:boolean', '"true"^^xsd:boolean', False),
        ('"x"', '"X"', False),
    ],
)
def test_digests_tell_values_apart_not_how_they_are_written(one: str, other: str, same: bool) -> None:
    def stamp(value: str) -> tuple[str, int]:
        text = f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <a:b> <a:c> {value} ."
        return stamp_of(quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE))

    assert (stamp(one) == stamp(other)) is same
