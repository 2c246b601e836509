"""Reported speech: where it is found, whose it is and what it says."""

from __future__ import annotations

import pytest

from counterpoint.drafting.attribution import attribute


def reports(text: str) -> list[tuple[str, str]]:
    """Give for each piece of reported speech the speaker's name and the words."""
    found = attribute(text)
    return [
        (found.voices[one.speaker].name if one.speaker is not None else "", one.span.of(text))
        for one in found.utterances
        if one.mode == "reported"
    ]


@pytest.mark.parametrize(
    ("text", "who", "words"),
    [
        ("Ann Holt does not believe that the dam will hold.", "Ann Holt", "the dam will hold"),
        ("Ann Holt raised concerns that the dam was too old.", "Ann Holt", "the dam was too old"),
        ("Ann Holt came to the conclusion that the dam was unsafe.", "Ann Holt", "the dam was unsafe"),
        ("Ann Holt's view is that the dam was built too fast.", "Ann Holt", "the dam was built too fast"),
        ("In Ann Holt's view, the dam was built too fast.", "Ann Holt", "the dam was built too fast"),
        ("The firm dismissed Ann Holt's claims that the dam was unsafe.", "Ann Holt", "the dam was unsafe"),
        (
            "In a letter to Lord Pym, the Cairn Society told him that the dam was old.",
            "Cairn Society",
            "the dam was old",
        ),
        (
            "The dam is too old to be mended, Ann Holt, an engineer, writes in The Courier.",
            "Ann Holt",
            "The dam is too",
        ),
        ("The Cairn Court on Monday closed the dam, and ruled that it was unsafe.", "Cairn Court", "it was unsafe"),
        ("A report in the Cairn Herald says that the dam is unsafe.", "Cairn Herald", "the dam is unsafe"),
    ],
)
def test_views_are_found_without_a_plain_verb_of_saying(text: str, who: str, words: str) -> None:
    assert any(name == who and said.startswith(words) for name, said in reports(text)), reports(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Holt did not say that the dam would hold.",
        "Ann Holt would not accept that the dam was lost.",
        "Ann Holt wanted the dam mended.",
        "There was no doubt that the dam was old.",
    ],
)
def test_what_is_not_said_is_no_report(text: str) -> None:
    assert not reports(text)
