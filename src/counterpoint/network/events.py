"""The event list: one row a statement, as it is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.counting import unrepeated
from counterpoint.network.formats import as_csv, as_json
from counterpoint.network.settings import PARTS, Duplicates

if TYPE_CHECKING:
    from counterpoint.network.table import Column, Links, StatementTable


class Event(NamedTuple):
    """One statement with everything that the table knows of it; IRIs, sorted where there are several.

    :param date: the day it was published, as 2016-02-03, or empty.
    :param level: the polarity of its stance, or None where that takes no side.
    """

    statement: str
    date: str
    source: str
    speaker: str
    speaker_label: str
    organisations: tuple[str, ...]
    roles: tuple[str, ...]
    claim: str
    claim_label: str
    topics: tuple[str, ...]
    level: float | None


def list_events(table: StatementTable, *, duplicates: Duplicates = "all") -> list[Event]:
    """List the statements of a table by date, undated ones last.

    :param duplicates: how often a statement with the same speaker, claim and stance is listed; see
        :class:`~counterpoint.network.settings.Settings`.
    :raises UsageError: where the table was not read whole.
    """
    table.require(PARTS)
    stance = np.unique(table.level, return_inverse=True)[1].astype(np.int32)
    everything = np.arange(len(table), dtype=np.int32)
    same = [table.speaker.codes + 1, table.claim.codes + 1, stance]
    kept = table.select(unrepeated(table, everything, same, duplicates))
    name = {iri: kept.labels.of(iri, "").name for column in (kept.speaker, kept.claim) for iri in column.labels}
    events = [
        Event(
            statement=statement,
            date=date if date != "NaT" else "",
            source=source,
            speaker=speaker,
            speaker_label=name.get(speaker, ""),
            organisations=organisations,
            roles=roles,
            claim=claim,
            claim_label=name.get(claim, ""),
            topics=topics,
            level=None if math.isnan(level) else level,
        )
        for statement, date, source, speaker, organisations, roles, claim, topics, level in zip(
            kept.statements,
            np.datetime_as_string(kept.date).tolist(),
            _one(kept.source),
            _one(kept.speaker),
            _several(kept.organisation, len(kept)),
            _several(kept.role, len(kept)),
            _one(kept.claim),
            _several(kept.topic, len(kept)),
            kept.level.tolist(),
            strict=True,
        )
    ]
    return sorted(events, key=lambda event: (not event.date, event.date, event.statement))


def write_events(events: Iterable[Event], file_format: Literal["csv", "json"]) -> bytes:
    """Write an event list as a CSV or JSON file.

    In CSV, several values of a cell stand with ``|`` between them, as :meth:`StatementTable.from_csv` reads them.

    :raises UsageError: where the format is another.
    """
    if file_format == "json":
        return as_json([event._asdict() for event in events])
    if file_format != "csv":
        raise UsageError(f'an event list is not written as "{file_format}"', "choose csv or json")
    rows = [["|".join(value) if isinstance(value, tuple) else value for value in event] for event in events]
    return as_csv([list(Event._fields), *rows])


def _one(column: Column) -> list[str]:
    labels = (*column.labels, "")
    return [labels[code] for code in column.codes.tolist()]  # -1, no value, is the last


def _several(links: Links, size: int) -> list[tuple[str, ...]]:
    values = [links.labels[code] for code in links.codes.tolist()]
    bounds = np.searchsorted(links.rows, np.arange(size + 1)).tolist()
    return [tuple(values[start:end]) for start, end in pairwise(bounds)]
