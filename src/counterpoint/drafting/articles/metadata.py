"""What a page says of its article: meta tags of every dialect, JSON-LD, links."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from counterpoint.drafting.articles.dates import iso_date
from counterpoint.drafting.articles.identifiers import address_of, doi_of
from counterpoint.drafting.articles.jsonld import Linked, read_linked
from counterpoint.drafting.articles.people import is_name, names_of

_LONGEST: Final = 500
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_TITLES: Final = (
    "citation_title",
    "dc.title",
    "dcterms.title",
    "og:title",
    "twitter:title",
    "parsely-title",
    "headline",
)
_AUTHORS: Final = (
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "author",
    "parsely-author",
    "sailthru.author",
    "byl",
)
_DATES: Final = (
    "citation_publication_date", "citation_date", "citation_online_date", "dcterms.issued", "dc.date.issued",
    "article:published_time", "og:published_time", "datepublished", "dc.date", "dcterms.date", "dcterms.created",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "date",
)  # fmt: skip
_DOIS: Final = (
    "citation_doi",
    "dc.identifier",
    "dcterms.identifier",
    "dc.identifier.doi",
    "prism.doi",
    "bepress_citation_doi",
    "doi",
)
_PUBLISHERS: Final = (
    "citation_journal_title", "prism.publicationname", "og:site_name", "dc.publisher", "dcterms.publisher",
    "citation_publisher", "publisher", "application-name",
)  # fmt: skip
_LANGUAGES: Final = (
    "citation_language",
    "dc.language",
    "dcterms.language",
    "content-language",
    "og:locale",
    "language",
)
_LICENCES: Final = (
    "dcterms.license",
    "dc.rights.license",
    "dc.rights",
    "dcterms.rights",
    "citation_license",
    "license",
)


@dataclass(frozen=True)
class Said:
    """What a page says of its article; see :class:`Article`."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    doi: str = ""
    url: str = ""
    publisher: str = ""
    language: str = ""
    licence: str = ""
    kind: str = ""
    notes: tuple[str, ...] = ()


class _Tags:
    """The meta tags of a page, by name in lower case, in order; and what stands in ``itemprop``."""

    def __init__(self, root: Any) -> None:
        self.values: dict[str, list[str]] = {}
        for element in root.iter("meta", "time"):
            names = (element.get(key) for key in ("name", "property", "itemprop", "http-equiv"))
            value = plain(element.get("content") or element.get("datetime") or "")
            for name in filter(None, names):
                if value:
                    self.values.setdefault(str(name).strip().lower(), []).append(value)

    def first(self, names: Iterable[str]) -> str:
        return next((self.values[name][0] for name in names if name in self.values), "")

    def all(self, names: Iterable[str]) -> list[str]:
        return [value for name in names for value in self.values.get(name, ())]


def plain(value: Any) -> str:
    """Give a value of a page as one line of text, without entities; an empty string where it is none."""
    if not isinstance(value, str):
        return ""
    return " ".join(html.unescape(value[: 4 * _LONGEST]).split())[:_LONGEST]


def read_metadata(root: Any) -> Said:
    """Read what a page says of its article in meta tags (Highwire, Dublin Core, PRISM, Open Graph), JSON-LD and links.

    :param root: the page's tree.
    """
    tags, linked = _Tags(root), read_linked(root)
    authors, doubts = _authors(root, tags, linked)
    published, more = _published(tags, linked)
    publisher = tags.first(_PUBLISHERS[:2]) or linked.publisher or tags.first(_PUBLISHERS[2:])
    url = _link(root, "canonical") or address_of(tags.first(["og:url"])) or linked.url
    doi = next(filter(None, map(doi_of, [*tags.all(_DOIS), *linked.identifiers, url])), "")
    licence, doubt = _licence(root, tags, linked)
    title = _title(root, tags, linked)
    missing = [name for name, value in (("title", title), ("author", authors), ("date", published)) if not value]
    if missing:
        doubts = (*doubts, f"the page does not say its {', '.join(missing)} beyond doubt")
    return Said(
        title=title,
        authors=authors,
        published=published,
        doi=doi,
        url=url,
        publisher=publisher,
        language=_language(root, tags, linked),
        licence=licence,
        kind=linked.kind or ("Article" if tags.first(["og:type"]).lower() == "article" else ""),
        notes=(*doubts, *more, *doubt),
    )


def _title(root: Any, tags: _Tags, linked: Linked) -> str:
    if said := tags.first(_TITLES[:3]) or linked.title or tags.first(_TITLES[3:]):
        return said
    headings = list(filter(None, (plain(one.text_content()) for one in root.iter("h1"))))
    whole = next((plain(one.text_content()) for one in root.iter("title")), "")
    if len(headings) == 1:
        return headings[0]
    return next((one for one in headings if whole.startswith(one)), whole if not headings else "")


def _authors(root: Any, tags: _Tags, linked: Linked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Take the authors from the first place that names people; what names none is noted."""
    linked_texts = (plain(one.text_content()) for one in root.iter("a", "span") if _has_rel(one, "author"))
    places = [tags.values.get(name, []) for name in _AUTHORS[:3]]
    places += [list(linked.authors), *(tags.values.get(name, []) for name in _AUTHORS[3:]), list(linked_texts)]
    others: list[str] = []
    for place in places:
        names = [name for value in place for name in _people(value)]
        if names:
            return tuple(dict.fromkeys(names)), ()
        others += place
    if others := [one for one in dict.fromkeys(others) if not address_of(one)]:
        return (), (f"named as author, but no person by the look of it: {'; '.join(others[:3])}",)
    return (), ()


def _people(value: str) -> list[str]:
    """Read the names in a value: one name, one with the surname first, or several.

    >>> _people("Bern, Ada"), _people("By Ada Bern and Carl Dorn"), _people("Tea Times")
    (['Ada Bern'], ['Ada Bern', 'Carl Dorn'], [])
    """
    value = re.sub(r"^by:?\s+", "", value, flags=re.IGNORECASE)
    surname, comma, given = value.partition(",")
    if comma and " " not in surname.strip() and is_name(f"{given.strip()} {surname.strip()}") and ";" not in value:
        return [f"{given.strip()} {surname.strip()}"]
    if is_name(value):
        return [value]
    return list(names_of(value)[0])


def _has_rel(element: Any, what: str) -> bool:
    return what in (element.get("rel") or "").lower().split() or element.get("itemprop") == what


def _published(tags: _Tags, linked: Linked) -> tuple[str, tuple[str, ...]]:
    values = [*tags.all(_DATES[:6]), *linked.dates, *tags.all(_DATES[6:])]
    dates = list(dict.fromkeys(filter(None, map(iso_date, values))))
    if not dates:
        return "", ()
    # A year alone says less than a day within it.
    best = max((date for date in dates if date.startswith(dates[0])), key=len)
    others = [date for date in dates if not best.startswith(date)]
    notes = (f"the page gives other dates, too: {', '.join(others[:4])}",) if others else ()
    return best, notes


def _link(root: Any, rel: str) -> str:
    found = (one.get("href") or "" for one in root.iter("link", "a") if _has_rel(one, rel))
    return next(filter(None, map(address_of, found)), "")


def _licence(root: Any, tags: _Tags, linked: Linked) -> tuple[str, tuple[str, ...]]:
    if said := _link(root, "license") or linked.licence:
        return said, ()
    values = tags.all(_LICENCES)
    if said := next(filter(None, map(address_of, values)), ""):
        return said, ()
    known = [one for one in values if re.match(r"(?:CC|Creative Commons)\b", one, re.IGNORECASE)]
    if known:
        return known[0], ()
    hrefs = dict.fromkeys(one.get("href") or "" for one in root.iter("a"))
    links = [
        one for one in map(address_of, hrefs) if re.search(r"//creativecommons\.org/(?:licenses|publicdomain)/", one)
    ]
    notes = (f"the page links to {links[0]}: look whether that is the licence of the article",) if links else ()
    return "", notes


def _language(root: Any, tags: _Tags, linked: Linked) -> str:
    page = root if root.tag == "html" else next(root.iter("html"), root)
    attributes = [page.get("lang") or "", page.get("{http://www.w3.org/XML/1998/namespace}lang") or ""]
    for value in [*attributes, linked.language, tags.first(_LANGUAGES)]:
        if _LANGUAGE.fullmatch(value):
            return value.replace("_", "-")
    return ""
