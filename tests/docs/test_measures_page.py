"""What the page on measures shows is what the program says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from counterpoint.cli.measures import command
from counterpoint.network.measures import NodeMeasures


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs" / "explanation" / "measures.md").read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_shipped_debate(page: str) -> None:
    (shown,) = re.findall(r"```console\n\$ counterpoint measures --format table\n(.*?)```", page, re.DOTALL)
    done = CliRunner().invoke(command, ["--format", "table", "-w", ":demo:"])
    assert done.output == shown


def test_the_python_is_true(page: str) -> None:
    blocks = re.findall(r"```pycon\n(.*?)```", page, re.DOTALL)
    assert len(blocks) == 6
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "measures.md", None, 0)
    assert len(test.examples) > 10
    found = doctest.DocTestRunner().run(test)
    assert found.failed == 0


def test_every_measure_of_a_node_is_explained(page: str) -> None:
    for field in NodeMeasures._fields[3:]:
        for word in field.split("_"):
            assert word in page.lower()
