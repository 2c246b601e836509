"""Dates as articles print them, as ISO dates, where they can be read in one way only."""

from __future__ import annotations

import datetime
import re
from typing import Final

MONTHS: Final = ("january february march april may june july august september october november december").split()
_MONTH: Final = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|" + "|".join(MONTHS) + r")\b\.?"
_YEAR: Final = r"(?P<year>(?:1[6-9]|20)\d\d)(?![\d/])"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_PATTERNS: Final = tuple(
    re.compile(rf"(?<![\w/-]){pattern}", re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>(?:1[6-9]|20)\d\d)[-/](?P<number>\d\d)[-/](?P<day>\d\d)(?!\d)",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"(?P<first>\d{{1,2}})[./](?P<second>\d{{1,2}})[./]{_YEAR}",
    )
)
_ISO: Final = re.compile(r"\s*(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?=$|[T\s])", re.ASCII)
_COMPACT: Final = re.compile(r"\s*(\d{4})[/.]?(\d\d)[/.]?(\d\d)\s*", re.ASCII)


def iso_date(value: str) -> str:
    """Read a date of a file's metadata; what can't be one, or could be two, gives an empty string.

    >>> iso_date("2016-02-03T10:00:00Z"), iso_date("2016/02/03"), iso_date("2016-02"), iso_date("2016-13-01")
    ('2016-02-03', '2016-02-03', '2016-02', '')
    >>> iso_date("3 February 2016"), iso_date("03/02/2016")
    ('2016-02-03', '')
    """
    if found := _ISO.match(value) or _COMPACT.fullmatch(value):
        parts = [int(part) for part in found.groups() if part]
        return _checked(*parts)
    dates = {date for date, _, _ in dates_in(value)}
    return dates.pop() if len(dates) == 1 else ""


def dates_in(text: str) -> list[tuple[str, int, int]]:
    """Find the days that a text names, in order.

    :returns: the ISO date, an empty string where it could be two, and where it begins and ends.

    >>> dates_in("Monday, May 18, 2015")
    [('2015-05-18', 8, 20)]
    >>> dates_in("of 2/3/2016")
    [('', 3, 11)]
    """
    matches = (match for pattern in _PATTERNS for match in pattern.finditer(text))
    found = [(date.strip("?"), *match.span()) for match in matches if (date := _day(match.groupdict()))]
    return sorted(found, key=lambda one: one[1])


def _day(parts: dict[str, str | None]) -> str:
    """Give a day in ISO form, ``?`` where it could be two, and an empty string where it is none."""
    year = int(parts["year"] or 0)
    if "first" in parts:
        first, second = int(parts["first"] or 0), int(parts["second"] or 0)
        days = {_checked(year, second, first), _checked(year, first, second)} - {""}
        return "?" if len(days) == 2 else "".join(days)
    if parts.get("number"):
        month = int(parts["number"] or 0)
    else:
        month = next(at for at, name in enumerate(MONTHS, 1) if name.startswith((parts["month"] or "")[:3].lower()))
    return _checked(year, month, int(parts["day"] or 0))


def _checked(year: int, month: int | None = None, day: int | None = None) -> str:
    try:
        whole = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return ""
    if not 1600 <= year <= 2199:
        return ""
    return f"{year:04}" if month is None else f"{year:04}-{month:02}" if day is None else whole.isoformat()
