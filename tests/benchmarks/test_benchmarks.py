"""Each benchmark runs on a small debate; what it measures is no test, that it measures is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import benchmarks.__main__
from benchmarks import adding, build, cold_start, inference, network, questions, search, stores
from benchmarks.measuring import REPOSITORY, Times, show
from counterpoint.questions.catalogue import Catalogue
from counterpoint.workspace import Workspace


def test_every_script_is_listed() -> None:
    scripts = {
        path.stem
        for path in (REPOSITORY / "benchmarks").glob("*.py")
        if "@click.command" in path.read_text(encoding="utf-8")
    }
    assert scripts == benchmarks.__main__.BENCHMARKS.keys()


def test_cold_start() -> None:
    result = CliRunner().invoke(cold_start.main, ["--pairs", "1"])
    assert result.exit_code == 0, result.output
    assert "Ratio of the first to the second, pair by pair (1 pairs)" in result.output


def test_build(tmp_path: Path) -> None:
    arguments = ["--sources", "4", "--statements", "20", "--repeat", "1", "--folder", str(tmp_path / "debate")]
    result = CliRunner().invoke(build.main, arguments)
    assert result.exit_code == 0, result.output
    assert result.output.count("\n| ") == 2 + 5


@pytest.mark.slow
def test_adding(tmp_path: Path) -> None:
    arguments = ["--sources", "4", "--statements", "20", "--repeat", "1", "--folder", str(tmp_path / "debate")]
    result = CliRunner().invoke(adding.main, arguments)
    assert result.exit_code == 0, result.output
    assert result.output.count("\n| ") == 2 + 9


def test_inference() -> None:
    result = CliRunner().invoke(inference.main, ["--statements", "200"])
    assert result.exit_code == 0, result.output
    memory, disk = [line.split(" | ")[3:] for line in result.output.splitlines() if line.startswith(("| m", "| d"))]
    assert memory == disk


@pytest.mark.slow
def test_all_ways_make_the_same_network() -> None:
    result = CliRunner().invoke(network.main, ["--statements", "400", "--repeat", "1", "--sizes", "200,400"])
    assert result.exit_code == 0, result.output
    assert result.output.count("counterpoint, store in disk") == 2
    assert result.output.count("self-join in SPARQL") == 2 + 2  # and how its time and memory grow


@pytest.mark.slow
def test_names_are_found_in_every_way_of_typing() -> None:
    result = CliRunner().invoke(search.main, ["--names", "500"])
    assert result.exit_code == 0, result.output
    assert result.output.count("\n| ") == 2 + 9


@pytest.mark.slow
def test_questions_are_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stores, "CACHE", tmp_path)
    only = "most-contested-claims,who-agrees,why-do-they-disagree"
    known = Catalogue(Workspace.find().overlay("queries", suffix=".rq"))
    assert {*only.split(",")} <= {*known}
    arguments = ["--statements", "400", "--repeat", "1", "--only", only, "--peers", "raw,rdflib"]
    arguments += ["--results", str(tmp_path / "results.json")]
    first = CliRunner().invoke(questions.main, arguments)
    assert first.exit_code == 0, first.output
    found = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    for name in only.split(","):
        assert {found[engine][name]["rows"] for engine in found} == {found["rdflib"][name]["rows"]}
    second = CliRunner().invoke(questions.main, arguments)
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8")) == found
    assert second.output.endswith(first.output[first.output.index("| question") :])


@pytest.mark.parametrize(
    ("seconds", "text"), [(0.01234, "12.3 ms"), (0.9, "900 ms"), (1.0, "1 s"), (12.345, "12.3 s"), (300.0, "300 s")]
)
def test_times_have_three_digits(seconds: float, text: str) -> None:
    assert show(seconds) == text


def test_times_show_the_least_the_middle_and_the_most() -> None:
    assert Times([3.0, 1.0, 2.0]).cells() == ["1 s", "2 s", "3 s"]
