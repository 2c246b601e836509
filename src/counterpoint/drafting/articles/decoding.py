"""Bytes to text: which encoding a file is in, by its content."""

from __future__ import annotations

import codecs
import re
from typing import Final

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, and the encodings that they stand for."""

_NAMES: Final = {"utf-8": "UTF-8", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "cp1252": "Windows-1252"}
_SAMPLE: Final = 4096
_WINDOWS: Final = re.compile(rb"[\x80-\x9f]")
_UNDEFINED: Final = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
_DAMAGED_SHARE: Final = 0.1


def marked(data: bytes) -> str:
    """Name the encoding that bytes begin with the mark of, or that their zero bytes show, else an empty string.

    >>> marked("é".encode("utf-16")), marked("plain".encode("utf-16-le")), marked(b"plain")
    ('utf-16-le', 'utf-16-le', '')
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(sample) >= 8 and max(even, odd) > 0.4 * len(sample) / 2 and min(even, odd) < 0.05 * len(sample) / 2:
        return "utf-16-be" if even > odd else "utf-16-le"
    return ""


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    r"""Decode a text file, and say what had to be guessed.

    :returns: the text without a byte order mark, every other character as it is; and notes.

    >>> decode(b"caf\xc3\xa9")
    ('café', ())
    >>> decode(b"\x93caf\xe9\x94")[0]
    '“café”'
    """
    encoding = marked(data)
    notes = []
    mark = next((mark for mark, name in MARKS if name == encoding and data.startswith(mark)), b"")
    if encoding and encoding != "utf-8":
        text = data[len(mark) :].decode(encoding, "replace")
        notes.append(
            f"the file is in {_NAMES.get(encoding, encoding.upper())}; offsets count its characters as decoded"
        )
        if "\ufffd" in text:
            notes.append("some characters could not be read and stand as \ufffd")
        return text, tuple(notes)
    if mark:
        notes.append("the file begins with a byte order mark, which offsets do not count")
    body = data[len(mark) :]
    try:
        return body.decode("utf-8"), tuple(notes)
    except UnicodeDecodeError:
        text, note = _decode_otherwise(body)
        return text, (*notes, note)


def _decode_otherwise(body: bytes) -> tuple[str, str]:
    """Decode what is not sound UTF-8: UTF-8 with damage where most of it is, else one byte a character."""
    damaged = body.decode("utf-8", "replace")
    bad = damaged.count("\ufffd")
    sound = sum(1 for character in damaged if ord(character) > 127) - bad
    if bad <= _DAMAGED_SHARE * sound:
        return damaged, f"the file is in UTF-8 with {bad:,} damaged characters, which stand as \ufffd"
    if _WINDOWS.search(body) and not _UNDEFINED.search(body):
        return body.decode(
            "cp1252"
        ), "the file is not in UTF-8 and was read as Windows-1252; look at its quotation marks"
    return body.decode("latin-1"), "the file is not in UTF-8 and was read as Latin-1; look at its accented letters"
