"""Which keys each part of a record may have, and what their values refer to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from counterpoint.vocabulary import KINDS, Vocabulary

SECTIONS: Final = ("source", "people", "organisations", "claims", "topics", "roles", "statements")

_COMMON: Final = frozenset({"name", "description", "note", "same-as", "url"})
KEYS: Final[Mapping[str, frozenset[str]]] = {
    "source": frozenset(
        {"id", "type", "title", "author", "publisher", "published", "doi", "url", "licence", "language"}
        | {"text-digest", "description", "note", "same-as"}
    ),
    "person": _COMMON | {"roles"},
    "organisation": _COMMON | {"part-of"},
    "claim": _COMMON | {"about", "contradicts", "implies", "refines"},
    "topic": _COMMON | {"broader"},
    "role": _COMMON | {"broader"},
    "membership": frozenset({"role", "at", "former", "cited-as", "from", "until", "note"}),
    "statement": frozenset(
        {"id", "speaker", "in-capacity", "mode", "quote", "before", "after", "at", "responds-to", "endorses"}
        | {"rebuts", "inferred-by", "confirmed-by", "confirmed", "proposed-by", "note"}
    ),
}
"""The keys of the shipped format; a statement has the stances besides."""

REFERENCES: Final[Mapping[str, tuple[str, ...]]] = {
    "author": ("person", "organisation"),
    "publisher": ("organisation",),
    "part-of": ("organisation",),
    "about": ("topic",),
    "contradicts": ("claim",),
    "implies": ("claim",),
    "refines": ("claim",),
    "role": ("role",),
    "at": ("organisation",),
    "speaker": ("person", "organisation"),
    "responds-to": ("statement",),
    "endorses": ("statement",),
    "rebuts": ("statement",),
    "inferred-by": ("organisation", "person"),
    "confirmed-by": ("person", "organisation"),
    "topic.broader": ("topic",),
    "role.broader": ("role",),
}
"""The kinds of thing that a key's ids may be; a key that is not here may refer to any kind."""

IRI_KEYS: Final = frozenset({"same-as", "url", "licence"})
"""Keys whose values are whole IRIs."""

REQUIRED: Final[Mapping[str, tuple[str, ...]]] = {
    "source": ("id", "title"),
    "membership": ("role",),
    "statement": ("speaker", "mode", "quote"),
}

RESPONSES: Final = ("responds-to", "endorses", "rebuts")

SEVERAL: Final = frozenset(
    {"same-as", "author", "about", "contradicts", "implies", "refines", "broader", "in-capacity", *RESPONSES}
)
"""Keys that may have a list of values; a stance and a key of the workspace's own may, too."""


def called(kind: str) -> str:
    """Name a part of a record as a message calls it.

    >>> called("organisation"), called("membership")
    ('an organisation', 'an entry of roles:')
    """
    if kind == "membership":
        return "an entry of roles:"
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def allowed(kind: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the keys that a part of a record may have, with those that the workspace's context adds."""
    stances = vocabulary.stances if kind == "statement" else frozenset()
    return KEYS[kind] | stances | vocabulary.own_terms


def referred(kind: str, key: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Return the kinds that the values of a key may be ids of; empty where the values are no ids."""
    kinds = REFERENCES.get(f"{kind}.{key}") or REFERENCES.get(key)
    if kinds:
        return kinds
    if key in vocabulary.stances:
        return ("claim",)
    if vocabulary.datatype(key) == "@id" and key not in IRI_KEYS:
        return vocabulary.ranges.get(key) or tuple(name for name in KINDS if name != "statement")
    return ()
