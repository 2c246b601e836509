"""Cut the words that show a stance out of what a file holds as evidence: fifteen words at most."""

from __future__ import annotations

import re
from typing import Final

_WORDS: Final = 15
_LONGEST: Final = 600
"""The most characters of a fragment: what has fewer than fifteen words may be no prose."""
_FRAGMENT: Final = re.compile(rf"\S+(?:\s+\S+){{0,{_WORDS - 1}}}")
_REFUSED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
"""What no record may hold."""


def fragment(text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Find the first words of a passage.

    :param text: the text.
    :param start: where the passage begins.
    :param end: where it ends; by default where the text does.
    :returns: where the fragment begins and ends; nothing where the passage holds no words.

    >>> fragment("  The moon, says Ada, is round. ", 1, 11)
    (2, 11)
    """
    stop = len(text) if end is None else min(end, len(text))
    while found := _FRAGMENT.search(text, start, stop):
        first, last = found.start(), min(found.end(), found.start() + _LONGEST)
        if not (odd := _REFUSED.search(text, first, last)):
            return first, last
        if words := _FRAGMENT.search(text, first, odd.start()):
            return words.start(), words.end()
        start = odd.end()
    return None
