"""Count the rows of an answer while the engine writes it: it gives no other hold on how many there are.

Each format tells its rows by what cannot stand within a value: a line end in TSV, a tag in XML, a line end outside of
quotation marks in CSV, a brace before a name and a brace in JSON.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from counterpoint.web.negotiation import ROWS

if TYPE_CHECKING:
    import pyoxigraph as ox

_JSON_ROW: Final = re.compile(rb'[\[,]\{"[^",}\\]+":\{')
_OVERLAP: Final = 512
"""The longest mark of a row in JSON: a variable's name and a few signs."""


@dataclass
class CountedRows:
    """Rows that may be so many and no more.

    :param rows: what the engine gives.
    :param media_type: the format that they will be written in.
    :param most: how many there may be.
    """

    rows: ox.QuerySolutions
    media_type: str
    most: int

    def serialize(self, file: BinaryIO, format: ox.QueryResultsFormat) -> None:  # noqa: A002 - pyoxigraph's name
        """Write the rows to a file.

        :raises ProblemError: where there are too many.
        """
        counting = _File(file, _COUNTERS[self.media_type](), self.most)
        try:
            self.rows.serialize(cast("BinaryIO", counting), format)
        except OSError:
            if counting.over:  # the engine hands on an error of the file as one of its own
                raise self._too_many() from None
            raise

    def _too_many(self) -> Exception:
        from counterpoint.web.sparql import too_many

        return too_many(self.most)


class _File:
    def __init__(self, file: BinaryIO, count: Callable[[bytes], int], most: int) -> None:
        self._file, self._count, self._most = file, count, most
        self.over = False

    def write(self, data: bytes) -> int:
        if self._count(data) > self._most:
            self.over = True
            raise OSError("too many rows")
        return self._file.write(data)

    def flush(self) -> None:
        self._file.flush()


def _count_lines() -> Callable[[bytes], int]:
    seen = -1  # the header

    def count(data: bytes) -> int:
        nonlocal seen
        seen += data.count(b"\n")
        return seen

    return count


def _count_csv() -> Callable[[bytes], int]:
    seen, quoted = -1, False

    def count(data: bytes) -> int:
        nonlocal seen, quoted
        parts = data.split(b'"')
        seen += sum(part.count(b"\n") for part in parts[1 if quoted else 0 :: 2])
        quoted ^= len(parts) % 2 == 0
        return seen

    return count


def _count_marks(find: Callable[[bytes], list[tuple[int, int]]]) -> Callable[[bytes], int]:
    """Count marks in a text that comes in pieces: the end of a piece is looked at again with the next."""
    seen, before, done = 0, b"", 0

    def count(data: bytes) -> int:
        nonlocal seen, before, done
        text = before + data
        marks = [end for start, end in find(text) if start >= done]
        seen += len(marks)
        kept = max(0, len(text) - _OVERLAP)
        done = max(marks[-1] - kept, 0) if marks else max(done - kept, 0)
        before = text[kept:]
        return seen

    return count


def _find_json(text: bytes) -> list[tuple[int, int]]:
    # A mark takes in the sign before it and not its end, so that one that is cut off is found whole the next time.
    return [(found.start(), found.start() + 1) for found in _JSON_ROW.finditer(text)]


def _find_xml(text: bytes) -> list[tuple[int, int]]:
    return [(found.start(), found.end()) for found in re.finditer(rb"<result>", text)]


_COUNTERS: Final[Mapping[str, Callable[[], Callable[[bytes], int]]]] = dict(
    zip(
        ROWS,
        (
            lambda: _count_marks(_find_json),
            lambda: _count_marks(_find_xml),
            _count_csv,
            _count_lines,
        ),
        strict=True,
    )
)
