"""Text from anywhere, made fit to be shown."""

from __future__ import annotations

import pytest

from counterpoint.view.text import clean, initials, spoken_date, web_link


@pytest.mark.parametrize(
    "disguise", ["\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\u061c", "\U000e0041"]
)
def test_nothing_hidden_is_left_in_a_name(disguise: str) -> None:
    assert clean(f"An{disguise}na") == "Anna"


def test_running_text_keeps_the_joiners_that_some_scripts_need() -> None:
    assert clean("می\u200cخواهم", joiners=True) == "می\u200cخواهم"
    assert clean("\u202eabc", joiners=True) == "abc"


def test_control_characters_and_line_ends_become_spaces() -> None:
    assert clean("one\x00two\u2028three\r\nfour") == "one two three four"
    assert clean("\ud800") == "\ufffd"


def test_what_is_too_long_ends_on_an_ellipsis() -> None:
    assert clean("x" * 10_000, limit=10) == "x" * 9 + "…"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//example.org",
        "file:///etc/passwd",
        "http://",
        "https://exa mple.org",
        "https:\\\\example.org",
        "http://[::1",
        "java\nscript:alert(1)",
        "",
    ],
)
def test_only_plain_web_addresses_become_links(url: str) -> None:
    assert not web_link(url)


def test_a_web_address_is_left_as_it_is() -> None:
    assert web_link("http://example.org/a?b=c#d") == "http://example.org/a?b=c#d"


def test_a_date_that_is_none_is_left_as_it_is() -> None:
    assert spoken_date("2016-13-01") == "2016-13-01"
    assert spoken_date("last week") == "last week"
    assert spoken_date("2016-02-03T10:00:00Z") == "3 February 2016"


@pytest.mark.parametrize(
    ("name", "mark"), [("Ada Lindqvist", "AL"), ("(Ada) «Bo»", "("), ("Jean-Luc Ba", "JB"), ("😀", "😀")]
)
def test_initials(name: str, mark: str) -> None:
    assert initials(name) == mark
