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
    organisations, roles, topics = (_several(links, len(kept)) for links in (kept.organisation, kept.role, kept.topic))
    events = [
        Event(
            statement=statement,
            date="" if np.isnat(kept.date[row]) else str(kept.date[row]),
            source=_one(kept.source, row),
            speaker=_one(kept.speaker, row),
            speaker_label=kept.labels.of(_one(kept.speaker, row), "person").name,
            organisations=organisations[row],
            roles=roles[row],
            claim=_one(kept.claim, row),
            claim_label=kept.labels.of(_one(kept.claim, row), "claim").name,
            topics=topics[row],
            level=None if math.isnan(kept.level[row]) else float(kept.level[row]),
        )
        for row, statement in enumerate(kept.statements)
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


def _one(column: Column, row: int) -> str:
    code = column.codes[row]
    return column.labels[code] if code >= 0 else ""


def _several(links: Links, size: int) -> list[tuple[str, ...]]:
    bounds = np.searchsorted(links.rows, np.arange(size + 1)).tolist()
    return [tuple(links.labels[code] for code in links.codes[start:end]) for start, end in pairwise(bounds)]
