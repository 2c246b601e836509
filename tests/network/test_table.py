from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from counterpoint.errors import UsageError
from counterpoint.network.rows import StatementRow
from counterpoint.network.table import Column, Labels, Links, StatementTable

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TABLE = StatementTable.from_rows(
    [
        StatementRow("x3", "b", "p", 1.0, "d2", "2016-02-03", ("o2", "o1"), ("r",), ("t",)),
        StatementRow("x1", "a", "q", -1.0, "d1", "", ("o1",)),
        StatementRow("x2", "b", "q"),
    ]
)


def test_columns_are_coded_by_sorted_labels() -> None:
    assert TABLE.speaker.labels == ("a", "b")
    assert TABLE.speaker.codes.tolist() == [1, 0, 1]
    assert TABLE.speaker.codes.dtype == np.int32
    assert TABLE.source.codes.tolist() == [1, 0, -1]
    assert TABLE.date.astype(str).tolist() == ["2016-02-03", "NaT", "NaT"]
    assert TABLE.level[:2].tolist() == [1.0, -1.0]
    assert math.isnan(TABLE.level[2])


def test_a_statement_may_have_several_organisations_or_none() -> None:
    links = TABLE.organisation
    assert links.labels == ("o1", "o2")
    assert [*zip(links.rows.tolist(), links.codes.tolist(), strict=True)] == [(0, 0), (0, 1), (1, 0)]


def test_links_drop_repetitions_and_the_absent() -> None:
    rows = np.array([1, 0, 1, 2], np.int32)
    links = Links.of(rows, Column.of(["a", "b", "a", ""]))
    assert [*zip(links.rows.tolist(), links.codes.tolist(), strict=True)] == [(0, 1), (1, 0)]


def test_order_is_that_of_the_statements() -> None:
    assert TABLE.order.tolist() == [2, 0, 1]


@pytest.mark.parametrize("chosen", [np.array([True, False, True]), np.array([0, 2])])
def test_select_keeps_rows_and_remembers_who_was_left_out(
    chosen: NDArray[np.bool_] | NDArray[np.integer],
) -> None:
    kept = TABLE.select(chosen)
    assert kept.statements == ("x3", "x2")
    assert kept.speaker.codes.tolist() == [1, 1]
    assert kept.speaker.labels == ("a", "b")
    assert kept.organisation.rows.tolist() == [0, 0]
    assert kept.role.rows.tolist() == [0]
    assert len(kept) == 2


def test_select_may_change_the_order() -> None:
    kept = TABLE.select(np.array([2, 0]))
    assert kept.statements == ("x2", "x3")
    assert kept.organisation.rows.tolist() == [1, 1]


def test_require_names_what_was_not_read() -> None:
    TABLE.require(frozenset({"source"}))
    with pytest.raises(UsageError, match="read without organisation"):
        replace(TABLE, parts=frozenset({"source"})).require(frozenset({"source", "organisation"}))


def test_labels_fall_back_on_the_iri_and_the_kind_expected() -> None:
    labels = Labels({"a": "Ann"}, frozenset({"o"}), {"a": {"same_as": "https://orcid.org/0"}})
    assert labels.of("a", "person") == ("Ann", "person", {"same_as": "https://orcid.org/0"})
    assert labels.of("o", "person") == ("o", "organisation", {})


def test_an_empty_table() -> None:
    table = StatementTable.from_rows([])
    assert len(table) == 0
    assert table.scale == (-1.0, 1.0)
    assert len(table.select(np.zeros(0, np.bool_))) == 0


def test_rows_can_be_put_in_another_order() -> None:
    rows = [StatementRow(f"x{n}", f"s{n}", topics=topics) for n, topics in enumerate([("t", "u"), (), ("u",)])]
    table = StatementTable.from_rows(rows)
    for order in ([2, 1, 0], [1, 2], [0, 2], [2, 0], [], [0, 1, 2]):
        again = StatementTable.from_rows([rows[row] for row in order])
        found = table.select(np.array(order, np.int32))
        assert found.statements == again.statements
        assert found.topic.rows.tolist() == again.topic.rows.tolist()
        assert [found.topic.labels[code] for code in found.topic.codes] == [
            again.topic.labels[code] for code in again.topic.codes
        ]


def test_a_file_is_named_by_a_text_too_and_has_to_be_there(tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text("speaker,claim\nann,hot\n", encoding="utf-8")
    for read in (StatementTable.from_csv, StatementTable.from_file):
        assert read(str(tmp_path / "s.csv")).speaker.labels == ("ann",)
    for read in (StatementTable.from_csv, StatementTable.from_file, StatementTable.from_parquet):
        with pytest.raises(UsageError, match=r"nothing\.csv is no file; name one"):
            read(str(tmp_path / "nothing.csv"))
