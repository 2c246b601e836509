"""A text with marks, cut into pieces."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from counterpoint.web.editing.marking import Mark, Paragraph, around, paragraphs, shown

TEXT = "He said “no”.\n\nAnd “yes” too, he adds.\nBut when?"


def cut(marks: list[Mark], fragments: list[Mark] | None = None, text: str = TEXT) -> list[Paragraph]:
    return list(paragraphs(text, marks, fragments or []))


def test_paragraphs_are_lines_that_say_something() -> None:
    assert [(one.number, one.pieces[0].text) for one in cut([])] == [
        (1, "He said “no”."),
        (2, "And “yes” too, he adds."),
        (3, "But when?"),
    ]


def test_of_marks_within_one_another_the_inner_one_has_the_words() -> None:
    pieces = cut([Mark(3, 12, "outer"), Mark(8, 12, "inner")])[0].pieces
    assert [(piece.text, piece.name, piece.first) for piece in pieces] == [
        ("He ", "", False),
        ("said ", "outer", True),
        ("“no”", "inner", True),
        (".", "", False),
    ]


def test_a_mark_across_paragraphs_begins_once() -> None:
    firsts = [piece.first for one in cut([Mark(8, 24, "a")]) for piece in one.pieces if piece.name]
    assert firsts == [True, False]


def test_the_fragment_is_a_piece_of_its_mark() -> None:
    runs = cut([Mark(19, 24, "a")], [Mark(20, 23, "a")])[1].runs
    assert [run.name for run in runs] == ["", "a", ""]
    assert [(piece.text, piece.inside) for piece in runs[1].pieces] == [("“", False), ("yes", True), ("”", False)]


def test_marks_outside_of_the_text_mark_nothing() -> None:
    assert not any(
        piece.name for one in cut([Mark(0, 999, "a"), Mark(7, 7, "b"), Mark(-1, 3, "c")]) for piece in one.pieces
    )


def test_what_would_turn_or_hide_words_is_shown_in_as_many_characters() -> None:
    assert shown("a\u202eb\u200bc\x00d\te\u2028f") == "a\ufffdb\ufffdc\ufffdd e f"
    assert shown("नि\u200dक") == "नि\u200dक"


def test_an_excerpt_goes_from_word_to_word() -> None:
    pieces = around(TEXT, Mark(19, 24, "a"), None, margin=8)
    assert "".join(piece.text for piece in pieces).strip() == "And “yes” too, he"
    whole = around(TEXT, Mark(19, 24, "a"), Mark(20, 23, "a"), margin=900)
    assert "".join(piece.text for piece in whole) == TEXT
    assert [piece.text for piece in whole if piece.inside] == ["yes"]


@given(
    st.text(st.sampled_from("ab \n\u202e“”😀"), max_size=60),
    st.lists(st.tuples(st.integers(-2, 62), st.integers(-2, 62)), max_size=8),
)
def test_nothing_is_lost_doubled_or_moved(text: str, spans: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, str(number)) for number, (start, end) in enumerate(spans)]
    covered: list[int] = []
    for one in cut(marks, marks, text):
        for piece in one.pieces:
            assert piece.text == shown(text[piece.start : piece.start + len(piece.text)])
            covered += range(piece.start, piece.start + len(piece.text))
            inside = [
                mark
                for mark in marks
                if mark.start <= piece.start < mark.end and mark.start >= 0 and mark.end <= len(text)
            ]
            assert bool(inside) == bool(piece.name)
    assert len(covered) == len(set(covered))
    assert covered == sorted(covered)
    assert {at for at, sign in enumerate(text) if not sign.isspace()} <= set(covered)
