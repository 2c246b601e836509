from __future__ import annotations

import json
import sys
from dataclasses import replace

import networkx as nx
import pytest

from counterpoint.errors import UsageError
from counterpoint.network import measures as package
from counterpoint.network import project, write_network
from counterpoint.network.measures import (
    NodeMeasures,
    Size,
    add_measures,
    measure,
    measure_graph,
    measured_graph,
    measuring,
)
from counterpoint.network.measures.texts import node_csv, text
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.table import StatementTable

# Ann and Bob agree on tax and on war, Cleo and Dan on the contrary; Bob and Cleo agree on art. Eve is alone with hers.
SAID = {
    "ann": {"tax": 1, "war": 1},
    "bob": {"tax": 1, "war": 1, "art": 1},
    "cleo": {"tax": -1, "war": -1, "art": 1},
    "dan": {"tax": -1},
    "eve": {"fish": 1},
}


def table(said: dict[str, dict[str, int]]) -> StatementTable:
    rows = [
        StatementRow(statement=f"{who}-{claim}", speaker=who, claim=claim, level=level)
        for who, claims in said.items()
        for claim, level in claims.items()
    ]
    return StatementTable.from_rows(rows, names={who: who.title() for who in said})


def test_every_name_in_the_table_of_contents_is_there() -> None:
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


def test_by_hand() -> None:
    found = measure(table(SAID))
    ann, bob, cleo, dan, eve = found.nodes
    assert ann == NodeMeasures("ann", "Ann", "person", 1, 2, 2, 3, 0, 1, 1, 0)
    assert (bob.agree_degree, bob.disagree_degree, bob.agree_strength, bob.disagree_strength) == (2, 2, 3, 3)
    assert (cleo.camp, dan.camp) == (2, 2)
    assert (eve.camp, eve.agree_degree, eve.disagree_degree) == (0, 0, 0)
    assert found.size == Size(5, 3, 4, 1, 6 / 10, 1, 1)
    # Bob and Cleo disagree on the whole. Of each three of the four, two agree and are against the third.
    assert found.balance[:2] == (4, 1)
    assert found.frustration.line_index == 0
    assert (found.polarisation.agreement, found.polarisation.disagreement) == (-1, 1)
    assert [[node.node for node in camp] for camp in found.camps] == [["ann", "bob"], ["cleo", "dan"]]
    assert found.bridges == ()


def test_agreement_and_disagreement_are_congruence_and_conflict() -> None:
    statements = table(SAID)
    by_node = {node.node: node for node in measure(statements).nodes}
    for aggregation, field in (("congruence", "agree_strength"), ("conflict", "disagree_strength")):
        projection = project(statements, Settings(aggregation=aggregation))  # type: ignore[arg-type]
        sums = dict(zip(projection.rows.iris, projection.weights.toarray().sum(axis=1).tolist(), strict=True))
        assert {node: getattr(row, field) for node, row in by_node.items()} == sums


def test_claims_can_be_measured_and_two_modes_cannot() -> None:
    found = measure(table(SAID), Settings("claims"))
    assert [node.node for node in found.nodes] == ["art", "fish", "tax", "war"]
    assert found.nodes[0].kind == "claim"
    with pytest.raises(UsageError, match="two-mode"):
        measure(table(SAID), Settings("two-mode"))


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ({}, Size(0, 0, 0, 0, None, 0, 0)),
        ({"ann": {"tax": 1}}, Size(1, 0, 0, 0, None, 0, 1)),
        ({"ann": {"tax": 1}, "bob": {"war": 1}}, Size(2, 0, 0, 0, 0.0, 0, 2)),
        ({"ann": {"tax": 1}, "bob": {"tax": 1}}, Size(2, 1, 0, 0, 1.0, 1, 0)),
        ({"ann": {"tax": 1}, "bob": {"tax": -1}}, Size(2, 0, 1, 0, 1.0, 1, 0)),
        ({"ann": {"tax": 1, "war": 1}, "bob": {"tax": -1, "war": 1}}, Size(2, 1, 1, 1, 1.0, 1, 0)),
        ({"ann": {"a": 1}, "bob": {"a": 1}, "cy": {"b": 1}, "di": {"b": -1}}, Size(4, 1, 1, 0, 1 / 3, 2, 0)),
    ],
    ids=["nobody", "one", "two apart", "two who agree", "two who disagree", "both at once", "disconnected"],
)
def test_small_networks(said: dict[str, dict[str, int]], size: Size) -> None:
    found = measure(table(said))
    assert found.size == size
    assert found.frustration.line_index == 0
    assert json.loads(json.dumps(found.as_dict()))["size"]["nodes"] == len(said)
    assert text(found).startswith("The network\n")
    assert len(node_csv(found).splitlines()) == 1 + len(said)


def test_two_who_agree_as_much_as_they_disagree_are_in_no_camp() -> None:
    found = measure(table({"ann": {"tax": 1, "war": 1}, "bob": {"tax": -1, "war": 1}}))
    assert [node.camp for node in found.nodes] == [0, 0]
    assert found.camps == ()


def test_a_graph_of_signed_weights_is_measured_alike() -> None:
    statements = table(SAID)
    graph = project(statements, Settings(aggregation="subtract")).to_networkx()
    of_table, of_graph = measure(statements), measure_graph(graph)
    assert of_graph.balance == of_table.balance
    assert of_graph.frustration == of_table.frustration
    assert of_graph.polarisation == of_table.polarisation
    for one, other in zip(of_graph.nodes, of_table.nodes, strict=True):
        assert (one.node, one.label, one.camp, one.betweenness) == (
            other.node,
            other.label,
            other.camp,
            other.betweenness,
        )


def test_a_conflict_graph_is_all_disagreement() -> None:
    graph = project(table(SAID), Settings(aggregation="conflict")).to_networkx()
    assert measure_graph(graph).size.agreeing == 0
    assert measure_graph(graph).size.disagreeing == graph.number_of_edges() == 4


def test_a_graph_from_elsewhere_needs_no_weights() -> None:
    graph: nx.Graph[str] = nx.Graph([("b", "a"), ("a", "a")])
    found = measure_graph(graph)
    assert [(node.node, node.label, node.camp) for node in found.nodes] == [("a", "a", 1), ("b", "b", 1)]


@pytest.mark.parametrize(
    ("graph", "said"),
    [
        (nx.DiGraph(), "no direction"),
        (nx.MultiGraph(), "one tie a pair"),
        (nx.Graph(mode="two-mode"), "two-mode"),
        (nx.Graph([("a", "b", {"weight": float("nan")})]), "no number"),
    ],
    ids=["directed", "parallel edges", "two modes", "no number"],
)
def test_graphs_that_cannot_be_measured(graph: nx.Graph[str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        measure_graph(graph)


def test_nodes_get_their_measures_as_attributes() -> None:
    graph = project(table(SAID), Settings(aggregation="subtract")).to_networkx()
    add_measures(graph)
    assert graph.nodes["dan"]["camp"] == 2
    assert set(measuring.ATTRIBUTES) <= graph.nodes["eve"].keys()
    assert graph.nodes["ann"]["label"] == "Ann"


@pytest.mark.parametrize("mode", ["actors", "claims", "two-mode"])
@pytest.mark.parametrize("file_format", ["graphml", "gexf", "json", "pajek", "csv"])
def test_measured_networks_can_be_written(mode: str, file_format: str) -> None:
    graph = measured_graph(project(table(SAID), Settings(mode)))  # type: ignore[arg-type]
    assert write_network(graph, file_format)
    measured = [node for node, data in graph.nodes(data=True) if "camp" in data]
    assert measured == (["art", "fish", "tax", "war"] if mode == "claims" else sorted(SAID))


def test_ties_that_are_left_out_are_told() -> None:
    said = {f"p{n}": {"tax": 1 if n % 2 else -1} for n in range(6)}
    found = measure(table(said), Settings(top=1))
    assert "of agreement, " in found.left_out
    assert "of disagreement, " in found.left_out
    assert found.left_out in text(found)
    assert measure(table(said)).left_out == ""


def test_the_text_says_what_is_estimated() -> None:
    found = measure(table(SAID))
    guessed = replace(
        found,
        pivots=50,
        balance=found.balance._replace(estimated=True),
        frustration=found.frustration._replace(line_index=3, lower_bound=1),
    )
    assert "of about 4" in text(guessed)
    assert "of 6 ties; at least 1" not in text(found)
    assert "at least 1" in text(guessed)
    assert "betweenness is estimated, from 50 nodes" in text(guessed)


def test_the_text_is_cut_short_where_there_is_much() -> None:
    said = {f"p{n:02}": {"tax": 1} for n in range(30)} | {
        f"q{n}{side}": {f"c{n}": 1} for n in range(14) for side in "ab"
    }
    shown = text(measure(table(said)), most=5)
    assert "and 22 more" in shown
    assert "… and 3 more" in shown
    assert "… and 53 more" in shown
    assert max(map(len, shown.splitlines())) <= 100


def test_names_that_disguise_themselves_are_shown_plain() -> None:
    statements = table({"ann": {"tax": 1}, "bob": {"tax": 1}})
    labels = replace(statements.labels, names={"ann": "A\u202enn\x1b[2J", "bob": "[red]Bob"})
    shown = text(measure(replace(statements, labels=labels)))
    assert "Ann[2J" in shown
    assert "[red]Bob" in shown


def test_a_data_frame_has_a_row_a_node() -> None:
    pytest.importorskip("pandas")
    frame = measure(table(SAID)).to_pandas()
    assert frame.loc["dan", "camp"] == 2
    assert frame.shape == (5, len(NodeMeasures._fields) - 1)


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(UsageError, match="pandas is not installed"):
        measure(table(SAID)).to_pandas()
