"""Interviews that are printed as transcripts."""

from __future__ import annotations

import pytest

from counterpoint.drafting.attribution import attribute

INTERVIEW = """\
The painter Nell Ashby talked to us in her studio.

REPORTER: When did you start?

NELL ASHBY: At six, with my father's "good" brushes. He never forgave me.

REPORTER: And now?

ASHBY: Now I buy my own.
"""


def test_each_turn_is_one_utterance_of_whoever_the_label_names() -> None:
    found = attribute(INTERVIEW)
    turns = [
        (found.voices[one.speaker or 0].name, one.span.of(INTERVIEW)) for one in found.utterances if one.rule == "turn"
    ]
    assert turns == [
        ("REPORTER", "When did you start?"),
        ("Nell Ashby", 'At six, with my father\'s "good" brushes. He never forgave me.'),
        ("REPORTER", "And now?"),
        ("Nell Ashby", "Now I buy my own."),
    ]
    assert not found.not_speech


def test_questions_and_answers_are_unnamed_voices() -> None:
    found = attribute("Q: Why?\n\nA: Because it was there.\n\nQ: And now?\n\nA: Now it is not.")
    assert [(voice.name, voice.kind) for voice in found.voices] == [("Q", "unnamed"), ("A", "unnamed")]


@pytest.mark.parametrize("label", ["Photo", "Updated", "Read more"])
def test_captions_and_the_like_are_no_turns(label: str) -> None:
    text = "\n\n".join(f"{label}: Something that stands below a picture" for _ in range(4))
    assert not attribute(text).utterances


def test_two_paragraphs_with_a_colon_are_no_transcript() -> None:
    assert not [one for one in attribute("Jo Bloggs: baker.\n\nAnn Other: driver.").utterances if one.rule == "turn"]
