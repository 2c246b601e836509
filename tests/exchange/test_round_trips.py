"""What goes out in a format and comes in again, into an empty workspace, is the same debate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from counterpoint.corpus import Corpus
from counterpoint.exchange.rdf.syntaxes import SYNTAXES
from tests.exchange.arrivals import arrive, empty, statements, ties, write

ENDINGS = {name: syntax.endings[0] for name, syntax in SYNTAXES.items()} | {"excel": ".xlsx", "aif": ".json"}
NETWORKS: tuple[dict[str, Any], ...] = (
    {"aggregation": "congruence"},
    {"aggregation": "subtract", "normalisation": "average"},
    {"aggregation": "subtract", "mode": "two-mode"},
)


@pytest.fixture(scope="module")
def other(repository: Path) -> Corpus:
    """Give a debate with everything that a record can say."""
    return Corpus.open(repository / "tests/content/other-debate", in_memory=True)


def triples(corpus: Corpus, *, without: str) -> set[str]:
    """Give the statements of the records, not those of the ontology, whatever graph they are in."""
    data = ox.Dataset(ox.parse(corpus.export("nquads"), format=ox.RdfFormat.N_QUADS))
    return {str(quad.triple) for quad in data if without not in str(quad.graph_name)}


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=pytest.mark.slow if name in {"n3", "ntriples", "trig"} else ()) for name in SYNTAXES],
)
def test_rdf_comes_back_triple_by_triple(name: str, tmp_path: Path) -> None:
    demo = Corpus.open(":demo:")
    back = arrive(write(tmp_path / f"demo{ENDINGS[name]}", demo.export(name)), tmp_path / "ws")
    assert triples(back, without="/id/ontology/") == triples(demo, without="/id/ontology/")


def test_everything_that_a_record_can_say_comes_back(other: Corpus, tmp_path: Path) -> None:
    root = empty(tmp_path / "ws", base=other.workspace.base)
    back = arrive(write(tmp_path / "other.nq", other.export("nquads")), root)
    # Roles that no source cites have the name of their file in their IRIs, and it is another one.
    expected = {one.replace("/graph/authorities/", "/graph/people/") for one in triples(other, without="/ontology/")}
    assert triples(back, without="/ontology/") == expected


def test_rdf_of_another_base_gets_the_base_of_the_workspace(other: Corpus, tmp_path: Path) -> None:
    root = empty(tmp_path / "ws", base="https://example.org/mine")
    back = arrive(write(tmp_path / "other.trig", other.export("trig")), root)
    assert [row[:6] for row in statements(back)] == [row[:6] for row in statements(other)]
    assert all(
        row["s"].startswith("https://example.org/mine/statement/")
        for row in back.sparql("SELECT ?s { ?s a cp:Statement }").rows
    )
    for asked in NETWORKS:
        for actor in ("speaker", "organisation"):
            assert ties(back.network(actor=actor, **asked)) == ties(other.network(actor=actor, **asked))


@pytest.mark.parametrize("actor", ["speaker", "organisation"])
def test_excel_holds_statements_speakers_stances_and_networks(actor: str, other: Corpus, tmp_path: Path) -> None:
    for number, corpus in enumerate((Corpus.open(":demo:"), other)):
        back = arrive(write(tmp_path / f"{number}.xlsx", corpus.export("excel")), tmp_path / f"ws{number}")
        assert statements(back) == statements(corpus)
        for asked in NETWORKS:
            assert ties(back.network(actor=actor, **asked)) == ties(corpus.network(actor=actor, **asked))


def test_an_argument_map_holds_who_stands_how_on_what(other: Corpus, tmp_path: Path) -> None:
    for number, corpus in enumerate((Corpus.open(":demo:"), other)):
        back = arrive(write(tmp_path / f"{number}.json", corpus.export("aif")), tmp_path / f"ws{number}")
        assert statements(back) == statements(corpus)
        for asked in NETWORKS:
            assert ties(back.network(**asked)) == ties(corpus.network(**asked))
        related = "SELECT (COUNT(*) AS ?n) { ?a cp:contradicts|cp:implies|cp:refines ?b }"
        assert back.sparql(related).rows == corpus.sparql(related).rows
        answered = "SELECT (COUNT(*) AS ?n) { ?a cp:respondsTo|cp:endorses|cp:rebuts ?b }"
        assert back.sparql(answered).rows == corpus.sparql(answered).rows


def test_nanopublications_hold_who_says_what_where(other: Corpus, tmp_path: Path) -> None:
    corpus = arrive(write(tmp_path / "d.trig", other.export("nanopubs")), tmp_path / "ws")
    assert [row[:6] for row in statements(corpus)] == [row[:6] for row in statements(other)]  # not the day of a source
