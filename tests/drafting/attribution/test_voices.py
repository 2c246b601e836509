"""Whom a name, a pronoun or a description means."""

from __future__ import annotations

import pytest

from counterpoint.drafting.attribution import attribute


def last_speaker(text: str) -> str:
    found = attribute(text)
    speaker = found.utterances[-1].speaker
    return "" if speaker is None else found.voices[speaker].name


QUOTE = "“The road to the valley will be shut until the spring,”"


@pytest.mark.parametrize(
    ("before", "cue", "who"),
    [
        ("Sarah Holt met her brother Daniel in Leeds.", "she said", "Sarah Holt"),
        ("Sarah Holt spoke first. Peter Holt came late.", "he said", "Peter Holt"),
        ("Dr Sarah Holt, a surgeon, spoke to us.", "Holt said", "Sarah Holt"),
        ("Sarah Holt, the surgeon, spoke to Ann Other.", "the surgeon said", "Sarah Holt"),
        ("The Cairn Water Company has closed its doors.", "it said", "Cairn Water Company"),
        ("The Cairn Water Company has closed its doors.", "the company said", "Cairn Water Company"),
        ("The World Health Federation met on Monday.", "the WHF said", "World Health Federation"),
        ("The goalkeeper Ian Rafferty was furious.", "said the Scot", "Ian Rafferty"),
        ("Kathryn Waters opened the show.", "Water said", "Kathryn Waters"),
        ("Mary Holt, chairman of the club, spoke first.", "she said", "Mary Holt"),
        ("Ann Holt, the mayor, spoke first.", "the former teacher said", "Ann Holt"),
        ("The Royal College of Weighers (RCWeigh) met on Monday.", "the RCWeigh said", "Royal College of Weighers"),
        ("The Department of Roads met on Monday.", "the DOR said", "Department of Roads"),
        ("The World Anti-Noise Agency met on Monday.", "the WANA said", "World Anti-Noise Agency"),
        ("The GMB union has closed the dock.", "the GMB union said", "GMB union"),
        ("The Cairn and Doon Hospital Trust met on Monday.", "the trust said", "Cairn and Doon Hospital Trust"),
        ("", "said Lt. Jo Bloggs", "Jo Bloggs"),
        ("", "said SP Amina Bello Garba", "Amina Bello Garba"),
        ("", "State Attorney General Jeff Landry said", "Jeff Landry"),
        ("", "Minister for Trade and Broadcasting Mariam Awan said", "Mariam Awan"),
        ("", "VP of Business Development, Jamie Michaels, said", "Jamie Michaels"),
    ],
)
def test_short_forms_mean_whoever_bears_the_full_name(before: str, cue: str, who: str) -> None:
    assert last_speaker(f"{before} {QUOTE} {cue}.") == who


def test_two_with_one_surname_are_two() -> None:
    text = f"Sarah Holt and Peter Holt run the farm. {QUOTE} Peter Holt said. {QUOTE} Sarah Holt said."
    found = attribute(text)
    assert [found.voices[one.speaker or 0].name for one in found.utterances] == ["Peter Holt", "Sarah Holt"]


def test_a_pronoun_never_means_somebody_of_the_other_gender() -> None:
    assert last_speaker(f"Sarah Holt opened the gate. {QUOTE} he said.") == ""


@pytest.mark.parametrize(
    ("text", "who"),
    [
        (f"Mary Kemp's letter read: {QUOTE}", "Mary Kemp"),
        (f"A statement from Mary Kemp said: {QUOTE}", "Mary Kemp"),
        (f"Mary Kemp issued a statement that read: {QUOTE}", "Mary Kemp"),
        (f"In a statement, Mary Kemp said that the road was wet. It read: {QUOTE}", "Mary Kemp"),
        (f"Mary Kemp issued a statement, saying that the road was wet. {QUOTE} the statement said.", "Mary Kemp"),
        (f"A GMB statement said: {QUOTE}", "GMB"),
    ],
)
def test_a_document_speaks_for_whoever_issued_it(text: str, who: str) -> None:
    assert last_speaker(text) == who


def test_the_newspaper_is_the_one_that_has_been_quoted() -> None:
    text = "The Cairn Times reported that Rail Company had closed the line. The newspaper said the road was shut, too."
    assert last_speaker(text) == "Cairn Times"


def test_they_are_those_who_have_spoken() -> None:
    text = f"The Cairn Society said that it was late. Nobody had gone to the Doon Bank. {QUOTE} they say."
    assert last_speaker(text) == "Cairn Society"
