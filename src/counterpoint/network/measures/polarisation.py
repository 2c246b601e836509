"""Polarisation: how far agreement stays within camps and disagreement runs between them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from counterpoint.network.measures.ties import Integers, Ties, net, totals


class Polarisation(NamedTuple):
    """How divided a network is by its camps.

    :param agreement: the E-I index of agreement, from -1, all of it within camps, to 1, all of it between; None where
        nobody agrees.
    :param disagreement: the E-I index of disagreement; in a polarised debate near 1. None where nobody disagrees.
    :param modularity: the signed modularity of the camps; about 0 where they are no better than chance. None without
        ties.
    """

    agreement: float | None
    disagreement: float | None
    modularity: float | None


def measure_polarisation(size: int, agree: Ties, disagree: Ties, camps: Integers) -> Polarisation:
    """Say how divided a network is by its camps, in two measures.

    The *E-I index* (Krackhardt and Stern 1988) is the number of external ties less that of internal ones, divided by
    both: external are those between camps, internal those within. Ties are counted, not weighed, and those of
    disagreement apart. A debate is polarised where agreement is near -1 and disagreement near 1.

    The *signed modularity* (Gómez, Jensen and Arenas 2009) is what agreement within camps, less disagreement within
    them, exceeds what chance would give to nodes of the same strengths, divided by the sum of all weights: with w+ and
    w- the weights of agreement and disagreement, k+ and k- the strengths, m+ and m- the sums over pairs,

        the sum over pairs in a camp of (w+ - k+[i] k+[j] / 2m+) - (w- - k-[i] k-[j] / 2m-), divided by m+ + m-

    where a node makes a pair with itself, counted half and without a tie, as in modularity.

    Both are of agreement net of disagreement, and a node in no camp counts as one of its own. In a disconnected network
    both are as defined; where all agree in one camp, agreement is -1, disagreement is None, and modularity is 0: nobody
    is divided. In an empty network, or one without ties, all are None.

    :param size: the number of nodes.
    :param agree: agreement; a pair may be among both.
    :param disagree: disagreement.
    :param camps: for each node its camp or -1, as :func:`find_camps` gives them.
    :raises UsageError: where the ties are no ties between the nodes.
    """
    ties = net(size, agree, disagree)
    own = camps.astype(np.int64)
    alone = own < 0
    own[alone] = own.max(initial=-1) + 1 + np.arange(np.count_nonzero(alone))
    total = excess = 0.0
    for one, sign in zip(ties, (1, -1), strict=True):
        weight = one.weight.sum()
        if weight:
            inside = one.weight[own[one.first] == own[one.second]].sum()
            strengths = totals(own, one.strength(size), int(own.max()) + 1)
            excess += sign * (inside - (strengths**2).sum() / (4 * weight))
            total += weight
    return Polarisation(
        external_internal(ties.agree, own),
        external_internal(ties.disagree, own),
        float(excess / total) if total else None,
    )


def external_internal(ties: Ties, groups: np.ndarray[tuple[int], np.dtype[np.integer]]) -> float | None:
    """Give the E-I index of Krackhardt and Stern (1988): ties between groups less those within, divided by all.

    >>> external_internal(Ties.of([(0, 1), (0, 2), (1, 2)]), np.array([0, 0, 1]))
    0.3333333333333333
    """
    external = int(np.count_nonzero(groups[ties.first] != groups[ties.second]))
    every = len(ties.weight)
    return (2 * external - every) / every if every else None
