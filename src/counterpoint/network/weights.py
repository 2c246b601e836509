"""The formulas: weights of one-mode and two-mode networks, as sparse products.

They are those of the Discourse Network Analyzer (P. Leifeld, "Discourse Network Analyzer Manual", and its class
`dna.export.Exporter`). x[i, j, k] is the number of statements by actor i on claim j with stance level k, A[i] their sum
over j and k, and R the length of the scale of levels. Networks of claims follow by exchanging actors and claims.

A matrix of counts holds x with a row for each i and the column `j * len(levels) + k`.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from counterpoint.network.table import Levels

if TYPE_CHECKING:
    from counterpoint.network.settings import Aggregation, Normalisation

Matrix = sparse.csr_array[np.float64, tuple[int, int]]
Floats = NDArray[np.float64]

AGREE: Final = 1
DISAGREE: Final = 2
QUALIFY: Final = 4
"""What `combine` adds up where an actor stands for, against, or between on a claim."""

_ROUNDING: Final = 1e-12
"""The share of what was added up that may remain where levels such as 0.1, 0.2 and -0.3 cancel out: it is 0."""


class OneMode:
    """The ties between the rows of a matrix of counts, computed for some rows at a time.

    `ignore` is Σj (Σk x_ijk)(Σk x_i'jk), `congruence` Σj Σk,k' x_ijk x_i'jk' (1 - |k-k'|/R), `conflict` the same with
    |k-k'|/R, and `subtract` congruence less conflict. `average` divides by (A_i + A_i')/2, `cosine` by A_i A_i' (DNA's
    definition), `jaccard` by Σjk (x_ijk [x_i'jk = 0] + x_i'jk [x_ijk = 0] + x_ijk x_i'jk). `cosine-similarity`
    divides by √(w_ii w_i'i'), where w_ii is the weight an actor would have with itself, in `ignore` or else in
    `congruence`: so it is a true cosine in these two, and `subtract` remains congruence less conflict.

    :param counts: x, as the module says.
    :param levels: the levels k that occur.
    :param scale: the lowest and the highest level there can be.
    """

    def __init__(
        self,
        counts: Matrix,
        levels: Levels,
        scale: tuple[float, float],
        aggregation: Aggregation,
        normalisation: Normalisation,
    ) -> None:
        length = scale[1] - scale[0]
        if aggregation == "ignore":
            near = other = _per_claim(counts, np.ones((len(levels), 1)))
        else:
            near, other = _per_claim(counts, kinship(levels, length, aggregation)), counts
        self._length = 1 if aggregation == "ignore" else length
        self._normalisation = normalisation
        self._activity: Floats = counts.sum(axis=1)
        if normalisation == "cosine-similarity":
            factors = kinship(levels, length, "congruence") / length
            itself = near if aggregation == "ignore" else _per_claim(counts, factors)
            self._own: Floats = np.sqrt((itself * other).sum(axis=1))
        elif normalisation == "jaccard":
            self._spoke: Matrix = counts.sign().tocsr()
            self._again: Matrix = (counts - self._spoke).tocsr()
            self._again.eliminate_zeros()
        if _fits_32_bits(near, other):
            near, other = near.astype(np.float32), other.astype(np.float32)  # type: ignore[assignment]
        self._near = near
        self._other: Matrix = other.T.tocsr()

    @property
    def size(self) -> int:
        """How many rows there are."""
        return self._near.shape[0]

    @cached_property
    def products(self) -> NDArray[np.int64]:
        """How many products of two counts the rows before each row are made of, and at the end all rows.

        No row has more ties than that.
        """
        each = np.diff(self._other.indptr)[self._near.indices]
        return np.append(0, np.cumsum(each, dtype=np.int64))[self._near.indptr]

    def rows(self, start: int, end: int) -> Matrix:
        """Weigh the ties of some rows to all others.

        :returns: a matrix with a row for each of them, unsorted, in which a stored 0 is no tie; so is the diagonal.
        """
        weights: Matrix = (self._near[start:end] @ self._other).tocsr()
        first = (stored(weights)[0] + start).astype(np.int32)
        weights.data[weights.indices == first] = 0
        if self._normalisation == "jaccard":
            weights.sort_indices()
        if self._normalisation != "none" or math.frexp(self._length)[0] != 0.5:  # only a power of two divides exactly
            weights = weights.astype(np.float64)
        # Only here, because whole levels give whole numbers, which add up without rounding: what should be 0 is 0.
        weights.data /= self._length
        if self._normalisation != "none":
            weights.data /= self._divisors(weights, first, weights.indices)
        return weights

    def _divisors(self, weights: Matrix, first: NDArray[np.integer], second: NDArray[np.integer]) -> Floats:
        if self._normalisation == "cosine-similarity":
            own: Floats = self._own[first] * self._own[second]
            return own
        one: Floats = self._activity[first]
        other: Floats = self._activity[second]
        if self._normalisation == "average":
            return (one + other) / 2
        if self._normalisation == "cosine":
            return one * other
        # Σjk x x' - x [x' > 0] - x' [x > 0] is Σ (x - 1)(x' - 1) - 1 over the j and k at which both spoke.
        start, end = (int(first[0]), int(first[-1]) + 1) if len(first) else (0, 0)
        again, spoke = self._again[start:end], self._spoke[start:end]
        return one + other + _found((again @ self._again.T - spoke @ self._spoke.T).tocsr(), weights, first - start)


def two_mode(counts: Matrix, levels: Levels, aggregation: Aggregation, normalisation: Normalisation) -> Matrix:
    """Weigh the ties between the rows of a matrix of counts and the claims of its columns.

    `ignore` is Σk x_ijk, `subtract` Σk k x_ijk, and `combine` adds :data:`AGREE`, :data:`DISAGREE` and :data:`QUALIFY`
    where a level above, below or at 0 occurs. `activity` divides by the sum of x over the row, `prominence` over the
    column.

    :returns: a matrix of rows and claims without stored zeros.
    """
    if aggregation == "combine":
        signs = np.column_stack([levels > 0, levels < 0, levels == 0]).astype(np.float64)
        weights = _per_claim(_per_claim(counts, signs).sign(), np.array([[AGREE], [DISAGREE], [QUALIFY]], np.float64))
    else:
        weights = _per_claim(counts, (levels if aggregation == "subtract" else np.ones_like(levels))[:, None])
    weights.sort_indices()
    if aggregation == "subtract":
        sizes = _found(_per_claim(counts, np.abs(levels)[:, None]), weights, stored(weights)[0])
        weights.data[np.abs(weights.data) <= _ROUNDING * sizes] = 0
    weights.eliminate_zeros()
    row, column = stored(weights)
    if normalisation == "activity":
        weights.data /= counts.sum(axis=1)[row]
    elif normalisation == "prominence":
        weights.data /= counts.sum(axis=0).reshape(-1, len(levels)).sum(axis=1)[column]
    return weights


def kinship(levels: Levels, length: float, aggregation: Aggregation) -> Floats:
    """Give what two statements on one claim add to a tie, for each pair of their levels, multiplied by R.

    :param length: R, the length of the scale.

    >>> kinship(np.array([-1.0, 0.0, 1.0]), 2, "congruence")
    array([[2., 1., 0.],
           [1., 2., 1.],
           [0., 1., 2.]])
    """
    distance = np.abs(levels[:, None] - levels[None, :])
    if aggregation == "congruence":
        return length - distance
    return distance if aggregation == "conflict" else length - 2 * distance


def stored(matrix: Matrix) -> tuple[NDArray[np.intp], NDArray[np.integer]]:
    """Give the row and the column of each stored value of a matrix."""
    return np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)), matrix.indices


def _per_claim(counts: Matrix, factors: Floats) -> Matrix:
    """Multiply the levels of every claim by the same matrix of factors."""
    claims = counts.shape[1] // len(factors)
    return (counts @ sparse.kron(sparse.eye_array(claims), sparse.csr_array(factors), format="csr")).tocsr()


def only(matrix: Matrix, kept: NDArray[np.bool_]) -> Matrix:
    """Keep some of the stored values of a matrix."""
    places = np.flatnonzero(kept)
    bounds = np.searchsorted(places, matrix.indptr)
    return sparse.csr_array((matrix.data[places], matrix.indices[places], bounds), shape=matrix.shape)


def _found(matrix: Matrix, weights: Matrix, rows: NDArray[np.integer]) -> Floats:
    """Give the value that a matrix holds in the place of each stored weight.

    :param rows: the rows of the matrix that the weights are in, ascending; of each the columns ascend, too.
    """
    matrix.sort_indices()
    width = weights.shape[1]
    there = np.multiply(stored(matrix)[0], width) + matrix.indices
    wanted = np.multiply(rows, width, dtype=np.int64) + weights.indices
    place = np.searchsorted(there, wanted)
    place[place == len(there)] = 0
    return np.where(there[place] == wanted, matrix.data[place], 0) if len(there) else np.zeros(len(wanted))


def _fits_32_bits(near: Matrix, other: Matrix) -> bool:
    """Tell whether no sum of their products loses a digit in 24 bits: they are sixteenths, and none is too large."""
    sixteenths = near.data * 16
    largest = abs(near).sum(axis=1).max(initial=0) * other.data.max(initial=0) * 16
    return bool(largest < 2**24 and (sixteenths == np.rint(sixteenths)).all())
