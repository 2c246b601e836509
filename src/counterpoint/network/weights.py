"""The formulas: weights of one-mode and two-mode networks, as sparse products.

They are those of the Discourse Network Analyzer (P. Leifeld, "Discourse Network Analyzer Manual", and its class
`dna.export.Exporter`). x[i, j, k] is the number of statements by actor i on claim j with stance level k, A[i] their sum
over j and k, and R the length of the scale of levels. Networks of claims follow by exchanging actors and claims.

A matrix of counts holds x with a row for each i and the column `j * len(levels) + k`.
"""

from __future__ import annotations

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


def one_mode(
    counts: Matrix, levels: Levels, scale: tuple[float, float], aggregation: Aggregation, normalisation: Normalisation
) -> Matrix:
    """Weigh the ties between the rows of a matrix of counts.

    `ignore` is Σj (Σk x_ijk)(Σk x_i'jk), `congruence` Σj Σk,k' x_ijk x_i'jk' (1 - |k-k'|/R), `conflict` the same with
    |k-k'|/R, and `subtract` congruence less conflict. `average` divides by (A_i + A_i')/2, `cosine` by A_i A_i' (DNA's
    definition), `jaccard` by Σjk (x_ijk [x_i'jk = 0] + x_i'jk [x_ijk = 0] + x_ijk x_i'jk). `cosine-similarity`
    divides by √(w_ii w_i'i'), where w_ii is the weight an actor would have with itself, in `ignore` or else in
    `congruence`: so it is a true cosine in these two, and `subtract` remains congruence less conflict.

    :returns: a symmetric matrix with an empty diagonal and no stored zeros.
    """
    length = scale[1] - scale[0]
    if aggregation == "ignore":
        near = other = _per_claim(counts, np.ones((len(levels), 1)))
    else:
        near, other = _per_claim(counts, kinship(levels, length, aggregation)), counts
    weights: Matrix = (near @ other.T).tocsr()
    weights.setdiag(0)
    weights.eliminate_zeros()
    weights.sort_indices()
    if aggregation != "ignore":
        # Only here, because whole levels give whole numbers, which add up without rounding: what should be 0 is 0.
        weights.data /= length
    if normalisation == "none":
        return weights
    first, second = stored(weights)
    if normalisation == "cosine-similarity":
        itself = near if aggregation == "ignore" else _per_claim(counts, kinship(levels, length, "congruence") / length)
        own = np.sqrt((itself * other).sum(axis=1))
        weights.data /= own[first] * own[second]
        return weights
    activity: Floats = counts.sum(axis=1)
    if normalisation == "average":
        weights.data /= (activity[first] + activity[second]) / 2
    elif normalisation == "cosine":
        weights.data /= activity[first] * activity[second]
    else:
        weights.data /= activity[first] + activity[second] + _overlap(counts, weights)
    return weights


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
    weights.eliminate_zeros()
    weights.sort_indices()
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


def _overlap(counts: Matrix, weights: Matrix) -> Floats:
    """Give Σjk x_ijk x_i'jk - x_ijk [x_i'jk > 0] - x_i'jk [x_ijk > 0] for each stored weight."""
    shared = counts @ counts.sign().T
    overlap: Matrix = (counts @ counts.T - shared - shared.T).tocsr()
    overlap.sort_indices()
    size = weights.shape[0]
    there, wanted = (rows * size + columns for rows, columns in (stored(overlap), stored(weights)))
    place = np.searchsorted(there, wanted)
    place[place == len(there)] = 0
    return np.where(there[place] == wanted, overlap.data[place], 0) if len(there) else np.zeros(len(wanted))
