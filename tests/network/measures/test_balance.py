from __future__ import annotations

from itertools import combinations
from math import prod

import pytest
from hypothesis import given

from counterpoint.errors import UsageError
from counterpoint.network.measures import Balance, Ties, balance, measure_balance
from tests.network.measures.networks import NONE, Signed, every_pair, signed_networks, split
from tests.network.measures.planted import plant

NO_TRIANGLE = Balance(0, None, None)


def test_by_hand() -> None:
    # Of the four triangles of 0, 1, 2 and 3, who all are tied, those with one disagreement or three are not balanced.
    signed = {(0, 1): 1.0, (0, 2): 1.0, (1, 2): 2.0, (0, 3): -1.0, (1, 3): -1.0, (2, 3): 3.0}
    # 012 +++ (2); 013 +-- (1); 023 +-+ (3, not balanced); 123 +-+ (6, not balanced)
    found = measure_balance(4, *split(signed))
    assert found == Balance(4, 0.5, pytest.approx(3 / 12))  # type: ignore[arg-type]


@given(signed=signed_networks(7))
def test_it_is_the_share_of_triangles_with_a_positive_product(signed: Signed) -> None:
    products = [
        prod(signed[pair] for pair in combinations(three, 2))
        for three in combinations(range(7), 3)
        if all(pair in signed for pair in combinations(three, 2))
    ]
    found = measure_balance(7, *split(signed))
    assert found.triangles == len(products)
    if products:
        assert found.share == pytest.approx(sum(product > 0 for product in products) / len(products))
        positive = sum(product for product in products if product > 0)
        assert found.weighted == pytest.approx(positive / sum(map(abs, products)))
    else:
        assert found == NO_TRIANGLE


def test_slabs_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    network = plant(2, 15, agree=0.6, disagree=0.4, noise=0.2)
    whole = measure_balance(network.size, network.agree, network.disagree)
    monkeypatch.setattr(balance, "_SLAB", 40)
    slabs = measure_balance(network.size, network.agree, network.disagree)
    assert slabs.triangles == whole.triangles
    assert slabs[1:3] == pytest.approx(whole[1:3])


def test_the_estimate_is_near_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    network = plant(2, 15, agree=0.6, disagree=0.4, noise=0.2)
    exact = measure_balance(network.size, network.agree, network.disagree)
    monkeypatch.setattr(balance, "MOST_PATHS", 0)
    found = measure_balance(network.size, network.agree, network.disagree)
    assert found.estimated
    assert not exact.estimated
    assert found.triangles == pytest.approx(exact.triangles, rel=0.02)
    assert found.share == pytest.approx(exact.share, abs=0.01)
    assert found.weighted == pytest.approx(exact.weighted, abs=0.01)
    assert found == measure_balance(network.size, network.agree, network.disagree)


def test_an_estimate_of_no_triangle_has_no_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balance, "MOST_PATHS", 0)
    assert measure_balance(3, Ties.of([(0, 1), (1, 2)]), NONE) == Balance(0, None, None, estimated=True)


@pytest.mark.parametrize("size", [0, 1, 2, 5])
def test_without_ties_there_is_no_triangle(size: int) -> None:
    assert measure_balance(size, NONE, NONE) == NO_TRIANGLE


def test_a_path_has_no_triangle() -> None:
    assert measure_balance(4, Ties.of([(0, 1), (1, 2)]), Ties.of([(2, 3)])) == NO_TRIANGLE


def test_where_all_agree_all_is_balanced() -> None:
    assert measure_balance(5, Ties.of(every_pair(5)), NONE) == Balance(10, 1.0, 1.0)


def test_where_all_disagree_nothing_is() -> None:
    assert measure_balance(5, NONE, Ties.of(every_pair(5))) == Balance(10, 0.0, 0.0)


def test_components_are_counted_together() -> None:
    agree, disagree = Ties.of([(0, 1), (1, 2), (0, 2), (4, 5), (3, 5)]), Ties.of([(3, 4)])
    assert measure_balance(7, agree, disagree) == Balance(2, 0.5, 0.5)


def test_a_pair_that_does_both_counts_by_what_outweighs() -> None:
    agree = Ties.of([(0, 1), (1, 2), (0, 2)], [3, 1, 1])
    assert measure_balance(3, agree, Ties.of([(0, 1)], [1])).share == 1
    assert measure_balance(3, agree, Ties.of([(0, 1)], [4])).share == 0
    assert measure_balance(3, agree, Ties.of([(0, 1)], [3])) == NO_TRIANGLE


def test_wrong_ties_are_refused() -> None:
    with pytest.raises(UsageError, match="negative"):
        measure_balance(2, Ties.of([(0, 1)], [-1]), NONE)
