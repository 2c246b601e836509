"""Statements to networks, after the definitions of the Discourse Network Analyzer.

- `StatementTable.from_store(store)`: one row a statement, in columns
- `project(table, Settings("actors", aggregation="conflict"))`: who stands against whom, as a sparse matrix
- `projection.to_networkx()`: the same as a graph, each edge with the statements it rests on
- `Slice(until="2016", topic=[…]).select(table)`: a part of the statements
- `slide(table, Settings(), "12m")`: the networks of a sliding window
- `write_network(projection, "graphml")`: a network as a file
- `list_events(table)`: the statements themselves
- `table.to_parquet()`, `StatementTable.from_file(path)`: the statement table as a file
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counterpoint.network.events import Event, list_events, write_events
    from counterpoint.network.exports import FORMATS, write_network
    from counterpoint.network.projection import Projection, project
    from counterpoint.network.rows import StatementRow
    from counterpoint.network.series import write_windows
    from counterpoint.network.settings import Settings
    from counterpoint.network.slicing import Slice
    from counterpoint.network.table import Label, StatementTable
    from counterpoint.network.windows import Window, Windows, slide

__all__ = [
    "FORMATS",
    "Event",
    "Label",
    "Projection",
    "Settings",
    "Slice",
    "StatementRow",
    "StatementTable",
    "Window",
    "Windows",
    "list_events",
    "project",
    "slide",
    "write_events",
    "write_network",
    "write_windows",
]

_MODULES = {
    "events": ("Event", "list_events", "write_events"),
    "exports": ("FORMATS", "write_network"),
    "projection": ("Projection", "project"),
    "rows": ("StatementRow",),
    "series": ("write_windows",),
    "settings": ("Settings",),
    "slicing": ("Slice",),
    "table": ("Label", "StatementTable"),
    "windows": ("Window", "Windows", "slide"),
}


def __getattr__(name: str) -> object:
    """Import a name when it is first used: numpy, scipy and networkx take longer than many a command."""
    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
