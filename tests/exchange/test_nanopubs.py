"""Nanopublications of statements, by the rules of the guidelines."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox
import pytest

from counterpoint.corpus import Corpus
from counterpoint.exchange.nanopubs import DCTERMS, NP
from counterpoint.vocabulary import CP, RDF_TYPE
from tests.desk import Desk

Graphs = dict[str, list[ox.Quad]]


@pytest.fixture(scope="module")
def graphs() -> Graphs:
    found: Graphs = defaultdict(list)
    for quad in ox.parse(Corpus.open(":demo:").export("nanopubs"), format=ox.RdfFormat.TRIG):
        found[str(getattr(quad.graph_name, "value", ""))].append(quad)
    return found


def value(term: object) -> str:
    return str(getattr(term, "value", term))


def test_every_statement_is_one_nanopublication_of_four_graphs(graphs: Graphs) -> None:
    made = [quad for quads in graphs.values() for quad in quads if quad.object == ox.NamedNode(NP + "Nanopublication")]
    count = Corpus.open(":demo:").sparql("SELECT (COUNT(*) AS ?n) { ?s a cp:Statement }").rows[0]["n"]
    assert len(made) == int(count)
    assert len(graphs) == 4 * len(made)
    assert "" not in graphs


def test_the_head_names_the_other_graphs_and_nothing_else(graphs: Graphs) -> None:
    heads = {name: quads for name, quads in graphs.items() if name.endswith("#Head")}
    for name, quads in heads.items():
        this = name.removesuffix("#Head")
        assert {(value(quad.subject), quad.predicate.value, value(quad.object)) for quad in quads} == {
            (this, RDF_TYPE, NP + "Nanopublication"),
            (this, NP + "hasAssertion", this + "#assertion"),
            (this, NP + "hasProvenance", this + "#provenance"),
            (this, NP + "hasPublicationInfo", this + "#pubinfo"),
        }
        assert all(graphs[f"{this}#{part}"] for part in ("assertion", "provenance", "pubinfo"))
        assert any(value(quad.subject) == this + "#assertion" for quad in graphs[this + "#provenance"])
        assert any(
            value(quad.subject) == this and quad.predicate.value == DCTERMS + "created"
            for quad in graphs[this + "#pubinfo"]
        )


def test_the_assertion_says_who_claims_what(graphs: Graphs) -> None:
    for name, quads in graphs.items():
        if name.endswith("#assertion"):
            said = {quad.predicate.value for quad in quads}
            assert {CP + "speaker", CP + "claim", CP + "stance", CP + "evidence"} <= said


def test_no_graph_has_a_blank_node(graphs: Graphs) -> None:
    terms = [term for quads in graphs.values() for quad in quads for term in (quad.subject, quad.object)]
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]


def test_whoever_confirmed_a_statement_is_its_creator(desk: Desk) -> None:
    desk.spoil("    quote:", "    confirmed-by: bob\n    confirmed: 2024-05-06T07:08:09Z\n    quote:")
    text = Corpus.open(desk.root).export("nanopubs").decode()
    assert 'dcterms:created "2024-05-06T07:08:09Z"' in text
    assert "dcterms:creator <https://w3id.org/counterpoint/id/person/bob>" in text
