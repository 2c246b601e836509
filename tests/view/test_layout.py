"""Where speakers stand."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest

from counterpoint.network.measures import Ties
from counterpoint.view.layout import FAR, RING, Layout, lay_out

NOBODY = Ties.of([])
TWO_CAMPS = Ties.of([(0, 1), (1, 2), (0, 2), (3, 4), (2, 3)], [3, 2, 1, 2, 1])
BETWEEN = Ties.of([(0, 3), (1, 4), (2, 3)], [2, 1, 2])


def camps_of(size: int, number: int) -> tuple[list[range], Ties]:
    """Make camps in which each agrees with the next two."""
    camps = [range(size * at, size * (at + 1)) for at in range(number)]
    return camps, Ties.of([pair for camp in camps for pair in combinations(camp, 2) if pair[1] - pair[0] <= 2])


def nearest(layout: Layout) -> float:
    gaps = layout.places[:, None, :] - layout.places[None, :, :]
    distance = np.hypot(gaps[..., 0], gaps[..., 1])
    np.fill_diagonal(distance, np.inf)
    return float(distance.min())


@pytest.mark.parametrize("size", [3, 20, 700])
def test_the_same_speakers_stand_in_the_same_places(size: int) -> None:
    camps, agree = camps_of(size, 3)
    first, again = (lay_out(3 * size, camps, agree, NOBODY) for _ in range(2))
    assert (first.places == again.places).all()
    assert (first.centres == again.centres).all()


def test_another_process_with_another_hash_seed_agrees() -> None:
    code = (
        "from itertools import combinations\n"
        "from counterpoint.network.measures import Ties\n"
        "from counterpoint.view.layout import lay_out\n"
        "camps = [range(0, 15), range(15, 40)]\n"
        "agree = Ties.of([pair for camp in camps for pair in combinations(camp, 2)])\n"
        "print(lay_out(40, camps, agree, Ties.of([])).places.tolist())"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(answers) == 1


def test_on_a_ring_a_camp_stands_together_and_opponents_face_each_other() -> None:
    layout = lay_out(5, [range(3), range(3, 5)], TWO_CAMPS, BETWEEN)
    assert layout.ring

    def distance(one: int, other: int) -> float:
        return math.dist(layout.places[one], layout.places[other])

    inside = max(distance(*pair) for pair in [(0, 1), (1, 2), (3, 4)])
    across = min(distance(*pair) for pair in [(0, 3), (1, 4), (2, 3)])
    assert inside < across


def test_islands_keep_camps_apart_and_speakers_off_each_other() -> None:
    camps, agree = camps_of(15, 4)
    layout = lay_out(61, camps, agree, NOBODY)  # one more, who agrees with nobody
    assert not layout.ring
    assert layout.places.shape == (61, 2)
    assert np.abs(layout.places).max() <= FAR
    assert nearest(layout) > 0.04 * FAR
    # Round in a picture that is as much wider than high as it should be.
    scale = np.array([layout.aspect, 1.0])
    for camp, centre, reach in zip(camps, layout.centres, layout.reach, strict=True):
        distance = np.hypot(*((layout.places - centre) * scale).T) / layout.aspect
        assert (distance[list(camp)] <= reach + 1).all()
        assert (np.delete(distance, list(camp)) > reach).all()


def test_nothing_of_a_camp_lies_outside_and_the_picture_is_not_higher_than_wide() -> None:
    camps, agree = camps_of(40, 3)
    layout = lay_out(120, camps, agree, NOBODY)
    assert layout.aspect >= 1
    assert (np.abs(layout.centres[:, 0]) + layout.reach <= FAR + 1).all()
    assert (np.abs(layout.centres[:, 1]) + layout.reach * layout.aspect <= FAR + 1).all()


def test_camps_that_agree_lie_nearer_than_camps_that_do_not() -> None:
    camps, agree = camps_of(20, 6)
    chain = [(20 * at + place, 20 * (at + 1) + place) for at in range(5) for place in range(8)]
    pairs = [*zip(agree.first.tolist(), agree.second.tolist(), strict=True), *chain]
    layout = lay_out(120, camps, Ties.of(pairs), NOBODY)
    tied = np.mean([math.dist(layout.centres[at], layout.centres[at + 1]) for at in range(5)])
    rest = [math.dist(*pair) for pair in combinations(layout.centres, 2)]
    assert tied < np.mean(rest)


def test_many_speakers_fill_their_camp_evenly_and_do_not_lie_on_each_other() -> None:
    rng = np.random.default_rng(1)
    pairs = {tuple(sorted(pair)) for pair in rng.integers(0, 3_000, (9_000, 2)).tolist() if pair[0] != pair[1]}
    layout = lay_out(3_000, [range(3_000)], Ties.of(sorted(pairs)), NOBODY)
    far = np.sort(np.hypot(*layout.places.T))
    # In an even disc half of all are within 0.71 of its radius; springs alone leave half of them within 0.4.
    assert 0.5 < far[1_500] / far[-1] < 0.8
    assert nearest(layout) > 0.5 * 2 * FAR / math.sqrt(3_000)


@pytest.mark.parametrize("number", [0, 1, 2, 3, RING, RING + 1, 300])
def test_any_number_of_speakers_who_never_meet_can_be_placed(number: int) -> None:
    layout = lay_out(number, [], NOBODY, NOBODY)
    assert len(set(map(tuple, layout.places.tolist()))) == number
    assert len(layout.centres) == len(layout.reach) == 0


def test_a_camp_of_people_who_never_meet_can_be_placed() -> None:
    layout = lay_out(400, [range(400)], NOBODY, BETWEEN)
    assert len(set(map(tuple, layout.places.tolist()))) == 400


def test_one_stands_in_the_middle_and_two_side_by_side() -> None:
    assert lay_out(1, [], NOBODY, NOBODY).places.tolist() == [[0, 0]]
    assert lay_out(2, [], NOBODY, Ties.of([(0, 1)])).places.tolist() == [[-FAR, 0], [FAR, 0]]
