"""Check what records say against the SHACL shapes, and say each violation at its line."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from counterpoint.errors import Fault, Place, WorkspaceError
from counterpoint.records.conformance import Conformance
from counterpoint.vocabulary import RDF_TYPE, SHACL, XSD, Vocabulary, parse_turtle

if TYPE_CHECKING:
    import rdflib


class Shapes:
    """The shapes of a workspace, parsed once.

    :param paths: SHACL files in Turtle.
    :param vocabulary: turns properties back into record keys.
    """

    def __init__(self, paths: Sequence[Path], vocabulary: Vocabulary) -> None:
        self._paths, self._vocabulary = paths, vocabulary

    @cached_property
    def _triples(self) -> list[ox.Triple]:
        triples: list[ox.Triple] = []
        for path in self._paths:
            quads = parse_turtle(path, base=path.resolve().as_uri(), rename_blank_nodes=True)
            triples += (quad.triple for quad in quads)
        return triples

    @cached_property
    def _conformance(self) -> Conformance:
        return Conformance(self._triples)

    @cached_property
    def _graph(self) -> rdflib.Graph:
        graph = _graph_of(self._triples)
        aim_at_targets(graph)
        return graph

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """Record keys by property, a stance's key for the stance's property."""
        terms = {self._vocabulary.iri(term): term for term in self._vocabulary.context if not term.startswith("@")}
        return {**terms, self._vocabulary.iri("name"): "name"}

    def check(
        self, quads: Iterable[ox.Quad], classes: Mapping[str, str], places: Mapping[str, Mapping[str, Place]]
    ) -> list[Fault]:
        """Return the violations in a file's quads.

        :param quads: what the file says.
        :param classes: class terms of the things that it refers to and others define, by IRI.
        :param places: where each node and each of its keys stands.
        """
        known = (
            ox.Triple(ox.NamedNode(iri), ox.NamedNode(RDF_TYPE), ox.NamedNode(self._vocabulary.iri(term)))
            for iri, term in classes.items()
        )
        said = [*(quad.triple for quad in quads), *known]
        return [] if self._conformance.holds(said, places) else self._validate(said, places)

    def _validate(self, said: Iterable[ox.Triple], places: Mapping[str, Mapping[str, Place]]) -> list[Fault]:
        import pyshacl
        import rdflib

        data = _graph_of(said)
        silence()
        try:
            with warnings.catch_warnings(action="ignore"):
                conforms, report, _ = pyshacl.validate(data, shacl_graph=self._graph, inplace=True)
        except Exception as problem:
            files = " and ".join(map(str, self._paths))
            reason = " ".join(str(getattr(problem, "message", problem)).split()).rstrip(".")
            raise WorkspaceError(f"the shapes cannot be used: {reason}", f"look at {files}") from problem
        if conforms or not isinstance(report, rdflib.Graph):
            return []
        return sorted(
            {
                self._fault(report, result, places)
                for result, focus in report.subject_objects(_uri("focusNode"))
                if str(focus) in places  # the rest is what other files define
            }
        )

    def _fault(
        self, report: rdflib.Graph, result: rdflib.term.Node, places: Mapping[str, Mapping[str, Place]]
    ) -> Fault:
        message = str(report.value(result, _uri("resultMessage")))
        where = places[str(report.value(result, _uri("focusNode")))]
        key = self._keys.get(str(report.value(result, _uri("resultPath"))), "")
        place = where.get(key) or where.get("at" if key in ("start", "end") else "") or where[""]
        what, _, hint = message.partition("; ")
        return Fault(place, what, hint)


def silence() -> None:
    """Keep pySHACL from writing to standard error what is wrong with shapes: whoever calls it says that."""
    logging.getLogger("pyshacl-validate").addFilter(_nothing)  # its level is set anew with every call


def _nothing(_: logging.LogRecord) -> bool:
    return False


def aim_at_targets(shapes: rdflib.Graph) -> None:
    """Give the property shapes of a node shape its targets, and take them out of it; what is valid stays the same.

    pySHACL goes through a property shape that has targets once for all nodes, and through one inside a node shape
    once for each node, which takes half as long again. Only the plainest node shapes are changed: those with explicit
    targets that are open, active and part of no other shape.
    """
    targets = [_uri(name) for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")]
    inside = _uri("property")
    for shape in set(shapes.subjects(inside)):
        aims = [(aim, target) for aim in targets for target in shapes.objects(shape, aim)]
        special = (None, None, shape), (shape, _uri("closed"), None), (shape, _uri("deactivated"), None)
        if aims and not any(pattern in shapes for pattern in special):
            for part in shapes.objects(shape, inside):
                for aim, target in aims:
                    shapes.add((part, aim, target))
            shapes.remove((shape, inside, None))


def _graph_of(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Copy triples to rdflib, term by term: to write and read them as text takes twice as long."""
    import rdflib
    from rdflib.namespace import NamespaceManager

    class WholeNames(NamespaceManager):
        """Show IRIs as they are: pySHACL writes many, and to look for a prefix takes longer than to validate."""

        def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803
            return f"<{rdfTerm}>"

    graph = rdflib.Graph(bind_namespaces="none")
    graph.namespace_manager = WholeNames(graph, bind_namespaces="none")
    known: dict[object, rdflib.term.Node] = {}

    def term(one: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
        if one not in known:
            known[one] = _term(one)
        return known[one]

    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


def _term(one: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> rdflib.term.Node:
    import rdflib

    if isinstance(one, ox.NamedNode):
        return rdflib.URIRef(one.value)
    if isinstance(one, ox.Literal):
        plain = one.language or one.datatype.value == XSD + "string"
        return rdflib.Literal(one.value, lang=one.language, datatype=None if plain else one.datatype.value)
    return rdflib.BNode(one.value if isinstance(one, ox.BlankNode) else str(one))


def _uri(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(SHACL + name)
