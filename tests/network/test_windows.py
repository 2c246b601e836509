"""Where windows begin and end, and what is in them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network import windows as module
from counterpoint.network.projection import project
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.slicing import Slice
from counterpoint.network.table import StatementTable
from counterpoint.network.windows import Windows, slide

DATES = ["2014-02-10", "2014-02-28", "2014-03-01", "2014-12-31", "2015-01-01", ""]
TABLE = StatementTable.from_rows(
    [StatementRow(f"x{n}", who, "p", 1.0, "", day) for n, (day, who) in enumerate(zip(DATES, "abcabc", strict=True))]
)


def _slid(table: StatementTable, window: str, step: str = "", **asked: Any) -> list[str]:
    found = slide(table, Settings(aggregation="ignore"), window, step, Slice(**asked))
    return [f"{w.from_} {w.until} {' '.join(w.projection.table.statements)}".strip() for w in found]


@pytest.mark.parametrize(
    ("window", "step", "asked", "windows"),
    [
        ("1y", "", {}, ["2014-01-01 2014-12-31 x0 x1 x2 x3", "2015-01-01 2015-12-31 x4"]),
        (
            "6m",
            "1q",
            {},
            [
                "2014-02-01 2014-07-31 x0 x1 x2",
                "2014-05-01 2014-10-31",
                "2014-08-01 2015-01-31 x3 x4",
            ],
        ),
        ("1q", "1y", {}, ["2014-01-01 2014-03-31 x0 x1 x2", "2015-01-01 2015-03-31 x4"]),
        ("2w", "26w", {}, ["2014-02-10 2014-02-23 x0", "2014-08-11 2014-08-24"]),
        ("1d", "1d", {"until": "2014-02-11"}, ["2014-02-10 2014-02-10 x0", "2014-02-11 2014-02-11"]),
        (
            "1m",
            "1m",
            {"from_": "2014-01-31", "until": "2014-04-15"},
            ["2014-01-31 2014-02-27 x0", "2014-02-28 2014-03-30 x1 x2", "2014-03-31 2014-04-15"],
        ),
        ("1y", "", {"from_": "2015-06"}, []),
        ("1y", "", {"from_": "2014-03", "until": "2014-06"}, ["2014-03-01 2014-06-30 x2"]),
        (
            "2s",
            "",
            {},
            [
                "2014-02-10 2014-02-28 x0 x1",
                "2014-02-28 2014-03-01 x1 x2",
                "2014-03-01 2014-12-31 x2 x3",
                "2014-12-31 2015-01-01 x3 x4",
            ],
        ),
        ("2s", "2s", {}, ["2014-02-10 2014-02-28 x0 x1", "2014-03-01 2014-12-31 x2 x3"]),
        ("9 statements", "", {"from_": "2014-03"}, ["2014-03-01 2015-01-01 x2 x3 x4"]),
    ],
)
def test_windows(window: str, step: str, asked: dict[str, Any], windows: list[str]) -> None:
    assert _slid(TABLE, window, step, **asked) == windows


def test_a_window_of_time_begins_by_the_calendar_unless_a_day_is_asked_for() -> None:
    assert [str(window.from_) for window in slide(TABLE, Settings(), "1w", "52w")] == ["2014-02-10"], "a Monday"
    assert str(slide(TABLE, Settings(), "1w", "52w", Slice(from_="2014-02-09"))[0].from_) == "2014-02-09"
    assert str(slide(TABLE, Settings(), "12m")[0].from_) == "2014-02-01"
    assert str(slide(TABLE, Settings(), "4q")[0].from_) == "2014-01-01"


def test_statements_of_one_day_are_in_the_order_of_their_iris_whatever_the_order_of_rows() -> None:
    rows = [StatementRow(f"x{n}", "a", "p", 1.0, "", "2014-01-01") for n in (3, 1, 2, 0)]
    assert _slid(StatementTable.from_rows(rows), "2s", "2s") == [
        "2014-01-01 2014-01-01 x0 x1",
        "2014-01-01 2014-01-01 x2 x3",
    ]


def test_undated_statements_are_counted() -> None:
    windows = slide(TABLE, Settings(), "1y")
    assert windows.undated == 1
    assert windows[0].projection.to_networkx().graph["undated"] == 1
    assert slide(TABLE, Settings(), "1y", "", Slice(from_="2014")).undated == 1
    assert slide(TABLE, Settings(), "1y", "", Slice(speaker=["a"])).undated == 0


def test_a_window_tells_what_it_was_made_of() -> None:
    graph = slide(TABLE, Settings(), "1y", "", Slice(speaker=["a", "b"]))[-1].projection.to_networkx().graph
    assert (graph["from"], graph["until"], graph["speaker"]) == ("2015-01-01", "2015-12-31", "a b")


def test_duplicates_are_looked_for_within_a_window() -> None:
    found = slide(TABLE, Settings(duplicates="range"), "1y")
    assert [window.projection.rows.iris for window in found] == [("a", "b", "c"), ("b",)]


def test_all_windows_have_the_same_nodes_with_isolates() -> None:
    found = slide(TABLE, Settings(isolates=True), "1m", "", Slice(exclude_speaker=["c"]))
    assert {window.projection.rows.iris for window in found} == {("a", "b", "c")}


def test_windows_are_a_sequence() -> None:
    found = slide(TABLE, Settings(), "1q", "1q")
    assert len(found) == len(list(found)) == 5
    assert found[-1].from_ == found[4].from_
    part = found[1:3]
    assert isinstance(part, Windows)
    assert [window.from_ for window in part] == [found[1].from_, found[2].from_]
    with pytest.raises(IndexError):
        found[5]


def test_nothing_dated_gives_no_window() -> None:
    for window in ("1y", "2s"):
        found = slide(TABLE.select(TABLE.order == 5), Settings(), window)
        assert (len(found), found.undated) == (0, 1)


@pytest.mark.parametrize(
    ("window", "step", "message"),
    [
        ("12", "", 'window: "12" is no length'),
        ("1y", "soon", 'step: "soon" is no length'),
        ("1y", "3s", "a window of 1 year cannot move by 3 statements"),
        ("5s", "1d", "a window of 5 statements cannot move by 1 day"),
    ],
)
def test_lengths_that_make_no_sense_are_refused(window: str, step: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        slide(TABLE, Settings(), window, step)


@pytest.mark.parametrize(("window", "few", "many"), [("1m", 11, 12), ("2s", 3, 4)])
def test_too_many_windows_are_refused(monkeypatch: pytest.MonkeyPatch, window: str, few: int, many: int) -> None:
    monkeypatch.setattr(module, "MOST_WINDOWS", many)
    assert len(slide(TABLE, Settings(), window)) == many
    monkeypatch.setattr(module, "MOST_WINDOWS", few)
    with pytest.raises(UsageError, match=f"there would be more than {few} windows; name a longer step"):
        slide(TABLE, Settings(), window)


def test_dates_at_the_ends_of_time_do_not_run_on() -> None:
    days = ["0001-01-01", "9999-12-31"]
    rows = [StatementRow(f"x{n}", "a", "p", 1.0, "", day) for n, day in enumerate(days)]
    assert _slid(StatementTable.from_rows(rows), "5000y", "5000y") == [
        "0001-01-01 5000-12-31 x0",
        "5001-01-01 9999-12-31 x1",
    ]


@settings(max_examples=25)
@given(
    st.lists(
        st.dates(min_value=datetime.date(2014, 1, 1), max_value=datetime.date(2015, 6, 1)), min_size=1, max_size=15
    ),
    st.sampled_from(["1d", "10d", "1w", "1m", "3m", "1q", "1y"]),
)
def test_windows_that_move_by_their_own_length_hold_each_statement_once(dates: list[Any], window: str) -> None:
    table = StatementTable.from_rows(
        [StatementRow(f"x{n:02}", "a", "p", 1.0, "", str(day)) for n, day in enumerate(dates)]
    )
    found = list(slide(table, Settings(), window, window))
    assert sorted(name for one in found for name in one.projection.table.statements) == list(table.statements)
    for one in found:
        assert all(str(one.from_) <= str(day) <= str(one.until) for day in one.projection.table.date)
        again = project(Slice(from_=one.from_, until=one.until).select(table), Settings())
        assert again.rows.frequency.tolist() == one.projection.rows.frequency.tolist()


def test_the_sample_of_dna_week_by_week(dna_sample: StatementTable) -> None:
    found = slide(dna_sample, Settings("actors", "organisation", "congruence"), "1w", "1w")
    assert [(str(w.from_), str(w.until), len(w.projection.table)) for w in found] == [
        ("2005-01-24", "2005-01-30", 4),
        ("2005-01-31", "2005-02-06", 16),
        ("2005-02-07", "2005-02-13", 4),
        ("2005-02-14", "2005-02-20", 16),
    ]
    ties = [found_.projection.edges()[2].tolist() for found_ in found]
    # On 2 February the Senate and the EPA, on 16 February the Sierra Club and U.S. PIRG.
    assert ties == [[], [22], [], [6]]
