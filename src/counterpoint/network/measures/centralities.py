"""Centralities: who is much agreed with, and who lies between others, in a network of agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from counterpoint.network.measures.chance import seeded
from counterpoint.network.measures.ties import Floats, Net, Ties, canonical, check

if TYPE_CHECKING:
    import igraph

MOST_STEPS: Final = 50_000_000
"""Nodes times ties up to which betweenness is exact: some seconds."""
FEWEST_PIVOTS: Final = 50
"""Nodes that shortest paths are followed from at least, where not from all."""
_SEED: Final = 7
_NONE: Final = Ties.of([])


class Betweenness(NamedTuple):
    """Betweenness, and how it was reached.

    :param values: for each node, from 0 to 1.
    :param pivots: the number of nodes that shortest paths were followed from; 0 where from all, so that the values are
        exact.
    """

    values: Floats
    pivots: int


def betweenness(size: int, agree: Ties, *, seed: int = 7) -> Betweenness:
    """Say how often each node lies on the shortest paths between others: betweenness (Freeman 1977).

    For a node it is the sum over pairs of others of the share of their shortest paths that pass through it, divided by
    the number of such pairs, (n-1)(n-2)/2. A path is as long as the number of its ties; weights do not count. In a
    disconnected network pairs without a path add nothing; isolates, and all nodes where each is tied to each, have 0,
    as have all of a network with fewer than three nodes.

    Beyond :data:`MOST_STEPS` it is estimated: paths are followed from some nodes only, drawn with the seed, and the sum
    is scaled (Brandes and Pich 2007).

    :param size: the number of nodes.
    :param agree: the ties.
    :param seed: where chance starts.
    :raises UsageError: where the ties are no ties between the nodes.
    """
    check(size, agree)
    kept = agree.present()
    pairs = (size - 1) * (size - 2) / 2
    if size < 3 or not len(kept.weight):
        return Betweenness(np.zeros(size), 0)
    graph = _graph(size, kept)
    if size * len(kept.weight) <= MOST_STEPS:
        return Betweenness(np.array(graph.betweenness(directed=False)) / pairs, 0)
    pivots = min(max(MOST_STEPS // len(kept.weight), FEWEST_PIVOTS), size)
    drawn = np.random.default_rng(seed).choice(size, pivots, replace=False)
    sources = np.sort(canonical(size, Net(kept, _NONE))[drawn]).tolist()
    # Each pair is met from one end or from both; followed from all nodes, from both.
    found = np.array(graph.betweenness(directed=False, sources=sources, targets=range(size)))
    return Betweenness(found * size / pivots / pairs, pivots)


def eigenvector(size: int, agree: Ties) -> Floats:
    """Say how much each node is agreed with by those who are much agreed with: eigenvector centrality (Bonacich 1972).

    It is the leading eigenvector of the matrix of weights. In a disconnected network that would be 0 outside one
    component, although debates often have camps that agree on nothing; so each component has its own, in which the
    largest value is 1, and values of different components must not be compared. Isolates have 0, as have all nodes
    where nobody agrees; where each agrees with each alike, all have 1.

    :param size: the number of nodes.
    :param agree: the ties.
    :raises UsageError: where the ties are no ties between the nodes.
    """
    check(size, agree)
    values = np.zeros(size)
    kept = agree.present()
    if not len(kept.weight):
        return values
    graph = _graph(size, kept)
    graph.es["weight"] = kept.weight
    for members in graph.connected_components():
        if len(members) == 2:
            values[members] = 1.0
        elif len(members) > 2:
            with seeded(_SEED):  # the iteration starts anywhere, and so ends within rounding of the same
                values[members] = graph.induced_subgraph(members).eigenvector_centrality(weights="weight")
    return np.round(values, 10)


def _graph(size: int, ties: Ties) -> igraph.Graph:
    import igraph

    return igraph.Graph(n=size, edges=np.column_stack([ties.first, ties.second]))
