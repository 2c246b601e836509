"""Several steps of a review as one, and the roles in which somebody speaks."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

from counterpoint.drafting.altering import replace
from counterpoint.drafting.drafts import finish
from counterpoint.drafting.reviewing import Session
from counterpoint.errors import UnknownNameError, UsageError
from tests.desk import Desk
from tests.drafting import drafting_desk

ACCEPTED = {"supports": "round"}


@pytest.fixture
def harbour(desk: Desk) -> Path:
    return drafting_desk.furnish(desk)


@pytest.fixture
def review(desk: Desk, harbour: Path) -> Session:
    assert harbour.is_file()
    return drafting_desk.session(desk)


def test_steps_taken_together_are_taken_back_together(desk: Desk, review: Session) -> None:
    before = deepcopy(review.draft.data)
    topic = next(iter(review.names.of["topic"]))
    with review.together("accepted dunn-1", "dunn-1"):
        claim = review.add_claim("", "The tide rises.", topic)
        assert review.names.of["claim"][claim] == "The tide rises."
        review.accept("dunn-1", stances={"supports": claim}, speaker=review.add_person("Tim Tide"))
    other = drafting_desk.session(desk)
    assert other.item("dunn-1").stances == {"supports": (claim,)}
    assert other.item("dunn-1").speaker_name == "Tim Tide"
    assert other.undo() == "accepted dunn-1"
    assert drafting_desk.session(desk).draft.data == before
    with pytest.raises(UsageError, match="nothing to undo"):
        other.undo()


def test_steps_of_which_one_fails_are_not_done_at_all(harbour: Path, review: Session) -> None:
    before = harbour.read_bytes()

    def both() -> None:
        with review.together("accepted dunn-1"):
            review.add_person("Tim Tide")
            review.accept("dunn-1", stances=ACCEPTED, quote="words that nobody said")

    with pytest.raises(UsageError, match="not in the text"):
        both()
    assert harbour.read_bytes() == before
    assert "Tim Tide" not in review.names.of["person"].values()
    review.accept("dunn-1", stances=ACCEPTED)  # each step for itself again
    assert review.undo() == "accepted dunn-1"
    assert review.item("dunn-1").state == "open"


def test_step_that_fails_and_is_caught_leaves_the_others(review: Session) -> None:
    with review.together("gave up on one"):
        new = review.add_person("Tim Tide")
        with pytest.raises(UsageError):
            review.change("dunn-1", mode="direct", quote="words that nobody said", speaker=new)
        assert review.item("dunn-1").speaker == "cara-dunn"
        with review.together("one more"):
            review.reject("dunn-2")
    assert (review.item("dunn-2").state, review.names.of["person"][new]) == ("rejected", "Tim Tide")
    assert review.undo() == "gave up on one"


def test_role_of_the_speaker_is_chosen_among_theirs(review: Session) -> None:
    assert review.item("bern-1").capacities == ("engineer@acme",)
    assert review.change("bern-1", capacity=["engineer"]).capacity == ("engineer",)
    assert review.change("bern-1", capacity="engineer@acme").capacity == ("engineer",)  # shortest that tells it
    assert review.give_role("bern", {"role": "engineer", "at": "port-elm"}) == "engineer@port-elm"
    assert review.item("bern-1").capacities == ("engineer@acme", "engineer@port-elm")
    with pytest.raises(UnknownNameError, match="engineer"):
        review.change("bern-1", capacity=["engineer"])
    both = review.change("bern-1", capacity=["engineer@acme", "engineer@port-elm"])
    assert both.capacity == ("engineer@acme", "engineer@port-elm")
    assert review.change("bern-1", capacity=[]).capacity == ()
    with pytest.raises(UnknownNameError, match="harbour-master"):
        review.change("bern-1", capacity=["harbour-master"])


def test_role_of_somebody_else_goes_with_them(review: Session) -> None:
    review.change("bern-1", capacity=["engineer"])
    assert review.change("bern-1", speaker="bern").capacity == ("engineer",)
    assert review.change("bern-1", speaker="cara-dunn").capacity == ()


def test_role_can_be_given_to_somebody_the_debate_knows(review: Session) -> None:
    known = next(one for one in review.names.of["person"] if one not in review.draft.names.of["person"])
    review.change("dunn-2", speaker=known)
    assert review.give_role(known, {"role": "engineer"}) == "engineer"
    assert review.give_role(known, {"role": "engineer"}) == "engineer"
    assert review.item("dunn-2").capacities == ("engineer",)
    with pytest.raises(UnknownNameError):
        review.give_role("nobody-such", {"role": "engineer"})


def test_chosen_role_follows_when_its_organisation_turns_out_to_be_known(review: Session) -> None:
    review.give_role("bern", {"role": "engineer", "at": "port-elm"})
    review.change("bern-1", capacity=["engineer@port-elm"])
    replace(review.draft, "organisation", "port-elm", "acme")
    assert review.draft.statements[2]["in-capacity"] == "engineer@acme"
    replace(review.draft, "role", "engineer", "baker")
    assert review.draft.statements[2]["in-capacity"] == "baker@acme"


def test_chosen_role_is_in_the_record(review: Session) -> None:
    review.answer("question-1")
    review.accept("bern-1", stances=ACCEPTED, capacity=["engineer"])
    for identifier in ("dunn-1", "dunn-2"):
        review.reject(identifier)
    assert "in-capacity: engineer\n" in finish(review.draft)


def test_role_that_was_found_wrongly_is_taken_away(desk: Desk, review: Session) -> None:
    review.give_role("bern", {"role": "harbour-master"})
    review.change("bern-1", capacity=["engineer"])
    review.take_role("bern", "engineer", "Acme")
    later = drafting_desk.session(desk)
    assert (later.item("bern-1").roles, later.item("bern-1").capacity) == (("harbour master",), ())
    review.take_role("Dr Bern", "harbour-master")
    assert review.item("bern-1").roles == ()
    with pytest.raises(UnknownNameError, match="role of the speaker"):
        review.take_role("bern", "engineer")
    review.undo()
    assert review.item("bern-1").roles == ("harbour master",)


def test_role_that_is_said_again_takes_the_place_of_the_one_before(review: Session) -> None:
    review.give_role("cara-dunn", {"role": "harbour-master", "at": "port-elm", "former": True})
    assert review.item("dunn-1").roles == ("former keeps the harbour, Port Elm",)
    review.give_role("cara-dunn", {"role": "harbour-master"})
    assert review.item("dunn-1").capacities == ("harbour-master@port-elm", "harbour-master")
    with pytest.raises(UnknownNameError, match="harbour-master@port-elm"):
        review.take_role("cara-dunn", "engineer")


def test_role_of_somebody_known_leaves_nothing_behind(review: Session) -> None:
    review.give_role("ada", {"role": "engineer"})
    review.take_role("ada", "engineer")
    assert "ada" not in review.draft.data["people"]


def test_organisation_decides_and_is_defined_in_the_record(desk: Desk, harbour: Path) -> None:
    review = Session(desk.workspace, harbour)
    assert review.introduce("Elm Press", kind="organisation") == "elm-press"
    review.undo()
    review.accept("dunn-1", stances=ACCEPTED, inferred=True)
    for identifier in ("dunn-2", "bern-1"):
        review.reject(identifier)
    record = finish(review.draft, define_coders=False)
    assert "organisations:\n  elm-press:\n    name: Elm Press\n" in record
    desk.write("graph/sources/harbour.yaml", record)
    assert desk.faults() == []
    with pytest.raises(UnknownNameError, match='no kind of coder is called "ship"'):
        review.introduce("Titanic", kind="ship")


def test_remark_leaves_a_decision_as_it_is(desk: Desk, review: Session) -> None:
    review.accept("dunn-1", stances=ACCEPTED)
    assert review.note("dunn-1", "  on  tides").state == "accepted"
    assert drafting_desk.session(desk).item("dunn-1").note == "on tides"
    assert review.note("dunn-1", "").note == ""
    review.undo()
    assert review.undo() == "noted something at dunn-1"
