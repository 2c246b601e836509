"""The parameters of a question: what their headers say, and how what a person typed becomes a term."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.questions.names import find
from counterpoint.store.interface import Store
from counterpoint.templates import Template, Term
from counterpoint.vocabulary import XSD

ENTITY_TYPES: Final[Mapping[str, tuple[str, ...]]] = {
    "speaker": ("person", "organisation"),
    "person": ("person",),
    "organisation": ("organisation",),
    "claim": ("claim",),
    "topic": ("topic",),
    "role": ("role",),
    "source": ("source",),
}
"""The types whose values are things in the graph, and the kinds each allows."""

_COUNT: Final = re.compile("[0-9]{1,18}")
_NO_TEXT: Final = re.compile("[\0\ud800-\udfff]")
_RESERVED: Final = frozenset({"format", "workspace", "help"})
"""Options that every question has on the command line."""


@dataclass(frozen=True)
class Parameter:
    """One parameter of a question.

    :param name: as it stands in the query, without question mark and underscores.
    :param type: speaker, person, organisation, claim, topic, role, source, date, number or text.
    :param description: what it means.
    :param optional: whether the question works without it.
    :param example: a value that may be tried.
    :param default: the value where none is given, or an empty string.
    :param counts: whether it stands after LIMIT or OFFSET, where only a whole number from 0 is allowed.
    """

    name: str
    type: str
    description: str
    optional: bool
    example: str = ""
    default: str = ""
    counts: bool = False

    def term(self, value: object, store: Store) -> Term:
        """Turn a value into a term; a thing in the graph is looked up.

        :param value: text as a person types it, or a Python date or number.
        :raises UsageError: where the value is not of the type or names nothing.
        """
        text = str(value)
        if _NO_TEXT.search(text):
            raise UsageError(f"{self.name}: holds a character that no text has", "type it anew")
        if self.counts and not _COUNT.fullmatch(text.strip()):
            raise UsageError(f'{self.name}: "{text}" is not a whole number from 0', "write digits only")
        if kinds := ENTITY_TYPES.get(self.type):
            return find(store, text, kinds)
        return _LITERALS[self.type](self.name, text if self.type == "text" else text.strip())


def read_parameters(template: Template) -> dict[str, Parameter]:
    """Read the parameters of a query file from its header and its text.

    :raises WorkspaceError: where the header describes a parameter that the query does not have, or the reverse.
    """
    described = template.header.get("params") or {}
    if not isinstance(described, dict) or set(described) != set(template.parameters):
        wanted = ", ".join(template.parameters) or "none"
        raise WorkspaceError(f"#+ params of {template.path} and the query's parameters differ", f"it has: {wanted}")
    for name in described:
        if name in _RESERVED or not name.isidentifier():
            raise WorkspaceError(f'{template.path} has a parameter "{name}"', "give it another name")
    return {name: _parameter(template, name, described[name]) for name in template.parameters}


def _parameter(template: Template, name: str, about: Any) -> Parameter:
    about = about if isinstance(about, dict) else {"type": about}
    kind = str(about.get("type", "text"))
    if kind not in ENTITY_TYPES and kind not in _LITERALS:
        known = ", ".join([*ENTITY_TYPES, *_LITERALS])
        raise WorkspaceError(f'the parameter "{name}" of {template.path} has no type "{kind}"', f"use one of {known}")
    default = str(about.get("default", ""))
    optional = template.parameters[name] or bool(default)
    described = " ".join(str(about.get("description", name)).split())
    counts = re.search(rf"\b(LIMIT|OFFSET)\s+[?$]_+{name}\b", template.text, re.IGNORECASE) is not None
    return Parameter(name, kind, described, optional, str(about.get("example", "")), default, counts)


def _date(name: str, text: str) -> Term:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return ox.Literal(datetime.date.fromisoformat(text).isoformat(), datatype=ox.NamedNode(XSD + "date"))
    except ValueError:
        raise UsageError(f'{name}: "{text}" is a date that does not exist') from None
    raise UsageError(f'{name}: "{text}" is not a date', "write year-month-day, as in 2016-02-03")


def _number(name: str, text: str) -> Term:
    if re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return ox.Literal(text.removeprefix("+"), datatype=ox.NamedNode(XSD + "integer"))
    if re.fullmatch(r"[+-]?([0-9]+\.[0-9]*|\.[0-9]+)", text):
        return ox.Literal(text, datatype=ox.NamedNode(XSD + "decimal"))
    raise UsageError(f'{name}: "{text}" is not a number', "write digits, with a point for decimals")


def _text(_name: str, text: str) -> Term:
    return ox.Literal(text)


_LITERALS: Final[Mapping[str, Callable[[str, str], Term]]] = {"date": _date, "number": _number, "text": _text}
