"""Networks with camps that were put there, and how well others are found to be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from counterpoint.network.measures.ties import Ties

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Planted(NamedTuple):
    camps: NDArray[np.int64]
    agree: Ties
    disagree: Ties

    @property
    def size(self) -> int:
        return len(self.camps)

    def shuffled(self, order: NDArray[np.intp]) -> Planted:
        """Give the same network with node ``order[i]`` as node i."""
        place = np.argsort(order).astype(np.int32)
        ties = (Ties(place[one.first], place[one.second], one.weight) for one in (self.agree, self.disagree))
        return Planted(self.camps[order], *ties)


def plant(camps: int, members: int, *, agree: float, disagree: float, noise: float = 0.0, seed: int = 0) -> Planted:
    """Make a network in which members of a camp agree and those of different camps disagree.

    :param agree: the share of pairs within a camp that are tied.
    :param disagree: the share of pairs between camps that are tied.
    :param noise: the share of ties that have the wrong sign.
    """
    chance = np.random.default_rng(seed)
    camp = np.repeat(np.arange(camps), members)
    first, second = np.triu_indices(len(camp), 1)
    same = camp[first] == camp[second]
    tied = chance.random(len(first)) < np.where(same, agree, disagree)
    agrees = same ^ (chance.random(len(first)) < noise)

    def ties(chosen: NDArray[np.bool_]) -> Ties:
        ends = first[chosen].astype(np.int32), second[chosen].astype(np.int32)
        return Ties(*ends, np.ones(int(chosen.sum())))

    return Planted(camp, ties(tied & agrees), ties(tied & ~agrees))


def likeness(one: NDArray[np.integer], other: NDArray[np.integer]) -> float:
    """Compare two partitions: the adjusted Rand index of Hubert and Arabie (1985), 1 for the same, 0 for chance."""
    table = np.zeros((len(np.unique(one)), len(np.unique(other))))
    np.add.at(table, (np.unique(one, return_inverse=True)[1], np.unique(other, return_inverse=True)[1]), 1)

    def pairs(counts: NDArray[np.float64]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    rows, columns = pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    expected, largest = rows * columns / pairs(np.array([len(one)])), (rows + columns) / 2
    return 1.0 if largest == expected else (pairs(table) - expected) / (largest - expected)
