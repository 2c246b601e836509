"""The commands that change files: they show what they do, ask where somebody can answer, and else want --yes."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.desk import NAME, Desk

NEW = """\
source: {id: reply, title: A reply}
statements:
  - {speaker: bob, opposes: cheese, mode: direct, quote: no such thing, at: [0, 13]}
"""
DIFF = """\
--- graph/sources/moon-talk.yaml
+++ graph/sources/moon-talk.yaml
@@ -3,7 +3,7 @@
   title: A talk about the moon
   published: 2020-02-29
 people:
-  ada: Ada Lovelace
+  lovelace: Ada Lovelace
   bob: {name: Bob Bern}
 organisations:
   acme: Acme
@@ -13,7 +13,7 @@
   cheese: {name: The moon is cheese., about: moon}
   round: {name: The moon is round., about: moon}
 statements:
-  - speaker: ada
+  - speaker: lovelace
     supports: cheese
     mode: direct
     quote: the moon is made of cheese
"""


def test_a_change_is_only_shown_without_yes_where_nobody_can_answer(desk: Desk, run: Run) -> None:
    before = desk.record.read_bytes()
    done = run("rename", "ada", "lovelace", "-w", desk.root)
    assert (done.code, done.text) == (1, DIFF)
    assert done.errors == "counterpoint: nothing was changed; --yes makes the change\n"
    assert desk.record.read_bytes() == before


def test_a_name_is_shown_and_changed(desk: Desk, run: Run) -> None:
    shown = run("rename", "ada", "--name", "Ada King", "-n", "-w", desk.root)
    assert (shown.code, "-  ada: Ada Lovelace\n+  ada: Ada King\n" in shown.text) == (0, True)
    done = run("rename", "ada", "--name", "Ada King", "-y", "-w", desk.root)
    assert done.text == shown.text + 'done: call the person ada "Ada King"; counterpoint undo takes it back\n'
    for args, message in (
        (("--name", " "), "the name is empty; write one"),
        ((), 'neither another id nor another name is said; write rename OLD NEW, or add --name "…"'),
    ):
        done = run("rename", "ada", *args, "-w", desk.root)
        assert (done.code, done.errors) == (2, f"counterpoint: {message}\n")


def test_a_dry_run_only_shows(desk: Desk, run: Run) -> None:
    before = desk.record.read_bytes()
    for options in (["--dry-run"], ["-n", "--yes"]):
        done = run("rename", "ada", "lovelace", "-w", desk.root, *options)
        assert (done.code, done.text, done.errors) == (0, DIFF, "")
    assert desk.record.read_bytes() == before


def test_yes_makes_it_and_undo_takes_it_back(desk: Desk, run: Run) -> None:
    before = desk.record.read_bytes()
    done = run("rename", "ada", "lovelace", "-w", desk.root, "--yes")
    assert (done.code, done.text) == (
        0,
        DIFF + "done: rename the person ada to lovelace; counterpoint undo takes it back\n",
    )
    done = run("undo", "-w", desk.root, "-y")
    assert done.text.endswith("done: undo: rename the person ada to lovelace\n")
    assert desk.record.read_bytes() == before
    done = run("undo", "-w", desk.root, "-y")
    assert (done.code, done.errors) == (
        2,
        (
            "counterpoint: there is no change to undo; what add, remove, rename, merge, import, reconcile and "
            "check --reanchor do can be undone\n"
        ),
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudo-terminal")
@pytest.mark.parametrize(("answer", "code"), [(b"y\n", 0), (b"n\n", 1), (b"\n", 1)])
def test_on_a_terminal_somebody_is_asked_and_sees_colours(desk: Desk, answer: bytes, code: int) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "counterpoint", "rename", "ada", "lovelace", "-w", str(desk.root)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, answer)
        output = b""
        while True:
            try:
                output += os.read(ours, 65536)
            except OSError:
                break
    os.close(ours)
    assert process.returncode == code
    assert b"rename the person ada to lovelace? [y/N]" in output
    assert b"\x1b[32m+  lovelace: Ada Lovelace" in output
    assert ("lovelace: Ada" in desk.record.read_text(encoding="utf-8")) == (code == 0)


def test_a_source_is_added_without_asking_and_what_it_brings_is_told(desk: Desk, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(NEW, encoding="utf-8")
    done = run("add", path, "-w", desk.root)
    assert (done.code, done.errors) == (0, "")
    assert done.text == (
        "1 statement by 1 speaker\n1 new disagreement, 0 gone\n"
        "+ Ada Lovelace disagrees with Bob Bern: The moon is cheese. (They stand on opposite sides of a claim)\n"
        "done: add the source reply; counterpoint undo takes it back\n"
    )
    done = run("add", path, "-w", desk.root)
    assert done.code == 2
    assert "is there already, in graph/sources/reply.yaml; --replace puts this one in its place" in done.errors
    path.write_text(NEW.replace("opposes", "supports"), encoding="utf-8")
    done = run("add", path, "-w", desk.root, "--replace")
    assert (done.code, "-  - {speaker: bob, opposes" in done.text) == (1, True)
    done = run("add", path, "-w", desk.root, "--replace", "--yes")
    assert "1 new agreement, 0 gone\n0 new disagreements, 1 gone\n" in done.text


def test_faults_are_one_line_each_and_have_code_1(desk: Desk, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    path.write_text(NEW.replace("speaker: bob", "speaker: bub"), encoding="utf-8")
    done = run("add", path, "-w", desk.root)
    assert (done.code, done.text) == (1, "")
    assert done.errors == (
        f'{path}:3:15: no person or organisation has the id "bub"; did you mean bob?\n1 fault in the records\n'
    )


def test_merge_and_remove(desk: Desk, run: Run) -> None:
    done = run("remove", "acme", "-w", desk.root, "--yes")
    assert done.code == 0
    assert "-organisations:\n-  acme: Acme\n" in done.text
    done = run("remove", "cheese", "-w", desk.root)
    assert (done.code, done.text) == (1, "")
    assert done.errors == (
        f'{NAME}:15:15: supports: names the claim "cheese"; name another there, or remove it, too, with --cascade\n'
        'the claim "cheese" is named in 1 place, and is not removed\n'
    )
    done = run("merge", "round", "cheese", "-w", desk.root, "-y")
    assert done.text.startswith('name: "The moon is round." goes, "The moon is cheese." stays\n---')
    done = run("remove", "cheese", "-w", desk.root, "--cascade", "-n")
    assert f"{NAME}:13: the statement ada-1 goes\n" in done.text


def test_differences_are_told_before_they_land(desk: Desk, run: Run, tmp_path: Path) -> None:
    run("build", "-w", desk.root)
    done = run("diff", "-w", desk.root)
    assert (done.code, done.text.count("\n")) == (0, 1)
    path = tmp_path / "new.yaml"
    path.write_text(NEW, encoding="utf-8")
    done = run("diff", path, "-w", desk.root, "--format", "table")
    assert "disagreement" in done.text
    assert run("diff", path, "-w", desk.root, "--format", "json").text.startswith('{"head":')
    assert not (desk.root / "graph/sources/reply.yaml").exists()


def test_orphans_are_listed_and_anchored_anew_where_that_is_said(desk: Desk, run: Run) -> None:
    text = (desk.root / "texts/moon-talk.txt").read_text(encoding="utf-8")
    desk.write("texts/moon-talk.txt", "Well: " + text)
    done = run("check", "-w", desk.root, "--orphans")
    assert done.code == 1
    assert done.text.splitlines()[1] == (
        f'{NAME}:19:12,moon-talk/ada-1,moved,the moon is made of cheese,"[9, 35]",the moon is made of cheese,"[15, 41]"'
    )
    assert run("check", "-w", desk.root, "--orphans", "--format", "json").text.startswith('{"head":')
    done = run("check", "-w", desk.root, "--reanchor")
    assert (done.code, done.text) == (0, "")
    assert done.errors == f"{NAME}: the offsets of 1 quote written; counterpoint undo takes it back\n"
    assert "at: [15, 41]" in desk.record.read_text(encoding="utf-8")
    assert run("check", "-w", desk.root).code == 0
    assert run("check", "-w", desk.root, "--format", "json").code == 2
    assert run("check", "-w", desk.root, "--reanchor").errors == "there are no offsets to write\n"


@pytest.mark.parametrize("option", ["--fill", "--text=x.txt"])
def test_options_of_the_check_do_not_go_with_orphans(desk: Desk, run: Run, option: str) -> None:
    done = run("check", "-w", desk.root, "--orphans", option)
    wanted = f"{option.partition('=')[0]} is not for --orphans and --reanchor; leave it out"
    assert (done.code, done.errors) == (2, f"counterpoint: {wanted}\n")


def test_a_change_that_is_meant_is_made_whoever_reads_what_it_says(desk: Desk) -> None:
    line = f'"{sys.executable}" -m counterpoint rename ada lovelace -w "$1" --yes'
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "wb") as nobody:  # noqa: PTH123 - what it writes, nobody reads
        done = subprocess.run(
            ["sh", "-c", line, "sh", desk.root], stdout=nobody, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (done.returncode, done.stderr) == (0, "")
    assert "speaker: lovelace" in desk.record.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "args",
    [
        ["add"],
        ["rename", "a"],
        ["merge", "a"],
        ["remove"],
        ["rename", "a", "b", "c"],
        ["undo", "x"],
        ["add", "nope.yaml"],
    ],
)
def test_misuse_has_code_2(desk: Desk, run: Run, args: list[str]) -> None:
    assert run(*args, "-w", desk.root).code == 2


def test_many_differences_are_only_counted_where_nothing_is_added(desk: Desk, run: Run, tmp_path: Path) -> None:
    people = "\n".join(f"  p{n}: Person {n}" for n in range(30))
    said = "\n".join(
        f"  - {{speaker: p{n}, supports: cheese, mode: paraphrased, quote: the moon, at: [9, 17]}}" for n in range(30)
    )
    path = tmp_path / "many.yaml"
    source = "source: {id: many, title: Many, published: 2020-03-01}"
    path.write_text(f"{source}\npeople:\n{people}\nstatements:\n{said}\n", encoding="utf-8")
    hint = "counterpoint diff FILE lists them before a source is added"
    added = run("add", path, "--yes", "-w", desk.root)
    assert (added.code, hint in added.text) == (0, True)
    taken_back = run("undo", "--yes", "-w", desk.root).text.splitlines()
    assert taken_back[-2].startswith("0 new agreements, ")
    assert taken_back[-1].startswith("done: ")
