"""Bridges: those who agree with people of more than one camp."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from counterpoint.network.measures.camps import strengths_towards
from counterpoint.network.measures.ties import Floats, Integers, Ties, net, totals


class Bridge(NamedTuple):
    """A node between camps.

    :param node: its number.
    :param score: how much of a bridge it is; see :func:`find_bridges`.
    :param camps: the camps that it agrees with, the one that it agrees with most first.
    """

    node: int
    score: float
    camps: tuple[int, ...]


def find_bridges(size: int, agree: Ties, disagree: Ties, camps: Integers, *, most: int = 10) -> list[Bridge]:
    """Find the nodes that hold camps together.

    The score of a node is its participation coefficient, which says how evenly it is tied to several camps, multiplied
    by the weight of its ties to the camp that it agrees with second most, which says how well it is tied to more than
    one. Both are of agreement net of disagreement. In planted networks this product ranked planted bridges higher than
    betweenness did, or participation or the second camp alone: see ``docs/explanation/measures.md``. It needs no
    sampling, however large the network is.

    In a disconnected network the camps of different components have no bridge; where all agree in one camp, where
    nobody agrees, and in an empty network there is none.

    :param size: the number of nodes.
    :param agree: agreement; a pair may be among both.
    :param disagree: disagreement.
    :param camps: for each node its camp or -1, as :func:`find_camps` gives them.
    :param most: how many to return at most.
    :returns: the nodes that agree with two camps or more, the highest score first, and of equal ones the first node.
    :raises UsageError: where the ties are no ties between the nodes.
    """
    agreement = net(size, agree, disagree).agree
    node, camp, weight = strengths_towards(agreement, camps)
    order = np.lexsort((camp, -weight, node))
    node, camp, weight = node[order], camp[order], weight[order]
    starts = np.flatnonzero(np.diff(node, prepend=-1))
    several = np.diff(starts, append=len(node)) > 1
    found = starts[several]
    score = participation(size, agreement, camps)[node[found]] * weight[found + 1]
    bounds = dict(pairwise([*starts.tolist(), len(node)]))
    best = np.lexsort((node[found], -np.round(score, 9)))[: max(most, 0)]
    return [
        Bridge(int(node[start]), float(score[place]), tuple(camp[start : bounds[start]].tolist()))
        for place, start in zip(best.tolist(), found[best].tolist(), strict=True)
    ]


def participation(size: int, agree: Ties, camps: Integers) -> Floats:
    """Say how evenly each node's ties are spread over the camps: the participation coefficient.

    It is 1 less the sum over camps s of (k[s] / k)², where k[s] is the weight of the node's ties to camp s, and k their
    sum (Guimerà and Amaral 2005). It is 0 where all ties go to one camp, and 1 - 1/n where they are spread evenly over
    n. Ties to nodes without a camp are left out, and nodes without a tie to any camp have 0; so in a network without
    camps, or with one, everybody has 0.

    :param size: the number of nodes.
    :param agree: the ties.
    :param camps: for each node its camp or -1.

    >>> participation(3, Ties.of([(0, 1), (0, 2)]), np.array([-1, 0, 1])).tolist()
    [0.5, 0.0, 0.0]
    """
    node, _, weight = strengths_towards(agree, camps)
    total = totals(node, weight, size)
    squares = totals(node, weight**2, size)
    with np.errstate(divide="ignore", invalid="ignore"):
        coefficient = np.where(total > 0, 1 - squares / total**2, 0.0)
    return np.maximum(np.round(coefficient, 12), 0.0)
