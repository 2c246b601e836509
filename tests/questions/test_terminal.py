"""Answers on a terminal: a table where it fits, else a block of lines for each row, and never more than text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.questions.answers import Answer
from counterpoint.questions.terminal import text_table


def answer(text: str) -> Answer:
    return Answer(ox.Store().query(text))


def test_a_small_answer_is_a_table_with_its_count() -> None:
    found = answer("SELECT ?claimName ?n { VALUES (?claimName ?n) { ('The moon is round.' 3) ('B' 12) } }")
    assert text_table(found) == (
        "claim                 n\n"
        "───────────────────────\n"
        "The moon is round.    3\n"
        "B                    12\n"
        "2 rows\n"
    )  # fmt: skip


def test_no_rows_and_one_row() -> None:
    assert text_table(answer("SELECT ?x { VALUES ?x {} }")) == "no rows\n"
    assert text_table(answer("SELECT ?x { VALUES ?x { 1 } }")).endswith("\n1 row\n")
    assert text_table(answer("ASK {}")) == "answer\n──────\n   yes\n1 row\n"


def test_an_answer_without_columns_has_rows_all_the_same() -> None:
    assert text_table(answer("SELECT * {}")).endswith("1 row\n")


def test_what_has_many_columns_is_written_in_blocks() -> None:
    names = " ".join(f"?longerName{n}x" for n in range(8))
    values = " ".join(f"'a text that is long enough to fill a column, number {n}'" for n in range(8))
    written = text_table(answer(f"SELECT {names} {{ VALUES ({names}) {{ ({values}) }} }}"), width=60)
    assert max(map(len, written.splitlines())) <= 60
    for n in range(8):
        assert f"number {n}" in " ".join(written.split())


@pytest.mark.parametrize("width", [1, 10, 40, 200])
def test_any_width_shows_every_word(width: int) -> None:
    written = text_table(answer("SELECT ?a ?b { VALUES (?a ?b) { ('one two three' 'four') } }"), width=width)
    assert {"one", "two", "three", "four"} <= set(written.split())


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_no_text_steers_the_terminal_or_is_taken_for_markup(text: str) -> None:
    found = answer(f"SELECT ?a {{ VALUES ?a {{ {ox.Literal(text)} {ox.Literal('[bold red]' + text)} }} }}")
    written = text_table(found)
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert written.endswith("2 rows\n")
    assert "[bold" in written
