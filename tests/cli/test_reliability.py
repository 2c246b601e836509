"""``counterpoint reliability``: formats by name and by ending, notes on standard error, misuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from counterpoint.corpus import Corpus
from tests.cli.conftest import Run
from tests.desk import RECORD, Desk
from tests.drafting import drafting_desk


@pytest.fixture
def other(desk: Desk) -> Path:
    return desk.write("coders/other.yaml", RECORD.replace("supports: cheese", "qualifies: cheese"))


def test_a_table_says_who_differs_where(desk: Desk, other: Path, run: Run) -> None:
    done = run("reliability", desk.record, other)
    assert (done.code, done.errors) == (0, "")
    assert "¶1 [9, 35]   “the moon is made of cheese”   stance       supports    qualifies" in done.text
    assert "1 disagreement\n" in done.text


@pytest.mark.parametrize(
    ("name", "start"),
    [("x.html", "<!doctype html>"), ("x.json", '{"source"'), ("x.csv", "unit,"), ("x.txt", "moon-talk")],
)
def test_the_ending_of_the_file_says_the_format(
    desk: Desk, other: Path, run: Run, tmp_path: Path, name: str, start: str
) -> None:
    assert run("reliability", desk.record, other, "-o", name).output == b""
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_an_ending_that_no_format_has_is_refused(desk: Desk, other: Path, run: Run, tmp_path: Path) -> None:
    done = run("reliability", desk.record, other, "-o", "x.xlsx")
    wanted = 'nothing is written as ".xlsx"; name a file that ends on .csv, .json, .html, .htm, .txt, or say --format'
    assert (done.code, done.errors, (tmp_path / "x.xlsx").exists()) == (2, f"counterpoint: {wanted}\n", False)


def test_a_format_may_be_named(desk: Desk, other: Path, run: Run) -> None:
    done = run("reliability", desk.record, other, "--format", "json", "-w", desk.root)
    assert json.loads(done.output)["variables"]["claim"]["agreement"] == 1.0


def test_notes_go_to_standard_error(desk: Desk, run: Run) -> None:
    empty = desk.write("coders/other.yaml", "source: {id: moon-talk, title: A talk}\n")
    done = run("reliability", desk.record, empty)
    assert (done.code, done.errors) == (0, "counterpoint: other codes no statement\n")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        ([], 2, "Missing argument"),
        (["nope.yaml", "nay.yaml"], 2, "nope.yaml cannot be read: No such file or directory; look at the spelling"),
        (["a.yaml", "-w", "https://example.org/sparql"], 2, "reliability works on the files of a workspace"),
        (["a.yaml"], 2, "agreement is between coders, and this is one record; name the record of each coder"),
        (["a.yaml", "b.yaml", "-o", "no/such/x.html"], 2, "cannot be read"),
    ],
)
def test_misuse_is_said(run: Run, args: list[str], code: int, message: str) -> None:
    done = run("reliability", *args)
    assert (done.code, done.output) == (code, b"")
    assert message in done.errors


@pytest.mark.parametrize(("name", "problem"), [("nope.txt", "is not there"), (".", "is not a file")])
def test_a_text_that_cannot_be_read_is_not_passed_over(
    desk: Desk, other: Path, run: Run, name: str, problem: str
) -> None:
    done = run("reliability", desk.record, other, "--text", name)
    assert (done.code, done.output) == (2, b"")
    assert done.errors.startswith(f"counterpoint: {name} {problem}; look at the spelling")


def test_a_faulty_record_has_code_1(desk: Desk, other: Path, run: Run) -> None:
    desk.spoil("speaker: ada", "speeker: ada")
    done = run("reliability", desk.record, other)
    assert done.code == 1
    assert 'a statement has no key "speeker"; did you mean speaker?' in done.errors


def test_a_place_that_cannot_be_written_is_said(desk: Desk, other: Path, run: Run) -> None:
    done = run("reliability", desk.record, other, "-o", "no/such/x.html")
    assert done.code == 1
    assert "x.html cannot be written" in done.errors


def decided(desk: Desk, name: str, stance: str) -> Path:
    """Review the draft as a coder does, and put it into a file of theirs."""
    path = drafting_desk.furnish(desk)
    review = drafting_desk.session(desk)
    for item in review.items:
        if item.id == "dunn-1":
            review.accept(item.id, stances={stance: "round"})
        else:
            review.reject(item.id, "claims nothing")
    return path.rename(desk.write(f"coders/{name}.yaml", ""))


def test_drafts_on_which_all_is_decided_are_compared(desk: Desk, run: Run) -> None:
    one, other = decided(desk, "one", "supports"), decided(desk, "other", "qualifies")
    done = run("reliability", one, other, "--format", "json", "-w", desk.root)
    assert (done.code, done.errors) == (0, "")
    found = json.loads(done.output)
    assert [found["variables"][name]["agreement"] for name in ("claim", "stance", "speaker")] == [1.0, 0.0, 1.0]
    [unit] = found["units"]
    lines = other.read_text(encoding="utf-8").splitlines()
    assert "dunn-1" in lines[unit["codings"][1]["line"] - 1]


def test_a_draft_is_compared_with_a_record(desk: Desk, run: Run) -> None:
    one = decided(desk, "one", "supports")
    record = desk.write("coders/record.yaml", Corpus.review(one, desk.root).finish())
    done = run("reliability", one, record, "--format", "json", "-w", desk.root)
    assert (done.code, json.loads(done.output)["variables"]["stance"]["agreement"]) == (0, 1.0)


def test_a_draft_of_which_all_was_rejected_is_that_of_a_coder_who_codes_nothing(desk: Desk, run: Run) -> None:
    one = decided(desk, "one", "supports")
    path = drafting_desk.furnish(desk)
    review = drafting_desk.session(desk)
    for item in review.items:
        review.reject(item.id, "claims nothing")
    other = path.rename(desk.write("coders/other.yaml", ""))
    done = run("reliability", one, other, "--format", "json", "-w", desk.root)
    assert (done.code, done.errors) == (0, "counterpoint: other codes no statement\n")
    found = json.loads(done.output)
    assert [[coder["statements"] for coder in found["coders"]], len(found["units"])] == [[1, 0], 1]
    for format_ in ("table", "csv", "html"):
        assert run("reliability", one, other, "--format", format_, "-w", desk.root).code == 0
    assert run("add", other, "-w", desk.root).errors.startswith("counterpoint: no statement of ")


def test_what_is_open_in_a_draft_is_said(desk: Desk, run: Run) -> None:
    path = drafting_desk.furnish(desk)
    done = run("reliability", path, desk.record)
    assert (done.code, done.output) == (2, b"")
    hint = f"counterpoint review {path} decides them"
    assert done.errors == f"counterpoint: 3 statements are still open in {path}; {hint}\n"
