"""Which statements an edge rests on."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from counterpoint.network.counting import pack
from counterpoint.network.weights import Floats, Matrix, kinship, stored

if TYPE_CHECKING:
    from counterpoint.network.projection import Projection
    from counterpoint.network.table import Codes

Pairs = tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]]


def statements_behind(projection: Projection, rows: Codes, columns: Codes) -> list[list[str]]:
    """List for each edge the IRIs, sorted, of the statements that its weight comes from.

    In a two-mode network these are the actor's statements on the claim. In a one-mode network they are those statements of
    either node that add to the weight together with one of the other's: for congruence the statements on a claim both spoke
    on with stances that are not opposite, for conflict those with stances that differ.

    :param rows: the row of each edge in the matrix of weights; edges are sorted by row and column.
    :param columns: its column.
    """
    width = projection.weights.shape[1]
    statement, row, column = _one_mode(projection) if projection.settings.one_mode else _two_mode(projection)
    wanted = rows.astype(np.int64) * width + columns
    place = np.searchsorted(wanted, row.astype(np.int64) * width + column)
    place[place == len(wanted)] = 0
    hit = wanted[place] == row.astype(np.int64) * width + column if len(wanted) else np.zeros(0, np.bool_)
    order = projection.table.order
    found = np.unique(pack([place[hit], order[projection.counted.rows[statement[hit]]]]))
    size = int(order[projection.counted.rows[statement[hit]]].max(initial=0)) + 1
    sorted_rows = np.argsort(order)[found % size].tolist()
    iris = [projection.table.statements[row] for row in sorted_rows]
    bounds = np.searchsorted(found // size, np.arange(len(rows) + 1)).tolist()
    return [iris[start:end] for start, end in pairwise(bounds)]
