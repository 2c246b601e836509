"""``counterpoint measures``, and the measures that ``counterpoint network`` writes."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from counterpoint.corpus import Corpus
from counterpoint.errors import UnknownNameError
from counterpoint.network import limits
from tests.cli.conftest import Run

DEMO = ("-w", ":demo:")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.open(":demo:", in_memory=True)


def test_tables_say_who_stands_where(run: Run) -> None:
    done = run("measures", "--format", "table", *DEMO)
    assert (done.code, done.errors) == (0, "")
    for heading in ("The network", "Camps", "What divides camp 1 and camp 2", "Bridges", "Who is in it"):
        assert f"{heading}" in done.text
    assert "Every doctor is a leader." in done.text


def test_a_pipe_gets_one_row_a_node(run: Run, corpus: Corpus) -> None:
    rows = list(csv.DictReader(io.StringIO(run("measures", *DEMO).text)))
    assert [row["label"] for row in rows] == [node.label for node in corpus.measures().nodes]
    assert {row["camp"] for row in rows} == {"1", "2"}


def test_json_holds_everything(run: Run, corpus: Corpus) -> None:
    found = json.loads(run("measures", "--format", "json", *DEMO).text)
    assert found == json.loads(json.dumps(corpus.measures().as_dict()))


def test_the_ending_of_the_file_names_the_format(run: Run) -> None:
    for name, start in (("m.csv", "node,label"), ("m.json", '{"size"'), ("m.txt", "The network")):
        assert run("measures", "-o", name, *DEMO).code == 0
        with open(name, encoding="utf-8") as file:  # noqa: PTH123 - in the current folder
            assert file.read().startswith(start)


def test_an_ending_that_no_format_has_is_refused(run: Run) -> None:
    done = run("measures", "-o", "m.xlsx", *DEMO)
    wanted = 'nothing is written as ".xlsx"; name a file that ends on .csv, .json, .txt, or say --format'
    assert (done.code, done.errors, Path("m.xlsx").exists()) == (2, f"counterpoint: {wanted}\n", False)
    assert run("measures", "-o", "m.xlsx", "--format", "csv", *DEMO).code == 0


def test_settings_and_slices(run: Run, corpus: Corpus) -> None:
    found = run("measures", "--actor", "organisation", "--exclude-speaker", "Stephen Gillam", *DEMO).text
    expected = corpus.measures(actor="organisation", exclude_speaker="Stephen Gillam")
    assert [row["label"] for row in csv.DictReader(io.StringIO(found))] == [node.label for node in expected.nodes]
    claims = run("measures", "--mode", "claims", "--format", "table", *DEMO)
    assert (claims.code, "What divides" in claims.text) == (0, False)


def test_organisations_are_divided_too(run: Run) -> None:
    assert run("measures", "--actor", "organisation", "--format", "table", *DEMO).code == 0


def test_an_unknown_name_is_misuse(run: Run) -> None:
    done = run("measures", "--speaker", "Stephen Gilam", *DEMO)
    assert done.code == 2
    assert 'did you mean "Stephen Gillam"' in done.errors


def test_groups_are_named_as_a_person_types_them(corpus: Corpus) -> None:
    by_name = corpus.what_divides(["Jonathan Fielden"], ["stephen gillam"])
    iris = {node.label: node.node for node in corpus.measures().nodes}
    assert by_name == corpus.what_divides([iris["Jonathan Fielden"]], [iris["Stephen Gillam"]])
    with pytest.raises(UnknownNameError, match="Stephen Gillam"):
        corpus.what_divides(["Jonathan Fielden"], ["Steven Gillam"])


def test_a_network_is_written_with_its_measures(run: Run, corpus: Corpus) -> None:
    assert run("network", "--measures", "-o", "n.graphml", *DEMO).code == 0
    graph = nx.read_graphml("n.graphml")
    for node in corpus.measures().nodes:
        assert graph.nodes[node.node]["camp"] == node.camp
        assert graph.nodes[node.node]["betweenness"] == pytest.approx(node.betweenness)
    plain = run("network", "--format", "json", *DEMO)
    assert "betweenness" not in plain.text


@pytest.mark.parametrize("asked", [("--mode", "events"), ("--window", "1y", "-o", "folder")])
def test_lists_and_windows_are_not_measured(run: Run, asked: tuple[str, ...]) -> None:
    done = run("network", "--measures", *asked, *DEMO)
    assert done.code == 2
    assert "leave out --measures" in done.errors


@pytest.mark.parametrize("format_", ["csv", "csv-matrix", "dl", "parquet"])
def test_a_format_without_attributes_of_nodes_holds_no_measures(run: Run, format_: str) -> None:
    done = run("network", "--measures", "--format", format_, *DEMO)
    assert (done.code, done.text) == (2, "")
    assert f"{format_} holds no measures of nodes; choose graphml, gexf, json or pajek" in done.errors


def test_what_is_left_out_is_told(run: Run, corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    table = corpus.statements()
    date = table.date.copy()
    date[:2] = np.datetime64("NaT")
    monkeypatch.setattr(Corpus, "statements", lambda *_: replace(table, date=date))
    done = run("measures", "--from", "1900", "--format", "table", *DEMO)
    assert done.errors == "counterpoint: 2 statements without a date were left out\n"
    assert "statements without a date, left out: 2" in done.text
    assert json.loads(run("measures", "--from", "1900", "--format", "json", *DEMO).text)["undated"] == 2
    assert json.loads(run("measures", "--format", "json", *DEMO).text)["undated"] == 0
    monkeypatch.setattr(limits, "MOST_TIES", 1)
    monkeypatch.setattr(limits, "FEWEST", 1)
    assert run("measures", *DEMO).errors.startswith("counterpoint: of agreement, ")
