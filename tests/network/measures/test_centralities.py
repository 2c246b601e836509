from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from counterpoint.errors import UsageError
from counterpoint.network.measures import Ties, betweenness, centralities, eigenvector
from tests.network.measures.networks import NONE, Signed, every_pair, graph_of, signed_networks, split
from tests.network.measures.planted import plant


def test_betweenness_by_hand() -> None:
    # On the path 0-1-2-3 node 1 lies between 0 and 2 and between 0 and 3: two of the three pairs of others.
    found = betweenness(4, Ties.of([(0, 1), (1, 2), (2, 3)], [5, 1, 1]))
    assert found.values.tolist() == pytest.approx([0, 2 / 3, 2 / 3, 0])
    assert found.pivots == 0


@given(signed=signed_networks(7))
def test_betweenness_is_networkx_s(signed: Signed) -> None:
    agree, _ = split(signed)
    expected = nx.betweenness_centrality(graph_of(7, agree))
    assert betweenness(7, agree).values.tolist() == pytest.approx([expected[node] for node in range(7)])


@given(signed=signed_networks(7))
def test_followed_from_all_nodes_the_estimate_is_exact(signed: Signed) -> None:
    agree, _ = split(signed)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(centralities, "MOST_STEPS", 0)
        found = betweenness(7, agree)
    assert found.pivots == (7 if len(agree.weight) else 0)
    assert found.values.tolist() == pytest.approx(betweenness(7, agree).values.tolist())


def test_the_estimate_is_near_and_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    network = plant(3, 60, agree=0.1, disagree=0.1, noise=0.1)
    exact = betweenness(network.size, network.agree).values
    monkeypatch.setattr(centralities, "MOST_STEPS", 0)
    found = betweenness(network.size, network.agree)
    assert found.pivots == centralities.FEWEST_PIVOTS < network.size
    assert np.corrcoef(found.values, exact)[0, 1] > 0.9
    assert found.values.sum() == pytest.approx(exact.sum(), rel=0.1)
    assert betweenness(network.size, network.agree).values.tolist() == found.values.tolist()


def test_eigenvector_by_hand() -> None:
    # A star of three: the leading eigenvalue is √2, the outer nodes have 1/√2 of the middle's value.
    assert eigenvector(3, Ties.of([(0, 1), (0, 2)])).tolist() == pytest.approx([1, 0.5**0.5, 0.5**0.5])


@given(signed=signed_networks(7))
def test_eigenvector_is_the_leading_one_of_each_component(signed: Signed) -> None:
    agree, _ = split(signed)
    found = eigenvector(7, agree)
    graph = graph_of(7, agree)
    for members in nx.connected_components(graph):
        if len(members) == 1:
            assert found[list(members)].tolist() == [0]
            continue
        # As eigenvector_centrality_numpy has it, but for components of two, too.
        inside = sorted(members)
        leading = np.abs(np.linalg.eigh(nx.to_numpy_array(graph, inside))[1][:, -1])
        assert found[inside].tolist() == pytest.approx((leading / leading.max()).tolist(), abs=1e-6)


def test_eigenvector_is_networkx_s() -> None:
    network = plant(2, 10, agree=0.5, disagree=0.2, noise=0.1)
    expected = nx.eigenvector_centrality_numpy(graph_of(network.size, network.agree), weight="weight")
    largest = max(expected.values())
    found = eigenvector(network.size, network.agree)
    assert found.tolist() == pytest.approx([expected[node] / largest for node in range(network.size)], abs=1e-6)
    assert eigenvector(network.size, network.agree).tolist() == found.tolist()


@pytest.mark.parametrize("size", [0, 1, 2, 4])
def test_without_ties_all_are_0(size: int) -> None:
    assert betweenness(size, NONE).values.tolist() == [0] * size
    assert eigenvector(size, NONE).tolist() == [0] * size


def test_where_all_agree_alike_nobody_is_between_and_all_are_as_central() -> None:
    every = Ties.of(every_pair(5))
    assert betweenness(5, every).values.tolist() == [0] * 5
    assert eigenvector(5, every).tolist() == pytest.approx([1] * 5)


def test_two_who_agree() -> None:
    assert betweenness(2, Ties.of([(0, 1)])).values.tolist() == [0, 0]
    assert eigenvector(2, Ties.of([(0, 1)])).tolist() == [1, 1]


def test_a_tie_of_weight_0_is_none() -> None:
    ties = Ties.of([(0, 1), (1, 2)], [1, 0])
    assert betweenness(3, ties).values.tolist() == [0, 0, 0]
    assert eigenvector(3, ties).tolist() == [1, 1, 0]


def test_wrong_ties_are_refused() -> None:
    for measure in (betweenness, eigenvector):
        with pytest.raises(UsageError, match="tied to itself"):
            measure(3, Ties.of([(1, 1)]))
