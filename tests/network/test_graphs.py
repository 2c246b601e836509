from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from counterpoint.errors import UsageError
from counterpoint.network import graphs
from counterpoint.network.exports import write_network
from counterpoint.network.projection import project
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.table import Labels, StatementTable

if TYPE_CHECKING:
    from counterpoint.network.projection import Projection

ROWS = [
    StatementRow(f"x{number}", who, claim, level, organisations=("o",) if who == "ann" else ())
    for number, (who, claim, level) in enumerate(
        [
            ("bob", "p", 1.0),
            ("ann", "p", 1.0),
            ("cy", "p", -1.0),
            ("ann", "q", 1.0),
            ("cy", "q", 1.0),
            ("dee", "r", 1.0),
        ]
    )
]
TABLE = StatementTable.from_rows(ROWS, names={"ann": "Ann", "p": "The claim"})


def _slowly(projection: Projection) -> nx.Graph[str]:
    """Make the same graph through the methods of networkx."""
    quick = projection.to_networkx()
    graph: nx.Graph[str] = nx.Graph(**quick.graph)
    graph.add_nodes_from(quick.nodes(data=True))
    for row, column, weight in zip(*projection.edges(), strict=True):
        ends = projection.rows.iris[row], projection.columns.iris[column]
        graph.add_edge(*ends, weight=weight, statements=quick.edges[ends]["statements"])
    return graph


@pytest.mark.parametrize("chosen", [Settings(), Settings("claims"), Settings("two-mode", aggregation="ignore")])
def test_the_graph_is_what_add_edge_would_make(chosen: Settings) -> None:
    projection = project(TABLE, chosen)
    quick, slow = projection.to_networkx(), _slowly(projection)
    assert nx.utils.graphs_equal(quick, slow)
    assert {node: set(around) for node, around in quick.adjacency()} == {n: set(a) for n, a in slow.adjacency()}


def test_the_graph_can_be_changed_like_any_other() -> None:
    graph = project(TABLE).to_networkx()
    graph["ann"]["bob"]["weight"] = 7
    assert graph["bob"]["ann"]["weight"] == 7, "both directions share their attributes"
    assert graph["cy"]["ann"]["weight"] == 1
    graph.remove_node("ann")
    assert "ann" not in graph["bob"]
    graph.add_edge("dee", "bob", weight=2)
    assert list(graph.edges(data="weight")) == [("bob", "dee", 2)]


def test_nodes_have_label_kind_and_frequency() -> None:
    graph = project(TABLE).to_networkx()
    assert list(graph) == ["ann", "bob", "cy", "dee"]
    assert graph.nodes["ann"] == {"label": "Ann", "kind": "person", "frequency": 2}
    assert graph.nodes["bob"]["label"] == "bob"
    assert project(TABLE, Settings(actor="organisation")).to_networkx().nodes["o"]["kind"] == "organisation"
    assert project(TABLE, Settings("claims")).to_networkx().nodes["p"]["label"] == "The claim"


def test_a_label_has_the_last_word_on_the_kind_and_further_attributes() -> None:
    labels = Labels({}, frozenset({"ann"}), {"ann": {"same_as": "https://ror.org/1"}})
    graph = project(replace(TABLE, labels=labels)).to_networkx()
    assert graph.nodes["ann"]["kind"] == "organisation"
    assert graph.nodes["ann"]["same_as"] == "https://ror.org/1"


def test_a_two_mode_graph_is_bipartite() -> None:
    graph = project(TABLE, Settings("two-mode", aggregation="subtract")).to_networkx()
    assert nx.is_bipartite(graph)
    assert {node for node, side in graph.nodes(data="bipartite") if side} == {"p", "q", "r"}
    assert graph.edges["cy", "p"] == {"weight": -1.0, "statements": ["x2"]}


def test_an_actor_is_no_claim() -> None:
    table = StatementTable.from_rows([StatementRow("x", "same", "same", 1.0)])
    with pytest.raises(UsageError, match='"same" is an actor and a claim at once'):
        project(table, Settings("two-mode", aggregation="ignore")).to_networkx()
    with pytest.raises(UsageError, match='"same" is an actor and a claim at once'):
        write_network(project(table, Settings("two-mode", aggregation="ignore")), "parquet")


def test_the_settings_travel_with_the_graph() -> None:
    assert project(TABLE, Settings(duplicates="range")).to_networkx().graph["duplicates"] == "range"


@pytest.mark.parametrize(
    ("evidence", "limit", "there"), [(None, 2, True), (None, 1, False), (True, 1, True), (False, 2, False)]
)
def test_edges_name_their_statements_up_to_a_limit_or_on_request(
    evidence: bool | None, limit: int, there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(graphs, "EVIDENCE_LIMIT", limit)
    graph = project(TABLE).to_networkx(evidence=evidence)
    expected: dict[str, Any] = {"weight": 1.0, "statements": ["x3", "x4"]} if there else {"weight": 1.0}
    assert graph.number_of_edges() == 2
    assert graph.edges["ann", "cy"] == expected
