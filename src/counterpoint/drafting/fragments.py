"""Choose the words of an utterance that stand for it: at most fifteen, in one piece, and with its sense.

A part of a sentence is taken as it is where it is short enough. A whole sentence is cut, unless each cut would lose a
negation, a condition, a modal or a hedge, or what it mainly says: a fragment that keeps the sense goes before a short
one. Where something has to be cut, it is cut between phrases: where the parser says that they are, or, where no parse
is at hand, at signs and before the words that open a phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from counterpoint.drafting.sense import DISCOURSE, EMPTIED, TURNED, turns, without_attributions

if TYPE_CHECKING:
    from counterpoint.drafting.phrases import Phrases

MOST_WORDS: Final = 15
"""The most words of an article that a statement may quote."""

_MOST_READ: Final = 400
"""Of a longer utterance only so many words are looked at."""
_BEST_SHAPE: Final = 4.0
"""No run of words gains more by how it is cut."""
_WHOLE: Final = 4.5
"""What it costs to take all words of a sentence."""
_WORD: Final = re.compile(r"\S+")
_CORE: Final = re.compile(r"[\w£$€#@].*[\w%€]|[\w£$€]", re.DOTALL)
_MARKS: Final = "\"“”„‟«»‹›‘’‚'`´"
_OPENING_MARKS: Final = tuple("\"“„‟«»‹›‘’'")
_SENTENCE_ENDS: Final = re.compile(rf"[.?!…]+[{_MARKS})\]]*\s+|\n\s*\n\s*")
_PAIRS: Final = ("“”", "«»", "()", "[]")
_STOPS: Final = frozenset(".?!…")
_COMMAS: Final = frozenset(",;:—–-()[]")
_BREAKS: Final = frozenset(";:—–")
_OPENERS: Final = frozenset("that because and but so whether".split())
"""Words that lead a clause and are no part of what it says."""
_LEADERS: Final = frozenset("but because which who so if when as while although though or unless until".split())
"""Words before which a clause may end."""
_FUNCTION: Final = frozenset(
    "a an the this that these those and or but so of to in on at by for from with about into over up out as is "
    "are was were be been being am it its it’s it's he she they we i you him her them us me my your his our their "
    "there here not no do does did has have had will would can could should may might must just very really also "
    "then than if when which who what".split()
)
_DANGLING: Final = frozenset(
    "a an the about into this these and or but so of to in on at by for from with as is are was were be been its "
    "his her our your their my that which who if when not very we i you he she they it will would can could "
    "should may might must".split()
)


_JOINING: Final = frozenset("and or but nor that".split())
"""Words that a part of a sentence, taken as it is, does not end with."""
_OPENING: Final = frozenset(
    "about above across after against along among around at before behind below between beyond by despite down during "
    "for from in inside into like near of off on onto out over past since through throughout to toward towards under "
    "until up upon via with within without and or nor than".split()
)
"""Words before which a phrase may end."""
_SUBJECTS: Final = frozenset("i we you he she it they there this that these those a an the".split())
"""Words that a fragment may leave out at its beginning."""


class _Word(NamedTuple):
    """A word without the marks around it, and the span with them."""

    start: int
    end: int
    before: str
    after: str
    text: str


def choose_fragment(text: str, start: int, end: int, phrases: Phrases | None = None) -> tuple[int, int]:
    """Choose the fragment of an utterance that says most of it and reads as a piece.

    What is at most fifteen words and no whole sentence of the text is taken as it is; attributions inside ("he argues")
    are cut around. A sentence of one or two words can't be cut and may be taken whole, and so may one that means
    something else in part. Where there is no word at all, the span is given back without the spaces around it.

    :param text: the text of the article.
    :param start: where the utterance begins, in characters.
    :param end: where it ends.
    :param phrases: how its words hang together, where that is known.
    :returns: where the fragment begins and ends.

    >>> text = "Ann said: “Tests are cheap and they save a great deal of time in the end.”"
    >>> text[slice(*choose_fragment(text, 10, len(text)))]
    'they save a great deal of time in the end'
    """
    parts = without_attributions(text, start, end)
    best: tuple[float, tuple[int, int]] | None = None
    for first, last in parts:
        scored = _best_of(text, first, last, phrases, apart=len(parts) > 1)
        if scored is not None and (best is None or scored[0] > best[0]):
            best = scored
    if best is not None:
        return _closed(text, *best[1], start, end)
    bare = text[start:end].strip() or text[start:end]
    at = text.find(bare, start)
    return at, at + len(bare)


def _best_of(
    text: str, start: int, end: int, phrases: Phrases | None, *, apart: bool
) -> tuple[float, tuple[int, int]] | None:
    """Give the best fragment of a stretch without attributions, and how good it is.

    :param apart: whether the stretch is a part of an utterance.
    """
    every = _words(text, start, end)
    while len(every) > 1 and every[-1].text in _JOINING:
        del every[-1]
    if 0 < len(text[start:end].split()) <= MOST_WORDS and every and not is_whole_sentence(text, start, end):
        span = (every[0].start, every[-1].end)
        cost = phrases.cost(*span) if phrases and apart else None
        return _worth(every) - (cost or 0.0), span
    best: tuple[float, tuple[int, int]] | None = None
    for first, last in _sentences(text, start, end):
        words = _words(text, first, last)
        whole = len(words) > 2 and _is_sentence(text, first, last)
        for worth, shape, span in _windows(text, words, whole=whole):
            if best is not None and worth + _BEST_SHAPE <= best[0]:
                continue
            cost = phrases.cost(*span) if phrases else None
            score = worth + (shape - _loss(words, *span) if cost is None else -cost)
            if best is None or score > best[0]:
                best = (score, span)
    return best


def _loss(words: list[_Word], start: int, end: int) -> float:
    """Say what a run of words loses of the sense of its sentence, by the words alone."""
    said = [word.text for word in words]
    turning = [word.start for at, word in enumerate(words) if turns(said, at)]
    if len(words) > MOST_WORDS:
        return EMPTIED * any(not start <= at < end for at in turning)
    led = len(words) > 1 and said[0] in _OPENERS | DISCOURSE
    return TURNED * (bool(turning) and (start > words[led].start or end < words[-1].end))


def _closed(text: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """Take in a mark that stands beside a fragment where the other of the pair is inside."""
    inner = text[first:last]
    for opening, closing in _PAIRS:
        if inner.count(opening) > inner.count(closing) and last < end and text[last] == closing:
            last += 1
        elif inner.count(closing) > inner.count(opening) and first > start and text[first - 1] == opening:
            first -= 1
    if inner.count('"') % 2 and text[last:end].startswith('"'):
        last += 1
    return first, last


def is_whole_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether a span holds all words of a sentence of three words or more."""
    return any(
        len(_words(text, first, last)) > 2 and _is_sentence(text, first, last)
        for first, last in _sentences(text, start, end)
    )


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for stop in _SENTENCE_ENDS.finditer(text, start, end):
        yield first, stop.end()
        first = stop.end()
    if first < end:
        yield first, end


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Tell whether a span begins where a sentence begins, or speech with a capital, and ends where one ends."""
    while start < end and (text[start] in _MARKS or text[start].isspace()):
        start += 1
    before = text[max(0, start - 40) : start]
    spoken = before.rstrip().endswith(_OPENING_MARKS) and text[start : start + 1].isupper()
    before = before.rstrip(_MARKS + " \t")
    begins = spoken or not before or before[-1] in _STOPS or before[-1] == "\n"
    held = text[start:end].rstrip(_MARKS + " \t\n)]")
    after = text[end : end + 40].lstrip(_MARKS)
    stops = not held or held[-1] in _STOPS or after[:1] in _STOPS
    ends = stops or (held[-1] not in _COMMAS and (not after or after[0] == "\n"))
    return begins and ends


def _words(text: str, start: int, end: int) -> list[_Word]:
    words: list[_Word] = []
    for found in _WORD.finditer(text, start, end):
        core = _CORE.search(found[0])
        if core is None:
            if words and set(found[0]) & _COMMAS:  # a dash that stands alone
                words[-1] = words[-1]._replace(after=words[-1].after + found[0])
            continue
        before, after = found[0][: core.start()], found[0][core.end() :]
        first, last = found.start() + core.start(), found.start() + core.end()
        words.append(_Word(first, last, before, after, core[0].casefold()))
        if len(words) == _MOST_READ:
            break
    return words


def _windows(text: str, words: list[_Word], *, whole: bool) -> Iterator[tuple[float, float, tuple[int, int]]]:
    """Yield every run of words that may be the fragment, with what its words are worth, and how well it is cut.

    :param whole: whether the words are a sentence, and so are all taken only where no cut will do.
    """
    for first in range(len(words)):
        weight = 0.0
        for last in range(first, min(first + MOST_WORDS, len(words))):
            weight += words[last].text not in _FUNCTION
            inner = words[first : last + 1]
            worth = _worth(inner, weight)
            if whole and first == 0 and last == len(words) - 1:
                worth -= _WHOLE
            span = (words[first].start, words[last].end)
            if "\n" in text[slice(*span)]:
                worth -= 3
            yield worth, _shape(words, first, last), span


def _worth(words: list[_Word], weight: float | None = None) -> float:
    """Say what words are worth for what they say, and for being of one piece."""
    if weight is None:
        weight = sum(word.text not in _FUNCTION for word in words)
    return min(weight, 8) + 0.3 * min(len(words), 5) - 0.05 * len(words) - 1.5 * _breaks(words) - _marks(words)


def _marks(words: list[_Word]) -> float:
    marks = sum(bool(set(word.after) & set(_MARKS)) for word in words[:-1])
    return 2.0 * (marks + sum(bool(set(word.before) & set(_MARKS)) for word in words[1:]))


def _breaks(words: list[_Word]) -> int:
    """Count where clauses end inside a run of words; the commas of an enumeration end none."""
    found = since = 0
    for word, following in pairwise(words):
        since += 1
        signs = set(word.after)
        clause = "," in signs and since > 2 and (following.text in _OPENERS or following.text in _LEADERS)
        found += bool(signs & _BREAKS) or clause
        since = 0 if signs & _COMMAS else since
    return found


def _shape(words: list[_Word], first: int, last: int) -> float:
    """Say how far a run of words begins and ends where a phrase does, by its words alone."""
    score = 0.0
    if words[first].text in _OPENERS:
        score -= 1
    elif first == 0 or words[first - 1].text in _OPENERS or set(words[first - 1].after) & _COMMAS:
        score += 2
    elif words[first - 1].text not in _SUBJECTS:
        score -= 1
    if words[last].text in _DANGLING:
        score -= 6
    elif last == len(words) - 1 or words[last + 1].text in _LEADERS or set(words[last].after) & _COMMAS:
        score += 2
    elif words[last + 1].text not in _OPENING:
        score -= 4
    return score
