"""The tokens of a SPARQL query: IRIs, comments and strings, in which nothing else is looked for, and parameters."""

from __future__ import annotations

import re
from typing import Final

from counterpoint.errors import QueryError

TOKEN: Final = re.compile(
    r"""
      (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    | (?P<comment>\#[^\r\n]*)
    | (?P<long>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3})
    | (?P<short>"(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<escape>\\.)
    | (?P<parameter>[?$]_{1,2}(?P<name>[^\W_][\w\u00b7\u0300-\u036f\u203f\u2040]*))
    """,
    re.VERBOSE | re.DOTALL,
)
"""The tokens in which nothing else is looked for, and the parameters of a question."""

_FROM: Final = re.compile(r"(?<![\w?$:.-])FROM\s*(?:NAMED\s*)?(?:<|[\w.-]*:)", re.IGNORECASE)


_PREFIX: Final = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_BRACKETS: Final = re.compile(r"([{(\[])|([\])}])")
_DEEPEST: Final = 250
"""The most brackets inside each other; an engine that reads queries by recursion ends the process past some depth."""


def refuse_depth(sparql: str) -> None:
    """Refuse a query whose brackets are nested too deeply.

    :raises QueryError: where they are.
    """
    if sum(map(sparql.count, "{([")) <= _DEEPEST:
        return
    depth = 0
    for bracket in _BRACKETS.finditer(_bare(sparql)):
        depth += 1 if bracket[1] else -1
        if depth > _DEEPEST:
            raise QueryError(f"the query nests brackets more than {_DEEPEST} deep", "look for some that are not closed")


def names_dataset(sparql: str) -> bool:
    """Tell whether a query names its own graphs with FROM or FROM NAMED.

    >>> names_dataset("SELECT * FROM <urn:g> WHERE { ?s ?p ?o }")
    True
    >>> names_dataset("SELECT * WHERE { ?from ?p 'FROM <urn:g>' } # FROM <urn:g>")
    False
    """
    return "from" in sparql.lower() and _FROM.search(_bare(sparql)) is not None


def declared_prefixes(sparql: str) -> set[str]:
    """Find the prefixes that a query declares.

    >>> declared_prefixes("PREFIX ex: <urn:ex> ASK {} # PREFIX cp: <urn:cp>")
    {'ex'}
    """
    return set(_PREFIX.findall(_bare(sparql)))


def _bare(sparql: str) -> str:
    """Empty the IRIs of a query, and leave out its comments and strings."""
    return TOKEN.sub(lambda found: "<>" if found["iri"] else found["parameter"] or " ", sparql)
