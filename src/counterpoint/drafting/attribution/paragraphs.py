"""Find the paragraphs of a text, whichever way they are set apart."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from counterpoint.drafting.attribution.results import Span

_LINE: Final = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK: Final = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_ENDED: Final = re.compile(r"""[.!?:…]["'”’»)\]]*\s*$""")
_HYPHENED: Final = re.compile(r"\w[-–—]$")
_WIDEST_WRAP: Final = 130
_NARROWEST_WRAP: Final = 60
"""Lines that are all shorter than this may be verse, and are not joined."""
_FILLED: Final = 0.8
"""A wrapped line and the first word of the next one take up as much of the width at least."""
_OWN_LINE: Final = re.compile(
    r"""[#>|•▪◦‣*+–—-](?:\s|$)|\(?\d{1,3}[.)]\s|\(?[a-z][.)]\s|by:?\s+[^\W\d_a-z]"""
    r"""|(?-i:[^\W\d_a-z])[\w .’'-]{0,40}:\s""",
    re.IGNORECASE,
)
"""What begins an item of a list, a heading, a byline, a field or a turn of a transcript."""


def find_paragraphs(text: str) -> list[Span]:
    r"""Find the paragraphs of a text, without the space around them.

    A blank line parts two. Lines without one between them are paragraphs each, unless they are wrapped (all about
    equally long, none longer than 130 characters); a line that is indented more than its neighbours starts one, too.

    >>> [span.of("One.\nTwo.\n\nThree.") for span in find_paragraphs("One.\nTwo.\n\nThree.")]
    ['One.', 'Two.', 'Three.']
    """
    found = []
    for block in _blocks(text):
        starts = _starts(text, block)
        for start, end in zip(starts, [*starts[1:], len(block)], strict=True):
            found.append(Span(block[start].start, block[end - 1].end))
    return found


def join_lines(text: str) -> str:
    r"""Join the lines of each wrapped paragraph with a space; the rest stays as it is, to the character.

    Lines that do not fill the width of the text (verse, lists, bylines), and those that begin as an item, a heading or
    a turn of a transcript do, stay lines. After a hyphen there is no space.

    >>> join_lines("Short lines\nstay lines.")
    'Short lines\nstay lines.'
    """
    wrapped = [lines for lines in (_lines_of(text, span) for span in find_paragraphs(text)) if len(lines) > 1]
    width = max((line.end - line.start for lines in wrapped for line in lines), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return text
    pieces: list[str] = []
    last = 0
    for lines in wrapped:
        verse = all(line.of(text)[:1].isupper() for line in lines[1:])
        ends = [_is_wrapped(text, *two, width if verse else _FILLED * width) for two in pairwise(lines)]
        if verse and not all(ends):
            continue
        for (line, following), joined in zip(pairwise(lines), ends, strict=True):
            if joined:
                pieces += [text[last : line.end], "" if _HYPHENED.search(line.of(text)) else " "]
                last = following.start
    return "".join(pieces) + text[last:]


def _lines_of(text: str, paragraph: Span) -> list[Span]:
    return [line for block in _blocks(text, *paragraph) for line in block]


def _is_wrapped(text: str, line: Span, following: Span, width: float) -> bool:
    """Tell whether a sentence goes on in the next line for want of room."""
    words, after = line.of(text), following.of(text)
    if _OWN_LINE.match(after) or words.startswith(("#", "|")):
        return False
    return len(words) + 1 + len(after.split(maxsplit=1)[0]) >= width


def _blocks(text: str, start: int = 0, end: int | None = None) -> list[list[Span]]:
    """Group the lines that no blank line parts; each without the space around it."""
    blocks: list[list[Span]] = [[]]
    last = start
    for line in _LINE.finditer(text, start, len(text) if end is None else end):
        if len(_BREAK.findall(text, last, line.start())) > 1:
            blocks.append([])
        last = line.end()
        words = line[0].strip()
        if not words:
            blocks.append([])
            continue
        first = line.start() + line[0].index(words[0])
        blocks[-1].append(Span(first, first + len(words)))
    return [block for block in blocks if block]


def _starts(text: str, block: list[Span]) -> list[int]:
    """Say which lines of a block start a paragraph."""
    if len(block) == 1:
        return [0]
    widths = [line.end - line.start for line in block]
    indented = [line.start > 0 and text[line.start - 1] in " \t\u00a0\u2003" for line in block]
    widest = max(widths)
    wrapped = widest <= _WIDEST_WRAP and all(
        width > widest * 0.6 or indented[row + 1 : row + 2] == [True] or _ENDED.search(line.of(text)) is not None
        for row, (width, line) in enumerate(zip(widths[:-1], block, strict=False))
    )
    if not wrapped or widest < 45:
        return [*range(len(block))]
    # a wrapped text: only an indented line, or one after a short last line, starts a paragraph
    mixed = not all(indented)
    short = [width <= widest * 0.6 for width in widths]
    return [0, *(row for row in range(1, len(block)) if (mixed and indented[row]) or short[row - 1])]
