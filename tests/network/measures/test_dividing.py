from __future__ import annotations

import math

import pytest

from counterpoint.network.measures import Dividing, what_divides
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.table import StatementTable


def table(*said: tuple[str, str, float]) -> StatementTable:
    rows = [
        StatementRow(statement=f"x{at}", speaker=speaker, claim=claim, level=level)
        for at, (speaker, claim, level) in enumerate(said)
    ]
    return StatementTable.from_rows(rows, names={"tax": "Tax is good"})


def test_by_hand() -> None:
    statements = table(
        ("ann", "tax", 1), ("ann", "tax", 1), ("ann", "tax", -1),  # on the whole 1/3
        ("bob", "tax", 1),
        ("cleo", "tax", -1), ("dan", "tax", 0), ("dan", "war", 1), ("ann", "war", 1), ("eve", "war", 1),
    )  # fmt: skip
    first, second = what_divides(statements, ["ann", "bob"], ["cleo", "dan"])
    assert first[:2] == ("tax", "Tax is good")
    assert first[2:] == pytest.approx((2 / 3, -1 / 2, (2 / 3 + 1 / 2) / 2, 2, 0, (2 / 3 + 1 / 2)))
    assert second == Dividing("war", "war", 1, 1, 0, 0, 1, 0), "eve is in neither group"


def test_many_voices_come_before_two_lone_ones() -> None:
    lone = [("a1", "lone", 1.0), ("b1", "lone", -1.0)]
    many = [(f"{side}{n}", "many", sign) for side, sign in (("a", 1.0), ("b", -1.0)) for n in range(4)]
    mild = [(f"{side}{n}", "mild", level) for side, level in (("a", 0.2), ("b", 0.1)) for n in range(9)]
    statements = table(*lone, *many, *mild)
    one, other = ([name for name in statements.speaker.labels if name.startswith(side)] for side in "ab")
    assert [row.claim for row in what_divides(statements, one, other)] == ["many", "lone", "mild"]
    assert [row.claim for row in what_divides(statements, one, other, most=1)] == ["many"]


def test_equal_claims_come_by_iri() -> None:
    said = [(speaker, claim, level) for claim in ("c2", "c1") for speaker, level in (("a", 1.0), ("b", -1.0))]
    assert [row.claim for row in what_divides(table(*said), ["a"], ["b"])] == ["c1", "c2"]


def test_what_only_one_group_speaks_on_does_not_divide() -> None:
    assert what_divides(table(("a", "c", 1), ("b", "d", -1)), ["a"], ["b"]) == []


def test_what_takes_no_side_does_not_count() -> None:
    assert what_divides(table(("a", "c", math.nan), ("b", "c", -1)), ["a"], ["b"]) == []


@pytest.mark.parametrize(("one", "other"), [([], ["a"]), (["a"], []), (["nobody"], ["a"])])
def test_an_empty_group_is_divided_from_nobody(one: list[str], other: list[str]) -> None:
    assert what_divides(table(("a", "c", 1)), one, other) == []


def test_no_statements() -> None:
    assert what_divides(table(), ["a"], ["b"]) == []


def test_a_longer_scale_makes_the_gap_a_share_of_it() -> None:
    rows = [
        StatementRow(statement=name, speaker=name, claim="c", level=level) for name, level in (("a", 5.0), ("b", -5.0))
    ]
    (found,) = what_divides(StatementTable.from_rows(rows, scale=(-10, 10)), ["a"], ["b"])
    assert (found.gap, found.score) == (0.5, 0.5)


def test_organisations_and_duplicates() -> None:
    rows = [
        StatementRow(statement="x1", speaker="a", claim="c", level=1, organisations=("one",), source="s"),
        StatementRow(statement="x2", speaker="a", claim="c", level=1, organisations=("one",), source="s"),
        StatementRow(statement="x3", speaker="a", claim="c", level=-1, organisations=("one",), source="s"),
        StatementRow(statement="x4", speaker="b", claim="c", level=-1, organisations=("two",), source="s"),
    ]
    statements = StatementTable.from_rows(rows)
    by_all = Settings(actor="organisation")
    by_document = Settings(actor="organisation", duplicates="document")
    assert what_divides(statements, ["one"], ["two"], by_all)[0].one == pytest.approx(1 / 3)
    assert what_divides(statements, ["one"], ["two"], by_document)[0].one == 0
