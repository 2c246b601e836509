"""Tell at once that a file conforms to the shapes, as nearly every file does; what is wrong, a validator tells.

pySHACL is written for reports: it takes twenty times as long, and a quarter of a second to be imported. Here is what
SHACL calls conformance checking, for the constraints that the shipped shapes use. Whatever else the shapes or the
values hold makes the answer unknown, and pySHACL is then asked: nothing conforms here in which it finds a violation.

https://www.w3.org/TR/shacl/#conformance-definition
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Final

import pyoxigraph as ox

from counterpoint.records.constraints import (
    OF_PATHS,
    OF_VALUES,
    QUALIFIED,
    Graph,
    Shape,
    Term,
    Test,
    UnknownError,
    choice,
    iri,
    number,
    only,
    part,
    qualified,
)
from counterpoint.vocabulary import RDF_TYPE, SHACL

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SUBCLASS: Final = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_KINDS: Final = {SHACL + "NodeShape": False, SHACL + "PropertyShape": True}
"""The classes of shapes, and whether such a shape has a path."""
_SAID: Final = frozenset({"path", "targetClass", "message", "severity", "name", "description"})
"""Properties of shapes that constrain nothing, or are read together with others."""


class Conformance:
    """Shapes, made ready for telling that nodes conform.

    :param shapes: the triples of the shapes graph.
    """

    def __init__(self, shapes: Iterable[ox.Triple]) -> None:
        self._by_class: dict[Term, list[Shape]] = {}
        self.is_known = True
        """Whether all that the shapes say is understood."""
        try:
            graph = _graph_of(shapes)
            reader = _Reader(graph)
            for node, about in graph.items():
                shape = reader.shape(node) if reader.is_shape(about) else None
                for cls in about.get(SHACL + "targetClass", ()) if shape else ():
                    self._by_class.setdefault(cls, []).append(shape)  # type: ignore[arg-type]
        except UnknownError:
            self.is_known = False

    def holds(self, data: Iterable[ox.Quad | ox.Triple], nodes: Container[str]) -> bool:
        """Tell whether nodes conform to the shapes that aim at their classes, as far as can be told.

        :param data: what is said of them and of what they refer to.
        :param nodes: their IRIs; others in the data are not looked at.
        :returns: false where a node does not conform, and where that is not known.
        """
        if not self.is_known:
            return False
        try:
            graph = _graph_of(data)
        except UnknownError:
            return False
        return all(
            shape.conforms(graph, node)
            for node, about in graph.items()
            if node in nodes
            for cls in about.get(RDF_TYPE, ())
            for shape in self._by_class.get(cls, ())
        )


class _Reader:
    """Reads the shapes of a graph, each once.

    :param graph: the shapes graph.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._read: dict[Term, Shape | None] = {}

    @staticmethod
    def is_shape(about: Mapping[str, Sequence[Term]]) -> bool:
        return any(one.startswith(SHACL) for one in about) or any(one in _KINDS for one in about.get(RDF_TYPE, ()))

    def shape(self, node: Term, *, has_path: bool | None = None) -> Shape:
        if isinstance(node, ox.Literal):
            raise UnknownError
        if node not in self._read:
            self._read[node] = None  # stays so where it leads back to itself
            self._read[node] = self._shape(self._graph.get(node, {}))
        found = self._read[node]
        if found is None or (has_path is not None and bool(found.path) != has_path):
            raise UnknownError
        return found

    def _shape(self, about: Mapping[str, Sequence[Term]]) -> Shape:
        path = iri(only(about[SHACL + "path"])) if SHACL + "path" in about else ""
        if any(_KINDS.get(kind) is not bool(path) for kind in about.get(RDF_TYPE, ())):  # type: ignore[arg-type]
            raise UnknownError  # of the wrong class, or a class itself and so a target
        parameters = {name.removeprefix(SHACL): values for name, values in about.items() if name.startswith(SHACL)}
        tests = [test for name in parameters if name not in _SAID for test in self._tests(name, parameters, bool(path))]
        return Shape(path, tests)

    def _tests(self, name: str, parameters: Mapping[str, Sequence[Term]], has_path: bool) -> Iterator[Test]:
        values = parameters[name]
        if name == "property" and not has_path:
            yield from (part(self.shape(value, has_path=True)) for value in values)
        elif name in OF_VALUES:
            yield OF_VALUES[name](only(values))
        elif name in OF_PATHS and has_path:
            yield OF_PATHS[name](only(values))
        elif name in ("or", "xone"):
            yield choice([self.shape(one) for one in self._items(only(values))], only_one=name == "xone")
        elif name == "qualifiedValueShape" and has_path:
            bounds = [number(only(parameters[key])) if key in parameters else None for key in QUALIFIED]
            yield qualified(self.shape(only(values)), *bounds)
        elif name not in QUALIFIED or "qualifiedValueShape" not in parameters:
            raise UnknownError

    def _items(self, node: Term) -> list[Term]:
        found: list[Term] = []
        while node != _RDF + "nil":
            about = self._graph.get(node, {})
            found.append(only(about.get(_RDF + "first", ())))
            node = only(about.get(_RDF + "rest", ()))
            if len(found) > len(self._graph):
                raise UnknownError  # a list without an end
        if not found:
            raise UnknownError
        return found


def _graph_of(triples: Iterable[ox.Quad | ox.Triple]) -> Graph:
    graph: dict[Term, dict[str, dict[Term, None]]] = {}
    for triple in triples:
        predicate = triple.predicate.value
        if predicate == _SUBCLASS:
            raise UnknownError  # classes would have to be followed upward
        graph.setdefault(_term(triple.subject), {}).setdefault(predicate, {})[_term(triple.object)] = None
    return {node: {key: tuple(values) for key, values in about.items()} for node, about in graph.items()}


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    if isinstance(term, ox.NamedNode):
        return term.value
    if isinstance(term, ox.Literal):
        return term
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    raise UnknownError
