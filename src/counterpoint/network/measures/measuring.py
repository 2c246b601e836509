"""Measure networks: of statements, projections and graphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from counterpoint.errors import UsageError
from counterpoint.network.measures.balance import measure_balance
from counterpoint.network.measures.bridges import find_bridges, participation
from counterpoint.network.measures.camps import find_camps
from counterpoint.network.measures.centralities import betweenness, eigenvector
from counterpoint.network.measures.frustration import MOST_EXACT, measure_frustration
from counterpoint.network.measures.polarisation import measure_polarisation
from counterpoint.network.measures.results import BridgingNode, Measures, NodeMeasures, Size
from counterpoint.network.measures.ties import Ties, net
from counterpoint.network.projection import project
from counterpoint.network.settings import Settings

if TYPE_CHECKING:
    import networkx as nx

    from counterpoint.network.projection import Projection
    from counterpoint.network.table import Label, StatementTable

ATTRIBUTES: Final = NodeMeasures._fields[3:]
"""The measures that :func:`add_measures` gives to nodes."""


def measure(
    table: StatementTable, settings: Settings | None = None, *, seed: int = 7, most_exact: int = MOST_EXACT
) -> Measures:
    """Measure the network of agreement and disagreement that statements make.

    Agreement is the congruence of two nodes and disagreement their conflict, as :class:`Settings` defines them: two who
    agree on one claim and disagree on another are tied by both. Camps, balance, frustration, centralities and bridges
    go by what outweighs; degrees and strengths count both.

    :param table: the statements.
    :param settings: who the nodes are (actors, or claims) and how statements count; the aggregation does not matter.
        Speakers, where it is not said.
    :param seed: where chance starts.
    :param most_exact: ties up to which frustration is solved exactly; see :func:`measure_frustration`.
    :raises UsageError: where the settings are of a two-mode network, or the table was read without what they need.
    """
    settings = settings or Settings()
    if not settings.one_mode:
        raise UsageError("a two-mode network has no agreement between its nodes", "measure its actors or its claims")
    agree, disagree = (
        project(table, replace(settings, aggregation=aggregation)) for aggregation in ("congruence", "conflict")
    )
    labels = [agree.labels.of(iri, agree.rows.kind) for iri in agree.rows.iris]
    left_out = "; ".join(
        f"of {name}, {projection.kept}"
        for name, projection in (("agreement", agree), ("disagreement", disagree))
        if projection.kept.left_out
    )
    measured = measure_ties(agree.rows.iris, labels, _ties(agree), _ties(disagree), seed=seed, most_exact=most_exact)
    return replace(measured, left_out=left_out, undated=int(table.cut.get("undated", 0)))


def measure_graph(graph: nx.Graph[str], *, seed: int = 7, most_exact: int = MOST_EXACT) -> Measures:
    """Measure a network that is a graph already.

    Edges of a positive weight, or of none, are agreement, those of a negative weight disagreement, as in a network
    whose aggregation is ``subtract``; where it is ``conflict``, all are disagreement.

    :param graph: the network; it is not changed.
    :param seed: where chance starts.
    :param most_exact: ties up to which frustration is solved exactly; see :func:`measure_frustration`.
    :raises UsageError: where the graph is of two modes, directed or has parallel edges.
    """
    from counterpoint.network.table import Label

    if graph.is_directed() or graph.is_multigraph():
        raise UsageError("agreement has no direction, and one tie a pair", "make it a networkx.Graph")
    if graph.graph.get("mode") == "two-mode":
        raise UsageError("a two-mode network has no agreement between its nodes", "measure its actors or its claims")
    nodes = sorted(graph)
    place = {node: at for at, node in enumerate(nodes)}
    sign = -1.0 if graph.graph.get("aggregation") == "conflict" else 1.0
    pairs = [(place[one], place[other]) for one, other in graph.edges if one != other]
    weights = np.array([sign * graph.edges[nodes[one], nodes[other]].get("weight", 1.0) for one, other in pairs])
    ends = np.array(pairs, np.int32).reshape(-1, 2)
    agree, disagree = (
        Ties(ends[chosen, 0], ends[chosen, 1], np.abs(weights[chosen])) for chosen in (~(weights < 0), weights < 0)
    )
    labels = [Label(str(graph.nodes[node].get("label", node)), graph.nodes[node].get("kind", ""), {}) for node in nodes]
    return measure_ties(nodes, labels, agree, disagree, seed=seed, most_exact=most_exact)


def add_measures(graph: nx.Graph[str], measured: Measures | None = None) -> None:
    """Give the nodes of a graph their measures as attributes: those that :data:`ATTRIBUTES` names.

    Nodes that were not measured, as the claims of a two-mode network, are left as they are.

    :param graph: it is changed.
    :param measured: the measures, by default those of the graph itself.
    """
    measured = measured or measure_graph(graph)
    for row in measured.nodes:
        if row.node in graph:
            graph.nodes[row.node].update({name: getattr(row, name) for name in ATTRIBUTES})


def measured_graph(projection: Projection, *, evidence: bool | None = None) -> nx.Graph[str]:
    """Give a network as a graph whose nodes have their measures; see :func:`add_measures`.

    The actors of a two-mode network have those that they have among each other.

    :param evidence: as for :meth:`Projection.to_networkx`.
    """
    settings = projection.settings
    if not settings.one_mode:
        settings = Settings("actors", settings.actor, duplicates=settings.duplicates, isolates=settings.isolates)
    graph = projection.to_networkx(evidence=evidence)
    add_measures(graph, measure(projection.table, settings))
    return graph


def measure_ties(
    nodes: Sequence[str],
    labels: Sequence[Label],
    agree: Ties,
    disagree: Ties,
    *,
    seed: int = 7,
    most_exact: int = MOST_EXACT,
) -> Measures:
    """Measure a network that is given as ties; see :func:`measure`.

    :param nodes: the IRIs, sorted.
    :param labels: how the nodes are shown.
    :param agree: agreement.
    :param disagree: disagreement.
    """
    size = len(nodes)
    ties = net(size, agree, disagree)
    agree, disagree = agree.present(), disagree.present()
    camps = find_camps(size, agree, disagree, seed=seed)
    paths = betweenness(size, ties.agree, seed=seed)
    columns = (
        agree.degree(size),
        disagree.degree(size),
        agree.strength(size),
        disagree.strength(size),
        paths.values,
        eigenvector(size, ties.agree),
        camps + 1,
        participation(size, ties.agree, camps),
    )
    rows = zip(nodes, labels, *(column.tolist() for column in columns), strict=True)
    return Measures(
        nodes=tuple(NodeMeasures(node, label.name, label.kind, *values) for node, label, *values in rows),
        size=measure_size(size, agree, disagree),
        balance=measure_balance(size, agree, disagree, seed=seed),
        frustration=measure_frustration(size, agree, disagree, seed=seed, most_exact=most_exact),
        polarisation=measure_polarisation(size, agree, disagree, camps),
        bridges=tuple(
            BridgingNode(nodes[node], labels[node].name, score, tuple(camp + 1 for camp in between))
            for node, score, between in find_bridges(size, agree, disagree, camps)
        ),
        pivots=paths.pivots,
    )


def measure_size(size: int, agree: Ties, disagree: Ties) -> Size:
    """Count the nodes, the pairs that are tied and the parts that the network falls into.

    Density is the share of pairs that are tied by agreement, disagreement or both (Wasserman and Faust 1994).
    Components are of ties of both signs; a node without any is an isolate and not counted as one. An empty network has
    no components, and no density; nor has one node.
    """
    keys = [
        np.unique(np.minimum(one.first, one.second) * np.int64(size) + np.maximum(one.first, one.second))
        for one in (agree.present(), disagree.present())
    ]
    tied = np.union1d(*keys)
    first, second = np.divmod(tied, max(size, 1))
    matrix = sparse.csr_array((np.ones(len(tied)), (first, second)), shape=(size, size))
    parts = connected_components(matrix, directed=False)[0] if size else 0
    isolates = size - len(np.union1d(first, second))
    return Size(
        nodes=size,
        agreeing=len(keys[0]),
        disagreeing=len(keys[1]),
        both=len(keys[0]) + len(keys[1]) - len(tied),
        density=len(tied) / (size * (size - 1) / 2) if size > 1 else None,
        components=int(parts) - isolates,
        isolates=isolates,
    )


def _ties(projection: Projection) -> Ties:
    return Ties(*projection.edges())
