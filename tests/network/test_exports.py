"""Every file is read back by another program than the one that wrote it, where there is one."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network import exports
from counterpoint.network.exports import FORMATS, write_network
from counterpoint.network.projection import project
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.table import StatementTable

if TYPE_CHECKING:
    from counterpoint.network.projection import Projection

ROWS = [
    StatementRow(f"urn:x{number}", who, claim, level)
    for number, (who, claim, level) in enumerate(
        [("urn:bob", "urn:p", 1.0), ("urn:ann", "urn:p", 1.0), ("urn:cy", "urn:p", 0.0), ("urn:cy", "urn:q", -1.0)]
    )
]
NAMES = {"urn:ann": "Ann O'Hara", "urn:bob": '=cmd|"x"', "urn:cy": "O'Brien", "urn:p": "It is hot"}
TABLE = StatementTable.from_rows(ROWS, names=NAMES)
ONE_MODE = project(TABLE)
TWO_MODE = project(TABLE, Settings("two-mode", aggregation="subtract"))

any_text = st.text(st.characters(codec=None, categories=None))


def _expected(projection: Projection) -> dict[frozenset[str], float]:
    return _edges(projection.to_networkx())


def _edges(graph: nx.Graph[str]) -> dict[frozenset[str], float]:
    return {frozenset((one, other)): float(data["weight"]) for one, other, data in graph.edges(data=True)}


@pytest.mark.parametrize("projection", [ONE_MODE, TWO_MODE])
@pytest.mark.parametrize("file_format", FORMATS)
def test_equal_networks_give_equal_bytes(projection: Projection, file_format: str) -> None:
    graph = projection.to_networkx()
    backwards: nx.Graph[str] = nx.Graph(**graph.graph)
    for node in reversed(list(graph)):
        backwards.add_node(node, **dict(reversed(graph.nodes[node].items())))
    for one, other in reversed(list(graph.edges)):
        backwards.add_edge(other, one, **dict(reversed(graph.edges[one, other].items())))
    written = write_network(projection, file_format)
    assert write_network(graph, file_format) == written
    assert write_network(backwards, file_format) == written
    assert written.endswith((b"\n", b"PAR1"))


@pytest.mark.parametrize("projection", [ONE_MODE, TWO_MODE])
def test_graphml(projection: Projection) -> None:
    graph = nx.read_graphml(io.BytesIO(write_network(projection, "graphml")))
    assert _edges(graph) == _expected(projection)
    assert graph.nodes["urn:ann"]["label"] == "Ann O'Hara"
    assert graph.nodes["urn:ann"]["kind"] == "person"
    if projection is ONE_MODE:
        assert graph.edges["urn:ann", "urn:bob"]["statements"] == "urn:x0 urn:x1"


@pytest.mark.parametrize("projection", [ONE_MODE, TWO_MODE])
def test_gexf(projection: Projection) -> None:
    written = write_network(projection, "gexf")
    graph = nx.read_gexf(io.BytesIO(written))
    assert _edges(graph) == _expected(projection)
    assert graph.nodes["urn:bob"]["label"] == NAMES["urn:bob"]
    assert b"lastmodified" not in written


@pytest.mark.parametrize("projection", [ONE_MODE, TWO_MODE])
def test_json(projection: Projection) -> None:
    graph = nx.node_link_graph(json.loads(write_network(projection, "json")), edges="edges")
    assert nx.utils.graphs_equal(graph, projection.to_networkx())


@pytest.mark.parametrize("projection", [ONE_MODE, TWO_MODE])
def test_pajek(projection: Projection) -> None:
    graph: nx.Graph[str] = nx.Graph(nx.parse_pajek(write_network(projection, "pajek").decode().splitlines()))
    named = {node: data["iri"] for node, data in graph.nodes(data=True)}
    assert _edges(nx.relabel_nodes(graph, named)) == _expected(projection)
    assert "O’Brien" in graph


def test_csv_is_a_list_of_edges() -> None:
    rows = list(csv.DictReader(io.StringIO(write_network(ONE_MODE, "csv").decode(), newline="")))
    assert rows[0] == {
        "source": "urn:ann",
        "target": "urn:bob",
        "source_label": "Ann O'Hara",
        "target_label": '\'=cmd|"x"',
        "weight": "1",
        "statements": "urn:x0 urn:x1",
    }
    assert rows[1]["weight"] == "0.5"
    assert [row["source"] for row in csv.DictReader(io.StringIO(write_network(TWO_MODE, "csv").decode()))] == [
        *("urn:ann", "urn:bob", "urn:cy"),
    ]


def test_csv_matrix() -> None:
    rows = list(csv.reader(io.StringIO(write_network(ONE_MODE, "csv-matrix").decode())))
    assert rows[0] == ["", "Ann O'Hara", '\'=cmd|"x"', "O'Brien"]
    assert rows[3] == ["O'Brien", "0.5", "0.5", "0"]
    rows = list(csv.reader(io.StringIO(write_network(TWO_MODE, "csv-matrix").decode())))
    assert rows == [
        ["", "It is hot", "urn:q"],
        ["Ann O'Hara", "1", "0"],
        ['\'=cmd|"x"', "1", "0"],
        ["O'Brien", "0", "-1"],
    ]


def test_ucinet() -> None:
    assert write_network(ONE_MODE, "dl").decode().splitlines() == [
        *("dl n=3 format=fullmatrix", "labels:", '"Ann O\'Hara"', "\"=cmd|'x'\"", '"O\'Brien"'),
        *("data:", "0 1 0.5", "1 0 0.5", "0.5 0.5 0"),
    ]
    assert write_network(TWO_MODE, "dl").decode().splitlines()[:2] == ["dl nr=3 nc=2 format=fullmatrix", "row labels:"]
    assert write_network(TWO_MODE, "dl").decode().splitlines()[-7:] == [
        *("column labels:", '"It is hot"', '"urn:q"', "data:", "1 0", "1 0", "0 -1"),
    ]


def test_equal_names_are_told_apart_where_names_stand_for_nodes() -> None:
    projection = project(StatementTable.from_rows(ROWS, names=dict.fromkeys(NAMES, "Ann")))
    assert write_network(projection, "csv-matrix").startswith(b",Ann,Ann (2),Ann (3)\r\n")
    assert re.findall(r'"(.*)"', write_network(projection, "dl").decode()) == ["Ann", "Ann (2)", "Ann (3)"]


@given(names=st.lists(any_text, min_size=3, max_size=3), ids=st.lists(any_text, min_size=3, max_size=3, unique=True))
def test_any_text_can_be_a_name_or_an_id(names: list[str], ids: list[str]) -> None:
    rows = [StatementRow(f"x{number}", node, "p", 1.0) for number, node in enumerate(ids)]
    projection = project(StatementTable.from_rows(rows, names=dict(zip(ids, names, strict=True))))
    size = len(projection.rows.iris)
    for file_format in ("graphml", "gexf"):
        root = ET.fromstring(write_network(projection, file_format))  # noqa: S314 - written by us
        assert len(root.findall(".//{*}node")) == size
        assert len(root.findall(".//{*}edge")) == size * (size - 1) // 2
    assert len(nx.parse_pajek(write_network(projection, "pajek").decode().split("\n"))) == size
    assert len(json.loads(write_network(projection, "json"))["nodes"]) == size
    matrix = list(csv.reader(io.StringIO(write_network(projection, "csv-matrix").decode(), newline="")))
    assert [len(row) for row in matrix] == [size + 1] * (size + 1)
    assert len(write_network(projection, "dl").decode().split("\n")) == 2 * size + 4


@pytest.mark.parametrize("mode", ["actors", "two-mode"])
@pytest.mark.parametrize("file_format", FORMATS)
def test_an_empty_network_can_be_written(mode: str, file_format: str) -> None:
    settings = Settings("two-mode", aggregation="ignore") if mode == "two-mode" else Settings()
    assert write_network(project(StatementTable.from_rows([]), settings), file_format)


def test_an_unknown_format_is_refused_and_the_known_named() -> None:
    with pytest.raises(UsageError, match='no network format "xls"; choose one of csv, csv-matrix, dl, gexf, graphml'):
        write_network(ONE_MODE, "xls")


@pytest.mark.parametrize("file_format", ["csv-matrix", "dl"])
def test_a_matrix_that_is_too_large_is_refused(file_format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MATRIX_CELLS", 8)
    with pytest.raises(UsageError, match="3 × 3 cells is too large; write a list of edges"):
        write_network(ONE_MODE, file_format)


@pytest.mark.parametrize("projection", [ONE_MODE, TWO_MODE])
def test_parquet_holds_the_edges_and_what_the_network_is(projection: Projection) -> None:
    import pyarrow.parquet as pq

    written = write_network(projection, "parquet")
    read = pq.read_table(io.BytesIO(written))
    graph = projection.to_networkx()
    rows = read.to_pylist()
    assert {frozenset((row["source"], row["target"])): row["weight"] for row in rows} == _expected(projection)
    for row in rows:
        assert row["statements"] == graph.edges[row["source"], row["target"]]["statements"]
        assert row["source_label"] == graph.nodes[row["source"]]["label"]
    assert json.loads(pq.read_metadata(io.BytesIO(written)).metadata[b"counterpoint"]) == graph.graph


def test_parquet_says_what_is_left_out_and_needs_no_evidence() -> None:
    import pyarrow.parquet as pq

    projection = project(TABLE, Settings(aggregation="ignore", top=1))
    graph = projection.to_networkx(evidence=False)
    written = write_network(graph, "parquet")
    read = pq.read_table(io.BytesIO(written))
    assert read.column_names == ["source", "target", "source_label", "target_label", "weight"]
    assert "1 strongest" in json.loads(pq.read_metadata(io.BytesIO(written)).metadata[b"counterpoint"])["left_out"]


def test_parquet_holds_no_bytes_of_memory_where_names_are_equal() -> None:
    rows = [StatementRow(f"x{number}", f"urn:{number}", "urn:p", 1.0) for number in range(20)]
    table = StatementTable.from_rows(rows, names={f"urn:{number}": "An Equal Name" for number in range(20)})
    assert len({write_network(project(table), "parquet") for _ in range(50)}) == 1
