"""Where each speaker stands in the picture: computed from agreement alone, and the same on every run."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx

RING = 16
"""Up to this many speakers stand in a ring; more are placed by a spring layout."""

_GAP = 0.6
"""The empty arc between two camps, in places of a speaker."""


class Point(NamedTuple):
    """A place in the picture, both coordinates from -1 to 1, y downward; the page stretches it to its canvas."""

    x: float
    y: float


class Layout(NamedTuple):
    """Where the speakers stand.

    :param places: a place for every speaker, by id.
    :param camps: ids of speakers who agree more with each other than with the rest, the largest camp first;
        speakers who agree with nobody are in none.
    :param ring: whether the places are on a ring, so that no straight line passes behind a third speaker.
    """

    places: dict[str, Point]
    camps: tuple[tuple[str, ...], ...]
    ring: bool


def lay_out(
    speakers: Iterable[str], agree: Mapping[tuple[str, str], float], disagree: Mapping[tuple[str, str], float]
) -> Layout:
    """Place speakers so that those who agree stand together and those who disagree face each other.

    Only agreement attracts. Disagreement turns camps and neighbours within a camp so that its lines cross the
    middle of the picture; it moves nobody into or out of a camp, except that a pair who disagree more than they agree do
    not count as agreeing.

    :param speakers: ids; their order does not matter.
    :param agree: the weight of agreement of each pair.
    :param disagree: the weight of disagreement of each pair.
    :returns: a layout that depends on the arguments alone.
    """
    nodes = sorted(set(speakers))
    camps = find_camps(nodes, agree, disagree)
    if len(nodes) <= RING:
        return Layout(_ring(nodes, camps, agree, disagree), camps, ring=True)
    return Layout(_springs(nodes, camps, agree), camps, ring=False)


def find_camps(
    nodes: Sequence[str], agree: Mapping[tuple[str, str], float], disagree: Mapping[tuple[str, str], float]
) -> tuple[tuple[str, ...], ...]:
    """Group speakers by agreement net of disagreement: greedy modularity (Clauset, Newman and Moore 2004)."""
    from networkx.algorithms.community import greedy_modularity_communities

    graph = _graph(
        nodes, {pair: agree[pair] - disagree.get(pair, 0) for pair in agree if agree[pair] > disagree.get(pair, 0)}
    )
    if not graph.number_of_edges():
        return ()
    found = greedy_modularity_communities(graph, weight="weight")
    return tuple(sorted((tuple(sorted(camp)) for camp in found if len(camp) > 1), key=lambda camp: (-len(camp), camp)))


def _graph(nodes: Sequence[str], weights: Mapping[tuple[str, str], float]) -> nx.Graph[str]:
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from((first, second, weights[first, second]) for first, second in sorted(weights))
    return graph


def _ring(
    nodes: Sequence[str],
    camps: Sequence[tuple[str, ...]],
    agree: Mapping[tuple[str, str], float],
    disagree: Mapping[tuple[str, str], float],
) -> dict[str, Point]:
    """Stand the camps around an ellipse, a gap after each, in the order whose lines are best to read."""
    if len(nodes) == 1:
        return {nodes[0]: Point(0, 0)}
    inside = {speaker for camp in camps for speaker in camp}
    alone = tuple(node for node in nodes if node not in inside)
    groups = [list(camp) for camp in camps] + ([list(alone)] if alone else [])
    if len(groups) <= 5:  # beyond that the order of size will do
        groups = min(
            ([groups[0], *rest] for rest in permutations(groups[1:])), key=lambda order: _cost(order, agree, disagree)
        )
    improved = True
    while improved:
        improved = _improve(groups, agree, disagree)
    return _stand(groups)


def _improve(
    groups: list[list[str]], agree: Mapping[tuple[str, str], float], disagree: Mapping[tuple[str, str], float]
) -> bool:
    """Exchange two speakers of one group wherever that makes the lines better to read; say whether any did."""
    improved, best = False, _cost(groups, agree, disagree)
    for group in groups:
        for one, other in combinations(range(len(group)), 2):
            group[one], group[other] = group[other], group[one]
            cost = _cost(groups, agree, disagree)
            if cost < best - 1e-9:
                improved, best = True, cost
            else:
                group[one], group[other] = group[other], group[one]
    return improved


def _cost(
    groups: Iterable[Sequence[str]], agree: Mapping[tuple[str, str], float], disagree: Mapping[tuple[str, str], float]
) -> float:
    """Add up the lengths of agreement's lines, less those of disagreement's."""
    places = _stand(groups)
    near = sum(weight * math.dist(places[first], places[second]) for (first, second), weight in agree.items())
    far = sum(weight * math.dist(places[first], places[second]) for (first, second), weight in disagree.items())
    return near - far


def _stand(groups: Iterable[Sequence[str]]) -> dict[str, Point]:
    """Give evenly spaced places on the unit circle, the middle of the first group at the left."""
    groups = list(groups)
    gap = _GAP if len(groups) > 1 else 0
    step = 2 * math.pi / sum(len(group) + gap for group in groups)
    places, position = {}, -(len(groups[0]) - 1) / 2
    for group in groups:
        for speaker in group:
            angle = math.pi + position * step
            places[speaker] = Point(round(math.cos(angle), 4), round(math.sin(angle), 4))
            position += 1
        position += gap
    return places


def _springs(
    nodes: Sequence[str], camps: Sequence[tuple[str, ...]], agree: Mapping[tuple[str, str], float]
) -> dict[str, Point]:
    """Place speakers by Fruchterman and Reingold's springs, starting from their camps, and even out the crowding."""
    import networkx as nx

    angle = 2 * math.pi / max(1, len(camps))
    home = {speaker: index * angle for index, camp in enumerate(camps) for speaker in camp}
    spread = 2 * math.pi / len(nodes)
    start = {
        node: (
            (math.cos(home[node]) + 0.1 * math.cos(index), math.sin(home[node]) + 0.1 * math.sin(index))
            if node in home
            else (1.6 * math.cos(index * spread), 1.6 * math.sin(index * spread))
        )
        for index, node in enumerate(nodes)
    }
    found = nx.spring_layout(
        _graph(nodes, agree), pos=start, k=2.5 / math.sqrt(len(nodes)), iterations=80, weight="weight", seed=7
    )
    return _fill({node: Point(float(x), float(y)) for node, (x, y) in found.items()})


def _fill(places: Mapping[str, Point]) -> dict[str, Point]:
    """Stretch the places to the whole picture, halfway between where they are and an even spread in each direction.

    Springs leave a dense middle and a few strays; ranks give every label some room and keep left of left.
    """
    even: dict[str, list[float]] = defaultdict(list)
    for axis in (0, 1):
        order = sorted(places, key=lambda node: (places[node][axis], node))
        low, high = places[order[0]][axis], places[order[-1]][axis]
        for rank, node in enumerate(order):
            straight = 2 * (places[node][axis] - low) / ((high - low) or 1) - 1
            ranked = 2 * rank / max(1, len(order) - 1) - 1
            even[node].append(round((straight + ranked) / 2, 4))
    return {node: Point(*even[node]) for node in places}
