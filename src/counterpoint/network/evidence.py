"""Which statements an edge rests on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from counterpoint.network.weights import Floats, Matrix, kinship, stored

if TYPE_CHECKING:
    from counterpoint.network.projection import Projection
    from counterpoint.network.table import Codes

Integers = NDArray[np.integer]


def statements_behind(projection: Projection, rows: Codes, columns: Codes) -> list[list[str]]:
    """List for each edge the IRIs, sorted, of the statements that its weight comes from.

    In a two-mode network these are the actor's statements on the claim. In a one-mode network they are those of either
    node that add to the weight together with one of the other's: for congruence the statements on a claim both spoke on
    with stances that are not opposite, for conflict those with stances that differ.

    :param rows: the row of each edge in the matrix of weights; edges are sorted by row and column.
    :param columns: its column.
    """
    if not len(rows):
        return []
    table, counted = projection.table, projection.counted
    ties = _ties if projection.settings.one_mode else _two_mode_ties
    index, row, column = ties(projection)
    wanted = rows.astype(np.int64) * projection.weights.shape[1] + columns
    tied = row.astype(np.int64) * projection.weights.shape[1] + column
    edge = np.minimum(np.searchsorted(wanted, tied), len(wanted) - 1)
    found = wanted[edge] == tied
    # A number for edge and statement, so that sorting sorts by both.
    keys = np.unique(edge[found] * len(table) + table.order[counted.rows[index[found]]])
    in_order = np.argsort(table.order)
    statements = [table.statements[row] for row in in_order[keys % len(table)].tolist()]
    bounds = np.searchsorted(keys // len(table), np.arange(len(rows) + 1)).tolist()
    return [statements[start:end] for start, end in pairwise(bounds)]


def _two_mode_ties(projection: Projection) -> tuple[Integers, Integers, Integers]:
    """Give for each statement that counts its index, its row and its column."""
    counted = projection.counted
    return np.arange(len(counted.rows)), counted.actor, counted.claim


def _ties(projection: Projection) -> tuple[Integers, Integers, Integers]:
    """Give for each statement that counts, and each node it ties its own to, its index and the two nodes, in order."""
    counted, settings = projection.counted, projection.settings
    node, other = counted.actor, counted.claim
    if settings.mode == "claims":
        node, other = other, node
    size = len(counted.levels)
    cell = other * size + counted.level
    others = int(other.max(initial=-1)) + 1
    has: Matrix = sparse.csr_array((np.ones(len(node)), (cell, node)), shape=(others * size, len(projection.rows.iris)))
    fits = sparse.kron(sparse.eye_array(others), sparse.csr_array(_counts_with(projection)), format="csr")
    index, partner = stored((fits @ has).tocsr()[cell])
    own = node[index]
    apart = own != partner
    index, own, partner = index[apart], own[apart], partner[apart]
    return index, np.minimum(own, partner), np.maximum(own, partner)


def _counts_with(projection: Projection) -> Floats:
    """Say for each pair of levels, by 1 or 0, whether two such statements on one claim add to a weight."""
    levels, scale, aggregation = projection.counted.levels, projection.table.scale, projection.settings.aggregation
    if aggregation in {"ignore", "subtract"}:
        # In `subtract`, what agrees and what differs may add up to 0, and yet both count.
        return np.ones((len(levels), len(levels)))
    return (kinship(levels, scale[1] - scale[0], aggregation) > 0).astype(np.float64)
