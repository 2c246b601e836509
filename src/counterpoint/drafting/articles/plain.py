"""Plain text and Markdown as articles."""

from __future__ import annotations

import re
from typing import Any, Final

from counterpoint.drafting.articles.article import Article
from counterpoint.drafting.articles.dates import iso_date
from counterpoint.drafting.articles.decoding import decode
from counterpoint.drafting.articles.heads import Head, read_head
from counterpoint.drafting.articles.identifiers import address_of, doi_of
from counterpoint.drafting.attribution.paragraphs import join_lines

JOINED: Final = "the lines of the text were joined to paragraphs"
"""The note of an article whose lines were wrapped."""

_FRONT: Final = re.compile(r"---[ \t]*\r?\n(?P<yaml>.{0,20000}?\n)---[ \t]*(?:\r?\n|$)", re.DOTALL)


def read_plain(data: bytes) -> Article:
    """Read a text file: wrapped lines are joined, else its text stays; its head and front matter say what it is."""
    text, notes = decode(data)
    front = _front_matter(text)
    joined = text[: front.end()] + join_lines(text[front.end() :]) if front else join_lines(text)
    if joined != text:
        notes = (*notes, JOINED)
    text = joined
    head = read_head(text[front.end() :] if front else text)
    said = _read_front(front["yaml"]) if front else {}
    authors = said.get("authors") or head.authors
    return Article(
        text=text,
        title=said.get("title") or head.title,
        authors=authors,
        author_roles=head.author_roles if authors == head.authors else ("",) * len(authors),
        published=said.get("published") or head.published,
        doi=said.get("doi") or head.doi,
        url=said.get("url") or head.url,
        publisher=said.get("publisher") or head.publisher,
        language=said.get("language") or head.language,
        licence=said.get("licence") or head.licence,
        notes=(*notes, *_still_open(head, said)),
    )


def _still_open(head: Head, said: dict[str, Any]) -> tuple[str, ...]:
    return () if {"title", "authors", "published"} <= said.keys() else head.notes


def _front_matter(text: str) -> re.Match[str] | None:
    return _FRONT.match(text)


def _read_front(source: str) -> dict[str, Any]:
    """Read the YAML at the head of a Markdown file; what does not parse says nothing."""
    import yaml

    try:
        loaded = yaml.safe_load(source)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    found: dict[str, Any] = {}
    for key, value in loaded.items():
        _read_entry(found, str(key).lower(), value)
    return {key: value for key, value in found.items() if value}


def _read_entry(found: dict[str, Any], key: str, value: Any) -> None:
    several = [one.strip() for one in value if isinstance(one, str)] if isinstance(value, list) else []
    single = " ".join(str(value).split()) if not isinstance(value, list | dict) and value is not None else ""
    if key in ("author", "authors"):
        found["authors"] = tuple(several or ([single] if single else []))
    elif key in ("title", "publisher", "language"):
        found[key] = single
    elif key == "lang":
        found["language"] = single
    elif key in ("licence", "license"):
        found["licence"] = single
    elif key in ("date", "published"):
        found["published"] = iso_date(single)
    elif key == "doi":
        found["doi"] = doi_of(single)
    elif key in ("url", "link", "source"):
        found["url"] = address_of(single)
