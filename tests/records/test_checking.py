"""Checking a workspace: every fault of every file in one run, in order, whatever lies in the folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from counterpoint.building.build import build_in_memory
from counterpoint.errors import UsageError
from tests.desk import NAME, RECORD, TEXT, Desk

PEOPLE = "people:\n  cy: Cy Cole\n"


def test_all_faults_of_all_files_come_in_one_run_in_order(desk: Desk) -> None:
    desk.spoil("speaker: ada", "speaker: adda")
    desk.spoil("[9, 35]", "[900, 926]")
    desk.write("graph/people.yaml", "people:\n  cy: {nam: Cy}\n  b c: Bc\n")
    desk.write("graph/claims.yaml", "claims:\n  tides: {name: T, about: mooon}\n  x: [\n")
    desk.write("graph/old.yaml", b"\xff")
    desk.write("graph/empty.yaml", b"")
    report = desk.check()
    assert (report.files, report.faults) == (5, sorted(report.faults))
    assert [str(fault).partition(": ")[0] for fault in report.faults] == [
        "graph/claims.yaml:4:1",
        "graph/empty.yaml:1:1",
        "graph/old.yaml:1:1",
        "graph/people.yaml:2:8",
        "graph/people.yaml:3:3",
        f"{NAME}:16:14",
        f"{NAME}:20:10",
    ]


def test_lines_are_sorted_as_numbers(desk: Desk) -> None:
    desk.write("graph/people.yaml", "people:\n" + "".join(f"  p{n}: {{nam: P}}\n" for n in range(120)))
    lines = [fault.place.line for fault in desk.check().faults]
    assert lines == sorted(lines) == list(range(2, 122))


def test_a_file_that_cannot_be_read_may_hold_what_the_others_lack(desk: Desk) -> None:
    desk.spoil("  cheese: {name: The moon is cheese., about: moon}\n", "")
    desk.write("graph/claims.yaml", "claims:\n  cheese: {name: [}\n")
    assert any(fault.endswith("; it may stand in graph/claims.yaml, which cannot be read") for fault in desk.faults())


def test_two_people_with_one_id_are_told_at_the_second_file(desk: Desk) -> None:
    desk.write("graph/people.yaml", PEOPLE + "  ada: Ada Byron\n")
    assert desk.faults() == [
        (
            '6:3: the person "ada" is defined twice, first in graph/people.yaml:3; '
            "give one of them another id, or remove it"
        )
    ]


def test_a_named_file_is_told_what_the_others_define_already(desk: Desk) -> None:
    desk.write("graph/people.yaml", PEOPLE + "  ada: Ada Byron\n")
    [fault] = desk.faults("graph/people.yaml")
    assert fault.startswith('graph/people.yaml:3:3: the person "ada" is defined twice, first in ')
    assert desk.check("graph/people.yaml").files == 1


def test_a_copied_source_is_told_once_for_each_thing_but_not_for_each_statement(desk: Desk) -> None:
    desk.write("graph/sources/second.yaml", RECORD + RECORD.partition("statements:\n")[2] * 30)
    kinds = [fault.message.split('"')[0] for fault in desk.check().faults]
    assert kinds.count("the source ") == 1
    assert "the statement " not in kinds


def test_files_that_are_not_named_lend_their_ids_and_are_not_checked(desk: Desk) -> None:
    desk.write("graph/people.yaml", "people:\n  cy: {nam: Cy}\n")
    report = desk.check(NAME)
    assert (report.files, report.faults, report.verified) == (1, [], 1)


def test_a_file_that_is_named_twice_is_checked_once(desk: Desk) -> None:
    assert desk.check(NAME, f"graph/../{NAME}", "graph", ".").files == 1


def test_a_folder_without_a_record_a_missing_file_and_what_is_no_file_are_misuse(desk: Desk) -> None:
    for path, problem in (("texts", "there is no record in"), ("nope.yaml", "is not there"), ("x" * 3000, "cannot be")):
        with pytest.raises(UsageError, match=problem):
            desk.check(path)


@pytest.mark.parametrize(
    "name", ["my källa 日本.yaml", "a\tb\nc.yaml", "'quoted' \"twice\".yaml", "\x1b[31mred.yaml", "-x.yml", "UP.YAML"]
)
def test_names_of_files_may_hold_anything_and_a_fault_stays_one_line(desk: Desk, name: str) -> None:
    desk.write(f"graph/sources/{name}", "people:\n  a b: A\n")
    [fault] = desk.faults()
    assert fault.isprintable()
    assert '"a b" cannot be an id' in fault


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes on POSIX only")
def test_a_name_of_a_file_that_is_no_text(desk: Desk) -> None:
    path = os.path.join(os.fsencode(desk.root), b"graph", b"\xff.yaml")  # noqa: PTH118 - a Path is text
    with open(path, "wb") as file:  # noqa: PTH123
        file.write(b"people:\n  a b: A\n")
    [fault] = desk.faults()
    assert fault.startswith(r"graph/\udcff.yaml:2:3: ")


def test_a_folder_may_be_called_like_a_record(desk: Desk) -> None:
    desk.write("graph/people.yaml/inner.yaml", PEOPLE)
    assert (desk.check().files, desk.faults()) == (2, [])


def test_hidden_files_and_those_of_other_kinds_are_left_alone(desk: Desk) -> None:
    for name in (".hidden.yaml", ".git/x.yaml", "notes.txt", "people.yaml~"):
        desk.write(f"graph/{name}", "[")
    assert desk.check().files == 1
    assert desk.check("graph").files == 1


def test_links_are_followed_and_are_one_record_by_whichever_way(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.yaml"
    elsewhere.write_text(PEOPLE, encoding="utf-8")
    (desk.root / "graph/people.yaml").symlink_to(elsewhere)
    assert (desk.check().files, desk.faults()) == (2, [])
    assert desk.faults("graph/people.yaml") == []
    assert desk.faults(elsewhere) == []


def test_linked_folders_are_followed_once(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more/people.yaml").write_text(PEOPLE, encoding="utf-8")
    (desk.root / "graph/more").symlink_to(tmp_path / "more")
    (desk.root / "graph/again").symlink_to(desk.root / "graph")
    assert (desk.check().files, desk.faults()) == (2, [])


@pytest.mark.parametrize(
    ("target", "problem"), [("nowhere.yaml", "No such file"), ("people.yaml", "Too many levels of symbolic links")]
)
def test_a_broken_link_is_a_fault_and_the_rest_is_checked(desk: Desk, target: str, problem: str) -> None:
    (desk.root / "graph/people.yaml").symlink_to(target)
    desk.spoil("speaker: ada", "speaker: adda")
    one, other = desk.faults()
    assert one.startswith(f"graph/people.yaml:1:1: the file cannot be read: {problem}")
    assert other.startswith("16:14: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_no_record_and_is_not_waited_for(desk: Desk) -> None:
    os.mkfifo(desk.root / "graph/people.yaml")
    assert desk.check().files == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_fault(desk: Desk) -> None:
    path = desk.write("graph/people.yaml", PEOPLE)
    path.chmod(0)
    assert desk.faults() == ["graph/people.yaml:1:1: the file cannot be read: Permission denied"]


def test_the_text_of_one_source_may_be_named(desk: Desk, tmp_path: Path) -> None:
    (desk.root / "texts/moon-talk.txt").unlink()
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    assert desk.check().verified == 0
    assert desk.check(text=text).verified == 1
    text.write_text(TEXT[1:], encoding="utf-8")
    assert len(desk.check(text=text).faults) == 1


def test_a_text_that_is_named_belongs_to_one_source(desk: Desk) -> None:
    text = desk.write("text.txt", TEXT)
    people = desk.write("graph/people.yaml", PEOPLE)
    with pytest.raises(UsageError, match="there is no source here; name the record of the text"):
        desk.check(people, text=text)
    desk.write("graph/sources/second.yaml", "source: {id: second, title: S}\n")
    with pytest.raises(UsageError, match="there are 2 sources here; name the record of the text"):
        desk.check(text=text)
    assert desk.check(NAME, text=text).verified == 1


@pytest.mark.parametrize(("name", "problem"), [("nope.txt", "is not there"), ("texts", "is not a file")])
def test_a_text_that_is_named_is_a_file(desk: Desk, name: str, problem: str) -> None:
    with pytest.raises(UsageError, match=problem):
        desk.check(text=desk.root / name)


def test_filling_reports_what_it_wrote_and_what_is_left(desk: Desk) -> None:
    desk.spoil("    at: [9, 35]\n", "  - {speaker: bob, opposes: cheese, mode: reported, quote: the moon is}\n")
    report = desk.check(fill=True)
    assert report.filled == {NAME: 1}
    [fault] = report.faults
    assert "the quote stands in the text 2 times" in str(fault)
    assert desk.check(fill=True).filled == {}


def test_filling_keeps_the_faults_that_files_have_together_and_their_lines(desk: Desk) -> None:
    desk.spoil("    at: [9, 35]\n", "")
    desk.write("graph/people.yaml", PEOPLE + "  ada: Ada Byron\n")
    desk.write(NAME, desk.record.read_text(encoding="utf-8") + "topics2: {}\n")
    report = desk.check(fill=True)
    assert report.filled == {NAME: 1}
    assert [str(fault).removeprefix(NAME).partition(": ")[0] for fault in report.faults] == [":6:3", ":21:1"]


def test_filling_goes_on_where_a_text_cannot_be_read(desk: Desk) -> None:
    desk.write("graph/sources/a-second.yaml", "source: {id: second, title: S}\n")
    desk.write("texts/second.txt", b"\xff")
    desk.spoil("    at: [9, 35]\n", "")
    report = desk.check(fill=True)
    assert report.filled == {NAME: 1}
    assert [fault.message.partition(" is ")[2] for fault in report.faults] == ["not UTF-8"]


def test_a_workspace_without_a_record_has_no_fault(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    desk = Desk(tmp_path)
    assert (desk.check().files, desk.faults()) == (0, [])


@pytest.mark.slow
def test_thousands_of_statements_in_one_file_are_read_and_verified(desk: Desk) -> None:
    count = 20_000
    head = RECORD.partition("statements:\n")[0]
    words = [f"word{n}" for n in range(count)]
    offsets, start = [], 0
    for word in words:
        offsets.append((start, start + len(word)))
        start += len(word) + 1
    statements = "".join(
        f"  - speaker: ada\n    supports: cheese\n    mode: direct\n    quote: {word}\n    at: [{begin}, {end}]\n"
        for word, (begin, end) in zip(words, offsets, strict=True)
    )
    desk.write(NAME, head + "statements:\n" + statements)
    desk.write("texts/moon-talk.txt", " ".join(words))

    from counterpoint.records.index import Index
    from counterpoint.records.linking import defined_by, link
    from counterpoint.records.quotations import verify

    record, workspace = desk.read(), desk.workspace
    assert (len(record.statements), record.faults) == (count, [])
    assert list(verify(record, " ".join(words))) == []
    index = Index(workspace.vocabulary.concepts)
    index.add(defined_by(record, workspace))
    assert link(record, index, workspace).faults == []


def test_a_statement_does_not_answer_itself_by_its_full_id_either(desk: Desk) -> None:
    desk.spoil("mode: direct", "mode: direct\n    responds-to: moon-talk/ada-1")
    assert desk.faults() == ["19:18: responds-to: a statement does not answer itself; name another statement"]


def test_a_role_does_not_end_before_it_begins(desk: Desk) -> None:
    desk.spoil("ada: Ada Lovelace", "ada: {name: Ada, roles: [{role: nurse, from: 2021-01-01, until: 2019-01-01}]}")
    [fault] = desk.faults()
    assert fault.endswith("the role ends on 2019-01-01, before it begins on 2021-01-01; look at from: and until:")


def test_a_text_that_is_a_link_to_nowhere_is_told(desk: Desk) -> None:
    path = desk.root / "texts/moon-talk.txt"
    path.unlink()
    path.symlink_to("nowhere")
    [fault] = desk.faults()
    assert "is not a file that can be read" in fault


def test_an_authority_file_and_a_source_of_one_name_keep_their_roles_apart(desk: Desk) -> None:
    desk.write("graph/moon-talk.yaml", "people: {cy: {name: Cy, roles: [{role: nurse, cited-as: one}]}}\n")
    desk.spoil("people:\n", "people:\n  cy: {roles: [{role: nurse, cited-as: two}]}\n")
    assert desk.faults() == []
    rows = build_in_memory(desk.workspace).table("SELECT ?m ?as { ?m cp:citedAs ?as }")
    assert len({membership for membership, _ in rows}) == 2


@pytest.mark.parametrize("name", ["x\udcff.yaml", "y.yaml"])
def test_a_file_may_be_called_anything(desk: Desk, name: str) -> None:
    desk.write(f"graph/{name}", "people: {cy: {name: Cy, roles: [nurse]}}\n")
    assert desk.faults() == []


@pytest.mark.parametrize(("at", "span"), [("[0, 3]", "3"), ("[1, 5000]", "4,999")])
def test_offsets_that_cannot_be_right_are_told_without_the_text(desk: Desk, at: str, span: str) -> None:
    (desk.root / "texts/moon-talk.txt").unlink()
    desk.spoil("[9, 35]", at)
    [fault] = desk.faults()
    assert fault.startswith(f"20:10: the offsets span {span} characters, and the quote has 26; ")


def test_a_text_that_is_named_like_no_source_is_noted(desk: Desk) -> None:
    (desk.root / "texts/moon-talk.txt").rename(desk.root / "texts/moontalk.txt")
    report = desk.check()
    assert not report.faults
    assert list(map(str, report.notes)) == [
        'texts/moontalk.txt:1:1: no source has the id "moontalk"; name it moon-talk.txt to verify that source'
    ]


def test_a_person_without_a_name_is_told_so(desk: Desk) -> None:
    desk.spoil("people:\n", "people:\n  ada-lovelac: {roles: [nurse]}\n  ida: {roles: [nurse]}\n")
    assert [fault.partition(" ")[2] for fault in desk.faults()] == [
        'the person "ada-lovelac" has no name; add name: …',
        'the person "ida" has no name; add name: …, or did you mean ada?',
    ]
