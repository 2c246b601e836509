"""The congruence network from the open store to the networkx graph, and how long each stage of it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from benchmarks.measuring import Times, repeat, table
from benchmarks.stores import Setting, fill
from counterpoint.network import Projection, Settings, StatementTable, project
from counterpoint.network.saving import load_table, save_table
from counterpoint.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    Graph = nx.Graph[str]


def measure(setting: Setting, folder: Path, times: int) -> str:
    """Time all stages over one debate, in memory, on disk and from the table that a build keeps."""
    memory = EmbeddedStore()
    fill(memory.engine, setting.debate())
    nquads = ox.serialize(memory.engine, format=ox.RdfFormat.N_QUADS)
    disk = ox.Store(str(folder))
    disk.bulk_load(nquads, format=ox.RdfFormat.N_QUADS)
    disk.flush()
    del disk, nquads
    rows = []
    for place, store in (("memory", memory), ("disk", EmbeddedStore.read_only(folder))):
        found, graph = repeat(lambda store=store: ours(store), times)  # type: ignore[misc]
        rows.append([f"counterpoint, store in {place}", *found.cells()])
        rows += [[f"· {name}", *cells] for name, cells in stages(store, times)]
    kept = folder.with_name("statements")
    save_table(StatementTable.from_store(EmbeddedStore.read_only(folder)), kept)
    found, _ = repeat(lambda: project(load_table(kept), Settings()).to_networkx(), times)
    rows.append(["counterpoint, the table that a build keeps", *found.cells()])
    size = f"{graph.number_of_nodes():,} speakers, {graph.number_of_edges():,} edges"
    return f"{setting}: {size}.\n\n" + table(["to the networkx graph", "min", "median", "max"], rows)


def ours(store: EmbeddedStore) -> Graph:
    """Make the network as `Corpus.network()` does, with the parts of the table that it needs."""
    settings = Settings()
    return project(StatementTable.from_store(store, parts=settings.parts), settings).to_networkx()


def stages(store: EmbeddedStore, times: int) -> list[tuple[str, list[str]]]:
    """Time each stage on its own."""
    settings = Settings()
    read, statements = repeat(lambda: StatementTable.from_store(store, parts=settings.parts), times)
    made, projection = repeat(lambda: project(statements, settings), times)
    drawn, _ = repeat(lambda: _to_networkx(projection), times)
    whole, _ = repeat(lambda: StatementTable.from_store(store), times)
    named: dict[str, Times] = {
        "reading the table": read,
        "projecting": made,
        "making the graph": drawn,
        "reading the whole table, with sources, organisations, roles and topics": whole,
    }
    return [(name, found.cells()) for name, found in named.items()]


def _to_networkx(projection: Projection) -> Graph:
    return projection.to_networkx()
