from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft
from counterpoint.drafting.llm.endpoint import Endpoint
from counterpoint.drafting.llm.proposing import PROMPT, prompt, proposer
from tests.desk import Desk
from tests.drafting import drafting_desk
from tests.drafting.llm.service import Behaviour, Handler, answer, first, running, status

TIDE = {"utterance": "dunn-1", "claim": "", "wording": "Tides rise.", "stance": "supports", "quote": "tide is rising"}
WALL = {"utterance": "dunn-2", "claim": "round", "wording": "", "stance": "opposes", "quote": "a wall"}


@pytest.fixture
def draft(desk: Desk) -> Draft:
    drafting_desk.furnish(desk)
    return Draft.read(desk.root / "drafts/harbour.yaml", desk.workspace)


def propose(draft: Draft, behave: Behaviour) -> tuple[dict[str, Any], list[str], list[dict[str, Any]]]:
    for statement in draft.statements:
        statement["draft"].pop("proposal", None)
    with running(behave) as service:
        endpoint = Endpoint(service.address + "/chat/completions", "owl-7b", timeout=5)
        notes = proposer(endpoint)(draft, Names.read(draft.workspace))
    found = {one["id"]: one["draft"]["proposal"] for one in draft.statements if "proposal" in one["draft"]}
    return found, notes, service.questions


def test_proposals_are_marked_with_model_and_prompt_and_decide_nothing(draft: Draft) -> None:
    found, notes, _ = propose(draft, answer({"proposals": [TIDE, WALL]}))
    by = {"model": "owl-7b", "prompt": PROMPT}
    assert found == {
        "dunn-1": {"wording": "Tides rise.", "stance": "supports", **by},
        "dunn-2": {"claim": "round", "wording": "The moon is round.", "stance": "opposes", **by},
    }
    assert notes == []
    assert {one["draft"]["state"] for one in draft.statements} == {"open"}
    assert not any(stance in one for one in draft.statements for stance in draft.workspace.vocabulary.stances)


def test_model_gets_utterances_speakers_known_claims_and_stances(draft: Draft) -> None:
    _, _, [question] = propose(draft, answer({"proposals": []}))
    system, user = (message["content"] for message in question["messages"])
    assert "mentions, opposes, qualifies, supports" in system
    assert "{stances}" not in system
    for said in (
        "round: The moon is round.",
        "id: dunn-2\nspeaker: Cara Dunn\nwords: “We need a wall.”",
        "forty winters",
    ):
        assert said in user


def test_statement_that_is_decided_is_not_asked_about(draft: Draft) -> None:
    draft.statements[0]["draft"]["state"] = "rejected"
    found, notes, [question] = propose(draft, answer({"proposals": [TIDE]}))
    assert "id: dunn-1" not in question["messages"][1]["content"]
    assert (found, notes) == ({}, ["a proposal for dunn-1 was dropped: there is no such utterance"])


@pytest.mark.parametrize(
    ("behave", "note"),
    [
        (status(401), "proposals are missing from dunn-1 on: 127.0.0.1"),
        (answer("no"), "the model gave no JSON with proposals: no"),
        (answer("", refusal="no"), "the model refused: no"),
    ],
)
def test_draft_stays_whole_where_the_model_fails(draft: Draft, behave: Behaviour, note: str) -> None:
    found, notes, _ = propose(draft, behave)
    assert found == {}
    assert note in notes[0]
    assert len(draft.statements) == 3


def long_draft(desk: Desk, paragraphs: int) -> Draft:
    """Draft a text of many paragraphs of a thousand characters, each with an utterance."""
    text = "".join(f"Ann said: “This is point {number}.” {'It went on. ' * 80}\n\n" for number in range(paragraphs))
    statements = []
    for number in range(paragraphs):
        words = f"This is point {number}."
        start = text.index(words)
        place = {"quote": words, "at": [start, start + len(words)]}
        about = {"utterance": [start - 1, start + len(words) + 1], "state": "open"}
        statements.append({"id": f"ann-{number}", "mode": "direct", **place, "draft": about})
    source = {"id": "long", "title": "Long"}
    return Draft(Path("long.yaml"), desk.workspace, {"draft": {}, "source": source, "statements": statements}, text)


def echo(handler: Handler, question: dict[str, Any]) -> None:
    """Propose something for every utterance that is asked about."""
    user = question["messages"][1]["content"]
    ids = [line.removeprefix("id: ") for line in user.splitlines() if line.startswith("id: ")]
    made = [
        {"utterance": one, "claim": "", "wording": f"Point {one}.", "stance": "supports", "quote": "This is point"}
        for one in ids
    ]
    answer({"proposals": made})(handler, question)


def test_long_article_goes_in_pieces(desk: Desk) -> None:
    found, notes, questions = propose(long_draft(desk, 30), echo)
    assert len(found) == 30
    assert notes == []
    assert len(questions) >= 3
    assert all(len(question["messages"][1]["content"]) < 12_000 for question in questions)


def test_pieces_before_a_failure_are_kept(desk: Desk) -> None:
    found, notes, _ = propose(long_draft(desk, 30), first(echo, status(400)))
    assert 5 < len(found) < 15
    [note] = notes
    assert note.startswith(f"proposals are missing from ann-{len(found)} on: ")


def test_many_dropped_proposals_are_counted(desk: Desk) -> None:
    wrong = [{"utterance": f"nobody-{number}"} for number in range(20)]
    _, notes, _ = propose(long_draft(desk, 1), answer({"proposals": wrong}))
    assert len(notes) == 9
    assert notes[-1] == "and 12 proposals more were dropped"


def test_prompt_is_a_file_whose_name_says_its_version() -> None:
    folder = Path(__file__).resolve().parents[3] / "src/counterpoint/drafting/llm/prompts"
    assert f"{PROMPT}.txt" in [path.name for path in folder.iterdir()]
    said = prompt(["supports"])
    assert json.loads(said[said.index("{") :].replace("\n", " "))["proposals"][0].keys() == TIDE.keys()


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterpoint.drafting.llm.endpoint.time.sleep", lambda _: None)
