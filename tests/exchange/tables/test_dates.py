"""Days as tables write them."""

from __future__ import annotations

import pytest

from counterpoint.exchange.tables.dates import is_part, looks_like_day, order_of, read_day


@pytest.mark.parametrize(
    "text",
    [
        *("2005-01-26", "2005-1-26", "2005-01-26 10:30", "2005-01-26T00:00:00", "2005/01/26", "20050126", "26.01.2005"),
        *("26.1.2005", "26/01/2005", "01/26/2005", "26-01-2005", "26 January 2005", "January 26, 2005", "Jan 26 2005"),
        *("26 Jan. 2005", "26th January 2005", "Wednesday, 26 January 2005", "26/01/2005 23:59"),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert looks_like_day(text)
    assert read_day(text) == "2005-01-26"


def test_a_day_that_may_be_two_is_neither_without_its_order() -> None:
    assert [read_day("03/02/2016", order) for order in ("", "dmy", "mdy")] == ["", "2016-02-03", "2016-03-02"]
    assert read_day("03.02.2016", "mdy") == "2016-02-03"
    assert read_day("02/02/2016") == "2016-02-02"


@pytest.mark.parametrize(
    "text", ["", "2005", "2005-01", "31.02.2005", "13/13/2005", "26 Foo 2005", "38378", "day", "2005-13-01"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


def test_days_of_spreadsheets_count_from_either_epoch() -> None:
    assert read_day("38378", "excel-1900") == read_day("36916", "excel-1904") == "2005-01-26"
    assert read_day("38378.75", "excel-1900") == "2005-01-26"
    assert read_day("9999999", "excel-1900") is None


def test_the_whole_column_tells_the_order() -> None:
    assert order_of(["01/02/2005", "26/01/2005"]) == "dmy"
    assert order_of(["01/02/2005", "01/26/2005"]) == "mdy"
    assert order_of(["01/02/2005"]) == order_of(["26/01/2005", "01/26/2005"]) == ""


def test_years_and_months_are_parts() -> None:
    assert [is_part(text) for text in ("2005", "2005-01", "2005-01-26")] == [True, True, False]
