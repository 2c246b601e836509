"""Names are found as people type them."""

from __future__ import annotations

import numpy as np
import pytest

from counterpoint.web.labels import Labels

NAMES = [
    "Michael West",
    "West Kent Trust",
    "West",
    "Westminster",
    "The King’s Fund",
    "Zoë Núñez-Łukasz",
    "Mary O'Neill",
    "Leadership and management in medicine",
]


def find(text: str, limit: int = 10) -> list[str]:
    return [NAMES[number] for number in Labels(NAMES, [0] * len(NAMES)).find(text, limit)]


def test_the_name_itself_comes_first_then_what_begins_with_it_then_words() -> None:
    assert find("west") == ["West", "Westminster", "West Kent Trust", "Michael West"]
    assert find("west", 2) == ["West", "Westminster"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("king's f", "The King’s Fund"),
        ("KINGS FUND", "The King’s Fund"),
        ("king‘s", "The King’s Fund"),
        ("zoe nunez", "Zoë Núñez-Łukasz"),
        ("lukasz zoë", "Zoë Núñez-Łukasz"),
        ("neill", "Mary O'Neill"),
        ("o’n", "Mary O'Neill"),
        ("oneil", "Mary O'Neill"),
        ("man lead", "Leadership and management in medicine"),
        ("micheal", "Michael West"),
        ("mihael w", "Michael West"),
        ("michaael", "Michael West"),
        ("ledership mangement", "Leadership and management in medicine"),
        ("leadreshp", "Leadership and management in medicine"),
        ("  michael\twest ", "Michael West"),
    ],
)
def test_a_name_is_found_as_it_is_typed(typed: str, name: str) -> None:
    assert find(typed)[:1] == [name]


@pytest.mark.parametrize("typed", ["", "  ", "'", "_", "\0", "qqqq", "west qqqq", "mcl", "\ud800", "x" * 100_000, "😀"])
def test_what_is_like_nothing_finds_nothing(typed: str) -> None:
    assert find(typed) == []


def test_a_short_word_has_no_slips() -> None:
    assert find("wst") == []
    assert find("wesr")[:1] == ["West"]


def test_only_what_is_allowed_is_found_and_the_limit_holds() -> None:
    labels = Labels(NAMES, [0] * len(NAMES))
    assert labels.find("west", 10, np.array([number == 3 for number in range(len(NAMES))])) == [3]
    assert labels.find("west", 0) == []


def test_of_equally_good_names_the_group_decides_then_the_length() -> None:
    assert Labels(["Ann Long", "Ann Lo", "Ann L"], [0, 0, 1]).find("ann", 10) == [1, 0, 2]


def test_there_may_be_no_names_or_names_without_words() -> None:
    assert Labels([], []).find("a", 5) == []
    assert Labels(["", "…"], [0, 0]).find("a", 5) == []


def test_things_of_one_name_are_all_found() -> None:
    assert sorted(Labels(["Ann", "Ann", "Ann"], [0, 0, 0]).find("ann", 5)) == [0, 1, 2]
