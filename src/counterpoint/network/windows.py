"""Networks of a sliding window: how a debate changes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple, overload

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.dates import Length
from counterpoint.network.projection import Projection, project
from counterpoint.network.settings import Part, Settings
from counterpoint.network.slicing import Slice

if TYPE_CHECKING:
    from counterpoint.network.table import Dates, StatementTable

DATED: Final[frozenset[Part]] = frozenset({"source"})
"""What a table must hold for windows."""
MOST_WINDOWS: Final = 10_000
"""More windows than this are taken for a mistake in the step."""


class Window(NamedTuple):
    """One window and its network.

    :param from_: its first day.
    :param until: its last day.
    :param projection: the network of its statements.
    """

    from_: datetime.date
    until: datetime.date
    projection: Projection


class Span(NamedTuple):
    """Where a window lies.

    :param from_: its first day.
    :param until: its last day.
    :param start: its first statement, as a place in the order of dates.
    :param end: the place after its last.
    """

    from_: datetime.date
    until: datetime.date
    start: int
    end: int


@dataclass(frozen=True, eq=False)
class Windows(Sequence[Window]):
    """The networks of a window as it slides; each is made when it is asked for.

    :param table: the dated statements of the slice, by date and then by IRI.
    :param settings: which networks.
    :param spans: where the windows lie.
    :param undated: how many statements are in no window because they have no date.
    """

    table: StatementTable
    settings: Settings
    spans: tuple[Span, ...]
    undated: int

    def __len__(self) -> int:
        return len(self.spans)

    @overload
    def __getitem__(self, place: int) -> Window: ...
    @overload
    def __getitem__(self, place: slice) -> Windows: ...
    def __getitem__(self, place: int | slice) -> Window | Windows:
        """Make the network of a window."""
        if isinstance(place, slice):
            return replace(self, spans=self.spans[place])
        from_, until, start, end = self.spans[place]
        rows = self.table.select(np.arange(start, end, dtype=np.int32))
        cut = {**self.table.cut, "from": str(from_), "until": str(until), "undated": self.undated}
        return Window(from_, until, project(replace(rows, cut=cut), self.settings))

    def __iter__(self) -> Iterator[Window]:
        return (self[place] for place in range(len(self)))


def slide(
    table: StatementTable, settings: Settings, window: str, step: str = "", slice_: Slice | None = None
) -> Windows:
    """Slide a window over the statements.

    A window of time begins at the start of a day and ends with the end of one; both days are its own. The first begins
    on the first day of the slice, or else with the week (on Monday), month, quarter or year in which the first
    statement was made; the next begins a step later, and so on. The last is the first one that reaches the last day of
    the slice, with which it ends, or else the last statement. Windows are there even where they are empty.

    A window of statements holds exactly that many in the order of dates, those of one day in the order of their IRIs;
    its days are those of its first and its last statement. What remains at the end, fewer than a step, is in no window.
    Where there are fewer statements than a window holds, there is one window, with all of them.

    Statements without a date are in no window. Duplicates are looked for within a window.

    (The Discourse Network Analyzer centres its windows on each day, month and so on, leaves empty ones out, and removes
    duplicates before it forms them. Among statements of one day it chooses by chance.)

    :param table: the statements.
    :param settings: which networks.
    :param window: how long a window is: ``12m``, ``1 year``, ``2w``, ``500 statements``.
    :param step: how far it moves; by default one of the window's unit.
    :param slice_: which statements.
    :raises UsageError: where a length is none, the step is of another kind, or there are too many windows.
    """
    slice_ = slice_ or Slice()
    size = Length.read(window)
    move = Length.read(step, "step") if step else Length(1, size.unit)
    if (size.unit == "statement") != (move.unit == "statement"):
        raise UsageError(f"a window of {size} cannot move by {move}", "give both as time, or both in statements")
    table.require(slice_.parts | settings.parts | DATED)
    found = slice_.select(table, actor=settings.actor)
    dated = found.select(~np.isnat(found.date))
    undated = len(found) - len(dated) + int(found.cut.get("undated", 0))
    ordered = dated.select(np.lexsort((dated.order, dated.date)))
    find = _by_number if size.unit == "statement" else _by_time
    spans: list[Span] = []
    for span in find(ordered.date, size, move, slice_):
        if len(spans) == MOST_WINDOWS:
            raise UsageError(f"there would be more than {MOST_WINDOWS:,} windows", "name a longer step")
        spans.append(span)
    return Windows(ordered, settings, tuple(spans), undated)


def _by_time(dates: Dates, size: Length, move: Length, slice_: Slice) -> Iterator[Span]:
    first, last = slice_.days
    if not len(dates):
        return
    begin = first or size.beginning(_day(dates[0]))
    end = last or _day(dates[-1])
    for number in range(MOST_WINDOWS + 1):
        from_ = move.after(begin, number)
        if from_ > end:
            return
        following = _following(begin, number, size, move)
        until = following - datetime.timedelta(days=1) if following < datetime.date.max else following
        until = min(until, last) if last else until
        start = np.searchsorted(dates, np.datetime64(from_, "D"))
        stop = np.searchsorted(dates, np.datetime64(until, "D"), side="right")
        yield Span(from_, until, int(start), int(stop))
        if until >= end:
            return


def _following(begin: datetime.date, number: int, size: Length, move: Length) -> datetime.date:
    """Give the day after a window; counted from the first day of all where that is in months, so that none is lost."""
    if size.months and move.months:
        return Length(number * move.months + size.months, "month").after(begin, 1)
    return size.after(move.after(begin, number), 1)


def _by_number(dates: Dates, size: Length, move: Length, _slice: Slice) -> Iterator[Span]:
    length = min(size.count, len(dates))
    if length:
        for start in range(0, len(dates) - length + 1, move.count):
            yield Span(_day(dates[start]), _day(dates[start + length - 1]), start, start + length)


def _day(date: np.datetime64) -> datetime.date:
    day = date.item()
    if isinstance(day, datetime.date):
        return day
    return datetime.date.min if date < np.datetime64(datetime.date.min, "D") else datetime.date.max
