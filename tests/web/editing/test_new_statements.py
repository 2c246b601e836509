"""Statements that the machine missed or cut wrongly, the roles of a speaker, and undo, without any script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.editing.eastmere import TEXT, draft, statements
from tests.web.editing.test_deciding import data_of, said, state
from tests.web.editing.visiting import Visitor

CHOICE = {"stance": "supports", "claim": "weir-serves-nobody"}
MISSED = "puts the cost at three million"


def ids(path: Path) -> list[str]:
    return [str(one["id"]) for one in data_of(path)["statements"]]


def test_words_that_were_missed_become_a_statement(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "missed")
    page = visitor.step("missed", "make", "weir-1", missed="puts  the cost\nat three million")
    assert page.status == 200, page.text
    assert "It is a statement now." in page.text
    (new,) = set(ids(path)) - {str(one["id"]) for one in statements()}
    assert f'name="item" value="{new}"' in page.text
    start, end = said(path, new)["draft"]["utterance"]
    assert TEXT[start:end] == MISSED
    assert ids(path).index(new) == 5  # in the order of the text
    assert visitor.step("missed", "undo").status == 200
    assert ids(path) == [str(one["id"]) for one in statements()]


def test_words_that_were_selected_are_taken_where_they_stand(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "placed")
    start = TEXT.rindex("the")  # these words stand there many times
    visitor.step("placed", "make", "weir-1", missed="the", **{"from": str(start), "to": str(start + 8)})
    (new,) = set(ids(path)) - {str(one["id"]) for one in statements()}
    assert said(path, new)["draft"]["utterance"] == [start, start + 8]


@pytest.mark.parametrize("words", ["", "words that nobody said", "the"])
def test_words_that_cannot_be_found_are_given_back(visitor: Visitor, debate: Path, words: str) -> None:
    path = draft(debate, "unfound")
    before = path.read_bytes()
    page = visitor.step("unfound", "make", "weir-1", missed=words)
    assert page.status == 422
    assert 'role="alert"' in page.text
    assert f"{words}</textarea>" in page.text
    assert words != "the" or "select them in the text" in page.text  # it stands there many times
    assert path.read_bytes() == before


def test_a_draft_without_statements_gets_its_first(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "bare", [])
    page = visitor.get("/edit/draft/bare")
    assert page.status == 200
    assert "found nobody who says anything" in page.text
    assert visitor.get("/edit/draft/bare/finish").status == 200
    visitor.step("bare", "make", missed=MISSED)
    (new,) = ids(path)
    visitor.step("bare", "accept", new, speaker="Thomas Okafor", **CHOICE)
    assert state(path, new) == "accepted"


def test_an_utterance_is_split_where_its_fragment_begins(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "cut")
    page = visitor.step("cut", "split", "weir-2", quote="and the salmon pay", start="", end="")
    assert "There are two now." in page.text
    new = ids(path)[2]
    assert new not in {str(one["id"]) for one in statements()}
    first, second = (said(path, one)["draft"]["utterance"] for one in ("weir-2", new))
    assert first[1] == second[0] == TEXT.index("and the salmon pay")
    visitor.step("cut", "undo")
    assert len(ids(path)) == 6


@pytest.mark.parametrize("quote", ["We pay every year", "", "words that nobody said"])
def test_an_utterance_is_not_split_at_its_beginning_or_nowhere(visitor: Visitor, debate: Path, quote: str) -> None:
    path = draft(debate, "uncut")
    before = path.read_bytes()
    page = visitor.step("uncut", "split", "weir-2", quote=quote, start="", end="")
    assert page.status == 422
    assert "choose its first words" in page.text.lower()
    assert path.read_bytes() == before


def test_two_parts_of_one_quote_are_joined(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "parts")
    assert "Join with 3" in visitor.get("/edit/draft/parts?item=weir-2").text
    page = visitor.step("parts", "join:before", "weir-2")
    assert "They are one now." in page.text
    assert ids(path)[:2] == ["weir-1", "floods-1"]
    start, end = said(path, "weir-1")["draft"]["utterance"]
    assert TEXT[start:end].startswith('"The weir was')
    assert TEXT[start:end].endswith('than we do."')
    assert "Taken back." in visitor.step("parts", "undo").text
    visitor.step("parts", "join:after", "weir-1")
    assert ids(path)[:2] == ["weir-1", "floods-1"]
    for side, item in [("before", "weir-1"), ("after", "fished-1")]:
        assert visitor.step("parts", f"join:{side}", item).status == 422


def test_the_same_words_are_repeated_for_another_claim(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "repeated")
    visitor.step("repeated", "repeat", "weir-2")
    assert len(ids(path)) == 7
    assert said(path, ids(path)[2])["draft"]["utterance"] == said(path, "weir-2")["draft"]["utterance"]


def test_one_undo_takes_back_all_that_a_decision_needed(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "decision")
    visitor.step("decision", "save", "weir-1", note="look again")
    before = data_of(path)
    page = visitor.step(
        "decision",
        "accept",
        "fished-1",
        stance="supports",
        claim="new",
        wording="Salmon come first.",
        topic="Salmon",
        speaker="Tim Tide",
        kind="person",
        role="fisherman",
        place="Eastmere Angling Club",
    )
    assert page.status == 200, page.text
    data = data_of(path)
    (person,) = (about for about in data["people"].values() if about["name"] == "Tim Tide")
    ((role, place),) = ((one["role"], one["at"]) for one in person["roles"])
    assert data["roles"][role]["name"] == "fisherman"
    assert data["organisations"][place]["name"] == "Eastmere Angling Club"
    assert data["claims"]
    assert "Taken back." in visitor.step("decision", "undo").text
    assert data_of(path) == before


def test_the_role_in_which_somebody_speaks_is_chosen(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "roles")
    assert "speaks as" not in visitor.get("/edit/draft/roles?item=weir-2").text  # of one role none is chosen
    page = visitor.step("roles", "save", "weir-2", role="treasurer", place="Friends of the River")
    assert "speaks as" in page.text
    assert "treasurer, Friends of the River" in page.text
    roles = data_of(path)["people"]["marta-lindqvist"]["roles"]
    assert [one["at"] for one in roles] == ["rivers-institute", "friends-of-the-river"]
    visitor.step("roles", "accept", "weir-2", **CHOICE, **{"capacity-1": "treasurer@friends-of-the-river"})
    assert said(path, "weir-2")["in-capacity"] == "treasurer"
    page = visitor.get("/edit/draft/roles?item=weir-2")
    assert re.search(r'name="capacity-1" value="treasurer@friends-of-the-river" checked', page.text)
    # The roles that the form offered were those of somebody else.
    visitor.step("roles", "accept", "weir-2", speaker="Tom Okafor")
    assert "in-capacity" not in said(path, "weir-2")


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"role": "chair", "speaker": "Rivers Institute"}, "An organisation has no role"),
        ({"place": "Rivers Institute"}, "It is not said what the speaker is"),
        ({"role": "chair", "speaker": ""}, "A role is given, and nobody who has it"),
    ],
)
def test_a_role_that_cannot_be_is_refused(visitor: Visitor, debate: Path, fields: dict[str, str], message: str) -> None:
    path = draft(debate, "no-role")
    before = data_of(path)
    page = visitor.step("no-role", "save", "fished-1", **fields)
    assert page.status == 422
    assert message in page.text
    assert data_of(path) == before


def test_claims_of_one_wording_are_told_apart_by_their_ids(visitor: Visitor, debate: Path) -> None:
    claims = {"twin": {"name": "The weir no longer serves a purpose.", "about": "floods"}}
    draft(debate, "wording", claims=claims)
    page = visitor.step("wording", "find", "weir-2", words="no longer serves a purpose")
    assert "The weir no longer serves a purpose. (weir-serves-nobody)" in page.text
    assert "The weir no longer serves a purpose. (twin)" in page.text
    assert "The harbour depends on the weir.<" in page.text
