"""Lines of print are joined as a reader would join them."""

from __future__ import annotations

import pytest

from counterpoint.drafting.articles.lines import Line, paragraphs, title_of


def joined(*texts: str) -> list[str]:
    return paragraphs([Line(text, 0) for text in texts])


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("a bever-", "age of tea"), "a beverage of tea"),
        (("the right-wing cup; a right-", "wing tea"), "the right-wing cup; a right-wing tea"),
        (("a self-", "made tea"), "a self-made tea"),
        (("an Anglo-", "Indian tea"), "an Anglo-Indian tea"),
        (("the day-to-", "day tea"), "the day-to-day tea"),
        (("soft\u00ad", "ware"), "software"),
        (("the tea -", "and the cup"), "the tea - and the cup"),
        (("a fine oﬃce of", "ﬁve ﬂowers"), "a fine office of five flowers"),
        (("  spaced \t out  ", "tea"), "spaced out tea"),
        (("it costs 5-", "10 pounds"), "it costs 5-10 pounds"),
    ],
)
def test_words_that_a_line_breaks_are_made_whole(lines: tuple[str, ...], whole: str) -> None:
    assert joined(*lines) == [whole]


def test_without_places_a_short_line_that_ends_a_sentence_ends_a_paragraph() -> None:
    assert joined("Tea is drunk by everybody in the town,", "and liked.", "Nobody knows why it is so, but it") == [
        "Tea is drunk by everybody in the town, and liked.",
        "Nobody knows why it is so, but it",
    ]


def test_the_points_of_a_list_stand_apart() -> None:
    assert joined("There are:", "• tea", "• milk", "1. cups") == ["There are:", "• tea", "• milk", "1. cups"]


def test_no_lines_are_no_paragraphs_and_no_title() -> None:
    assert paragraphs([]) == []
    assert title_of([]) == ""
    assert paragraphs([Line(" ", 0)]) == []


def test_print_of_one_size_has_no_title() -> None:
    assert title_of([Line("Tea for all", 0, size=10), Line("Tea is drunk.", 0, size=10)]) == ""
