from __future__ import annotations

import csv
import io
from zipfile import ZipFile

import networkx as nx
import pytest

from counterpoint.errors import UsageError
from counterpoint.network.exports import FORMATS
from counterpoint.network.rows import StatementRow
from counterpoint.network.series import INDEX, write_windows, zipped
from counterpoint.network.settings import Settings
from counterpoint.network.table import StatementTable
from counterpoint.network.windows import slide

DAYS = ["2014-05-01", "2014-06-01", "2016-01-01", "2016-02-01"]
ROWS = [StatementRow(f"x{n}", f"s{n % 2}", "c", 1.0, "d", day) for n, day in enumerate(DAYS)]
WINDOWS = slide(StatementTable.from_rows(ROWS), Settings(), "1y")
NAMES = ["001_2014-01-01_2014-12-31", "002_2015-01-01_2015-12-31", "003_2016-01-01_2016-12-31"]


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_file_for_each_window_and_one_that_lists_them(file_format: str) -> None:
    files = dict(write_windows(WINDOWS, file_format))
    assert list(files) == [*(f"{name}{FORMATS[file_format]}" for name in NAMES), INDEX]


def test_the_list_says_what_is_in_them() -> None:
    files = dict(write_windows(WINDOWS, "graphml"))
    rows = list(csv.DictReader(io.StringIO(files[INDEX].decode())))
    assert [tuple(row.values()) for row in rows] == [
        ("1", "2014-01-01", "2014-12-31", "2", "2", "1", "0", f"{NAMES[0]}.graphml"),
        ("2", "2015-01-01", "2015-12-31", "0", "0", "0", "0", f"{NAMES[1]}.graphml"),
        ("3", "2016-01-01", "2016-12-31", "2", "2", "1", "0", f"{NAMES[2]}.graphml"),
    ]
    graph = nx.read_graphml(io.BytesIO(files[f"{NAMES[2]}.graphml"]))
    assert (graph.graph["from"], graph.graph["until"]) == ("2016-01-01", "2016-12-31")
    assert graph.number_of_edges() == 1


def test_equal_windows_give_equal_archives() -> None:
    first, second = (zipped(write_windows(WINDOWS, "csv")) for _ in range(2))
    assert first == second
    with ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [*(f"{name}.csv" for name in NAMES), INDEX]


def test_no_window_and_no_format_are_told() -> None:
    with pytest.raises(UsageError, match="no statement has a date, so there is no window"):
        zipped(write_windows(WINDOWS[:0], "csv"))
    with pytest.raises(UsageError, match='there is no network format "docx"'):
        zipped(write_windows(WINDOWS, "docx"))


def test_the_list_says_how_many_ties_are_left_out() -> None:
    rows = [StatementRow(f"x{n}", f"s{n}", "c", 1.0, "d", "2014-05-01") for n in range(4)]
    rows += [StatementRow(f"y{n}", f"s{n}", "c", 1.0, "d", "2015-05-01") for n in range(2)]
    told: list[str] = []
    windows = slide(StatementTable.from_rows(rows), Settings(top=1), "1y")
    files = dict(write_windows(windows, "csv", told.append))
    listed = list(csv.DictReader(io.StringIO(files[INDEX].decode())))
    assert [(row["edges"], row["left_out"]) for row in listed] == [("3", "3"), ("1", "0")]
    assert told == ["1 of 2 windows lack ties, as left_out in windows.csv says"]
