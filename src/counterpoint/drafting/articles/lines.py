"""Printed lines to paragraphs: what a page of print breaks up is put together again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

_LIGATURES: Final = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " ", "\u00ad": "\u00ad"}
)
_ENDS: Final = re.compile(r"[.!?…:][”’\"')\]]*$")
_BULLET: Final = re.compile(r"(?:[•▪◦‣●–—*-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s")
_PAGE_NUMBER: Final = re.compile(
    r"(?:page\s*)?[\divxlc]{1,5}(?:\s*(?:of|/)\s*\d{1,5})?|[-–]\s*\d{1,5}\s*[-–]", re.IGNORECASE
)
_KEPT: Final = frozenset("self non well ex all cross half high low long short anti pro mid quasi semi".split())
"""Beginnings of words that keep their hyphen at the end of a line."""
_WIDE_GAP: Final = 1.35
_SHORT: Final = 0.75


@dataclass
class Line:
    """A line of print.

    :param text: its words.
    :param page: the page, from 0.
    :param x: where it begins, in points from the left; ``None`` where not known.
    :param y: where it stands, in points from the bottom.
    :param size: of its letters, in points.
    """

    text: str
    page: int
    x: float | None = None
    y: float | None = None
    size: float = 0.0


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Join lines to paragraphs, hyphenated words to words, and leave out what repeats at the edges of pages.

    A paragraph begins after a wide gap, with an indented line, with letters of another size, or after a short line
    that ends a sentence; a paragraph that a page or a column breaks goes on.

    >>> paragraphs([Line("Tea is a well known bever-", 0), Line("age of ﬁne taste.", 0)])
    ['Tea is a well known beverage of fine taste.']
    """
    kept = _without_edges([line for line in map(_cleaned, lines) if line.text])
    if not kept:
        return []
    layout = _Layout(kept)
    groups: list[list[Line]] = [[kept[0]]]
    for before, line in pairwise(kept):
        if layout.breaks(before, line):
            groups.append([line])
        else:
            groups[-1].append(line)
    words = Counter(re.findall(r"[\w’'-]+", " ".join(line.text for line in kept).lower()))
    return [_joined([line.text for line in group], words) for group in groups]


def title_of(lines: Sequence[Line]) -> str:
    """Give the largest print of the first page, where it is larger than the rest: an article's title.

    >>> title_of([Line("Tea", 0, size=20), Line("for all", 0, size=20), *[Line("It is drunk.", 0, size=10)] * 3])
    'Tea for all'
    """
    first = [line for line in map(_cleaned, lines) if line.text and line.page == lines[0].page]
    if not first:
        return ""
    usual = median(line.size for line in lines)
    largest = max(line.size for line in first if sum(map(str.isalpha, line.text)) >= 2 or line.size <= usual)
    found = [number for number, line in enumerate(first) if line.size > 0.97 * largest]
    whole = _joined([first[number].text for number in found], Counter())
    together = found[-1] - found[0] == len(found) - 1
    return whole if largest > 1.15 * usual and together and len(whole) <= 250 and len(whole.split()) >= 2 else ""


def _cleaned(line: Line) -> Line:
    return Line(" ".join(line.text.translate(_LIGATURES).split()), line.page, line.x, line.y, line.size)


def _without_edges(lines: list[Line]) -> list[Line]:
    """Leave out page numbers, and what stands at one height at the head or foot of half of the pages, two at least."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = {id(line) for page in pages.values() for line in (*page[:2], *page[-2:])}
    seen = Counter(key for page in pages.values() for key in {_shape(line) for line in (*page[:2], *page[-2:])})
    often = max(2, len(pages) // 2)
    return [
        line
        for line in lines
        if id(line) not in edges
        or not (_PAGE_NUMBER.fullmatch(line.text) or (seen[_shape(line)] >= often and len(line.text) < 150))
    ]


def _shape(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round((line.y or 0.0) / 3)


class _Layout:
    """How a document is set: the usual distance between lines, their usual length, and their left edges."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        gaps = [
            before.y - line.y
            for before, line in pairwise(lines)
            if before.page == line.page and before.y is not None and line.y is not None and before.y - line.y > 0
        ]
        self.gap = median(gap for gap in gaps if gap <= 3 * min(gaps)) if gaps else 0.0
        lengths = sorted(len(line.text) for line in lines)
        self.length = lengths[int(0.75 * (len(lengths) - 1))]
        self.edges = self._left_edges()

    def _left_edges(self) -> dict[int, list[float]]:
        """Give the places where many lines of a page begin: the left edges of its columns."""
        pages: dict[int, list[float]] = {}
        for line in self.lines:
            if line.x is not None:
                pages.setdefault(line.page, []).append(round(line.x))
        return {
            page: [x for x, count in Counter(xs).items() if count >= max(2, 0.1 * len(xs))]
            for page, xs in pages.items()
        }

    def breaks(self, before: Line, line: Line) -> bool:
        """Tell whether a paragraph begins with a line."""
        if _BULLET.match(line.text) or (
            before.size and line.size and abs(before.size - line.size) > 0.08 * before.size
        ):
            return not _goes_on(before, line)
        ends = bool(_ENDS.search(before.text))
        if before.y is None or line.y is None or before.x is None or line.x is None:
            return ends and len(before.text) < _SHORT * self.length
        down = before.y - line.y
        if before.page != line.page or down < 0 or down > 8 * (self.gap or 100):
            # Another page or column.
            return ends and (len(before.text) < _SHORT * self.length or self._is_indented(line))
        if self.gap and down > _WIDE_GAP * self.gap:
            return True
        if self._is_indented(line) and line.x > before.x + 0.5 * (line.size or 10):
            return not _BULLET.match(before.text)  # the lines of a point hang below its first word
        return ends and len(before.text) < _SHORT * self.length

    def _is_indented(self, line: Line) -> bool:
        """Tell whether a line begins to the right of an edge by one to five letters."""
        size = line.size or 10
        x = line.x or 0.0
        nearest = max((edge for edge in self.edges.get(line.page, ()) if edge <= x + 1), default=x)
        if x - nearest > 0.5 * size:
            return x - nearest < 5 * size
        # Many lines are indented: look for an edge that lies a little to the left of this one.
        return any(0.5 * size < x - edge < 3.5 * size for edge in self.edges.get(line.page, ()))


def _goes_on(before: Line, line: Line) -> bool:
    """Tell whether a line of another size goes on with the one before: a small capital, a raised figure."""
    if before.y is None or line.y is None:
        return False
    return abs(before.y - line.y) < 0.5 * max(before.size, line.size)


def _joined(texts: Sequence[str], words: Counter[str]) -> str:
    whole = texts[0]
    for text in texts[1:]:
        whole = "".join(_seam(whole, text, words))
    return whole.replace("\u00ad", "")


def _seam(before: str, after: str, words: Counter[str]) -> Iterator[str]:
    """Join two lines: a word that a hyphen breaks is made whole, unless the hyphen is its own."""
    if before.endswith("\u00ad"):
        yield from (before[:-1], after)
        return
    broken = re.search(r"([\w’'-]*\w)[-‐]$", before)
    following = re.match(r"[\w’'-]+", after)
    if not broken or not following:
        yield from (before, " ", after)
        return
    head, tail = broken[1].lower(), following[0].lower()
    whole, hyphened = words[head + tail], words[f"{head}-{tail}"]
    own = hyphened > whole or (not whole and ("-" in head or head in _KEPT or not following[0][0].islower()))
    yield from (before if own else before[:-1], after)
