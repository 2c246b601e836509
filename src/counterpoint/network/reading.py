"""Read the statement table from a store.

Each query reads one relation and numpy joins them: the engine joins by looking up each statement on its own, which on
disk takes several times as long. Reading is most of the time that a large network takes, so two threads do it (the
engine lets go of Python's lock) and only what is wanted is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, Protocol

import numpy as np

from counterpoint.network.pauses import no_collection
from counterpoint.network.rows import days, span
from counterpoint.network.settings import Part
from counterpoint.network.table import Codes, Column, Dates, Labels, Levels, Links, StatementTable
from counterpoint.vocabulary import CP, PREFIXES

Rows = Sequence[tuple[str, ...]]


class Tabular(Protocol):
    """Anything that answers a SELECT with rows of plain strings, an empty one where a variable is unbound."""

    def table(self, sparql: str, /) -> Rows:
        """Give the rows of a SELECT over the union of all graphs."""


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


def read_store(store: Tabular, parts: frozenset[Part]) -> StatementTable:
    """Read the statements of a store; see :meth:`StatementTable.from_store`."""
    wanted = [name for name in _QUERIES if name not in _ONLY_FOR or _ONLY_FOR[name] & parts]
    with no_collection():
        with ThreadPoolExecutor(max_workers=2) as pool:
            answers = pool.map(lambda name: store.table(_PROLOGUE + _QUERIES[name]), wanted)
            found: dict[str, Rows] = dict.fromkeys(_QUERIES, ())
            found.update(zip(wanted, answers, strict=True))
        return _assemble(found, parts)


def _assemble(found: Mapping[str, Rows], parts: frozenset[Part]) -> StatementTable:
    known = dict.fromkeys([row[0] for row in found["claim"]])
    known.update(dict.fromkeys([row[0] for row in found["speaker"]]))
    statements = tuple(known)
    number = dict(zip(statements, range(len(statements)), strict=True))

    def column(name: str) -> Column:
        return _first(_links(number, found[name]), len(statements))

    speaker, claim, source = column("speaker"), column("claim"), column("source")
    level = _levels(column("stance"), _mapping(found["polarity"]))
    organisations = frozenset(row[0] for row in found["organisations"])
    names = {**_mapping(found["concept"]), **_mapping(found["name"])}
    memberships = _links(number, found["capacity"])
    acting = _follow(memberships, found["organisation"])
    return StatementTable(
        statements=statements,
        speaker=speaker,
        claim=claim,
        level=level,
        source=source,
        date=_dates(source, _mapping(found["date"])),
        organisation=_with_speakers(acting, speaker, organisations) if "organisation" in parts else acting,
        role=_follow(memberships, found["role"]),
        topic=_follow(Links.of_column(claim), found["topic"]),
        labels=Labels(names, organisations, _same(found["same_as"])),
        scale=span(level, None),
        parts=parts,
    )


def _links(number: Mapping[str, int], rows: Rows) -> Links:
    """Link the things that are numbered to what rows pair them with; other rows are left out."""
    if not rows:
        return Links.none()
    subject = np.array([number.get(row[0], -1) for row in rows], np.int32)
    value = Column.of([row[1] for row in rows])
    known = subject >= 0
    return Links.of(subject[known], Column(value.codes[known], value.labels))


def _first(links: Links, size: int) -> Column:
    """Give each row its value; where it has several, the first in the order of IRIs."""
    codes: Codes = np.full(size, -1, np.int32)
    codes[links.rows[::-1]] = links.codes[::-1]  # links are sorted, and what is written last stays
    return Column(codes, links.labels)


def _follow(links: Links, relation: Rows) -> Links:
    """Go one step further: from rows that are linked to things, by a relation of those things, to what it leads to."""
    steps = _links({thing: code for code, thing in enumerate(links.labels)}, relation)
    first = np.searchsorted(steps.rows, np.arange(len(links.labels) + 1))
    count = np.diff(first)[links.codes]
    # A link with n continuations becomes n links: to its first continuation and to the n-1 that follow it.
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    step = np.repeat(first[links.codes], count) + within
    return Links.of(np.repeat(links.rows, count), Column(steps.codes[step], steps.labels))


def _with_speakers(links: Links, speaker: Column, organisations: frozenset[str]) -> Links:
    """Count a statement by an organisation as that organisation's."""
    speaks = np.array([*(name in organisations for name in speaker.labels), False])[speaker.codes]
    if not speaks.any():
        return links
    own = Links.of_column(Column(np.where(speaks, speaker.codes, -1).astype(np.int32), speaker.labels))
    names = [links.labels[code] for code in links.codes] + [own.labels[code] for code in own.codes]
    return Links.of(np.concatenate([links.rows, own.rows]), Column.of(names))


def _mapping(rows: Rows) -> dict[str, str]:
    """Give each first value its second; where it has several, the first in their order, whatever the engine's is."""
    mapping = {row[0]: row[1] for row in rows}
    return mapping if len(mapping) == len(rows) else {row[0]: row[1] for row in sorted(rows, reverse=True)}


def _levels(stance: Column, polarities: Mapping[str, str]) -> Levels:
    known = {**_POLARITIES, **{name: float(text) for name, text in polarities.items()}}
    levels: Levels = np.array([*(known.get(name, np.nan) for name in stance.labels), np.nan])
    return levels[stance.codes]  # a row without a stance, -1, takes the last


def _dates(source: Column, published: Mapping[str, str]) -> Dates:
    return days([*(published.get(name, "") for name in source.labels), ""])[source.codes]


def _same(rows: Rows) -> dict[str, dict[str, str]]:
    same: dict[str, set[str]] = {}
    for thing, other in rows:
        same.setdefault(thing, set()).add(other)
    return {thing: {"same_as": " ".join(sorted(others))} for thing, others in same.items()}
