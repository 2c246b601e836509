"""Frustration: how many ties keep a network from falling into two sides."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from counterpoint.network.measures.balance import signed_matrix
from counterpoint.network.measures.ties import Net, Ties, net
from counterpoint.network.measures.triangles import Ends, Signs, count_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from counterpoint.network.measures.balance import Matrix

MOST_EXACT: Final = 500
"""Ties of a block up to which it is solved exactly."""
_MOST_IN_ALL: Final = 2_000
_FEW: Final = 20_000
_LARGE: Final = 50


class Frustration(NamedTuple):
    """How far a signed network is from balance.

    :param line_index: the line index, or where it is not known exactly the least number of ties that was found: then
        it is an upper bound.
    :param lower_bound: the line index is no less; equal to it where that is known exactly.
    :param ties: how many ties there are.
    """

    line_index: int
    lower_bound: int
    ties: int

    @property
    def exact(self) -> bool:
        """Whether the index is known exactly."""
        return self.line_index == self.lower_bound

    @property
    def normalised(self) -> float | None:
        """Give 1 less twice the share of frustrated ties: 1 balanced, 0 as far from it as can be; None without ties.

        So do Aref and Wilson (2018) make networks of different size comparable; no more than half of the ties can be
        frustrated. Where the index is not exact, neither is this.
        """
        return 1 - 2 * self.line_index / self.ties if self.ties else None


def measure_frustration(
    size: int, agree: Ties, disagree: Ties, *, seed: int = 7, most_exact: int = MOST_EXACT
) -> Frustration:
    """Count the ties that keep a network from falling into two sides: the line index of balance (Harary 1959).

    It is the least number of ties that have the wrong sign, whichever way the nodes are divided into two sides (one may
    be empty): agreement across the sides and disagreement within. The sign of a pair is that of its agreement net of
    disagreement; weights do not count.

    The network is taken apart into blocks that share but a node, because their indices add up. Blocks of up to
    ``most_exact`` ties are solved as an integer programme (Aref, Mason and Wilson 2020; ``scipy.optimize.milp``), which
    may give up after some branches. Of others, ``line_index`` is the best of several descents that move one node at a
    time to the other side, and ``lower_bound`` the number of triangles that are not balanced and share no tie, at
    least 1 for a block that is not balanced. Aref and Wilson (2019) compare it with other measures of balance.

    Components of a disconnected network add up. It is 0 for an empty network, where all agree, and in general where the
    network is balanced; where each of n nodes disagrees with each, the best two sides are equally large.

    :param size: the number of nodes.
    :param agree: agreement; a pair may be among both.
    :param disagree: disagreement.
    :param seed: where chance starts.
    :param most_exact: ties of a block up to which it is solved exactly: 500 take some seconds at most, 1,000 may take a
        minute.
    :raises UsageError: where the ties are no ties between the nodes.

    >>> measure_frustration(3, Ties.of([(0, 1), (1, 2)]), Ties.of([(0, 2)]))
    Frustration(line_index=1, lower_bound=1, ties=3)
    """
    ties = net(size, agree, disagree)
    first = np.concatenate([ties.agree.first, ties.disagree.first])
    second = np.concatenate([ties.agree.second, ties.disagree.second])
    sign = np.concatenate([np.ones(len(ties.agree.weight)), -np.ones(len(ties.disagree.weight))])
    high = low = solved = 0
    for chosen in _blocks(size, first, second):
        nodes, ends = np.unique(np.concatenate([first[chosen], second[chosen]]), return_inverse=True)
        half = len(chosen)
        one, other, own = ends[:half].astype(np.int32), ends[half:].astype(np.int32), sign[chosen]
        found = _descents(len(nodes), one, other, own, seed)
        if not found:
            continue
        least = max(count_apart(len(nodes), one, other, own), 1)
        if least < found and solved + half <= max(most_exact, _MOST_IN_ALL) and half <= most_exact:
            from counterpoint.network.measures.programme import solve

            solved += half
            least, found = solve(len(nodes), one, other, own, (least, found))
        high, low = high + found, low + least
    return Frustration(high, low, len(sign))


def _blocks(size: int, first: Ends, second: Ends) -> Iterator[NDArray[np.intp]]:
    """Give the ties of each part that no single node holds together (its biconnected components), largest parts last.

    Those of one tie are left out: they are never frustrated.
    """
    import igraph

    graph = igraph.Graph(n=size, edges=np.column_stack([first, second]))
    # Two blocks share one node at most, so a tie is in the block that has both its ends.
    blocks = sorted((block for block in graph.biconnected_components() if len(block) > 2), key=len)
    member = np.full(len(first), -1)
    home: dict[int, set[int]] = {}
    for number, block in enumerate(blocks):
        if len(block) > _LARGE:
            inside = np.zeros(size, np.bool_)
            inside[block] = True
            member[inside[first] & inside[second]] = number
        else:
            for node in block:
                home.setdefault(node, set()).add(number)
    for tie in np.flatnonzero(member < 0).tolist() if home else []:
        if shared := home.get(int(first[tie]), set()) & home.get(int(second[tie]), set()):
            (member[tie],) = shared
    order = np.argsort(member, kind="stable")
    starts = np.searchsorted(member[order], np.arange(len(blocks) + 1))
    parts = [order[start:end] for start, end in pairwise(starts.tolist())]
    yield from sorted(parts, key=lambda part: (len(part), part[0]))


def _descents(size: int, first: Ends, second: Ends, sign: Signs, seed: int) -> int:
    """Divide a connected network into two sides as well as descents find; give the number of frustrated ties."""
    positive, negative = sign > 0, sign < 0
    agree, disagree = (
        Ties(first[chosen], second[chosen], np.ones(int(chosen.sum()))) for chosen in (positive, negative)
    )
    matrix = signed_matrix(size, Net(agree, disagree))
    chance = np.random.default_rng(seed)
    best = _along_a_tree(matrix)
    fewest = _frustrated(best, first, second, sign)
    for turn in range(200 if len(sign) <= _FEW else 10):
        if not fewest:
            break
        side = best.copy()
        if turn:
            side[chance.random(size) < 0.02 * (1 + turn % 10)] *= -1
        _descend(matrix, side)
        found = _frustrated(side, first, second, sign)
        if found <= fewest:
            best, fewest = side, found
    return fewest


def _along_a_tree(matrix: Matrix) -> Signs:
    """Give the sides that satisfy every tie of a spanning tree: all ties, where the network is balanced."""
    from scipy.sparse.csgraph import breadth_first_order

    root = int(np.diff(matrix.indptr).argmax())
    order, before = breadth_first_order(abs(matrix), root, directed=False)
    side = np.ones(matrix.shape[0])
    for node in order[1:].tolist():
        start, end = matrix.indptr[before[node]], matrix.indptr[before[node] + 1]
        place = start + np.searchsorted(matrix.indices[start:end], node)
        side[node] = side[before[node]] * matrix.data[place]
    return side


def _descend(matrix: Matrix, side: Signs) -> None:
    """Move nodes to the other side as long as that satisfies more of their ties than it frustrates."""
    satisfied = side * np.asarray(matrix @ side)
    while len(worse := np.flatnonzero(satisfied < 0)):
        for node in worse.tolist():
            if satisfied[node] < 0:
                ties = slice(matrix.indptr[node], matrix.indptr[node + 1])
                others = matrix.indices[ties]
                satisfied[others] -= 2 * side[node] * matrix.data[ties] * side[others]
                satisfied[node] = -satisfied[node]
                side[node] = -side[node]


def _frustrated(side: Signs, first: Ends, second: Ends, sign: Signs) -> int:
    return int(np.count_nonzero(side[first] * side[second] * sign < 0))
