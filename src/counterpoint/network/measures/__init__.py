"""Measures of networks of agreement and disagreement: who stands with whom, who is in the middle, how split all are.

- `measure(table, Settings())`: everything there is to measure of a statement table's network
- `measure_graph(graph)`, `add_measures(graph)`: the same of a networkx graph, and as attributes of its nodes
- `what_divides(table, one, other)`: the claims that divide two groups

The measures one by one take `Ties`, arrays that stay quick at 20,000 nodes: `find_camps`, `find_bridges`,
`participation`, `betweenness`, `eigenvector`, `measure_balance`, `measure_frustration`, `measure_polarisation`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counterpoint.network.measures.balance import Balance, measure_balance
    from counterpoint.network.measures.bridges import Bridge, find_bridges, participation
    from counterpoint.network.measures.camps import find_camps
    from counterpoint.network.measures.centralities import Betweenness, betweenness, eigenvector
    from counterpoint.network.measures.dividing import Dividing, what_divides
    from counterpoint.network.measures.frustration import Frustration, measure_frustration
    from counterpoint.network.measures.measuring import (
        add_measures,
        measure,
        measure_graph,
        measure_ties,
        measured_graph,
    )
    from counterpoint.network.measures.polarisation import Polarisation, measure_polarisation
    from counterpoint.network.measures.results import BridgingNode, Measures, NodeMeasures, Size
    from counterpoint.network.measures.ties import Ties

_MODULES = {
    "balance": ("Balance", "measure_balance"),
    "bridges": ("Bridge", "find_bridges", "participation"),
    "camps": ("find_camps",),
    "centralities": ("Betweenness", "betweenness", "eigenvector"),
    "dividing": ("Dividing", "what_divides"),
    "frustration": ("Frustration", "measure_frustration"),
    "measuring": ("add_measures", "measure", "measure_graph", "measure_ties", "measured_graph"),
    "polarisation": ("Polarisation", "measure_polarisation"),
    "results": ("BridgingNode", "Measures", "NodeMeasures", "Size"),
    "ties": ("Ties",),
}
__all__ = [
    "Balance",
    "Betweenness",
    "Bridge",
    "BridgingNode",
    "Dividing",
    "Frustration",
    "Measures",
    "NodeMeasures",
    "Polarisation",
    "Size",
    "Ties",
    "add_measures",
    "betweenness",
    "eigenvector",
    "find_bridges",
    "find_camps",
    "measure",
    "measure_balance",
    "measure_frustration",
    "measure_graph",
    "measure_polarisation",
    "measure_ties",
    "measured_graph",
    "participation",
    "what_divides",
]


def __getattr__(name: str) -> object:
    """Import a name when it is first used."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
