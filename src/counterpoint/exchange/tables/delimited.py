"""CSV files as people have them: any delimiter, the usual encodings, titles above the header."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from counterpoint.errors import UsageError
from counterpoint.exchange.files import read_bytes
from counterpoint.exchange.tables.columns import find_header
from counterpoint.exchange.tables.sheets import Row, Sheet, is_blank
from counterpoint.network.formats import unescaped, unique

_DELIMITERS: Final = (",", ";", "\t", "|")
_LOOKED_AT: Final = 50
_MARKS: Final = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_delimited(path: Path, *, encoding: str = "", delimiter: str = "", header: int = 0) -> Sheet:
    """Read a CSV file.

    :param path: the file.
    :param encoding: its encoding; by default UTF-8, UTF-16 where it says so, else Windows-1252.
    :param delimiter: what separates cells; by default the mark that makes rows of one width.
    :param header: the line of the header; by default it is looked for.
    :raises UsageError: where it is no CSV file, or a row is not as wide as the header.
    """
    notes: list[str] = []
    text = _decode(path, encoding, notes)
    mark = delimiter or _delimiter(text)
    above = list(itertools.islice(_records(path, text, mark), _LOOKED_AT))
    if not above:
        raise UsageError(f"{path} holds no cells", "look whether it was saved")
    head = (
        next((number for number, (line, _) in enumerate(above) if line == header), -1)
        if header
        else find_header([cells for _, cells in above])
    )
    if head < 0:
        raise UsageError(f"{path} has no header on line {header}", "mend header = … in the mapping")
    line, names = above[head]
    while names and not names[-1].strip():
        names = names[:-1]
    columns = unique(name.strip() or f"column {number}" for number, name in enumerate(names, 1))

    def rows() -> Iterator[Row]:
        width = len(columns)
        for number, cells in itertools.islice(_records(path, text, mark), head + 1, None):
            if len(cells) < width or not is_blank(cells[width:]):
                what = f"{path}:{number}: the row has {len(cells)} cells, the header {width}"
                hint = "quote cells that hold the delimiter; where it is the last row, the file may be cut off"
                raise UsageError(what, hint)
            yield number, [unescaped(cell) for cell in cells[:width]]

    return Sheet(path.name, "", columns, line, rows, notes)


def _decode(path: Path, encoding: str, notes: list[str]) -> str:
    data = read_bytes(path)
    found = encoding or next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    if not found and b"\0" in data[:4096]:
        found = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else ""
        if not found:
            raise UsageError(f"{path} is a binary file", "a table is text, or .xlsx")
    try:
        text = data.decode(found or "utf-8")
    except LookupError as problem:
        raise UsageError(f'there is no encoding "{found}"', "write utf-8, utf-16 or cp1252") from problem
    except UnicodeDecodeError as problem:
        if found:
            raise UsageError(
                f"{path} is not in {found}: {problem.reason}", "mend encoding = … in the mapping"
            ) from problem
        text = _western(path, data)
        notes.append("the file is not in UTF-8 and was read as Windows-1252; look at accents and quotation marks")
    if "\0" in text:
        raise UsageError(
            f"{path} holds NUL characters on line {text[: text.index(chr(0))].count(chr(10)) + 1}", "remove them"
        )
    return text


def _western(path: Path, data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as problem:
        line = data[: problem.start].count(b"\n") + 1
        message = f"{path} is neither in UTF-8 nor in Windows-1252, as line {line} shows"
        raise UsageError(message, "save it in UTF-8") from problem


def _delimiter(text: str) -> str:
    """Find the mark that makes the most rows of one width, of several the one that makes the widest."""
    start = text[: 1 << 16]
    scores = {}
    for mark in _DELIMITERS:
        widths = Counter(
            len(row) for row in itertools.islice(csv.reader(io.StringIO(start, newline=""), delimiter=mark), _LOOKED_AT)
        )
        width, times = max(
            ((width, times) for width, times in widths.items() if width > 1), key=lambda one: one[1], default=(1, 0)
        )
        scores[mark] = (times, width)
    best = max(_DELIMITERS, key=lambda mark: scores[mark])
    return best if scores[best][0] else ","


def _records(path: Path, text: str, delimiter: str) -> Iterator[Row]:
    """Yield the rows that are not blank, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if not is_blank(row):
                yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        said = str(problem)
        hint = "look for a quotation mark that is not closed; the file may be cut off"
        if "limit" in said:
            said = f"a cell has more than {csv.field_size_limit():,} characters"
        raise UsageError(f"{path}:{line}: {said}", hint) from problem
