"""Adding: records and finished drafts come in whole, or not at all, and what they bring is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from counterpoint import Corpus
from counterpoint.changing.adding import MAX_BYTES
from counterpoint.drafting.reviewing import Session
from counterpoint.errors import CounterpointError, FaultsError, UsageError, WorkspaceError
from tests.changing.conftest import TALK, TEXT, Debate
from tests.desk import Desk
from tests.drafting import drafting_desk

NEW = """\
# A third voice
source: {id: third, title: A third, published: 2020-01-01}
people: {dee: Dee Dee}
statements:
  - speaker: dee
    opposes: [cheese, round]
    mode: direct
    quote: neither cheese nor round
    at: [0, 24]
    confirmed-by: ed-itor
    confirmed: 2026-02-03T14:00:00Z
  - {speaker: bob, supports: flat, mode: direct, quote: flat then, at: [30, 39]}
"""


def outside(debate: Debate, text: str, name: str = "new.yaml") -> Path:
    """Write a file beside the debate."""
    path = debate.root.parent / name
    path.write_bytes(text.encode())
    return path


def test_a_record_comes_in_as_it_is_written(debate: Debate) -> None:
    change = Corpus.add([outside(debate, NEW)], debate.root)
    assert debate.text("graph/sources/third.yaml") == NEW
    assert (change.made, change.statements, change.speakers) == (True, 3, 2)
    assert change.plan.only_adds
    told = {(one.change, one.kind, one.one.name, one.other.name) for one in change.differences}
    assert told == {
        ("new", "agreement", "Bob Bern", "Cy Young"),
        ("new", "agreement", "Bob Bern", "Dee Dee"),
        ("new", "disagreement", "Ada Lovelace", "Bob Bern"),
        ("new", "disagreement", "Ada Lovelace", "Dee Dee"),
        ("new", "disagreement", "Bob Bern", "Dee Dee"),
    }
    assert debate.is_sound()


def test_a_coder_whom_nobody_defines_is_defined(debate: Debate) -> None:
    change = Corpus.add([outside(debate, NEW)], debate.root)
    assert change.notes == ("graph/people.yaml defines ed-itor: Ed Itor",)
    assert debate.text("graph/people.yaml").endswith("  cy: {name: Cy Young}\n  ed-itor:\n    name: Ed Itor\n")


def test_without_a_file_of_people_the_coder_gets_one(debate: Debate) -> None:
    debate.write("graph/everybody.yaml", (debate.root / "graph/people.yaml").read_bytes())
    (debate.root / "graph/people.yaml").unlink()
    Corpus.add([outside(debate, NEW)], debate.root)
    assert debate.text("graph/people.yaml") == "people:\n  ed-itor:\n    name: Ed Itor\n"
    assert debate.is_sound()


def test_several_come_in_together_or_none_does(debate: Debate) -> None:
    Corpus.build(debate.root)
    before, stored = debate.files(), debate.stored()
    good, bad = (
        outside(debate, NEW),
        outside(debate, NEW.replace("third", "fourth").replace("speaker: dee", "speaker: de"), "b.yaml"),
    )
    with pytest.raises(FaultsError) as caught:
        Corpus.add([good, bad], debate.root)
    assert f'{bad}:5:14: no person or organisation has the id "de"; did you mean dee?' in str(caught.value)
    assert "twice" in str(caught.value)  # both define dee
    assert (debate.files(), debate.stored()) == (before, stored)
    outside(debate, "source: {id: fourth, title: Fourth, author: dee}\n", "b.yaml")
    assert Corpus.add([good, bad], debate.root).summary == "add the sources third, fourth"
    assert debate.is_sound()


def test_a_source_that_is_there_is_replaced_only_where_that_is_said(debate: Debate) -> None:
    path = outside(debate, TALK.replace("supports: round", "mentions: round"))
    before = debate.files()
    with pytest.raises(UsageError, match=r'"talk" is there already, in graph/sources/talk\.yaml; --replace puts'):
        Corpus.add([path], debate.root)
    shown = Corpus.add([path], debate.root, replace=True, agree=lambda change: change.plan.only_adds)
    assert not shown.made
    assert "-    supports: round\n+    mentions: round\n" in shown.diff()
    assert debate.files() == before
    assert Corpus.add([path], debate.root, replace=True).summary == "replace the source talk"
    assert debate.is_sound()
    assert not Corpus.add([path], debate.root, replace=True).made  # nothing changes


def test_a_source_is_replaced_where_it_stands(debate: Debate) -> None:
    (debate.root / "graph/old").mkdir()
    (debate.root / "graph/sources/talk.yaml").rename(debate.root / "graph/old/a-talk.yml")
    Corpus.add([outside(debate, TALK + "# more\n")], debate.root, replace=True)
    assert debate.text("graph/old/a-talk.yml").endswith("# more\n")
    assert not (debate.root / "graph/sources/talk.yaml").exists()


def test_the_text_of_the_article_may_come_along(debate: Debate) -> None:
    text = outside(debate, "neither cheese nor round, or flat then", "article.txt")
    record = outside(debate, NEW.replace("[30, 39]", "[29, 38]"))
    Corpus.add([record], debate.root, text=text)
    assert debate.text("texts/third.txt").startswith("neither cheese")
    with pytest.raises(UsageError, match="the text of one source, and 2 are added"):
        Corpus.add([record, text], debate.root, text=text)


def test_quotes_that_do_not_stand_in_the_text_are_faults_of_the_file(debate: Debate) -> None:
    text, record = outside(debate, "nothing of it", "article.txt"), outside(debate, NEW)
    with pytest.raises(FaultsError) as caught:
        Corpus.add([record], debate.root, text=text)
    assert f'{record}:8:12: the quote "neither cheese nor round" is not in the text' in str(caught.value)
    assert not (debate.root / "texts/third.txt").exists()


def test_a_new_text_of_a_source_is_refused_where_its_quotes_are_gone(debate: Debate) -> None:
    record, text = outside(debate, TALK), outside(debate, TEXT.replace("doubts it", "does not"), "article.txt")
    with pytest.raises(UsageError, match="there already"):
        Corpus.add([record], debate.root, text=text)
    with pytest.raises(FaultsError, match='the quote "doubts it" is not in the text'):
        Corpus.add([record], debate.root, text=text, replace=True)
    assert debate.text("texts/talk.txt") == TEXT


REFUSED = {
    "nothing there": (None, UsageError, "is not there; look at the spelling"),
    "no source": ("people: {x: X}\n", UsageError, "codes no source; a record begins with source:"),
    "no YAML": ("source: [\n", FaultsError, "new.yaml:2:1: this is not valid YAML"),
    "empty": ("", FaultsError, "new.yaml:1:1: the file is empty"),
    "binary": ("\0", FaultsError, "this is a binary file"),
    "an id with a path": (NEW.replace("id: third", "id: ../../third"), FaultsError, '"../../third" cannot be an id'),
    "no id": ("source: {title: T}\n", FaultsError, "a source has no id"),
    "an absolute path": (NEW.replace("id: third", "id: /etc/third"), FaultsError, "cannot be an id"),
    "huge": ("# " + "x" * MAX_BYTES, UsageError, "bytes, which no record has; at most 8,000,000 are read"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_added_is_refused_and_nothing_changes(debate: Debate, case: str) -> None:
    text, error, message = REFUSED[case]
    path = debate.root.parent / "new.yaml"
    if text is not None:
        outside(debate, text)
    before = debate.files()
    with pytest.raises(error) as caught:
        Corpus.add([path], debate.root)
    assert message in str(caught.value)
    assert debate.files() == before


def test_an_article_is_no_record(debate: Debate) -> None:
    path = outside(debate, "Ada says: the moon is round: so it is.\n", "my article.txt")
    with pytest.raises(
        UsageError, match=r"is no record, whose name ends in \.yaml; counterpoint draft '.*' makes a draft"
    ):
        Corpus.add([path], debate.root)


def test_a_record_of_the_debate_is_not_added_again(debate: Debate) -> None:
    link = debate.root.parent / "link.yaml"
    link.symlink_to(debate.root / "graph/sources/talk.yaml")
    for path in (debate.root / "graph/sources/talk.yaml", link):
        with pytest.raises(UsageError, match="is in the debate already; counterpoint build"):
            Corpus.add([path], debate.root, replace=True)


@pytest.mark.parametrize("kind", ["file", "link to nowhere", "folder"])
def test_what_is_in_the_way_is_not_overwritten(debate: Debate, kind: str) -> None:
    target = debate.root / "graph/sources/third.yaml"
    if kind == "file":
        target.write_text("people: {x: X}\n", encoding="utf-8")
    elif kind == "folder":
        target.mkdir()
    else:
        Corpus.build(debate.root)
        target.symlink_to(debate.root.parent / "nowhere" / "x.yaml")
    with pytest.raises(
        (UsageError, FaultsError), match=r"third\.yaml(:1:1: the file cannot be read| is there already)"
    ):
        Corpus.add([outside(debate, NEW)], debate.root)


def test_a_link_to_a_record_is_read_through(debate: Debate) -> None:
    link = debate.root.parent / "link.yaml"
    link.symlink_to(outside(debate, NEW))
    Corpus.add([link], debate.root)
    assert debate.text("graph/sources/third.yaml") == NEW
    assert not (debate.root / "graph/sources/third.yaml").is_symlink()


def test_one_file_named_twice_is_added_once(debate: Debate) -> None:
    path = outside(debate, NEW)
    assert Corpus.add([path, path], debate.root).made
    other = outside(debate, NEW.replace("A third", "Another").replace("third", "fifth"), "a.yaml")
    same = outside(debate, NEW.replace("third", "fifth"), "b.yaml")
    with pytest.raises(UsageError, match='two of the files code the source "fifth"'):
        Corpus.add([other, same], debate.root)


def test_faults_elsewhere_are_told_first(debate: Debate) -> None:
    debate.write("graph/people.yaml", debate.text("graph/people.yaml") + "  a b: X\n")
    with pytest.raises(FaultsError, match=r"graph/people\.yaml:8:3: "):
        Corpus.add([outside(debate, NEW)], debate.root)


@pytest.fixture
def reviewed(desk: Desk) -> tuple[Desk, Path, Session]:
    """Give a draft under review, with one statement that is still open."""
    path = drafting_desk.furnish(desk)
    review = drafting_desk.session(desk)
    review.accept("dunn-1", stances={"supports": "round"})
    review.reject("dunn-2", "no claim")
    review.answer("question-1", "bob")
    return desk, path, review


def test_a_draft_with_open_statements_is_refused_with_what_is_left(reviewed: tuple[Desk, Path, Session]) -> None:
    desk, path, _ = reviewed
    with pytest.raises(UsageError, match=r"1 statement is still open in drafts/harbour\.yaml; decide on them"):
        Corpus.add([path], desk.root)
    assert not (desk.root / "graph/sources/harbour.yaml").exists()


def test_a_finished_draft_comes_in_with_who_confirmed_it(reviewed: tuple[Desk, Path, Session]) -> None:
    desk, path, review = reviewed
    review.accept("bern-1", stances={"opposes": "round"})
    change = Corpus.add([path], desk.root)
    assert (change.summary, change.statements, change.speakers) == ("add the source harbour", 2, 2)
    assert {(one.one.name, one.other.name) for one in change.differences} == {("Bob Bern", "Cara Dunn")}
    record = (desk.root / "graph/sources/harbour.yaml").read_text(encoding="utf-8")
    assert "draft" not in record
    assert record.count("confirmed-by: ada") == 2
    rows = Corpus.open(desk.root).sparql("SELECT ?who { ?s cp:confirmedBy ?who ; cp:confirmedAt ?when }").rows
    assert len(rows) == 2
    Corpus.undo(desk.root)
    assert not (desk.root / "graph/sources/harbour.yaml").exists()
    assert path.exists()


def test_a_draft_may_be_named_by_its_id(reviewed: tuple[Desk, Path, Session]) -> None:
    desk, path, _ = reviewed
    with pytest.raises(UsageError, match="still open"):
        Corpus.add([Path(path.stem)], desk.root)
    with pytest.raises(UsageError, match="nobody is not there"):
        Corpus.add([Path("nobody")], desk.root)


def test_a_draft_from_elsewhere_brings_its_text_along(reviewed: tuple[Desk, Path, Session], tmp_path: Path) -> None:
    desk, path, review = reviewed
    review.accept("bern-1", stances={"opposes": "round"})
    there = tmp_path / "harbour.yaml"
    path.rename(there)
    (desk.root / "texts/harbour.txt").rename(tmp_path / "harbour.txt")
    Corpus.add([there], desk.root)
    assert (desk.root / "texts/harbour.txt").read_text(encoding="utf-8") == drafting_desk.TEXT


def test_a_coder_who_is_new_is_defined_for_all_sources(reviewed: tuple[Desk, Path, Session]) -> None:
    desk, path, _ = reviewed
    review = Session(desk.workspace, path)
    review.introduce("Eve Mary Hall", "eve-hall")
    review.accept("bern-1", stances={"opposes": "round"})
    change = Corpus.add([path], desk.root)
    assert change.notes == ("graph/people.yaml defines eve-hall: Eve Mary Hall",)
    assert "  eve-hall:\n    name: Eve Mary Hall\n" in (desk.root / "graph/people.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda path: path.write_bytes(b"caf\xe9"), WorkspaceError, "is not UTF-8; save it in UTF-8"),
        (Path.mkdir, UsageError, "is not a file; look at the spelling"),
        (os.mkfifo, UsageError, "is not a file; look at the spelling"),
        (lambda _: None, UsageError, "is not there; look at the spelling"),
    ],
)
def test_a_text_that_cannot_be_read_is_told_and_nothing_changes(
    debate: Debate, make: Callable[[Path], object], error: type[CounterpointError], message: str
) -> None:
    text = debate.root.parent / "article.txt"
    make(text)
    before = debate.files()
    with pytest.raises(error) as caught:
        Corpus.add([outside(debate, NEW)], debate.root, text=text)
    assert f"{text} {message}" in str(caught.value)
    assert debate.files() == before


def test_a_source_whose_text_was_spoilt_is_not_renamed(debate: Debate) -> None:
    (debate.root / "texts/talk.txt").write_bytes(b"caf\xe9")
    with pytest.raises(FaultsError, match=r"texts/moon\.txt is not UTF-8; save it in UTF-8"):
        Corpus.rename("talk", "moon", debate.root)
    assert (debate.root / "texts/talk.txt").read_bytes() == b"caf\xe9"
