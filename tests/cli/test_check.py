"""``counterpoint check``: one line a fault, a count, and an exit code that means something."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.desk import NAME, TEXT, Desk


def test_a_clean_workspace(desk: Desk, run: Run) -> None:
    done = run("check", "-w", desk.root)
    assert (done.code, done.errors) == (0, "")
    assert done.text == "1 file without a fault; the quotes of 1 source verified against the text\n"
    desk.write("graph/people.yaml", "people: {cy: Cy}\n")
    (desk.root / "texts/moon-talk.txt").unlink()
    assert run("-w", desk.root, "check").text == "2 files without a fault\n"


def test_faults_go_to_standard_output_and_their_count_to_standard_error(desk: Desk, run: Run) -> None:
    desk.spoil("speaker: ada", "speaker: adda")
    done = run("check", "-w", desk.root)
    assert done.code == 1
    assert done.text == f'{NAME}:16:14: no person or organisation has the id "adda"; did you mean ada?\n'
    assert done.errors == "1 fault in 1 file\n"
    desk.spoil("mode: direct", "mod: direct")
    assert run("check", "-w", desk.root).errors == "2 faults in 1 file\n"


def test_files_and_folders_may_be_named(desk: Desk, run: Run) -> None:
    desk.write("graph/people.yaml", "people: {a b: Cy}\n")
    assert run("check", "-w", desk.root, desk.record).code == 0
    assert run("check", "-w", desk.root, desk.root / "graph/sources").code == 0
    assert run("check", "-w", desk.root, desk.root / "graph").code == 1


def test_offsets_are_filled_and_counted(desk: Desk, run: Run) -> None:
    desk.spoil("    at: [9, 35]\n", "  - {speaker: bob, opposes: cheese, mode: reported, quote: doubts it}\n")
    done = run("check", "-w", desk.root, "--fill")
    assert (done.code, done.text.splitlines()[0]) == (0, f"{NAME}: the offsets of 2 quotes written")
    assert "at: [9, 35]\n  - {speaker: bob, opposes: cheese, mode: reported, quote: doubts it, at: [45, 54]}" in (
        desk.record.read_text(encoding="utf-8")
    )
    assert run("check", "-w", desk.root, "--fill").text.count("\n") == 1


def test_filling_without_a_text_says_where_the_text_is_looked_for(desk: Desk, run: Run) -> None:
    (desk.root / "texts/moon-talk.txt").unlink()
    desk.spoil("    at: [9, 35]\n", "")
    done = run("check", "-w", desk.root, "--fill")
    assert done.code == 1
    assert "put the text into texts/moon-talk.txt and let counterpoint check --fill find it" in done.text


def test_a_text_may_be_named(desk: Desk, run: Run, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("x" + TEXT, encoding="utf-8")
    done = run("check", "-w", desk.root, "--text", text)
    assert (done.code, done.text) == (1, f"{NAME}:20:10: the quote does not stand at [9, 35]; write at: [10, 36]\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["nope.yaml"], "nope.yaml is not there; look at the spelling, and at the folder that you are in"),
        (["x" * 3000], "cannot be read: File name too long"),
        (["--text", "nope.txt"], "nope.txt is not there; look at the spelling, and at the folder that you are in"),
        (["--text", "."], ". is not a file; look at the spelling, and at the folder that you are in"),
        (["--fil"], "No such option"),
        (["--text"], "requires an argument"),
    ],
)
def test_misuse_has_code_2(desk: Desk, run: Run, args: list[str], message: str) -> None:
    done = run("check", "-w", desk.root, *args)
    assert (done.code, done.text) == (2, "")
    assert message in done.errors


def test_an_endpoint_has_no_files_to_check(run: Run) -> None:
    done = run("check", "-w", "https://example.org/sparql")
    assert done.code == 2
    assert done.errors == (
        "counterpoint: check works on the files of a workspace, not on an endpoint; name a folder with -w\n"
    )


@pytest.mark.parametrize("name", ["my källa.yaml", "a\nb.yaml", "\x1b[31m.yaml", os.fsdecode(b"\xff.yaml")])
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_fault_is_one_line_whatever_the_file_is_called_and_the_terminal_can_show(
    desk: Desk, name: str, encoding: str
) -> None:
    desk.write(f"graph/{name}", "people:\n  a b: A\n")
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "counterpoint", "check", "-w", str(desk.root)]
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert b"\x1b" not in done.stdout
    assert b"Traceback" not in done.stderr


def test_a_file_is_checked_in_the_workspace_that_it_is_in(desk: Desk, run: Run) -> None:
    done = run("check", desk.record)
    assert (done.code, done.text) == (0, "1 file without a fault; the quotes of 1 source verified against the text\n")
    desk.spoil("speaker: ada", "speaker: adda")
    assert 'no person or organisation has the id "adda"; did you mean ada?' in run("check", desk.record).text


def test_the_folder_of_a_workspace_is_checked_as_that_workspace(desk: Desk, run: Run) -> None:
    desk.spoil("speaker: ada", "speaker: adda")
    assert "did you mean ada?" in run("check", desk.root).text


def test_a_draft_outside_is_checked_against_the_workspace_that_one_is_in(
    desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = desk.root.parent / "draft.yaml"
    draft.write_text("claims: {square: {name: The moon is square., contradicts: round}}\n", encoding="utf-8")
    monkeypatch.chdir(desk.root)
    assert run("check", draft).text == "1 file without a fault\n"


def test_a_text_of_no_source_is_noted(desk: Desk, run: Run) -> None:
    desk.write("texts/moontalk.txt", "…")
    done = run("check", "-w", desk.root)
    assert done.code == 0
    assert done.errors.startswith('texts/moontalk.txt:1:1: no source has the id "moontalk"; name it moon-talk.txt')
