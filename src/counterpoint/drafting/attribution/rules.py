"""The rules by which a speaker is found, with how often each was right."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

_PRIOR: Final = 0.8
_WEIGHT: Final = 4


class Rule(NamedTuple):
    """A rule, and how it fared on the development articles.

    :param what: what it looks for.
    :param right: how many of the speakers that it found were right.
    :param found: how many it found.
    """

    what: str
    right: int = 0
    found: int = 0

    @property
    def confidence(self) -> float:
        """The share that was right, drawn towards .8 as if four more had been seen: few say little.

        >>> Rule("", 0, 0).confidence, Rule("", 96, 96).confidence
        (0.8, 0.99)
        """
        return round((self.right + _PRIOR * _WEIGHT) / (self.found + _WEIGHT), 2)


RULES: Final[Mapping[str, Rule]] = MappingProxyType(
    {
        "quote-verb-speaker": Rule('"…," said X', 35, 35),
        "quote-speaker-verb": Rule('"…," X said; "…," X was quoted as saying', 101, 101),
        "speaker-verb-quote": Rule('X said, "…"; as X told Y, "…"; X issued a statement that read "…"', 81, 82),
        "fragment": Rule('X called it "…"; quoted words in a clause that hangs on a verb of speaking', 24, 24),
        "according-to": Rule("according to X, …; …, according to X", 16, 17),
        "in-the-words-of": Rule('in the words of X, "…"', 2, 2),
        "colon": Rule('X was unmoved: "…"; X: "…"', 3, 3),
        "byline": Rule('a quote set apart, with a name behind it: "…" — X', 3, 3),
        "feeling": Rule('X was "deeply disappointed with …"', 1, 1),
        "announced": Rule("a quote after a paragraph that ends with a colon: the subject of that", 3, 3),
        "carried": Rule("a quote without a cue: who spoke last in the paragraph", 51, 52),
        "fragment-carried": Rule("the same, for quoted words within a sentence", 0, 0),
        "topic": Rule("a quote without a cue: whom the sentence before it is about", 6, 6),
        "paragraph": Rule(
            "a paragraph starts with a quote without a cue: whom the one before is about, or who spoke in it", 3, 3
        ),
        "left-open": Rule("a quote that goes on from, or into, the next paragraph", 4, 4),
        "turn": Rule("NAME: … in a transcript", 0, 0),
        "clause": Rule("X said that …; X believes …", 148, 152),
        "agrees": Rule("X agrees, and no more: with what was said before", 3, 3),
        "as-told": Rule("as X told Y, …", 1, 1),
        "inserted": Rule("…, said X, …; …, X says", 9, 9),
        "unknown": Rule("nothing says whose the quote is", 0, 0),
    }
)
