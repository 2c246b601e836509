from __future__ import annotations

import numpy as np
import pytest

from counterpoint.errors import UsageError
from counterpoint.network.measures import Bridge, Ties, find_bridges, find_camps, participation
from tests.network.measures.planted import plant

NONE = Ties.of([])


def test_by_hand() -> None:
    # 6 agrees with three of camp 0 and, with weight 2, with one of camp 1: 3 and 2 of 5.
    agree = Ties.of([(6, 0), (6, 1), (6, 2), (6, 3), (0, 1), (3, 4)], [1, 1, 1, 2, 1, 1])
    camps = np.array([0, 0, 0, 1, 1, 1, 0], np.int32)
    first, second = find_bridges(7, agree, NONE, camps)
    assert first == Bridge(6, first.score, (0, 1))
    assert first.score == pytest.approx((1 - (3 / 5) ** 2 - (2 / 5) ** 2) * 2)
    # 3 agrees with 6 of camp 0, weight 2, and with 4 of its own, weight 1.
    assert second == Bridge(3, second.score, (0, 1))
    assert second.score == pytest.approx((1 - (2 / 3) ** 2 - (1 / 3) ** 2) * 1)


def test_disagreement_takes_away_from_it() -> None:
    agree = Ties.of([(0, 1), (0, 2)], [2, 2])
    camps = np.array([-1, 0, 1], np.int32)
    assert find_bridges(3, agree, NONE, camps)[0].score == pytest.approx(1.0)
    assert find_bridges(3, agree, Ties.of([(0, 2)]), camps)[0].score == pytest.approx((1 - 5 / 9) * 1)
    assert find_bridges(3, agree, Ties.of([(0, 2)], [2]), camps) == []


@pytest.mark.parametrize("most", [0, 1, 3])
def test_at_most_as_many_as_wanted(most: int) -> None:
    network = plant(3, 20, agree=0.3, disagree=0.0, noise=0.3)
    agree = Ties.of([(node, other) for node in range(9) for other in range(9, 12)])
    camps = np.array([0] * 9 + [1, 1, 2], np.int32)
    assert len(find_bridges(network.size, agree, NONE, np.resize(camps, network.size), most=most)) == most


def test_equal_ones_come_in_the_order_of_nodes() -> None:
    agree = Ties.of([(node, camp) for node in (5, 4, 3) for camp in (0, 1)])
    camps = np.array([0, 1, -1, -1, -1, -1], np.int32)
    assert [bridge.node for bridge in find_bridges(6, agree, NONE, camps)] == [3, 4, 5]


def test_a_planted_bridge_comes_first() -> None:
    network = plant(2, 20, agree=0.4, disagree=0.2, noise=0.02, seed=4)
    bridge = network.size
    more = [(bridge, other) for other in (*range(4), *range(20, 24))]
    ends = np.array(more, np.int32)
    agree = Ties(
        np.concatenate([network.agree.first, ends[:, 0]]),
        np.concatenate([network.agree.second, ends[:, 1]]),
        np.concatenate([network.agree.weight, np.ones(len(more))]),
    )
    camps = find_camps(bridge + 1, agree, network.disagree)
    assert find_bridges(bridge + 1, agree, network.disagree, camps)[0].node == bridge


@pytest.mark.parametrize(
    ("size", "agree", "camps"),
    [
        (0, NONE, []),
        (1, NONE, [-1]),
        (2, NONE, [-1, -1]),
        (2, Ties.of([(0, 1)]), [0, 0]),
        (4, Ties.of([(0, 1), (2, 3)]), [0, 0, 1, 1]),
    ],
    ids=["nobody", "one", "no ties", "one camp", "disconnected camps"],
)
def test_there_may_be_none(size: int, agree: Ties, camps: list[int]) -> None:
    assert find_bridges(size, agree, NONE, np.array(camps, np.int32)) == []
    assert participation(size, agree, np.array(camps, np.int32)).tolist() == [0.0] * size


def test_participation_is_even_over_camps() -> None:
    star = Ties.of([(0, other) for other in range(1, 5)])
    assert participation(5, star, np.array([0, 1, 2, 3, 4], np.int32))[0] == pytest.approx(3 / 4)
    assert participation(5, star, np.array([0, 1, 1, 1, 1], np.int32))[0] == 0
    assert participation(5, star, np.array([0, 1, 2, -1, -1], np.int32))[0] == pytest.approx(1 / 2)


def test_wrong_ties_are_refused() -> None:
    with pytest.raises(UsageError, match="tied to itself"):
        find_bridges(2, Ties.of([(1, 1)]), NONE, np.array([0, 0], np.int32))
