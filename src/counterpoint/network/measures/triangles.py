"""Triangles of a signed network that are not balanced."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Ends = NDArray[np.int32]
Signs = NDArray[np.float64]

_MOST_STEPS: Final = 200_000_000


def count_apart(size: int, first: Ends, second: Ends, sign: Signs) -> int:
    """Count triangles that are not balanced and share no tie, taken as they come: each has a frustrated tie.

    Such a triangle has a negative tie, and two others of one sign. For each negative tie one is taken if there is one,
    and its ties are struck out. In very large networks it stops early: what was found then still is apart.
    """
    friends: list[set[int]] = [set() for _ in range(size)]
    enemies: list[set[int]] = [set() for _ in range(size)]
    negative = []
    for one, other, positive in zip(first.tolist(), second.tolist(), (sign > 0).tolist(), strict=True):
        side = friends if positive else enemies
        side[one].add(other)
        side[other].add(one)
        if not positive:
            negative.append((one, other))
    found = steps = 0
    for one, other in negative:
        if other not in enemies[one]:
            continue
        for side in (friends, enemies):
            steps += min(len(side[one]), len(side[other]))
            if third := side[one] & side[other]:
                node = min(third)
                for near in (one, other):
                    side[near].discard(node)
                    side[node].discard(near)
                enemies[one].discard(other)
                enemies[other].discard(one)
                found += 1
                break
        if steps > _MOST_STEPS:
            break
    return found


def unbalanced_triangles(size: int, first: Ends, second: Ends, sign: Signs, *, most: int) -> NDArray[np.int64]:
    """List triangles that are not balanced, each as its three ties, up to about ``most`` of them."""
    numbers = np.arange(len(sign)).tolist()
    ties: list[dict[int, int]] = [{} for _ in range(size)]
    for tie, one, other in zip(numbers, first.tolist(), second.tolist(), strict=True):
        ties[one][other] = ties[other][one] = tie
    signs = sign.tolist()
    found = []
    for tie, one, other in zip(numbers, first.tolist(), second.tolist(), strict=True):
        own, theirs = ties[one], ties[other]
        if len(own) > len(theirs):
            own, theirs = theirs, own
        for node, second_tie in own.items():
            # Each triangle once, from its first tie.
            third = theirs.get(node, -1) if second_tie > tie else -1
            if third > tie and signs[tie] * signs[second_tie] * signs[third] < 0:
                found.append((tie, second_tie, third))
        if len(found) >= most:
            break
    return np.array(found, np.int64).reshape(-1, 3)
