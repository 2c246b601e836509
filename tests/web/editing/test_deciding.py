"""What the forms do, without any script."""

from __future__ import annotations

import datetime
import os
import re
import signal
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.web.editing.eastmere import QUESTION, draft
from tests.web.editing.visiting import Visitor
from tests.web.serving import Served, serving


def said(path: Path, identifier: str) -> dict[str, Any]:
    """Read a statement of a draft from its file."""
    return next(dict(one) for one in data_of(path)["statements"] if one["id"] == identifier)


def data_of(path: Path) -> dict[str, Any]:
    """Read a draft from its file."""
    data: dict[str, Any] = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    return data


def state(path: Path, identifier: str) -> str:
    return str(said(path, identifier)["draft"].get("state", "open"))


def test_the_list_says_how_far_each_draft_is(visitor: Visitor, debate: Path) -> None:
    draft(debate, "far")
    (debate / "drafts" / "broken.yaml").write_text("statements: [\n")
    page = visitor.get("/edit").text
    assert re.search(r"<strong>6</strong> of 6 statements left", page)
    assert "broken.yaml" in page
    assert visitor.get("/edit/draft/broken").status == 409
    (debate / "drafts" / "broken.yaml").unlink()


def test_who_confirms_is_asked_once(editing: Served, debate: Path) -> None:
    path = draft(debate, "asked")
    visitor = Visitor(editing)
    page = visitor.get("/edit/draft/asked")
    assert "Who confirms?" in page.text
    token = re.search(r'name="token" value="(\w+)"', page.text)
    assert token
    unknown = visitor.post("/edit/who", {"token": token[1], "who": "Jane Do", "to": "/edit/draft/asked"})
    assert unknown.status == 422
    assert "I am Jane Doe" in unknown.text
    page = visitor.post("/edit/who", {"token": token[1], "who": "Jane Do", "is": "Jane Doe", "to": "/edit/draft/asked"})
    assert page.status == 200, page.text
    assert "Accept" in page.text, page.text
    visitor.step("asked", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
    assert said(path, "weir-1")["confirmed-by"] == "jane-doe"
    assert abs(said(path, "weir-1")["confirmed"] - datetime.datetime.now(datetime.UTC)) < datetime.timedelta(minutes=5)


def test_a_statement_is_not_called_by_its_id(visitor: Visitor, debate: Path) -> None:
    draft(debate, "unsaid")
    page = visitor.step("unsaid", "accept", "weir-1")
    assert page.status == 422
    assert "<strong>This statement takes no stance.</strong>" in page.text


def test_somebody_new_is_introduced_with_their_first_decision(editing: Served, debate: Path) -> None:
    path = draft(debate, "newcomer")
    visitor = Visitor(editing)
    token = visitor.form("newcomer")["token"]
    page = visitor.post("/edit/who", {"token": token, "who": "Zoë Novak", "new": "yes", "to": "/edit/draft/newcomer"})
    assert page.status == 200
    visitor.step("newcomer", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
    visitor.step("newcomer", "accept", "water-1", stance="mentions", claim="weir-serves-nobody")
    coder = said(path, "weir-1")["confirmed-by"]
    assert said(path, "water-1")["confirmed-by"] == coder
    assert data_of(path)["draft"]["coders"] == {coder: "Zoë Novak"}


def test_accepting_goes_on_to_the_next_open_one(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "next")
    page = visitor.step("next", "accept", "weir-2", stance="opposes", claim="repairs-cost-much", note="Look again.")
    assert "Accepted." in page.text
    assert 'name="item" value="floods-1"' in page.text
    assert said(path, "weir-2")["opposes"] == "repairs-cost-much"
    assert said(path, "weir-2")["note"] == "Look again."
    assert state(path, "weir-2") == "accepted"
    page = visitor.step("next", "reject", "fished-1", reason="nobody is named")
    assert 'name="item" value="weir-1"' in page.text  # from the end on from the beginning
    assert state(path, "fished-1") == "rejected"
    assert "nobody is named" in visitor.get("/edit/draft/next?item=fished-1").text


def test_a_fragment_is_set_by_its_words_and_refused_where_it_is_none(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "fragment")
    choice = {"stance": "supports", "claim": "weir-serves-nobody"}
    for quote, why in [
        ("words that nobody said", "text"),
        ("We pay every year to keep a wall that nobody needs, and the salmon pay more than", "15"),
    ]:
        page = visitor.step("fragment", "accept", "weir-2", quote=quote, start="", end="", **choice)
        assert page.status == 422
        assert 'role="alert"' in page.text
        assert why in re.sub(r"<[^>]+>", " ", page.text[page.text.index('role="alert"') :])[:400]
        assert quote in page.text  # to be mended
        assert state(path, "weir-2") == "open"
    visitor.step("fragment", "accept", "weir-2", quote="the salmon pay more", start="", end="", **choice)
    found = said(path, "weir-2")
    start, end = found["at"]
    assert (debate / "texts" / "fragment.txt").read_text()[start:end] == found["quote"] == "the salmon pay more"


def test_a_new_speaker_is_asked_about_before_they_are_defined(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "speaker")
    choice = {"stance": "mentions", "claim": "harbour-needs-weir", "speaker": "Tim Okafor"}
    page = visitor.step("speaker", "accept", "fished-1", **choice)
    assert page.status == 422
    assert "Or is “Tim Okafor” new?" in page.text
    assert "Tom Okafor" in page.text
    visitor.step("speaker", "accept", "fished-1", **choice, kind="person", role="fisherman")
    people = data_of(path)["people"]
    (new,) = [one for one, about in people.items() if about["name"] == "Tim Okafor"]
    assert said(path, "fished-1")["speaker"] == new
    assert people[new]["roles"] == [{"role": "fisherman"}]


def test_of_two_people_of_one_name_each_is_told_by_the_id(visitor: Visitor, debate: Path) -> None:
    people = {"thomas-2": {"name": "Thomas Okafor"}}
    path = draft(debate, "twins", people=people)
    page = visitor.get("/edit/draft/twins?item=fished-1").text
    assert "Thomas Okafor (thomas-okafor)" in page
    visitor.step(
        "twins", "accept", "fished-1", speaker="Thomas Okafor (thomas-2)", stance="mentions", claim="harbour-needs-weir"
    )
    assert said(path, "fished-1")["speaker"] == "thomas-2"


def test_a_new_claim_is_defined_with_its_topic_and_all_of_it_or_nothing(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "claims")
    before = data_of(path)
    new = {"claim": "new", "wording": "Salmon come first.", "topic": "Salmon", "stance": "supports"}
    page = visitor.step("claims", "accept", "weir-2", **new, quote="words that nobody said", start="", end="")
    assert page.status == 422
    now = data_of(path)
    assert now["statements"] == before["statements"]
    assert not now.keys() & {"claims", "topics"}
    assert "Salmon come first." in page.text
    visitor.step("claims", "accept", "weir-2", **new)
    data = data_of(path)
    ((claim, about),) = data["claims"].items()
    assert about["name"] == "Salmon come first."
    assert data["topics"][about["about"]]["name"] == "Salmon"
    assert said(path, "weir-2")["supports"] == claim


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"stance": "supports"}, "No claim is chosen"),
        ({"claim": "weir-serves-nobody"}, "It is not said how the speaker stands"),
        ({"stance": "supports", "claim": "new"}, "The new claim has no wording"),
        ({"stance": "supports", "wording": "Salmon."}, "The new claim has no topic"),
        ({"stance": "supports", "claim": "nothing-such"}, "nothing-such"),
        ({"stance": "hates", "claim": "weir-serves-nobody"}, "hates"),
        ({"mode": "sung", "stance": "supports", "claim": "weir-serves-nobody"}, "sung"),
        ({}, "stance"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    visitor: Visitor, debate: Path, fields: dict[str, str], message: str
) -> None:
    path = draft(debate, "cannot")
    before = data_of(path)
    page = visitor.step("cannot", "accept", "weir-1", **fields)
    assert page.status == 422
    assert message in page.text
    assert data_of(path) == before


def test_several_claims_stay_change_their_stance_and_go(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "several")
    visitor.step("several", "save", "weir-1", stance="supports", claim="weir-serves-nobody")
    visitor.step("several", "save", "weir-1", stance="opposes", claim="harbour-needs-weir")
    assert state(path, "weir-1") == "open"
    page = visitor.step("several", "accept", "weir-1", **{"stance-1": "qualifies"})
    assert page.status == 200
    assert said(path, "weir-1")["supports"] == "weir-serves-nobody"
    assert said(path, "weir-1")["qualifies"] == "harbour-needs-weir"
    fields = visitor.form("several", "weir-1")
    del fields["keep-0"]
    visitor.post("/edit/draft/several", {**fields, "do": "accept"})
    assert "supports" not in said(path, "weir-1")


def test_claims_are_searched_without_losing_what_is_entered(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "search")
    before = path.read_bytes()
    page = visitor.step("search", "find", "weir-1", words="repairs cost", note="Keep me.", stance="opposes")
    assert page.status == 200
    assert "Repairing the weir costs too much." in page.text
    assert "Keep me." in page.text
    assert re.search(r'value="opposes" checked', page.text)
    assert path.read_bytes() == before


def test_a_proposal_fills_in_the_form_and_decides_nothing(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "proposal")
    before = path.read_bytes()
    page = visitor.step("proposal", "use", "weir-2")
    assert "The weir costs more than it is worth.</textarea>" in page.text
    assert re.search(r'value="supports" checked', page.text)
    assert path.read_bytes() == before
    visitor.step(
        "proposal",
        "accept",
        "weir-2",
        stance="supports",
        wording="The weir costs more than it is worth.",
        topic="The weir",
    )
    assert said(path, "weir-2")["proposed-by"] == "m; claims 2"


def test_undo_takes_back_and_an_accepted_one_is_opened_again(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "undo")
    assert visitor.step("undo", "undo").status == 422
    visitor.step("undo", "reject", "weir-1", reason="no speech")
    assert state(path, "weir-1") == "rejected"
    assert "Taken back." in visitor.step("undo", "undo").text
    assert state(path, "weir-1") == "open"
    visitor.step("undo", "reject", "weir-1")
    page = visitor.step("undo", "reopen", "weir-1")
    assert "Open again." in page.text
    assert state(path, "weir-1") == "open"


def test_a_question_of_the_machine_is_answered(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "question", about={"questions": [QUESTION]})
    page = visitor.get("/edit/draft/question?item=harbour-1").text
    assert str(QUESTION["text"]) in page
    visitor.step("question", "answer:okafor:thomas-okafor", "harbour-1")
    assert said(path, "harbour-1")["speaker"] == "thomas-okafor"
    assert str(QUESTION["text"]) not in visitor.get("/edit/draft/question?item=harbour-1").text
    draft(debate, "question-2", about={"questions": [QUESTION]})
    finish = visitor.step("question-2", "answer:okafor:", "harbour-1", back="finish")
    assert "Still open" in finish.text


def test_what_was_taken_for_no_speech_becomes_a_statement(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "aside")
    page = visitor.get("/edit/draft/aside?item=aside:title").text
    assert "a title" in page
    page = visitor.step("aside", "take", "aside:title").text
    assert "It is a statement now." in page
    assert len(data_of(path)["statements"]) == 7


def test_a_form_for_an_older_state_shows_both_and_changes_nothing(
    editing: Served, visitor: Visitor, debate: Path
) -> None:
    path = draft(debate, "both")
    mine = {**visitor.form("both", "weir-1"), "stance": "supports", "claim": "weir-serves-nobody", "do": "accept"}
    other = Visitor(editing).introduce("Thomas Okafor")
    other.step("both", "accept", "weir-1", stance="opposes", claim="harbour-needs-weir")
    between = path.read_bytes()
    page = visitor.post("/edit/draft/both", mine)
    assert page.status == 409
    assert path.read_bytes() == between
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))
    assert "In the draft now Decision accepted" in shown
    assert "opposes The harbour depends on the weir." in shown
    assert "What you sent Decision accept" in shown
    # What was sent is in the form, and is sent again where it is meant.
    again = {**mine, "revision": re.findall(r'name="revision" value="(\w+)"', page.text)[-1]}
    assert visitor.post("/edit/draft/both", again).status == 200
    assert said(path, "weir-1")["supports"] == "weir-serves-nobody"


def test_an_edit_of_the_file_by_hand_is_noticed(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "hand")
    mine = {**visitor.form("hand", "weir-1"), "do": "reject"}
    path.write_text(path.read_text().replace("keep a wall that nobody needs", "the salmon pay more"))
    assert visitor.post("/edit/draft/hand", mine).status == 409
    path.unlink()
    assert visitor.post("/edit/draft/hand", mine).status == 404


def test_a_server_started_for_somebody_asks_nobody(debate: Path) -> None:
    path = draft(debate, "fixed")
    with serving("--edit", "--as", "jane-doe", workspace=debate) as served:
        visitor = Visitor(served)
        assert "Somebody else?" not in visitor.get("/edit").text
        visitor.cookies["counterpoint-coder-" + str(served.address[1])] = "thomas-okafor"
        visitor.step("fixed", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
    assert said(path, "weir-1")["confirmed-by"] == "jane-doe"


def test_killed_workers_lose_nothing(editing: Served, visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "killed")
    visitor.step("killed", "accept", "weir-1", stance="supports", claim="weir-serves-nobody")
    for worker in editing.workers():
        os.kill(worker, signal.SIGKILL)
    time.sleep(1)  # others take their place
    visitor.step("killed", "reject", "weir-2")
    assert (state(path, "weir-1"), state(path, "weir-2")) == ("accepted", "rejected")
    assert "Taken back." in visitor.step("killed", "undo").text
