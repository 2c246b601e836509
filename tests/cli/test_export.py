"""``counterpoint export``: the whole graph, the same bytes for the same graph."""

from __future__ import annotations

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


@pytest.mark.parametrize("args", [["--format", "rdf"], ["-o", "."], ["x"]])
def test_misuse(desk: Desk, run: Run, args: list[str]) -> None:
    assert run("export", *args, "-w", desk.root).code == 2
