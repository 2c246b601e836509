"""``counterpoint network``: every format, and the one that a file's ending names."""

from __future__ import annotations

import csv
import io
import json

import networkx as nx
import pytest

from counterpoint.cli.network import FORMATS
from counterpoint.network import FORMATS as WRITTEN
from tests.cli.conftest import Run
from tests.desk import Desk

OTHER = """\
  - speaker: bob
    opposes: cheese
    mode: direct
    quote: Bob doubts it
    at: [41, 54]
"""


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Give a debate with two sides."""
    desk.record.write_text(desk.record.read_text(encoding="utf-8") + OTHER, encoding="utf-8")
    return desk


def test_the_command_offers_what_can_be_written() -> None:
    assert set(FORMATS) == set(WRITTEN)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(two: Desk, run: Run, name: str) -> None:
    done = run("network", "--format", name, "--aggregation", "conflict", "-w", two.root)
    assert (done.code, done.errors) == (0, "")
    assert "Ada Lovelace" in done.text or "person/ada" in done.text


def test_the_ending_of_the_file_names_the_format(two: Desk, run: Run) -> None:
    for name in ("n.graphml", "n.gexf", "n.json", "n.csv", "n.unknown"):
        assert run("network", "--aggregation", "conflict", "-o", two.root / name, "-w", two.root).code == 0
    assert nx.read_graphml(two.root / "n.graphml").number_of_edges() == 1
    assert nx.read_graphml(two.root / "n.unknown").number_of_edges() == 1
    assert nx.read_gexf(two.root / "n.gexf").number_of_edges() == 1
    assert len(json.loads((two.root / "n.json").read_text(encoding="utf-8"))["nodes"]) == 2
    assert len(list(csv.reader(io.StringIO((two.root / "n.csv").read_text(encoding="utf-8"))))) == 2


def test_a_two_mode_network_needs_no_aggregation(two: Desk, run: Run) -> None:
    done = run("network", "--mode", "two-mode", "--format", "csv", "-w", two.root)
    assert (done.code, len(done.text.splitlines())) == (0, 3)


def test_settings_that_do_not_go_together_are_misuse(two: Desk, run: Run) -> None:
    done = run("network", "--mode", "two-mode", "--aggregation", "conflict", "-w", two.root)
    assert (done.code, done.text) == (2, "")
    assert done.errors == (
        'counterpoint: a two-mode network has no aggregation "conflict"; choose ignore, subtract or combine\n'
    )
