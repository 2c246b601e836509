"""Conformance told at once: never where pySHACL finds a violation, and always where what is said is plain."""

from __future__ import annotations

import warnings
from collections.abc import Container
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.records.conformance import Conformance
from counterpoint.workspace import shipped

PREFIXES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://example.org/> . "
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . "
)


class Everything(Container[str]):
    """Hold every node."""

    def __contains__(self, node: object) -> bool:
        return True


def triples(turtle: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE, base_iri="https://example.org/")]


def holds(shapes: str, data: str) -> bool:
    return Conformance(triples(shapes)).holds(triples(data), Everything())


def violated(shapes: str, data: str) -> set[str]:
    """Ask pySHACL which nodes do not conform."""
    graphs = [
        rdflib.Graph().parse(data=ox.serialize(triples(text), format=ox.RdfFormat.N_TRIPLES), format="nt")
        for text in (data, shapes)
    ]
    with warnings.catch_warnings(action="ignore"):
        report = pyshacl.validate(graphs[0], shacl_graph=graphs[1])[1]
    assert isinstance(report, rdflib.Graph)
    return {str(node).rpartition("/")[2] for node in report.objects(None, rdflib.SH.focusNode)}


SHIPPED = shipped("ontology", "shapes.ttl").read_text(encoding="utf-8")
EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*valid/*.ttl"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_shipped_shapes_are_understood_and_each_example_is_judged_rightly(example: Path) -> None:
    assert holds(SHIPPED, example.read_text(encoding="utf-8")) == (example.parent.name == "valid")


PLAIN = [
    "ex:v",
    "ex:other",
    '"some words"',
    '""',
    "7",
    '"2020-02-29"^^xsd:date',
    '"2020-02-29T12:00:00Z"^^xsd:dateTime',
    '"7"^^xsd:nonNegativeInteger',
]
ODD = [
    "_:b",
    "-7",
    "07",
    '"7"^^xsd:decimal',
    '"x"^^xsd:integer',
    '"-1"^^xsd:nonNegativeInteger',
    '"2019-02-29"^^xsd:date',
    '"2020-02-29Z"^^xsd:date',
    '"2020-02-29T24:00:00"^^xsd:dateTime',
    '"2020-02-29T12:00:00"^^xsd:dateTime',
    '"some words"@en',
    '"some words"@EN',
    '"x"^^ex:datatype',
    "7.0",
    "true",
]
CONSTRAINTS = [
    "sh:minCount 1",
    "sh:minCount 2",
    "sh:maxCount 0",
    "sh:maxCount 1",
    "sh:class ex:C",
    "sh:nodeKind sh:IRI",
    "sh:datatype xsd:string",
    "sh:datatype xsd:integer",
    "sh:datatype xsd:nonNegativeInteger",
    "sh:datatype xsd:date",
    "sh:datatype xsd:dateTime",
    "sh:minLength 2",
    "sh:maxLength 9",
    'sh:pattern "^s"',
    'sh:pattern "[0-9]"',
    "sh:minInclusive 7",
    "sh:lessThan ex:q",
    "sh:disjoint ex:q",
    "sh:or ( [ sh:class ex:C ] [ sh:datatype xsd:string ] )",
    "sh:or ( [ sh:datatype xsd:integer ] [ sh:minLength 12 ] )",
    "sh:xone ( [ sh:class ex:C ] [ sh:nodeKind sh:IRI ] [ sh:datatype xsd:date ] )",
    "sh:xone ( [ sh:property [ sh:path ex:r ; sh:minCount 1 ] ] [ sh:maxLength 12 ] )",
    "sh:qualifiedValueShape [ sh:class ex:C ] ; sh:qualifiedMinCount 1",
    "sh:qualifiedValueShape [ sh:datatype xsd:integer ] ; sh:qualifiedMaxCount 0",
    "sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1",
]


def shape(constraints: list[str]) -> str:
    parts = "".join(f"; sh:property [ sh:path ex:p ; {one} ; sh:message 'x' ] " for one in constraints)
    return f"{PREFIXES} ex:S a sh:NodeShape ; sh:targetClass ex:T {parts}."


def said(values: list[str], others: list[str], focus: str = "focus") -> str:
    pairs = "".join(f"; ex:p {value} " for value in values) + "".join(f"; ex:q {value} " for value in others)
    return f"{PREFIXES} ex:{focus} a ex:T {pairs}. ex:v a ex:C ; ex:r 1 ."


@pytest.mark.parametrize("constraint", CONSTRAINTS)
def test_what_is_plain_is_judged_as_pyshacl_judges_it(constraint: str) -> None:
    numbers = "lessThan" in constraint
    texts = any(word in constraint for word in ("Length", "pattern", "disjoint"))  # a number's is left to pySHACL
    values = [one for one in PLAIN if (one == "7" or not numbers) and not (texts and ("^^" in one or one == "7"))]
    pairs = [] if numbers else [["ex:v", "ex:other"], ["ex:v", '"some words"'], ['"some words"', '""']]
    others = ["8"] if numbers else ["ex:other", '""']
    given = {f"f{number}": some for number, some in enumerate([[], *([one] for one in values), *pairs])}
    data = "".join(said(some, others, focus) for focus, some in given.items())
    known = Conformance(triples(shape([constraint])))
    ours = {focus for focus in given if known.holds(triples(data), {f"https://example.org/{focus}"})}
    assert ours == given.keys() - violated(shape([constraint]), data)
    assert ours


VALUES = st.lists(st.sampled_from([*PLAIN, *ODD]), max_size=3)


@given(st.lists(st.sampled_from(CONSTRAINTS), min_size=1, max_size=3, unique=True), VALUES, VALUES)
def test_nothing_conforms_in_which_pyshacl_finds_a_violation(
    constraints: list[str], values: list[str], others: list[str]
) -> None:
    shapes, data = shape(constraints), said(values, others)
    if holds(shapes, data):
        assert violated(shapes, data) == set()


@pytest.mark.parametrize(
    "shapes",
    [
        "ex:S sh:targetNode ex:focus ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:S sh:targetSubjectsOf ex:p ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:S a sh:NodeShape, rdfs:Class ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:S sh:targetClass ex:T ; sh:minCount 1 .",
        "ex:S sh:targetClass ex:T ; sh:closed true .",
        "ex:S sh:targetClass ex:T ; sh:deactivated true ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:minCount 1, 2 ] .",
        'ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:minCount "1" ] .',
        'ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:pattern "(" ] .',
        'ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:pattern "x" ; sh:flags "i" ] .',
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:pattern 1 ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:minLength 0 ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:minInclusive 1.5 ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:nodeKind sh:Literal ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:datatype xsd:anyURI ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:class [] ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ( ex:p ex:q ) ; sh:minCount 1 ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path [ sh:inversePath ex:p ] ; sh:minCount 1 ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:property [ sh:path ex:q ; sh:minCount 1 ] ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:minCount 1 ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:node ex:Other ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ] .",
        "ex:S sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:qualifiedValueShape [ sh:class ex:C ] ] .",
        "ex:S sh:targetClass ex:T ; sh:or () .",
        'ex:S sh:targetClass ex:T ; sh:or ( "x" ) .',
        "ex:S sh:targetClass ex:T ; sh:or ( ex:S ) .",
        "ex:S sh:targetClass ex:T ; sh:or _:a . _:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> ex:Other .",
        "ex:S a sh:PropertyShape .",
        "ex:S a sh:NodeShape ; sh:path ex:p .",
        "ex:S sh:targetClass ex:T ; sh:sparql [ sh:select 'x' ] .",
        "ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:most ] .",
        "ex:D rdfs:subClassOf ex:T .",
    ],
)
def test_what_is_not_understood_is_left_to_pyshacl(shapes: str) -> None:
    known = Conformance(triples(PREFIXES + shapes))
    assert not known.is_known
    assert not known.holds(triples(said([], [])), Everything())


def test_classes_below_others_in_the_data_are_left_to_pyshacl() -> None:
    below = said(["ex:v"], []) + " ex:C rdfs:subClassOf ex:D ."
    assert holds(shape(["sh:class ex:C"]), said(["ex:v"], []))
    assert not holds(shape(["sh:class ex:C"]), below)


def test_only_the_nodes_that_are_asked_for_have_to_conform() -> None:
    shapes = Conformance(triples(shape(["sh:minCount 1"])))
    data = triples(said([], []) + " ex:elsewhere a ex:T ; ex:p 1 .")
    assert shapes.holds(data, {"https://example.org/elsewhere"})
    assert not shapes.holds(data, {"https://example.org/elsewhere", "https://example.org/focus"})
