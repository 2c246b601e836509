"""Find the turns of an interview that is printed as one: "NAME: …", "Q: …"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from counterpoint.drafting.attribution.cues import words
from counterpoint.drafting.attribution.results import Span

_LABEL: Final = re.compile(r"\W{0,3}((?:[^\W\d_][\w.’'-]*)(?: [^\W\d_][\w.’'-]*){0,4})\W{0,3}?:\W{0,3}\s+(?=\S)")
_CAPITALS: Final = re.compile(r"[^\W\d_a-z]{2,}")
_FEWEST: Final = 3


class Turn(NamedTuple):
    """A paragraph that starts with who speaks.

    :param label: the words that say who, without the colon.
    :param span: what is said.
    """

    label: Span
    span: Span


def find_turns(text: str, paragraphs: Sequence[Span]) -> list[Turn | None]:
    """Find the turns of a transcript, one or none for each paragraph.

    There have to be three, of speakers that come up more than once or are written in capitals: other paragraphs
    start with words and a colon, too.
    """
    turns = [_turn(text, span) for span in paragraphs]
    labels = [turn.label.of(text) if turn else "" for turn in turns]
    counts = Counter(label.lower().split()[-1] for label in labels if label)  # a full name, then the surname alone
    sure = {
        label.lower() for label in labels if label and (counts[label.lower().split()[-1]] > 1 or _CAPITALS.match(label))
    }
    kept = [turn if label.lower() in sure else None for turn, label in zip(turns, labels, strict=True)]
    return kept if sum(turn is not None for turn in kept) >= _FEWEST else [None] * len(kept)


def _turn(text: str, span: Span) -> Turn | None:
    found = _LABEL.match(text, span.start, min(span.end, span.start + 80))
    if not found:
        return None
    label = found[1]
    parts = label.split()
    capital = all(part[0].isupper() or part.lower() in {"of", "de", "van", "von", "the"} for part in parts)
    if not capital or any(part.lower().strip(".") in words("labels") for part in parts):
        return None
    return Turn(Span(found.start(1), found.end(1)), Span(found.end(), span.end))
