"""Many speakers on islands: each camp placed by springs, and the islands beside those they agree with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from counterpoint.network.measures import Ties

    Places = NDArray[np.float64]
    Ends = NDArray[np.int64]

_PITCH = 2.0
"""How far apart two speakers stand at least; all lengths below are in these units."""

_SHORE = 1.6
"""The empty water around an island."""

_EVEN = 0.85
"""How far towards an even disc an island is turned; at 0 it is as the springs left it."""

_WIDE = 1.5
"""How much wider than high the picture is meant to be."""

_TURNS = 60
"""Rounds of pushing speakers apart."""

_FEW = 500
"""Up to so many speakers all pairs are looked at."""

_SEED = 7
"""Where chance starts: springs push apart at random what stands on one spot."""


def lay_islands(
    size: int, camps: Sequence[Sequence[int]], agree: Ties
) -> tuple[Places, Places, NDArray[np.float64], float]:
    """Place everybody.

    :param size: the number of speakers.
    :param camps: the speakers of each camp, those in the middle first; whoever is in none is an island alone.
    :param agree: how strongly pairs agree.
    :returns: the places of the speakers and the middles of the camps, x and y from -1 to 1, one row each; how far
        each camp reaches along x; and how much wider than high the picture is where circles are round.
    """
    import numpy as np

    inside = np.full(size, -1)
    for at, camp in enumerate(camps):
        inside[list(camp)] = at
    alone = np.flatnonzero(inside < 0)
    inside[alone] = len(camps) + np.arange(len(alone))
    members = [np.asarray(camp, dtype=np.int64) for camp in camps] + [alone[at : at + 1] for at in range(len(alone))]
    local = np.zeros(size, dtype=np.int64)
    for group in members:
        local[group] = np.arange(len(group))

    ends = np.column_stack([agree.first, agree.second]).astype(np.int64)
    island = inside[ends]
    within = island[:, 0] == island[:, 1]
    order = np.argsort(island[within, 0], kind="stable")
    own_ends, own_weights = local[ends[within]][order], agree.weight[within][order]
    starts = np.searchsorted(island[within, 0][order], np.arange(len(members) + 1))
    shores = [
        _island(len(group), own_ends[start:end], own_weights[start:end])
        for group, start, end in zip(members, starts[:-1], starts[1:], strict=True)
    ]
    radii = np.array([np.hypot(*shore.T).max() + _SHORE for shore in shores])
    centres = _lengthwise(_sea(radii, np.sort(island[~within], axis=1), agree.weight[~within]), radii)

    places = np.zeros((size, 2))
    for group, shore, centre in zip(members, shores, centres, strict=True):
        places[group] = shore + centre
    grounds = np.where(radii > _SHORE, radii - _SHORE / 2, 0)[:, None]
    low, high = (centres - grounds).min(axis=0), (centres + grounds).max(axis=0)
    middle, half = (low + high) / 2, np.maximum((high - low) / 2, 1e-9)
    return (
        (places - middle) / half,
        ((centres - middle) / half)[: len(camps)],
        (grounds[:, 0] / half[0])[: len(camps)],
        float(np.clip(half[0] / half[1], 0.5, 4)),
    )


def _island(size: int, ends: Ends, weights: NDArray[np.float64]) -> Places:
    """Place the members of one camp around its middle."""
    import numpy as np

    if size == 1:
        return np.zeros((1, 2))
    places = _springs(size, ends, weights)
    places = _spread(_rounded(places))
    middle: Places = (places.min(axis=0) + places.max(axis=0)) / 2
    return places - middle


def _rounded(places: Places) -> Places:
    """Make a disc of what the springs gave: as much room for everybody near the middle as at the rim.

    Springs leave the middle crowded and a few far outside. Directions stay, and so does who is further out than whom.
    """
    import numpy as np

    far = np.hypot(*places.T)
    rim = 0.72 * _PITCH * np.sqrt(len(places))  # as discs on a loose grid need
    rank = np.empty(len(places))
    rank[np.argsort(far, kind="stable")] = np.arange(len(places))
    even = rim * np.sqrt((rank + 0.5) / len(places))
    sprung = far * rim / max(far.max(), 1e-9)
    found: Places = places * ((_EVEN * even + (1 - _EVEN) * sprung) / np.maximum(far, 1e-9))[:, None]
    return found


def _sea(radii: NDArray[np.float64], between: Ends, weights: NDArray[np.float64]) -> Places:
    """Place islands, given by their radii, so that none overlaps and those who agree are near."""
    import numpy as np

    count = len(radii)
    if count == 1:
        return np.zeros((1, 2))
    keys, where = np.unique(between[:, 0] * count + between[:, 1], return_inverse=True)
    strength = np.bincount(where, weights=weights, minlength=len(keys))
    ends = np.column_stack([keys // count, keys % count])
    size = radii[ends].mean(axis=1) if len(ends) else np.zeros(0)
    places = _springs(count, ends, strength / np.maximum(size, 1)) * np.hypot.reduce(radii) * 1.2
    return _apart(places * [_WIDE**0.5, _WIDE**-0.5], radii)


def _lengthwise(centres: Places, radii: NDArray[np.float64]) -> Places:
    """Turn the whole picture so that it is wider than high."""
    import numpy as np

    if len(centres) < 2:
        return centres
    share = radii**2 / (radii**2).sum()
    around = centres - share @ centres
    turned = np.linalg.eigh((around * share[:, None]).T @ around)[1][:, ::-1]
    # Of the two ways to turn, always the same one: the first island at the left, the second not below it.
    turned = turned * np.where(around[0] @ turned > 0, -1, 1)
    found: Places = around @ turned
    return found


def _springs(size: int, ends: Ends, weights: NDArray[np.float64]) -> Places:
    """Give the places of Fruchterman and Reingold (1991) for a graph, around the origin, one row a node."""
    import numpy as np

    at = np.arange(size)
    # From the golden angle: neighbours in the list start far from each other, the first in the middle.
    places: Places = np.sqrt((at + 0.5) / size)[:, None] * np.column_stack([np.cos(2.4 * at), np.sin(2.4 * at)])
    if len(ends):
        import igraph

        from counterpoint.network.measures.chance import seeded

        graph = igraph.Graph(n=size, edges=ends.tolist())
        with seeded(_SEED):
            found = graph.layout_fruchterman_reingold(
                weights=(weights / weights.max()).tolist(),
                seed=(places * np.sqrt(size)).tolist(),
                niter=300 if size < 2_000 else 120,
                grid="grid" if size > _FEW else "nogrid",
            )
        places = np.array(found.coords)
    places = places - places.mean(axis=0)
    return places / (np.abs(places).max() or 1)


def _spread(places: Places) -> Places:
    """Push speakers apart until hardly any stand closer than the pitch; only neighbours are looked at."""
    import numpy as np

    for turn in range(_TURNS):
        pairs = _close(places)
        if not len(pairs):
            break
        gap = places[pairs[:, 0]] - places[pairs[:, 1]]
        distance = np.hypot(gap[:, 0], gap[:, 1])
        same = distance < 1e-9
        gap[same] = np.column_stack([np.cos(pairs[same, 0]), np.sin(pairs[same, 0])])
        distance[same] = 1
        overlap = np.where(same, _PITCH, _PITCH - distance)
        if turn > _TURNS // 4 and overlap.max() < 0.02 * _PITCH:
            break
        push = gap / distance[:, None] * (overlap * 0.5 + 0.01)[:, None]
        places = places.copy()
        for axis in (0, 1):
            places[:, axis] += np.bincount(pairs[:, 0], weights=push[:, axis], minlength=len(places))
            places[:, axis] -= np.bincount(pairs[:, 1], weights=push[:, axis], minlength=len(places))
    return places


def _close(places: Places) -> Ends:
    """Find the pairs that stand closer than the pitch."""
    import numpy as np

    if len(places) <= _FEW:  # scipy takes longer to load than all pairs take
        gap = places[:, None, :] - places[None, :, :]
        near = np.triu((gap**2).sum(axis=2) < _PITCH**2, k=1)
        return np.argwhere(near)
    from scipy.spatial import cKDTree

    pairs: Ends = cKDTree(places).query_pairs(_PITCH, output_type="ndarray")
    return pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _apart(places: Places, radii: NDArray[np.float64]) -> Places:
    """Push circles apart until none overlaps, pulling all a little towards the middle meanwhile.

    :param places: the centres, one row a circle; there are no more than some hundred.
    :param radii: the radii.
    """
    import numpy as np

    reach = radii[:, None] + radii[None, :]
    np.fill_diagonal(reach, 0)
    pull = np.array([0.02, 0.02 * _WIDE])
    for turn in range(240):
        gap = places[:, None, :] - places[None, :, :]
        distance = np.hypot(gap[..., 0], gap[..., 1]) + 1e-9
        overlap = np.clip(reach - distance, 0, None)
        if turn > 120 and overlap.max() < 0.02:
            break
        push = (gap / distance[..., None]) * (overlap / 2)[..., None]
        places = places + 0.5 * push.sum(axis=1) - (pull * places if turn < 200 else 0)
    return places
