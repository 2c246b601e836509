"""Find people, organisations, claims and topics by name while somebody types."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.store.interface import Store
from counterpoint.vocabulary import KINDS, ORG
from counterpoint.web.labels import Labels
from counterpoint.web.replies import JSON, Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

FOUND_KINDS: Final = ("person", "organisation", "claim", "topic", "source", "role")
"""The kinds of thing that are found; of equally good names, those of the first four come first."""
LIMIT: Final = 12
MOST: Final = 100
"""How many are given where nobody says how many, and at most."""

_LESS: Final = frozenset({"source", "role"})
_DETAILS: Final = {
    "person": """SELECT ?thing ?detail ?place ?former WHERE {
      ?membership org:member ?thing ; org:role/skos:prefLabel ?detail
      OPTIONAL { ?membership org:organization/schema:name ?place }
      OPTIONAL { ?membership cp:former ?former }
    }""",
    "organisation": "SELECT ?thing ?detail WHERE { ?thing org:subOrganizationOf/schema:name ?detail }",
    "claim": "SELECT ?thing ?detail WHERE { ?thing cp:about/skos:prefLabel ?detail }",
    "topic": "SELECT ?thing ?detail WHERE { ?thing skos:broader/skos:prefLabel ?detail }",
    "source": "SELECT ?thing ?detail WHERE { ?thing a schema:CreativeWork ; schema:datePublished ?detail }",
    "role": "SELECT ?thing ?detail WHERE { ?thing skos:broader/skos:prefLabel ?detail }",
}
"""What tells things of the same name apart, by kind."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing that is found.

    :param iri: its IRI.
    :param name: its name.
    :param kind: its kind, as `vocabulary.KINDS` calls it.
    :param detail: its role, organisation, topic or date, to tell it from others of the name; may be empty.
    """

    iri: str
    name: str
    kind: str
    detail: str = ""


class Search:
    """The names of a debate, ready to be found.

    :param things: everything that may be found.
    """

    def __init__(self, things: Iterable[Found]) -> None:
        self._things = list(things)
        self._kind = np.array([FOUND_KINDS.index(thing.kind) for thing in self._things], np.int8)
        self._labels = Labels([thing.name for thing in self._things], [thing.kind in _LESS for thing in self._things])

    @classmethod
    def of(cls, store: Store) -> Search:
        """Read the names out of a store."""
        return cls(thing for kind in FOUND_KINDS for thing in _read(store, kind))

    def __len__(self) -> int:
        return len(self._things)

    def find(self, text: str, *, kinds: Collection[str] = (), limit: int = LIMIT) -> list[Found]:
        """Find things whose names are, begin with, or hold words that begin with what was typed, or nearly so.

        Case, accents and the kinds of quotation mark do not matter, nor does the order of words.

        :param text: what somebody has typed so far.
        :param kinds: the kinds that are wanted; all where there are none.
        :param limit: the most that are wanted.
        :returns: the best first.

        >>> search = Search(
        ...     [Found("urn:1", "Michael West", "person"), Found("urn:2", "West Kent Trust", "organisation")]
        ... )
        >>> [found.name for found in search.find("west")]
        ['West Kent Trust', 'Michael West']
        >>> [found.name for found in search.find("micheal")]
        ['Michael West']
        """
        allowed = np.isin(self._kind, [FOUND_KINDS.index(kind) for kind in kinds]) if kinds else None
        return [self._things[number] for number in self._labels.find(text, limit, allowed)]


def _read(store: Store, kind: str) -> list[Found]:
    what = KINDS[kind]
    no_role = f"FILTER NOT EXISTS {{ ?x a <{ORG}Role> }}" if kind == "topic" else ""
    # A claim is a creative work, too; what is quoted from is a source, and what the records call one.
    query = f"SELECT DISTINCT ?x ?name WHERE {{ ?x a <{what.cls}> ; <{what.label}> ?name {no_role} }}"
    if kind == "source":
        query = f"""SELECT DISTINCT ?x ?name WHERE {{ ?x a <{what.cls}> ; <{what.label}> ?name
            FILTER NOT EXISTS {{ ?x a cp:Claim }} FILTER NOT EXISTS {{ ?x a cp:Statement }} }}"""
    details = _details(store.table(_DETAILS[kind]))
    return [Found(iri, name, kind, details.get(iri, "")) for iri, name in store.table(query)]


def _details(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Choose one detail of each thing, the same at every start; a role that is past only where there is no other."""
    best: dict[str, tuple[bool, str]] = {}
    for iri, detail, *more in rows:
        place, former = more or ("", "")
        candidate = (former in ("true", "1"), f"{detail}, {place}" if place else detail)
        if iri not in best or candidate < best[iri]:
            best[iri] = candidate
    return {iri: detail for iri, (_, detail) in best.items()}


def index(site: Site) -> Search:
    """Give the names of a site's debate, read once for each state of the graph."""
    return cast("Search", site.kept("search", lambda: Search.of(site.corpus.store)))


def search_reply(site: Site, ask: Ask) -> Reply:
    """Answer ``/api/search?q=…&kind=…&limit=…``.

    :raises UnknownNameError: where there is no such kind or parameter.
    :raises UsageError: where the limit is no number that is allowed.
    """
    for name, _ in ask.query:
        if name not in ("q", "kind", "limit", "format"):
            raise UnknownNameError("parameter of the search", name, nearest(name, ("q", "kind", "limit")), ["q"])
    kinds = [kind for kind in ask.all("kind") if kind]
    for kind in kinds:
        if kind not in FOUND_KINDS:
            raise UnknownNameError("kind of thing", kind, nearest(kind, FOUND_KINDS), FOUND_KINDS)
    typed = ask.get("q")
    found = index(site).find(typed, kinds=kinds, limit=_limit(ask.get("limit")))
    results = [
        {"iri": one.iri, "path": site.path(one.iri), "name": one.name, "kind": one.kind, "detail": one.detail}
        for one in found
    ]
    return Reply(json.dumps({"query": typed, "results": results}, ensure_ascii=False).encode(), JSON)


def _limit(text: str) -> int:
    if not text:
        return LIMIT
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= MOST:
        raise UsageError(f'the limit is "{text[:50]}"', f"write a whole number from 1 to {MOST}")
    return int(text)
