"""Quotation marks, found and paired."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.drafting.attribution.marks import Quoted, pair
from counterpoint.drafting.attribution.paragraphs import find_paragraphs
from tests.effort import calls


def found(text: str) -> list[str]:
    paragraphs = find_paragraphs(text)
    return [quote.span.of(text) for quotes in pair(text, paragraphs) for quote in quotes]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ("“A b,” he said. “C d.”", ["“A b,”", "“C d.”"]),
        ("«Oui», dit-il. „Ja“, sagte er. »Nein«", ["«Oui»", "„Ja“", "»Nein«"]),
        ("``Yes,'' he said. ``No.''", ["``Yes,''", "``No.''"]),
        ("「はい」と言った。", ["「はい」"]),
        ("He said ‘he told me “go away” and left,’ once.", ["‘he told me “go away” and left,’"]),
        ("He said “he told me ‘go away’ and left,” once.", ["“he told me ‘go away’ and left,”"]),
        ("He said “it was “great” and fun” today.", ["“it was “great” and fun”"]),
        ('She said," [Jo] liked it". And left.', ['" [Jo] liked it"']),
        ("It ended with a decision.“ He left.", ["“ He left."]),
    ],
)
def test_marks_of_every_kind_are_paired(text: str, quotes: list[str]) -> None:
    assert found(text) == quotes


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("‘The workers’ rights matter,’ he said. The dogs’ tails.", ["‘The workers’ rights matter,’"]),
        ("'It's the dogs' dinner,' said Jo. The players' strike.", ["'It's the dogs' dinner,'"]),
        ("Rock 'n' roll in the '60s, and ’tis the season.", []),
        ("The boss's car and James' bike.", []),
        ('It was 5\'10" tall and 12" wide, "he said" to them.', ['"he said"']),
    ],
)
def test_apostrophes_feet_and_inches_are_no_quotation_marks(text: str, quotes: list[str]) -> None:
    assert found(text) == quotes


def test_a_quote_that_is_left_open_ends_with_its_paragraph_and_the_next_starts_anew() -> None:
    text = "“The first part.\n\n“The second part,” he said. No more."
    first, second = (quotes[0] for quotes in pair(text, find_paragraphs(text)))
    assert (first.closed, first.span.of(text)) == (False, "“The first part.")
    assert (second.closed, second.inner.of(text)) == (True, "The second part,")


def test_a_quote_may_go_on_in_the_next_paragraph_without_a_mark() -> None:
    text = "“The first part.\n\nThe second part,” he said."
    second: Quoted = pair(text, find_paragraphs(text))[1][0]
    assert (second.opened, second.span.of(text)) == (False, "The second part,”")


def test_a_mark_that_is_missing_spoils_no_other_paragraph() -> None:
    assert found('"One," he said.\n\n"Two, he said.\n\nAnd "three," he said.') == [
        '"One,"',
        '"Two, he said.',
        '"three,"',
    ]


@given(st.text("\"'“”‘’«»„ aB.,\n", max_size=80))
def test_spans_lie_in_their_paragraphs_in_order_whatever_the_marks(text: str) -> None:
    paragraphs = find_paragraphs(text)
    for paragraph, quotes in zip(paragraphs, pair(text, paragraphs), strict=True):
        assert all(paragraph.covers(quote.span) and quote.span.covers(quote.inner) for quote in quotes)
        assert all(one.span.end <= other.span.start for one, other in itertools.pairwise(quotes))


def test_many_marks_take_work_in_proportion() -> None:
    few = calls(lambda: found('"a ' * 1_000))
    assert calls(lambda: found('"a ' * 10_000)) < 12 * few
