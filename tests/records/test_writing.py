"""Records that a program writes: readable, stable, and never read otherwise than they were meant."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.records.writing import scalar, write

RECORD = {
    "source": {"title": "A letter: part two", "id": "letter", "published": "2016-02-20", "text-digest": "ab" * 32},
    "people": {
        "jane-doe": {"roles": [{"at": "nhs", "role": "nurse", "former": True}], "name": "Jane Doe"},
        "amos": "Amos Poe",
    },
    "statements": [
        {"quote": "not every doctor", "at": [118, 134], "speaker": "jane-doe", "opposes": ["a", "b"], "mode": "direct"},
        {"speaker": "amos", "supports": "a", "mode": "reported", "quote": "- yes #1"},
    ],
}

WRITTEN = """\
# Made from an article.
source:
  id: letter
  title: "A letter: part two"
  published: 2016-02-20
  text-digest: {digest}

people:
  jane-doe:
    name: Jane Doe
    roles: [{{role: nurse, at: nhs, former: true}}]
  amos: Amos Poe

statements:
  - speaker: jane-doe
    opposes: [a, b]
    mode: direct
    quote: not every doctor
    at: [118, 134]

  - speaker: amos
    supports: a
    mode: reported
    quote: "- yes #1"
""".format(digest="ab" * 32)


def test_a_record_is_written_in_the_order_that_a_reader_expects() -> None:
    assert write(RECORD, heading="Made from an article.") == WRITTEN


def test_what_is_written_says_what_was_meant_and_is_written_the_same_again() -> None:
    text = write(RECORD)
    again = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - everything stays text
    assert again["people"]["jane-doe"]["roles"] == [{"role": "nurse", "at": "nhs", "former": "true"}]
    assert write(again) == text


def test_sections_that_are_empty_are_left_out() -> None:
    assert write({"people": {}, "claims": {"a": "An A."}, "statements": []}) == "claims:\n  a: An A.\n"


def test_what_does_not_fit_on_a_line_stands_on_several() -> None:
    roles = [{"role": "medical-director", "at": f"a-hospital-with-a-long-name-{n}"} for n in range(3)]
    text = write({"people": {"ann": {"name": "Ann", "roles": roles}}})
    assert "    roles:\n      - {role: medical-director, at: a-hospital-with-a-long-name-0}\n" in text
    assert max(map(len, text.splitlines())) <= 120


@pytest.mark.parametrize("text", ["", " a", "a ", "a: b", "a #b", "null", "Yes", "~", "- a", "[a", "*a", "&a", "!a"])
def test_text_that_yaml_would_read_otherwise_stands_between_quotation_marks(text: str) -> None:
    assert scalar(text).startswith('"')


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=40), flow=st.booleans())
def test_any_text_is_read_as_it_was_written(text: str, flow: bool) -> None:
    written = f"[{scalar(text, flow=True)}, x]" if flow else f"- {scalar(text)}\n- x"
    assert yaml.load(written, Loader=yaml.BaseLoader) == [text, "x"]  # noqa: S506 - everything stays text
