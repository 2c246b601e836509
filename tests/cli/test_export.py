"""``counterpoint export``: the whole graph or the statement table, the same bytes for the same graph."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from tests.cli.conftest import Run
from tests.desk import Desk


def test_quads_are_sorted_and_the_same_every_time(desk: Desk, run: Run) -> None:
    done = run("export", "-w", desk.root)
    lines = done.text.splitlines()
    assert (done.code, lines) == (0, sorted(lines))
    run("build", "--fresh", "-w", desk.root)
    assert run("export", "-w", desk.root).output == done.output


@pytest.mark.parametrize(("format_", "rdf"), [("nquads", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)])
def test_both_formats_hold_the_same_quads(desk: Desk, run: Run, format_: str, rdf: ox.RdfFormat) -> None:
    written = run("export", "--format", format_, "-w", desk.root).output
    plain = run("export", "-w", desk.root).output
    assert len(set(ox.parse(written, format=rdf))) == len(plain.splitlines())


def test_a_file_is_written_whole(desk: Desk, run: Run, tmp_path: Path) -> None:
    done = run("export", "-o", tmp_path / "graph.nq", "-w", desk.root)
    assert (done.code, done.output) == (0, b"")
    assert (tmp_path / "graph.nq").read_bytes() == run("export", "-w", desk.root).output


def test_a_file_that_cannot_be_written_is_told(desk: Desk, run: Run, tmp_path: Path) -> None:
    done = run("export", "-o", tmp_path / "nowhere/x", "-w", desk.root)
    assert done.code == 1
    assert done.errors == (
        f"counterpoint: {tmp_path / 'nowhere/x'} cannot be written: No such file or directory; choose another place\n"
    )


def test_statements_as_a_table(desk: Desk, run: Run, tmp_path: Path) -> None:
    done = run("export", "--format", "csv", "-w", desk.root)
    header, *rows = done.text.splitlines()
    assert (done.code, header[:22], len(rows)) == (0, "statement,date,source,", 1)
    assert run("export", "-o", tmp_path / "s.csv", "-w", desk.root).code == 0
    assert (tmp_path / "s.csv").read_bytes() == done.output


def test_statements_as_parquet(desk: Desk, run: Run, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    for options in (["-o", tmp_path / "s.parquet"], ["--format", "parquet", "-o", tmp_path / "other"]):
        assert run("export", *options, "-w", desk.root).code == 0
    table = parquet.read_table(tmp_path / "s.parquet")
    assert table.column("speaker_label").to_pylist() == ["Ada Lovelace"]
    assert (tmp_path / "s.parquet").read_bytes() == (tmp_path / "other").read_bytes()


def test_without_pyarrow_parquet_is_misuse(desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("export", "--format", "parquet", "-w", desk.root)
    assert (done.code, done.text) == (2, "")
    assert "pip install 'counterpoint[parquet]', or use csv" in done.errors


@pytest.mark.parametrize("args", [["--format", "rdf"], ["-o", "."], ["x"]])
def test_misuse(desk: Desk, run: Run, args: list[str]) -> None:
    assert run("export", *args, "-w", desk.root).code == 2
