"""Krippendorff's alpha against the worked examples that he published, and where it is not defined."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from counterpoint.errors import UsageError
from counterpoint.reliability.alpha import agreement, definition, nominal_alpha


def units(*coders: str) -> list[tuple[str | None, ...]]:
    """Turn a row of values for each coder into a column for each unit; a point is a missing value."""
    rows = [[None if value == "." else value for value in coder.split()] for coder in coders]
    return list(zip(*rows, strict=True))


# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), sections A, B and C.
BINARY = units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
NOMINAL = units("a a b b d c c c e d d a", "b a b b b c c c e d d d")
MISSING = units(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    ("data", "alpha", "paired", "pairs", "agreeing"),
    [
        (BINARY, 0.095, 10, 10, 6),
        (NOMINAL, 0.692, 12, 12, 9),
        (MISSING, 0.743, 11, 55, 43),
    ],
    ids=["two values", "five values", "four coders, values missing"],
)
def test_the_published_examples_come_out(
    data: list[tuple[str | None, ...]], alpha: float, paired: int, pairs: int, agreeing: int
) -> None:
    found = agreement(data)
    assert found.alpha == pytest.approx(alpha, abs=0.0005)
    assert (found.units, found.pairs, found.agreeing) == (paired, pairs, agreeing)
    assert found.share == agreeing / pairs


def test_agreement_below_chance_is_negative() -> None:
    found = agreement([("a", "b"), ("b", "a"), ("a", "b"), ("b", "a")])
    assert found.alpha is not None
    assert found.alpha < 0


@pytest.mark.parametrize(
    ("data", "why", "share"),
    [
        ([], "no two coders have a value for the same words", None),
        ([("a", None), (None, "b")], "no two coders have a value for the same words", None),
        ([("a", "a"), ("a", "a"), ("b", None)], "all values are the same", 1.0),
    ],
)
def test_where_alpha_is_undefined_it_is_said_why(
    data: list[tuple[str | None, str | None]], why: str, share: float | None
) -> None:
    found = agreement(data)
    assert found.alpha is None
    assert found.why.startswith(why)
    assert found.share == share


@given(arrays.arrays(np.int64, st.tuples(st.integers(2, 12), st.integers(2, 5)), elements=st.integers(0, 4)))
def test_the_definition_gives_what_the_library_gives(counts: np.ndarray[tuple[int, int], np.dtype[np.int64]]) -> None:
    paired = counts[counts.sum(axis=1) > 1]
    if (paired.sum(axis=0) > 0).sum() > 1:
        assert definition(counts) == pytest.approx(nominal_alpha(counts), abs=1e-12)


def test_a_thousand_units_with_a_thousand_values_need_no_thousand_tables_of_a_million_cells() -> None:
    data = [(number, number) for number in range(1000)]
    assert agreement(data).alpha == 1.0


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "krippendorff", None)
    with pytest.raises(UsageError, match=r"reliability needs krippendorff; pip install 'counterpoint\[reliability\]'"):
        agreement(BINARY)
