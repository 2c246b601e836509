"""The nearest names: those that a person meant, and none where nothing is near."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.matching import nearest

KEYS = ["after", "at", "before", "id", "mode", "note", "quote", "rebuts", "responds-to", "speaker", "supports"]
NAMES = ["Michael West", "Jonathan Fielden", "King’s Fund", "NHS", "BMJ"]


@pytest.mark.parametrize(
    ("typed", "known", "found"),
    [
        ("mod", KEYS, "mode"),
        ("spekaer", KEYS, "speaker"),
        ("Speaker", KEYS, "speaker"),
        ("supports:", KEYS, "supports"),
        ("quotation", KEYS, "quote"),
        ("respond_to", KEYS, "responds-to"),
        ("west", NAMES, "Michael West"),
        ("Dr Micheal West", NAMES, "Michael West"),
        ("West, Michael", NAMES, "Michael West"),
        ("feilden", NAMES, "Jonathan Fielden"),
        ("Kings Fund", NAMES, "King’s Fund"),
        ("the NHS", ["the-nhs", "bmj"], "the-nhs"),
        ("nsh", NAMES, "NHS"),
        ("who-disagree", ["who-agrees", "who-disagrees"], "who-disagrees"),
    ],
)
def test_what_was_meant_comes_first(typed: str, known: list[str], found: str) -> None:
    assert nearest(typed, known)[:1] == [found]


@pytest.mark.parametrize(
    "typed", ["date", "against", "text", "a", "i", "q", "for", "zzz", "", " ", "___", "é", "x" * 9999]
)
def test_nothing_is_meant_by_what_is_like_nothing(typed: str) -> None:
    assert nearest(typed, KEYS) == []


def test_a_short_name_is_not_found_among_the_letters_of_a_long_one() -> None:
    assert nearest("Ada Lovelace", ["acme", "cel"]) == []


def test_no_more_than_asked_for_come_in_order() -> None:
    known = [f"speaker-{n}" for n in range(10)]
    assert nearest("speaker-7", known)[0] == "speaker-7"
    assert len(nearest("speaker-7", known)) == 3
    assert len(nearest("speaker-7", known, limit=1)) == 1


@given(st.text(), st.lists(st.text(), max_size=5))
def test_any_text_gives_known_names(typed: str, known: list[str]) -> None:
    assert set(nearest(typed, known)) <= set(known)
