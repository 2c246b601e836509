"""From the columns of a file to a statement table: distinct values are read once, and rows are numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.dates import day
from counterpoint.network.rows import span
from counterpoint.network.settings import PARTS, Part
from counterpoint.network.table import Codes, Column, Dates, Labels, Levels, Links, StatementTable
from counterpoint.network.texts import Texts

if TYPE_CHECKING:
    from numpy.typing import NDArray

FIELDS: Final = ("statement", "speaker", "claim", "level", "source", "date", "organisations", "roles", "topics")
"""What a statement has, and what the columns of files are called where nothing else is said."""
LABELS: Final = (
    *("speaker_label", "speaker_kind", "speaker_same_as", "claim_label", "source_label"),
    *("organisation_labels", "role_labels", "topic_labels"),
)
"""How things are shown; a file need not have it."""
SEVERAL: Final = {"organisations": "organisation_labels", "roles": "role_labels", "topics": "topic_labels"}
"""Columns that hold any number of values a row, and those that name the values, in the same order."""
SEPARATOR: Final = "|"
_NONE: Final = frozenset({"", "NA", "NaN", "nan"})


class Coded(NamedTuple):
    """A column of a file.

    :param codes: for each row the index of its value in ``values``, -1 where it has none.
    :param values: the distinct values; not all of them need occur.
    """

    codes: Codes
    values: Sequence[str]


class Listed(NamedTuple):
    """A column that holds any number of values a row.

    :param rows: for each value its row, ascending.
    :param coded: the values.
    :param size: the number of rows.
    """

    rows: Codes
    coded: Coded
    size: int


@dataclass(frozen=True)
class Cells:
    """What was read from a file.

    :param size: the number of rows.
    :param statements: the identifiers of the statements, or None where the file has none.
    :param single: columns of one value a row, by field.
    :param several: columns of any number of values a row, by field.
    :param level: the levels, where they are numbers already.
    :param date: the days, where they are dates already.
    :param place: says where a row stands, for messages.
    :param attributes: further attributes of things.
    :param scale: the scale of the levels, where the file tells.
    """

    size: int
    statements: Sequence[str] | None
    single: Mapping[str, Coded]
    several: Mapping[str, Listed]
    place: Callable[[int], str]
    level: Levels | None = None
    date: Dates | None = None
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    scale: tuple[float, float] | None = None


def assemble(
    cells: Cells, levels: Mapping[str, float], scale: tuple[float, float] | None, parts: frozenset[Part] = PARTS
) -> StatementTable:
    """Make a statement table of the columns of a file.

    :param levels: the polarity that a text in the level column stands for.
    :param scale: as for :meth:`StatementTable.from_csv`.
    :raises UsageError: where a value does not read; it names the file and the row.
    """
    statements = _statements(cells)
    links = {name: _links(cells.several.get(name)) for name in SEVERAL}
    level = _levels(cells, levels)
    if scale is None and cells.scale:
        low, high = cells.scale
        if len(outside := np.flatnonzero((level < low) | (level > high))):
            row = int(outside[0])
            beyond = f"the level {level[row]:g} lies outside the scale of the file, {low:g} to {high:g}"
            raise UsageError(f"{cells.place(row)}: {beyond}")
    labels = _labels(cells, links["organisations"].labels)
    return StatementTable(
        statements=statements,
        speaker=_column(cells.single.get("speaker"), cells.size),
        claim=_column(cells.single.get("claim"), cells.size),
        source=_column(cells.single.get("source"), cells.size),
        level=level,
        date=cells.date if cells.date is not None else _dates(cells),
        organisation=links["organisations"],
        role=links["roles"],
        topic=links["topics"],
        labels=labels,
        scale=span(level, scale or cells.scale),
        parts=parts,
    )


def split(coded: Coded) -> Listed:
    r"""Split cells that hold several values with ``|`` between them; ``\|`` is no separator.

    >>> listed = split(Coded(np.array([1, -1, 0, 1], np.int32), ["a|b", "a"]))
    >>> listed.rows.tolist(), [listed.coded.values[code] for code in listed.coded.codes]
    ([0, 2, 2, 3], ['a', 'a', 'b', 'a'])
    """
    seen: dict[str, int] = {}
    pieces = [
        [seen.setdefault(part.strip(), len(seen)) for part in _parted(text)] if text else [] for text in coded.values
    ]
    counts = np.array([*map(len, pieces), 0], np.int64)[coded.codes]
    starts = np.cumsum([0, *map(len, pieces)])[coded.codes]
    flat = np.array([code for piece in pieces for code in piece], np.int32)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = np.repeat(np.arange(len(coded.codes), dtype=np.int32), counts)
    return Listed(rows, Coded(flat[np.repeat(starts, counts) + within], list(seen)), len(coded.codes))


def joined(values: Iterable[str]) -> str:
    r"""Join several values as :func:`split` reads them.

    >>> joined(["a", "b|c"])
    'a|b\\|c'
    """
    return SEPARATOR.join(value.replace("\\", "\\\\").replace(SEPARATOR, "\\" + SEPARATOR) for value in values)


def _parted(text: str) -> list[str]:
    if "\\" not in text:
        return text.split(SEPARATOR)
    parts, current, escaped = [], "", False
    for character in text:
        if escaped or character not in "\\|":
            current += character if character in "\\|" or not escaped else "\\" + character
            escaped = False
        elif character == "\\":
            escaped = True
        else:
            parts.append(current)
            current = ""
    return [*parts, current + "\\" * escaped]


def _statements(cells: Cells) -> tuple[str, ...] | Texts:
    names = cells.statements
    if names is None:
        return tuple(str(row) for row in range(2, cells.size + 2))
    if not isinstance(names, Texts):
        names = tuple(name or str(row) for row, name in enumerate(names, start=2))
        if len(set(names)) == len(names):
            return names
        seen: set[str] = set()
        twice = next(row for row, name in enumerate(names) if name in seen or seen.add(name))  # type: ignore[func-returns-value]
    else:
        if (missing := names.missing()) is not None:
            raise UsageError(f"{cells.place(missing)}: the statement has no identifier", "number the statements")
        repeated = names.repeated()
        if repeated is None:
            return names
        twice = repeated
    raise UsageError(
        f'{cells.place(twice)}: the statement "{names[twice]}" is there twice', "give each an identifier of its own"
    )


def _column(coded: Coded | None, size: int) -> Column:
    if coded is None:
        return Column(np.full(size, -1, np.int32), ())
    used = np.bincount(coded.codes + 1, minlength=len(coded.values) + 1)[1:] > 0
    column = Column.of([value.strip() if is_used else "" for value, is_used in zip(coded.values, used, strict=True)])
    return Column(np.append(column.codes, np.int32(-1))[coded.codes], column.labels)


def _links(listed: Listed | None) -> Links:
    return Links.none() if listed is None else Links.of(listed.rows, _column(listed.coded, len(listed.rows)))


def _labels(cells: Cells, organisations: Sequence[str]) -> Labels:
    names: dict[str, str] = {}
    for several, label in SEVERAL.items():
        things, texts = cells.several.get(several), cells.several.get(label)
        if things and texts:
            named, there = (np.bincount(one.rows, minlength=cells.size) for one in (texts, things))
            if len(wrong := np.flatnonzero((named != there) & (named > 0))):
                raise UsageError(f"{cells.place(int(wrong[0]))}: there are not as many {label} as {several}")
            told = Coded(things.coded.codes[named[things.rows] > 0], things.coded.values)
            names |= _said_of(told, texts.coded)
    for single in ("source", "claim", "speaker"):
        names |= _said_of(cells.single.get(single), cells.single.get(f"{single}_label"))
    kinds = _said_of(cells.single.get("speaker"), cells.single.get("speaker_kind"), but="person")
    same = _said_of(cells.single.get("speaker"), cells.single.get("speaker_same_as"))
    return Labels(
        names,
        frozenset(organisations) | {thing for thing, kind in kinds.items() if kind == "organisation"},
        {**cells.attributes, **{thing: {"same_as": iris} for thing, iris in same.items()}},
    )


def _said_of(things: Coded | None, texts: Coded | None, *, but: str = "") -> dict[str, str]:
    """Give for each thing the first text that stands beside it, but not one that most have and nobody asks for."""
    if things is None or texts is None:
        return {}
    told = np.flatnonzero((things.codes >= 0) & (texts.codes >= 0))[::-1]
    first = np.full(len(things.values), -1, np.int64)
    first[things.codes[told]] = texts.codes[told]
    if but in texts.values:
        first[first == texts.values.index(but)] = -1
    some = np.flatnonzero(first >= 0)
    codes = first[some].tolist()
    said = ((things.values[place].strip(), code) for place, code in zip(some.tolist(), codes, strict=True))
    return {thing: text for thing, code in said if thing and (text := texts.values[code].strip())}


def _levels(cells: Cells, levels: Mapping[str, float]) -> Levels:
    coded = cells.single.get("level")
    if cells.level is not None:
        if len(rows := np.flatnonzero(np.isinf(cells.level))):
            raise UsageError(f"{cells.place(int(rows[0]))}: the level {cells.level[rows[0]]} is no number")
        return cells.level
    if coded is None:
        return np.full(cells.size, np.nan)
    found = np.full(len(coded.values) + 1, np.nan)
    for code, text in enumerate(map(str.strip, coded.values)):
        if text in levels:
            found[code] = levels[text]
        elif text not in _NONE:
            found[code] = number = _number(text)
            if not math.isfinite(number) and (row := _row_of(coded.codes, code)) is not None:
                raise UsageError(f'{cells.place(row)}: the level "{text}" is no number', "say what it stands for")
    return found[coded.codes]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.inf


def _dates(cells: Cells) -> Dates:
    coded = cells.single.get("date")
    if coded is None:
        return np.full(cells.size, "NaT", "datetime64[D]")
    found = np.full(len(coded.values) + 1, "NaT", "datetime64[D]")
    for code, text in enumerate(map(str.strip, coded.values)):
        if text not in _NONE:
            found[code] = day(text)
            is_day = not re.match(r"\d{5}", text) and not np.isnat(found[code])  # 20160203 would be a year
            if not is_day and (row := _row_of(coded.codes, code)) is not None:
                raise UsageError(f'{cells.place(row)}: the date "{text}" does not exist; write it as 2016-02-03')
    return found[coded.codes]


def _row_of(codes: NDArray[np.integer], code: int) -> int | None:
    rows = np.flatnonzero(codes == code)
    return int(rows[0]) if len(rows) else None
