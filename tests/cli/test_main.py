"""The command itself: exit codes, one-line errors, output that has nowhere to go, and a quick start."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from counterpoint import __version__
from counterpoint.cli.main import COMMANDS
from tests.cli.conftest import Run
from tests.desk import Desk


def test_the_version(run: Run) -> None:
    assert run("--version").text == f"counterpoint {__version__}\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_every_command(run: Run, flag: str) -> None:
    done = run(flag)
    assert (done.code, done.errors) == (0, "")
    for name, summary in COMMANDS.items():
        assert f"{name}" in done.text
        assert " ".join(summary.split()) in " ".join(done.text.split())


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(run: Run, name: str) -> None:
    done = run(name, "--help")
    assert (done.code, done.errors) == (0, "")
    assert done.text.startswith(f"Usage: counterpoint {name}")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["chek"], 'counterpoint: no command is called "chek"; did you mean "check"?\n'),
        (["x\ny"], 'counterpoint: no command is called "x\\ny"; counterpoint --help lists them all\n'),
    ],
)
def test_an_unknown_command_is_told_with_the_nearest_or_where_to_look(run: Run, args: list[str], message: str) -> None:
    done = run(*args)
    assert (done.code, done.errors) == (2, message)


@pytest.mark.parametrize("args", [[], ["--nope"], ["-w"]])
def test_other_misuse_has_code_2(run: Run, args: list[str]) -> None:
    done = run(*args)
    assert (done.code, done.text) == (2, "")
    assert done.errors


def test_outside_of_a_workspace_the_shipped_debate_is_meant(run: Run) -> None:
    assert "without a fault" in run("check").text


def test_a_workspace_is_the_folder_one_is_in(desk: Desk) -> None:
    command = [sys.executable, "-m", "counterpoint", "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=desk.root / "graph/sources")
    assert done.stdout.startswith("1 file without a fault")


def test_a_keyboard_interrupt_leaves_with_130_and_without_a_word(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    module = import_module("counterpoint.cli.main")
    monkeypatch.setattr(module, "counterpoint", type("Interrupted", (), {"main": staticmethod(interrupt)}))
    done = run("check")
    assert (done.code, done.errors.strip()) == (130, "")


def test_a_failure_of_the_system_is_told_in_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "graph/secret\n.yaml")

    module = import_module("counterpoint.cli.main")
    monkeypatch.setattr(module, "counterpoint", type("Failed", (), {"main": staticmethod(fail)}))
    done = run("check")
    assert (done.code, done.errors) == (1, "counterpoint: graph/secret\\n.yaml: Permission denied\n")


def shell(line: str, *args: str | Path) -> subprocess.CompletedProcess[str]:
    script = line.replace("counterpoint", f'"{sys.executable}" -m counterpoint')
    return subprocess.run(["sh", "-c", script, "sh", *args], capture_output=True, text=True, check=False)


def test_a_reader_who_goes_away_gets_no_traceback(desk: Desk) -> None:
    desk.write("graph/people.yaml", "people:\n" + "".join(f"  a b{n}: A\n" for n in range(5000)))
    done = shell('counterpoint check -w "$1" | head -1', desk.root)
    assert "cannot be an id" in done.stdout
    assert done.stderr in ("", "5000 faults in 2 files\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("command", ["questions", "--version", "check -w '{}'", "export -w '{}'"])
def test_a_full_disk_is_told_without_a_traceback(desk: Desk, command: str) -> None:
    done = shell(f"counterpoint {command.format(desk.root)} > /dev/full")
    assert (done.returncode, done.stderr) == (1, "counterpoint: No space left on device\n")


START = """
import sys
from counterpoint.cli.main import main
try:
    main(sys.argv[1:])
finally:
    heavy = "rdflib pyshacl networkx numpy scipy pandas pyvis rich filelock yaml IPython jinja2".split()
    print("loaded:", *sorted(set(heavy) & set(sys.modules)))
"""


def loaded(*args: str | Path) -> set[str]:
    """Give the heavy libraries that a command loads where its output goes into a pipe."""
    command = [sys.executable, "-c", START, *args]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "COLUMNS": "80"})
    return set(done.stdout.splitlines()[-1].split()[1:])


def test_a_question_is_answered_before_heavy_libraries_would_be_loaded(asked: Desk, run: Run) -> None:
    run("build", "-w", asked.root)
    for args in (["ask", "says", "--speaker", "ada"], ["ask", "disagreements"], ["ask", "says", "--speaker", "ADA"]):
        assert loaded("-w", asked.root, *args) - {"yaml"} == set()


def test_a_query_the_questions_and_help_load_little(asked: Desk, run: Run) -> None:
    run("build", "-w", asked.root)
    assert loaded("-w", asked.root, "sparql", "ASK {}", "--format", "json") == set()
    assert loaded("-w", asked.root, "questions") - {"yaml"} == set()
    assert loaded("--help") == set()
    assert loaded("-w", asked.root, "build") - {"yaml"} == set()


def test_ctrl_c_while_the_libraries_load_makes_no_traceback() -> None:
    script = """
import sys
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "click":
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
import counterpoint.cli
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder that is in use is not removed there")
def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    done = shell('mkdir "$1/gone" && cd "$1/gone" && rmdir "$1/gone" && counterpoint check', tmp_path)
    assert (done.returncode, done.stderr) == (1, "counterpoint: the folder that you are in is gone; go to another\n")


def test_records_that_conform_are_built_checked_and_added_without_a_validator(asked: Desk) -> None:
    validator = {"rdflib", "pyshacl"}
    assert loaded("-w", asked.root, "build", "--fresh") & validator == set()
    assert loaded("-w", asked.root, "check") & validator == set()
    new = asked.write(
        "new.yaml", asked.record.read_text(encoding="utf-8").partition("people:")[0].replace("moon", "sun")
    )
    assert loaded("-w", asked.root, "add", str(new)) & validator == set()
    assert (asked.root / "graph/sources/sun-talk.yaml").is_file()
