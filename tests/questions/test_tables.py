"""Tables for people: in Markdown and HTML, without anything that could disguise, break or run."""

from __future__ import annotations

from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.questions.answers import Answer
from counterpoint.questions.tables import cell, heading, html, markdown

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def answer(columns: str, *rows: list[str]) -> Answer:
    """Give an answer with rows of SPARQL terms."""
    names = columns.split()
    values = " ".join(f"({' '.join(row)})" for row in rows)
    variables = " ".join(f"?{name}" for name in names)
    return Answer(ox.Store().query(f"SELECT {variables} {{ VALUES ({variables}) {{ {values} }} }}"))


@pytest.mark.parametrize(
    ("column", "words"),
    [("claim", "claim"), ("otherQuote", "other quote"), ("organisationName", "organisation"), ("Name", "name")],
)
def test_a_heading_is_in_words(column: str, words: str) -> None:
    assert heading(column) == words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        ("https://w3id.org/counterpoint/ns#supports", "cp:supports"),
        ("https://schema.org/Person", "schema:Person"),
        ("https://schema.org/", "https://schema.org/"),
        ("https://w3id.org/counterpoint/ns#a b", "https://w3id.org/counterpoint/ns#a b"),
        ("a\x1b[31mb\x07", "a[31mb"),
        ("\u202eevil\u2066\u061c\u200b\ufeff", "evil"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("می\u200cخواهم 👩\u200d🚀", "می\u200cخواهم 👩\u200d🚀"),
        ("\U000e0041tag", "tag"),
    ],
)
def test_a_value_is_shown_without_what_could_disguise_it(value: object, shown: str) -> None:
    assert cell(value) == shown


@given(TEXT)
def test_no_control_and_no_bidirectional_character_is_shown(text: str) -> None:
    shown = cell(text)
    assert not any(
        (ord(c) < 32 and c not in "\t\n") or 0x7F <= ord(c) <= 0x9F or c in "\u061c\u200e\u200f" for c in shown
    )
    assert not any(0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in shown)


def test_a_markdown_table() -> None:
    found = answer(
        "claim claimName n",
        ["<a:c>", "'It is | *so* [x](y) <b> `c` _d_ ~e~ &lt; \\\\'", "3"],
        ["UNDEF", "'---'", "UNDEF"],
    )
    assert markdown(found) == (
        "| claim | n |\n"
        "| --- | --- |\n"
        r"| It is \| \*so\* \[x\](y) \<b\> \`c\` \_d\_ \~e\~ \&lt; \\ | 3 |" + "\n"
        "| --- |  |\n"
    )  # fmt: skip


@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_a_markdown_table_has_a_line_for_each_row(rows: list[tuple[str, str]]) -> None:
    found = answer("a b", *([str(ox.Literal(text)) for text in row] for row in rows))
    lines = markdown(found).split("\n")
    assert len(lines) == len(rows) + 3
    for line in lines[:-1]:
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == 3


class Reader(HTMLParser):
    """Reads a page as a browser does, far enough to see what is an element and what is text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag in ("td", "th"):
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        self.texts[-1] += data


def test_an_html_table_links_names_to_their_addresses() -> None:
    page = html(answer("claim claimName quote", ["<https://example.org/?a=1&b=2>", "'A claim'", "'a quote'"]))
    read = Reader(page)
    assert read.texts == ["claim", "quote", "A claim", "a quote"]
    assert read.links == ["https://example.org/?a=1&b=2"]
    assert 'rel="noopener noreferrer"' in page


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "data:text/html,x", "urn:x:y", "mailto:a@b"])
def test_only_addresses_on_the_web_become_links(iri: str) -> None:
    assert Reader(html(answer("claim claimName", [f"<{iri}>", "'A claim'"]))).links == []


@given(TEXT, TEXT)
def test_no_text_becomes_an_element(name: str, text: str) -> None:
    found = answer("x xName y", ["<https://example.org/>", str(ox.Literal(name)), str(ox.Literal(text))])
    read = Reader(html(found))
    assert read.tags == {"table", "thead", "tbody", "tr", "th", "td", "a"}
    assert read.texts[-2:] == [cell(name), cell(text)]


def test_a_notebook_shows_the_html_table() -> None:
    found = answer("a", ["'<script>alert(1)</script>'"])
    assert found._repr_html_() == html(found)
    assert "&lt;script&gt;" in html(found)
