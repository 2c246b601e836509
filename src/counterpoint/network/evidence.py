"""Which statements an edge rests on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from counterpoint.network.limits import SLAB
from counterpoint.network.texts import Texts
from counterpoint.network.weights import Floats, Matrix, kinship, stored

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counterpoint.network.projection import Projection
    from counterpoint.network.table import Codes, StatementTable

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
    wanted = rows.astype(np.int64) * projection.weights.shape[1] + columns
    found = []
    for index, row, column in (_ties if projection.settings.one_mode else _two_mode_ties)(projection, rows, columns):
        tied = row.astype(np.int64) * projection.weights.shape[1] + column
        edge = np.minimum(np.searchsorted(wanted, tied), len(wanted) - 1)
        there = wanted[edge] == tied
        # A number for edge and statement, so that sorting sorts by both.
        found.append(np.unique(edge[there] * len(table) + table.order[counted.rows[index[there]]]))
    keys = np.unique(np.concatenate(found)) if found else np.empty(0, np.int64)
    in_order = np.argsort(table.order)
    statements = _texts(table, in_order[keys % len(table)])
    bounds = np.searchsorted(keys // len(table), np.arange(len(rows) + 1)).tolist()
    return [statements[start:end] for start, end in pairwise(bounds)]


def _texts(table: StatementTable, rows: Integers) -> list[str]:
    if isinstance(table.statements, Texts):
        return list(table.statements.take(rows))
    return [table.statements[row] for row in rows.tolist()]


def _two_mode_ties(
    projection: Projection, rows: Codes, columns: Codes
) -> Iterator[tuple[Integers, Integers, Integers]]:
    """Give for each statement that counts its index, its row and its column."""
    del rows, columns
    counted = projection.counted
    yield np.arange(len(counted.rows)), counted.actor, counted.claim


def _ties(projection: Projection, rows: Codes, columns: Codes) -> Iterator[tuple[Integers, Integers, Integers]]:
    """Give for statements of the ends of edges, and each node they tie these to, their index and the two nodes.

    They come in parts, because one claim ties everybody who spoke on it to everybody else who did.
    """
    counted, settings = projection.counted, projection.settings
    node, other = counted.actor, counted.claim
    if settings.mode == "claims":
        node, other = other, node
    size = len(counted.levels)
    cell = other * size + counted.level
    others = int(other.max(initial=-1)) + 1
    at_end = np.zeros(len(projection.rows.iris), np.bool_)
    at_end[rows] = at_end[columns] = True
    said = np.flatnonzero(at_end[node])
    has: Matrix = sparse.csr_array(
        (np.ones(len(said)), (cell[said], node[said])), shape=(others * size, len(projection.rows.iris))
    )
    near = sparse.kron(sparse.eye_array(others), sparse.csr_array(_counts_with(projection)), format="csr")
    partners: Matrix = (near @ has).tocsr()
    each = np.append(0, np.cumsum(np.diff(partners.indptr)[cell[said]], dtype=np.int64))
    bounds = np.unique(np.append(np.searchsorted(each, np.arange(0, each[-1], SLAB)), len(said)))
    for start, end in pairwise(bounds.tolist()):
        part = said[start:end]
        place, partner = stored(partners[cell[part]])
        own = node[part][place]
        apart = own != partner
        index, own, partner = part[place[apart]], own[apart], partner[apart]
        yield index, np.minimum(own, partner), np.maximum(own, partner)


def _counts_with(projection: Projection) -> Floats:
    """Say for each pair of levels, by 1 or 0, whether two such statements on one claim add to a weight."""
    levels, scale, aggregation = projection.counted.levels, projection.table.scale, projection.settings.aggregation
    if aggregation in {"ignore", "subtract"}:
        # In `subtract`, what agrees and what differs may add up to 0, and yet both count.
        return np.ones((len(levels), len(levels)))
    return (kinship(levels, scale[1] - scale[0], aggregation) > 0).astype(np.float64)
