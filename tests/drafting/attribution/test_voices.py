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
    ],
)
def test_a_document_speaks_for_whoever_issued_it(text: str, who: str) -> None:
    assert last_speaker(text) == who
