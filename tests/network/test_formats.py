from __future__ import annotations

import csv
import io
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.network.formats import as_csv, as_json, cell, number, printable, unescaped, unique

any_text = st.text(st.characters(codec=None, categories=None))


@given(any_text)
def test_printable_text_is_valid_xml(text: str) -> None:
    element = ET.Element("x", text=printable(text))
    assert ET.fromstring(ET.tostring(element)).get("text") == printable(text)  # noqa: S314 - written by us


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_looks_like_a_formula_is_escaped(start: str) -> None:
    assert cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["-5", "+5", "-0.5", "-.5", "+1e10", "-1E-3"])
def test_a_number_is_left_alone(text: str) -> None:
    assert cell(text) == text


@pytest.mark.parametrize("text", ["-", "+", "--5", "-5-", "-5\n", "-1e", "-٣x", "-5 "])
def test_what_is_nearly_a_number_is_escaped(text: str) -> None:
    assert cell(text) == f"'{text}"


@given(st.text("'=+-@\t\r1a", max_size=5))
def test_what_was_escaped_is_read_as_it_was(text: str) -> None:
    assert unescaped(cell(text)) == text


@given(st.lists(st.lists(any_text, min_size=1, max_size=4), max_size=4))
def test_csv_reads_back(rows: list[list[str]]) -> None:
    again = list(csv.reader(io.StringIO(as_csv(rows).decode(), newline="")))
    assert again == [[cell(value) for value in row] for row in rows]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_read_back(value: float) -> None:
    assert float(number(value)) == value


@given(st.lists(st.sampled_from(["a", "b", "a (2)", "a (3)"])))
def test_unique_texts_are_unique_and_the_first_keeps_its_own(texts: list[str]) -> None:
    result = unique(texts)
    assert len(set(result)) == len(texts)
    if texts:
        assert result[0] == texts[0]


def test_json_holds_any_text() -> None:
    assert as_json("\ud800é\x00") == b'"?\xc3\xa9\\u0000"\n'
