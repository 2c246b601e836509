"""Small signed networks and what hypothesis makes of them."""

from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
from hypothesis import strategies as st

from counterpoint.network.measures.ties import Ties

NONE = Ties.of([])
Signed = Mapping[tuple[int, int], float]
"""A weight for each pair, negative where it disagrees."""


def split(signed: Signed) -> tuple[Ties, Ties]:
    """Give agreement and disagreement."""
    pairs = {sign: {pair: w * sign for pair, w in signed.items() if w * sign > 0} for sign in (1, -1)}
    return Ties.of(list(pairs[1]), list(pairs[1].values())), Ties.of(list(pairs[-1]), list(pairs[-1].values()))


def every_pair(size: int) -> list[tuple[int, int]]:
    return [(one, other) for other in range(size) for one in range(other)]


def signed_networks(size: int, *, complete: bool = False) -> st.SearchStrategy[dict[tuple[int, int], float]]:
    weights = st.sampled_from([-2.0, -1.0, 1.0, 3.0])
    if complete:
        return st.lists(weights, min_size=size * (size - 1) // 2, max_size=size * (size - 1) // 2).map(
            lambda values: dict(zip(every_pair(size), values, strict=True))
        )
    return st.dictionaries(st.sampled_from(every_pair(size)), weights)


def graph_of(size: int, ties: Ties) -> nx.Graph[int]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_weighted_edges_from(zip(*(column.tolist() for column in ties), strict=True))
    return graph
