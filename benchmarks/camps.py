"""Compare qualities by which camps can be found, on debates whose camps are known.

    python -m benchmarks.camps

Speakers of each camp follow its stance on each claim, save for some noise, and are tied by what they say; or ties are
drawn between and within camps. Of each kind there are networks with little and with much disagreement. The figure is
the adjusted Rand index (Hubert and Arabie 1985) between the camps that were planted and those that were found, over the
speakers who agree with anybody: 1 where they are the same, 0 where they are no better than chance. The signed
modularity needs leidenalg, which Counterpoint does not, and is left out without it.
"""

from __future__ import annotations

import random
from collections import defaultdict
from importlib.util import find_spec
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy import sparse

from counterpoint.network.measures import Ties, find_camps
from counterpoint.network.measures.ties import Net, net

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Camps = NDArray[np.integer]


class Debate(NamedTuple):
    camps: Camps
    agree: Ties
    disagree: Ties


def debate(speakers: int, camps: int, said: int, contested: float, noise: float, seed: int) -> Debate:
    """Make a debate of what speakers say on claims; camps agree within, and on contested claims oppose another."""
    chance = np.random.default_rng(seed)
    sizes = np.arange(camps, 0, -1)
    camp = chance.choice(camps, speakers, p=sizes / sizes.sum())
    claims = max(speakers // 4, 8)
    is_contested = chance.random(claims) < contested
    owner = chance.integers(0, camps, claims)
    stance = np.where(chance.random((camps, claims)) < 0.5, 1, -1)
    stance[owner, np.arange(claims)] = 1
    stance[(owner + 1 + chance.integers(0, camps - 1, claims)) % camps, np.arange(claims)] = -1
    stance[:, ~is_contested] = 1
    popularity = chance.pareto(1.5, claims) + 1
    rows, columns = [], []
    for speaker in range(speakers):
        weight = popularity * np.where(is_contested | (owner == camp[speaker]), 1, 0.05)
        number = min(1 + chance.poisson(said - 1), claims)
        columns += chance.choice(claims, number, replace=False, p=weight / weight.sum()).tolist()
        rows += [speaker] * number
    level = stance[camp[rows], columns] * np.where(chance.random(len(rows)) < noise, -1, 1)
    size = (speakers, claims)
    above, below = (sparse.csr_array(((level == sign) * 1.0, (rows, columns)), shape=size) for sign in (1, -1))
    return Debate(camp, _ties(above @ above.T + below @ below.T), _ties(above @ below.T + below @ above.T))


def drawn(speakers: int, camps: int, degree: int, against: float, noise: float, seed: int) -> Debate:
    """Draw ties of agreement within camps and of disagreement between them, but for some noise."""
    chance = np.random.default_rng(seed)
    sizes = np.arange(camps, 0, -1)
    camp = np.sort(chance.choice(camps, speakers, p=sizes / sizes.sum()))
    activity = chance.pareto(2.5, speakers) + 1

    def ties(number: int, share_within: float) -> Ties:
        ends = chance.choice(speakers, (8 * number, 2), p=activity / activity.sum())
        within = camp[ends[:, 0]] == camp[ends[:, 1]]
        apart = ends[:, 0] != ends[:, 1]
        inside = round(number * share_within)
        chosen = np.concatenate([ends[within & apart][:inside], ends[~within][: number - inside]])
        pairs = np.unique(np.sort(chosen, axis=1), axis=0).astype(np.int32)
        return Ties(pairs[:, 0], pairs[:, 1], np.ones(len(pairs)))

    number = speakers * degree // 2
    return Debate(camp, ties(round(number * (1 - against)), 1 - noise), ties(round(number * against), noise))


def _ties(weights: sparse.csr_array) -> Ties:
    matrix = sparse.triu(weights, 1).tocoo()
    matrix.eliminate_zeros()
    return Ties(matrix.row.astype(np.int32), matrix.col.astype(np.int32), matrix.data)


def modularity(size: int, ties: Net) -> Camps:
    """Maximise the modularity of net agreement, as if there were no disagreement."""
    import igraph

    graph = igraph.Graph(n=size, edges=np.column_stack(ties.agree[:2]))
    return np.array(graph.community_leiden("modularity", weights=ties.agree.weight, n_iterations=-1).membership)


def constant_potts(size: int, ties: Net) -> Camps:
    """Maximise the constant Potts model of resolution 0: net agreement within camps, less net disagreement."""
    import igraph

    ends = np.concatenate([np.column_stack(one[:2]) for one in ties])
    weight = np.concatenate([ties.agree.weight, -ties.disagree.weight])
    graph = igraph.Graph(n=size, edges=ends)
    return np.array(graph.community_leiden("CPM", weights=weight, resolution=0, n_iterations=-1).membership)


def signed_modularity(size: int, ties: Net) -> Camps:
    """Maximise the signed modularity of Gómez, Jensen and Arenas (2009): each sign with its own null model."""
    import igraph
    import leidenalg

    layers = []
    for one in ties:
        graph = igraph.Graph(n=size, edges=np.column_stack(one[:2]))
        layers.append(leidenalg.RBConfigurationVertexPartition(graph, weights=one.weight.tolist()))
    optimiser = leidenalg.Optimiser()
    optimiser.set_rng_seed(7)
    optimiser.optimise_partition_multiplex(layers, layer_weights=[1, -1], n_iterations=-1)
    return np.array(layers[0].membership)


QUALITIES: dict[str, Callable[[int, Net], Camps]] = {
    "modularity": modularity,
    "signed modularity": signed_modularity,
    "constant Potts, 0": constant_potts,
    "counterpoint": lambda size, ties: find_camps(size, *ties),
}
if find_spec("leidenalg") is None:
    del QUALITIES["signed modularity"]


def likeness(one: Camps, other: Camps) -> float:
    """Give the adjusted Rand index of two partitions."""
    table = np.zeros((len(np.unique(one)), len(np.unique(other))))
    np.add.at(table, (np.unique(one, return_inverse=True)[1], np.unique(other, return_inverse=True)[1]), 1)
    both, rows, columns = ((n * (n - 1) / 2).sum() for n in (table, table.sum(axis=1), table.sum(axis=0)))
    expected, largest = rows * columns / (len(one) * (len(one) - 1) / 2), (rows + columns) / 2
    return 1.0 if largest == expected else float((both - expected) / (largest - expected))


def measure(debates: list[Debate]) -> dict[str, float]:
    """Give the mean likeness that each quality reaches."""
    found = defaultdict(list)
    for camps, agree, disagree in debates:
        ties = net(len(camps), agree, disagree)
        agrees = ties.agree.degree(len(camps)) > 0
        for name, quality in QUALITIES.items():
            found[name].append(likeness(camps[agrees], quality(len(camps), ties)[agrees]))
    return {name: float(np.mean(values)) for name, values in found.items()}


def main() -> None:
    """Print a table in Markdown."""
    random.seed(7)  # for igraph
    kinds: dict[str, list[Debate]] = {}
    for camps, contested in product((2, 3, 5), (0.1, 0.5, 1.0)):
        kinds[f"{camps} camps, {contested:.0%} of the claims contested"] = [
            debate(speakers, camps, said, contested, noise, seed)
            for speakers, said, noise, seed in product((15, 60, 300), (2, 4), (0.05, 0.15), (1, 2, 3))
        ]
    for camps, against in product((2, 4), (0.1, 0.5, 0.8)):
        kinds[f"{camps} camps, ties drawn, {against:.0%} of disagreement"] = [
            drawn(speakers, camps, 12, against, 0.15, seed) for speakers, seed in product((60, 300, 1000), (1, 2, 3))
        ]
    print("| networks |", " | ".join(QUALITIES), "|")
    print("|---|" + "---|" * len(QUALITIES))
    every = []
    for name, debates in kinds.items():
        every.append(measure(debates))
        print(f"| {name} |", " | ".join(f"{value:.2f}" for value in every[-1].values()), "|", flush=True)
    table = np.array([list(row.values()) for row in every])
    behind = table.max(axis=1, keepdims=True) - table
    print("| mean |", " | ".join(f"{value:.2f}" for value in table.mean(axis=0)), "|")
    print("| behind the best, on average |", " | ".join(f"{value:.2f}" for value in behind.mean(axis=0)), "|")
    print("| behind the best, at worst |", " | ".join(f"{value:.2f}" for value in behind.max(axis=0)), "|")


if __name__ == "__main__":
    main()
