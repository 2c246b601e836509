"""The shapes as data: each has examples, each message is understood, and what ships conforms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pyshacl
import pytest
import rdflib
from rdflib import RDF, RDFS, SH

from counterpoint.records import forms
from counterpoint.vocabulary import CP
from tests.content.graphs import CPS, SHAPES, shipped_store, to_rdflib, turtle

if TYPE_CHECKING:
    from rdflib.term import Node

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
VALID = sorted((EXAMPLES / "valid").glob("*.ttl"))
INVALID = sorted((EXAMPLES / "invalid").glob("*.ttl"))

GRAPH = turtle(SHAPES)
NODE_SHAPES = sorted(str(shape) for shape in GRAPH.subjects(RDF.type, SH.NodeShape))
# Words of the trade that a person who codes an article need not know.
JARGON = set(
    "iri uri node literal property datatype class instance shacl rdf selector sha-256 hexadecimal xsd null constraint "
    "cardinality triple integer string".split()
)


def names_of(path: Path) -> str:
    return path.stem


def shape_of(path: Path) -> rdflib.URIRef:
    """Find the shape that an example's file is named after."""
    return rdflib.URIRef(CPS + path.stem.partition("-")[0].capitalize())


def results(data: rdflib.Graph) -> Iterator[tuple[rdflib.URIRef, str, Node]]:
    """Validate a graph; give the shape, the message and the constraint component of each result."""
    conforms, report, _ = pyshacl.validate(data, shacl_graph=GRAPH)
    assert isinstance(report, rdflib.Graph)
    found = list(report.subjects(RDF.type, SH.ValidationResult))
    assert conforms != bool(found)
    for result in found:
        source, component = report.value(result, SH.sourceShape), report.value(result, SH.sourceConstraintComponent)
        assert component is not None
        yield owner(source), str(report.value(result, SH.resultMessage)), component


def owner(shape: Node | None) -> rdflib.URIRef:
    """Find the named shape that a property shape belongs to."""
    named = shape if isinstance(shape, rdflib.URIRef) else GRAPH.value(None, SH.property, shape)
    assert isinstance(named, rdflib.URIRef)
    return named


def messages() -> Iterator[tuple[rdflib.URIRef, str]]:
    for holder, message in GRAPH.subject_objects(SH.message):
        yield owner(holder), str(message)


def expected_message(path: Path) -> str:
    """Read the first line of an invalid example: the message that it must give."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith("# ")
    return first.removeprefix("# ")


def focus_nodes(data: rdflib.Graph, shape: Node) -> set[Node]:
    return {node for cls in GRAPH.objects(shape, SH.targetClass) for node in data.subjects(RDF.type, cls)}


# Examples


@pytest.mark.parametrize("path", VALID, ids=names_of)
def test_a_valid_example_conforms(path: Path) -> None:
    data = turtle(path)
    assert focus_nodes(data, shape_of(path)), "the shape looks at nothing in it"
    assert list(results(data)) == []


@pytest.mark.parametrize("path", INVALID, ids=names_of)
def test_an_invalid_example_gives_its_message_and_no_other(path: Path) -> None:
    found = {(shape, message) for shape, message, _ in results(turtle(path))}
    assert found == {(shape_of(path), expected_message(path))}


def test_every_shape_has_a_valid_example() -> None:
    assert sorted(str(shape_of(path)) for path in VALID) == NODE_SHAPES, "tests/examples/valid/<shape>.ttl"


def test_every_message_has_an_invalid_example() -> None:
    shown = {(shape_of(path), expected_message(path)) for path in INVALID}
    missing = set(messages()) - shown
    assert not missing, f"add tests/examples/invalid/<shape>-<what>.ttl with the message in its first line: {missing}"


def counted(parameter: rdflib.URIRef) -> list[tuple[str, str, int]]:
    """List the shapes that bound how often a property occurs: shape, property, bound."""
    return sorted(
        (str(shape), str(GRAPH.value(holder, SH.path)), int(str(bound)))
        for holder, bound in GRAPH.subject_objects(parameter)
        for shape in GRAPH.subjects(SH.property, holder)
        if isinstance(shape, rdflib.URIRef)
    )


def short(value: object) -> str:
    return re.split(r"[#/]", str(value))[-1]


@pytest.mark.parametrize(("shape", "path", "least"), counted(SH.minCount), ids=short)
def test_a_missing_value_is_seen(shape: str, path: str, least: int) -> None:
    data, node = example(shape)
    values = list(data.objects(node, rdflib.URIRef(path)))
    for value in values[least - 1 :]:
        data.remove((node, rdflib.URIRef(path), value))
    assert SH.MinCountConstraintComponent in {component for _, _, component in results(data)}


@pytest.mark.parametrize(("shape", "path", "most"), counted(SH.maxCount), ids=short)
def test_one_value_too_many_is_seen(shape: str, path: str, most: int) -> None:
    data, node = example(shape)
    for number in range(most + 1):
        data.add((node, rdflib.URIRef(path), rdflib.Literal(f"{number}")))
    assert SH.MaxCountConstraintComponent in {component for _, _, component in results(data)}


def example(shape: str) -> tuple[rdflib.Graph, Node]:
    """Read a shape's valid example and choose one of the nodes that the shape looks at."""
    (path,) = (path for path in VALID if str(shape_of(path)) == shape)
    data = turtle(path)
    return data, min(focus_nodes(data, rdflib.URIRef(shape)), key=str)


# The shapes themselves


def test_the_shapes_are_valid_shacl() -> None:
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=GRAPH, meta_shacl=True)
    assert conforms, text


def test_every_shape_has_a_label_and_a_target() -> None:
    for shape in NODE_SHAPES:
        node = rdflib.URIRef(shape)
        assert [str(label) for label in GRAPH.objects(node, RDFS.label)] == [shape.removeprefix(CPS).lower()]
        assert list(GRAPH.objects(node, SH.targetClass))


def test_every_constraint_has_a_message_of_its_own() -> None:
    for shape in NODE_SHAPES:
        for holder in GRAPH.objects(rdflib.URIRef(shape), SH.property):
            assert len(list(GRAPH.objects(holder, SH.message))) == 1, f"{shape} {GRAPH.value(holder, SH.path)}"
    for holder in (*GRAPH.subjects(SH.xone), *GRAPH.subjects(SH["not"])):
        assert len(list(GRAPH.objects(holder, SH.message))) == 1


@pytest.mark.parametrize(("shape", "message"), sorted(messages()), ids=short)
def test_a_message_says_what_is_wrong_and_what_to_do(shape: str, message: str) -> None:
    what, _, hint = message.partition("; ")
    words = set(re.findall(r"[\w-]+", message.lower()))
    assert what[0].islower()
    assert hint, "after a semicolon it says what to do"
    assert not message.endswith(".")
    assert not words & JARGON
    assert not re.search(r"\b[a-z]+:[A-Za-z]", message.replace("https:", "")), "it names no RDF term"
    keys = {
        *re.findall(r"(?<!\w)([a-z-]+):(?=[\s,]|$)", message),
        *re.findall(r"^(same-as|part-of|cited-as)\b", message),
    }
    known = set().union(*forms.KEYS.values(), forms.SECTIONS, ("supports", "opposes", "qualifies", "mentions", "roles"))
    assert keys <= known, f"{shape}: no record has the keys {keys - known}"


# What ships


def test_the_shipped_records_conform() -> None:
    # The roles that records refer to are in the ontology; the rest of it would make sources of claims and statements.
    vocabulary = ("/id/ontology/counterpoint", "/id/ontology/alignments")
    data = to_rdflib(
        quad for quad in shipped_store().engine if not any(one in str(quad.graph_name) for one in vocabulary)
    )
    assert focus_nodes(data, rdflib.URIRef(CPS + "Statement"))
    assert list(results(data)) == []


@pytest.mark.parametrize("kind", ["Agreement", "Disagreement"])
def test_the_derived_alignments_conform(kind: str) -> None:
    data = to_rdflib(quad for quad in shipped_store().engine if str(quad.graph_name).endswith("/id/alignments>"))
    assert (None, RDF.type, rdflib.URIRef(CP + kind)) in data
    assert list(results(data)) == []
