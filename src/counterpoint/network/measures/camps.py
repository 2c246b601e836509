"""Camps: groups whose members agree with each other more than with the rest, and disagree less."""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from counterpoint.network.measures.chance import seeded
from counterpoint.network.measures.ties import Floats, Integers, Net, Ties, canonical, net, totals

_MANY_TIES: Final = 20_000
"""Ties from which on two rounds must do: the third and later ones take most of the time and move few nodes."""
_FEW_TIES: Final = 2_000
"""Ties up to which the best of several starts is taken."""
_STARTS: Final = 8


def find_camps(size: int, agree: Ties, disagree: Ties, *, seed: int = 7) -> Integers:
    """Find who stands together: communities of the signed network of agreement net of disagreement.

    With w the net weight of a pair (agreement less disagreement), k the sum of a node's ``abs(w)``, K the sum of all k
    and W the sum of w over all pairs, the camps maximise

        the sum over pairs in the same camp of w[i, j] - (2 W / K²) k[i] k[j]

    by the algorithm of Leiden (Traag, Waltman and van Eck 2019). It is a Potts model for signed networks like those of
    Traag and Bruggeman (2009), with the weight of chance set so that the network as a whole, taken for one camp, is
    worth 0. Where nobody disagrees, it is modularity (Newman and Girvan 2004). Where disagreement is as strong as
    agreement, it is the constant Potts model of resolution 0, which counts what does not fit, as frustration does.
    Where disagreement is stronger, chance has those in one camp disagree, and not to do so tells: who is against the
    same people may be in one camp without having spoken on the same claim. It found planted camps better than either of
    the two, and than the signed modularity of Gómez, Jensen and Arenas (2009): see ``docs/explanation/measures.md``.

    A camp holds together by agreement or, where disagreement is the stronger in the network, by opponents in common;
    so none spans two components of a disconnected network. In an all-agreeing one the camps are those of modularity,
    and there may be several; where nobody agrees, or nobody is there, there is none. Who is in a camp depends on the
    ties and the seed, hardly on the order of the nodes (only nodes that are tied in the same way may change places).

    :param size: the number of nodes.
    :param agree: agreement; a pair may be among both.
    :param disagree: disagreement.
    :param seed: where chance starts.
    :returns: for each node its camp, 0 the largest (of equally large ones the one with the first node), or -1 where the
        node agrees with nobody, net of disagreement, or would be a camp by itself.
    :raises UsageError: where the ties are no ties between the nodes.
    """
    ties = net(size, agree, disagree)
    if not len(ties.agree.weight):
        return np.full(size, -1, np.int32)
    order = canonical(size, ties)
    place = np.empty(size, np.int32)
    place[order] = np.arange(size, dtype=np.int32)
    found = _leiden(size, Net(*(_renumbered(one, place) for one in ties)), seed)
    camps = _connected(size, ties, found[place])
    camps[ties.agree.degree(size) == 0] = -1
    return _ranked(camps)


def _renumbered(ties: Ties, place: Integers) -> Ties:
    first, second = place[ties.first], place[ties.second]
    first, second = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((second, first))
    return Ties(first[order], second[order], ties.weight[order])


def _leiden(size: int, ties: Net, seed: int) -> Integers:
    """Maximise the quality that :func:`find_camps` defines; see there."""
    import igraph

    first = np.concatenate([ties.agree.first, ties.disagree.first])
    second = np.concatenate([ties.agree.second, ties.disagree.second])
    weight = np.concatenate([ties.agree.weight, -ties.disagree.weight])
    strength = ties.agree.strength(size) + ties.disagree.strength(size)
    resolution = 2 * weight.sum() / strength.sum() ** 2
    graph = igraph.Graph(n=size, edges=np.column_stack([first, second]))
    best, best_quality = np.arange(size, dtype=np.int32), -math.inf
    for start in range(_STARTS if len(weight) <= _FEW_TIES else 1):
        with seeded(seed + start):
            found = graph.community_leiden(
                objective_function="CPM",
                weights=weight,
                node_weights=strength,
                resolution=resolution,
                n_iterations=2 if len(weight) > _MANY_TIES else -1,
            )
        camps = np.array(found.membership, np.int32)
        inside = weight[camps[first] == camps[second]].sum()
        quality = inside - resolution * (totals(camps, strength, size) ** 2).sum() / 2
        if quality > best_quality + 1e-9 * abs(weight).sum():  # not by rounding alone
            best, best_quality = camps, quality
    return best


def _connected(size: int, ties: Net, camps: Integers) -> Integers:
    """Split camps that do not hold together, by agreement or by opponents in common.

    The latter only where disagreement is the stronger: else a split never makes camps worse.
    """
    import igraph  # is loaded already; scipy would take longer to load than all the rest on a small page

    agree, disagree = ties
    inside = camps[agree.first] == camps[agree.second]
    first, second = agree.first[inside], agree.second[inside]
    more = 0
    if disagree.weight.sum() > agree.weight.sum():
        member = np.concatenate([disagree.first, disagree.second])
        opponent = np.concatenate([disagree.second, disagree.first])
        # A place for every opponent that a camp has, to which its members are tied who oppose it.
        places, place = np.unique(opponent.astype(np.int64) * size + camps[member], return_inverse=True)
        more = len(places)
        first, second = np.concatenate([first, member]), np.concatenate([second, size + place])
    graph = igraph.Graph(n=size + more, edges=np.column_stack([first, second]))
    return np.array(graph.connected_components().membership[:size], np.int32)


def _ranked(camps: Integers) -> Integers:
    """Give camps numbers by size and then by their first node, and take single nodes out."""
    _, first, camp, members = np.unique(camps, return_index=True, return_inverse=True, return_counts=True)
    none = (members == 1) | (camps[first] < 0)
    rank = np.empty(len(members), np.int32)
    rank[np.lexsort((first, -members, none))] = np.arange(len(members), dtype=np.int32)
    rank[none] = -1
    return rank[camp]


def strengths_towards(ties: Ties, camps: Integers) -> tuple[Integers, Integers, Floats]:
    """Add up each node's ties to each camp.

    :returns: node, camp and sum, for each node and camp between which there are ties, sorted.
    """
    node = np.concatenate([ties.first, ties.second])
    camp = camps[np.concatenate([ties.second, ties.first])]
    weight = np.concatenate([ties.weight, ties.weight])
    known = camp >= 0
    width = int(camps.max(initial=0)) + 1
    keys, place = np.unique(node[known].astype(np.int64) * width + camp[known], return_inverse=True)
    total = totals(place, weight[known], len(keys))
    return (keys // width).astype(np.int32), (keys % width).astype(np.int32), total
