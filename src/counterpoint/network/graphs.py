"""From a projection to a networkx graph."""

from __future__ import annotations

from dataclasses import asdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import networkx as nx
import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.evidence import statements_behind
from counterpoint.pauses import no_collection

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from counterpoint.network.projection import Nodes, Projection
    from counterpoint.network.table import Codes

EVIDENCE_LIMIT: Final = 20_000
"""Edges up to which a graph names the statements behind each, where nothing else is asked for."""


def build_graph(projection: Projection, *, evidence: bool | None = None) -> nx.Graph[str]:
    """Make the graph of a projection; see :meth:`Projection.to_networkx`.

    The dictionaries of the graph are filled directly, node by node, as `Graph.add_edge` does after looking up both
    nodes again for each edge: half a million edges in a third of a second. Both directions of an edge share one
    dictionary of attributes, as in any undirected graph.
    """
    refuse_shared(projection)
    rows, columns, weights = projection.edges()
    with_evidence = len(rows) <= EVIDENCE_LIMIT if evidence is None else evidence
    with no_collection():
        graph: nx.Graph[str] = nx.Graph(**attributes_of(projection))
        one_mode = projection.settings.one_mode
        first = list(_add_nodes(graph, projection, projection.rows, None if one_mode else 0))
        second = first if one_mode else list(_add_nodes(graph, projection, projection.columns, 1))
        attributes = np.empty(len(rows), object)
        attributes[:] = [{"weight": weight} for weight in weights.tolist()]
        if with_evidence:
            for edge, statements in zip(attributes, statements_behind(projection, rows, columns), strict=True):
                edge["statements"] = statements
        # Earlier neighbours come first: in a one-mode network the column is the later node.
        back = np.argsort(columns, kind="stable")
        _connect(graph, second, first, _Ends(columns[back], rows[back], attributes[back]))
        _connect(graph, first, second, _Ends(rows, columns, attributes))
    return graph


def refuse_shared(projection: Projection) -> None:
    """Refuse a two-mode network in which an actor and a claim would be one node.

    :raises UsageError: where they have one IRI.
    """
    both = set(projection.rows.iris) & set(projection.columns.iris)
    if both and not projection.settings.one_mode:
        raise UsageError(f'"{min(both)}" is an actor and a claim at once', "give them different identifiers")


def attributes_of(projection: Projection) -> dict[str, Any]:
    """Give what a network is as a whole: its settings, its slice, and what it leaves out."""
    given = {name: value for name, value in asdict(projection.settings).items() if value is not None}
    left_out = {"left_out": str(projection.kept)} if projection.kept.left_out else {}
    return {**given, **projection.table.cut, **left_out}


class _Ends(NamedTuple):
    """Edges from one side, in the order of their near ends; all arrays are of one length.

    :param near: the node that an edge is added to, as a place in its list.
    :param far: the node at the other end.
    :param attributes: the dictionary of the edge.
    """

    near: Codes
    far: Codes
    attributes: NDArray[np.object_]


def _connect(graph: nx.Graph[str], nodes: list[str], others: list[str], ends: _Ends) -> None:
    """Give each node its neighbours, and the attributes of the edges to them."""
    neighbours: dict[str, dict[str, dict[str, Any]]] = graph._adj  # type: ignore[attr-defined]  # noqa: SLF001 - see above
    names, attributes = np.array(others, object)[ends.far].tolist(), ends.attributes.tolist()
    bounds = np.searchsorted(ends.near, np.arange(len(nodes) + 1)).tolist()
    for node, (start, end) in zip(nodes, pairwise(bounds), strict=True):
        neighbours[node].update(zip(names[start:end], attributes[start:end], strict=True))


def _add_nodes(graph: nx.Graph[str], projection: Projection, nodes: Nodes, side: int | None) -> Iterator[str]:
    bipartite = {} if side is None else {"bipartite": side}
    for iri, frequency in zip(nodes.iris, nodes.frequency.tolist(), strict=True):
        name, kind, attributes = projection.labels.of(iri, nodes.kind)
        graph.add_node(iri, **{**attributes, **bipartite, "label": name, "kind": kind, "frequency": frequency})
        yield iri
