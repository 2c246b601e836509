"""Where speakers stand."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import combinations

import pytest

from counterpoint.view.layout import RING, Point, find_camps, lay_out

Weights = dict[tuple[str, str], float]

TWO_CAMPS: Weights = {("a", "b"): 3, ("b", "c"): 2, ("a", "c"): 1, ("x", "y"): 2, ("c", "x"): 1}
BETWEEN: Weights = {("a", "x"): 2, ("b", "y"): 1, ("c", "x"): 2}


def camps_of(size: int, number: int) -> tuple[list[str], Weights]:
    """Make camps in which each agrees with the next two."""
    speakers = [f"{camp}-{place:03}" for camp in range(number) for place in range(size)]
    pairs = combinations(speakers, 2)
    return speakers, {
        (one, other): 1.0 for one, other in pairs if one[0] == other[0] and int(other[2:]) - int(one[2:]) <= 2
    }


def distance(places: dict[str, Point], one: str, other: str) -> float:
    return math.dist(places[one], places[other])


@pytest.mark.parametrize("size", [3, 20])
def test_the_same_speakers_stand_in_the_same_places(size: int) -> None:
    speakers, agree = camps_of(size, 3)
    first = lay_out(speakers, agree, {})
    again = lay_out(reversed(speakers), dict(reversed(agree.items())), {})
    assert first == again


def test_another_process_with_another_hash_seed_agrees() -> None:
    code = (
        "from counterpoint.view.layout import lay_out\n"
        "names = [f'{i % 3}-{i}' for i in range(40)]\n"
        "agree = {(a, b): 1.0 for a in names for b in names if a < b and a[0] == b[0]}\n"
        "print(lay_out(set(names), agree, {}))"
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


def test_camps_are_found_from_agreement_net_of_disagreement() -> None:
    assert find_camps("abcxyz", TWO_CAMPS, BETWEEN) == (("a", "b", "c"), ("x", "y"))
    assert find_camps("ab", {("a", "b"): 1}, {("a", "b"): 2}) == ()
    assert find_camps("ab", {}, {}) == ()


def test_on_a_ring_a_camp_stands_together_and_opponents_face_each_other() -> None:
    layout = lay_out("abcxy", TWO_CAMPS, BETWEEN)
    assert layout.ring
    inside = max(distance(layout.places, one, other) for one, other in [("a", "b"), ("b", "c"), ("x", "y")])
    across = min(distance(layout.places, one, other) for one, other in BETWEEN)
    assert inside < across


def test_islands_keep_camps_apart_and_speakers_off_each_other() -> None:
    speakers, agree = camps_of(15, 4)
    layout = lay_out([*speakers, "loner"], agree, {})
    assert not layout.ring
    assert len(layout.places) == len(speakers) + 1
    assert all(-1 <= coordinate <= 1 for place in layout.places.values() for coordinate in place)
    nearest = min(distance(layout.places, one, other) for one, other in combinations(layout.places, 2))
    assert nearest > 0.04

    def middle(camp: str) -> tuple[float, float]:
        places = [place for speaker, place in layout.places.items() if speaker[0] == camp]
        return sum(x for x, _ in places) / len(places), sum(y for _, y in places) / len(places)

    assert min(math.dist(middle(one), middle(other)) for one, other in combinations("0123", 2)) > 0.3


@pytest.mark.parametrize("number", [0, 1, 2, 3, RING, RING + 1])
def test_any_number_of_speakers_who_never_meet_can_be_placed(number: int) -> None:
    layout = lay_out(map(str, range(number)), {}, {})
    assert len(set(layout.places.values())) == number
    assert layout.camps == ()


def test_one_stands_in_the_middle_and_two_side_by_side() -> None:
    assert lay_out("a", {}, {}).places == {"a": (0, 0)}
    assert lay_out("ab", {}, {("a", "b"): 1}).places == {"a": (-1, 0), "b": (1, 0)}
