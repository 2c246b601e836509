from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network.measures.ties import Ties, canonical, net
from tests.network.measures.planted import plant

weights = st.dictionaries(
    st.tuples(st.integers(0, 5), st.integers(0, 5))
    .filter(lambda pair: pair[0] != pair[1])
    .map(lambda p: tuple(sorted(p))),
    st.integers(0, 9),
)


@given(agree=weights, disagree=weights)
def test_the_net_of_a_pair_is_the_difference(
    agree: dict[tuple[int, int], int], disagree: dict[tuple[int, int], int]
) -> None:
    found = net(6, Ties.of(list(agree), list(agree.values())), Ties.of(list(disagree), list(disagree.values())))
    expected = {pair: agree.get(pair, 0) - disagree.get(pair, 0) for pair in agree | disagree}
    for ties, sign in ((found.agree, 1), (found.disagree, -1)):
        pairs = list(zip(ties.first.tolist(), ties.second.tolist(), strict=True))
        assert pairs == sorted(pair for pair, weight in expected.items() if weight * sign > 0)
        assert ties.weight.tolist() == [expected[pair] * sign for pair in pairs]


def test_equal_sums_of_fractions_cancel_out() -> None:
    found = net(2, Ties.of([(0, 1), (1, 0), (0, 1)], [0.1, 0.1, 0.1]), Ties.of([(0, 1)], [0.3]))
    assert 0.1 + 0.1 + 0.1 != 0.3, "or this test tests nothing"
    assert not len(found.agree.weight)
    assert not len(found.disagree.weight)


def test_degree_and_strength_count_both_ends() -> None:
    ties = Ties.of([(0, 1), (2, 1)], [2, 0.5])
    assert ties.degree(4).tolist() == [1, 2, 1, 0]
    assert ties.strength(4).tolist() == [2, 2.5, 0.5, 0]


@pytest.mark.parametrize(
    ("pairs", "given_weights", "said"),
    [
        ([(0, 2)], [1.0], "not one of the 2"),
        ([(-1, 1)], [1.0], "not one of the 2"),
        ([(1, 1)], [1.0], "tied to itself"),
        ([(0, 1)], [-1.0], "negative"),
        ([(0, 1)], [float("nan")], "no number"),
        ([(0, 1)], [float("inf")], "no number"),
        ([(0, 1)], [1.0, 2.0], "differ in number"),
    ],
)
def test_what_is_no_tie_is_refused(pairs: list[tuple[int, int]], given_weights: list[float], said: str) -> None:
    for agree, disagree in (
        (Ties.of(pairs, given_weights), Ties.of([])),
        (Ties.of([]), Ties.of(pairs, given_weights)),
    ):
        with pytest.raises(UsageError, match=said):
            net(2, agree, disagree)


@given(seed=st.integers(0, 99))
def test_the_canonical_order_does_not_depend_on_the_order_given(seed: int) -> None:
    network = plant(3, 8, agree=0.6, disagree=0.3, noise=0.2, seed=1)
    order = np.random.default_rng(seed).permutation(network.size)
    shuffled = network.shuffled(order)
    straight = canonical(network.size, net(network.size, network.agree, network.disagree))
    assert order[canonical(network.size, net(network.size, shuffled.agree, shuffled.disagree))].tolist() == (
        straight.tolist()
    )
