"""Put ``"Yes,"`` in place of quotes, so that the parser reads the sentence around them, and find places again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple

from counterpoint.drafting.attribution.marks import Quoted
from counterpoint.drafting.attribution.results import Span

_STOPPED: Final = re.compile(r"[.!?…]\s*$")
_CAPITAL: Final = re.compile(r"[\s\[(…._-]*[^\W\d_a-z]")
_INTRODUCED: Final = re.compile(
    r"(?:[,:;—–-]|^|[.!?]|\b(?:said|says|saying|wrote|writing|replied|tweeted|asked|added|stated))\s*$"
)
_UNREADABLE: Final = re.compile(
    "[\ud800-\udfff\x00-\x1f\x7f-\x9f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


_SENTENCES: Final = re.compile(r"[^\W\d_]{3,}[.!?] +[^\W\d_a-z]")
_DATELINE: Final = re.compile(
    r"\A[^\W\d_a-z]{3,}(?:[^\W\d_a-z]|[ .'’/-])*(?:, [^\W\d_][\w. ]{1,20}){0,2}(?: ?\([^()]{2,25}\))? ?(?:[—–-]|--) "
)
_SHORTENED: Final = re.compile(
    r"\b(?:Ald|Asst|Brig|Capt|Cllr|Cmdr|Col|Const|Coun|Cpl|Det|Fr|Hon|Insp|Lt|Maj|Msgr|Pres|Pte|Pvt|Rt|Sec|Sgt|Supt)"
    r"(\.) (?=[^\W\d_a-z])"
)
"""Titles whose full stop the model would take for the end of a sentence."""

_NOTE: Final = re.compile(r"\(\([a-z]{2}\)\)")


_COMMON: Final = ("Smith", "Jones", "Brown", "Taylor", "Wilson", "Evans", "Johnson")


class Masked(NamedTuple):
    """A paragraph as the parser reads it.

    :param text: the paragraph with its whole quotes masked and the marks of fragments taken out.
    :param places: where in `text` each piece starts, and where it does in the article; a mask has the quote's number.
    :param quotes: for each quoted span, where in `text` its mask, or its words, stand.
    :param whole: for each quoted span, whether it is masked.
    """

    text: str
    starts: tuple[int, ...]
    origins: tuple[Span, ...]
    quotes: tuple[Span, ...]
    whole: tuple[bool, ...]

    def original(self, start: int, end: int) -> Span:
        """Find a stretch of the masked text in the article; a part of a mask is the whole quote."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, 0)
        return Span(self._place(first, start, at_end=False), self._place(last, end, at_end=True))

    def _place(self, piece: int, offset: int, *, at_end: bool) -> int:
        origin = self.origins[piece]
        length = (self.starts[piece + 1] if piece + 1 < len(self.starts) else len(self.text)) - self.starts[piece]
        if origin.end - origin.start != length:  # a mask, or another name
            return origin.end if at_end else origin.start
        return min(origin.start + offset - self.starts[piece], origin.end)


def readable(text: str, *, first: bool = False) -> str:
    """Put a space in place of each character that a parser could trip over: controls, lone surrogates, directions.

    Datelines, notes of the language that a quote is translated from, as Wikinews has them, and full stops behind
    shortened titles give way to spaces, too.

    :param first: whether the text is the start of a paragraph; only there is a dateline.
    """
    for pattern in (_DATELINE, _NOTE) if first else (_NOTE,):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    text = _SHORTENED.sub(lambda found: found[0].replace(".", " "), text)
    return _UNREADABLE.sub(" ", text)


class _Pieces:
    """A masked text as it is put together, piece by piece."""

    def __init__(self) -> None:
        self.length = 0
        self.words: list[str] = []
        self.starts: list[int] = []
        self.origins: list[Span] = []

    def put(self, words: str, origin: Span) -> Span:
        """Add a piece, and say where it stands."""
        start = self.length
        if words:
            self.words.append(words)
            self.starts.append(start)
            self.origins.append(origin)
            self.length += len(words)
        return Span(start, self.length)

    def put_plain(self, words: str, start: int, names: re.Pattern[str] | None) -> Span:
        """Add words of the article, with a common surname in place of each of some names."""
        first, at = self.length, 0
        for found in names.finditer(words) if names else ():
            if found.start(1) > found.start():
                continue  # with a first name or a title the model does know it
            self.put(words[at : found.start()], Span(start + at, start + found.start()))
            common = _COMMON[sum(map(ord, found[1])) % len(_COMMON)]
            self.put(common, Span(start + found.start(), start + found.end()))
            at = found.end()
        self.put(words[at:], Span(start + at, start + len(words)))
        return Span(first, self.length)


def mask(text: str, paragraph: Span, quotes: Sequence[Quoted], names: re.Pattern[str] | None = None) -> Masked:
    """Mask the quotes of a paragraph.

    A quote that is a clause of its own gives way to ``"Yes,"``; a fragment, which is a part of the sentence around it,
    keeps its words without their marks.

    :param names: finds surnames that the model may not know for such, as its first group, with the first name or title
        in front of them, if any; without one they give way to common ones.
    """
    pieces = _Pieces()
    placed: list[Span] = []
    whole: list[bool] = []
    at = paragraph.start
    for quote in quotes:
        between = readable(text[at : quote.span.start], first=at == paragraph.start)
        pieces.put_plain(between, at, names)
        whole.append(is_whole(text, paragraph, quote))
        at = quote.span.end
        if whole[-1]:
            spaced = not between or between[-1].isspace()
            placed.append(pieces.put(_mask(text, quote, paragraph, spaced=spaced), quote.span))
        else:
            placed.append(pieces.put_plain(readable(quote.inner.of(text)), quote.inner.start, names))
    pieces.put_plain(readable(text[at : paragraph.end], first=at == paragraph.start), at, names)
    return Masked("".join(pieces.words), tuple(pieces.starts), tuple(pieces.origins), tuple(placed), tuple(whole))


def is_whole(text: str, paragraph: Span, quote: Quoted) -> bool:
    """Say whether a quoted span stands apart from the sentence around it, rather than being a part of it."""
    words = quote.inner.of(text)
    before = text[max(paragraph.start, quote.span.start - 20) : quote.span.start]
    many = len(words.split())
    if not quote.opened or not quote.closed or _SENTENCES.search(words):
        return True
    if _INTRODUCED.search(before):
        return many > 3 or bool(re.search(r"[.,!?…]\s*$", words)) or text[quote.span.end : quote.span.end + 1] == ","
    return bool(_CAPITAL.match(words)) and many > 3 and bool(re.search(r"[.,!?…]\s*$", words))


def _mask(text: str, quote: Quoted, paragraph: Span, *, spaced: bool) -> str:
    gap = "" if spaced else " "
    after = text[quote.span.end : min(quote.span.end + 3, paragraph.end)]
    following = after.strip()[:1]
    if following in {",", ".", ";", ":", "?", "!"}:
        return gap + '"Yes"'
    stopped = _STOPPED.search(quote.inner.of(text)) is not None
    return gap + '"Yes."' if not following or (stopped and not following.islower()) else gap + '"Yes,"'
