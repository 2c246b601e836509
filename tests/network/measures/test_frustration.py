from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network.measures import Frustration, Ties, frustration, measure_balance, measure_frustration
from counterpoint.network.measures.programme import solve
from counterpoint.network.measures.triangles import count_apart, unbalanced_triangles
from tests.network.measures.networks import NONE, Signed, every_pair, signed_networks, split
from tests.network.measures.planted import plant


def line_index(size: int, signed: Signed) -> int:
    """Try every division into two sides."""
    return min(
        sum((side[one] == side[other]) == (weight < 0) for (one, other), weight in signed.items())
        for side in product([0, 1], repeat=size)
    )


@given(signed=signed_networks(7))
@settings(max_examples=60)
def test_it_is_the_least_of_all_divisions(signed: Signed) -> None:
    found = measure_frustration(7, *split(signed))
    assert found == Frustration(line_index(7, signed), line_index(7, signed), len(signed))
    assert found.exact


@given(signed=signed_networks(8))
@settings(max_examples=60)
def test_unsolved_it_is_bounded(signed: Signed) -> None:
    found = measure_frustration(8, *split(signed), most_exact=0)
    assert found.lower_bound <= line_index(8, signed) <= found.line_index


@given(signed=signed_networks(6, complete=True))
@settings(max_examples=40)
def test_a_complete_network_is_balanced_where_no_tie_is_frustrated(signed: Signed) -> None:
    ties = split(signed)
    assert (measure_balance(6, *ties).share == 1) == (measure_frustration(6, *ties).line_index == 0)


@given(flipped=st.sets(st.integers(0, 65), max_size=6), seed=st.integers(0, 5))
@settings(max_examples=30)
def test_no_more_ties_are_frustrated_than_were_turned_round(flipped: set[int], seed: int) -> None:
    signed = {
        (one, other): (1.0 if (one < 6) == (other < 6) else -1.0) * (-1 if at in flipped else 1)
        for at, (one, other) in enumerate(every_pair(12))
    }
    found = measure_frustration(12, *split(signed), seed=seed)
    assert found.exact
    assert found.line_index <= len(flipped)
    # Each turned tie spoils ten triangles of 66 ties; few turned ties are therefore the cheapest repair.
    if len(flipped) <= 2:
        assert found.line_index == len(flipped)


@pytest.mark.parametrize(("size", "expected"), [(3, 1), (4, 2), (5, 4), (6, 6), (7, 9)])
def test_where_all_disagree_two_equal_sides_are_best(size: int, expected: int) -> None:
    half = size // 2
    assert half * (half - 1) // 2 + (size - half) * (size - half - 1) // 2 == expected
    assert measure_frustration(size, NONE, Ties.of(every_pair(size))).line_index == expected


@pytest.mark.parametrize("size", [0, 1, 2, 5])
def test_without_ties_it_is_0(size: int) -> None:
    found = measure_frustration(size, NONE, NONE)
    assert (found, found.exact, found.normalised) == (Frustration(0, 0, 0), True, None)


def test_where_all_agree_it_is_0() -> None:
    found = measure_frustration(5, Ties.of(every_pair(5)), NONE)
    assert (found, found.normalised) == (Frustration(0, 0, 10), 1.0)


def test_two_who_disagree_are_two_sides() -> None:
    assert measure_frustration(2, NONE, Ties.of([(0, 1)])) == Frustration(0, 0, 1)


def test_components_and_blocks_add_up() -> None:
    # Two triangles that share node 2, one apart, and a path to a leaf: each triangle has one frustrated tie.
    agree = Ties.of([(0, 1), (1, 2), (2, 3), (3, 4), (6, 7), (7, 8), (4, 5)])
    disagree = Ties.of([(0, 2), (2, 4), (6, 8)])
    found = measure_frustration(10, agree, disagree)
    assert found == Frustration(3, 3, 10)
    assert found.normalised == pytest.approx(1 - 6 / 10)


def test_a_pair_that_does_both_counts_by_what_outweighs() -> None:
    agree = Ties.of([(0, 1), (1, 2), (0, 2)], [3, 1, 1])
    assert measure_frustration(3, agree, Ties.of([(0, 1)], [2])) == Frustration(0, 0, 3)
    assert measure_frustration(3, agree, Ties.of([(0, 1)], [4])) == Frustration(1, 1, 3)
    assert measure_frustration(3, agree, Ties.of([(0, 1)], [3])) == Frustration(0, 0, 2)


def test_a_hard_network_is_solved() -> None:
    # The descents and the triangles alone leave a gap here, which the programme closes.
    network = plant(2, 20, agree=0.3, disagree=0.3, noise=0.25, seed=1)
    ties = (network.size, network.agree, network.disagree)
    assert not measure_frustration(*ties, most_exact=0).exact
    found = measure_frustration(*ties)
    assert found.exact
    assert found.line_index == measure_frustration(*ties, most_exact=0).line_index


@pytest.mark.parametrize("large", [0, 50])
def test_large_and_small_blocks_are_told_apart(monkeypatch: pytest.MonkeyPatch, large: int) -> None:
    monkeypatch.setattr(frustration, "_LARGE", large)
    wheel = [(0, other) for other in range(1, 6)] + [(other, other % 5 + 1) for other in range(1, 6)]
    triangle = [(5, 6), (6, 7), (5, 7)]
    agree, disagree = Ties.of([*wheel[1:], *triangle[1:]]), Ties.of([wheel[0], triangle[0]])
    assert measure_frustration(9, agree, disagree) == Frustration(2, 2, 13)


def test_large_blocks_are_left_unsolved_and_it_says_so() -> None:
    network = plant(2, 60, agree=0.15, disagree=0.15, noise=0.2)
    found = measure_frustration(network.size, network.agree, network.disagree)
    assert found.ties > frustration.MOST_EXACT
    turned = (network.camps[network.agree.first] != network.camps[network.agree.second]).sum() + (
        network.camps[network.disagree.first] == network.camps[network.disagree.second]
    ).sum()
    assert not found.exact
    assert 0 < found.lower_bound < found.line_index <= turned


def test_the_programme_keeps_known_bounds_when_it_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    import scipy.optimize

    class Answer:
        fun = None
        mip_dual_bound = None

    monkeypatch.setattr(scipy.optimize, "milp", lambda *_, **__: Answer())
    triangle = Ties.of(every_pair(3))
    assert solve(3, triangle.first, triangle.second, -triangle.weight, (0, 3)) == (0, 3)


def test_triangles_that_are_not_balanced_are_listed_once() -> None:
    ties = Ties.of(every_pair(4))
    sign = -ties.weight
    found = unbalanced_triangles(4, ties.first, ties.second, sign, most=10)
    assert len({tuple(sorted(three)) for three in found.tolist()}) == len(found) == 4
    assert count_apart(4, ties.first, ties.second, sign) == 1, "any two of them share a tie"


def test_wrong_ties_are_refused() -> None:
    with pytest.raises(UsageError, match="not one of the 2"):
        measure_frustration(2, NONE, Ties.of([(0, 5)]))
