"""The event list: one row a statement, as it is."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.coding import joined
from counterpoint.network.counting import unrepeated
from counterpoint.network.formats import as_csv, as_json
from counterpoint.network.settings import PARTS, Duplicates

if TYPE_CHECKING:
    from counterpoint.network.table import Column, Labels, Links, StatementTable


class Event(NamedTuple):
    """One statement with everything that the table knows of it; IRIs, sorted where there are several.

    :param date: the day it was published, as 2016-02-03, or empty.
    :param level: the polarity of its stance, or None where that takes no side.
    """

    statement: str
    date: str
    source: str
    source_label: str
    speaker: str
    speaker_label: str
    claim: str
    claim_label: str
    level: float | None
    organisations: tuple[str, ...]
    organisation_labels: tuple[str, ...]
    roles: tuple[str, ...]
    role_labels: tuple[str, ...]
    topics: tuple[str, ...]
    topic_labels: tuple[str, ...]


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
    columns = (
        kept.statements,
        ("" if day == "NaT" else day for day in np.datetime_as_string(kept.date).tolist()),
        *(cells for column in (kept.source, kept.speaker, kept.claim) for cells in _one(column, kept.labels)),
        (None if math.isnan(level) else level for level in kept.level.tolist()),
        *(cells for links in (kept.organisation, kept.role, kept.topic) for cells in _several(links, kept)),
    )
    events = [Event(*cells) for cells in zip(*columns, strict=True)]
    return sorted(events, key=lambda event: (not event.date, event.date, event.statement))


def write_events(events: Iterable[Event], file_format: str) -> bytes:
    """Write an event list as a CSV or JSON file.

    In CSV, several values of a cell stand with ``|`` between them, as :meth:`StatementTable.from_csv` reads them.

    :raises UsageError: where the format is another.
    """
    if file_format == "json":
        return as_json([event._asdict() for event in events])
    if file_format != "csv":
        raise UsageError(f'an event list is not written as "{file_format}"', "choose csv or json")
    rows = [[joined(value) if isinstance(value, tuple) else value for value in event] for event in events]
    return as_csv([list(Event._fields), *rows])


def _one(column: Column, labels: Labels) -> Iterator[list[str]]:
    """Give for each row its value, and how that is shown."""
    for texts in (column.labels, [labels.of(iri, "").name for iri in column.labels]):
        cells = [*texts, ""]
        yield [cells[code] for code in column.codes.tolist()]  # -1, no value, is the last


def _several(links: Links, table: StatementTable) -> Iterator[list[tuple[str, ...]]]:
    """Give for each row its values, and how they are shown."""
    bounds = np.searchsorted(links.rows, np.arange(len(table) + 1)).tolist()
    for texts in (links.labels, [table.labels.of(iri, "").name for iri in links.labels]):
        values = [texts[code] for code in links.codes.tolist()]
        yield [tuple(values[start:end]) for start, end in pairwise(bounds)]
