"""How many speakers are for a claim, qualify it, or are against it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from counterpoint.web.pages.reading import Named, Reading


@dataclass(frozen=True)
class Tally:
    """A claim, and how many speakers stand where.

    :param claim: the claim.
    :param pro: speakers for it.
    :param mid: speakers who qualify it.
    :param con: speakers against it.
    """

    claim: Named
    pro: int
    mid: int
    con: int


def tallies(reading: Reading, rows: Iterable[tuple[str, ...]]) -> list[Tally]:
    """Count speakers by claim and side, the most contested claims first.

    :param reading: for names and stances.
    :param rows: claim, stance and speaker of each statement.
    """
    sides: dict[str, tuple[set[str], set[str], set[str]]] = defaultdict(lambda: (set(), set(), set()))
    for claim, stance, speaker in rows:
        polarity = reading.polarity(stance)
        found = sides[claim]
        if polarity is not None:
            found[0 if polarity > 0 else 2 if polarity < 0 else 1].add(speaker)
    name = reading.names(sides)
    counted = [Tally(name(claim), *map(len, found)) for claim, found in sides.items()]
    return sorted(
        counted, key=lambda one: (-min(one.pro, one.con), -(one.pro + one.con), -one.mid, one.claim.name, one.claim.iri)
    )
