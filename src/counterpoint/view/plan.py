"""What the page opens with: who is in which camp, where everybody stands, who stands between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from counterpoint.view.layout import Layout, lay_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from counterpoint.network.measures import Bridge, Ties
    from counterpoint.view.debate import Debate

MOST_SPEAKERS, MOST_EDGES = 300, 1000
"""How much of a network anybody can read; the page draws no more at once."""

MOST_CAMPS, SMALLEST_CAMP = 24, 3
"""Where camps are drawn in place of speakers: how many at most, and of how many speakers each at least."""

Opening = Literal["speakers", "camps"]


class Camp(NamedTuple):
    """Speakers who agree more with each other than with the rest, or all that are in no such camp.

    :param members: places of the speakers, the most agreed-with inside the camp first.
    :param others: whether these are only those that are left over.
    """

    members: list[int]
    others: bool


class Lines(NamedTuple):
    """The edges of a debate as columns, in the order of `Debate.edges`.

    :param one: the place of the first speaker.
    :param other: the place of the second speaker.
    :param sign: 1 where they agree, -1 where they disagree.
    :param weight: on how many points.
    """

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    sign: NDArray[np.int32]
    weight: NDArray[np.float64]


class Plan(NamedTuple):
    """What the page opens with.

    :param lines: the edges.
    :param opening: whether speakers or camps are drawn first.
    :param camps: the camps, the largest first, those left over last.
    :param camp: each speaker's camp, or -1.
    :param between: camp, camp, sign, edges and points of all edges from camp to camp, and within each.
    :param bridges: the speakers between camps.
    :param layout: where everybody stands.
    """

    lines: Lines
    opening: Opening
    camps: list[Camp]
    camp: NDArray[np.int32]
    between: list[tuple[int, int, int, int, int]]
    bridges: list[Bridge]
    layout: Layout


def make_plan(debate: Debate) -> Plan:
    """Find the camps of a debate, and a place for everyone."""
    import numpy as np

    from counterpoint.network.measures import find_bridges, find_camps

    lines, size = _lines(debate), len(debate.speakers)
    opening: Opening = "camps" if size > MOST_SPEAKERS or len(lines.one) > MOST_EDGES else "speakers"
    agree, disagree = (_ties(lines, sign) for sign in (1, -1))
    found = find_camps(size, agree, disagree)
    groups = [np.flatnonzero(found == at) for at in range(int(found.max(initial=-1)) + 1)]
    others: list[int] = []
    if opening == "camps":
        groups = [group for group in groups[:MOST_CAMPS] if len(group) >= SMALLEST_CAMP]
        named = np.zeros(size, dtype=bool)
        for group in groups:
            named[group] = True
        others = np.flatnonzero(~named).tolist()
    camp = np.full(size, -1, dtype=np.int32)
    for at, group in enumerate(groups):
        camp[group] = at
    bridges = find_bridges(size, agree, disagree, camp.copy())
    if others:
        camp[others] = len(groups)
    liked = np.zeros(size)
    same = (lines.sign > 0) & (camp[lines.one] == camp[lines.other])
    for ends in (lines.one, lines.other):
        liked += np.bincount(ends[same], weights=lines.weight[same], minlength=size)
    members = [np.asarray(group)[np.argsort(-liked[group], kind="stable")].tolist() for group in groups]
    camps = [Camp(group, others=False) for group in members]
    if others:
        camps.append(Camp(np.asarray(others)[np.argsort(-liked[others], kind="stable")].tolist(), others=True))
    layout = lay_out(size, [one.members for one in camps], agree, disagree)
    return Plan(lines, opening, camps, camp, _between(lines, camp), bridges, layout)


def _lines(debate: Debate) -> Lines:
    import numpy as np

    places = {speaker.iri: place for place, speaker in enumerate(debate.speakers)}
    edges = debate.edges
    return Lines(
        np.array([places[edge.parties[0]] for edge in edges], dtype=np.int32),
        np.array([places[edge.parties[1]] for edge in edges], dtype=np.int32),
        np.array([edge.sign for edge in edges], dtype=np.int32),
        np.array([edge.weight for edge in edges], dtype=np.float64),
    )


def _ties(lines: Lines, sign: int) -> Ties:
    from counterpoint.network.measures import Ties as Made  # numpy with it

    kept = lines.sign == sign
    return Made(lines.one[kept], lines.other[kept], lines.weight[kept])


def _between(lines: Lines, camp: NDArray[np.int32]) -> list[tuple[int, int, int, int, int]]:
    """Add up the edges from camp to camp; those of speakers in no camp are left out."""
    import numpy as np

    ends = np.sort(np.column_stack([camp[lines.one], camp[lines.other]]), axis=1)
    kept = ends[:, 0] >= 0
    rows = np.column_stack([ends, lines.sign * -1])[kept]
    if not len(rows):
        return []
    keys, where, edges = np.unique(rows, axis=0, return_inverse=True, return_counts=True)
    points = np.bincount(where.reshape(-1), weights=lines.weight[kept])
    return [
        (int(one), int(other), -int(sign), int(count), round(float(total)))
        for (one, other, sign), count, total in zip(keys, edges, points, strict=True)
    ]


def strongest(lines: Lines, most: int = MOST_EDGES) -> Sequence[int]:
    """Choose the edges that are drawn: the heaviest, in their order."""
    import numpy as np

    chosen: list[int] = np.sort(np.argsort(-lines.weight, kind="stable")[:most]).tolist()
    return chosen
