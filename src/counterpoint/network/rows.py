"""Statements that were coded elsewhere, as rows of plain values."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.dates import days
from counterpoint.network.table import SCALE, Codes, Column, Labels, Levels, Links, StatementTable

_LONGEST: Final = 1e15
"""How long a scale of levels may be."""


class StatementRow(NamedTuple):
    """One coded statement; every value is an identifier, and an empty one stands for none.

    :param statement: its own identifier; must differ from row to row.
    :param level: the polarity of its stance, NaN where it takes no side.
    :param date: the day it was published, as 2016-02-03; 2016 and 2016-02 mean the first day.
    """

    statement: str
    speaker: str = ""
    claim: str = ""
    level: float = math.nan
    source: str = ""
    date: str = ""
    organisations: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def table_of(
    rows: Iterable[StatementRow], names: Mapping[str, str], scale: tuple[float, float] | None
) -> StatementTable:
    """Make a statement table of rows; see :meth:`StatementTable.from_rows`."""
    listed = list(rows)
    level = np.array([row.level for row in listed], np.float64)
    organisation = _links([row.organisations for row in listed])
    return StatementTable(
        statements=tuple(row.statement for row in listed),
        speaker=Column.of([row.speaker for row in listed]),
        claim=Column.of([row.claim for row in listed]),
        level=level,
        source=Column.of([row.source for row in listed]),
        date=days([row.date for row in listed]),
        organisation=organisation,
        role=_links([row.roles for row in listed]),
        topic=_links([row.topics for row in listed]),
        labels=Labels(names, frozenset(organisation.labels)),
        scale=span(level, scale),
    )


def span(level: Levels, scale: tuple[float, float] | None) -> tuple[float, float]:
    """Give the scale of levels: the one asked for, or from -1 to 1 and as far as the levels reach.

    :raises UsageError: where a level lies outside the scale asked for, or the scale has no length or one
        that is too great.
    """
    found = level[~np.isnan(level)]
    low, high = (float(found.min()), float(found.max())) if len(found) else SCALE
    if scale is None:
        return _checked(min(low, SCALE[0]), max(high, SCALE[1]))
    if not scale[0] < scale[1]:
        raise UsageError(f"the scale from {scale[0]:g} to {scale[1]:g} has no length")
    _checked(*scale)
    if low < scale[0] or high > scale[1]:
        raise UsageError(f"levels go from {low:g} to {high:g}, outside the scale from {scale[0]:g} to {scale[1]:g}")
    return scale


def _checked(low: float, high: float) -> tuple[float, float]:
    """Refuse a scale on which the differences of levels are no numbers, or drown in rounding."""
    if not high - low <= _LONGEST:
        raise UsageError(f"the scale from {low:g} to {high:g} is too long", f"keep levels within {_LONGEST:g}")
    return low, high


def _links(values: list[tuple[str, ...]]) -> Links:
    rows: Codes = np.repeat(np.arange(len(values), dtype=np.int32), [len(several) for several in values])
    return Links.of(rows, Column.of([value for several in values for value in several]))
