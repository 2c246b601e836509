"""Errors carry what is wrong and what to do, in one tree and on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import counterpoint
from counterpoint import errors
from counterpoint.errors import CounterpointError, Fault, FaultsError, Place, UnknownNameError, UsageError, visible


def test_every_error_is_a_counterpoint_error_and_stands_in_the_tree_of_the_docstring() -> None:
    found = {name for name, thing in vars(errors).items() if isinstance(thing, type) and issubclass(thing, Exception)}
    for name in found:
        assert issubclass(getattr(errors, name), CounterpointError)
        assert f"{name} " in str(errors.__doc__)
        assert getattr(counterpoint, name) is getattr(errors, name)


def test_a_hint_follows_the_message() -> None:
    assert str(CounterpointError("the moon is down", "look up")) == "the moon is down; look up"
    assert str(CounterpointError("the moon is down")) == "the moon is down"
    assert CounterpointError("a", "b").hint == "b"


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (UnknownNameError("person", "Bo"), 'no person is called "Bo"'),
        (UnknownNameError("person", "Bo", ["Bob"]), 'no person is called "Bo"; did you mean "Bob"?'),
        (UnknownNameError("person", "Bo", ["Bob", "Jo"]), 'no person is called "Bo"; did you mean "Bob" or "Jo"?'),
        (UnknownNameError("person", "X", [], ["Bob", "Ann"]), 'no person is called "X"; known are Ann, Bob'),
        (UnknownNameError("person", "X", [], [str(n) for n in range(99)]), 'no person is called "X"'),
        (UnknownNameError("person", "X", otherwise="look it up"), 'no person is called "X"; look it up'),
        (UnknownNameError("person", "a\nb\x1b[31m"), r'no person is called "a\nb\x1b[31m"'),
    ],
)
def test_an_unknown_name_is_told_with_known_ones(error: UnknownNameError, text: str) -> None:
    assert str(error) == text
    assert isinstance(error, UsageError)


def test_faults_are_sorted_by_file_line_and_column_and_counted() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 12), Place("a", 9, 2)]
    error = FaultsError([Fault(place, "x", "y") for place in places])
    assert str(error).splitlines() == [
        "a:9:2: x; y",
        "a:9:12: x; y",
        "a:10:1: x; y",
        "b:1:1: x; y",
        "4 faults in the records",
    ]
    assert str(FaultsError([Fault(places[0], "x")])).splitlines()[-1] == "1 fault in the records"


@given(st.text(), st.text(), st.text())
def test_a_fault_is_one_line_whatever_it_tells(file: str, message: str, hint: str) -> None:
    line = str(Fault(Place(file, 1, 1), message, hint))
    assert len(line.splitlines()) == 1
    assert line.encode()  # no lone surrogates: it can be written


@pytest.mark.parametrize("text", ["King’s Fund", "日本", "é\u0301", "می\u200cخواهم", "👩\u200d🚀", "a b", "\u00a0"])
def test_what_people_write_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(
    "character", ["\n", "\x1b", "\x9b", "\u2028", "\u202e", "\u2066", "\u061c", "\u200b", "\ufeff"]
)
def test_what_would_break_steer_or_disguise_is_written_out(character: str) -> None:
    assert visible(f"a{character}b") == f"a{ascii(character)[1:-1]}b"
