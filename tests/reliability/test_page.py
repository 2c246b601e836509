"""The page of a comparison: whole, self-contained, and safe with any text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from counterpoint.reliability.comparing import Reliability
from tests.reliability.conftest import HEAD, record
from tests.reliability.test_texts import A, B

Compare = Callable[..., Reliability]


class Reader(HTMLParser):
    """Collect the tags of a page and see that they are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def parsed(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


def test_the_page_is_whole_and_fetches_and_runs_nothing(compare: Compare) -> None:
    page = compare(A, B).write("html").decode()
    tags = parsed(page).tags
    assert page.startswith("<!doctype html>")
    assert not {"script", "link", "img", "iframe", "form"} & {tag for tag, _ in tags}
    assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]
    assert "default-src 'none'" in html.unescape(page)
    assert "prefers-color-scheme: dark" in page
    assert not re.findall(r"url\(|@import|https?://", page)


def test_the_page_shows_figures_and_what_each_coder_says(compare: Compare) -> None:
    page = compare(A, B, A).write("html").decode()
    assert page.count('<article class="place"') == 3
    assert '<dd class="differs">qualifies' in page
    assert "no statement here" in page
    assert "The moon is made of cheese." not in page, "wordings stand where coders differ"
    assert "The moon is round." in page
    assert "Two by two" in page


def test_the_page_of_coders_who_agree_says_so(compare: Compare) -> None:
    assert "The coders agree in everything." in compare(A, A).write("html").decode()


@pytest.mark.parametrize("records", [([], []), (A[:1], B[2:])])
def test_there_is_a_page_without_any_agreement(compare: Compare, records: tuple[list[object], list[object]]) -> None:
    page = compare(*records).write("html").decode()
    assert "undefined" in page
    parsed(page)


def test_a_few_words_around_are_shown_where_the_text_is_at_hand(compare: Compare, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    words = [f"word{number:03}" for number in range(60)]
    text.write_text(" ".join(words), encoding="utf-8")
    page = compare([(160, 167, "supports: big")], [(160, 167, "opposes: big")], text=text).write("html").decode()
    assert "<mark>word020</mark>" in page
    assert "… word013" in page
    assert "word027 …" in page
    assert "word030" not in page


def test_no_text_is_taken_for_html(compare: Compare) -> None:
    attack = "<script>alert(1)</script>"
    head = HEAD.replace("A talk about the moon", f'"{attack}"').replace("The moon is big.", f'"{attack}"')
    said = record([(0, 10, "supports: big")], head).replace("xxxxxxxxxx", f'"{attack}"')
    page = compare(said, said.replace("supports", "opposes")).write("html").decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    parsed(page)
