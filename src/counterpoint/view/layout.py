"""Where each speaker stands in the picture: computed from agreement alone, and the same on every run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from counterpoint.view.islands import lay_islands
from counterpoint.view.ring import lay_ring

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from counterpoint.network.measures import Ties

RING = 12
"""Up to this many speakers stand in a ring; more stand on islands, one for each camp."""

FAR = 10_000
"""Coordinates are whole numbers from -FAR to FAR, y downward."""


class Layout(NamedTuple):
    """Where the speakers stand.

    :param places: x and y of every speaker, one row each, whole numbers from -FAR to FAR.
    :param centres: x and y of the middle of every camp.
    :param reach: how far every camp reaches from its middle, along x, in the same units.
    :param ring: whether the places are on a ring, so that no straight line passes behind a third speaker.
    :param aspect: how much wider than high the picture is where its camps are round.
    """

    places: NDArray[np.int64]
    centres: NDArray[np.int64]
    reach: NDArray[np.int64]
    ring: bool
    aspect: float


def lay_out(size: int, camps: Sequence[Sequence[int]], agree: Ties, disagree: Ties) -> Layout:
    """Place speakers so that those who agree stand together and those who disagree face each other.

    Only agreement attracts. Disagreement turns camps and neighbours within a camp of a small picture so that its lines
    cross the middle; it moves nobody into or out of a camp.

    :param size: the number of speakers.
    :param camps: the speakers of each camp; whoever is in none stands alone.
    :param agree: how strongly pairs agree.
    :param disagree: how strongly pairs disagree.
    :returns: a layout that depends on the arguments alone.
    """
    import numpy as np

    ring = size <= RING
    if ring:
        unit, aspect = lay_ring(size, camps, agree, disagree), 1.6
        centres = np.array([unit[list(camp)].mean(axis=0) for camp in camps]).reshape(-1, 2)
        reach = np.array([np.ptp(unit[list(camp)], axis=0).max() / 2 for camp in camps])
    else:
        unit, centres, reach, aspect = lay_islands(size, camps, agree)

    def whole(values: NDArray[np.float64]) -> NDArray[np.int64]:
        return np.rint(values * FAR).astype(np.int64)

    return Layout(whole(unit), whole(centres), whole(reach), ring, aspect)
