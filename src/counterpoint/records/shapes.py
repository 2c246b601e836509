"""Check what records say against the SHACL shapes, and say each violation at its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from counterpoint.errors import Fault, Place, WorkspaceError
from counterpoint.vocabulary import RDF_TYPE, Vocabulary

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"


class Shapes:
    """The shapes of a workspace, parsed once.

    :param paths: SHACL files in Turtle.
    :param vocabulary: turns properties back into record keys.
    """

    def __init__(self, paths: Sequence[Path], vocabulary: Vocabulary) -> None:
        self._paths, self._vocabulary = paths, vocabulary

    @cached_property
    def _graph(self) -> rdflib.Graph:
        triples: list[ox.Triple] = []
        for path in self._paths:
            try:
                base = path.resolve().as_uri()
                quads = ox.parse(path=path, format=ox.RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True)
                triples += (quad.triple for quad in quads)
            except (SyntaxError, OSError) as problem:
                raise WorkspaceError(f"{path} does not parse: {problem}", "mend the Turtle") from problem
        return _graph_of(triples)

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
        import pyshacl
        import rdflib

        known = (
            ox.Triple(ox.NamedNode(iri), ox.NamedNode(RDF_TYPE), ox.NamedNode(self._vocabulary.iri(term)))
            for iri, term in classes.items()
        )
        data = _graph_of((*(quad.triple for quad in quads), *known))
        try:
            conforms, report, _ = pyshacl.validate(data, shacl_graph=self._graph, inplace=True)
        except (pyshacl.errors.ReportableRuntimeError, re.error) as problem:
            files = " and ".join(map(str, self._paths))
            said = getattr(problem, "message", str(problem)).rstrip(".")
            raise WorkspaceError(f"the shapes cannot be used: {said}", f"look at {files}") from problem
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


def _graph_of(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Copy triples to rdflib."""
    import rdflib
    from rdflib.namespace import NamespaceManager

    class WholeNames(NamespaceManager):
        """Show IRIs as they are: pySHACL writes many, and to look for a prefix takes longer than to validate."""

        def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803
            return f"<{rdfTerm}>"

    graph = rdflib.Graph(bind_namespaces="none")
    graph.namespace_manager = WholeNames(graph, bind_namespaces="none")
    graph.parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    return graph


def _uri(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(_SH + name)
