"""The line index of frustration as an integer programme."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse

from counterpoint.network.measures.triangles import unbalanced_triangles

if TYPE_CHECKING:
    from counterpoint.network.measures.triangles import Ends, Signs

_BRANCHES: Final = 100
"""After so many it gives up: a number, not a time, so that the same network has the same answer on every machine."""
_TRIANGLES: Final = 5_000


def solve(size: int, first: Ends, second: Ends, sign: Signs, known: tuple[int, int]) -> tuple[int, int]:
    """Find the least number of frustrated ties of a connected network.

    Each node has a variable x, 0 or 1, for its side, and each tie one, e, that is 1 where it is frustrated: for a
    positive tie e >= x[i] - x[j] and e >= x[j] - x[i], for a negative one e >= x[i] + x[j] - 1 and e >= 1 - x[i] -
    x[j]. The node with the most ties is on side 1, which is no loss and halves the work, and of the ties of each
    triangle that is not balanced one at least is frustrated (Aref, Mason and Wilson 2020).

    :param size: the number of nodes.
    :param first: one end of each tie.
    :param second: the other end.
    :param sign: 1 or -1 for each tie.
    :param known: bounds that are known already.
    :returns: a lower and an upper bound, equal where the number was found.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    low, high = known
    ties = len(sign)
    tie = np.arange(ties)
    positive = sign > 0
    ones = np.ones(ties)
    triangles = unbalanced_triangles(size, first, second, sign, most=_TRIANGLES)
    number = len(triangles)

    def rows(of_first: Signs, of_second: Signs) -> sparse.csr_array:
        values = np.concatenate([of_first, of_second, ones])
        places = (np.concatenate([tie, tie, tie]), np.concatenate([first, second, size + tie]))
        return sparse.csr_array((values, places), shape=(ties, size + ties))

    cuts = sparse.csr_array(
        (np.ones(3 * number), (np.repeat(np.arange(number), 3), size + triangles.ravel())), shape=(number, size + ties)
    )
    matrix = sparse.vstack([rows(-ones, sign), rows(ones, -sign), cuts], format="csr")
    least = np.concatenate([np.where(positive, 0.0, -1.0), np.where(positive, 0.0, 1.0), np.ones(number)])
    lower = np.zeros(size + ties)
    lower[np.bincount(np.concatenate([first, second])).argmax()] = 1
    answer = milp(
        np.concatenate([np.zeros(size), ones]),
        constraints=LinearConstraint(matrix, least, np.inf),
        bounds=Bounds(lower, np.ones(size + ties)),
        integrality=np.concatenate([np.ones(size), np.zeros(ties)]),
        options={"mip_rel_gap": 0, "node_limit": _BRANCHES},
    )
    if answer.mip_dual_bound is not None and math.isfinite(answer.mip_dual_bound):
        low = max(low, math.ceil(answer.mip_dual_bound - 1e-6))
    if answer.fun is not None:
        high = min(high, round(answer.fun))
    return min(low, high), high
