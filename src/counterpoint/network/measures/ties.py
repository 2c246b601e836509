"""Ties between pairs of nodes as arrays: what every measure starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

Integers = NDArray[np.int32]
Floats = NDArray[np.float64]

_ROUNDING: Final = 1e-12
"""Agreement and disagreement of a pair that differ by less than this share of both are taken for equal."""
_MIXERS: Final = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""The odd constants of SplitMix64 (Steele, Lea and Flood 2014), which scatter numbers over 64 bits."""


class Ties(NamedTuple):
    """Undirected ties of one sign, each pair once, without loops; all arrays are of one length.

    :param first: a node of each pair, numbered from 0.
    :param second: the other.
    :param weight: how strong the tie is, 0 or more; 0 is no tie.
    """

    first: Integers
    second: Integers
    weight: Floats

    @classmethod
    def of(cls, pairs: Sequence[tuple[int, int]], weights: Sequence[float] | None = None) -> Ties:
        """Make ties of a list of pairs, each of weight 1 where no weights are given.

        >>> Ties.of([(0, 1), (2, 1)]).weight.tolist()
        [1.0, 1.0]
        """
        ends = np.array(pairs, np.int32).reshape(-1, 2)
        weight = np.ones(len(ends)) if weights is None else np.array(weights, np.float64)
        return cls(ends[:, 0], ends[:, 1], weight)

    def present(self) -> Ties:
        """Leave out ties of weight 0."""
        there = self.weight != 0
        return self if there.all() else Ties(self.first[there], self.second[there], self.weight[there])

    def strength(self, size: int) -> Floats:
        """Add up the weights of each node's ties."""
        return totals(self.first, self.weight, size) + totals(self.second, self.weight, size)

    def degree(self, size: int) -> Integers:
        """Count each node's ties."""
        counted = np.bincount(self.first, minlength=size) + np.bincount(self.second, minlength=size)
        return counted.astype(np.int32)


class Net(NamedTuple):
    """The net of agreement and disagreement: each pair by what outweighs, sorted, and none where they are equal.

    :param agree: the pairs that agree more than they disagree, with the difference.
    :param disagree: the pairs that disagree more than they agree, with the difference.
    """

    agree: Ties
    disagree: Ties


def net(size: int, agree: Ties, disagree: Ties) -> Net:
    """Set off the agreement of each pair against its disagreement.

    :raises UsageError: where a tie is no tie between two of the nodes, or a weight is negative or no number.

    >>> net(2, Ties.of([(0, 1)], [3]), Ties.of([(1, 0)], [1])).agree.weight.tolist()
    [2.0]
    """
    for ties in (agree, disagree):
        check(size, ties)
    first = np.concatenate([np.minimum(ties.first, ties.second) for ties in (agree, disagree)])
    second = np.concatenate([np.maximum(ties.first, ties.second) for ties in (agree, disagree)])
    weight = np.concatenate([agree.weight, disagree.weight])
    sign = np.concatenate([np.ones(len(agree.weight)), -np.ones(len(disagree.weight))])
    keys, pair = np.unique(first.astype(np.int64) * size + second, return_inverse=True)
    difference = totals(pair, weight * sign, len(keys))
    difference[np.abs(difference) <= _ROUNDING * totals(pair, weight, len(keys))] = 0

    def kept(chosen: NDArray[np.bool_]) -> Ties:
        ends = keys[chosen]
        return Ties((ends // size).astype(np.int32), (ends % size).astype(np.int32), np.abs(difference[chosen]))

    return Net(kept(difference > 0), kept(difference < 0))


def check(size: int, ties: Ties) -> None:
    """Refuse what are no ties between the nodes.

    :raises UsageError: where a node is out of range or tied to itself, or a weight is negative or no number.
    """
    if not len(ties.first) == len(ties.second) == len(ties.weight):
        raise UsageError("the ends and the weights of ties differ in number", "give one of each for every tie")
    if not len(ties.first):
        return
    if min(ties.first.min(), ties.second.min()) < 0 or max(ties.first.max(), ties.second.max()) >= size:
        raise UsageError(f"a tie ends at a node that is not one of the {size:,}", "number the nodes from 0")
    if (ties.first == ties.second).any():
        raise UsageError("a node is tied to itself", "leave loops out")
    if not (np.isfinite(ties.weight) & (ties.weight >= 0)).all():
        raise UsageError("the weight of a tie is negative or no number", "give disagreement as ties of its own")


def totals(places: NDArray[np.integer], values: Floats, size: int) -> Floats:
    """Add up the values at each of the places from 0 to ``size``.

    >>> totals(np.array([1, 1]), np.array([0.5, 2.0]), 3).tolist()
    [0.0, 2.5, 0.0]
    """
    return np.bincount(places, values, size).astype(np.float64, copy=False)


def canonical(size: int, net_ties: Net) -> NDArray[np.intp]:
    """Order nodes by how they are tied rather than by their numbers.

    Algorithms that try one node after the other find camps that depend on the order of the nodes. Nodes are sorted by
    a number that is made of their ties and, three steps far, of their neighbours' (as Weisfeiler and Lehman 1968 refine
    colours), so that the same network with its nodes in another order is taken in the same order, save for nodes that
    this does not tell apart.

    :returns: the nodes, in that order.
    """
    colour = np.ones(size, np.uint64)
    for turn in range(3):
        found = colour * np.uint64(_MIXERS[0])
        for ties, mixer in zip(net_ties, _MIXERS[1:], strict=True):
            # Whole numbers add up to the same in any order, floating-point numbers do not.
            weight = np.round(ties.weight * 1e6).astype(np.uint64)
            for near, far in ((ties.first, ties.second), (ties.second, ties.first)):
                np.add.at(found, near, _scattered((colour[far] + weight) * np.uint64(mixer)))
        colour = _scattered(found + np.uint64(turn))
    return np.argsort(colour, kind="stable")


def _scattered(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(_MIXERS[1])
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(_MIXERS[2])
    return numbers ^ (numbers >> np.uint64(31))
