"""Literal values: dates that exist, addresses that are whole, numbers, truth values, digests."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import Fault, Place
from counterpoint.records.parts import Value
from counterpoint.records.values import literal

PLACE = Place("x.yaml", 1, 1)


def made(key: str, text: str, datatype: str = "") -> Any:
    """Give the value, or the fault without its place."""
    found = literal(key, Value(text, PLACE), datatype)
    return f"{found.message}; {found.hint}" if isinstance(found, Fault) else found


@pytest.mark.parametrize("text", ["2016-02-03", "2020-02-29", "0001-01-01", "9999-12-31", " 2016-02-03 "])
def test_a_date_that_exists(text: str) -> None:
    assert made("published", text, "xsd:date") == text.strip()


@pytest.mark.parametrize("text", ["2016-02-30", "2019-02-29", "2016-13-01", "2016-00-10", "2016-01-00", "0000-01-01"])
def test_a_date_that_does_not_exist(text: str) -> None:
    problem = f'published: "{text}" is a date that does not exist; look at the month and the day'
    assert made("published", text, "xsd:date") == problem


@pytest.mark.parametrize(
    "text", ["3 Feb 2016", "2016", "2016-2-3", "20160203", "2016-02-03T10:00:00Z", "٢٠١٦-٠٢-٠٣", "-2016-02-03"]
)
def test_what_is_no_date(text: str) -> None:
    problem = f'published: "{text}" is not a date; write year-month-day, as in 2016-02-03'
    assert made("published", text, "xsd:date") == problem


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/",
        "https://exämple.org/ü?q=ä#ö",
        "urn:isbn:0451450523",
        "doi:10.1136/bmj.i631",
        "mailto:a@b.org",
        "https://example.org/a%20b",
        "  https://example.org/  ",
    ],
)
@pytest.mark.parametrize("key", ["url", "same-as", "licence"])
def test_a_whole_address(key: str, text: str) -> None:
    assert made(key, text, "@id") == text.strip()


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org/a b",
        "example.org",
        "www.example.org/a",
        "https://example.org/%zz",
        "http://[bad",
        "http://example.org:abc/",
        "https://example.org/<script>",
        'https://example.org/"',
        "https://example.org/a|b",
        "https://example.org/{x}",
        "https://example.org/a\\b",
        "https://example.org/^`",
        "https://example.org/a\nb",
        "https://example.org/\u00a0a",
        "https://example.org/\u3000a",
        "https://example.org/\u2028a",
        "https://example.org/\ufdd0",
        "//example.org/",
        "https:",
        "#top",
    ],
)
def test_what_is_no_whole_address_is_told_and_not_lost_on_the_way_to_rdf(text: str) -> None:
    assert made("url", text, "@id") == f'url: "{text}" is not a web address (IRI); write https://… without spaces'


@given(st.text(max_size=30))
def test_an_address_that_is_accepted_is_one_for_the_store(text: str) -> None:
    import pyoxigraph as ox

    found = made("url", "https://example.org/" + text, "@id")
    if not found.startswith("url:"):
        assert ox.NamedNode(found).value == found


def test_a_digest_is_64_hexadecimal_digits_in_small_letters() -> None:
    assert made("text-digest", "0123456789abcdef" * 4) == "0123456789abcdef" * 4
    assert made("text-digest", "0123456789ABCDEF" * 4) == "0123456789abcdef" * 4


@pytest.mark.parametrize("text", ["abc", "g" * 64, "0" * 63, "0" * 65, "sha256:" + "0" * 64])
def test_what_is_no_digest(text: str) -> None:
    found = made("text-digest", text)
    assert found.endswith("is no SHA-256 digest; it has 64 hexadecimal digits; sha256sum prints it")


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("true", "xsd:boolean", True),
        ("false", "xsd:boolean", False),
        ("12", "xsd:nonNegativeInteger", "12"),
        ("007", "xsd:nonNegativeInteger", "7"),
        ("-12", "xsd:integer", "-12"),
        ("+12", "xsd:integer", "12"),
        ("1.50", "xsd:decimal", "1.50"),
        ("-.5", "xsd:decimal", "-.5"),
        ("anything", "xsd:string", "anything"),
        ("  text ", "", "text"),
    ],
)
def test_typed_values(text: str, datatype: str, expected: object) -> None:
    assert made("key", text, datatype) == expected


@pytest.mark.parametrize(
    ("text", "datatype", "problem"),
    [
        ("yes", "xsd:boolean", "is neither true nor false; write true or false"),
        ("True", "xsd:boolean", "is neither true nor false; write true or false"),
        ("-1", "xsd:nonNegativeInteger", "is not a whole number from 0; write digits only"),
        ("nine", "xsd:nonNegativeInteger", "is not a whole number from 0; write digits only"),
        ("٩", "xsd:nonNegativeInteger", "is not a whole number from 0; write digits only"),
        ("1_000", "xsd:integer", "is not a whole number; write digits only"),
        ("1,5", "xsd:decimal", "is not a number; write digits, with a point for decimals"),
    ],
)
def test_what_does_not_fit_its_type(text: str, datatype: str, problem: str) -> None:
    assert made("key", text, datatype) == f'key: "{text}" {problem}'


def test_a_long_value_is_told_by_its_beginning() -> None:
    assert made("at", "9" * 5000, "xsd:nonNegativeInteger").startswith(f'at: "{"9" * 60}…" is not')


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f"])
def test_control_characters_are_refused(character: str) -> None:
    assert made("name", f"Ada{character}") == "name: holds a control character; remove it"


def test_the_words_beside_a_quote_keep_their_spaces() -> None:
    assert made("before", "says ") == "says "
    assert made("quote", " says ") == "says"


@pytest.mark.parametrize(
    ("datatype", "right", "wrong"),
    [
        ("xsd:double", "-1.5e3", "1,5"),
        ("xsd:float", ".5", "e3"),
        ("xsd:positiveInteger", "12", "0"),
        ("xsd:int", "-12", "1.0"),
        ("xsd:long", "1234567890123", "x"),
        ("xsd:gYear", "2016", "16"),
        ("xsd:gYearMonth", "2016-02", "2016-13"),
        ("xsd:time", "23:59:00", "24:00:00"),
        ("xsd:language", "de-CH", "de_CH"),
        ("xsd:anyURI", "https://example.org/", "example"),
    ],
)
def test_a_datatype_of_a_workspaces_own_key_is_checked(datatype: str, right: str, wrong: str) -> None:
    assert made("born", right, datatype) == right
    assert made("born", wrong, datatype).startswith(f'born: "{wrong}" ')
