"""No text makes attribution raise, or take for ever."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.drafting.attribution import Attribution, attribute
from tests.effort import calls

PIECES = (
    '"',
    "“",
    "”",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "„",
    " said ",
    "Smith",
    "GLENN Marsh,, ",
    " ’s",
    " he ",
    ", ",
    ". ",
    "\n\n",
    "\r\n",
    ": ",
    "Q: ",
    "5'10\"",
    "—",
)


def sound(text: str) -> Attribution:
    """Attribute a text and check that what comes back hangs together."""
    found = attribute(text)
    for one in found.utterances:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert one.speaker is None or 0 <= one.speaker < len(found.voices)
        assert one.continues is None or found.utterances[one.continues] is not one
    return found


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=30).map("".join))
def test_any_mixture_of_marks_and_words_is_read(text: str) -> None:
    sound(text)


@settings(max_examples=40)
@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_characters_are_read(text: str) -> None:
    sound(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        '"',
        "“” ‘’ «» \"\" ''",
        "\ud800 said “We are \udfff ready to go,” Smith \ud800 said.",
        "\x00“A b c d,”\x01 said\x02 Smith\x00",
        "قال “نعم هذا صحيح جدا” الرجل",
        "😀 said “😀 😀 😀 😀,” Smith 😀",
        "“One two three four,” said Smith.\r\n\r\n“Five six seven eight,” he said.\r\n",
        "according to",
        "As",
        "“said",
    ],
)
def test_odd_texts_are_read(text: str) -> None:
    sound(text)


@pytest.mark.parametrize(
    "text",
    [
        "„Das war ein guter Tag für unser Land“, sagte Anna Müller am Montag. „Wir haben lange darauf gewartet.“",
        "« C'est une bonne journée pour notre pays », a déclaré Anne Dupont lundi devant la presse à Lyon.",
    ],
)
def test_other_languages_are_read_and_told(text: str) -> None:
    assert not sound(text).english


def test_a_text_of_any_length_takes_work_in_proportion() -> None:
    paragraph = "“We are ready to go,” said Jo Bloggs, the mayor of Wexley. She added that the road was open.\n\n"
    assert len(sound(paragraph * 200).utterances) == 400
    few = calls(lambda: attribute(paragraph * 20))
    assert calls(lambda: attribute(paragraph * 200)) < 12 * few


@pytest.mark.parametrize("piece", ["word ", '"', '"a" ', "according to X, "])
def test_a_line_without_end_takes_work_in_proportion(piece: str) -> None:
    sound(piece * 100)
    few = calls(lambda: attribute(piece * 400))
    assert calls(lambda: attribute(piece * 1_600)) < 6 * few


def test_marks_alone_are_nobodys_name() -> None:
    text = 'change ’s ’s Jo on match is: ( - Cole Bo, Reed ( Bo " Lamb Lamb, Lamb, Dora, ) Fisk, Tom Bo and Lamb -'
    assert all(any(map(str.isalpha, voice.name)) for voice in sound(text).voices)
