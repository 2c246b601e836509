"""Make text from anywhere fit to be shown: nothing hidden, nothing endless, no link that is not one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

_JOINERS = "\u200c\u200d"
"""Zero-width (non-)joiners: they carry meaning in running text of some scripts, and disguise a name."""

_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u3164\uffa0]")
"""Letters and marks that nobody sees (Default_Ignorable_Code_Point of Unicode), but for selectors of a form."""


def clean(text: str, *, limit: int | None = None, joiners: bool = False) -> str:
    r"""Drop what makes text look like other text: bidirectional controls, zero-width and control characters.

    :param limit: cut after so many characters and end on an ellipsis.
    :param joiners: keep zero-width joiners, for running text.
    :returns: the text on one line, without leading, trailing or doubled spaces.

    >>> clean("Ann\u202e\u200b  Smith\n")
    'Ann Smith'
    >>> clean("Wolfeschlegelsteinhausen", limit=6)
    'Wolfe…'
    """
    text = text if text.isascii() else _UNSEEN.sub("", text)
    # What Python calls printable holds none of the signs that are dropped or changed.
    kept = text if text.isprintable() else "".join(_shown(character, joiners) for character in text)
    line = " ".join(kept.split())
    return line if limit is None or len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _shown(character: str, joiners: bool) -> str:
    if character.isascii() and character.isprintable():
        return character
    category = unicodedata.category(character)
    if category == "Cf":
        return character if joiners and character in _JOINERS else ""
    if category == "Cs":
        return "\ufffd"
    return " " if category in {"Cc", "Zl", "Zp"} else character


def web_link(url: str) -> str:
    """Give the address back if it is a plain http(s) one, else an empty string.

    >>> web_link("https://doi.org/10.1136/bmj.i631")
    'https://doi.org/10.1136/bmj.i631'
    >>> web_link("javascript:alert(1)")
    ''
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    sound = parts.scheme in {"http", "https"} and parts.hostname and not re.search(r"[\s\x00-\x1f\\]", url)
    return url if sound else ""


def initials(name: str) -> str:
    """Give the first letters of the first and the last word, or the first sign of a name without letters.

    >>> initials("Michael A. West"), initials("毛"), initials("")
    ('MW', '毛', '')
    """
    words = [word for word in re.split(r"[\s\-–]+", name) if word[:1].isalnum()]
    if not words:
        return name[:1]
    return words[0][0].upper() if len(words) == 1 else (words[0][0] + words[-1][0]).upper()


def spoken_date(date: str) -> str:
    """Write an ISO 8601 date, or the beginning of one, as a reader would say it.

    >>> spoken_date("2016-02-03"), spoken_date("2016-02"), spoken_date("2016"), spoken_date("")
    ('3 February 2016', 'February 2016', '2016', '')
    """
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)", date)
    if not found or not 1 <= int(found[2] or 1) <= 12:
        return clean(date, limit=40)
    year, month, day = found.groups()
    return " ".join(filter(None, (str(int(day)) if day else "", _MONTHS[int(month) - 1] if month else "", year)))


_MONTHS = (
    "January February March April May June July August September October November December"  # whatever the locale says
).split()


def span_of_years(dates: Iterable[str]) -> str:
    """Say from which to which year dates run.

    >>> span_of_years(["2016-02-03", "2014", ""]), span_of_years(["2016"]), span_of_years([])
    ('2014–2016', '2016', '')
    """
    years = sorted({date[:4] for date in dates if re.match(r"\d{4}", date)})
    return "–".join(dict.fromkeys((years[0], years[-1]))) if years else ""
