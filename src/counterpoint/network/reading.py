"""Read the statement table from a store.

Each query reads one relation and numpy joins them: the engine joins by looking up each statement on its own, which on
disk takes several times as long. Reading is most of the time that a large network takes, so two threads do it (the
engine lets go of Python's lock) and only what is wanted is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol, runtime_checkable

import numpy as np

from counterpoint.network.dates import days
from counterpoint.network.rows import span
from counterpoint.network.settings import Part
from counterpoint.network.table import Codes, Column, Dates, Labels, Levels, Links, StatementTable
from counterpoint.pauses import no_collection
from counterpoint.vocabulary import CP, PREFIXES

Rows = Sequence[tuple[str, ...]]


class Tabular(Protocol):
    """Anything that answers a SELECT with rows of plain strings, an empty one where a variable is unbound."""

    def table(self, sparql: str, /) -> Rows:
        """Give the rows of a SELECT over the union of all graphs."""


@runtime_checkable
class Columnar(Protocol):
    """A store that also gives the columns of an answer, which is faster."""

    def columns(self, sparql: str, /) -> list[list[str]]:
        """Give the columns of a SELECT over the union of all graphs."""


_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())
_QUERIES: Final = {
    # The largest relations come first, so that both threads end at about the same time.
    "speaker": "SELECT ?statement ?speaker WHERE { ?statement cp:speaker ?speaker }",
    "claim": "SELECT ?statement ?claim WHERE { ?statement cp:claim ?claim }",
    "stance": "SELECT ?statement ?stance WHERE { ?statement cp:stance ?stance }",
    "source": "SELECT ?statement ?source WHERE { ?statement prov:wasQuotedFrom ?source }",
    "capacity": "SELECT ?statement ?membership WHERE { ?statement cp:inCapacity ?membership }",
    "name": "SELECT ?thing ?name WHERE { ?thing schema:name ?name }",
    "organisation": "SELECT ?membership ?organisation WHERE { ?membership org:organization ?organisation }",
    "role": "SELECT ?membership ?role WHERE { ?membership org:role ?role }",
    "topic": "SELECT ?claim ?topic WHERE { ?claim cp:about ?topic }",
    "date": "SELECT ?source ?date WHERE { ?source schema:datePublished ?date }",
    "concept": "SELECT ?thing ?label WHERE { ?thing skos:prefLabel ?label }",
    "organisations": "SELECT ?thing WHERE { ?thing a org:Organization }",
    "same_as": "SELECT ?thing ?same WHERE { ?thing schema:sameAs ?same }",
    "polarity": "SELECT ?stance ?polarity WHERE { ?stance cp:polarity ?polarity }",
}
_ONLY_FOR: Final[Mapping[str, frozenset[Part]]] = {
    "source": frozenset({"source"}),
    "date": frozenset({"source"}),
    "capacity": frozenset({"organisation", "role"}),
    "organisation": frozenset({"organisation"}),
    "role": frozenset({"role"}),
    "topic": frozenset({"topic"}),
    "concept": frozenset({"role", "topic"}),
}
_POLARITIES: Final = {CP + "supports": 1.0, CP + "opposes": -1.0, CP + "qualifies": 0.0}
"""For an endpoint that serves records without the ontology."""


@dataclass(frozen=True, eq=False)
class _Relation:
    """What a query found: things, and for each a text that it is related to."""

    things: list[str]
    texts: list[str]

    @cached_property
    def values(self) -> Column:
        """The texts, coded."""
        return Column.of(self.texts)

    def mapping(self) -> dict[str, str]:
        """Give each thing its text; where it has several, the first in their order."""
        found = dict(zip(self.things, self.texts, strict=True))
        if len(found) < len(self.things):
            for thing, text in zip(self.things, self.texts, strict=True):
                found[thing] = min(found[thing], text)
        return found


_NOTHING: Final = _Relation([], [])


def read_store(store: Tabular, parts: frozenset[Part]) -> StatementTable:
    """Read the statements of a store; see :meth:`StatementTable.from_store`."""
    wanted = [name for name in _QUERIES if name not in _ONLY_FOR or _ONLY_FOR[name] & parts]
    with no_collection():
        with ThreadPoolExecutor(max_workers=2) as pool:
            answers = pool.map(lambda name: _ask(store, _QUERIES[name]), wanted)
            found = dict.fromkeys(_QUERIES, _NOTHING) | dict(zip(wanted, answers, strict=True))
        return _assemble(found, parts)


def _ask(store: Tabular, query: str) -> _Relation:
    if isinstance(store, Columnar):
        columns = store.columns(_PROLOGUE + query)
    else:
        columns = [list(column) for column in zip(*store.table(_PROLOGUE + query), strict=True)]
    return _Relation(columns[0], columns[-1]) if columns else _NOTHING


def _assemble(found: Mapping[str, _Relation], parts: frozenset[Part]) -> StatementTable:
    number = _numbered(found["claim"].things, found["speaker"].things)
    statements = tuple(number)

    def column(name: str) -> Column:
        relation = found[name]
        # A store in memory gives every relation in one order, so nothing need be looked up.
        if len(relation.things) == len(statements) and relation.things == list(statements):
            return relation.values
        return _first(_links(number, relation), len(statements))

    speaker, claim, source = column("speaker"), column("claim"), column("source")
    level = _levels(column("stance"), found["polarity"].mapping())
    organisations = frozenset(found["organisations"].things)
    memberships = _links(number, found["capacity"])
    acting = _follow(memberships, found["organisation"])
    return StatementTable(
        statements=statements,
        speaker=speaker,
        claim=claim,
        level=level,
        source=source,
        date=_dates(source, found["date"].mapping()),
        organisation=_with_speakers(acting, speaker, organisations) if "organisation" in parts else acting,
        role=_follow(memberships, found["role"]),
        topic=_follow(Links.of_column(claim), found["topic"]),
        labels=Labels(found["concept"].mapping() | found["name"].mapping(), organisations, _same(found["same_as"])),
        scale=span(level, None),
        parts=parts,
    )


def _numbered(*lists: list[str]) -> dict[str, int]:
    """Give the things of some lists numbers, in the order in which they come."""
    first = dict.fromkeys(lists[0])
    for more in lists[1:]:
        if more != lists[0]:
            first |= dict.fromkeys(more)
    return dict(zip(first, range(len(first)), strict=True))


def _links(number: Mapping[str, int], relation: _Relation) -> Links:
    """Link the things that are numbered to what they are related to; others are left out."""
    rows = np.array([number.get(thing, -1) for thing in relation.things], np.int32)
    known = rows >= 0
    return Links.of(rows[known], Column(relation.values.codes[known], relation.values.labels))


def _first(links: Links, size: int) -> Column:
    """Give each row its value; where it has several, the first in the order of IRIs."""
    first = np.diff(links.rows, prepend=-1) > 0
    codes: Codes = np.full(size, -1, np.int32)
    codes[links.rows[first]] = links.codes[first]
    return Column(codes, links.labels)


def _follow(links: Links, relation: _Relation) -> Links:
    """Go one step further: from rows that are linked to things, by a relation of those things, to what it leads to."""
    steps = _links({thing: code for code, thing in enumerate(links.labels)}, relation)
    first = np.searchsorted(steps.rows, np.arange(len(links.labels) + 1))
    count = np.diff(first)[links.codes]
    # A link with n continuations becomes n links: to its first continuation and to the n-1 that follow it.
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    step = np.repeat(first[links.codes], count) + within
    return _pruned(Links.of(np.repeat(links.rows, count), Column(steps.codes[step], steps.labels)))


def _pruned(links: Links) -> Links:
    """Forget the values that no row has: the organisation of a membership in which nobody spoke."""
    used = np.unique(links.codes)
    place = np.zeros(len(links.labels), np.int32)
    place[used] = np.arange(len(used))
    return Links(links.rows, place[links.codes], tuple(links.labels[code] for code in used.tolist()))


def _with_speakers(links: Links, speaker: Column, organisations: frozenset[str]) -> Links:
    """Count a statement by an organisation as that organisation's."""
    speaks = np.array([*(name in organisations for name in speaker.labels), False])[speaker.codes]
    if not speaks.any():
        return links
    own = Links.of_column(Column(np.where(speaks, speaker.codes, -1).astype(np.int32), speaker.labels))
    names = [links.labels[code] for code in links.codes] + [own.labels[code] for code in own.codes]
    return Links.of(np.concatenate([links.rows, own.rows]), Column.of(names))


def _levels(stance: Column, polarities: Mapping[str, str]) -> Levels:
    known = _POLARITIES | {name: _number(text) for name, text in polarities.items()}
    levels: Levels = np.array([*(known.get(name, np.nan) for name in stance.labels), np.nan])
    return levels[stance.codes]  # a row without a stance, -1, takes the last


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan


def _dates(source: Column, published: Mapping[str, str]) -> Dates:
    return days([*(published.get(name, "") for name in source.labels), ""])[source.codes]


def _same(relation: _Relation) -> dict[str, dict[str, str]]:
    pairs = zip(relation.things, relation.texts, strict=True)
    if len(set(relation.things)) == len(relation.things):
        return {thing: {"same_as": other} for thing, other in pairs}
    same: dict[str, set[str]] = {}
    for thing, other in pairs:
        same.setdefault(thing, set()).add(other)
    return {thing: {"same_as": " ".join(sorted(others))} for thing, others in same.items()}
