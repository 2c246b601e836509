"""A few speakers in a ring, camp beside camp, in the order whose lines are best to read."""

from __future__ import annotations

import math
from itertools import combinations, permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from counterpoint.network.measures import Ties

    Pull = list[tuple[int, int, float]]

_GAP = 0.6
"""The empty arc between two camps, in places of a speaker."""

_TRIED = 5
"""Up to so many groups every order is tried; beyond that the order of size will do."""


def lay_ring(size: int, camps: Sequence[Sequence[int]], agree: Ties, disagree: Ties) -> NDArray[np.float64]:
    """Stand the camps around a circle, a gap after each.

    :param size: the number of speakers.
    :param camps: the speakers of each camp; those in none stand together.
    :param agree: how strongly pairs agree: agreement wants short lines.
    :param disagree: how strongly pairs disagree: disagreement wants long ones, across the middle.
    :returns: x and y from -1 to 1, one row a speaker.
    """
    import numpy as np

    if size <= 2:
        return np.array([[0.0 if size == 1 else 2.0 * at - 1, 0.0] for at in range(size)]).reshape(-1, 2)
    inside = {speaker for camp in camps for speaker in camp}
    alone = [speaker for speaker in range(size) if speaker not in inside]
    groups = [list(camp) for camp in camps] + ([alone] if alone else [])
    # Positive where a short line is wanted, negative where a long one is.
    pulls = [
        (one, other, sign * weight) for ties, sign in ((agree, 1), (disagree, -1)) for one, other, weight in _rows(ties)
    ]
    if len(groups) <= _TRIED:
        groups = min(([groups[0], *rest] for rest in permutations(groups[1:])), key=lambda order: _cost(order, pulls))
    improved = True
    while improved:
        improved = _improve(groups, pulls)
    places = _stand(groups)
    return np.array([places[speaker] for speaker in range(size)])


def _rows(ties: Ties) -> list[tuple[int, int, float]]:
    return list(zip(ties.first.tolist(), ties.second.tolist(), ties.weight.tolist(), strict=True))


def _improve(groups: list[list[int]], pulls: Pull) -> bool:
    """Exchange two speakers of one group wherever that makes the lines better to read; say whether any did."""
    improved, best = False, _cost(groups, pulls)
    for group in groups:
        for one, other in combinations(range(len(group)), 2):
            group[one], group[other] = group[other], group[one]
            cost = _cost(groups, pulls)
            if cost < best - 1e-9:
                improved, best = True, cost
            else:
                group[one], group[other] = group[other], group[one]
    return improved


def _cost(groups: Iterable[Sequence[int]], pulls: Pull) -> float:
    """Add up the lengths of agreement's lines, less those of disagreement's."""
    places = _stand(groups)
    return sum(pull * math.dist(places[one], places[other]) for one, other, pull in pulls)


def _stand(groups: Iterable[Sequence[int]]) -> dict[int, tuple[float, float]]:
    """Give evenly spaced places on the unit circle, the middle of the first group at the left."""
    groups = list(groups)
    gap = _GAP if len(groups) > 1 else 0
    step = 2 * math.pi / sum(len(group) + gap for group in groups)
    places, position = {}, -(len(groups[0]) - 1) / 2
    for group in groups:
        for speaker in group:
            angle = math.pi + position * step
            places[speaker] = (round(math.cos(angle), 4), round(math.sin(angle), 4))
            position += 1
        position += gap
    return places
