from __future__ import annotations

import random
import subprocess
import sys

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network.measures import Ties, find_camps
from tests.network.measures.planted import Planted, likeness, plant

NONE = Ties.of([])


def camps_of(network: Planted) -> list[int]:
    return list(map(int, find_camps(network.size, network.agree, network.disagree)))


def pairs_of(ties: Ties) -> list[tuple[int, int]]:
    return list(zip(ties.first.tolist(), ties.second.tolist(), strict=True))


@pytest.mark.parametrize(
    ("network", "least"),
    [
        (plant(2, 20, agree=0.3, disagree=0.0), 0.99),
        (plant(4, 25, agree=0.3, disagree=0.05, noise=0.1), 0.99),
        (plant(2, 30, agree=0.3, disagree=0.3, noise=0.1), 0.99),
        (plant(3, 30, agree=0.2, disagree=0.4, noise=0.1), 0.99),
        (plant(5, 40, agree=0.15, disagree=0.1, noise=0.1), 0.95),
        (plant(3, 60, agree=0.1, disagree=0.05, noise=0.15), 0.85),
    ],
    ids=["only agreement", "little disagreement", "as much", "more disagreement", "five camps", "sparse and noisy"],
)
def test_planted_camps_are_found(network: Planted, least: float) -> None:
    found = np.array(camps_of(network))
    inside = found >= 0
    assert inside.mean() > 0.95
    assert likeness(network.camps[inside], found[inside]) >= least


def test_nobody_is_in_no_camp() -> None:
    assert find_camps(0, NONE, NONE).tolist() == []


@pytest.mark.parametrize("size", [1, 2, 5])
def test_without_ties_there_is_no_camp(size: int) -> None:
    assert find_camps(size, NONE, NONE).tolist() == [-1] * size


def test_two_who_agree_are_a_camp() -> None:
    assert find_camps(2, Ties.of([(0, 1)]), NONE).tolist() == [0, 0]


def test_two_who_disagree_are_none() -> None:
    assert find_camps(2, NONE, Ties.of([(0, 1)])).tolist() == [-1, -1]


@pytest.mark.parametrize(("agree", "camp"), [(3.0, 0), (2.0, -1), (1.0, -1)])
def test_a_pair_that_agrees_and_disagrees_counts_by_the_difference(agree: float, camp: int) -> None:
    assert find_camps(2, Ties.of([(0, 1)], [agree]), Ties.of([(1, 0)], [2.0])).tolist() == [camp, camp]


def test_a_tie_of_weight_0_is_none() -> None:
    assert find_camps(3, Ties.of([(0, 1), (1, 2)], [1, 0]), NONE).tolist() == [0, 0, -1]


def test_where_all_disagree_there_is_no_camp() -> None:
    every = [(one, other) for one in range(6) for other in range(one)]
    assert find_camps(6, NONE, Ties.of(every)).tolist() == [-1] * 6


def test_where_all_agree_with_all_they_are_one_camp() -> None:
    every = [(one, other) for one in range(6) for other in range(one)]
    assert find_camps(6, Ties.of(every), NONE).tolist() == [0] * 6


def test_components_are_camps_of_their_own_the_largest_first() -> None:
    triangle, pair = [(3, 4), (4, 5), (3, 5)], [(0, 1)]
    assert find_camps(7, Ties.of(pair + triangle), NONE).tolist() == [1, 1, -1, 0, 0, 0, -1]


def test_of_equally_large_camps_the_one_with_the_first_node_comes_first() -> None:
    assert find_camps(4, Ties.of([(2, 1), (0, 3)]), NONE).tolist() == [0, 1, 1, 0]


def test_strangers_who_oppose_different_people_are_no_camp() -> None:
    agree, disagree = Ties.of([(0, 1), (2, 3)]), Ties.of([(0, 4), (1, 4), (2, 5), (3, 5)])
    assert find_camps(6, agree, disagree).tolist() == [0, 0, 1, 1, -1, -1]


def test_disagreement_splits_what_agreement_alone_would_join() -> None:
    every = [(one, other) for one in range(6) for other in range(one)]
    across = [(one, other) for one in range(3) for other in range(3, 6)]
    assert find_camps(6, Ties.of(every), NONE).max() == 0
    assert find_camps(6, Ties.of(every), Ties.of(across, [2.0] * 9)).tolist() == [0, 0, 0, 1, 1, 1]


def test_without_disagreement_it_is_modularity() -> None:
    graph = nx.karate_club_graph()
    ties = Ties.of(list(graph.edges()))
    camps = find_camps(len(graph), ties, NONE)
    groups = [set(np.flatnonzero(camps == camp).tolist()) for camp in range(camps.max() + 1)]
    # The largest there is, as Brandes and others (2008) showed.
    assert nx.community.modularity(graph, groups, weight=None) == pytest.approx(0.4198, abs=1e-4)


@pytest.mark.parametrize(
    "network",
    [
        plant(3, 40, agree=0.2, disagree=0.05, noise=0.2, seed=5),
        plant(3, 40, agree=0.06, disagree=0.3, noise=0.2, seed=5),
        plant(4, 20, agree=0.05, disagree=0.06, noise=0.3, seed=5),
    ],
    ids=["more agreement", "more disagreement", "sparse"],
)
def test_every_camp_holds_together(network: Planted) -> None:
    camps = camps_of(network)
    assert max(camps) > 0
    for camp in range(max(camps) + 1):
        members = {node for node, own in enumerate(camps) if own == camp}
        assert len(members) > 1
        held: nx.Graph[object] = nx.Graph()
        held.add_nodes_from(members)
        held.add_edges_from(pair for pair in pairs_of(network.agree) if members.issuperset(pair))
        if network.disagree.weight.sum() > network.agree.weight.sum():
            both_ways = [(one, other) for pair in pairs_of(network.disagree) for one, other in (pair, pair[::-1])]
            held.add_edges_from((one, f"opponent {other}") for one, other in both_ways if one in members)
        assert nx.is_connected(held)


def test_opponents_in_common_make_a_camp_where_disagreement_is_the_stronger() -> None:
    network = plant(2, 40, agree=0.06, disagree=0.4, noise=0.1, seed=1)
    found = np.array(camps_of(network))
    inside = found >= 0
    assert likeness(network.camps[inside], found[inside]) > 0.9
    parts: nx.Graph[int] = nx.Graph()
    parts.add_edges_from(pair for pair in pairs_of(network.agree) if found[pair[0]] == found[pair[1]] == 0)
    assert nx.number_connected_components(parts) > 1, "agreement alone would not hold the camp together"


def test_who_agrees_with_nobody_is_in_no_camp_whomever_they_oppose() -> None:
    agree = Ties.of([(0, 1), (2, 3)])
    disagree = Ties.of([(one, other) for one in (0, 1, 4) for other in (2, 3)])
    assert find_camps(5, agree, disagree).tolist() == [0, 0, 1, 1, -1]


@given(seed=st.integers(0, 999))
@settings(max_examples=20)
def test_the_order_of_the_nodes_does_not_matter(seed: int) -> None:
    network = plant(3, 12, agree=0.3, disagree=0.2, noise=0.2, seed=3)
    order = np.random.default_rng(seed).permutation(network.size)
    shuffled = find_camps(network.size, *network.shuffled(order)[1:])
    assert likeness(np.array(camps_of(network))[order], shuffled) == 1.0


def test_the_order_of_the_ties_does_not_matter() -> None:
    network = plant(3, 12, agree=0.3, disagree=0.2, noise=0.2, seed=3)
    back = [Ties(one.second[::-1], one.first[::-1], one.weight[::-1]) for one in network[1:]]
    assert find_camps(network.size, *back).tolist() == camps_of(network)


def test_everybody_s_chance_is_left_as_it_was() -> None:
    import igraph

    random.seed(5)
    expected = random.random()  # noqa: S311
    random.seed(5)
    camps_of(plant(2, 10, agree=0.5, disagree=0.2))
    assert random.random() == expected  # noqa: S311
    random.seed(5)
    one = igraph.Graph.Erdos_Renyi(20, 0.3).get_edgelist()
    random.seed(5)
    assert igraph.Graph.Erdos_Renyi(20, 0.3).get_edgelist() == one


def test_hash_seeds_do_not_matter() -> None:
    code = (
        "from tests.network.measures.planted import plant\n"
        "from counterpoint.network.measures import find_camps\n"
        "network = plant(3, 15, agree=0.2, disagree=0.2, noise=0.25, seed=2)\n"
        "print(find_camps(network.size, network.agree, network.disagree).tolist())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(found) == 1


def test_wrong_ties_are_refused() -> None:
    with pytest.raises(UsageError, match="not one of the 2"):
        find_camps(2, Ties.of([(0, 2)]), NONE)
