"""Cut a text into paragraphs, and each of them into pieces that belong to one utterance or to none."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Final, NamedTuple

_PARAGRAPH: Final = re.compile(r"\S(?:[^\n]*\S)?")
_JOINERS: Final = "\u200c\u200d"


class Mark(NamedTuple):
    """A stretch of the text that something is said of.

    :param start: where it begins, in characters from the beginning of the text.
    :param end: where it ends.
    :param name: tells it from the others.
    """

    start: int
    end: int
    name: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the text that is shown in one way.

    :param start: where it begins in the text.
    :param text: its characters, as many as in the text; what would be unseen is shown.
    :param name: the innermost mark that it belongs to; empty for none.
    :param first: whether that mark begins here.
    :param inside: whether it belongs to the stretch that was chosen within the mark.
    """

    start: int
    text: str
    name: str = ""
    first: bool = False
    inside: bool = False


@dataclass(frozen=True)
class Run:
    """Pieces of one mark, or of none, side by side.

    :param name: the mark.
    :param first: whether it begins here.
    :param pieces: the pieces.
    """

    name: str
    first: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph with its number, from 1."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def runs(self) -> list[Run]:
        """The pieces, those of one mark together."""
        grouped = (tuple(some) for _, some in groupby(self.pieces, key=attrgetter("name")))
        return [Run(some[0].name, some[0].first, some) for some in grouped]


def paragraphs(text: str, marks: Iterable[Mark], fragments: Iterable[Mark] = ()) -> Iterator[Paragraph]:
    """Cut a text.

    :param text: the text.
    :param marks: the stretches that are marked; they may lie within one another, or overlap.
    :param fragments: for a mark, by its name, a stretch that is shown as chosen.

    >>> [(piece.text, piece.name) for piece in next(paragraphs("He said no.", [Mark(8, 10, "a")])).pieces]
    [('He said ', ''), ('no', 'a'), ('.', '')]
    """
    owners = _owners(marks, len(text))
    chosen = {one.name: one for one in fragments}
    starts = [start for start, _ in owners]
    seen: set[str] = set()
    for number, found in enumerate(_PARAGRAPH.finditer(text), 1):
        first = max(0, bisect_right(starts, found.start()) - 1)
        last = bisect_left(starts, found.end())
        pieces: list[Piece] = []
        for index in range(first, last):
            begin, name = owners[index]
            end = starts[index + 1] if index + 1 < len(starts) else len(text)
            pieces += _cut(text, max(begin, found.start()), min(end, found.end()), name, chosen.get(name), seen)
        yield Paragraph(number, tuple(pieces))


def paragraph_of(text: str, place: int) -> int:
    r"""Give the number of the paragraph in which a place is, as `paragraphs` counts them.

    >>> paragraph_of("One.\n\nTwo.", 6)
    2
    """
    return sum(1 for _ in _PARAGRAPH.finditer(text, 0, place + 1))


def around(text: str, mark: Mark, fragment: Mark | None, margin: int) -> tuple[Piece, ...]:
    """Give a mark with some of the text around it, from word to word."""
    start, end = max(0, mark.start - margin), min(len(text), mark.end + margin)
    while 0 < start < mark.start and not text[start - 1].isspace():
        start += 1
    while mark.end < end < len(text) and not text[end].isspace():
        end -= 1
    pieces: list[Piece] = []
    for begin, stop, name in ((start, mark.start, ""), (mark.start, mark.end, mark.name), (mark.end, end, "")):
        pieces += _cut(text, begin, stop, name, fragment, set())
    return tuple(pieces)


def _owners(marks: Iterable[Mark], length: int) -> list[tuple[int, str]]:
    """List where the text changes hands: from which character on it belongs to which mark, the shortest there."""
    sound = [mark for mark in marks if 0 <= mark.start < mark.end <= length]
    begins = sorted(sound, key=lambda mark: mark.start)
    bounds = sorted({0, *(mark.start for mark in sound), *(mark.end for mark in sound)})
    open_: list[Mark] = []
    found: list[tuple[int, str]] = []
    index = 0
    for bound in bounds:
        open_ = [mark for mark in open_ if mark.end > bound]
        while index < len(begins) and begins[index].start == bound:
            open_.append(begins[index])
            index += 1
        name = min(open_, key=lambda mark: mark.end - mark.start).name if open_ else ""
        if not found or found[-1][1] != name:
            found.append((bound, name))
    return found


def _cut(text: str, start: int, end: int, name: str, fragment: Mark | None, seen: set[str]) -> Iterator[Piece]:
    """Yield a stretch of one mark, cut where the chosen words begin and end."""
    inner = [fragment.start, fragment.end] if fragment and name else []
    bounds = [start, *(bound for bound in inner if start < bound < end), end]
    for begin, stop in pairwise(bounds):
        if begin < stop:
            inside = bool(fragment and name) and fragment is not None and fragment.start <= begin < fragment.end
            yield Piece(begin, shown(text[begin:stop]), name, bool(name) and name not in seen, inside)
            seen |= {name}


def shown(text: str) -> str:
    r"""Show what would be unseen, or would turn the order of what is seen, each character as one other.

    >>> shown("Ann\u202enhoJ\r\n")
    'Ann�nhoJ \n'
    """
    return text if text.isprintable() else "".join(map(_seen, text))


def _seen(character: str) -> str:
    if character.isprintable() or character == "\n" or character in _JOINERS:
        return character
    category = unicodedata.category(character)
    return " " if category in {"Zs", "Zl", "Zp"} or character in "\t\r" else "\ufffd"
