"""Structural balance: whether friends of friends are friends, and friends of enemies enemies."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from scipy import sparse

from counterpoint.network.measures.ties import Floats, Net, Ties, net

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = sparse.csr_array[np.float64, tuple[int, int]]

MOST_PATHS: Final = 100_000_000
"""Paths of two ties up to which every triangle is looked at: some seconds."""
_SLAB: Final = 20_000_000
_DRAWN: Final = 1_000_000


class Balance(NamedTuple):
    """How balanced the triangles of a signed network are.

    :param triangles: how many there are.
    :param share: the share of them that is balanced, or None where there are none.
    :param weighted: the same, with each triangle counted by the product of its three weights.
    :param estimated: whether the numbers come from a sample.
    """

    triangles: int
    share: float | None
    weighted: float | None
    estimated: bool = False


def measure_balance(size: int, agree: Ties, disagree: Ties, *, seed: int = 7) -> Balance:
    """Say which share of the triangles is balanced (Heider 1946; Cartwright and Harary 1956).

    A triangle is balanced where the product of its signs is positive: all three agree, or two agree and both disagree
    with the third. The sign of a pair is that of its agreement net of disagreement; pairs with neither, or equally much
    of both, are not tied. Beyond :data:`MOST_PATHS` pairs of ties that meet, a million of them are drawn with the seed
    and those that are closed to a triangle counted (Seshadhri, Pinar and Kolda 2013).

    Only connected nodes make triangles, so disconnected networks need no care. An empty network has none, and no share;
    where all agree, every triangle is balanced; where all disagree, none is.

    :param size: the number of nodes.
    :param agree: agreement; a pair may be among both.
    :param disagree: disagreement.
    :param seed: where chance starts.
    :raises UsageError: where the ties are no ties between the nodes.
    """
    ties = net(size, agree, disagree)
    matrix = signed_matrix(size, ties)
    degree = np.diff(matrix.indptr).astype(np.int64)
    if (degree * (degree - 1) // 2).sum() > MOST_PATHS:
        return _estimate(matrix, degree, seed)
    return _count(matrix, degree)


def signed_matrix(size: int, ties: Net) -> Matrix:
    """Give the net weights as a symmetric matrix, disagreement negative."""
    rows = np.concatenate([ties.agree.first, ties.disagree.first, ties.agree.second, ties.disagree.second])
    columns = np.concatenate([ties.agree.second, ties.disagree.second, ties.agree.first, ties.disagree.first])
    weights = np.concatenate([ties.agree.weight, -ties.disagree.weight] * 2)
    matrix: Matrix = sparse.csr_array((weights, (rows, columns)), shape=(size, size))
    matrix.sort_indices()
    return matrix


def _count(matrix: Matrix, degree: NDArray[np.int64]) -> Balance:
    """Look at every triangle: the sums of the products of its signs, of their absolutes, and of the weights."""
    sums = np.zeros(4)
    signs = matrix.sign()
    kinds = [signs, abs(signs), matrix, abs(matrix)]
    # As many rows at once as make a product of bearable size.
    work = np.cumsum(abs(signs) @ degree.astype(np.float64))
    steps = np.arange(_SLAB, work[-1] if len(work) else 0, _SLAB)
    for start, end in pairwise([0, *np.searchsorted(work, steps).tolist(), len(work)]):
        for place, kind in enumerate(kinds):
            rows = kind[start:end]
            sums[place] += (rows @ kind).multiply(rows).sum()
    signed, triangles, weights, absolutes = sums / 6  # each triangle is met from each corner in both directions
    if not round(triangles):
        return Balance(0, None, None)
    return Balance(round(triangles), _share(signed, triangles), _share(weights, absolutes))


def _estimate(matrix: Matrix, degree: NDArray[np.int64], seed: int) -> Balance:
    chance = np.random.default_rng(seed)
    paths = degree * (degree - 1) // 2
    middle = chance.choice(len(degree), _DRAWN, p=paths / paths.sum())
    one = chance.integers(0, degree[middle])
    other = (one + 1 + chance.integers(0, degree[middle] - 1)) % degree[middle]
    first, second = matrix.indptr[middle] + one, matrix.indptr[middle] + other
    size = len(degree)
    keys = np.repeat(np.arange(size, dtype=np.int64), degree) * size + matrix.indices
    wanted = matrix.indices[first].astype(np.int64) * size + matrix.indices[second]
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    closed = keys[place] == wanted
    product: Floats = matrix.data[first[closed]] * matrix.data[second[closed]] * matrix.data[place[closed]]
    triangles = round(closed.mean() * paths.sum() / 3)
    if not len(product):
        return Balance(0, None, None, estimated=True)
    share, weighted = np.sign(product).sum(), product.sum()
    return Balance(triangles, _share(share, len(product)), _share(weighted, np.abs(product).sum()), estimated=True)


def _share(signed: float, total: float) -> float:
    """Turn the sum of positive and negative amounts into the share of the positive."""
    return float(np.clip((1 + signed / total) / 2, 0, 1))
