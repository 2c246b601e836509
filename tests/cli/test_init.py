"""``counterpoint init``: from nothing to a debate that can be seen."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_it_says_what_it_made_and_what_to_do_next(run: Run, tmp_path: Path) -> None:
    done = run("init", "my square")
    assert (done.code, done.errors) == (0, "")
    assert done.text.startswith("my square is a workspace now: ")
    assert "cd 'my square' && counterpoint draft ARTICLE" in done.text
    assert done.text.endswith("\ncounterpoint remove example takes the example out\n")
    assert run("check", "-w", tmp_path / "my square").code == 0


def test_the_example_goes_as_is_said(run: Run, tmp_path: Path) -> None:
    run("init", "square")
    assert run("remove", "example", "--yes", "-w", tmp_path / "square").code == 0
    assert list((tmp_path / "square/graph/sources").iterdir()) == []
    assert run("check", "-w", tmp_path / "square").code == 0


def test_what_was_there_is_told_on_standard_error(run: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    assert run("init", ".").errors == "README.md was there already and is as it was\n"


def test_a_second_time_is_a_misuse(run: Run) -> None:
    run("init", "square", "--title", "The square")
    done = run("init", "square")
    assert done.code == 2
    assert done.errors.startswith("counterpoint: square holds a debate already; ")


def test_an_empty_path_is_no_folder(run: Run, tmp_path: Path) -> None:
    done = run("init", "")
    wanted = "an empty path is no folder; name the folder; counterpoint init . takes the one you are in"
    assert (done.code, done.errors, list(tmp_path.iterdir())) == (2, f"counterpoint: {wanted}\n", [])


def test_a_name_that_would_be_taken_for_an_option_or_steer_the_terminal_is_written_so_that_it_is_not(run: Run) -> None:
    assert "next: cd ./-x && counterpoint draft" in run("init", "--", "-x").text
    assert run("init", "a\x1b[2Jb").text.startswith("a\\x1b[2Jb is a workspace now")
