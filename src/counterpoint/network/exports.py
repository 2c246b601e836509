"""Networks as files that other programs read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

import networkx as nx
import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.edges import Edges, write_edges, write_projection
from counterpoint.network.formats import as_csv, as_json, number, printable, unique
from counterpoint.network.projection import Projection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

MATRIX_CELLS: Final = 25_000_000
"""Cells up to which a network is written as a full matrix: 5,000 nodes square, about 50 MB."""


def write_network(network: nx.Graph[str] | Projection, file_format: str) -> bytes:
    """Write a network as a file; equal networks give equal bytes.

    Nodes and edges keep their attributes in ``graphml``, ``gexf``, ``json`` and ``pajek``, edges in ``csv``, a list of
    edges, and in ``parquet``, another one, which is also fit for tens of millions. The statements behind an edge are a
    list in ``json`` and ``parquet``, elsewhere one text with spaces between the IRIs.
    ``csv-matrix`` and ``dl`` (UCINET) are matrices of weights. ``csv-matrix``, ``dl`` and ``pajek`` know nodes by their
    names; equal names are numbered.

    :param network: a projection, or the graph that it gives.
    :param file_format: one of :data:`FORMATS`.
    :raises UsageError: where there is no such format, the matrix would be too large, or for ``parquet`` pyarrow is not
        installed.
    """
    if file_format not in FORMATS:
        raise UsageError(f'there is no network format "{file_format}"', f"choose one of {', '.join(sorted(FORMATS))}")
    if isinstance(network, Projection):
        if file_format == "parquet":
            return write_projection(network)
        network = network.to_networkx(evidence=False if file_format in {"csv-matrix", "dl"} else None)
    return _WRITERS[file_format](network)


def _graphml(graph: nx.Graph[str]) -> bytes:
    from networkx.readwrite.graphml import write_graphml_xml  # the other writer needs lxml, and differs

    file = io.BytesIO()
    write_graphml_xml(_plain(graph), file)
    return file.getvalue() + b"\n"


def _gexf(graph: nx.Graph[str]) -> bytes:
    from networkx.readwrite.gexf import GEXFWriter

    writer = GEXFWriter(encoding="utf-8", version="1.2draft")
    writer.add_graph(_plain(graph))
    writer.xml.find("meta").attrib.pop("lastmodifieddate")  # equal networks give equal bytes, tomorrow too
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue() + b"\n"


def _json(graph: nx.Graph[str]) -> bytes:
    ordered: nx.Graph[str] = nx.Graph(**graph.graph)
    for node in _sorted_nodes(graph):
        ordered.add_node(node, **dict(sorted(graph.nodes[node].items())))
    for one, other, data in _sorted_edges(graph):
        ordered.add_edge(one, other, **dict(sorted(data.items())))
    return as_json(nx.node_link_data(ordered, edges="edges"))


def _csv(graph: nx.Graph[str]) -> bytes:
    edges = list(_sorted_edges(graph))
    more = sorted({name for _, _, data in edges for name in data} - {"weight"})
    rows: list[list[object]] = [["source", "target", "source_label", "target_label", "weight", *more]]
    for one, other, data in edges:
        ends = (one, other, _name(graph, one), _name(graph, other))
        rows.append([*ends, data.get("weight", 1.0), *(_scalar(data.get(name)) for name in more)])
    return as_csv(rows)


def _csv_matrix(graph: nx.Graph[str]) -> bytes:
    rows, columns, lines = _matrix(graph)
    cells = ([name, *line] for name, line in zip(rows, lines, strict=True))
    return as_csv([["", *columns], *cells])


def _dl(graph: nx.Graph[str]) -> bytes:
    rows, columns, lines = _matrix(graph)
    header = [f"dl n={len(rows)} format=fullmatrix", "labels:", *map(_quoted, rows)]
    if _sides(graph):
        header = [f"dl nr={len(rows)} nc={len(columns)} format=fullmatrix", "row labels:", *map(_quoted, rows)]
        header += ["column labels:", *map(_quoted, columns)]
    data = (" ".join(map(number, line)) for line in lines)
    return "".join(f"{line}\n" for line in (*header, "data:", *data)).encode()


def _pajek(graph: nx.Graph[str]) -> bytes:
    plain = _plain(graph)
    names = dict(zip(plain, unique(_one_word(_name(plain, node)) for node in plain), strict=True))
    named: nx.Graph[str] = nx.Graph()
    for node, data in plain.nodes(data=True):
        named.add_node(names[node], iri=_one_word(node), **_words(data, "label"))
    for one, other, data in plain.edges(data=True):
        named.add_edge(names[one], names[other], weight=number(data.get("weight", 1.0)), **_words(data, "weight"))
    return "".join(f"{line}\n" for line in nx.generate_pajek(named)).encode()


def _parquet(graph: nx.Graph[str]) -> bytes:
    nodes = _sorted_nodes(graph)
    place = {node: position for position, node in enumerate(nodes)}
    edges = list(_sorted_edges(graph))
    source = np.array([place[one] for one, _, _ in edges], np.int32)
    target = np.array([place[other] for _, other, _ in edges], np.int32)
    weight = np.array([edge[2].get("weight", 1.0) for edge in edges], np.float64)
    known = any("statements" in data for _, _, data in edges) or not edges
    statements = [data.get("statements", []) for _, _, data in edges] if known else None
    names = [_name(graph, node) for node in nodes]
    return write_edges(Edges(nodes, names, source, target, weight, statements), graph.graph)


_WRITERS: Final[Mapping[str, Callable[[nx.Graph[str]], bytes]]] = {
    "csv": _csv,
    "csv-matrix": _csv_matrix,
    "dl": _dl,
    "gexf": _gexf,
    "graphml": _graphml,
    "json": _json,
    "pajek": _pajek,
    "parquet": _parquet,
}
FORMATS: Final[Mapping[str, str]] = {
    "csv": ".csv",
    "csv-matrix": ".csv",
    "dl": ".dl",
    "gexf": ".gexf",
    "graphml": ".graphml",
    "json": ".json",
    "pajek": ".net",
    "parquet": ".parquet",
}
"""The formats, and how the names of their files end."""


def _plain(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Copy a graph in the order of its nodes, with ids and attributes that every format can hold."""
    nodes = _sorted_nodes(graph)
    ids = dict(zip(nodes, unique(map(printable, nodes)), strict=True))
    plain: nx.Graph[str] = nx.Graph(**_scalars(graph.graph))
    for node in nodes:
        plain.add_node(ids[node], **_scalars(graph.nodes[node]))
    for one, other, data in _sorted_edges(graph):
        plain.add_edge(ids[one], ids[other], **_scalars(data))
    return plain


def _sorted_nodes(graph: nx.Graph[str]) -> list[str]:
    """Sort nodes by id, in a two-mode network actors before claims."""
    return sorted(graph, key=lambda node: (graph.nodes[node].get("bipartite", 0), node))


def _sorted_edges(graph: nx.Graph[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    place = {node: position for position, node in enumerate(_sorted_nodes(graph))}
    for place_of_one, one in enumerate(place):
        others = (other for other in graph.adj[one] if place[other] >= place_of_one)
        for other in sorted(others, key=place.__getitem__):
            yield one, other, graph.adj[one][other]


def _sides(graph: nx.Graph[str]) -> bool:
    return any("bipartite" in data for _, data in graph.nodes(data=True))


def _matrix(graph: nx.Graph[str]) -> tuple[list[str], list[str], Iterator[list[float]]]:
    """Give the names of rows and columns and the weights, row by row."""
    nodes = _sorted_nodes(graph)
    two_mode = _sides(graph)
    rows = [node for node in nodes if not graph.nodes[node].get("bipartite", 0)]
    columns = [node for node in nodes if graph.nodes[node].get("bipartite", 0)] if two_mode else rows
    if len(rows) * len(columns) > MATRIX_CELLS:
        size = f"{len(rows):,} × {len(columns):,}"
        raise UsageError(f"a full matrix of {size} cells is too large", "write a list of edges: csv")
    names = dict(zip(nodes, unique(printable(_name(graph, node)) for node in nodes), strict=True))
    lines = ([graph.adj[row].get(column, {}).get("weight", 0.0) for column in columns] for row in rows)
    return [names[row] for row in rows], [names[column] for column in columns], lines


def _name(graph: nx.Graph[str], node: str) -> str:
    return str(graph.nodes[node].get("label") or node)


def _scalar(value: object) -> str | int | float | bool | None:
    """Turn an attribute into one value: several with spaces between them, as IRIs have none."""
    if isinstance(value, (list, tuple)):
        return " ".join(printable(str(part)) for part in value)
    return value if value is None or isinstance(value, (bool, int, float)) else printable(str(value))


def _scalars(data: Mapping[str, object]) -> dict[str, Any]:
    scalars = {name: _scalar(value) for name, value in sorted(data.items())}
    return {name: value for name, value in scalars.items() if value is not None}


def _quoted(text: str) -> str:
    return '"' + " ".join(text.replace('"', "'").split()) + '"'


def _one_word(text: str) -> str:
    """Make a text safe for Pajek, whose quotation marks cannot be escaped, and which knows no line feeds."""
    return " ".join(printable(text).translate({ord('"'): "”", ord("'"): "’", ord("\\"): "/"}).split()) or "?"


def _words(data: Mapping[str, Any], left_out: str) -> dict[str, str]:
    return {name: _one_word(str(value)) for name, value in data.items() if name != left_out}
