"""Paragraphs as words, with what the language model says of each."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from counterpoint.drafting.attribution.results import Span
from counterpoint.drafting.attribution.wording import listed
from counterpoint.drafting.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORD: Final = re.compile(
    r"(?P<initials>(?:[^\W\d_]\.){2,}(?=\W|$)|[A-Z]\.(?=\s+[A-Z])|"
    r"(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Gen|"
    r"Adm|Cmdr|Brig|Maj|Cpl|Col|Capt|Lt|Sgt|Supt|Insp|Det|Dep|Asst|Msgr|St|Jr|Sr)\."
    r"(?=\s))|(?P<s>[’'][sS]\b|(?<=[sS])[’'](?=\s+\w))|"
    r"(?P<word>[^\W_]+(?:(?:[-‐.]|[’'](?![sS]\b))[^\W_]+)*)|(?P<sign>[^\w\s]|_)"
)
_UNREADABLE: Final = re.compile("[\ud800-\udfff\x00-\x08\x0e-\x1f\x7f]")
_LONGEST: Final = 4000
"""How many characters are read at a time: the model's memory grows with them."""
POSSESSIVE: Final = "POSS"
_SENTENCE: Final = re.compile(r"[.!?][”’\"')]?\s+(?=\S)")


@dataclass(frozen=True)
class Token:
    """A word or a sign.

    :param text: as it stands; a compound with hyphens is one word, ``’s`` a word of its own.
    :param span: where in the article.
    :param pos: its part of speech, as Universal Dependencies name it; of ``’s``, and of ``’`` after an s, ``POSS``.
    :param entity: the kind of name that it is a part of (``ORG``, ``PERSON``, ``GPE`` …), or an empty string.
    """

    text: str
    span: Span
    pos: str
    entity: str

    @property
    def low(self) -> str:
        """The word in lower case, without a stop."""
        return self.text.lower().rstrip(".") or self.text

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        """Whether it is more than a sign."""
        return self.text[0].isalnum()

    @property
    def possessive(self) -> bool:
        """Whether it is ``’s``, or ``’`` after an s."""
        return self.pos == POSSESSIVE


def stretches(text: str, paragraphs: Iterable[Span]) -> Iterator[Span]:
    """Cut paragraphs that are long, after a sentence where there is one."""
    for one in paragraphs:
        start = one.start
        while one.end - start > _LONGEST:
            ends = [found.end() for found in _SENTENCE.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
            end = ends[-1] if ends else start + _LONGEST
            yield Span(start, end)
            start = end
        yield Span(start, one.end)


def read(
    text: str, paragraphs: Sequence[Span], names: Iterable[str] = (), quotes: Sequence[Span] = ()
) -> list[list[Token]]:
    """Read paragraphs as lists of tokens, with the language model.

    :param names: people of the text. Whom else the model takes for one is one only with a given name that is known, as
        it takes many organisations for people.
    :param quotes: what is said, in order: nobody is introduced in it, so it is not read.
    """
    pieces = [_UNREADABLE.sub(" ", _blanked(text, one, quotes)) for one in paragraphs]
    docs = load().pipe(pieces, batch_size=64, disable=["parser", "lemmatizer"])
    found = [list(_tokens(piece, span.start, doc)) for span, piece, doc in zip(paragraphs, pieces, docs, strict=True)]
    people = {word.lower() for name in names for word in name.split() if word[:1].isupper()}
    given = listed("male") | listed("female")
    for several in found:
        people.update(one.low for run in _runs(several) if run[0].low in given and len(run) > 1 for one in run)
    return [[_sobered(one, people) for one in several] for several in found]


def _blanked(text: str, span: Span, quotes: Sequence[Span]) -> str:
    """Give a paragraph with spaces within the marks of its quotes."""
    parts, here = [], span.start
    for number in range(bisect_right(quotes, span.start, key=lambda one: one.end), len(quotes)):
        start, end = max(quotes[number].start + 1, here), min(quotes[number].end - 1, span.end)
        if quotes[number].start >= span.end:
            break
        if end > start:
            parts += [text[here:start], " " * (end - start)]
            here = end
    return "".join([*parts, text[here : span.end]])


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Give the stretches that the model takes for people."""
    for is_person, run in groupby(tokens, key=lambda one: one.entity == "PERSON"):
        if is_person:
            yield list(run)


def _sobered(one: Token, people: Container[str]) -> Token:
    return replace(one, entity="") if one.entity == "PERSON" and one.low not in people else one


def _tokens(piece: str, offset: int, doc: Doc) -> Iterator[Token]:
    starts = [token.idx for token in doc]
    for found in _WORD.finditer(piece):
        # Of a compound the last part tells what it is.
        at = max(bisect_right(starts, found.end() - 1) - 1, 0)
        token = doc[at]
        span = Span(offset + found.start(), offset + found.end())
        pos = POSSESSIVE if found["s"] else token.pos_
        yield Token(found[0], span, pos, token.ent_type_)


def at(tokens: Sequence[Token], offset: int) -> int:
    """Find the first token that begins at an offset or after it."""
    return bisect_left(tokens, offset, key=lambda token: token.span.start)
