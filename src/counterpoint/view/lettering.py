"""Words in a drawing: how wide they are, where they break, where they lie on nothing else."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

_NARROW = frozenset(".,:;'’‘|!iIjlftr()[]· ")
_BROAD = frozenset("mwMW@%—…&")


class Box(NamedTuple):
    """A rectangle, y downward."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def width_of(text: str, size: float) -> float:
    """Estimate how wide text is in a sans-serif type, for want of the type itself; rather too much than too little."""
    return size * sum(map(_share, text))


def _share(character: str) -> float:
    if character in _NARROW:
        return 0.39
    if character in _BROAD:
        return 0.98
    if character.isascii():
        return 0.74 if character.isupper() else 0.63
    if unicodedata.combining(character):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(character) in "WF" else 0.64


def break_lines(text: str, size: float, room: float, most: int) -> list[str]:
    """Break text into lines at spaces; what finds no room ends on an ellipsis.

    :param text: one line.
    :param size: of the type.
    :param room: how wide a line may be.
    :param most: how many lines there may be.

    >>> break_lines("Institute for Transport Studies", 10, 100, 2)
    ['Institute for', 'Transport Studies']
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= room:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] += "…"
            break
    return [_fitted(line, size, room) for line in lines]


def _fitted(line: str, size: float, room: float) -> str:
    if width_of(line, size) <= room:
        return line
    kept, taken = [], width_of("…", size)
    for character in line.removesuffix("…"):
        taken += size * _share(character)
        if taken > room:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


class Sheet:
    """What of a drawing is taken.

    :param bounds: nothing may reach beyond.
    """

    def __init__(self, bounds: Box) -> None:
        self._bounds = bounds
        self._cells: dict[tuple[int, int], list[Box]] = {}

    def take(self, box: Box) -> None:
        """Mark a place as taken."""
        for cell in self._covered(box):
            self._cells.setdefault(cell, []).append(box)

    def is_free(self, box: Box) -> bool:
        """Tell whether a place lies inside the bounds and on nothing that is taken."""
        inside = (
            box.left >= self._bounds.left
            and box.right <= self._bounds.right
            and box.top >= self._bounds.top
            and box.bottom <= self._bounds.bottom
        )
        return inside and not any(
            box.meets(other) for cell in self._covered(box) for other in self._cells.get(cell, ())
        )

    @staticmethod
    def _covered(box: Box, pitch: int = 40) -> list[tuple[int, int]]:
        columns = range(int(box.left // pitch), int(box.right // pitch) + 1)
        rows = range(int(box.top // pitch), int(box.bottom // pitch) + 1)
        return [(column, row) for column in columns for row in rows]
