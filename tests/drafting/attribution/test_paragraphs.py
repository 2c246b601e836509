"""Paragraphs, however they are set apart."""

from __future__ import annotations

import pytest

from counterpoint.drafting.attribution.paragraphs import find_paragraphs

WRAPPED = """\
The council met on Tuesday night to talk about the old
bridge, which has been shut since a lorry struck one of
its piers in March.

Nobody could say when it will open to traffic again, but
the engineers are hopeful.
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028"])
def test_blank_lines_part_paragraphs_whatever_the_line_ending(ending: str) -> None:
    text = ending.join(["One.", "", "Two.", "  ", "Three."])
    assert [span.of(text) for span in find_paragraphs(text)] == ["One.", "Two.", "Three."]


def test_lines_without_blank_ones_between_them_are_paragraphs() -> None:
    long = "The council met on Tuesday night to talk about the old bridge, which has been shut since the spring. " * 2
    text = f"A headline\n{long.strip()}\n{long.strip()}"
    assert len(find_paragraphs(text)) == 3


def test_wrapped_lines_are_one_paragraph() -> None:
    assert len(find_paragraphs(WRAPPED)) == 2


def test_an_indented_line_starts_a_paragraph_of_a_wrapped_text() -> None:
    indented = "   " + WRAPPED.replace("\n\n", "\n   ")
    assert len(find_paragraphs(indented)) == 2


@pytest.mark.parametrize("text", ["", " \n\t\n ", "\ufeff"])
def test_a_text_without_words_has_no_paragraph_to_speak_of(text: str) -> None:
    assert all(span.of(text).strip() for span in find_paragraphs(text))
