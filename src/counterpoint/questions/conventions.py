"""The names of parameters as BASIL and grlc write them: what comes after the name says what a value becomes.

``?_name`` is plain text, ``?_name_iri`` an IRI, ``?_name_en`` text in a language, ``?_name_integer`` a number, and
``?_name_xsd_date`` a value of the datatype ``xsd:date``; with two underscores before the name it may be left out.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from counterpoint.tokens import TOKEN
from counterpoint.vocabulary import PREFIXES, XSD

_TYPES: Final = {
    "iri": "iri",
    "literal": "text",
    "string": "text",
    "integer": "integer",
    "int": "integer",
    "decimal": "decimal",
    "number": "number",
    "date": "date",
}
_DATATYPES: Final = {"string": "text", "integer": "integer", "decimal": "decimal", "date": "date"}
_LANGUAGE: Final = re.compile("[a-z]{2}")
_DECLARED: Final = re.compile(r"\bPREFIX\s+([\w-]+):\s*<([^<>\s]*)>", re.IGNORECASE)


class Convention(NamedTuple):
    """What the name of a variable says.

    :param name: how the parameter is called.
    :param type: iri, text, integer, decimal, number or date.
    :param language: the language of the text, if the name says one.
    :param datatype: the IRI of the datatype, where it is none of the types.
    """

    name: str
    type: str = "text"
    language: str = ""
    datatype: str = ""


def read_name(variable: str, query: str = "") -> Convention:
    """Read what the name of a variable says, without its question mark and the underscores before it.

    :param query: the text of the query, for its prefixes.

    >>> read_name("genre_iri")
    Convention(name='genre', type='iri', language='', datatype='')
    >>> read_name("year_xsd_gYear").datatype
    'http://www.w3.org/2001/XMLSchema#gYear'
    >>> read_name("other_name").name
    'other_name'
    """
    rest, _, last = variable.rpartition("_")
    if not rest:
        return Convention(variable)
    name, _, prefix = rest.rpartition("_")
    if name and prefix and (namespace := _prefixes(query).get(prefix)):
        if namespace == XSD and last in _DATATYPES:
            return Convention(name, _DATATYPES[last])
        return Convention(name, datatype=namespace + last)
    if last in _TYPES:
        return Convention(rest, _TYPES[last])
    if _LANGUAGE.fullmatch(last):
        return Convention(rest, language=last)
    return Convention(variable)


def _prefixes(query: str) -> dict[str, str]:
    """Find the prefixes of a query and the IRIs that they stand for; those that need no declaration are among them."""
    bare = TOKEN.sub(lambda found: " " if found["comment"] or found["long"] or found["short"] else found[0], query)
    return {**PREFIXES, **dict(_DECLARED.findall(bare))}
