"""Text that no program misreads: cells of CSV files, characters of XML files, numbers, JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

# XML 1.0 allows no control characters but tab, line feed and carriage return, no surrogates, and not U+FFFE and U+FFFF.
_UNPRINTABLE: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NUMBER: Final = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    r"""Replace characters that XML cannot hold by U+FFFD, the replacement character.

    >>> printable("bell\a")
    'bell�'
    """
    return _UNPRINTABLE.sub("\ufffd", text)


def number(value: float) -> str:
    """Write a number as short as it reads back the same; a whole one without a point.

    >>> number(3.0), number(0.1), number(-0.0)
    ('3', '0.1', '0')
    """
    return str(int(value)) if value == int(value) else repr(float(value))


def cell(value: object) -> str:
    """Write a value so that no spreadsheet takes it for a formula: with an apostrophe before it, unless it is a number.

    >>> cell("=HYPERLINK(…)"), cell("-0.5"), cell(-0.5), cell("-me-")
    ("'=HYPERLINK(…)", '-0.5', '-0.5', "'-me-")
    """
    if value is None:
        return ""
    if isinstance(value, float):
        return number(value)
    text = printable(str(value))
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def unescaped(text: str) -> str:
    """Read a text as it was before :func:`cell` wrote it.

    >>> unescaped("'=HYPERLINK(…)"), unescaped("'tis")
    ('=HYPERLINK(…)', "'tis")
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """Write rows as CSV, as RFC 4180 has it, in UTF-8."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([cell(value) for value in row] for row in rows)
    return file.getvalue().encode()


def as_json(value: Any) -> bytes:
    """Write a value as JSON in UTF-8, with a line feed at its end."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "replace") + b"\n"
