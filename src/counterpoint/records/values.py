"""Check the literal values of a record: dates, numbers, truth values, IRIs, digests."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.errors import Fault
from counterpoint.records import identifiers
from counterpoint.records.forms import IRI_KEYS
from counterpoint.records.parts import Value

_IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DIGEST: Final = re.compile(r"[0-9A-Fa-f]{64}")
_AS_WRITTEN: Final = frozenset({"before", "after"})
"""Keys whose spaces at either end count: they stand in the text next to the quote."""


def literal(key: str, value: Value, datatype: str) -> Any:
    """Return a value as JSON-LD wants it, or the fault that it has.

    :param key: the record's key.
    :param value: the scalar.
    :param datatype: the ``@type`` that the context gives the key, or an empty string.
    """
    text = value.text if key in _AS_WRITTEN else value.text.strip()
    if _CONTROL.search(text):
        return Fault(value.place, f"{key}: holds a control character", "remove it")
    if key in IRI_KEYS or datatype == "@id":
        return _address(key, value, text)
    if key == "doi":
        return _identified(key, value, text, identifiers.read_doi(text))
    if key == "text-digest":
        if is_digest(text):
            return text.lower()
        return _bad(value, key, "is no SHA-256 digest", "it has 64 hexadecimal digits; sha256sum prints it")
    checked = _TYPED.get(datatype)
    return checked(key, value, text) if checked else text


def _address(key: str, value: Value, text: str) -> str | Fault:
    if not is_iri(text):
        meant = identifiers.address_of(text)
        hint = f"write {meant}" if meant else "write https://… without spaces"
        return _bad(value, key, "is not a web address (IRI)", hint)
    return _identified(key, value, text, identifiers.recognise(text)) if key == "same-as" else text


def _identified(key: str, value: Value, text: str, found: identifiers.Identifier | None) -> str | Fault:
    """Return an identifier as it is written, or the fault that it has."""
    if not found or not found.problem:
        return text
    return Fault(value.place, f'{key}: the {found.scheme} "{_shown(found.number)}" {found.problem}', found.hint)


def is_digest(text: str) -> bool:
    """Tell whether a text is a SHA-256 in hexadecimal, in small letters or capitals."""
    return _DIGEST.fullmatch(text) is not None


def is_iri(text: str) -> bool:
    """Tell whether a text is an absolute IRI; one that is not would vanish on the way to RDF."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return _IRI.fullmatch(text) is not None


def _date(key: str, value: Value, text: str) -> str | Fault:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            datetime.date.fromisoformat(text)
        except ValueError:
            return _bad(value, key, "is a date that does not exist", "look at the month and the day")
        return text
    return _bad(value, key, "is not a date", "write year-month-day, as in 2016-02-03")


def _moment(key: str, value: Value, text: str) -> str | Fault:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})", text):
        try:
            datetime.datetime.fromisoformat(text)
        except ValueError:
            return _bad(value, key, "is a time that does not exist", "look at the day and the hour")
        return text
    return _bad(value, key, "is not a day and time", "write them as in 2026-02-03T14:00:00Z")


def _boolean(key: str, value: Value, text: str) -> bool | Fault:
    if text in ("true", "false"):
        return text == "true"
    return _bad(value, key, "is neither true nor false", "write true or false")


def _count(key: str, value: Value, text: str) -> str | Fault:
    if re.fullmatch(r"[0-9]{1,18}", text):
        return str(int(text))
    return _bad(value, key, "is not a whole number from 0", "write digits only")


def _integer(key: str, value: Value, text: str) -> str | Fault:
    if re.fullmatch(r"[+-]?[0-9]{1,18}", text):
        return str(int(text))
    return _bad(value, key, "is not a whole number", "write digits only")


def _number(key: str, value: Value, text: str) -> str | Fault:
    if re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)", text):
        return text
    return _bad(value, key, "is not a number", "write digits, with a point for decimals")


def _formed(wanted: str, form: str) -> Callable[[str, Value, str], str | Fault]:
    """Make a check of what a text looks like.

    :param wanted: what to write.
    :param form: the pattern that the whole text has.
    """
    pattern = re.compile(form)

    def check(key: str, value: Value, text: str) -> str | Fault:
        return text if pattern.fullmatch(text) else _bad(value, key, "has another form", f"write {wanted}")

    return check


def _anyuri(key: str, value: Value, text: str) -> str | Fault:
    return text if is_iri(text) else _bad(value, key, "is not a web address (IRI)", "write https://… without spaces")


_TYPED: Final = {
    "xsd:date": _date,
    "xsd:dateTime": _moment,
    "xsd:boolean": _boolean,
    "xsd:nonNegativeInteger": _count,
    "xsd:integer": _integer,
    "xsd:decimal": _number,
    "xsd:double": _formed("a number", r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"),
    "xsd:float": _formed("a number", r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"),
    "xsd:positiveInteger": _formed("a whole number from 1, in digits", "0*[1-9][0-9]{0,17}"),
    "xsd:int": _formed("a whole number in digits", "[+-]?[0-9]{1,9}"),
    "xsd:long": _formed("a whole number in digits", "[+-]?[0-9]{1,18}"),
    "xsd:gYear": _formed("the year, as in 2016", "-?[0-9]{4}"),
    "xsd:gYearMonth": _formed("year and month, as in 2016-02", "-?[0-9]{4}-(0[1-9]|1[0-2])"),
    "xsd:time": _formed("the time, as in 14:00:00", "([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"),
    "xsd:language": _formed("the code of a language, as in en or de-CH", "[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*"),
    "xsd:anyURI": _anyuri,
}

DATATYPES: Final = frozenset(_TYPED) | {"xsd:string"}
"""The datatypes whose values are checked, as a context names them."""


def _bad(value: Value, key: str, problem: str, hint: str) -> Fault:
    return Fault(value.place, f'{key}: "{_shown(value.text)}" {problem}', hint)


def _shown(text: str) -> str:
    return text if len(text) <= 60 else text[:60] + "…"
