"""Identifiers that people and organisations have elsewhere: their form and check digits, without asking anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

_ADDRESS: Final = re.compile(r"https?://(?:www\.|m\.|dx\.)?([a-z.]+)/([^?#]*)", re.IGNORECASE)
_DOI_PREFIX: Final = re.compile(r"(?:doi:\s*|(?:https?://)?(?:dx\.|www\.)?doi\.org/)", re.IGNORECASE)
_CROCKFORD: Final = "0123456789abcdefghjkmnpqrstvwxyz"
"""The digits of a ROR number: those of Crockford's base 32, which has no i, l, o and u."""


@dataclass(frozen=True)
class Identifier:
    """An identifier as it was written.

    :param scheme: whose it is: ORCID, ROR, Wikidata, ISNI or DOI.
    :param number: the identifier without the address.
    :param problem: what is wrong with it, or an empty string.
    :param hint: what to do then.
    """

    scheme: str
    number: str
    problem: str = ""
    hint: str = ""


def recognise(address: str) -> Identifier | None:
    """Read the identifier in an address; give nothing for an address of which no form is known.

    >>> recognise("https://orcid.org/0000-0002-1825-0097")
    Identifier(scheme='ORCID', number='0000-0002-1825-0097', problem='', hint='')
    >>> recognise("https://orcid.org/0000-0002-1825-0079").problem
    'has a wrong check digit'
    >>> recognise("https://example.org/people/7") is None
    True
    """
    if _DOI_PREFIX.match(address):
        return read_doi(address)
    found = _ADDRESS.fullmatch(address.partition("?")[0].partition("#")[0])
    check = _HOSTS.get(found[1].lower()) if found else None
    return check(unquote(found[2]).rstrip("/")) if found and check else None


def read_doi(text: str) -> Identifier:
    """Read a DOI, written alone, with ``doi:`` before it or as an address.

    >>> read_doi("https://doi.org/10.1136/bmj.i631").number, read_doi("bmj.i631").problem
    ('10.1136/bmj.i631', 'is no DOI')
    """
    bare = _DOI_PREFIX.sub("", text.strip(), count=1)
    if re.fullmatch(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+", bare):
        return Identifier("DOI", bare)
    return Identifier("DOI", bare, "is no DOI", "it begins with 10. and has a slash, as in 10.1136/bmj.i631")


def address_of(text: str) -> str:
    """Give the address of an identifier that is written without one; an empty string for what is no identifier.

    >>> address_of("Q35794"), address_of("0000-0002-1825-0097"), address_of("Ada")
    ('http://www.wikidata.org/entity/Q35794', 'https://orcid.org/0000-0002-1825-0097', '')
    """
    for prefix, check, form in _BARE:
        if re.fullmatch(form, text) and not check(text).problem:
            return prefix + text
    return ""


def _orcid(number: str) -> Identifier:
    from stdnum.iso7064 import mod_11_2

    plain = number.replace("-", "")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", number):
        hint = "it has four groups of four digits, as in 0000-0002-1825-0097; the last may be an X"
        return Identifier("ORCID", number, "is no ORCID", hint)
    if not mod_11_2.is_valid(plain):
        return Identifier("ORCID", number, "has a wrong check digit", "look it up at https://orcid.org")
    return Identifier("ORCID", number)


def _isni(path: str) -> Identifier:
    from stdnum import isni
    from stdnum.exceptions import InvalidChecksum, ValidationError

    number = re.sub(r"^(isni|page)/", "", path)
    try:
        isni.validate(number)
    except InvalidChecksum:
        return Identifier("ISNI", number, "has a wrong check digit", "look it up at https://isni.org")
    except ValidationError:
        return Identifier("ISNI", number, "is no ISNI", "it has 16 digits; the last may be an X")
    return Identifier("ISNI", number)


def _ror(number: str) -> Identifier:
    """Check a ROR: 0, six digits in base 32, and two that make the whole number 1 modulo 97 (ISO 7064 mod 97-10)."""
    from stdnum.iso7064 import mod_97_10

    if not re.fullmatch(r"0[a-hj-km-np-tv-z0-9]{6}[0-9]{2}", number):
        hint = "it has nine characters and begins with 0, as in 013meh722; it has no i, l, o and u"
        return Identifier("ROR", number, "is no ROR", hint)
    value = 0
    for digit in number[:-2]:
        value = value * 32 + _CROCKFORD.index(digit)
    if not mod_97_10.is_valid(f"{value}{number[-2:]}"):
        return Identifier("ROR", number, "has wrong check digits", "look it up at https://ror.org")
    return Identifier("ROR", number)


def _wikidata(path: str) -> Identifier:
    number = re.sub(r"^(entity|wiki(/Special:EntityData)?)/", "", path)
    number = re.sub(r"\.(json|ttl|rdf|nt)$", "", number)
    if not re.fullmatch(r"Q[1-9][0-9]*", number):
        hint = "write the number of the item, a Q and digits, as in http://www.wikidata.org/entity/Q35794"
        return Identifier("Wikidata", number, "is no item of Wikidata", hint)
    return Identifier("Wikidata", number)


_HOSTS: Final[Mapping[str, Callable[[str], Identifier]]] = {
    "orcid.org": _orcid,
    "isni.org": _isni,
    "ror.org": _ror,
    "wikidata.org": _wikidata,
}
_BARE: Final = (
    ("https://orcid.org/", _orcid, r"[0-9-]{18}[0-9X]"),
    ("https://ror.org/", _ror, r"0[a-z0-9]{6}[0-9]{2}"),
    ("http://www.wikidata.org/entity/", _wikidata, r"Q[1-9][0-9]*"),
)
"""What is recognised without an address: the address it lacks, how it is checked, and its form."""
