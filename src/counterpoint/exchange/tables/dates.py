"""Days as tables write them: the year, the day or the month first, with names, as numbers of a spreadsheet."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Final

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d.*)?")
_YEAR_FIRST: Final = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?: \d.*)?|(\d{4})(\d\d)(\d\d)")
_YEAR_LAST: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:,? \d.*)?")
_NAMED: Final = re.compile(
    r"(?:\w+,\s+)?"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\.? ([A-Za-zä]{3,9})\.?,?|([A-Za-zä]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,?) (\d{4})"
)
_PART: Final = re.compile(r"\d{4}(-\d{2})?")
_MONTHS: Final = {
    **{name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)},
    "mär": 3,
    "mrz": 3,
    "mai": 5,
    "okt": 10,
    "dez": 12,
}
_EPOCHS: Final = {"excel-1900": datetime.date(1899, 12, 30), "excel-1904": datetime.date(1904, 1, 1)}
ORDERS: Final = ("dmy", "mdy", "excel-1900", "excel-1904")
"""How a column may write days that could be read in more than one way."""


def looks_like_day(text: str) -> bool:
    """Tell whether a text may be a day."""
    return any(pattern.fullmatch(text) for pattern in (_ISO, _YEAR_FIRST, _YEAR_LAST, _NAMED))


def is_part(text: str) -> bool:
    """Tell whether a text names a year or a month, and so no day."""
    return _PART.fullmatch(text) is not None


def order_of(values: Iterable[str]) -> str:
    """Tell by all values of a column whether days or months come first; nothing where either may be.

    >>> order_of(["03.02.2016", "26.01.2005"]), order_of(["1/26/2005"]), order_of(["03/02/2016"])
    ('dmy', 'mdy', '')
    """
    parts = [found for value in values if (found := _YEAR_LAST.fullmatch(value.strip()))]
    first, second = any(int(one[1]) > 12 for one in parts), any(int(one[2]) > 12 for one in parts)
    if first == second:
        return ""
    return "dmy" if first else "mdy"


def read_day(text: str, order: str = "") -> str | None:
    """Read a day.

    :param order: one of :data:`ORDERS`, where it is known; 26.1.2005 with points has the day first in any case.
    :returns: the day as in 2016-02-03; an empty string where the text could be two days, None where it is none.

    >>> read_day("26 Jan 2005"), read_day("1/2/2005"), read_day("1/2/2005", "mdy"), read_day("38378", "excel-1900")
    ('2005-01-26', '', '2005-01-02', '2005-01-26')
    """
    text = text.strip()
    if order in _EPOCHS and re.fullmatch(r"\d{1,7}(\.\d+)?", text):
        return _counted(_EPOCHS[order], text)
    if found := _ISO.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        return _day(*(part for part in found.groups() if part))
    if found := _NAMED.fullmatch(text):
        day, name = (found[1], found[2]) if found[1] else (found[4], found[3])
        month = name[:3].lower()
        return _day(found[5], str(_MONTHS[month]), day) if month in _MONTHS else None
    return _year_last(found, order) if (found := _YEAR_LAST.fullmatch(text)) else None


def _counted(epoch: datetime.date, text: str) -> str | None:
    try:
        return (epoch + datetime.timedelta(days=int(float(text)))).isoformat()
    except OverflowError:
        return None


def _year_last(found: re.Match[str], order: str) -> str | None:
    one, other, year = found.groups()
    if order == "mdy" and "." not in found[0]:
        return _day(year, one, other)
    if order == "dmy" or "." in found[0] or one == other:
        return _day(year, other, one)
    return "" if int(one) <= 12 and int(other) <= 12 else _day(year, other, one) or _day(year, one, other)


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
