"""The parameters of a question: what their headers say, and how what a person typed becomes a term."""

from __future__ import annotations

import datetime
import logging
import re
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.questions.conventions import Convention, read_name
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

    :param name: what people call it.
    :param type: speaker, person, organisation, claim, topic, role, source, iri, date, number, integer, decimal or text.
    :param description: what it means.
    :param optional: whether the question works without it.
    :param example: a value that may be tried.
    :param default: the value where none is given, or an empty string.
    :param counts: whether it stands after LIMIT or OFFSET, where only a whole number from 0 is allowed.
    :param variable: as it stands in the query, without question mark and underscores, where that is not the name.
    :param language: the language of a text.
    :param datatype: the IRI of the datatype of a text.
    """

    name: str
    type: str
    description: str
    optional: bool
    example: str = ""
    default: str = ""
    counts: bool = False
    variable: str = ""
    language: str = ""
    datatype: str = ""

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
        if self.language:
            return ox.Literal(text, language=self.language)
        if self.datatype:
            return _typed(self.name, text.strip(), self.datatype)
        return _VALUES[self.type](self.name, text if self.type == "text" else text.strip())


def read_parameters(template: Template) -> dict[str, Parameter]:
    """Read the parameters of a query file from its header and its text.

    Where the header says nothing of parameters, the names of the variables say it all, as BASIL and grlc have it.

    :raises WorkspaceError: where the header describes a parameter that the query does not have, or the reverse.
    """
    described = template.header.get("params")
    said = described if isinstance(described, dict) else {}
    found: dict[str, Parameter] = {}
    for variable in template.parameters:
        # A name that the header has as it stands is a name, whatever its end is like.
        named = Convention(variable, "") if variable in said else read_name(variable, template.text)
        if named.name in found:
            what = f'the parameter "{named.name}" of {template.path} is written in two ways'
            raise WorkspaceError(what, "write it in one way, and convert it in the query")
        found[named.name] = _parameter(template, variable, named, said)
    if described and (not isinstance(described, dict) or set(described) != set(found)):
        wanted = ", ".join(found) or "none"
        raise WorkspaceError(f"#+ params of {template.path} and the query's parameters differ", f"it has: {wanted}")
    for name in found:
        if name in _RESERVED or not name.isidentifier():
            raise WorkspaceError(f'{template.path} has a parameter "{name}"', "give it another name")
    return found


def _parameter(template: Template, variable: str, named: Convention, said: dict[str, Any]) -> Parameter:
    about = said.get(named.name)
    about = about if isinstance(about, dict) else {"type": about} if about else {}
    kind = str(about.get("type", named.type or "text"))
    name = named.name
    if kind not in ENTITY_TYPES and kind not in _VALUES:
        known = ", ".join([*ENTITY_TYPES, *_VALUES])
        raise WorkspaceError(f'the parameter "{name}" of {template.path} has no type "{kind}"', f"use one of {known}")
    if name != variable and kind != named.type and not (named.type == "iri" and kind in ENTITY_TYPES):
        what = f'the parameter "{name}" of {template.path} is "{kind}" in its header, and ?_{variable} in the query'
        raise WorkspaceError(what, f'write "{named.type}" in the header, or ?_{name} in the query')
    default = str(about.get("default", "")) or _default_of(template, name)
    optional = template.parameters[variable] or bool(default)
    described = " ".join(str(about.get("description", name)).split())
    counts = re.search(rf"\b(LIMIT|OFFSET)\s+[?$]_+{variable}\b", template.text, re.IGNORECASE) is not None
    return Parameter(
        name,
        kind,
        described,
        optional,
        str(about.get("example", "")),
        default,
        counts,
        variable if variable != name else "",
        named.language,
        named.datatype,
    )


def _default_of(template: Template, name: str) -> str:
    """Find the default of a parameter where grlc has it: a list, each element a name and a value."""
    listed = template.header.get("defaults")
    each = listed if isinstance(listed, list) else [listed]
    return next((str(one[name]) for one in each if isinstance(one, dict) and isinstance(one.get(name), str)), "")


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


def _integer(name: str, text: str) -> Term:
    if not re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        raise UsageError(f'{name}: "{text}" is not a whole number', "write digits only")
    return _number(name, text)


def _decimal(name: str, text: str) -> Term:
    number = _number(name, text)
    return ox.Literal(str(getattr(number, "value", "")), datatype=ox.NamedNode(XSD + "decimal"))


def _iri(name: str, text: str) -> Term:
    try:
        return ox.NamedNode(text.removeprefix("<").removesuffix(">") if text.startswith("<") else text)
    except ValueError:
        raise UsageError(f'{name}: "{text}" is not an IRI', "write it in full, as in https://…") from None


def _typed(name: str, text: str, datatype: str) -> Term:
    import rdflib  # knows what may be written for each datatype

    logger = logging.getLogger("rdflib.term")
    before, logger.disabled = logger.disabled, True  # it tells on standard error what is told here
    try:
        with warnings.catch_warnings(action="ignore"):
            ill = rdflib.Literal(text, datatype=rdflib.URIRef(datatype)).ill_typed
    finally:
        logger.disabled = before
    if ill:
        raise UsageError(f'{name}: "{text}" is no {datatype.replace("#", "/").rpartition("/")[2]}')
    return ox.Literal(text, datatype=ox.NamedNode(datatype))


_VALUES: Final[Mapping[str, Callable[[str, str], Term]]] = {
    "date": _date,
    "number": _number,
    "integer": _integer,
    "decimal": _decimal,
    "iri": _iri,
    "text": _text,
}
