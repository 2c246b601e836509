"""Check the workspace's own shapes: that they can be used, that they aim at something, and where they stand."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from counterpoint.errors import Place
from counterpoint.records.shapes import silence
from counterpoint.terms.findings import Findings
from counterpoint.terms.lexicon import CLASSES, RDFS, SH, Lexicon, OwnFile, short
from counterpoint.vocabulary import KINDS, RDF_TYPE

if TYPE_CHECKING:
    import rdflib

_MADE: Final = ("Membership", "Evidence", "TextQuoteSelector", "TextPositionSelector", "Interval", "CreativeWork")
"""The classes of things that a record makes besides those with an id, as the context calls them."""
_AIMS: Final = ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
_PARTS: Final = ("property", "node", "not", "and", "or", "xone", "qualifiedValueShape")


def check_shapes(lexicon: Lexicon, found: Findings) -> None:
    """Find shapes in the wrong file, shapes that SHACL does not allow, and those that look at nothing."""
    for file in lexicon.own:
        graph = ox.NamedNode(file.path.absolute().as_uri())
        store = lexicon.shapes if file.holds_shapes else lexicon.graph
        typed = [
            quad.subject.value
            for kind in ((*CLASSES, SH + "none") if file.holds_shapes else (SH + "NodeShape", SH + "PropertyShape"))
            for quad in store.quads_for_pattern(None, ox.NamedNode(RDF_TYPE), ox.NamedNode(kind), graph)
            if isinstance(quad.subject, ox.NamedNode)
        ]
        for iri in typed:
            name = lexicon.short(iri)
            if file.holds_shapes:
                what = f"{name} is a class in a file of shapes, which is no part of the ontology"
                found.fault(_place(file, iri), what, "move it to another file of ontology/")
            else:
                what = f"{name} is a shape, and shapes are read from files whose names begin with shapes"
                found.fault(_place(file, iri), what, "move it to ontology/shapes-own.ttl")
    files = [file for file in lexicon.own if file.holds_shapes]
    if files:
        _check_aims(lexicon, files, found)
        _check_validity(lexicon, files, found)


def _place(file: OwnFile, iri: str, also: str = "") -> Place:
    """Find where a file describes a shape, and there where it names something."""
    named = [one for one in file.mentions if also and one.subject == iri and one.iri == also]
    best = next(iter(named or [one for one in file.mentions if one.leads and one.iri == iri]), None)
    return Place(file.shown, best.line, best.column) if best else Place(file.shown, 1, 1)


def _check_aims(lexicon: Lexicon, files: list[OwnFile], found: Findings) -> None:
    vocabulary = lexicon.workspace_vocabulary
    classes = {kind.cls for kind in KINDS.values()} | {vocabulary.iri(term) for term in _MADE}
    classes |= {vocabulary.iri(term) for term in vocabulary.source_types}
    properties = {vocabulary.iri(term) for term in vocabulary.context if not term.startswith("@")} | {RDF_TYPE}
    for file in files:
        graph = ox.NamedNode(file.path.absolute().as_uri())
        shapes = {
            quad.subject
            for quad in lexicon.shapes.quads_for_pattern(None, None, None, graph)
            if isinstance(quad.subject, ox.NamedNode) and _is_shape(lexicon, quad.subject)
        }
        for shape in sorted(shapes, key=lambda one: one.value):
            aims = {name: _objects(lexicon, shape, name) for name in _AIMS}
            name = lexicon.short(shape.value)
            if not any(aims.values()):
                if not _is_part(lexicon, shape):
                    hint = "add sh:targetClass and a class, such as schema:Person"
                    found.fault(_place(file, shape.value), f"the shape {name} aims at nothing", hint)
                continue
            for cls in aims["targetClass"]:
                if cls not in classes:
                    below = [short(one) for one in sorted(classes) if cls in lexicon.above(one, RDFS + "subClassOf")]
                    hint = f"aim at {', '.join(below)}" if below else "aim at a class of things that records make"
                    what = f"the shape {name} aims at {lexicon.short(cls)}, and no record makes one"
                    found.fault(_place(file, shape.value, cls), what, hint)
            for aim in ("targetSubjectsOf", "targetObjectsOf"):
                for one in aims[aim]:
                    if one not in properties:
                        what = f"the shape {name} aims at what has {lexicon.short(one)}, which no record says"
                        found.fault(_place(file, shape.value, one), what, "give it a key in ontology/context.jsonld")
            _check_words(lexicon, file, shape, found)


def _check_words(lexicon: Lexicon, file: OwnFile, shape: ox.NamedNode, found: Findings) -> None:
    """Find constraints whose violation would be told in the words of SHACL."""
    message = ox.NamedNode(SH + "message")
    for part in lexicon.shapes.quads_for_pattern(shape, ox.NamedNode(SH + "property"), None):
        if isinstance(part.object, ox.Literal | ox.Triple):
            continue
        path = next(
            (one.object for one in lexicon.shapes.quads_for_pattern(part.object, ox.NamedNode(SH + "path"), None)), None
        )
        if not any(lexicon.shapes.quads_for_pattern(part.object, message, None)):
            which = lexicon.short(path.value) if isinstance(path, ox.NamedNode) else "a property"
            place = _place(file, shape.value, path.value if isinstance(path, ox.NamedNode) else "")
            what = f"the shape {lexicon.short(shape.value)} has no words for {which}"
            found.note(place, what, 'add sh:message "what is wrong; what to do"')


def _is_shape(lexicon: Lexicon, node: ox.NamedNode) -> bool:
    kinds = {one.object.value for one in _about(lexicon, node, RDF_TYPE) if isinstance(one.object, ox.NamedNode)}
    return bool(kinds & {SH + "NodeShape", SH + "PropertyShape"}) or any(_about(lexicon, node, SH + "targetClass"))


def _about(lexicon: Lexicon, node: ox.NamedNode, property_: str) -> list[ox.Quad]:
    return list(lexicon.shapes.quads_for_pattern(node, ox.NamedNode(property_), None))


def _objects(lexicon: Lexicon, node: ox.NamedNode, name: str) -> list[str]:
    return [_value(one.object) for one in _about(lexicon, node, SH + name)]


def _value(term: Any) -> str:
    return str(getattr(term, "value", term))


def _is_part(lexicon: Lexicon, shape: ox.NamedNode) -> bool:
    """Tell whether another shape leans on one."""
    first = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
    parts = [ox.NamedNode(SH + name) for name in _PARTS]
    return any(any(lexicon.shapes.quads_for_pattern(None, one, shape)) for one in (*parts, first))


def _check_validity(lexicon: Lexicon, files: list[OwnFile], found: Findings) -> None:
    """Validate shapes against the shapes of shapes, which SHACL comes with, and try them on a thing of each class."""
    import rdflib

    silence()
    for file in files:
        name = ox.NamedNode(file.path.absolute().as_uri())
        triples = [quad.triple for quad in lexicon.shapes.quads_for_pattern(None, None, None, name)]
        shapes = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
        wrong = list(_violations(shapes))
        for shape, path, said in wrong:
            what = f"the shape {lexicon.short(shape)} cannot be used: {lexicon.short(path)}: {said}"
            found.fault(
                _place(file, shape, path), what, "ontology/shapes.ttl of Counterpoint shows how shapes are written"
            )
        if not wrong and (said := _trouble(shapes)):
            # All shapes together do not say which of them it is.
            culprit = next((shape for shape in sorted(_named(file, shapes)) if _trouble(shapes, shape)), "")
            place = _place(file, culprit) if culprit else Place(file.shown, 1, 1)
            which = f"the shape {lexicon.short(culprit)}" if culprit else "a shape"
            found.fault(place, f"{which} cannot be used: {said[:300]}", "mend the shape")


def _named(file: OwnFile, shapes: rdflib.Graph) -> set[str]:
    from rdflib import RDF, URIRef
    from rdflib import SH as SHACL

    leading = {one.iri for one in file.mentions if one.leads}
    return {iri for iri in leading if (URIRef(iri), RDF.type, SHACL.NodeShape) in shapes}


def _trouble(shapes: rdflib.Graph, shape: str = "") -> str:
    """Say why shapes, or one of them, cannot be used; an empty text where they can."""
    import pyshacl

    try:
        with warnings.catch_warnings(action="ignore"):
            pyshacl.validate(_trial(shapes), shacl_graph=shapes, use_shapes=[shape] if shape else None)
    except Exception as problem:  # noqa: BLE001 - whatever a library says of a shape is the user's to mend
        return " ".join(str(getattr(problem, "message", problem)).split()).rstrip(".")
    return ""


def _violations(shapes: rdflib.Graph) -> Iterator[tuple[str, str, str]]:
    """Yield what the shapes of shapes say: the named shape, the property of SHACL, and what is wrong."""
    from pyshacl.entrypoints import meta_validate
    from rdflib import SH as SHACL
    from rdflib import Graph, URIRef

    conforms, report, _ = meta_validate(shapes, inference="none")
    if conforms or not isinstance(report, Graph):
        return
    for result, focus in report.subject_objects(SHACL.focusNode):
        owner = focus
        while not isinstance(owner, URIRef) and (above := next(shapes.subjects(None, owner), None)) is not None:
            owner = above
        said = " ".join(str(report.value(result, SHACL.resultMessage)).split())
        yield str(owner), str(report.value(result, SHACL.resultPath) or SH + "property"), said


def _trial(shapes: rdflib.Graph) -> rdflib.Graph:
    """Make one thing of each class that shapes aim at, with each property that they look at."""
    import rdflib
    from rdflib import RDF
    from rdflib import SH as SHACL

    data, thing = rdflib.Graph(), rdflib.URIRef("urn:trial")
    for cls in set(shapes.objects(None, SHACL.targetClass)):
        data.add((thing, RDF.type, cls))
    for path in set(shapes.objects(None, SHACL.path)):
        if isinstance(path, rdflib.URIRef):
            data.add((thing, path, rdflib.Literal("trial")))
    return data
