"""What the head of a text says of the article: title, authors, date, DOI; nothing that could be something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from counterpoint.drafting.articles.bylines import is_publication, read_byline
from counterpoint.drafting.articles.dates import dates_in
from counterpoint.drafting.articles.identifiers import address_of, dois_in
from counterpoint.drafting.articles.people import JOB, is_name, names_of

_MOST_LINES: Final = 40
_MOST_CHARACTERS: Final = 6000
_LONGEST_TITLE: Final = 250
_LONGEST_LINE: Final = 200
_SHORT_BYLINE: Final = 8
_BODY_WORDS: Final = 40
"""A line with as many words is of the article's body, and what comes after it is no longer its head."""

_FIELD: Final = re.compile(
    r"(?:[*_]{0,2})(?P<key>titles?|headline|authors?|date|published(?: on)?|publication date|posted(?: on)?|updated"
    r"|doi|url|source|link|publisher|publication|licen[cs]e|language)[*_]{0,2}\s*:[*_]{0,2}\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"(?:\w+ )?by\b", re.IGNORECASE)
_LISTED: Final = re.compile(r"(?:\d{1,2}[.)]|[-*•])\s+(?P<name>[^,;]{3,60})(?:,\s*(?P<role>[a-z][^.;@]{2,80})?)?\s*")
_ROLE: Final = re.compile(r"(?:\d{1,2}[.)]|[-*•])\s+(?P<role>[a-z][^.;@]{2,80})\s*")
_PUBLISHED: Final = re.compile(r"(?:published|posted|first published)\W+(?:on\s+|at\s+)?$", re.IGNORECASE)
_OTHER_DATE: Final = re.compile(
    r"(?:updated|modified|accepted|received|accessed|retrieved)\W+(?:on\s+)?$", re.IGNORECASE
)
_DATELINE: Final = re.compile(
    r"\W*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s*)?\W*(?:\W*(?:published|posted|on|at)\W*)*",
    re.IGNORECASE,
)
_JOURNAL: Final = re.compile(r"(?:Cite this as:?\s*)?(?P<name>[A-Z][A-Za-z&. ]{1,60}?)\.?\s+(?:1[89]|20)\d\d\s?;\s?\d+")


@dataclass
class Head:
    """What the head of a text says; empty where it says nothing, or it can't be told.

    :param open: whether the role of the last author may follow on the next line.
    """

    title: str = ""
    authors: tuple[str, ...] = ()
    author_roles: tuple[str, ...] = ()
    published: str = ""
    doi: str = ""
    url: str = ""
    publisher: str = ""
    licence: str = ""
    language: str = ""
    notes: tuple[str, ...] = ()
    open: bool = False


@dataclass
class _Line:
    text: str
    kind: str = ""  # "", author, date, doi, field, body


def read_head(text: str, title: str = "") -> Head:
    """Read the head of a text: the lines before its body.

    A title is the line above the first line with an author, a date or a DOI; an author follows "by" or stands in a
    list below the DOI; a date stands in a line of its own or after "published".

    :param title: where something else says it.

    >>> head = read_head("Tea for all" + chr(10) * 2 + "By Ada Bern, tea editor" + chr(10) + "3 May 2016")
    >>> head.title, head.authors, head.author_roles, head.published
    ('Tea for all', ('Ada Bern',), ('tea editor',), '2016-05-03')
    """
    head = Head(title=title)
    lines = [_Line(line) for line in _lines(text)]
    dates: list[tuple[str, bool]] = []
    for number, line in enumerate(lines):
        _read_line(head, line, dates, is_first=number == 0)
        _read_job(head, lines[number - 1 : number + 1])
    _settle_date(head, dates)
    if not head.title:
        head.title = _title(lines)
    missing = [name for name in ("title", "author", "date") if not _has(head, name)]
    if missing:
        head.notes += (f"the head of the text does not say its {', '.join(missing)} beyond doubt",)
    return head


def _has(head: Head, name: str) -> bool:
    return bool({"title": head.title, "author": head.authors, "date": head.published}[name])


def _lines(text: str) -> Iterator[str]:
    """Give the lines of the head, without what marks them in Markdown; the first line of the body ends it."""
    start = text[:_MOST_CHARACTERS]
    count = 0
    for raw in re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", start):
        line = re.sub(r"\s+", " ", raw).strip()
        if not line:
            continue
        count += 1
        if count > _MOST_LINES or len(line.split()) >= _BODY_WORDS:
            return
        yield line


def _read_line(head: Head, line: _Line, dates: list[tuple[str, bool]], *, is_first: bool) -> None:
    bare = re.sub(r"^#{1,6}\s+|^[*_]{1,2}(?=\w)|(?<=\w)[*_]{1,2}$", "", line.text)
    if line.text.startswith("# ") and not head.title:
        head.title = bare
        return
    line.text = bare
    if field := _FIELD.fullmatch(bare):
        line.kind = "field"
        _read_field(head, field["key"].lower(), field["value"].strip().strip("\"'"), dates)
        return
    byline = read_byline(bare) if not head.authors else None
    if byline and byline.authors and not (is_first and not byline.publisher and not _BY.match(bare)):
        line.kind, head.authors, head.author_roles = "author", byline.authors, byline.roles
        head.publisher = head.publisher or byline.publisher
    elif byline and not is_first and len(bare.split()) <= _SHORT_BYLINE:
        line.kind = "author"  # of nobody by name
    _read_identifiers(head, line, bare)
    _read_dates(head, line, bare, dates)
    if not line.kind and not is_first:
        _read_listed(head, line, bare)


def _read_field(head: Head, key: str, value: str, dates: list[tuple[str, bool]]) -> None:
    if key.startswith(("title", "headline")):
        head.title = head.title or value
    elif key.startswith("author"):
        if not head.authors:
            head.authors, head.author_roles = names_of(value)
    elif key in ("date", "publication date") or key.startswith(("published", "posted")):
        dates.extend((date, True) for date, _, _ in dates_in(value)[:1])
    elif key == "doi":
        head.doi = head.doi or next((doi for doi, _ in dois_in(f"doi: {value}")), "")
    elif key in ("url", "link", "source"):
        head.url = head.url or address_of(value)
    elif key in ("publisher", "publication"):
        head.publisher = head.publisher or value
    elif key.startswith("licen"):
        head.licence = head.licence or value
    elif key == "language" and re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        head.language = head.language or value


def _read_identifiers(head: Head, line: _Line, text: str) -> None:
    found = dois_in(text)
    if not found:
        return
    line.kind = line.kind or "doi"
    if not head.doi:
        head.doi = found[0][0]
        if journal := _JOURNAL.match(text):
            head.publisher = head.publisher or journal["name"].strip()


def _read_dates(head: Head, line: _Line, text: str, dates: list[tuple[str, bool]]) -> None:
    """Take the dates that stand by themselves or after "published"; a date in a sentence may be any day."""
    if len(text) > _LONGEST_LINE:
        return
    for date, start, end in dates_in(text):
        before, after = text[:start], text[end:]
        if _OTHER_DATE.search(before):
            line.kind = line.kind or "other date"
            continue
        said = bool(_PUBLISHED.search(before))
        if is_publication(before.strip(" ,|")):
            head.publisher = head.publisher or before.strip(" ,|")
            before = ""
        if line.kind == "author":
            before = after = ""  # of a byline
        alone = bool(_DATELINE.fullmatch(before)) and len(after.split()) <= 4 and not after.strip().endswith(".")
        if said or alone:
            dates.append((date, said))
            line.kind = line.kind or "date"


def _read_listed(head: Head, line: _Line, text: str) -> None:
    """Take an author from the list below a DOI: ``1. Ada Bern, tea editor``."""
    listed = _LISTED.fullmatch(text)
    if head.authors and head.open and (role := _ROLE.fullmatch(text)):
        head.author_roles = (*head.author_roles[:-1], role["role"].strip())
    head.open = False
    if listed and head.doi and is_name(listed["name"]):
        line.kind = "author"
        head.authors += (listed["name"].strip(),)
        head.author_roles += ((listed["role"] or "").strip(),)
        head.open = text.rstrip().endswith(",")  # the role follows on a line of its own


def _read_job(head: Head, two: list[_Line]) -> None:
    """Take a name and what its bearer is, in lines of their own: "Ada Bern", "Tea correspondent"."""
    if len(two) == 2 and not head.authors and is_name(two[0].text) and JOB.fullmatch(two[1].text):
        head.authors, head.author_roles = (two[0].text,), (two[1].text,)
        two[0].kind = two[1].kind = "author"


def _settle_date(head: Head, dates: list[tuple[str, bool]]) -> None:
    """Take the date that is called the day of publication, else the only one."""
    said = {date for date, is_said in dates if is_said} or {date for date, _ in dates}
    if len(said) == 1 and "" not in said:
        head.published = said.pop()
    elif "" in said:
        head.notes += ("the date could be of two days, as month and day are numbers: write published: by hand",)
    elif said:
        head.notes += (f"the head of the text has several dates ({', '.join(sorted(said))}); none was taken",)


def _title(lines: list[_Line]) -> str:
    """Take the last line that can be a title above the first with an author, a date or a DOI, else the first line."""
    first = next((number for number, line in enumerate(lines) if line.kind), None)
    above = lines[:first] if first is not None else lines[:1]
    for line in reversed(above):
        words = line.text.split()
        if len(words) >= 2 and len(line.text) <= _LONGEST_TITLE and not re.search(r"[a-z]\.[”\"’']?$", line.text):
            return line.text
        if first is not None and len(words) >= 25:
            return ""
    return ""
