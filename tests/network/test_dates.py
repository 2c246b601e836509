from __future__ import annotations

import datetime
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network.dates import Length, days, first_day, last_day

DAY = datetime.date


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2014", DAY(2014, 1, 1), DAY(2014, 12, 31)),
        ("2014-06", DAY(2014, 6, 1), DAY(2014, 6, 30)),
        ("2016-02", DAY(2016, 2, 1), DAY(2016, 2, 29)),
        (" 2014-06-30 ", DAY(2014, 6, 30), DAY(2014, 6, 30)),
        ("9999", DAY(9999, 1, 1), DAY(9999, 12, 31)),
    ],
)
def test_a_year_and_a_month_have_a_first_and_a_last_day(text: str, first: DAY, last: DAY) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


def test_a_date_is_itself() -> None:
    assert first_day(DAY(2014, 6, 30)) == last_day(datetime.datetime(2014, 6, 30, 23, 59)) == DAY(2014, 6, 30)  # noqa: DTZ001


@pytest.mark.parametrize(
    "text", ["", "soon", "14", "2014-6", "2014-06-3", "30.6.2014", "2014/06", "-2014", "２０１４", "2014-06-30T00:00"]
)
def test_what_is_no_date_is_told_with_what_to_write(text: str) -> None:
    with pytest.raises(UsageError, match="is no date; write 2014, 2014-06 or 2014-06-30"):
        first_day(text)


@pytest.mark.parametrize("value", [2014, 2014.5, b"2014", ["2014"]])
def test_what_is_neither_text_nor_date_is_told(value: object) -> None:
    with pytest.raises(UsageError, match="is no date; write 2014"):
        first_day(value)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="is no length; write it as 12m"):
        Length.read(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["2014-13", "2015-02-29", "0000", "2014-00", "2014-06-31"])
def test_a_date_that_does_not_exist_is_told(text: str) -> None:
    with pytest.raises(UsageError, match=r"until: .* does not exist"):
        last_day(text)


def test_today_is_no_date_in_a_file() -> None:
    assert np.isnat(days(["today", "now", "2016-13-01", "2015-02-29", "16-01-01"])).all()


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("12m", Length(12, "month")),
        ("12 Months", Length(12, "month")),
        ("1year", Length(1, "year")),
        ("2w", Length(2, "week")),
        ("90 days", Length(90, "day")),
        ("1q", Length(1, "quarter")),
        ("500s", Length(500, "statement")),
        ("1 statement", Length(1, "statement")),
    ],
)
def test_lengths(text: str, length: Length) -> None:
    assert Length.read(text) == length
    assert Length.read(str(length)) == length


@pytest.mark.parametrize("text", ["", "12", "m", "-1m", "1.5y", "12 moons", "1000000000000d", "1h", "12m 3d", "１y"])
def test_what_is_no_length_is_told_with_what_to_write(text: str) -> None:
    with pytest.raises(UsageError, match="write it as 12m"):
        Length.read(text, "step")


def test_nothing_is_no_length() -> None:
    with pytest.raises(UsageError, match='window: "0d" has no length'):
        Length.read("0d")


def test_a_month_after_the_31st_is_the_last_of_a_shorter_month() -> None:
    month = Length(1, "month")
    after = [month.after(DAY(2016, 1, 31), times).isoformat() for times in range(4)]
    assert after == ["2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30"]


def test_time_ends_with_the_year_9999() -> None:
    assert Length(1, "year").after(DAY(9999, 1, 1), 1) == DAY.max
    assert Length(999_999_999, "day").after(DAY(2014, 1, 1), 999) == DAY.max


BEGINS: dict[str, Callable[[DAY], bool]] = {
    "day": lambda _: True,
    "week": lambda one: one.weekday() == 0 or one == DAY.min,
    "month": lambda one: one.day == 1,
    "quarter": lambda one: one.day == 1 and one.month in (1, 4, 7, 10),
    "year": lambda one: (one.month, one.day) == (1, 1),
}


@given(st.dates(), st.sampled_from(sorted(BEGINS)))
def test_the_beginning_of_a_unit_is_the_last_one_not_after_the_day(day: DAY, unit: str) -> None:
    found = Length.read(f"3 {unit}s").beginning(day)
    before = (day - datetime.timedelta(days=back) for back in range(day.toordinal()))
    assert found == next(one for one in before if BEGINS[unit](one))
