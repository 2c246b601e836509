"""Saved web pages as articles: the article's text by trafilatura, and what the page's metadata say."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from counterpoint.drafting.articles.article import Article
from counterpoint.drafting.articles.identifiers import address_of
from counterpoint.drafting.articles.markup import decode_page, parse_page
from counterpoint.drafting.articles.metadata import read_metadata
from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from types import ModuleType

    from lxml.html import HtmlElement

_SAVED: Final = re.compile(
    r"<!--[^>]{0,200}?(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(?P<url>https?://[^\s>]{3,2000})"
)
_BLOCKS: Final = frozenset("p head item quote row list table div code".split())
_BREAK: Final = "\ue00a"
"""A character that no page has, for a break between paragraphs."""
_SHARE: Final = 0.4
_LONG: Final = 80
_LARGE: Final = 300_000


def read_page(name: str, data: bytes, *, charset: str = "", url: str = "") -> Article:
    """Read a web page.

    :param name: what to call the file in messages.
    :param data: the HTML.
    :param charset: its encoding, where something outside the page says so.
    :param url: its address, where something outside the page says so.
    :raises UsageError: where it is too large, too deep, or holds no text.
    """
    page, notes = decode_page(data, charset)
    root = parse_page(name, page)
    saved = _SAVED.search(page[:20_000])
    said = read_metadata(root)
    text, doubts = _text(root)
    return Article(
        text=text,
        title=said.title,
        authors=said.authors,
        author_roles=("",) * len(said.authors),
        published=said.published,
        doi=said.doi,
        url=said.url or address_of(url) or (saved["url"] if saved else ""),
        publisher=said.publisher,
        language=said.language,
        licence=said.licence,
        kind=said.kind,
        notes=(*notes, *said.notes, *doubts),
    )


def import_trafilatura() -> ModuleType:
    """Import trafilatura.

    :raises UsageError: where it is not installed.
    """
    try:
        import trafilatura
    except ImportError as problem:
        raise UsageError(
            "web pages need trafilatura", "pip install 'counterpoint[draft]', or save plain text"
        ) from problem
    return trafilatura


def _text(root: HtmlElement) -> tuple[str, tuple[str, ...]]:
    """Take the text of the article out of a page; where trafilatura takes little of it, all its paragraphs."""
    trafilatura = import_trafilatura()
    _write_out_quotes(root)
    _mark_breaks(root)
    every = [part for one in root.iter("p") for part in _joined([one.text_content()])]
    long = sum(len(one) for one in every if len(one) >= _LONG)
    # On a large page its second opinions take too long; the share of what is found tells whether they were needed.
    found = trafilatura.bare_extraction(
        copy.deepcopy(root), include_comments=False, include_tables=True, include_formatting=False, fast=long > _LARGE
    )
    paragraphs = list(_paragraphs(found.body)) if found is not None and found.body is not None else []
    if sum(map(len, paragraphs)) >= _SHARE * long and paragraphs:
        return "\n\n".join(paragraphs), ()
    if not every:
        every = [part for line in root.text_content().splitlines() for part in _joined([line])]
    note = "the article could not be told from the rest of the page: its text holds all paragraphs of the page"
    return "\n\n".join(every), (note,)


def _write_out_quotes(root: HtmlElement) -> None:
    """Write the quotation marks that browsers add around ``<q>``."""
    for element in list(root.iter("q")):
        element.text = "“" + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + "”"
        else:
            element.text += "”"
        element.drop_tag()


def _mark_breaks(root: HtmlElement) -> None:
    """Mark where two line breaks end a paragraph, as what reads the page makes one of them."""
    for element in root.iter("br"):
        following = element.getnext()
        if following is not None and following.tag == "br" and not (element.tail or "").strip():
            element.tail = f" {_BREAK} "


def _paragraphs(body: Any) -> Iterator[str]:
    """Give the paragraphs of what trafilatura found: a block element begins one, a line break goes on."""
    from lxml import etree

    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _BLOCKS:
            yield from _joined(pieces)
            pieces = []
        elif element.tag == "lb" or (element.tag == "cell" and event == "end"):
            pieces.append(" ")
        pieces.append((element.text if event == "start" else element.tail) or "")
    yield from _joined(pieces)


def _joined(pieces: list[str]) -> Iterator[str]:
    for part in "".join(pieces).split(_BREAK):
        if whole := " ".join(part.split()):
            yield whole
