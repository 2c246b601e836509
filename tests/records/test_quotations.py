"""Quotes against their text: found, missing, elsewhere, several times, and what to do about each."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import Place, WorkspaceError
from counterpoint.records.parts import Part, Record, Value
from counterpoint.records.quotations import digest, occurrences, read_text, unplaced, verify
from tests.desk import TEXT

PLACE = Place("x.yaml", 4, 5)


def statement(quote: str, at: tuple[object, object] | None = None, before: str = "", after: str = "") -> Part:
    part = Part("statement", "ada-1", PLACE)
    given: dict[str, list[object]] = {"quote": [quote], "before": [before], "after": [after], "at": list(at or ())}
    for line, (key, values) in enumerate(given.items(), 5):
        place = Place("x.yaml", line, 7)
        if any(value != "" for value in values):
            part.values[key] = [Value(str(value), place) for value in values]
            part.places[key] = place
    return part


def faults(part: Part, text: str = TEXT) -> list[str]:
    return [str(fault) for fault in verify(Record("x.yaml", statements=[part]), text)]


def test_a_quote_that_stands_at_its_offsets() -> None:
    assert faults(statement("the moon is made of cheese", (9, 35))) == []


def test_offsets_count_characters() -> None:
    assert faults(statement("moon", (2, 6)), "😀 moon") == []


def test_a_quote_that_is_not_in_the_text_is_told_with_the_nearest_passage() -> None:
    assert faults(statement("the moon is maid of cheese", (9, 35))) == [
        (
            'x.yaml:5:7: the quote "the moon is maid of cheese" is not in the text; '
            'the nearest passage is "the moon is made of cheese"'
        )
    ]


def test_a_quote_that_is_like_nothing_in_the_text() -> None:
    assert faults(statement("quantum chromodynamics")) == [
        'x.yaml:5:7: the quote "quantum chromodynamics" is not in the text; nothing in the text is like it'
    ]


def test_a_quote_in_other_quotation_marks_shows_the_passage_as_it_stands() -> None:
    [fault] = faults(statement("it's round"), "She said it’s round.")
    assert fault.endswith('the nearest passage is "it’s round"')


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("the moon is\nmade of cheese", r"the moon is\nmade of cheese"),
        ("the moon is\r\n  made of cheese", r"the moon is\r\n  made of cheese"),
        ("the moon is\u00a0made of cheese", r"the moon is\u00a0made of cheese"),
        ("the  moon is made of\tcheese", r"the  moon is made of\tcheese"),
    ],
)
def test_words_that_stand_there_with_other_spaces_are_told_as_they_can_be_written(text: str, written: str) -> None:
    [fault] = faults(statement("the moon is made of cheese"), f"Ada says {text}.")
    assert f'with other spaces or line breaks; write quote: "{written}"'.replace("\\", "\\") in fault

    import yaml

    assert yaml.safe_load(f'"{written}"') == text


def test_offsets_past_the_end() -> None:
    assert faults(statement("the moon is made of cheese", (9, 3500))) == [
        f"x.yaml:8:7: the offsets end at 3,500, but the text has only {len(TEXT)} characters; write at: [9, 35]"
    ]


def test_offsets_past_the_end_of_a_quote_that_is_not_there() -> None:
    assert [fault.partition(";")[2] for fault in faults(statement("zzz", (900, 903)))] == [
        " nothing in the text is like it",
        " look for the words in the text",
    ]


@pytest.mark.parametrize("at", [(10, 36), (0, 26), (35, 9), (9, 9), (9, 34)])
def test_offsets_that_point_elsewhere(at: tuple[int, int]) -> None:
    assert faults(statement("the moon is made of cheese", at)) == [
        f"x.yaml:8:7: the quote does not stand at [{at[0]}, {at[1]}]; write at: [9, 35]"
    ]


def test_offsets_of_another_place_where_the_quote_stands_are_right() -> None:
    assert faults(statement("the moon is", (85, 96))) == []


def test_a_quote_without_offsets_is_told_where_it_stands() -> None:
    assert faults(statement("the moon is made of cheese")) == [
        "x.yaml:5:7: the quote has no place in the text yet; write at: [9, 35], or let counterpoint check --fill do so"
    ]


def test_a_quote_that_stands_several_times_is_told_with_all_or_the_first_places() -> None:
    assert faults(statement("the moon is")) == [
        (
            "x.yaml:5:7: the quote stands in the text 2 times; say which with before: or after: and the words next "
            "to it, or write at: [9, 20] or at: [85, 96]"
        )
    ]
    [fault] = faults(statement("a"), "a a a a")
    assert fault.endswith("write at: [0, 1] or at: [2, 3] or at: [4, 5] or …")


@pytest.mark.parametrize(
    ("before", "after"), [("", "big"), ("says Ada;", ""), ("Ada; ", " big"), ("Ada;", "big."), ("", "  big")]
)
def test_the_words_beside_a_quote_tell_which_is_meant(before: str, after: str) -> None:
    assert occurrences(statement("the moon is", None, before, after), TEXT) == [(85, 96)]


def test_words_beside_the_quote_that_are_not_there_are_told() -> None:
    assert faults(statement("the moon is", (9, 20), before="Bob says")) == [
        (
            'x.yaml:5:7: the quote "the moon is" does not stand between the words of before: and after:; '
            "mend these, or take them out and write at: [9, 20] or at: [85, 96]"
        )
    ]


@pytest.mark.parametrize("at", [("nine", 35), ("-1", 35), ("9" * 5000, 35), ("٩", 35)])
def test_offsets_that_are_no_numbers_are_left_to_the_check_of_values(at: tuple[object, object]) -> None:
    assert faults(statement("the moon is made of cheese", at)) == []


def test_a_wrong_digest_is_told_with_the_right_one() -> None:
    source = statement("")
    source.values["text-digest"] = [Value("0" * 64, PLACE)]
    [fault] = verify(Record("x.yaml", source=source), TEXT)
    assert fault.message == "the text at hand is not the one that was coded: its digest differs"
    assert fault.hint == f"find the text that was coded, or code this one and write {digest(TEXT)}"


@pytest.mark.parametrize("noted", [digest(TEXT), digest(TEXT).upper(), f" {digest(TEXT)}\n", "no digest"])
def test_a_right_digest_in_any_case_and_one_that_is_none(noted: str) -> None:
    source = statement("")
    source.values["text-digest"] = [Value(noted, PLACE)]
    assert list(verify(Record("x.yaml", source=source), TEXT)) == []


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    import hashlib

    path = tmp_path / "text.txt"
    path.write_bytes("\ufeffEs war\r\neinmal 😀".encode())
    assert digest(read_text(path)) == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(("data", "problem"), [(b"\xff", "is not UTF-8"), (None, "cannot be read: No such file")])
def test_a_text_that_cannot_be_read(tmp_path: Path, data: bytes | None, problem: str) -> None:
    path = tmp_path / "text.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(WorkspaceError, match=problem):
        read_text(path)


def test_quotes_without_offsets_are_told_where_their_text_is_not_at_hand() -> None:
    record = Record("x.yaml", statements=[statement("a"), statement("b", (0, 1))])
    [fault] = unplaced(record, "texts/x.txt")
    assert str(fault) == (
        "x.yaml:5:7: the quote has no place in the text, and the text is not at hand; "
        "put the text into texts/x.txt and let counterpoint check --fill find it, or write at: [start, end]"
    )


@given(st.text(alphabet="ab \n", min_size=1, max_size=4), st.text(alphabet="ab \n", max_size=40))
def test_occurrences_are_all_there_are(quote: str, text: str) -> None:
    expected = [(i, i + len(quote)) for i in range(len(text)) if text[i:].startswith(quote)]
    assert occurrences(statement(quote), text) == expected
