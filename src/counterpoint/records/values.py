"""Check the literal values of a record: dates, numbers, truth values, IRIs, digests."""

from __future__ import annotations

import datetime
import re
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.errors import Fault
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
        return (
            text if _is_iri(text) else _bad(value, key, "is not a web address (IRI)", "write https://… without spaces")
        )
    if key == "text-digest":
        if is_digest(text):
            return text.lower()
        return _bad(value, key, "is no SHA-256 digest", "it has 64 hexadecimal digits; sha256sum prints it")
    checked = _TYPED.get(datatype)
    return checked(key, value, text) if checked else text


def is_digest(text: str) -> bool:
    """Tell whether a text is a SHA-256 in hexadecimal, in small letters or capitals."""
    return _DIGEST.fullmatch(text) is not None


def _is_iri(text: str) -> bool:
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


_TYPED: Final = {
    "xsd:date": _date,
    "xsd:boolean": _boolean,
    "xsd:nonNegativeInteger": _count,
    "xsd:integer": _integer,
    "xsd:decimal": _number,
}


def _bad(value: Value, key: str, problem: str, hint: str) -> Fault:
    shown = value.text if len(value.text) <= 60 else value.text[:60] + "…"
    return Fault(value.place, f'{key}: "{shown}" {problem}', hint)
