"""Find the thing that a person means by a name, an id or an IRI."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import pyoxigraph as ox

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.store.interface import Store
from counterpoint.vocabulary import KINDS, ORG

_EXCEPT: Final = {"topic": f"FILTER NOT EXISTS {{ ?x a <{ORG}Role> }}"}
_TYPED: Final = str.maketrans(
    {"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-"}
)
"""Characters that print uses and keyboards lack, and those that people type in their place."""

_HALF: Final = re.compile("[\ud800-\udfff]")


def find(store: Store, text: str, kinds: Sequence[str]) -> ox.NamedNode:
    """Find a thing by its name, by its id, or by its IRI.

    Case does not matter, nor do the kinds of quotation mark, hyphen and space.

    :param store: where to look.
    :param text: what a person typed.
    :param kinds: names of the kinds that it may be of.
    :raises UnknownNameError: where nothing has the name; it carries the nearest names.
    :raises UsageError: where several things have it, or it is no text.
    """
    _check(text, " or ".join(kinds))
    exact = {iri for kind in kinds for iri in (*_named(store, kind, text), *_itself(store, kind, text))}
    if len(exact) == 1:
        return ox.NamedNode(exact.pop())
    known = [row for kind in kinds for row in _all(store, kind)]
    return ox.NamedNode(pick(known, text, " or ".join(kinds)))


def pick(known: Sequence[tuple[str, str]], text: str, what: str) -> str:
    """Pick the thing that a person means out of those that are known.

    :param known: their IRIs, or other identifiers, and their names.
    :param text: what a person typed: a name, an id, or an IRI.
    :param what: what is looked for.
    :returns: the IRI.
    :raises UnknownNameError: where nothing has the name; it carries the nearest names.
    :raises UsageError: where several things have it.

    >>> pick([("https://example.org/claim/moon", "The moon is cheese.")], "the moon is  cheese.", "claim")
    'https://example.org/claim/moon'
    """
    _check(text, what)
    wanted = _folded(text)
    # An identifier is the end of its IRI, so where the end differs, neither is what was typed.
    matches = {
        iri: name
        for iri, name in known
        if wanted == _folded(name)
        or ((whole := _folded(iri)).endswith(wanted) and wanted in (whole, _folded(_identifier(iri))))
    }
    if not matches:
        names = {name for _, name in known}
        raise UnknownNameError(what, text, nearest(text, names), names)
    if len(matches) > 1:
        choice = " or ".join(sorted(_identifier(iri) for iri in matches))
        if len({_identifier(iri) for iri in matches}) < len(matches):
            choice = " or ".join(sorted(matches))
        raise UsageError(f'"{text}" is the name of {len(matches)} things', f"say which: {choice}")
    return next(iter(matches))


def _check(text: object, what: str) -> None:
    """Refuse what is no text, and a half of a character, as bytes that are not in UTF-8 become on the command line."""
    if not isinstance(text, str):
        raise UsageError(f"{text!r} is no name of a {what}", "write a text")
    if _HALF.search(text):
        raise UnknownNameError(what, text.encode("utf-8", "backslashreplace").decode())


def _named(store: Store, kind: str, name: str) -> list[str]:
    """Look a name up as it is written: one read of an index, however large the store."""
    what = KINDS[kind]
    rows = store.table(
        f"SELECT ?x WHERE {{ ?x <{what.label}> {ox.Literal(name)} ; a <{what.cls}> {_EXCEPT.get(kind, '')} }}"
    )
    return [row[0] for row in rows]


def _itself(store: Store, kind: str, iri: str) -> list[str]:
    """Tell whether a text is itself the IRI of a thing, again in one read."""
    try:
        thing = ox.NamedNode(iri)
    except ValueError:
        return []
    rows = store.table(
        f"SELECT ?x WHERE {{ VALUES ?x {{ {thing} }} ?x a <{KINDS[kind].cls}> {_EXCEPT.get(kind, '')} }}"
    )
    return [row[0] for row in rows]


def _all(store: Store, kind: str) -> list[tuple[str, str]]:
    what = KINDS[kind]
    rows = store.table(f"SELECT ?x ?name WHERE {{ ?x a <{what.cls}> ; <{what.label}> ?name {_EXCEPT.get(kind, '')} }}")
    return [(iri, name) for iri, name in rows]


def _identifier(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def _folded(text: str) -> str:
    """Reduce a text to what people mean when they type it.

    >>> _folded(" King’s  Fund") == _folded("king's fund")
    True
    """
    if not text.isascii():  # most names are, and nothing of this changes them
        text = unicodedata.normalize("NFKC", text.translate(_TYPED))
    return " ".join(text.casefold().split())
