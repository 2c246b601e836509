from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network.measures import Polarisation, Ties, measure_polarisation
from tests.network.measures.networks import NONE, Signed, every_pair, graph_of, signed_networks, split

TWO = np.array([0, 0, 0, 1, 1, 1], np.int32)
WITHIN = [pair for pair in every_pair(6) if TWO[pair[0]] == TWO[pair[1]]]
BETWEEN = [pair for pair in every_pair(6) if TWO[pair[0]] != TWO[pair[1]]]


def test_two_camps_that_agree_on_nothing() -> None:
    found = measure_polarisation(6, Ties.of(WITHIN), Ties.of(BETWEEN), TWO)
    # Agreement: 6 ties, of which chance puts half within. Disagreement: 9 ties, of which chance puts half within, too.
    assert found == Polarisation(-1.0, 1.0, pytest.approx(((6 - 3) - (0 - 4.5)) / 15))  # type: ignore[arg-type]


def test_by_hand() -> None:
    agree, disagree = Ties.of([(0, 1), (0, 2), (1, 3)]), Ties.of([(2, 3), (4, 5), (0, 3)])
    found = measure_polarisation(6, agree, disagree, TWO)
    assert found.agreement == pytest.approx((1 - 2) / 3)
    assert found.disagreement == pytest.approx((2 - 1) / 3)


@given(signed=signed_networks(6), camps=st.lists(st.integers(0, 2), min_size=6, max_size=6))
def test_modularity_is_that_of_networkx_of_both_signs(signed: Signed, camps: list[int]) -> None:
    groups = [{node for node in range(6) if camps[node] == camp} for camp in range(3)]
    agree, disagree = split(signed)
    expected, total = 0.0, sum(map(abs, signed.values()))
    for ties, sign in ((agree, 1), (disagree, -1)):
        if len(ties.weight):
            share = ties.weight.sum() / total
            graph = graph_of(6, ties)
            expected += sign * share * nx.community.modularity(graph, [group for group in groups if group])
    found = measure_polarisation(6, agree, disagree, np.array(camps, np.int32)).modularity
    assert found == (pytest.approx(expected) if signed else None)


@pytest.mark.parametrize("size", [0, 1, 3])
def test_without_ties_there_is_no_measure(size: int) -> None:
    assert measure_polarisation(size, NONE, NONE, np.full(size, -1, np.int32)) == Polarisation(None, None, None)


def test_where_all_agree_in_one_camp_nobody_is_divided() -> None:
    found = measure_polarisation(6, Ties.of(every_pair(6)), NONE, np.zeros(6, np.int32))
    assert found == Polarisation(-1.0, None, pytest.approx(0))  # type: ignore[arg-type]


def test_who_is_in_no_camp_is_one_alone() -> None:
    found = measure_polarisation(3, NONE, Ties.of([(0, 1), (1, 2)]), np.array([-1, -1, -1], np.int32))
    assert (found.agreement, found.disagreement) == (None, 1.0)


def test_a_pair_that_does_both_counts_by_what_outweighs() -> None:
    found = measure_polarisation(2, Ties.of([(0, 1)], [2]), Ties.of([(0, 1)], [1]), np.array([0, 0], np.int32))
    assert found == Polarisation(-1.0, None, pytest.approx(0))  # type: ignore[arg-type]


def test_wrong_ties_are_refused() -> None:
    with pytest.raises(UsageError, match="tied to itself"):
        measure_polarisation(2, Ties.of([(0, 0)]), NONE, np.zeros(2, np.int32))
