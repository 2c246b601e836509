"""Statements to networks, after the definitions of the Discourse Network Analyzer.

- `StatementTable.from_store(store)`: one row a statement, in columns
- `project(table, Settings("actors", aggregation="conflict"))`: who stands against whom, as a sparse matrix
- `projection.to_networkx()`: the same as a graph, each edge with the statements it rests on
- `write_network(projection, "graphml")`: the same as a file
- `list_events(table)`: the statements themselves
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counterpoint.network.events import Event, list_events, write_events
    from counterpoint.network.exports import FORMATS, write_network
    from counterpoint.network.projection import Projection, project
    from counterpoint.network.rows import StatementRow
    from counterpoint.network.settings import Settings
    from counterpoint.network.table import Label, StatementTable

__all__ = [
    "FORMATS",
    "Event",
    "Label",
    "Projection",
    "Settings",
    "StatementRow",
    "StatementTable",
    "list_events",
    "project",
    "write_events",
    "write_network",
]

_MODULES = {
    "events": ("Event", "list_events", "write_events"),
    "exports": ("FORMATS", "write_network"),
    "projection": ("Projection", "project"),
    "rows": ("StatementRow",),
    "settings": ("Settings",),
    "table": ("Label", "StatementTable"),
}


def __getattr__(name: str) -> object:
    """Import a name when it is first used: numpy, scipy and networkx take longer than many a command."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
