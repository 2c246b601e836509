"""Find and pair quotation marks: curly, straight, single, low, guillemets, mixed, and those left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from counterpoint.drafting.attribution.results import Span


class Quoted(NamedTuple):
    """A span in quotation marks.

    :param span: from the opening mark to after the closing one.
    :param opened: whether the opening mark is there; if not, the span goes on from the paragraph before.
    :param closed: whether the closing mark is there; if not, the span ends with the paragraph.
    :param inner: what stands between the marks.
    :param single: whether the marks are single ones.
    """

    span: Span
    opened: bool
    closed: bool
    inner: Span
    single: bool = False


class _Mark(NamedTuple):
    start: int
    end: int
    opening: float
    closing: float
    skipping: float
    sign: str


_DOUBLE: Final = re.compile("[\"“”„‟«»‹›＂「」『』]|``|''")
_SINGLE: Final = re.compile("['‘’‚‛`]")
_ELISION: Final = re.compile(r"['‘’](?:em|tis|twas|cause|til|till|bout|round|n|un|nother|\d0s|\d\d)\b", re.IGNORECASE)
_BEFORE_OPENING: Final = frozenset("([{—–-/…“„«‘'‚" + '"')
_AFTER_CLOSING: Final = frozenset(".,;:!?)]}—–-/…”“»’'" + '"')
_STOPS: Final = frozenset(".,!?…;:")
_CLOSERS: Final = {
    '"': '"”“',
    "“": '”"“',
    "”": '”"',
    "„": '“”"‟',
    "‟": '”"',
    "＂": "＂",
    "``": "''" + '"',
    "''": "''",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
    "‘": "’'",
    "'": "'’",
    "‚": "‘’'",
    "’": "’",
    "‛": "’'",
    "`": "'’`",
}
_NEVER: Final = 99.0


def pair(text: str, paragraphs: Sequence[Span]) -> list[list[Quoted]]:
    """Find the outermost quoted spans of each paragraph, in order.

    Marks are paired within a paragraph, so that one that is missing spoils no other. Of all ways to pair them, the one
    is taken that goes least against how the marks look: curly or straight, after a space or before one, after a digit
    or within a word. A quote may be left open at the end of a paragraph, and go on in the next one.
    """
    found = []
    left_open = False
    firsts = [_first(text, span) for span in paragraphs]
    for number, span in enumerate(paragraphs):
        following = firsts[number + 1] if number + 1 < len(paragraphs) else ""
        doubles = _paired(_doubles(text, span), span, left_open, following in '"“„«“``')
        left_open = bool(doubles) and not doubles[-1].closed
        singles = _paired(_singles(text, span, doubles), span, False, following in "‘'‚`", single=True)
        singles = [one for one in singles if one.inner.start < one.inner.end]
        outer = [one for one in doubles if not any(other.span.covers(one.span) for other in singles)]
        found.append(sorted([*outer, *singles]))
    return found


def _first(text: str, span: Span) -> str:
    return text[span.start : span.start + 1] or " "


def _doubles(text: str, span: Span) -> list[_Mark]:
    marks = []
    for found in _DOUBLE.finditer(text, span.start, span.end):
        before, after = _around(text, span, found.start(), found.end())
        opens, closes = _looks(before, after)
        sign = found[0]
        opening, closing, skipping = _by_look(opens, closes)
        if sign in "“„‟«‹「『``":
            opening, closing, skipping = opening * 0.3, closing + 1, 3.5
        elif sign in "”»›」』" or (sign == "''" and not opens):
            opening, closing, skipping = opening + 1.2, closing * 0.3, 2.5
        elif before.isdigit():
            skipping = 0.5
        marks.append(_Mark(found.start(), found.end(), opening, closing, skipping, sign))
    return marks


def _singles(text: str, span: Span, doubles: Sequence[Quoted]) -> list[_Mark]:
    """Find the single marks outside of double ones that are no apostrophes."""
    marks = []
    place = 0
    for found in _SINGLE.finditer(text, span.start, span.end):
        while place < len(doubles) and doubles[place].span.end <= found.start():
            place += 1
        if place < len(doubles) and doubles[place].span.start <= found.start():
            continue
        before, after = _around(text, span, found.start(), found.end())
        if (before.isalnum() and after.isalnum()) or _ELISION.match(text, found.start()):
            continue
        sign = found[0]
        opens, closes = _looks(before, after)
        opening, closing, skipping = _by_look(opens, closes)
        if sign in "‘‚‛`":
            opening, closing, skipping = opening * 0.3, _NEVER, 2.6
        elif opens and not closes:
            opening, skipping = (opening + 1.5, 0.7) if sign == "’" else (0.0, 2.2)
        elif before in _STOPS:
            opening, closing, skipping = _NEVER, 0.0, 2.0
        elif before.isdigit():
            opening, skipping = _NEVER, 0.1
        elif before in "sSxz" and text[found.end() : found.end() + 2].strip().isalpha():
            opening, closing, skipping = _NEVER, 0.6, 0.2
        else:
            opening, skipping = _NEVER, 0.6
        marks.append(_Mark(found.start(), found.end(), opening, closing, skipping, sign))
    return marks


def _around(text: str, span: Span, start: int, end: int) -> tuple[str, str]:
    """Give the characters before and after a mark; a space at the ends of the paragraph."""
    return (text[start - 1] if start > span.start else " "), (text[end] if end < span.end else " ")


def _looks(before: str, after: str) -> tuple[bool, bool]:
    opens = (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    return opens, closes


def _by_look(opens: bool, closes: bool) -> tuple[float, float, float]:
    """Give the costs of opening with, of closing with, and of passing over a mark that is the same both ways."""
    if opens == closes:
        return 0.5, 0.5, 3.0
    return (0.0, 2.0, 4.0) if opens else (2.0, 0.0, 3.0)


class _Way(NamedTuple):
    """The cheapest way to have read the marks so far, and the one before its last step."""

    cost: float
    step: tuple[str, int] | None = None
    before: _Way | None = None


def _paired(
    marks: Sequence[_Mark], span: Span, left_open: bool, opens_next: bool, *, single: bool = False
) -> list[Quoted]:
    """Take the cheapest pairing: a shortest path over the marks, with the open sign, or none, for a state."""
    ways: dict[str, _Way] = {"": _Way(0.0)}
    if left_open:
        ways['"'] = _Way(1.0, ("from", span.start))
    for place, mark in enumerate(marks):
        reached: dict[str, _Way] = {}
        for sign, way in ways.items():
            if not sign:
                _reach(reached, "", way.cost + mark.skipping, None, way)
                _reach(reached, mark.sign, way.cost + mark.opening, ("open", place), way)
                continue
            _reach(reached, sign, way.cost + min(2.0, mark.skipping), None, way)
            if mark.sign in _CLOSERS[sign]:
                _reach(reached, "", way.cost + mark.closing, ("close", place), way)
            _reach(reached, mark.sign, way.cost + 3.0 + mark.opening, ("again", place), way)
        ways = reached
    unclosed = 1.0 if opens_next else 3.2
    best = min((way.cost + (unclosed if sign else 0.0), sign) for sign, way in ways.items())[1]
    return _spans(ways[best], marks, span, single)


def _reach(ways: dict[str, _Way], sign: str, cost: float, step: tuple[str, int] | None, before: _Way) -> None:
    if sign not in ways or cost < ways[sign].cost:
        # a mark that is passed over leaves no step, so that the chain is as long as the spans are many
        ways[sign] = _Way(cost, step, before) if step else _Way(cost, before.step, before.before)


def _spans(way: _Way | None, marks: Sequence[_Mark], span: Span, single: bool) -> list[Quoted]:
    steps = []
    while way is not None:
        if way.step:
            steps.append(way.step)
        way = way.before
    found: list[Quoted] = []
    opening: _Mark | None = None
    for what, place in reversed(steps):
        mark = None if what == "from" else marks[place]
        if opening and mark:
            closed = what == "close"
            inner = Span(opening.end, mark.start)
            whole = Span(opening.start, mark.end if closed else mark.start)
            found.append(Quoted(whole, opening.end > opening.start, closed, inner, single))
        opening = None if what == "close" else mark or _Mark(place, place, 0, 0, 0, "")
    if opening:
        whole = Span(opening.start, span.end)
        found.append(Quoted(whole, opening.end > opening.start, False, Span(opening.end, span.end), single))
    return found
