"""Choose which ties of a node are kept: its strongest, or those that are more than chance would give it.

Ties are judged row by row, from each of their ends, and a tie stays where one end keeps it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from counterpoint.network.weights import Matrix, only, stored

Mask = NDArray[np.bool_]

_AT_ONCE = 1_000_000
"""Ties whose keys are made at once, so that they stay in the processor's cache."""
_LOW = 0xFFFFFFFF


def strongest(rows: Matrix, top: int) -> Mask:
    """Mark the strongest ties of each row.

    The strength of a tie is the size of its weight, whatever its sign, to the seven digits of a 32-bit number, so that
    rounding does not decide. Of equally strong ones, those to earlier nodes, which are sorted by IRI, come first.

    :param rows: any rows of a matrix of weights; a stored 0 is no tie.
    :param top: how many each row keeps.
    :returns: for each stored weight whether it is one of them.
    """
    bounds = rows.indptr.astype(np.int64)
    length = np.diff(bounds)
    kept = np.empty(len(rows.data), np.bool_)
    for start, end in _parts(bounds):
        first, last = int(bounds[start]), int(bounds[end])
        # One number for strength and place: the bits of a positive float are in the order of floats.
        strength = np.abs(rows.data[first:last].astype(np.float32)).view(np.uint32)
        key = strength.astype(np.int64)
        key <<= 32
        key |= _LOW - rows.indices[first:last].astype(np.int64)
        least = np.zeros(end - start, np.int64)
        for row in (np.flatnonzero(length[start:end] > top)).tolist():
            low, high = bounds[start + row] - first, bounds[start + row + 1] - first
            least[row] = np.partition(key[low:high], -top)[-top]
        kept[first:last] = (key >= np.repeat(least, length[start:end])) & (strength > 0)
    return kept


def significant(rows: Matrix, level: float) -> Mask:
    """Mark the ties of each row that belong to its backbone.

    That is the disparity filter of M. Á. Serrano, M. Boguñá and A. Vespignani, "Extracting the multiscale backbone of
    complex weighted networks" (2009): a tie of weight w to one of d neighbours, with weights that add up to s, stays
    where (1 - w/s)^(d-1) < level. That is the chance of so large a share if s were divided at random. The only tie of
    a node is never significant for that node. Weights count by their size, whatever their sign.

    :param rows: whole rows of a matrix of weights.
    :param level: the level of significance, between 0 and 1.
    :returns: for each stored weight whether it is one of them.
    """
    degree = np.diff(rows.indptr)
    row = np.repeat(np.arange(len(degree)), degree)
    weight = np.abs(rows.data).astype(np.float64)
    share = weight / np.bincount(row, weight, len(degree))[row]
    chance: Mask = np.power(np.maximum(1 - share, 0), degree[row] - 1) < level
    return chance


def either_way(rows: Matrix) -> Matrix:
    """Keep a tie in both directions where it is there in one.

    :param rows: square, sorted, with equal weights where a tie is there in both directions.
    :returns: a symmetric matrix with the same ties, sorted.
    """
    row, column = stored(rows)
    upper = only(rows, column > row)
    lower: Matrix = only(rows, column < row).T.tocsr()
    del row, column
    ties = upper + lower
    # Where both directions are there they add up to twice the weight, and half of that is exact.
    ties.data /= (_ones(upper) + _ones(lower)).data
    del upper, lower
    whole: Matrix = ties + ties.T.tocsr()
    whole.sort_indices()
    return whole


def _ones(matrix: Matrix) -> sparse.csr_array[np.int8, tuple[int, int]]:
    return sparse.csr_array((np.ones(matrix.nnz, np.int8), matrix.indices, matrix.indptr), shape=matrix.shape)


def _parts(bounds: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Cut rows into parts with about as many stored values."""
    cuts = np.searchsorted(bounds, np.arange(bounds[0], bounds[-1] + _AT_ONCE, _AT_ONCE), side="right") - 1
    cuts = np.unique(np.append(cuts, len(bounds) - 1))
    return list(zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True))
