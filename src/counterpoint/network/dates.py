"""Days, as people and files write them, and lengths of time."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.table import Dates

Unit = Literal["day", "week", "month", "quarter", "year", "statement"]

_LEXICAL: Final = re.compile(r"-?\d{4,}(-\d\d(-\d\d)?)?(?!\d)", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", re.ASCII)
_LENGTH: Final = re.compile(r"(\d{1,9})\s*([a-z]+)", re.ASCII)
_UNITS: Final[tuple[Unit, ...]] = ("day", "week", "month", "quarter", "year", "statement")
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_HOW: Final = "write it as 12m: a number and d, w, m, q, y or s, for days, weeks, months, quarters, years or statements"


def first_day(value: str | datetime.date, name: str = "from") -> datetime.date:
    """Read a day; of a year or a month its first.

    :param value: ``2014``, ``2014-06``, ``2014-06-30`` or a date.
    :param name: what it is called in messages.
    :raises UsageError: where it is no date.

    >>> first_day("2014-06").isoformat()
    '2014-06-01'
    """
    return _days(value, name)[0]


def last_day(value: str | datetime.date, name: str = "until") -> datetime.date:
    """Read a day; of a year or a month its last.

    :param value: as for :func:`first_day`.
    :param name: what it is called in messages.
    :raises UsageError: where it is no date.

    >>> last_day("2016-02").isoformat()
    '2016-02-29'
    """
    return _days(value, name)[1]


def _days(value: str | datetime.date, name: str) -> tuple[datetime.date, datetime.date]:
    if isinstance(value, datetime.date):
        day = value.date() if isinstance(value, datetime.datetime) else value
        return day, day
    found = _matched(_DAY, value)
    if not found:
        raise UsageError(f'{name}: "{value}" is no date', "write 2014, 2014-06 or 2014-06-30")
    year, month, day_ = found.groups()
    try:
        first = datetime.date(int(year), int(month or 1), int(day_ or 1))
        if day_:
            return first, first
        end = first if month else first.replace(month=12)
        return first, end.replace(day=calendar.monthrange(end.year, end.month)[1])
    except ValueError:
        raise UsageError(f'{name}: "{value}" is a date that does not exist') from None


def _matched(pattern: re.Pattern[str], value: object) -> re.Match[str] | None:
    """Match what a caller gives, which need not be a text."""
    return pattern.fullmatch(value.strip().lower()) if isinstance(value, str) else None


def days(texts: Iterable[str]) -> Dates:
    """Turn the lexical forms of dates into days; what is no date becomes NaT.

    Times of day and time zones are left out: the date is the one that the document carries.

    >>> days(["2016-02-03", "2016-02", "2016-02-03T23:30:00+01:00", "2016-02-03Z", "soon", ""]).astype(str).tolist()
    ['2016-02-03', '2016-02-01', '2016-02-03', '2016-02-03', 'NaT', 'NaT']
    """
    return np.array([day(text) for text in texts], "datetime64[D]")


def day(text: str) -> np.datetime64:
    """Turn the lexical form of a date into a day, or NaT."""
    # The pattern comes first, because numpy also knows "today".
    found = _LEXICAL.match(text)
    try:
        return np.datetime64(found[0] if found else "NaT", "D")
    except ValueError:
        return np.datetime64("NaT", "D")


@dataclass(frozen=True)
class Length:
    """So many days, weeks, months, quarters, years or statements.

    >>> Length.read("12 months")
    Length(count=12, unit='month')
    >>> Length.read("1q").after(datetime.date(2015, 11, 30), 1).isoformat()
    '2016-02-29'
    """

    count: int
    unit: Unit

    @classmethod
    def read(cls, text: str, name: str = "window") -> Length:
        """Read a length: ``12m``, ``12 months``, ``2w``, ``90d``, ``1q``, ``1y``, ``500s``, ``500 statements``.

        :param name: what it is called in messages.
        :raises UsageError: where it is none, or nothing long.
        """
        found = _matched(_LENGTH, text)
        units = [unit for unit in _UNITS if found and found[2] in {unit[0], unit, f"{unit}s"}]
        if not found or not units:
            raise UsageError(f'{name}: "{text}" is no length', _HOW)
        if not int(found[1]):
            raise UsageError(f'{name}: "{text}" has no length', "write 1 or more")
        return cls(int(found[1]), units[0])

    @property
    def months(self) -> int:
        """How many months it is, 0 where it is counted in days or statements."""
        return self.count * _MONTHS.get(self.unit, 0)

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"

    def after(self, day: datetime.date, times: int) -> datetime.date:
        """Go on from a day by this length of time, so many times.

        A month after a day that the later month lacks, such as the 31st, is that month's last day. What would lie
        after the year 9999 is its last day.
        """
        try:
            if self.months:
                year, month = divmod(day.year * 12 + day.month - 1 + self.months * times, 12)
                return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
            return day + datetime.timedelta(days=self.count * times * (7 if self.unit == "week" else 1))
        except (ValueError, OverflowError):
            return datetime.date.max

    def beginning(self, day: datetime.date) -> datetime.date:
        """Give the first day of the week (a Monday), month, quarter or year that a day is in.

        >>> Length.read("3w").beginning(datetime.date(2016, 2, 3)).isoformat()
        '2016-02-01'
        """
        return _BEGIN[self.unit](day) if self.unit in _BEGIN else day


_BEGIN: Final[dict[str, Callable[[datetime.date], datetime.date]]] = {
    "week": lambda day: day - datetime.timedelta(days=min(day.weekday(), day.toordinal() - 1)),
    "month": lambda day: day.replace(day=1),
    "quarter": lambda day: day.replace(day=1, month=day.month - (day.month - 1) % 3),
    "year": lambda day: day.replace(day=1, month=1),
}
