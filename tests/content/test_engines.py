"""Every engine, be it embedded, Oxigraph's server or Virtuoso, derives, checks, finds and answers the same."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from benchmarks.parameters import busiest, values_for
from benchmarks.stores import fill, infer
from benchmarks.synthetic import Debate as Invented
from benchmarks.synthetic import Size
from counterpoint.corpus import Corpus
from counterpoint.errors import CounterpointError
from counterpoint.network.table import Column, Links, StatementTable
from counterpoint.questions.names import find
from counterpoint.store.credentials import Credentials
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.interface import Store
from counterpoint.store.remote import RemoteStore
from counterpoint.templates import Template
from counterpoint.view.reading import read_debate
from counterpoint.vocabulary import KINDS
from counterpoint.workspace import Workspace, shipped
from tests.content.debates import BASE, RULES, Debate, Said
from tests.content.test_checks import CHECKS, EXAMPLES, broken
from tests.content.test_golden import GOLDEN
from tests.engines import oxigraph_server, virtuoso_server

pytestmark = pytest.mark.engine

RICH = Debate(
    said=tuple(
        Said(f"{speaker}-{claim}-{stance}", speaker, stance, claim)
        for speaker, stances in {
            "ann": ("supports", "opposes", "leans-to"),
            "bob": ("opposes", "qualifies", "supports"),
            "cyd": ("doubts", "supports", "mentions"),
            "dan": ("supports", "supports", "opposes"),
        }.items()
        for claim, stance in zip(("tea", "cake", "scones"), stances, strict=True)
    ),
    # A circle of implications, one implied through another, and a claim that is said to contradict in both directions.
    relations=(
        ("tea", "implies", "cake"),
        ("cake", "implies", "scones"),
        ("scones", "implies", "tea"),
        ("tea", "contradicts", "scones"),
        ("scones", "contradicts", "tea"),
        ("cake", "contradicts", "tea"),
    ),
    answers=(
        ("ann-tea-supports", "rebuts", "bob-tea-opposes"),
        ("cyd-cake-supports", "endorses", "dan-cake-supports"),
        ("dan-scones-opposes", "respondsTo", "bob-scones-supports"),
        ("ann-cake-opposes", "rebuts", "ann-tea-supports"),
    ),
)
"""A debate in which each of the rules derives something."""


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    folder = tmp_path_factory.mktemp(request.param)
    if request.param == "oxigraph":
        with oxigraph_server(folder) as address:
            yield RemoteStore(f"{address}/query", graph_store=f"{address}/store")
    else:
        with virtuoso_server(folder) as address:
            place = f"{address}/sparql-graph-crud-auth"
            yield RemoteStore(f"{address}/sparql", graph_store=place, credentials=Credentials("dba", "dba"))


def copy(local: EmbeddedStore, engine: RemoteStore) -> RemoteStore:
    """Put all that a store holds in place of what an engine holds."""
    for graph in {*engine.graphs()} - {*local.graphs()}:
        engine.remove_graph(graph)
    for graph in local.graphs():
        engine.replace_graph(graph, local.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
    return engine


class TestRules:
    @pytest.fixture
    def stores(self, engine: RemoteStore) -> tuple[Store, Store]:
        local = RICH.store()
        return local, copy(local, engine)

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
    def test_a_rule_derives_the_same_triples(self, rule: Template, stores: tuple[Store, Store]) -> None:
        claims = [ox.NamedNode(f"{BASE}/claim/{name}") for name in ("tea", "cake", "scones")]
        base, name = ox.NamedNode(BASE), ox.NamedNode(f"{BASE}/rule/{rule.name}")
        query = rule.bind({"claims": claims, "base": base, "rule": name})
        here, there = ({str(triple) for triple in store.query(query)} for store in stores)  # type: ignore[union-attr]
        assert here
        assert there == here


class TestChecks:
    @pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
    def test_a_check_finds_its_fault(self, check: Template, engine: RemoteStore) -> None:
        store, expected = broken(EXAMPLES / f"{check.name}.ttl")
        assert {row[0] for row in copy(store, engine).table(check.text)} == expected


@pytest.fixture(scope="module")
def here() -> dict[str, Corpus]:
    return {name: Corpus.open(place, in_memory=True) for name, place in GOLDEN.items()}


@pytest.fixture(scope="module")
def invented() -> EmbeddedStore:
    store = EmbeddedStore()
    fill(store.engine, Invented(1, Size.of(400)))
    infer(store, 400)
    return store


class TestLargerDebate:
    """An invented debate, with texts that are long and many enough for an engine to treat them otherwise."""

    @pytest.fixture
    def corpora(self, invented: EmbeddedStore, engine: RemoteStore) -> tuple[Corpus, Corpus]:
        workspace = Workspace(shipped())
        return Corpus(workspace, invented), Corpus(workspace, copy(invented, engine))

    def test_every_question_has_the_same_rows_in_the_same_order(self, corpora: tuple[Corpus, Corpus]) -> None:
        here, _ = corpora
        assert isinstance(here.store, EmbeddedStore)
        chosen, empty = busiest(here.store), set[str]()
        for name, question in here.questions.items():
            values = values_for(question, chosen)
            own, other = (corpus.ask(name, **values).rows for corpus in corpora)
            assert [list(row.values()) for row in other] == [list(row.values()) for row in own], name
            empty |= set() if own else {name}
        assert empty <= {"unanswered-claims"}

    def test_the_page_and_the_network_are_the_same(self, corpora: tuple[Corpus, Corpus]) -> None:
        here, there = (corpus.store for corpus in corpora)
        assert read_debate(there) == read_debate(here)
        assert said(StatementTable.from_store(there)) == said(StatementTable.from_store(here))


@pytest.mark.parametrize("debate", GOLDEN)
class TestDebates:
    @pytest.fixture
    def stores(self, debate: str, here: dict[str, Corpus], engine: RemoteStore) -> tuple[Store, Store]:
        local = here[debate].store
        assert isinstance(local, EmbeddedStore)
        return local, copy(local, engine)

    def test_every_check_finds_nothing(self, stores: tuple[Store, Store]) -> None:
        assert {check.name: rows for check in CHECKS if (rows := stores[1].table(check.text))} == {}

    def test_names_are_found(self, stores: tuple[Store, Store]) -> None:
        def found(store: Store, kind: str, name: str) -> str:
            try:
                return str(find(store, name, [kind]))
            except CounterpointError as problem:
                return str(problem)

        for kind, what in KINDS.items():
            rows = stores[0].table(
                f"SELECT DISTINCT ?n ?x WHERE {{ ?x a <{what.cls}> ; <{what.label}> ?n }} ORDER BY ?x"
            )
            for name, iri in rows[:2]:
                for written in (name, name.upper(), iri, name[:-1] + "?"):
                    assert found(stores[1], kind, written) == found(stores[0], kind, written)

    def test_the_statement_table_is_the_same(self, stores: tuple[Store, Store]) -> None:
        here, there = map(StatementTable.from_store, stores)
        assert said(here)
        assert said(there) == said(here)
        assert there.scale == here.scale
        assert there.labels == here.labels


def said(table: StatementTable) -> dict[str, tuple[object, ...]]:
    """Tell what a statement table says of each statement; its rows have no order of their own."""

    def column(values: Column) -> list[str]:
        return ["" if code < 0 else values.labels[code] for code in values.codes]

    def links(values: Links) -> list[set[str]]:
        found: list[set[str]] = [set() for _ in table.statements]
        for row, code in zip(values.rows, values.codes, strict=True):
            found[row].add(values.labels[code])
        return found

    columns = [column(one) for one in (table.speaker, table.claim, table.source)]
    columns += [list(map(str, table.level)), list(map(str, table.date))]
    linked = [links(one) for one in (table.organisation, table.role, table.topic)]
    return dict(zip(table.statements, zip(*columns, *linked, strict=True), strict=True))
