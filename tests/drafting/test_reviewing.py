from __future__ import annotations

import threading
from pathlib import Path

import pytest

from counterpoint.corpus import Corpus
from counterpoint.drafting.drafts import Draft, finish
from counterpoint.drafting.reviewing import Session
from counterpoint.errors import FaultsError, UnknownNameError, UsageError, WorkspaceError
from tests.desk import Desk
from tests.drafting import drafting_desk
from tests.drafting.drafting_desk import TEXT, span


@pytest.fixture
def harbour(desk: Desk) -> Path:
    return drafting_desk.furnish(desk)


@pytest.fixture
def review(desk: Desk, harbour: Path) -> Session:
    assert harbour.is_file()
    return drafting_desk.session(desk)


def again(desk: Desk) -> Session:
    return drafting_desk.session(desk)


def test_statement_shows_all_that_was_drafted(review: Session) -> None:
    item = review.items[0]
    assert (item.id, item.state, item.mode, item.paragraph) == ("dunn-1", "open", "direct", 2)
    assert (item.speaker, item.speaker_name) == ("cara-dunn", "Cara Dunn")
    assert item.roles == ("keeps the harbour, Port Elm",)
    assert review.text[slice(*item.utterance)].startswith("“The tide is rising")
    assert item.at is not None
    assert review.text[slice(*item.at)] == item.quote
    assert review.text[slice(*item.context)].startswith("Cara Dunn, who")
    assert review.text[slice(*item.context)].endswith("wall.”")
    assert (item.similar, item.rule, item.confidence) == (("round", "cheese"), "verb-after-quote", 0.98)
    assert item.proposal is not None
    assert item.proposal.by == "owl-7b; propose-claims 1"
    assert [question.identifier for question in review.items[2].questions] == ["question-1"]
    assert (review.left, review.position) == (3, 0)


def test_acceptance_is_in_the_file_with_who_and_when(desk: Desk, review: Session) -> None:
    item = review.accept("dunn-1", stances={"supports": "round"})
    assert (item.state, item.confirmed_by, item.stances) == ("accepted", "ada", {"supports": ("round",)})
    assert again(desk).item("dunn-1") == item
    assert item.confirmed.endswith("Z")
    assert (again(desk).left, again(desk).position) == (2, 1)


def test_rejection_keeps_its_reason(desk: Desk, review: Session) -> None:
    review.reject("dunn-2", "no  claim\nof hers")
    item = again(desk).item("dunn-2")
    assert (item.state, item.reason) == ("rejected", "no claim of hers")


def test_reopened_statement_is_confirmed_by_nobody(desk: Desk, review: Session) -> None:
    review.accept("dunn-1", stances={"supports": "round"})
    review.reopen("dunn-1")
    item = again(desk).item("dunn-1")
    assert (item.state, item.confirmed_by, item.confirmed) == ("open", "", "")
    assert item.stances == {"supports": ("round",)}


def test_every_step_can_be_taken_back_by_whoever_opens_the_draft_next(
    desk: Desk, harbour: Path, review: Session
) -> None:
    before = Draft.read(harbour, desk.workspace).data
    claim = review.add_claim("tide-rises", "The tide is rising.", "moon")
    review.accept("dunn-1", stances={"supports": claim}, inferred=True, note="on tides")
    review.reject("dunn-2", "no claim")
    review.answer("question-1", "bob")
    review.repeat("dunn-1")
    review.split("dunn-1", span("and nobody")[0])
    review.take_up("aside-1", "cara-dunn")
    review.add_person("Eve Hall", "eve-hall")
    undone = [again(desk).undo() for _ in range(8)]
    assert undone[0] == "defined person eve-hall"
    assert undone[-1] == "defined claim tide-rises"
    assert Draft.read(harbour, desk.workspace).data == before
    with pytest.raises(UsageError, match="nothing to undo"):
        again(desk).undo()


def test_undo_leads_back_to_the_statement(review: Session) -> None:
    review.position = 0
    review.reject("bern-1")
    assert review.undo() == "rejected bern-1"
    assert review.items[review.position].id == "bern-1"


def test_undo_refuses_what_was_changed_by_hand_since(harbour: Path, review: Session) -> None:
    review.reject("dunn-2", "no claim")
    harbour.write_text(harbour.read_text(encoding="utf-8").replace("no claim", "no claim at all"), encoding="utf-8")
    with pytest.raises(UsageError, match="rejected dunn-2: the draft was changed since"):
        review.undo()
    assert "no claim at all" in harbour.read_text(encoding="utf-8")


def test_a_step_that_fails_changes_nothing(harbour: Path, review: Session) -> None:
    before = harbour.read_bytes()
    with pytest.raises(UnknownNameError, match='no claim is called "rund"'):
        review.accept("dunn-1", mode="reported", stances={"supports": "rund"})
    assert harbour.read_bytes() == before
    assert review.item("dunn-1").mode == "direct"
    with pytest.raises(UsageError, match="nothing to undo"):
        review.undo()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, "dunn-1 takes no stance; say a claim"),
        ({"stances": {}}, "dunn-1 takes no stance"),
        ({"stances": {"likes": "round"}}, 'no stance is called "likes"'),
        ({"stances": {"supports": "round", "opposes": ["round"]}}, "two stances on one claim"),
        ({"stances": {"supports": "round"}, "speaker": "zoe"}, 'no person or organisation is called "zoe"'),
        ({"stances": {"supports": "round"}, "mode": "sung"}, 'no mode is called "sung"'),
        ({"stances": {"supports": "round"}, "quote": "not there"}, "these words are not in the text"),
        ({"stances": {"supports": "round"}, "quote": " "}, "the fragment is empty"),
        ({"stances": {"supports": "round"}, "at": [5, 5]}, "is no place in the text"),
        ({"stances": {"supports": "round"}, "at": [0, 99_999]}, "is no place in the text; it has"),
        ({"stances": {"supports": "round"}, "at": "all"}, "'all' is no place in the text"),
        ({"stances": {"supports": "round"}, "at": [0, 200]}, "the fragment has 39 words; choose 15 at most"),
        ({"stances": {"supports": "round"}, "colour": "red"}, 'no change is called "colour"'),
    ],
)
def test_what_is_no_statement_is_not_accepted(review: Session, changes: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("[", r"\[")):
        review.accept("dunn-1", **changes)
    assert review.left == 3


def test_fragment_is_found_by_its_words_or_by_its_place(review: Session) -> None:
    item = review.change("dunn-1", quote="nobody  at the council")
    assert (item.quote, list(item.at or ())) == ("nobody at the council", span("nobody at the council"))
    item = review.change("dunn-1", at=(item.utterance[0], item.utterance[0] + 9))
    assert item.quote == "“The tide"


def test_fragment_that_stands_twice_is_taken_from_the_utterance(review: Session) -> None:
    assert TEXT.count("a wall") == 2
    assert list(review.change("bern-1", quote="a wall").at or ()) == [
        span("needs a wall")[0] + 6,
        span("needs a wall")[1],
    ]


@pytest.mark.parametrize(
    ("identifier", "changes", "where"),
    [
        ("dunn-1", {"quote": "the harbour needs"}, "in that of bern-1, where Dr Bern speaks"),
        ("bern-1", {"at": span("need a wall")}, "in that of dunn-2, where Cara Dunn speaks"),
        ("bern-1", {"quote": "is a sand  bank"}, "at “wall. The “wall” of the title is a sand bank.”"),
        ("dunn-2", {"quote": "a wall.” Dr Bern"}, "at “about it,” she says. “We need a wall.” Dr Bern doubts"),
    ],
)
def test_fragment_is_of_the_utterance_and_of_nobody_else(
    harbour: Path, review: Session, identifier: str, changes: dict[str, object], where: str
) -> None:
    before = harbour.read_bytes()
    with pytest.raises(UsageError) as raised:
        review.change(identifier, **changes)
    assert raised.value.message.startswith(f"these words are not in the utterance of {identifier}, but {where}")
    assert "missed WORDS" in raised.value.hint
    with pytest.raises(UsageError, match=f"not in the utterance of {identifier}"):
        review.accept(identifier, stances={"supports": "round"}, **changes)
    assert harbour.read_bytes() == before


def test_fragment_of_somebody_else_that_was_written_into_the_file_is_not_accepted(desk: Desk, harbour: Path) -> None:
    text = harbour.read_text(encoding="utf-8")
    moved = text.replace("quote: need a wall", "quote: sand bank").replace(
        str(span("need a wall")), str(span("sand bank"))
    )
    harbour.write_text(moved, encoding="utf-8")
    with pytest.raises(UsageError, match="these words are not in the utterance of dunn-2"):
        drafting_desk.session(desk).accept("dunn-2", stances={"supports": "round"})


def test_another_stance_is_not_inferred_unless_that_is_said_again(review: Session) -> None:
    review.change("dunn-1", inferred=True)
    assert review.accept("dunn-1", stances={"supports": "round"}).inferred  # said of the stance that was to come
    assert not review.accept("dunn-1", stances={"supports": "cheese"}).inferred
    assert review.accept("dunn-1", stances={"opposes": "cheese"}, inferred=True).inferred
    assert review.accept("dunn-1", note="as she said").inferred
    assert not review.accept("dunn-1", stances={"opposes": "cheese"}).inferred
    review.change("dunn-1", inferred=True)
    assert review.accept("dunn-1", stances={"opposes": "cheese"}).inferred


def test_speaker_can_be_said_by_name(review: Session) -> None:
    assert review.change("dunn-1", speaker="ada lovelace").speaker == "ada"


def test_new_people_and_claims_can_be_used_at_once(desk: Desk, review: Session) -> None:
    review.add_organisation("Elm Council", "elm-council")
    review.add_role("mayor", "mayor")
    person = review.add_person("Eve Hall", "eve-hall", [{"role": "mayor", "at": "Elm Council"}])
    review.add_topic("Walls", "walls", broader="The moon")
    claim = review.add_claim("needs-wall", "The harbour needs a wall.", ["walls"])
    item = review.accept("dunn-2", speaker=person, stances={"supports": claim})
    assert item.roles == ("mayor, Elm Council",)
    record = finish_all(desk, review)
    assert "  needs-wall:\n    name: The harbour needs a wall.\n    about: walls\n" in record
    assert "  walls:\n    name: Walls\n    broader: moon\n" in record


def finish_all(desk: Desk, review: Session) -> str:
    """Reject what is open and give the record."""
    for item in review.items:
        if item.state == "open":
            review.reject(item.id)
    return finish(Draft.read(review.path, desk.workspace))


@pytest.mark.parametrize(
    ("name", "identifier", "message"),
    [
        ("", "x", "the wording is empty"),
        ("A claim.", "a b", '"a b" cannot be an id'),
        ("Hm.", "round", "is there already"),
        ("the moon IS round.", "x", 'the claim round is called so already: "The moon is round."'),
        ("word " * 100, "x", "the wording has 499 characters"),
    ],
)
def test_claim_that_cannot_be_is_refused(review: Session, name: str, identifier: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        review.add_claim(identifier, name, "moon")
    with pytest.raises(UsageError, match="a claim is about a topic"):
        review.add_claim("x", "Something new.", "")
    with pytest.raises(UnknownNameError, match="no topic"):
        review.add_claim("x", "Something new.", "stars")


def test_control_characters_of_a_name_become_spaces(review: Session) -> None:
    person = review.add_person("Eve\x1b[31m\nHall", "eve")
    assert review.names.called(person) == "Eve [31m Hall"


def test_answer_puts_the_known_person_in_the_place_of_the_new_one(review: Session) -> None:
    review.answer("question-1", "bob")
    item = review.item("bern-1")
    assert (item.speaker, item.speaker_name, item.roles) == ("bob", "Bob Bern", ("engineer, Acme",))
    assert item.questions == ()
    with pytest.raises(UnknownNameError, match="no open question"):
        review.answer("question-1", "bob")


def test_answer_that_the_person_is_new_keeps_the_new_one(review: Session) -> None:
    with pytest.raises(UnknownNameError, match='no candidate is called "eve"; known are bob'):
        review.answer("question-1", "eve")
    review.answer("question-1")
    assert (review.item("bern-1").speaker_name, review.item("bern-1").questions) == ("Dr Bern", ())


def test_span_that_was_set_aside_becomes_a_statement_in_its_place(review: Session) -> None:
    item = review.take_up("aside-1", "ada")
    assert [one.id for one in review.items] == ["dunn-1", "dunn-2", "bern-1", item.id]
    assert (item.speaker, item.quote, item.state, review.set_aside) == ("ada", "wall", "open", ())
    with pytest.raises(UnknownNameError, match="no quoted span"):
        review.take_up("aside-1")


def test_utterance_is_split_in_two_open_statements(review: Session) -> None:
    review.accept("dunn-1", stances={"supports": "round"})
    second = review.split("dunn-1", span("and nobody")[0])
    first = review.item("dunn-1")
    assert (first.state, second.state, second.id) == ("open", "open", "dunn-3")
    assert first.utterance[1] == second.utterance[0]
    assert review.text[slice(*second.utterance)].startswith("and nobody")
    assert first.quote in review.text[slice(*first.utterance)]
    assert second.quote in review.text[slice(*second.utterance)]
    assert second.stances == {}
    with pytest.raises(UsageError, match="is not inside the utterance"):
        review.split("dunn-1", 0)


def test_utterance_is_repeated_for_a_second_claim(review: Session) -> None:
    review.accept("dunn-1", stances={"supports": "round"})
    new = review.repeat("dunn-1")
    assert [item.id for item in review.items] == ["dunn-1", "dunn-3", "dunn-2", "bern-1"]
    assert (new.state, new.utterance, new.stances) == ("open", review.item("dunn-1").utterance, {})
    assert new.confirmed_by == ""


def test_proposal_that_was_followed_is_recorded(desk: Desk, review: Session) -> None:
    review.add_claim("tide-rises", "The tide is rising.", "moon")
    review.accept("dunn-1", stances={"supports": "tide-rises"})
    assert "    proposed-by: owl-7b; propose-claims 1\n" in finish_all(desk, review)


def test_proposal_that_was_not_followed_is_not_recorded(desk: Desk, review: Session) -> None:
    review.add_claim("tide-rises", "The tide is rising.", "moon")
    review.accept("dunn-1", stances={"supports": "tide-rises"})
    review.accept("dunn-1", stances={"opposes": "tide-rises"})
    record = finish_all(desk, review)
    assert "proposed-by" not in record
    assert "proposal" not in record


def test_nobody_accepts_without_saying_who_they_are(desk: Desk, harbour: Path) -> None:
    review = Session(desk.workspace, harbour)
    with pytest.raises(UsageError, match="nobody is named who decides; say who you are with --as"):
        review.accept("dunn-1", stances={"supports": "round"})
    with pytest.raises(UnknownNameError, match='no coder is called "Ada Lovelase"; did you mean "Ada Lovelace"'):
        Session(desk.workspace, harbour, "Ada Lovelase")


def test_new_coder_is_introduced_once(desk: Desk, harbour: Path) -> None:
    review = Session(desk.workspace, harbour)
    assert review.introduce("Eve Hall", "eve-hall") == "eve-hall"
    assert review.accept("dunn-1", stances={"supports": "round"}).confirmed_by == "eve-hall"
    assert Session(desk.workspace, harbour, "Eve Hall").coder == "eve-hall"


def test_two_people_review_one_draft_at_once(desk: Desk, review: Session) -> None:
    other = drafting_desk.session(desk, "bob")
    review.accept("dunn-1", stances={"supports": "round"})
    other.reject("dunn-2", "not hers")
    review.reload()
    assert [item.state for item in review.items] == ["accepted", "rejected", "open"]
    assert other.left == 1


def test_steps_at_the_same_time_do_not_lose_one_another(desk: Desk, review: Session) -> None:
    assert review.left == 3
    several = [drafting_desk.session(desk) for _ in range(3)]
    steps = [
        threading.Thread(target=one.reject, args=(identifier,))
        for one, identifier in zip(several, ["dunn-1", "dunn-2", "bern-1"], strict=True)
    ]
    for step in steps:
        step.start()
    for step in steps:
        step.join()
    assert again(desk).left == 0
    for _ in range(3):
        again(desk).undo()
    assert again(desk).left == 3


def test_claims_are_found_by_some_of_their_words(review: Session) -> None:
    assert review.find_claims("made of cheese")[0] == ("cheese", "The moon is cheese.")
    assert review.find_claims("xyz") == []


def test_history_that_was_cut_short_still_lets_earlier_steps_be_undone(desk: Desk, review: Session) -> None:
    review.reject("dunn-1")
    [steps] = (desk.root / ".counterpoint/reviews").glob("*.jsonl")
    with steps.open("ab") as file:
        file.write(b'{"what": "rejec')
    assert again(desk).undo() == "rejected dunn-1"


def test_change_by_hand_during_a_review_is_kept(harbour: Path, review: Session) -> None:
    review.reject("dunn-1")
    text = harbour.read_text(encoding="utf-8")
    harbour.write_text(text.replace("need a wall", "need a wall "), encoding="utf-8")
    harbour.write_text(text.replace("title: Tides and talk", "title: Tides"), encoding="utf-8")
    review.reject("dunn-2")
    assert review.title == "Tides"
    assert review.left == 1


def test_step_that_was_noted_and_never_done_is_passed_over(desk: Desk, harbour: Path, review: Session) -> None:
    review.reject("dunn-1")
    before = harbour.read_bytes()
    review.reject("dunn-2")
    harbour.write_bytes(before)  # as if the program had been ended before it wrote
    later = again(desk)
    assert later.left == 2
    assert later.undo() == "rejected dunn-1"
    assert later.left == 3


def test_keys_without_values_are_no_keys(harbour: Path, desk: Desk) -> None:
    text = harbour.read_text(encoding="utf-8")
    harbour.write_text(text.replace("    mode: direct\n", "    mode:\n    note: ~\n"), encoding="utf-8")
    review = drafting_desk.session(desk)
    assert review.reject("bern-1").state == "rejected"
    assert "None" not in harbour.read_text(encoding="utf-8")
    assert review.item("dunn-1").mode == ""
    with pytest.raises(UsageError, match="dunn-1 has no mode"):
        review.accept("dunn-1", stances={"supports": "round"})


def test_missed_words_become_a_statement_in_their_place(desk: Desk, review: Session) -> None:
    start, end = review.find_words("has seen  forty winters there")
    item = review.add_statement(start, end, speaker="Cara Dunn")
    assert [one.id for one in review.items] == [item.id, "dunn-1", "dunn-2", "bern-1"]
    assert (item.id, item.speaker, item.mode, item.paragraph) == ("dunn-3", "cara-dunn", "reported", 2)
    assert (item.quote, item.utterance) == ("has seen forty winters there", (start, end))
    assert (item.rule, item.confidence, item.state) == ("by-hand", None, "open")
    assert review.accept(item.id, stances={"mentions": "round"}).state == "accepted"
    record = finish_all(desk, review)
    assert "quote: has seen forty winters there\n" in record
    assert "by-hand" not in record


def test_missed_words_are_direct_within_quotation_marks(review: Session) -> None:
    at = span("nobody at the council wants to hear about it")
    assert review.add_statement(*at).mode == "direct"
    assert review.add_statement(*span("keeps the harbour"), mode="paraphrased").mode == "paraphrased"


def test_missed_words_are_cut_to_a_fragment_where_they_are_many_or_a_sentence(review: Session) -> None:
    item = review.add_statement(*span("Dr Bern doubts that the harbour needs a wall."))
    assert item.quote == "Dr Bern doubts that the harbour needs a wall"  # a part would lose the doubt
    everything = review.add_statement(0, len(TEXT))
    assert 3 <= len(everything.quote.split()) <= 15


def test_missed_statement_can_be_taken_back(desk: Desk, harbour: Path, review: Session) -> None:
    before = Draft.read(harbour, desk.workspace).data
    review.add_statement(*span("a sand bank"))
    assert again(desk).undo() == "added a statement"
    assert Draft.read(harbour, desk.workspace).data == before


def test_words_that_stand_in_several_places_need_a_number(review: Session) -> None:
    with pytest.raises(UsageError, match=r"(?s)stand there 2 times: 1 “.*2 “.*; write more of them, or the number"):
        review.find_words("a wall")
    assert review.find_words("a wall", 2)[0] == TEXT.rindex("a wall")
    with pytest.raises(UsageError, match="there is no place 3: these words stand there 2 times"):
        review.find_words("a wall", 3)


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ((5, 5), "is no place in the text"),
        ((-1, 4), "is no place in the text"),
        ((0, 99_999), "is no place in the text"),
        ((14, 16), "there are no words; choose some of the text"),
        (tuple(span("doubts that the harbour needs a wall")), "bern-1 is of these words already; go to it"),
    ],
)
def test_what_cannot_be_a_statement_is_not_added(
    harbour: Path, review: Session, place: tuple[int, int], message: str
) -> None:
    before = harbour.read_bytes()
    with pytest.raises(UsageError, match=message):
        review.add_statement(*place)
    for words in ("", "Tides and walks"):
        with pytest.raises(UsageError, match=r"no words are given|these words are not in the text"):
            review.find_words(words)
    with pytest.raises(UnknownNameError, match='called "Nemo"'):
        review.add_statement(*span("a sand bank"), speaker="Nemo")
    assert harbour.read_bytes() == before


def test_quote_that_was_split_is_joined(desk: Desk, review: Session) -> None:
    review.accept("dunn-1", stances={"supports": "round"}, note="on tides")
    review.accept("dunn-2", stances={"supports": "cheese"}, inferred=True)
    item = review.join("dunn-2", "dunn-1")
    assert [one.id for one in review.items] == ["dunn-1", "bern-1"]
    assert (item.id, item.state, item.confirmed_by) == ("dunn-1", "open", "")
    assert (item.stances, item.inferred, item.note) == ({"supports": ("round", "cheese")}, True, "on tides")
    assert review.text[slice(*item.utterance)].startswith("“The tide is rising")
    assert review.text[slice(*item.utterance)].endswith("“We need a wall.”")
    assert item.quote == "The tide is rising every year"
    assert again(desk).undo() == "joined dunn-2 and dunn-1"
    assert [one.state for one in again(desk).items] == ["accepted", "accepted", "open"]


def test_fragments_of_one_clause_are_joined_whoever_was_found_to_speak(review: Session) -> None:
    second = review.split("bern-1", TEXT.index("needs"))
    item = review.join("bern-1", second.id)
    assert review.text[slice(*item.utterance)] == "doubts that the harbour needs a wall"
    new = review.add_statement(*span("of the title"))
    assert (review.join("bern-1", new.id).speaker, len(review.items)) == ("bern", 3)


def test_statement_that_went_on_with_one_that_was_joined_goes_on_with_the_whole(review: Session) -> None:
    tail = review.split("dunn-1", span("and nobody")[0])
    assert review.join("dunn-1", tail.id).continues == ""
    assert review.item("dunn-2").continues == "dunn-1"
    assert review.join("dunn-1", "dunn-2").continues == ""


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("dunn-1", "dunn-1", "dunn-1 cannot be joined with itself"),
        ("dunn-1", "bern-1", "dunn-1 and bern-1 have two speakers; say for one of them first"),
        ("dunn-1", "dunn-9", 'no statement is called "dunn-9"'),
    ],
)
def test_what_does_not_belong_together_is_not_joined(review: Session, one: str, other: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        review.join(one, other)
    assert len(review.items) == 3


def test_statements_are_not_joined_over_another_speaker_or_a_contradiction(review: Session) -> None:
    later = review.add_statement(*span("a sand bank"), speaker="cara-dunn")
    with pytest.raises(UsageError, match="bern-1 stands between dunn-2 and dunn-3"):
        review.join("dunn-2", later.id)
    review.accept("dunn-1", stances={"supports": "round"})
    review.accept("dunn-2", stances={"opposes": "round"})
    with pytest.raises(UsageError, match="dunn-1 and dunn-2 take two stances on one claim; change one of them first"):
        review.join("dunn-1", "dunn-2")
    assert review.item("dunn-1").state == "accepted"


def test_words_of_an_utterance_are_not_split_from_nothing(review: Session) -> None:
    first, last = review.item("dunn-2").utterance
    with pytest.raises(UsageError, match="one of the two would hold no words"):
        review.split("dunn-2", first + 1)
    with pytest.raises(UsageError, match="one of the two would hold no words"):
        review.split("dunn-2", last - 1)


def test_likeness_is_said_in_words(harbour: Path, desk: Desk) -> None:
    text = harbour.read_text(encoding="utf-8")
    harbour.write_text(
        text.replace("similar: [round, cheese]", "similar: [round, cheese]\n      likeness: [0.61, 0.33]"), "utf-8"
    )
    item = drafting_desk.session(desk).item("dunn-1")
    assert (item.alike("round"), item.alike("cheese"), item.alike("moon")) == ("much like it", "a little like it", "")


@pytest.mark.parametrize("number", ["nan", "inf", "-inf", "one", "1e999", "~"])
def test_numbers_that_are_none_are_not_known(harbour: Path, desk: Desk, number: str) -> None:
    text = harbour.read_text(encoding="utf-8").replace("confidence: 0.98", f"confidence: {number}")
    text = text.replace("paragraph: 2", f"paragraph: {number}").replace(
        "similar: [round, cheese]", f"similar: [round, cheese]\n      likeness: {number}"
    )
    harbour.write_text(text, encoding="utf-8")
    item = drafting_desk.session(desk).item("dunn-1")
    assert (item.confidence, item.paragraph, item.alike("round")) == (None, 0, "")


def test_coder_whose_introduction_was_taken_back_is_introduced_again(desk: Desk, harbour: Path) -> None:
    review = Session(desk.workspace, harbour)
    review.introduce("Eve Hall", "eve-hall")
    review.undo()
    assert review.draft.new_coders == {}
    review.accept("dunn-1", stances={"supports": "round"})
    assert review.draft.new_coders == {"eve-hall": "Eve Hall"}
    assert review.undo() == "accepted dunn-1"
    assert review.draft.new_coders == {}


def test_remarks_have_a_length_that_a_draft_can_hold(desk: Desk, review: Session) -> None:
    with pytest.raises(UsageError, match="the remark has 30,000 characters; write 2,000 at most"):
        review.change("dunn-1", note="x" * 30_000)
    with pytest.raises(UsageError, match="the remark has 30,000 characters"):
        review.reject("dunn-1", "x" * 30_000)
    review.change("dunn-1", note="\N{GRINNING FACE} \N{ARABIC LETTER MEEM}" + "\x1b[2J\n" + "word " * 390)
    assert again(desk).item("dunn-1").note.startswith("\N{GRINNING FACE} \N{ARABIC LETTER MEEM} [2J word")


def test_words_are_found_whole(review: Session) -> None:
    with pytest.raises(UsageError, match="these words are not in the text"):
        review.find_words("bank is a san")
    with pytest.raises(UsageError, match="these words are not in the utterance"):
        review.beginning("dunn-1", "eryone")
    with pytest.raises(UsageError, match="these words are not in the utterance"):
        review.beginning("dunn-1", " ")
    assert review.beginning("dunn-1", "and  nobody") == span("and nobody")[0]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("similar: [round, cheese]", "similar: {a: b}", "similar: must be a list of texts"),
        ("similar: [round, cheese]", "similar: [[a], {b: c}]", "similar: must be a list of texts"),
        ("  article: harbour.txt", "  coders: [a]", "coders: must hold ids and names"),
        ("  article: harbour.txt", "  coders: {a: {b: c}}", "coders: must hold ids and names"),
        ("reason: a word as a word}", "reason: a word}\n    - 3", "not-speech: must be a list of what has an id"),
        ("  not-speech:", "  notes: [a]\n  not-speech:\n    - {id: x}", "not-speech: x has no place"),
        ("  questions:", "  questions:\n    - [3]", "questions: must be a list of what has an id"),
    ],
)
def test_draft_that_was_edited_into_another_form_is_refused_with_its_place(
    desk: Desk, harbour: Path, old: str, new: str, message: str
) -> None:
    text = harbour.read_text(encoding="utf-8")
    assert old in text
    harbour.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FaultsError, match=r"drafts/harbour\.yaml:[0-9]+:[0-9]+: ") as raised:
        drafting_desk.session(desk)
    assert message in str(raised.value)


def test_draft_with_line_ends_of_windows_and_a_byte_order_mark_is_reviewed(desk: Desk, harbour: Path) -> None:
    harbour.write_bytes(b"\xef\xbb\xbf" + harbour.read_bytes().replace(b"\n", b"\r\n"))
    review = drafting_desk.session(desk)
    review.accept("dunn-1", stances={"supports": "round"})
    assert again(desk).item("dunn-1").state == "accepted"


def test_a_workspace_that_cannot_be_written_is_told_at_the_first_step(desk: Desk) -> None:
    path = drafting_desk.furnish(desk)
    desk.write(".counterpoint", "a file, where a folder is to be")
    before = path.read_bytes()
    desk.write("graph/new.yaml", "claims: {odd: {name: The sea is odd., about: moon}}\n")
    review = Corpus.review(path, desk.root, coder="ada")  # claims are not proposed anew
    with pytest.raises(WorkspaceError, match=r"reviews cannot be written: .*; look at who may write there"):
        review.reject(review.items[0].id)
    assert path.read_bytes() == before
