from __future__ import annotations

import json
from typing import Any

import pytest

from counterpoint.drafting.llm.answers import Verifier

UTTERANCES = {"dunn-1": "“The tide is rising every year,\nand nobody wants to hear about it,”", "bern-1": "doubts it"}
CLAIMS = {"round": "The moon is round.", "tide": "The tide is rising."}
GOOD = {"utterance": "dunn-1", "claim": "", "wording": "Tides rise.", "stance": "supports", "quote": "tide is rising"}


def verify(*proposals: Any) -> tuple[dict[str, dict[str, str]], list[str]]:
    return read(json.dumps({"proposals": proposals}))


def read(answer: str) -> tuple[dict[str, dict[str, str]], list[str]]:
    return Verifier(UTTERANCES, CLAIMS, {"supports", "opposes"}).verify(answer)


def test_sound_proposal_is_kept() -> None:
    assert verify(GOOD) == ({"dunn-1": {"claim": "", "wording": "Tides rise.", "stance": "supports"}}, [])


def test_known_claim_has_its_own_wording_whatever_the_model_makes_of_it() -> None:
    kept, _ = verify({**GOOD, "claim": "round", "wording": "The moon is flat."})
    assert kept["dunn-1"] == {"claim": "round", "wording": "The moon is round.", "stance": "supports"}


def test_wording_of_a_known_claim_is_that_claim() -> None:
    assert verify({**GOOD, "wording": "the tide is  rising"})[0]["dunn-1"]["claim"] == "tide"


def test_quote_may_differ_in_line_breaks_only() -> None:
    assert verify({**GOOD, "quote": "every year, and nobody"})[0]
    assert verify({**GOOD, "quote": "every year and nobody"}) == (
        {},
        ['the proposal for dunn-1 was dropped: the words "every year and nobody" are not in the utterance'],
    )


@pytest.mark.parametrize("around", ["{}", "Here you are:\n```json\n{}\n```\nAsk again!", "[] {}", "{{not}} {}"])
def test_json_is_found_in_what_stands_around_it(around: str) -> None:
    answer = around.replace("{{", "{").replace("}}", "}") if "not" in around else around
    assert "dunn-1" in read(answer.replace("{}", json.dumps({"proposals": [GOOD]})))[0] or around.startswith("[]")


def test_bare_list_of_proposals_is_taken_as_well() -> None:
    assert read(json.dumps([GOOD]))[0]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"utterance": "smith-9"}, "a proposal for smith-9 was dropped: there is no such utterance"),
        ({"utterance": 7}, "a proposal for no utterance was dropped"),
        ({"utterance": "bern-1"}, 'the words "tide is rising" are not in the utterance'),
        ({"stance": "loves"}, 'there is no stance "loves"'),
        ({"stance": None}, 'there is no stance ""'),
        ({"claim": "flat"}, 'there is no claim "flat"'),
        ({"wording": ""}, "it names no claim"),
        ({"wording": ["Tides rise."]}, "it names no claim"),
        ({"wording": "\u202e\u200b"}, "it names no claim"),
        ({"wording": "long " * 100}, "its claim has 499 characters"),
        ({"quote": ""}, "it quotes nothing"),
        ({"quote": {"text": "tide"}}, "it quotes nothing"),
        ({"quote": "word " * 16}, "it quotes 16 words"),
        ({"quote": "nobody ever said this"}, 'the words "nobody ever said this" are not in the utterance'),
    ],
)
def test_proposal_that_does_not_hold_is_dropped_and_reported(change: dict[str, Any], why: str) -> None:
    kept, dropped = verify({**GOOD, **change})
    assert kept == {}
    [said] = dropped
    assert why in said


@pytest.mark.parametrize("proposal", [None, 3, "supports", [GOOD], True])
def test_proposal_of_another_type_is_dropped(proposal: Any) -> None:
    assert verify(proposal, GOOD)[1] == ["a proposal that is no JSON object was dropped"]
    assert verify(proposal, GOOD)[0]


@pytest.mark.parametrize(
    "answer", ["", "I would rather not.", "{", "[" * 100_000, '{"a": ' * 5_000, '{"proposals": 7}', "null"]
)
def test_answer_without_proposals_is_reported(answer: str) -> None:
    kept, [said] = read(answer)
    assert kept == {}
    assert said.startswith("the model gave no JSON with proposals")
    assert len(said) < 200


def test_control_characters_reach_neither_draft_nor_terminal() -> None:
    kept, _ = verify({**GOOD, "wording": "Tides\x1b[2J rise\n- id: evil\u202e."})
    assert kept["dunn-1"]["wording"] == "Tides [2J rise - id: evil ."
    _, [said] = verify({**GOOD, "utterance": "\x1b[2J\n"})
    assert said.isprintable()


def test_second_proposal_for_an_utterance_is_dropped() -> None:
    kept, dropped = verify(GOOD, {**GOOD, "stance": "opposes"})
    assert kept["dunn-1"]["stance"] == "supports"
    assert dropped == ["a second proposal for dunn-1 was dropped"]


def test_flood_of_proposals_is_not_read_to_the_end() -> None:
    kept, dropped = verify(*[GOOD] * 3_000)
    assert len(kept) == 1
    assert dropped[-1] == "2,000 proposals more than anybody asked for were not read"
