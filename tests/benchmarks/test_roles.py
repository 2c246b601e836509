"""The benchmark of roles runs, its labels stand in the articles, and it counts as it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks import roles
from benchmarks.roles import Label, Said, Score

pytest.importorskip("spacy")

LABELS = [
    Label.read({"who": "Ada Bern", "role": "head", "organisation": "Tea Fund", "organisation-also": ["Fund"]}),
    Label.read({"who": "Ada Bern", "role": "nurse", "former": True}),
    Label.read({"who": "Gus Hart", "role": "mayor", "organisation": "Leeds", "optional": True}),
]


def cells(*found: Said) -> dict[str, tuple[int, int, int]]:
    score = Score()
    score.add("tea", LABELS, list(found))
    return {name: (count.hits, count.labelled, count.found) for name, count in score.counts.items()}


def test_what_is_right_is_counted_once() -> None:
    head, nurse = Said("Ada Bern", "Head", "the Fund", False), Said("Ada Bern", "nurse", "", True)
    assert cells(head, nurse) == {"role": (2, 2, 2), "organisation": (0, 1, 1), "both": (1, 2, 2), "former": (1, 1, 1)}
    assert cells(head, head)["role"] == (1, 2, 2)
    assert cells(Said("Ada Bern", "head", "Fund", False))["both"] == (1, 2, 1)


def test_what_is_optional_counts_neither_way_but_what_is_wrong_does() -> None:
    assert cells(Said("Gus Hart", "mayor", "Leeds", False))["both"] == (0, 2, 0)
    assert cells(Said("Gus Hart", "mayor", "York", False))["both"] == (0, 2, 1)
    assert cells(Said("Gus Hart", "head", "Tea Fund", False))["role"] == (0, 2, 1)


@pytest.mark.slow
def test_it_runs_on_the_articles(shared: Path) -> None:
    if not (shared / "data" / "attribution" / "gum-news-dev.json").is_file():
        pytest.skip("the articles are not here")
    result = CliRunner(env={"COUNTERPOINT_SHARED": str(shared)}).invoke(roles.main)
    assert result.exit_code == 0, result.output
    found = [line for line in result.output.splitlines() if line.startswith("| as labelled, ours")]
    assert len(found) == len(roles.HALVES) + 3  # and the rounds of invented passages
    for line in found:
        both = line.split(" | ")[5]
        assert float(both) >= 0.8


def test_it_runs_on_the_invented_passages() -> None:
    result = CliRunner().invoke(roles.main, ["--invented"])
    assert result.exit_code == 0, result.output
    found = [line.split(" | ") for line in result.output.splitlines() if line.startswith("| as labelled, ours")]
    assert len(found) == 3
    assert all(float(line[5]) >= 0.9 and float(line[6].split()[0]) >= 0.9 for line in found)


def test_it_reads_passages_of_anybody(tmp_path: Path) -> None:
    passages = tmp_path / "passages.yaml"
    text = "Mayor Ada Bern said so."
    passages.write_text(f"tea:\n  text: {text}\n  without: []\n  roles: [{{who: Ada Bern, role: Mayor}}]\n")
    result = CliRunner().invoke(roles.main, ["--data", str(passages)])
    assert result.exit_code == 0, result.output
    assert "1.00 (1 of 1)" in result.output


def test_a_label_that_is_not_in_its_passage_is_refused(tmp_path: Path) -> None:
    passages = tmp_path / "passages.yaml"
    passages.write_text("tea:\n  text: Nobody said so.\n  without: []\n  roles: [{who: Ada Bern, role: Mayor}]\n")
    result = CliRunner().invoke(roles.main, ["--data", str(passages)])
    assert "'Ada Bern' does not stand in the passage" in result.output or "Ada Bern" in str(result.exception)
