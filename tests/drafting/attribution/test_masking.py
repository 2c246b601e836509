"""Quotes masked for the parser, and places found again."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from counterpoint.drafting.attribution.marks import pair
from counterpoint.drafting.attribution.masking import Masked, mask
from counterpoint.drafting.attribution.paragraphs import find_paragraphs
from counterpoint.drafting.attribution.results import Span


def masked(text: str, names: str = "") -> Masked:
    [paragraph] = find_paragraphs(text)
    [quotes] = pair(text, [paragraph])
    return mask(text, paragraph, quotes, re.compile(f"({names})") if names else None)


def test_a_quote_that_is_a_clause_gives_way_to_yes() -> None:
    assert masked("“We are ready to go,” she said. “All of us are.”").text == '"Yes," she said. "Yes."'
    assert masked('He said,"We are ready to go". Then he left.').text == 'He said, "Yes". Then he left.'


def test_a_fragment_keeps_its_words_without_the_marks() -> None:
    assert masked("She called it “a gift to the rich” on Monday.").text == "She called it a gift to the rich on Monday."


def test_a_dateline_and_notes_of_language_are_left_out() -> None:
    assert masked("DES MOINES, Iowa (AP) — The mayor left.").text.split() == ["The", "mayor", "left."]
    assert masked('He said "it is a scandal for us all" ((it)).').text.split() == ["He", "said", '"Yes,"', "."]


def test_a_name_gives_way_to_a_common_one_of_the_same_place() -> None:
    text = "Rathke agreed, and Rathke left."
    one = masked(text, "Rathke")
    assert "Rathke" not in one.text
    end = one.text.index(" agreed")
    assert one.original(0, end).of(text) == "Rathke"


@given(st.text("\"“”‘’'aB ., \ud800\x00\u202e", min_size=1, max_size=60))
def test_every_place_is_found_again(text: str) -> None:
    for paragraph, quotes in zip(find_paragraphs(text), pair(text, find_paragraphs(text)), strict=True):
        one = mask(text, paragraph, quotes)
        for quote, place in zip(quotes, one.quotes, strict=True):
            if place.start < place.end:
                assert quote.span.covers(one.original(*place))
        for start in range(len(one.text)):
            assert paragraph.covers(Span(*one.original(start, start + 1)))
