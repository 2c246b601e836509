"""Where each speaker stands in the picture: computed from agreement alone, and the same on every run."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations, permutations
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import networkx as nx
    import numpy as np
    from numpy.typing import NDArray

    Places = NDArray[np.float64]

RING = 12
"""Up to this many speakers stand in a ring; more stand on islands, one for each camp."""

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
    middle of the picture; it moves nobody into or out of a camp, except that a pair who disagree more than they
    agree do not count as agreeing.

    :param speakers: ids; their order does not matter.
    :param agree: the weight of agreement of each pair.
    :param disagree: the weight of disagreement of each pair.
    :returns: a layout that depends on the arguments alone.
    """
    nodes = sorted(set(speakers))
    camps = find_camps(nodes, agree, disagree)
    if len(nodes) <= RING:
        return Layout(_ring(nodes, camps, agree, disagree), camps, ring=True)
    return Layout(_islands(nodes, camps, agree), camps, ring=False)


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
    if len(nodes) <= 2:
        return {node: Point(0 if len(nodes) == 1 else 2 * at - 1, 0) for at, node in enumerate(nodes)}
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


def _islands(
    nodes: Sequence[str], camps: Sequence[tuple[str, ...]], agree: Mapping[tuple[str, str], float]
) -> dict[str, Point]:
    """Make each camp an island, its speakers placed by springs, and lay the islands beside those they agree with."""
    import numpy as np

    inside = {speaker for camp in camps for speaker in camp}
    islands = [*camps, *((node,) for node in nodes if node not in inside)]
    island = {speaker: str(place) for place, members in enumerate(islands) for speaker in members}
    shores = [_island(members, agree) for members in islands]
    radii = np.array([np.hypot(*shore.T).max() + 1.6 for shore in shores])
    between: dict[tuple[str, str], float] = defaultdict(float)
    for (first, second), weight in agree.items():
        if island[first] != island[second]:
            between[island[first], island[second]] += weight
    numbers = [str(place) for place in range(len(islands))]
    centres = _apart(_springs(numbers, between) * math.hypot(*radii), radii, pull=0.02)
    found = np.concatenate([centre + shore for centre, shore in zip(centres, shores, strict=True)])
    low, high = found.min(axis=0), found.max(axis=0)
    found = 2 * (found - low) / np.where(high > low, high - low, 1) - 1
    order = [speaker for members in islands for speaker in members]
    return {
        speaker: Point(round(float(x), 4), round(float(y), 4)) for speaker, (x, y) in zip(order, found, strict=True)
    }


def _island(members: Sequence[str], agree: Mapping[tuple[str, str], float]) -> Places:
    """Place the members of one camp around its middle, at least two units apart."""
    import numpy as np

    own = set(members)
    places = _springs(members, {pair: weight for pair, weight in agree.items() if own.issuperset(pair)})
    places = _apart(places * 1.6 * math.sqrt(len(members)), np.ones(len(members)), pull=0.01)
    middle: Places = (places.min(axis=0) + places.max(axis=0)) / 2
    return places - middle


def _springs(nodes: Sequence[str], weights: Mapping[tuple[str, str], float]) -> Places:
    """Give Fruchterman and Reingold's places for a graph, from -1 to 1, one row a node."""
    import networkx as nx
    import numpy as np

    # From the golden angle: neighbours in the list start far from each other.
    start = {
        node: (math.cos(2.4 * at) * math.sqrt(at / len(nodes)), math.sin(2.4 * at) * math.sqrt(at / len(nodes)))
        for at, node in enumerate(nodes)
    }
    places = np.array([start[node] for node in nodes], dtype=float)
    if weights:
        graph = _graph(nodes, weights)
        found = nx.spring_layout(graph, pos=start, iterations=60, weight="weight", seed=7)
        places = np.array([found[node] for node in nodes], dtype=float)
    places -= places.mean(axis=0)
    return places / (np.abs(places).max() or 1)


def _apart(places: Places, radii: Places, *, pull: float) -> Places:
    """Push circles apart until none overlaps, pulling all a little towards the middle meanwhile.

    :param places: the centres, one row a circle.
    :param radii: the radii.
    :param pull: the share of the way to the middle that a circle goes in one round.
    """
    import numpy as np

    reach = radii[:, None] + radii[None, :]
    np.fill_diagonal(reach, 0)
    for turn in range(240):
        gap = places[:, None, :] - places[None, :, :]
        distance = np.hypot(gap[..., 0], gap[..., 1]) + 1e-9
        overlap = np.clip(reach - distance, 0, None)
        if turn > 120 and overlap.max() < 0.02:
            break
        push = (gap / distance[..., None]) * (overlap / 2)[..., None]
        places = places + 0.5 * push.sum(axis=1) - (pull * places if turn < 200 else 0)
    return places
