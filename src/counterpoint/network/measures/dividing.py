"""What divides two groups: the claims on which they stand furthest apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from counterpoint.network.counting import count
from counterpoint.network.measures.ties import totals
from counterpoint.network.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from counterpoint.network.measures.ties import Floats
    from counterpoint.network.table import StatementTable


class Dividing(NamedTuple):
    """A claim that two groups speak on.

    :param claim: its IRI.
    :param label: its name.
    :param one: the mean stance of the first group, from the lowest to the highest level of the scale.
    :param other: that of the second group.
    :param gap: how far they lie apart, as a share of the scale: from 0 to 1.
    :param disagree: how many pairs, one of each group, stand on different sides: one above 0, the other below.
    :param agree: how many stand on the same side.
    :param score: what the claims are ranked by, ``gap`` times ``disagree``.
    """

    claim: str
    label: str
    one: float
    other: float
    gap: float
    disagree: int
    agree: int
    score: float


def what_divides(
    table: StatementTable,
    one: Collection[str],
    other: Collection[str],
    settings: Settings | None = None,
    *,
    most: int | None = None,
) -> list[Dividing]:
    """Rank the claims that divide two groups.

    The stance of an actor on a claim is the mean level of its statements on it, and that of a group the mean of its
    members who spoke on it: nobody counts twice for speaking twice. Claims are ranked by how far apart the groups
    stand, multiplied by how many pairs disagree, so that neither two lone voices nor a mild difference of many comes
    first; of equal ones, by IRI.

    It is no measure of a network, so components do not matter. Claims that one group alone speaks on do not divide; so
    where the groups agree on all they both speak on, claims come with a score of 0, and where they speak on nothing
    together, or one is empty, there is none.

    :param table: the statements.
    :param one: IRIs of the actors of the first group; those that the table does not know say nothing.
    :param other: those of the second group.
    :param settings: who the actors are and which statements are duplicates; speakers, and none, where it is not said.
    :param most: how many claims at most.
    """
    found = count(table, settings or Settings())
    one_side, other_side = (
        np.fromiter((actor in group for actor in found.actors), np.bool_, len(found.actors))
        for group in (frozenset(one), frozenset(other))
    )
    claims = len(found.claims)
    pairs, place = np.unique(found.actor.astype(np.int64) * claims + found.claim, return_inverse=True)
    stance = totals(place, found.levels[found.level], len(pairs)) / np.bincount(place, minlength=len(pairs))
    actor, claim = np.divmod(pairs, max(claims, 1))
    first, second = (_Group.of(claim[side[actor]], stance[side[actor]], claims) for side in (one_side, other_side))
    both = np.flatnonzero((first.members > 0) & (second.members > 0))
    length = table.scale[1] - table.scale[0]
    ranked = []
    for at in both.tolist():
        means = float(first.total[at] / first.members[at]), float(second.total[at] / second.members[at])
        gap = abs(means[0] - means[1]) / length
        disagree = int(first.above[at] * second.below[at] + first.below[at] * second.above[at])
        agree = int(first.above[at] * second.above[at] + first.below[at] * second.below[at])
        label = table.labels.of(found.claims[at], "claim").name
        ranked.append(Dividing(found.claims[at], label, *means, gap, disagree, agree, gap * disagree))
    ranked.sort(key=lambda row: (-round(row.score, 9), -round(row.gap, 9), row.claim))
    return ranked[:most]


class _Group(NamedTuple):
    """A group's stances on each claim: their number and sum, and how many lie above and below 0."""

    members: NDArray[np.intp]
    total: Floats
    above: NDArray[np.intp]
    below: NDArray[np.intp]

    @classmethod
    def of(cls, claim: NDArray[np.int64], stance: Floats, claims: int) -> _Group:
        return cls(
            np.bincount(claim, minlength=claims),
            totals(claim, stance, claims),
            np.bincount(claim[stance > 0], minlength=claims),
            np.bincount(claim[stance < 0], minlength=claims),
        )
