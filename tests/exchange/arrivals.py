"""Workspaces that something arrives in, and what is compared of two debates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterpoint.corpus import Corpus
from counterpoint.corpus.exchange import Arrival
from counterpoint.vocabulary import PREFIXES

if TYPE_CHECKING:
    import networkx as nx

Ties = dict[frozenset[str], float]


def empty(root: Path, base: str = "") -> Path:
    """Make a workspace without records."""
    (root / "graph").mkdir(parents=True)
    setting = f'[workspace]\nbase = "{base}"\n' if base else ""
    (root / "counterpoint.toml").write_text(setting, encoding="utf-8")
    return root


def bring(file: Path, root: Path, **options: Any) -> Arrival:
    """Import a file into a workspace, which is made where it is not there."""
    return Corpus.import_from(file, root if root.exists() else empty(root), **options)


def arrive(file: Path, root: Path, **options: Any) -> Corpus:
    """Import a file into a workspace, and open it."""
    bring(file, root, **options)
    return Corpus.open(root)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def ties(graph: nx.Graph[str]) -> Ties:
    """Give the weights of a network's edges by the names of their ends."""
    names: dict[str, str] = {node: data["label"] for node, data in graph.nodes(data=True)}
    return {frozenset((names[u], names[v])): data["weight"] for u, v, data in graph.edges(data=True)}


def statements(corpus: Corpus) -> list[tuple[str, ...]]:
    """List who stands how on what, with which words from where, by names."""
    query = """
        SELECT ?who ?stance ?what ?quote ?from ?to ?when WHERE {
          ?s cp:speaker/schema:name ?who ; cp:stance ?stance ; cp:claim/schema:name ?what ;
             prov:wasQuotedFrom ?source ; cp:evidence/oa:hasSelector ?q , ?p .
          ?q oa:exact ?quote . ?p oa:start ?from ; oa:end ?to .
          OPTIONAL { ?source schema:datePublished ?when } }"""
    return sorted(corpus.store.table("".join(f"PREFIX {k}: <{v}> " for k, v in PREFIXES.items()) + query))


def report(arrival: Arrival) -> str:
    """Give all that an import says of what it carried over, line by line."""
    told = arrival.read.debate.report
    lines = [*map(str, told.changed.values()), *map(str, told.dropped.values()), *told.notes]
    return "\n".join(lines)
