"""The constraints of SHACL that are tested without a validator, each as a test of value nodes.

A test tells that values conform, that they do not, or that it does not know: of unusual values pySHACL decides.

https://www.w3.org/TR/shacl/#core-components
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import pyoxigraph as ox

from counterpoint.vocabulary import RDF_TYPE, SHACL, XSD

Term = str | ox.Literal
"""An IRI, a blank node with ``_:`` before its name, or a literal."""
Graph = Mapping[Term, Mapping[str, Sequence[Term]]]
"""Values by subject and property, each value once."""
Verdict = bool | None
"""Whether something conforms; nothing where that is not known."""
Test = Callable[[Graph, Term, Sequence[Term]], Verdict]
"""A constraint over the data, a focus node and its value nodes."""

_STRING: Final = XSD + "string"
_INTEGERS: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]{1,18}"),
    XSD + "nonNegativeInteger": re.compile(r"[0-9]{1,18}"),
}
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT: Final = re.compile(_DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})?")


class UnknownError(Exception):
    """Leave shapes or data to the validator."""


@dataclass(frozen=True)
class Shape:
    """A shape as the tests that it puts its value nodes to.

    :param path: the property whose values are the value nodes; where it is empty, the focus node is the value node.
    :param tests: its constraints.
    """

    path: str
    tests: Sequence[Test]

    def conforms(self, graph: Graph, node: Term) -> Verdict:
        """Tell whether a node conforms."""
        values = graph.get(node, {}).get(self.path, ()) if self.path else (node,)
        verdict: Verdict = True
        for test in self.tests:
            found = test(graph, node, values)
            if found is False:
                return False
            if found is None:
                verdict = None
        return verdict


def only(values: Sequence[Term]) -> Term:
    """Return the one value that there may be."""
    if len(values) != 1:
        raise UnknownError
    return values[0]


def iri(term: Term) -> str:
    """Return a term that has to be an IRI."""
    if isinstance(term, ox.Literal) or term.startswith("_:"):
        raise UnknownError
    return term


def number(term: Term) -> int:
    """Return a term that has to be a whole number, not below nought."""
    if not isinstance(term, ox.Literal) or term.datatype.value != XSD + "integer" or not term.value.isdecimal():
        raise UnknownError
    return int(term.value)


def _all(verdicts: Iterable[Verdict]) -> Verdict:
    result: Verdict = True
    for verdict in verdicts:
        if verdict is False:
            return False
        if verdict is None:
            result = None
    return result


def _how_many(values: Sequence[Term]) -> int | None:
    """Count values; nothing where two literals may be one to pySHACL, as 1 and 01 are."""
    return len(values) if len(values) < 2 or all(map(_is_plain, values)) else None


def _is_plain(value: Term) -> bool:
    return isinstance(value, str) or (value.datatype.value == _STRING)


def _of_each(test: Callable[[Graph, Term], Verdict]) -> Test:
    def verdict(graph: Graph, _: Term, values: Sequence[Term]) -> Verdict:
        if len(values) == 1:
            return test(graph, values[0])
        return _all(test(graph, value) for value in values)

    return verdict


def _class(parameter: Term) -> Test:
    cls = iri(parameter)
    return _of_each(lambda graph, value: cls in graph.get(value, {}).get(RDF_TYPE, ()))


def _node_kind(parameter: Term) -> Test:
    if parameter != SHACL + "IRI":
        raise UnknownError
    return _of_each(lambda _, value: isinstance(value, str) and not value.startswith("_:"))


def _datatype(parameter: Term) -> Test:
    wanted = iri(parameter)
    if wanted not in (_STRING, XSD + "date", XSD + "dateTime", *_INTEGERS):
        raise UnknownError

    def test(_: Graph, value: Term) -> Verdict:
        if not isinstance(value, ox.Literal) or value.datatype.value != wanted:
            return False
        return _is_well_formed(value.value, wanted) or None

    return _of_each(test)


def _is_well_formed(text: str, datatype: str) -> bool:
    """Tell whether a literal is surely one of its datatype; of what is unusual, the validator decides."""
    if datatype in _INTEGERS:
        return bool(_INTEGERS[datatype].fullmatch(text))
    try:
        if datatype == XSD + "date":
            return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
        return datatype == _STRING or bool(_MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False


def _integer(value: Term) -> int | None:
    if isinstance(value, ox.Literal) and value.datatype.value in _INTEGERS:
        return int(value.value) if _is_well_formed(value.value, value.datatype.value) else None
    return None


def _min_inclusive(parameter: Term) -> Test:
    if (least := _integer(parameter)) is None:
        raise UnknownError
    return _of_each(lambda _, value: None if (number := _integer(value)) is None else number >= least)


def _of_text(test: Callable[[str], bool]) -> Test:
    def verdict(_: Graph, value: Term) -> Verdict:
        if isinstance(value, str):
            return not value.startswith("_:") and test(value)
        return test(value.value) if _is_plain(value) else None

    return _of_each(verdict)


def _min_length(parameter: Term) -> Test:
    if not (least := number(parameter)):
        raise UnknownError  # which blank nodes have, too
    return _of_text(lambda text: len(text) >= least)


def _max_length(parameter: Term) -> Test:
    most = number(parameter)
    return _of_text(lambda text: len(text) <= most)


def _pattern(parameter: Term) -> Test:
    if not isinstance(parameter, ox.Literal) or not _is_plain(parameter):
        raise UnknownError
    try:
        with warnings.catch_warnings(action="ignore"):
            pattern = re.compile(parameter.value)
    except re.error as problem:
        raise UnknownError from problem
    return _of_text(lambda text: pattern.search(text) is not None)


def _min_count(parameter: Term) -> Test:
    least = number(parameter)
    return lambda _, __, values: None if (count := _how_many(values)) is None else count >= least


def _max_count(parameter: Term) -> Test:
    most = number(parameter)
    return lambda _, __, values: None if (count := _how_many(values)) is None else count <= most


def _disjoint(parameter: Term) -> Test:
    other = iri(parameter)

    def test(graph: Graph, node: Term, values: Sequence[Term]) -> Verdict:
        others = graph.get(node, {}).get(other, ())
        if not values or not others:
            return True
        return set(values).isdisjoint(others) if all(map(_is_plain, (*values, *others))) else None

    return test


def _less_than(parameter: Term) -> Test:
    other = iri(parameter)

    def test(graph: Graph, node: Term, values: Sequence[Term]) -> Verdict:
        pairs = [(value, bound) for value in values for bound in graph.get(node, {}).get(other, ())]
        return _all(
            None if (number := _integer(value)) is None or (most := _integer(bound)) is None else number < most
            for value, bound in pairs
        )

    return test


def part(shape: Shape) -> Test:
    """Test the focus node against a property shape: ``sh:property``."""
    return lambda graph, node, _: shape.conforms(graph, node)


def choice(shapes: Sequence[Shape], *, only_one: bool) -> Test:
    """Test each value against several shapes: ``sh:or``, or ``sh:xone``."""

    def test(graph: Graph, value: Term) -> Verdict:
        verdicts = [shape.conforms(graph, value) for shape in shapes]
        if only_one:
            return None if None in verdicts else verdicts.count(True) == 1
        return True if True in verdicts else None if None in verdicts else False

    return _of_each(test)


def qualified(shape: Shape, least: int | None, most: int | None) -> Test:
    """Count the values that conform to a shape: ``sh:qualifiedValueShape``."""
    if least is None and most is None:
        raise UnknownError

    def test(graph: Graph, _: Term, values: Sequence[Term]) -> Verdict:
        verdicts = [shape.conforms(graph, value) for value in values]
        if None in verdicts or _how_many(values) is None:
            return None
        return (least or 0) <= verdicts.count(True) and (most is None or verdicts.count(True) <= most)

    return test


QUALIFIED: Final = ("qualifiedMinCount", "qualifiedMaxCount")
OF_VALUES: Final[Mapping[str, Callable[[Term], Test]]] = {
    "class": _class,
    "datatype": _datatype,
    "disjoint": _disjoint,
    "maxLength": _max_length,
    "minInclusive": _min_inclusive,
    "minLength": _min_length,
    "nodeKind": _node_kind,
    "pattern": _pattern,
}
"""Constraints that a shape may have with and without a path, each from its parameter."""
OF_PATHS: Final[Mapping[str, Callable[[Term], Test]]] = {
    "lessThan": _less_than,
    "maxCount": _max_count,
    "minCount": _min_count,
}
"""Constraints that only a shape with a path may have."""
