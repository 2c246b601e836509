"""Time the congruence network, from the open store to the networkx graph, against two ways to do without matrices.

    python -m benchmarks.network --statements 100000

All make the same network, which is checked: w(i, j) = Σ over claims and pairs of statements (1 - |k - k'| / 2), the
definition of the Discourse Network Analyzer with levels from -1 to 1.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import networkx as nx
import pyoxigraph as ox

from benchmarks.measuring import Times, repeat, report, show, table
from benchmarks.stores import Setting, fill
from counterpoint.network import Projection, Settings, StatementTable, project
from counterpoint.network.saving import load_table, save_table
from counterpoint.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    Graph = nx.Graph[str]

ROWS = "SELECT ?claim ?speaker ?k WHERE { ?s cp:claim ?claim ; cp:speaker ?speaker ; cp:stance/cp:polarity ?k }"
# Oxigraph's planner needs the sub-selects: without these fences it looks each statement of a pair up anew.
SELF_JOIN = """
SELECT ?one ?other (SUM(1 - ABS(?k - ?l) / 2) AS ?weight) WHERE {
  { SELECT DISTINCT ?claim ?s ?one ?k { ?s cp:claim ?claim ; cp:speaker ?one ; cp:stance/cp:polarity ?k } }
  { SELECT DISTINCT ?claim ?t ?other ?l { ?t cp:claim ?claim ; cp:speaker ?other ; cp:stance/cp:polarity ?l } }
  FILTER (STR(?one) < STR(?other))
} GROUP BY ?one ?other
"""


@click.command(context_settings={"show_default": True})
@click.option("--statements", default=100_000, type=click.IntRange(1))
@click.option("--spread", default="1,0", help="How unequally popular claims are; several with commas between.")
@click.option("--repeat", "times", default=5, type=click.IntRange(1), help="How often to run ours.")
@click.option("--peers/--no-peers", default=True, help="Run the other two as well, once each.")
def main(statements: int, spread: str, times: int, peers: bool) -> None:
    """Measure the projection."""
    parts = []
    for value in spread.split(","):
        setting = Setting(statements, float(value))
        with tempfile.TemporaryDirectory() as folder:
            parts.append(measure(setting, Path(folder) / "db", times, peers))
    report("Congruence network", [*parts, "Target: at most 1 s for 100,000 statements."])


def measure(setting: Setting, folder: Path, times: int, peers: bool) -> str:
    """Time all ways over one debate."""
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
    for name, way in PEERS if peers else ():
        start = time.perf_counter()
        other = way(memory)
        rows.append([f"{name}, store in memory", show(time.perf_counter() - start), "", ""])
        assert same(graph, other), f"the {name} gives another network"
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


def pairwise(store: EmbeddedStore) -> Graph:
    """Make the network by a loop over pairs of statements on each claim."""
    by_claim: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for claim, speaker, level in store.table(ROWS):
        by_claim[claim].append((speaker, float(level)))
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for said in by_claim.values():
        for (one, first), (other, second) in combinations(said, 2):
            if one != other:
                weights[(one, other) if one < other else (other, one)] += 1 - abs(first - second) / 2
    return _graph(weights)


def self_join(store: EmbeddedStore) -> Graph:
    """Make the network by one SPARQL query."""
    return _graph({(one, other): float(weight) for one, other, weight in store.table(SELF_JOIN)})


def _graph(weights: dict[tuple[str, str], float]) -> Graph:
    graph: Graph = nx.Graph()
    graph.add_weighted_edges_from((one, other, weight) for (one, other), weight in weights.items() if weight)
    return graph


def same(graph: Graph, other: Graph) -> bool:
    """Tell whether two networks have the same edges and weights; ours also has the speakers without an edge."""
    if graph.number_of_edges() != other.number_of_edges():
        return False
    weights = ((graph.edges[edge]["weight"], other.edges[edge]["weight"]) for edge in other.edges)
    return all(abs(mine - theirs) < 1e-9 for mine, theirs in weights)


PEERS: Final = (("pairwise loop in Python", pairwise), ("self-join in SPARQL", self_join))


if __name__ == "__main__":
    main()
