"""From a projection to a networkx graph."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

import networkx as nx

from counterpoint.errors import UsageError
from counterpoint.network.evidence import statements_behind
from counterpoint.network.pauses import no_collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counterpoint.network.projection import Nodes, Projection

EVIDENCE_LIMIT: Final = 20_000
"""Edges up to which a graph names the statements behind each, where nothing else is asked for."""


def build_graph(projection: Projection, *, evidence: bool | None = None) -> nx.Graph[str]:
    """Make the graph of a projection; see :meth:`Projection.to_networkx`.

    The dictionaries of the graph are filled directly, as `Graph.add_edge` does after looking up both nodes again: half
    a million edges in half a second, a fifth of the time. Both directions of an edge share one dictionary of
    attributes, as in any undirected graph.
    """
    both = set(projection.rows.iris) & set(projection.columns.iris)
    if both and not projection.settings.one_mode:
        raise UsageError(f'"{min(both)}" is an actor and a claim at once', "give them different identifiers")
    rows, columns, weights = projection.edges()
    with_evidence = len(rows) <= EVIDENCE_LIMIT if evidence is None else evidence
    with no_collection():
        graph: nx.Graph[str] = nx.Graph(**asdict(projection.settings))
        one_mode = projection.settings.one_mode
        first = list(_add_nodes(graph, projection, projection.rows, None if one_mode else 0))
        second = first if one_mode else list(_add_nodes(graph, projection, projection.columns, 1))
        neighbours: dict[str, dict[str, dict[str, Any]]] = graph._adj  # type: ignore[attr-defined]  # noqa: SLF001 - see above
        of_first = [neighbours[node] for node in first]
        of_second = [neighbours[node] for node in second]
        for row, column, weight in zip(rows.tolist(), columns.tolist(), weights.tolist(), strict=True):
            of_first[row][second[column]] = of_second[column][first[row]] = {"weight": weight}
        if with_evidence:
            behind = statements_behind(projection, rows, columns)
            for row, column, statements in zip(rows.tolist(), columns.tolist(), behind, strict=True):
                of_first[row][second[column]]["statements"] = statements
    return graph


def _add_nodes(graph: nx.Graph[str], projection: Projection, nodes: Nodes, side: int | None) -> Iterator[str]:
    bipartite = {} if side is None else {"bipartite": side}
    for iri, frequency in zip(nodes.iris, nodes.frequency.tolist(), strict=True):
        name, kind, attributes = projection.labels.of(iri, nodes.kind)
        graph.add_node(iri, **{**attributes, **bipartite, "label": name, "kind": kind, "frequency": frequency})
        yield iri
