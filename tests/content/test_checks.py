"""The checks: queries that return no rows where nothing is wrong, and the fault where something is.

Each ``queries/checks/<name>.rq`` has a small broken graph, ``tests/examples/checks/<name>.ttl``, whose first line names
what the check must find in it, IRI by IRI: ``# <https://example.org/person/ann>``. Where the fault is one of
graphs, the file names them, as TriG does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from counterpoint.store.credentials import Credentials
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.remote import RemoteStore
from counterpoint.templates import Template
from counterpoint.workspace import shipped
from tests.content.graphs import shipped_store
from tests.engines import virtuoso_server

CHECKS = [Template(path.stem, path) for path in sorted(shipped("queries", "checks").glob("*.rq"))]
EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "checks"

every_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)


def broken(path: Path) -> tuple[EmbeddedStore, set[str]]:
    """Read a broken graph, and what is to be found in it."""
    store = EmbeddedStore()
    everything = ox.NamedNode("https://example.org/graph")
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TRIG):
        graph_name = everything if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name
        store.engine.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph_name))
    for ontology in ("counterpoint.ttl", "roles.ttl"):
        graph = ox.NamedNode(f"https://example.org/graph/{ontology}")
        store.engine.load(path=str(shipped("ontology", ontology)), format=ox.RdfFormat.TURTLE, to_graph=graph)
    return store, set(re.findall(r"<([^>]+)>", path.read_text(encoding="utf-8").partition("\n")[0]))


@every_check
def test_a_check_is_described_and_takes_nothing(check: Template) -> None:
    assert check.header.get("summary")
    assert not check.parameters


@every_check
def test_a_check_returns_no_rows_on_what_ships(check: Template) -> None:
    assert shipped_store().table(check.text) == []


@every_check
def test_a_check_finds_its_fault_and_no_other(check: Template) -> None:
    path = EXAMPLES / f"{check.name}.ttl"
    assert path.is_file(), f"add {path.name} to tests/examples/checks: a small graph with the fault"
    store, expected = broken(path)
    assert expected, "the first line names what the check must find"
    assert {row[0] for row in store.table(check.text)} == expected


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteStore]:
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso")) as address:
        service = f"{address}/sparql-graph-crud-auth"
        yield RemoteStore(f"{address}/sparql", graph_store=service, credentials=Credentials("dba", "dba"))


@pytest.mark.engine
@every_check
def test_a_check_finds_the_same_on_another_engine(check: Template, virtuoso: RemoteStore) -> None:
    for graph in virtuoso.graphs():
        virtuoso.remove_graph(graph)
    store, expected = broken(EXAMPLES / f"{check.name}.ttl")
    by_graph: dict[str, list[ox.Quad]] = {}
    for quad in store.engine:
        assert isinstance(quad.graph_name, ox.NamedNode)
        by_graph.setdefault(quad.graph_name.value, []).append(quad)
    for graph, quads in by_graph.items():
        virtuoso.replace_graph(graph, quads)
    assert {row[0] for row in virtuoso.table(check.text)} == expected


def test_every_broken_graph_belongs_to_a_check() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.ttl")} <= {check.name for check in CHECKS}


def test_a_fault_is_seen(tmp_path: Path) -> None:
    query, graph = tmp_path / "self-agreement.rq", tmp_path / "self-agreement.ttl"
    query.write_text(
        "#+ summary: Nobody agrees with themselves\nSELECT ?who WHERE { ?who cp:agreesWith ?who }", "utf-8"
    )
    fault = "@prefix cp: <https://w3id.org/counterpoint/ns#> .\n<https://example.org/ann> cp:agreesWith {} .\n"
    graph.write_text("# <https://example.org/ann>\n" + fault.format("<https://example.org/ann>"), "utf-8")
    store, expected = broken(graph)
    check = Template("self-agreement", query)
    assert {row[0] for row in store.table(check.text)} == expected == {"https://example.org/ann"}
    assert shipped_store().table(check.text) == []
