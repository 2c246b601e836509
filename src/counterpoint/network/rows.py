"""Statements that were coded elsewhere: rows of plain values, and CSV files of them."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.table import SCALE, Codes, Column, Dates, Labels, Levels, Links, StatementTable


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


_SEVERAL = ("organisations", "roles", "topics")
_SEPARATOR = "|"
_DATE = re.compile(r"-?\d{4,}(-\d\d(-\d\d)?)?(?!\d)")


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


def read_rows(path: Path, columns: Mapping[str, str], levels: Mapping[str, float]) -> Iterator[StatementRow]:
    """Read the rows of a CSV file; see :meth:`StatementTable.from_csv`.

    Several organisations, roles or topics in one cell stand with ``|`` between them. A file without identifiers of
    statements has its line numbers for them.
    """
    names = {field: columns.get(field, field) for field in StatementRow._fields}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        header = reader.fieldnames or []
        _check_header(path, header, names, columns)
        for cells in reader:
            row = {field: (cells.get(name) or "").strip() for field, name in names.items()}
            row["statement"] = row["statement"] or str(reader.line_num)
            try:
                yield _row(row, levels)
            except ValueError as problem:
                raise UsageError(f"{path}:{reader.line_num}: {problem}") from problem


def _check_header(path: Path, header: Iterable[str], names: Mapping[str, str], columns: Mapping[str, str]) -> None:
    needed = {columns[field] for field in columns} | {names["claim"]}
    missing = sorted(needed - {*header})
    if not missing and not {names["speaker"], names["organisations"]} & {*header}:
        missing = [names["speaker"]]
    if missing:
        raise UsageError(f'{path}:1: there is no column "{missing[0]}"', f"the columns are {', '.join(header)}")


def _row(cells: Mapping[str, str], levels: Mapping[str, float]) -> StatementRow:
    text, date = cells["level"], cells["date"]
    if text in levels:
        level = levels[text]
    else:
        try:
            level = float(text or "nan")
        except ValueError:
            raise ValueError(f'the level "{text}" is no number') from None
    if date and np.isnat(_day(date)):
        raise ValueError(f'the date "{date}" does not exist; write it as 2016-02-03')
    several = (tuple(filter(None, map(str.strip, cells[field].split(_SEPARATOR)))) for field in _SEVERAL)
    return StatementRow(cells["statement"], cells["speaker"], cells["claim"], level, cells["source"], date, *several)


def days(texts: Iterable[str]) -> Dates:
    """Turn the lexical forms of dates into days; what is no date becomes NaT.

    Times of day and time zones are left out: the date is the one that the document carries.

    >>> days(["2016-02-03", "2016-02", "2016-02-03T23:30:00+01:00", "2016-02-03Z", "soon", ""]).astype(str).tolist()
    ['2016-02-03', '2016-02-01', '2016-02-03', '2016-02-03', 'NaT', 'NaT']
    """
    return np.array([_day(text) for text in texts], "datetime64[D]")


def _day(text: str) -> np.datetime64:
    # The pattern comes first, because numpy also knows "today".
    found = _DATE.match(text)
    try:
        return np.datetime64(found[0] if found else "NaT", "D")
    except ValueError:
        return np.datetime64("NaT", "D")


def span(level: Levels, scale: tuple[float, float] | None) -> tuple[float, float]:
    """Give the scale of levels: the one asked for, or from -1 to 1 and as far as the levels reach.

    :raises UsageError: where a level lies outside the scale asked for, or the scale has no length.
    """
    found = level[~np.isnan(level)]
    low, high = (float(found.min()), float(found.max())) if len(found) else SCALE
    if scale is None:
        return min(low, SCALE[0]), max(high, SCALE[1])
    if not scale[0] < scale[1]:
        raise UsageError(f"the scale from {scale[0]:g} to {scale[1]:g} has no length")
    if low < scale[0] or high > scale[1]:
        raise UsageError(f"levels go from {low:g} to {high:g}, outside the scale from {scale[0]:g} to {scale[1]:g}")
    return scale


def _links(values: list[tuple[str, ...]]) -> Links:
    rows: Codes = np.repeat(np.arange(len(values), dtype=np.int32), [len(several) for several in values])
    return Links.of(rows, Column.of([value for several in values for value in several]))
