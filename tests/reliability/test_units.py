"""Statements are matched by the overlap of their words, best first, whatever order they come in."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import Place
from counterpoint.reliability.coding import Coded
from counterpoint.reliability.units import Unit, match, overlap

if TYPE_CHECKING:
    import random


def coded(coder: int, start: int, end: int, claim: str = "cheese", line: int = 1) -> Coded:
    values = {"claim": claim, "stance": "supports", "speaker": "ada", "mode": "direct"}
    return Coded(coder, start, end, "x" * (end - start), Place(f"{coder}.yaml", line, 1), values)


def matched(*statements: list[Coded]) -> list[list[tuple[int, int, str] | None]]:
    return [
        [(one.start, one.end, one.values["claim"]) if one else None for one in unit] for unit in _match(*statements)
    ]


def _match(*statements: list[Coded]) -> list[Unit]:
    return match(statements, lambda variable, one: one.values.get(variable, ""))


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ((0, 10), (0, 10), 1),
        ((0, 10), (5, 15), 1 / 3),
        ((0, 10), (10, 20), 0),
        ((0, 10), (30, 40), 0),
        ((0, 9), (3, 6), 1 / 3),
    ],
)
def test_overlap_is_what_both_quote_over_what_either_quotes(
    one: tuple[int, int], other: tuple[int, int], share: float
) -> None:
    assert overlap(coded(0, *one), coded(1, *other)) == overlap(coded(1, *other), coded(0, *one)) == share


def test_the_best_overlap_is_matched_first() -> None:
    found = matched([coded(0, 0, 30), coded(0, 25, 60)], [coded(1, 20, 50), coded(1, 55, 58)])
    assert found == [
        [(0, 30, "cheese"), None],
        [(25, 60, "cheese"), (20, 50, "cheese")],
        [None, (55, 58, "cheese")],
    ]


def test_words_that_only_touch_are_not_matched() -> None:
    assert matched([coded(0, 0, 10)], [coded(1, 10, 20)]) == [[(0, 10, "cheese"), None], [None, (10, 20, "cheese")]]


def test_statements_with_the_same_words_go_by_their_claims() -> None:
    left = [coded(0, 0, 10, "cheese"), coded(0, 0, 10, "round")]
    right = [coded(1, 0, 10, "round"), coded(1, 0, 10, "big")]
    assert matched(left, right) == [
        [(0, 10, "cheese"), (0, 10, "big")],
        [(0, 10, "round"), (0, 10, "round")],
    ]


def test_in_a_unit_all_overlap_with_each_other() -> None:
    found = matched([coded(0, 0, 10)], [coded(1, 8, 20)], [coded(2, 15, 30)])
    assert found == [[(0, 10, "cheese"), None, None], [None, (8, 20, "cheese"), (15, 30, "cheese")]]


def test_three_coders_make_one_unit() -> None:
    found = matched([coded(0, 0, 10)], [coded(1, 1, 10)], [coded(2, 0, 9)])
    assert found == [[(0, 10, "cheese"), (1, 10, "cheese"), (0, 9, "cheese")]]


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20), st.sampled_from("abc")), max_size=8)


@given(st.lists(SPANS, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_every_statement_is_in_one_unit_and_the_order_of_coders_changes_nothing(
    coders: list[list[tuple[int, int, str]]], chance: random.Random
) -> None:
    def statements(order: list[int]) -> list[list[Coded]]:
        return [
            [
                coded(number, start, start + length, claim, line)
                for line, (start, length, claim) in enumerate(coders[who])
            ]
            for number, who in enumerate(order)
        ]

    order = list(range(len(coders)))
    units = _match(*statements(order))
    members = [one for unit in units for one in unit if one]
    assert len(members) == sum(map(len, coders))
    for unit in units:
        present = [one for one in unit if one]
        assert all(overlap(one, other) > 0 for one, other in itertools.combinations(present, 2))
    shuffled = chance.sample(order, len(order))
    other = _match(*statements(shuffled))

    def shape(units: list[Unit], back: list[int]) -> list[list[tuple[int, int, int, str]]]:
        return sorted(
            sorted((back[one.coder], one.start, one.end, one.values["claim"]) for one in unit if one) for unit in units
        )

    if all(len(set(own)) == len(own) for own in coders) and _no_ties(coders):
        assert shape(units, order) == shape(other, shuffled)


def _no_ties(coders: list[list[tuple[int, int, str]]]) -> bool:
    """Tell whether no two pairs of statements are equally good, of which either may go first."""
    everything = [coded(who, start, start + length) for who, own in enumerate(coders) for start, length, _ in own]
    shares = [
        overlap(one, other)
        for one, other in itertools.combinations(everything, 2)
        if one.coder != other.coder and overlap(one, other)
    ]
    return len(set(shares)) == len(shares)
