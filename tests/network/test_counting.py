from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from counterpoint.errors import UsageError
from counterpoint.network.counting import count, pack
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.table import StatementTable

# One speaker repeats one claim: twice in a document, then in the same week, month and year, then in other ones.
SAID = [
    ("x0", "d1", "2014-12-29"),
    ("x1", "d1", "2014-12-29"),
    ("x2", "d2", "2014-12-31"),
    ("x3", "d3", "2015-01-02"),
    ("x4", "d4", "2015-12-31"),
]


def _kept(rows: list[StatementRow], **chosen: Any) -> list[str]:
    table = StatementTable.from_rows(rows)
    return [table.statements[row] for row in count(table, Settings(**chosen)).rows]


@pytest.mark.parametrize(
    ("duplicates", "kept"),
    [
        ("all", ["x0", "x1", "x2", "x3", "x4"]),
        ("document", ["x0", "x2", "x3", "x4"]),
        ("week", ["x0", "x4"]),  # Monday 29 December 2014 to Friday 2 January 2015 are one week of ISO 8601
        ("month", ["x0", "x3", "x4"]),  # in December of both years: the year is part of it
        ("year", ["x0", "x3"]),
        ("range", ["x0"]),
    ],
)
def test_duplicates(duplicates: Any, kept: list[str]) -> None:
    rows = [StatementRow(name, "ann", "hot", 1.0, source, day) for name, source, day in SAID]
    assert _kept(rows, duplicates=duplicates) == kept
    assert _kept(rows[::-1], duplicates=duplicates)[::-1] == kept, "the earliest is kept, whatever the order of rows"


def test_another_stance_is_no_duplicate_unless_stances_are_ignored() -> None:
    rows = [StatementRow("x0", "ann", "hot", 1.0, "d"), StatementRow("x1", "ann", "hot", -1.0, "d")]
    assert _kept(rows, duplicates="document") == ["x0", "x1"]
    assert _kept(rows, duplicates="document", aggregation="ignore") == ["x0"]


def test_undated_statements_are_of_one_week_only_within_a_document() -> None:
    rows = [
        StatementRow(f"x{number}", "ann", "hot", 1.0, source) for number, source in enumerate(["d", "d", "e", "", ""])
    ]
    assert _kept(rows, duplicates="week") == ["x0", "x2", "x3", "x4"]
    assert _kept(rows, duplicates="document") == ["x0", "x2", "x3", "x4"]
    assert _kept(rows, duplicates="range") == ["x0"]


def test_a_statement_that_takes_no_side_counts_only_where_stances_are_ignored() -> None:
    rows = [StatementRow("x0", "ann", "hot", 1.0), StatementRow("x1", "ann", "hot")]
    assert _kept(rows) == ["x0"]
    assert _kept(rows, aggregation="ignore") == ["x0", "x1"]


def test_a_statement_counts_for_each_of_its_organisations() -> None:
    rows = [StatementRow("x0", "ann", "hot", 1.0, organisations=("o1", "o2")), StatementRow("x1", "ann", "hot", 1.0)]
    assert _kept(rows, actor="organisation") == ["x0", "x0"]


def test_what_was_not_read_cannot_be_counted() -> None:
    table = replace(StatementTable.from_rows([]), parts=frozenset())
    count(table, Settings())
    with pytest.raises(UsageError, match="without source"):
        count(table, Settings(duplicates="week"))


def test_pack_tells_rows_apart_however_wide_the_columns_are() -> None:
    wide = np.array([0, 2**40, 2**40, 5])
    columns = [wide, wide[::-1], wide, np.array([1, 2, 2, 1])]
    packed = pack(columns)
    rows = list(zip(*(column.tolist() for column in columns), strict=True))
    assert [[a == b for a in packed.tolist()] for b in packed.tolist()] == [[a == b for a in rows] for b in rows]
    assert sorted(rows) == [rows[place] for place in np.argsort(packed, kind="stable")]
