"""An index of names that finds them while somebody types.

Why no full-text engine: SQLite's FTS5 takes up to 20 ms to put the matches of one letter in order among 100,000 names,
and knows no slips. Here the words stand in order, so whatever begins with some letters is one slice of an array.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that no accent comes off, as people without them on the keyboard type them."""
_MARKS: Final = re.compile("[\u0300-\u036f]+")
_QUOTES: Final = re.compile("['’‘ʼ`´]")
_WORD: Final = re.compile(r"[^\W_]+(?:['’‘ʼ`´][^\W_]+)*")
_LAST: Final = "\U0010ffff"
"""Stands after every letter."""
_MOST: Final = 12
"""Words of a query that are looked at."""
_SHORTEST: Final = 4
"""Letters of a word in which slips are looked for: shorter ones would be like too many others."""
_LONG: Final = 8
"""Letters from which a word may have two slips, not only one."""
_LONGEST: Final = 14
"""Letters of a word that are compared; what comes after them is taken as right."""
_SLIPPED: Final = 5
"""Words in which slips are looked for; where more are in doubt, nothing is found."""


def fold(text: str) -> str:
    """Reduce a text to what people type: no accents, no capitals, no kinds of quotation mark.

    >>> fold(" Zoë O’Neill-Łukasz ")
    " zoe o'neill-lukasz "
    """
    if text.isascii():
        return text.casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFC", _QUOTES.sub("'", bare.casefold().translate(_LETTERS)))


def words(folded: str) -> list[str]:
    """Split a folded text into words, each without apostrophes.

    >>> words("the king's fund (east-west)")
    ['the', 'kings', 'fund', 'east', 'west']
    """
    return [_QUOTES.sub("", word) for word in _WORD.findall(folded)]


class Labels:
    """Names in order of what they begin with, and their words.

    :param names: the names.
    :param groups: a number for each: of equally good ones, those with the smaller number come first.
    """

    def __init__(self, names: Sequence[str], groups: Sequence[int]) -> None:
        split = [words(fold(name)) for name in names]
        whole = [" ".join(parts) for parts in split]
        order = sorted(range(len(names)), key=whole.__getitem__)
        self._number: NDArray[np.int32] = np.array(order, np.int32)
        self._whole = [whole[number] for number in order]
        postings: dict[str, list[int]] = {}
        for place, number in enumerate(order):
            for word in self._forms(names[number], split[number]):
                postings.setdefault(word, []).append(place)
        self._words = sorted(postings)
        lists = [postings[word] for word in self._words]
        self._starts = np.concatenate(([0], np.cumsum([len(found) for found in lists], dtype=np.int64)))
        self._places = np.fromiter((place for found in lists for place in found), np.int32, int(self._starts[-1]))
        self._cuts = _cuts(self._words)
        lengths = np.array([len(text) for text in self._whole], np.int64)
        # What is worth more, then what is shorter, then the order of the alphabet.
        self._merit = np.array(groups, np.int64)[self._number] << 32 | np.minimum(lengths, 1 << 30)

    @staticmethod
    def _forms(name: str, parts: Iterable[str]) -> set[str]:
        """Give the words of a name; of O'Neill, Neill is one, too."""
        found = set(parts)
        if "'" in name or "’" in name:
            found.update(part for part in re.split(r"[\W_]+", fold(name)) if len(part) > 1)
        return found

    def find(self, text: str, limit: int, allowed: NDArray[np.bool_] | None = None) -> list[int]:
        """Find names: those that are the text, then those that begin with it, then by their words, then by slips.

        :param text: what somebody has typed so far.
        :param limit: the most that are wanted.
        :param allowed: for each name whether it may be found.
        :returns: the numbers of the names, best first.
        """
        typed = words(fold(text))[:_MOST]
        if not typed or limit < 1 or not self._whole:
            return []
        free = np.ones(len(self._whole), bool) if allowed is None else allowed[self._number]
        found: list[int] = []
        joined = " ".join(typed)
        start = bisect_left(self._whole, joined)
        for end in (self._end(start, joined), bisect_left(self._whole, joined + _LAST)):
            self._take(found, start + np.flatnonzero(free[start:end]), limit, free)
        if len(found) < limit:
            masks = [self._beginning(word) for word in typed]
            self._take(found, np.flatnonzero(np.logical_and.reduce([free, *masks])), limit, free)
            # Who finds the name in full has made no slip.
            if not found:
                self._slipped(found, typed, masks, limit, free)
        return [int(self._number[place]) for place in found]

    def _end(self, start: int, joined: str) -> int:
        end = start
        while end < len(self._whole) and self._whole[end] == joined:
            end += 1
        return end

    def _take(self, found: list[int], places: NDArray[np.intp], limit: int, free: NDArray[np.bool_]) -> None:
        """Add the best of some names, each once."""
        room = limit - len(found)
        merit = self._merit[places]
        if 0 < room < len(places):
            kept = np.flatnonzero(merit <= np.partition(merit, room - 1)[room - 1])
            places, merit = places[kept], merit[kept]
        best = places[np.argsort(merit, kind="stable")][: max(room, 0)]
        free[best] = False
        found.extend(best.tolist())

    def _beginning(self, word: str) -> NDArray[np.bool_]:
        """Mark the names with a word that begins so."""
        first, last = bisect_left(self._words, word), bisect_left(self._words, word + _LAST)
        mask = np.zeros(len(self._whole), bool)
        mask[self._places[self._starts[first] : self._starts[last]]] = True
        return mask

    def _slipped(
        self,
        found: list[int],
        typed: Sequence[str],
        masks: list[NDArray[np.bool_]],
        limit: int,
        free: NDArray[np.bool_],
    ) -> None:
        """Find names though letters are wrong, missing, too many or in the wrong order."""
        wrong = [word for word, mask in zip(typed, masks, strict=True) if not mask.any()]
        # A word that is nowhere as it is typed has a slip; where there is none, each may be another word by one.
        doubted = wrong or typed
        if len(doubted) > _SLIPPED:
            return
        far = np.zeros(len(self._whole), np.int8)
        near = np.logical_and.reduce(
            [free, *(mask for word, mask in zip(typed, masks, strict=True) if word not in doubted)]
        )
        for word in sorted(doubted, key=len, reverse=True):
            slips = self._alike(word)
            slips[self._beginning(word)] = 0
            near = near & (slips >= 0)
            far += np.maximum(slips, 0)
            if not near.any():
                return
        places = np.flatnonzero(near)
        for distance in np.unique(far[places]):
            self._take(found, places[far[places] == distance], limit, free)

    def _alike(self, word: str) -> NDArray[np.int8]:
        """Tell for each name how many slips a word of it is away, or -1 where it is too many."""
        slips = np.full(len(self._whole), -1, np.int8)
        allowed = 0 if len(word) < _SHORTEST else 1 if len(word) < _LONG else 2
        typed = word[:_LONGEST]
        letters = np.uint64(_letters(typed))
        hits: list[tuple[int, int, int]] = []
        for length in range(len(typed) - allowed, len(typed) + allowed + 1) if allowed else ():
            starts, ends, sets = self._cuts[length]
            # A slip brings at most one letter and takes one away: what differs in more is not compared.
            differ = np.maximum(np.bitwise_count(letters & ~sets), np.bitwise_count(sets & ~letters))
            near = np.flatnonzero(differ <= allowed)
            if not len(near):
                continue
            texts = [self._words[number][:length] for number in starts[near].tolist()]
            row = cdist([typed], texts, scorer=OSA.distance, score_cutoff=allowed, dtype=np.uint8)[0]
            good = np.flatnonzero(row <= allowed)
            hits += zip(row[good].tolist(), starts[near[good]].tolist(), ends[near[good]].tolist(), strict=True)
        for distance, first, last in sorted(hits, reverse=True):
            slips[self._places[self._starts[first] : self._starts[last]]] = distance
        return slips


def _cuts(ordered: Sequence[str]) -> list[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint64]]]:
    """Give the different beginnings of words, by the number of their letters; a word that has fewer is its own.

    :param ordered: the words, in order, so that those with the same beginning stand together.
    :returns: for each length, the first word of each beginning, the one after the last, and the letters as bits.
    """
    width = _LONGEST + 3
    codes = np.array([word[:width] for word in ordered] or [""], f"<U{width}").view("<u4").reshape(-1, width)
    bits = np.where(codes > 0, np.uint64(1) << (codes & 63).astype(np.uint64), np.uint64(0))
    letters = np.bitwise_or.accumulate(bits, axis=1)
    differs = np.logical_or.accumulate(codes[1:] != codes[:-1], axis=1)
    found = []
    for length in range(width):
        starts = np.flatnonzero(np.concatenate(([True], differs[:, max(length - 1, 0)])))
        found.append((starts, np.append(starts[1:], len(ordered)), letters[starts, max(length - 1, 0)]))
    return found


def _letters(word: str) -> int:
    """Give the set of a word's letters as bits.

    >>> _letters("noon") == _letters("on")
    True
    """
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits
