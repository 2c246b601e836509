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


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("d.ttl", b"@prefix"),
        ("d.nt", b"<"),
        ("d.jsonld", b"["),
        ("d.rdf", b"<?xml"),
        ("d.xlsx", b"PK"),
        ("d.dna", b"SQLite format 3"),
        ("d.json", b'{\n "nodes"'),
    ],
)
def test_the_ending_of_the_file_names_the_format(desk: Desk, run: Run, tmp_path: Path, name: str, start: bytes) -> None:
    done = run("export", "-o", tmp_path / name, "-w", desk.root)
    assert (done.code, done.output, done.errors) == (0, b"", "")
    assert (tmp_path / name).read_bytes().lstrip(b"[{\n ").startswith(start.lstrip(b"[{\n "))


def test_equal_graphs_give_equal_bytes_in_every_syntax_without_graphs(desk: Desk, run: Run) -> None:
    for name in ("turtle", "ntriples", "rdfxml", "n3", "excel", "aif"):
        first = run("export", "--format", name, "-w", desk.root).output
        run("build", "--fresh", "-w", desk.root)
        assert run("export", "--format", name, "-w", desk.root).output == first


def test_what_a_format_cannot_hold_is_said_on_standard_error(desk: Desk, run: Run, tmp_path: Path) -> None:
    desk.spoil("supports: cheese", "mentions: cheese")
    done = run("export", "-o", tmp_path / "d.dna", "-w", desk.root)
    assert (done.code, done.errors) == (
        0,
        (
            "counterpoint: not carried over: positions that are neither for nor against: mentions: "
            "1 (The moon is cheese.)\n"
        ),
    )


def test_without_openpyxl_excel_is_misuse(desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    done = run("export", "--format", "excel", "-w", desk.root)
    assert (done.code, done.text) == (2, "")
    assert "pip install 'counterpoint[excel]', or use CSV" in done.errors


@pytest.mark.parametrize("name", ["x.pdf", "x.NQX"])
def test_an_ending_that_no_format_has_is_refused(desk: Desk, run: Run, tmp_path: Path, name: str) -> None:
    done = run("export", "-o", tmp_path / name, "-w", desk.root)
    assert done.code == 2
    assert (
        f'nothing is written as "{Path(name).suffix.lower()}"; name a file that ends on .nq, .nquads, .trig'
        in done.errors
    )
    assert not (tmp_path / name).exists()
    assert run("export", "-o", tmp_path / name, "--format", "nquads", "-w", desk.root).code == 0
    assert (tmp_path / name).is_file()
