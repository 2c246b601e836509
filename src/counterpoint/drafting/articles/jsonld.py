"""The JSON-LD of a page, as far as it tells of an article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from counterpoint.drafting.articles.identifiers import address_of

_KINDS: Final = {
    "ScholarlyArticle": "ScholarlyArticle",
    "MedicalScholarlyArticle": "ScholarlyArticle",
    "OpinionNewsArticle": "OpinionNewsArticle",
    "BlogPosting": "BlogPosting",
    "Report": "Report",
    "Book": "Book",
    "NewsArticle": "NewsArticle",
    "AnalysisNewsArticle": "NewsArticle",
    "BackgroundNewsArticle": "NewsArticle",
    "ReportageNewsArticle": "NewsArticle",
    "ReviewNewsArticle": "NewsArticle",
    "AskPublicNewsArticle": "NewsArticle",
    "LiveBlogPosting": "BlogPosting",
    "Article": "Article",
    "TechArticle": "Article",
}
"""Types of schema.org that are articles, and the terms of the context for them, the most telling first."""
_MOST_NODES: Final = 2000
_LONGEST: Final = 500


@dataclass(frozen=True)
class Linked:
    """What the JSON-LD of a page says of its article."""

    title: str = ""
    authors: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    url: str = ""
    publisher: str = ""
    language: str = ""
    licence: str = ""
    kind: str = ""


def read_linked(root: Any) -> Linked:
    """Read the first node of a page's JSON-LD that is an article; what does not parse says nothing."""
    nodes: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            nodes += _nodes(_loaded(script.text or ""))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    articles = [(kind, node) for node in nodes if (kind := _kind(node))]
    if not articles:
        return Linked()
    kind, node = articles[0]
    authors = [by_id.get(one.get("@id"), one) if isinstance(one, dict) else one for one in _listed(node.get("author"))]
    publisher = next(iter(_listed(node.get("publisher"))), "")
    if isinstance(publisher, dict):
        publisher = by_id.get(publisher.get("@id"), publisher)
    identifiers = [*_listed(node.get("identifier")), *_listed(node.get("sameAs")), *_listed(node.get("@id"))]
    return Linked(
        title=_name(node.get("headline")) or _name(node.get("name")),
        authors=tuple(filter(None, map(_name, authors))),
        dates=tuple(filter(None, [_name(node.get("datePublished"))])),
        identifiers=tuple(filter(None, map(_name, identifiers))),
        url=address_of(_name(node.get("url"))),
        publisher=_name(publisher),
        language=_name(node.get("inLanguage")),
        licence=next(filter(None, (address_of(_name(one)) for one in _listed(node.get("license")))), ""),
        kind=kind,
    )


def _loaded(source: str) -> Any:
    bare = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", source)
    try:
        return json.loads(bare, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Give the nodes at the top and under ``@graph`` and ``mainEntity``, in order."""
    queue = [value]
    for _ in range(_MOST_NODES):
        if not queue:
            return
        now = queue.pop(0)
        if isinstance(now, list):
            queue = [*now[:_MOST_NODES], *queue]
        elif isinstance(now, dict):
            yield now
            queue += [
                now[key]
                for key in ("@graph", "mainEntity", "mainEntityOfPage")
                if isinstance(now.get(key), dict | list)
            ]


def _kind(node: dict[str, Any]) -> str:
    types = {str(one).rpartition("/")[2].rpartition(":")[2] for one in _listed(node.get("@type"))}
    return next((term for name, term in _KINDS.items() if name in types), "")


def _listed(value: Any) -> list[Any]:
    return value[:100] if isinstance(value, list) else [] if value is None else [value]


def _name(value: Any) -> str:
    """Give a text, or the name or value of a node, as one line."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("name", "@value", "value", "@id", "url") if isinstance(value.get(key), str)), ""
        )
    return " ".join(html.unescape(value[: 4 * _LONGEST]).split())[:_LONGEST] if isinstance(value, str) else ""
