from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.drafting.drafts import Draft, find_draft, finish, is_draft
from counterpoint.drafting.reviewing import Session
from counterpoint.errors import FaultsError, UsageError
from counterpoint.records.writing import write
from tests.desk import Desk
from tests.drafting import drafting_desk
from tests.drafting.drafting_desk import TEXT


@pytest.fixture
def harbour(desk: Desk) -> Path:
    return drafting_desk.furnish(desk)


def spoiled(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def decided(desk: Desk, **accepted: dict[str, str]) -> Draft:
    """Accept some statements, with their stances, and reject the others."""
    review = drafting_desk.session(desk)
    for item in review.items:
        if stances := accepted.get(item.id.replace("-", "_")):
            review.accept(item.id, stances=stances)
        else:
            review.reject(item.id, "no claim")
    return Draft.read(review.path, desk.workspace)


def test_what_is_written_is_read_as_the_same_and_written_the_same(desk: Desk, harbour: Path) -> None:
    first = Draft.read(harbour, desk.workspace)
    data = first.data
    first.write()
    written = harbour.read_bytes()
    second = Draft.read(harbour, desk.workspace)
    assert second.data == data
    second.write()
    assert harbour.read_bytes() == written


def test_order_of_steps_leaves_no_trace_in_the_file(desk: Desk, harbour: Path) -> None:
    first = drafting_desk.session(desk)
    first.add_organisation("Zebra", "zebra")
    first.add_organisation("Aloe", "aloe")
    one = harbour.read_bytes()
    first.undo()
    first.undo()
    first.add_organisation("Aloe", "aloe")
    first.add_organisation("Zebra", "zebra")
    assert harbour.read_bytes() == one


def test_draft_is_no_record(desk: Desk, harbour: Path) -> None:
    assert any('a record has no key "draft"' in str(fault) for fault in desk.check(harbour).faults)
    assert is_draft(harbour)
    assert not is_draft(desk.record)
    assert not is_draft(desk.root / "texts/harbour.txt")


def test_text_is_found_beside_the_draft_as_well(desk: Desk, harbour: Path) -> None:
    (desk.root / "texts/harbour.txt").rename(harbour.with_suffix(".txt"))
    assert Draft.read(harbour, desk.workspace).text == TEXT


def test_text_that_changed_is_refused(desk: Desk, harbour: Path) -> None:
    desk.write("texts/harbour.txt", TEXT + "More.")
    with pytest.raises(UsageError, match=r"texts/harbour.txt is not the one that drafts/harbour.yaml was made from"):
        Draft.read(harbour, desk.workspace)
    (desk.root / "texts/harbour.txt").unlink()
    with pytest.raises(UsageError, match=r"is not at hand; put it into texts/harbour.txt"):
        Draft.read(harbour, desk.workspace)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("state: open", "state: perhaps", "state: must be open, accepted or rejected"),
        ("id: dunn-2", "id: dunn-1", 'two statements have the id "dunn-1"'),
        ("id: harbour\n", "id: ../harbour\n", "the source has no id that can be one"),
        ("  id: harbour\n", "", "the source has no id that can be one"),
        (
            "    draft:\n      paragraph: 2",
            "    draft: [1]\n    note:\n      paragraph: 2",
            "draft: must be keys and values",
        ),
        ("quote: need a wall", "quote: [need, a wall]", "quote: takes one text"),
        ("statements:\n", "statements: none\nclaims:\n", "statements: must be a list"),
        ("  port-elm: Port Elm", "  port-elm: [Port Elm]", '"port-elm" must be a name, or keys and values'),
        ("roles:\n  engineer", "plans:\n  engineer", 'a draft has no section "plans"'),
        ("title: Tides and talk", "title: *tides", "is not there"),
        ("source:\n  id: harbour\n  title: Tides and talk\n", "", "the draft has no source"),
    ],
)
def test_fault_of_form_is_said_with_its_line(desk: Desk, harbour: Path, old: str, new: str, fault: str) -> None:
    spoiled(harbour, old, new)
    with pytest.raises(FaultsError) as found:
        Draft.read(harbour, desk.workspace)
    assert fault in str(found.value)
    assert str(found.value).startswith("drafts/harbour.yaml:")


def test_offsets_that_are_none_are_a_fault(desk: Desk, harbour: Path) -> None:
    text = harbour.read_text(encoding="utf-8")
    harbour.write_text(text.replace("at: [1", "at: [x"), encoding="utf-8")
    with pytest.raises(FaultsError, match="at: must be two offsets; write at:"):
        Draft.read(harbour, desk.workspace)


def test_offsets_outside_of_the_text_are_no_place(desk: Desk, harbour: Path) -> None:
    text = harbour.read_text(encoding="utf-8")
    harbour.write_text(text.replace("utterance: [", "utterance: [9"), encoding="utf-8")
    review = Session(desk.workspace, harbour, "ada")
    assert review.items[0].utterance == review.items[0].at


def test_record_is_no_draft(desk: Desk) -> None:
    with pytest.raises(UsageError, match=r"moon-talk.yaml is no draft; it may be a record: counterpoint check"):
        Draft.read(desk.record, desk.workspace)


def test_draft_is_found_by_the_id_of_its_source(desk: Desk, harbour: Path) -> None:
    assert find_draft(Path("harbour"), desk.workspace) == harbour
    assert find_draft(Path("harbour.yaml"), desk.workspace) == harbour
    with pytest.raises(UsageError, match=r"there is no draft harbor; did you mean drafts/harbour.yaml"):
        find_draft(Path("harbor"), desk.workspace)
    text = desk.write("harbour.txt", "An article.")
    with pytest.raises(UsageError, match=r"is no draft, whose name ends in .yaml; counterpoint draft .*txt makes one"):
        find_draft(text, desk.workspace)
    for number in range(6):
        desk.write(f"drafts/quay-{number}.yaml", "")
    with pytest.raises(UsageError, match=r"drafts are drafts/harbour.yaml, .*drafts/quay-3.yaml and 2 more$"):
        find_draft(Path("zzz"), desk.workspace)
    for path in desk.workspace.drafts.glob("quay-*"):
        path.unlink()
    harbour.unlink()
    with pytest.raises(UsageError, match="counterpoint draft ARTICLE makes one"):
        find_draft(Path("harbour"), desk.workspace)


def test_statement_that_a_person_wrote_by_hand_is_open(desk: Desk, harbour: Path) -> None:
    spoiled(
        harbour, "statements:\n", "statements:\n  - {speaker: ada, mode: direct, quote: forty winters, at: [72, 85]}\n"
    )
    review = drafting_desk.session(desk)
    assert (review.items[0].id, review.items[0].state) == ("ada-1", "open")


def test_unfinished_draft_gives_no_record(desk: Desk, harbour: Path) -> None:
    with pytest.raises(
        UsageError, match=r"3 statements are still open in drafts/harbour.yaml; decide on them: counter"
    ):
        finish(Draft.read(harbour, desk.workspace))
    with pytest.raises(UsageError, match=r"no statement of drafts/harbour.yaml was accepted"):
        finish(decided(desk))


def test_open_question_about_somebody_who_speaks_gives_no_record(desk: Desk, harbour: Path) -> None:
    assert harbour.is_file()
    with pytest.raises(UsageError, match=r"1 question is still open in drafts/harbour.yaml; answer them"):
        finish(decided(desk, bern_1={"opposes": "round"}))


def test_open_question_about_somebody_who_is_not_in_the_record_does_not_matter(desk: Desk, harbour: Path) -> None:
    assert harbour.is_file()
    assert "bern" not in finish(decided(desk, dunn_1={"supports": "round"}))


def test_finished_record_holds_what_is_used_and_nothing_of_the_draft(desk: Desk, harbour: Path) -> None:
    assert harbour.is_file()
    draft = decided(desk, dunn_1={"supports": "round"})
    moment = draft.statements[0]["confirmed"]
    at = drafting_desk.span("The tide is rising every year")
    assert (
        finish(draft)
        == f"""\
source:
  id: harbour
  title: Tides and talk

people:
  cara-dunn:
    name: Cara Dunn
    roles: [{{role: harbour-master, at: port-elm, cited-as: keeps the harbour}}]

organisations:
  port-elm: Port Elm

roles:
  harbour-master: harbour master

statements:
  - id: dunn-1
    speaker: cara-dunn
    supports: round
    mode: direct
    quote: The tide is rising every year
    at: [{at[0]}, {at[1]}]
    confirmed-by: ada
    confirmed: {moment}
"""
    )


def test_finished_record_is_without_fault(desk: Desk, harbour: Path) -> None:
    assert harbour.is_file()
    review = drafting_desk.session(desk)
    review.add_topic("Walls", "walls", broader="moon")
    review.add_claim("needs-wall", "The harbour needs a wall.", "walls")
    review.introduce("Eve Hall", "eve-hall")
    review.answer("question-1", "bob")
    review.accept("dunn-1", stances={"mentions": "round"}, inferred=True)
    review.accept("dunn-2", stances={"supports": ["needs-wall"]})
    review.accept("bern-1", stances={"opposes": "needs-wall", "mentions": "cheese"}, note="doubts it")
    desk.write("graph/sources/harbour.yaml", review.finish())
    assert desk.faults() == []


def test_new_coder_is_defined_in_the_record_or_left_to_another_file(desk: Desk, harbour: Path) -> None:
    review = Session(desk.workspace, harbour)
    review.introduce("Eve Hall", "eve-hall")
    review.accept("dunn-1", stances={"supports": "round"})
    review.reject("dunn-2")
    review.reject("bern-1")
    draft = Draft.read(harbour, desk.workspace)
    assert draft.new_coders == {"eve-hall": "Eve Hall"}
    assert "  eve-hall:\n    name: Eve Hall\n" in finish(draft)
    assert "Eve Hall" not in finish(draft, define_coders=False)
    assert "confirmed-by: eve-hall" in finish(draft, define_coders=False)


def test_failure_to_write_leaves_the_draft_as_it_was(
    desk: Desk, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = harbour.read_bytes()
    review = drafting_desk.session(desk)
    monkeypatch.setattr("os.fdopen", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(Exception, match="No space left on device"):
        review.reject("dunn-1")
    monkeypatch.undo()
    assert harbour.read_bytes() == before
    assert review.item("dunn-1").state == "open"
    assert [path.name for path in harbour.parent.iterdir()] == ["harbour.yaml"]


def test_record_can_be_written_of_what_yaml_would_read_otherwise(desk: Desk) -> None:
    text = "Ann said: “No: never, # not [here] or {there}.”\n"
    start = text.index("No: never")
    words = text[start : text.index(".”")]
    desk.write("texts/odd.txt", text)
    data = {
        "draft": {"article": "odd.txt"},
        "source": {"id": "odd", "title": "yes"},
        "people": {"ann": {"name": "Ann: ‘A’ #1"}},
        "statements": [
            {"id": "ann-1", "speaker": "ann", "mode": "direct", "quote": words, "at": [start, start + len(words)]}
        ],
    }
    path = desk.write("drafts/odd.yaml", write(data))
    review = Session(desk.workspace, path, "ada")
    review.accept("ann-1", stances={"supports": "round"})
    desk.write("graph/sources/odd.yaml", review.finish())
    assert desk.faults() == []


def test_draft_and_record_name_the_schema_where_the_workspace_has_one(desk: Desk) -> None:
    drafting_desk.furnish(desk)
    desk.write("ontology/record.schema.json", "{}")
    review = drafting_desk.session(desk)
    for item in review.items:
        review.accept(item.id, stances={"supports": "round"})
    review.answer("question-1", "bob")
    line = "# yaml-language-server: $schema="
    assert review.path.read_text(encoding="utf-8").startswith(f"{line}../ontology/record.schema.json\n# A draft: ")
    assert review.finish().startswith(f"{line}../../ontology/record.schema.json\nsource:\n")
