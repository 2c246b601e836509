"""``counterpoint build``: says what it read, what it removed and what it left out."""

from __future__ import annotations

import os

import pytest

from tests.cli.conftest import Run
from tests.desk import NAME, Desk

HELD = "the graph is up to date: 1 source, 1 statement, 0 agreements, 0 disagreements"


def test_a_build_says_what_it_read_and_does_nothing_twice(desk: Desk, run: Run) -> None:
    assert run("build", "-w", desk.root).text == f"read {NAME}\n{HELD}\n"
    assert run("build", "-w", desk.root).text == "the graph is up to date\n"
    assert run("build", "--fresh", "-w", desk.root).text == f"read {NAME}\n{HELD}\n"


def test_a_build_says_which_record_is_gone(desk: Desk, run: Run) -> None:
    extra = desk.write("graph/people.yaml", "people: {cy: Cy}\n")
    run("build", "-w", desk.root)
    extra.unlink()
    assert run("build", "-w", desk.root).text == f"removed graph/people.yaml\n{HELD}\n"


def test_a_build_says_which_claims_were_not_compared(desk: Desk, run: Run) -> None:
    statement = desk.record.read_text(encoding="utf-8").partition("statements:\n")[2]
    desk.write(NAME, desk.record.read_text(encoding="utf-8") + statement.replace("ada", "bob"))
    desk.write("counterpoint.toml", "[inference]\nmax_pairs = 0\n")
    done = run("build", "-w", desk.root)
    assert done.code == 0
    assert "max_pairs" in done.errors
    assert "https://w3id.org/counterpoint/id/claim/cheese" in done.text


def test_faults_stop_a_build_and_the_old_graph_stays(desk: Desk, run: Run) -> None:
    run("build", "-w", desk.root)
    desk.spoil("speaker: ada", "speaker: adda")
    done = run("build", "-w", desk.root)
    assert (done.code, done.text) == (1, "")
    assert done.errors.startswith(f'{NAME}:16:14: no person or organisation has the id "adda"; did you mean ada?\n')
    desk.spoil("speaker: adda", "speaker: ada")
    assert run("build", "-w", desk.root).text == "the graph is up to date\n"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[workspace\n", "cannot be read"),
        ("workspace = 3", "write [workspace] on a line of its own"),
        ("[workspace]\nbase = 'no'", "is not an IRI; write https://…"),
        ("[inference]\nmax_pair = 3", "did you mean max_pairs?"),
    ],
)
def test_settings_that_cannot_be_used_are_told(desk: Desk, run: Run, text: str, problem: str) -> None:
    desk.write("counterpoint.toml", text)
    done = run("build", "-w", desk.root)
    assert (done.code, done.text) == (1, "")
    assert problem in done.errors


def test_records_that_cannot_be_reached_are_told_without_a_traceback(desk: Desk, run: Run) -> None:
    (desk.root / "graph/people.yaml").symlink_to("people.yaml")
    done = run("build", "-w", desk.root)
    assert done.code == 1
    assert "graph/people.yaml" in done.errors
    assert "Too many levels of symbolic links" in done.errors


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(desk: Desk, run: Run) -> None:
    desk.root.chmod(0o500)
    done = run("build", "-w", desk.root)
    desk.root.chmod(0o700)
    assert (done.code, "cannot be written" in done.errors) == (1, True)


def test_an_endpoint_is_not_built(run: Run) -> None:
    assert run("build", "-w", "https://example.org/").code == 2
