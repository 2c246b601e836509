from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from counterpoint.errors import UsageError
from counterpoint.network.events import list_events, write_events
from counterpoint.network.rows import StatementRow
from counterpoint.network.table import StatementTable

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    StatementRow("x2", "bob", "hot", 1.0, "d", "2016-02-03", ("o1", "o2"), ("r",), ("t",)),
    StatementRow("x1", "=ann", "hot", -0.5, "d", "2016-02-03"),
    StatementRow("x0", "bob", "hot"),
    StatementRow("x3", "bob", "hot", 1.0, "d", "2015-01-01"),
]
TABLE = StatementTable.from_rows(ROWS, names={"bob": "Bob", "hot": "It is hot"})


def test_events_are_listed_by_date() -> None:
    events = list_events(TABLE)
    assert [event.statement for event in events] == ["x3", "x1", "x2", "x0"]
    assert events[2] == (
        *("x2", "2016-02-03", "d", "d", "bob", "Bob", "hot", "It is hot", 1.0),
        *(("o1", "o2"), ("o1", "o2"), ("r",), ("r",), ("t",), ("t",)),
    )
    assert events[3].level is None
    assert events[3].date == ""


def test_duplicates_are_left_out() -> None:
    assert [event.statement for event in list_events(TABLE, duplicates="range")] == ["x3", "x1", "x0"]


def test_events_as_csv_can_be_read_again(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(write_events(list_events(TABLE), "csv"))
    again = StatementTable.from_csv(path)
    assert list_events(again) == list_events(TABLE)
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    assert rows[1]["speaker"] == "'=ann"
    assert rows[1]["level"] == "-0.5"
    assert rows[3]["level"] == ""


def test_events_as_json() -> None:
    events = json.loads(write_events(list_events(TABLE), "json"))
    assert events[2]["organisations"] == ["o1", "o2"]
    assert events[3]["level"] is None


def test_other_formats_are_refused() -> None:
    form: Any = "graphml"
    with pytest.raises(UsageError, match="choose csv or json"):
        write_events([], form)
