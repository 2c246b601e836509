"""The fullest name of a voice: without titles, without what belongs to it, one voice for one person."""

from __future__ import annotations

import pytest

from counterpoint.drafting.attribution import attribute


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("“We are full,” Chief Executive Orla Pym-Tate said on Monday.", "Orla Pym-Tate", "person"),
        ("“We are full,” Marlow County District Attorney Denise Pike said on Monday.", "Denise Pike", "person"),
        ("Outside court, Det Sgt Omar Khan, of Marlow Police, said: “We are glad of it.”", "Omar Khan", "person"),
        ("The aid group Harvest First said its stores were empty.", "Harvest First", "organisation"),
        ("Ann and Desmond Quill won. “I screamed the house down,” Ann said.", "Ann Quill", "person"),
    ],
)
def test_voice_has_the_fullest_name_and_no_title(text: str, name: str, kind: str) -> None:
    voices = attribute(text).voices
    assert [(voice.name, voice.kind) for voice in voices] == [(name, kind)]


def test_interview_of_four_turns_starts_with_full_names_and_goes_on_with_surnames() -> None:
    text = "Jo Pym: Why birds?\n\nEva Marsh: They leave.\n\nPym: And return?\n\nMarsh: Some of them.\n"
    assert [voice.name for voice in attribute(text).voices] == ["Jo Pym", "Eva Marsh"]
    assert len(attribute(text).utterances) == 4


def test_headline_gives_no_names() -> None:
    text = "Pike Courts Rural Voters as Race Tightens\n\nDenise Pike toured farms. “I came,” Pike said.\n"
    assert [voice.name for voice in attribute(text).voices] == ["Denise Pike"]
