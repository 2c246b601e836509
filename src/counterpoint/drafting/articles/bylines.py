"""Lines that say who wrote an article, for whom and when: "By Ada Bern, Tea Gazette, 12 March 2026"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from counterpoint.drafting.articles.dates import dates_in
from counterpoint.drafting.articles.people import is_name, names_of
from counterpoint.drafting.attribution.wording import listed

_BY: Final = re.compile(
    r"(?:(?:words|text|story|reported|written|posted|published)\s+)?by:?\s+(?P<names>\S.*)", re.IGNORECASE
)
_FIELDS: Final = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")
_MORE: Final = re.compile(
    r"[.,;]?\s+(?:photographs?|photos?|pictures?|illustrations?|images?|edited)\s+by\b.*", re.IGNORECASE
)
_DAY: Final = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_AROUND: Final = re.compile(
    rf"[,(]?\s*(?:(?:updated|published|posted)\s*:?\s*)?(?:on\s+)?(?:{_DAY},?\s*)?\x00\)?,?"
    r"(?:\s*(?:at\s+)?\d{1,2}[:.]\d\d(?:\s?[ap]\.?m\.?)?(?:\s+[A-Z]{2,4}\b)?)?",
    re.IGNORECASE,
)
_PUBLICATION: Final = frozenset(
    "advertiser advocate argus bulletin chronicle courier daily dispatch echo examiner express gazette globe "
    "guardian herald independent inquirer journal ledger magazine mail mercury mirror news newsletter observer "
    "online post press radio record register reporter review sentinel standard star sun telegraph times today "
    "tribune voice weekly".split()
)
_FOR: Final = re.compile(r"\s+(?:for|of)\s+(?:the\s+)?(?P<where>[A-Z].*)")
_MOST_WORDS: Final = 30


class Byline(NamedTuple):
    """Who wrote an article.

    :param authors: names, in order.
    :param roles: what each is said to be, or an empty string.
    :param publisher: the publication, or an empty string.
    """

    authors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    publisher: str = ""


def is_publication(text: str) -> bool:
    """Tell whether a text can be the name of a newspaper or a broadcaster.

    >>> is_publication("Tea Gazette"), is_publication("The Times"), is_publication("Ada Bern")
    (True, True, False)
    """
    words = text.removeprefix("the ").split()
    lasting = words[-1].lower().strip(".") in _PUBLICATION if words else False
    return 1 <= len(words) <= 6 and text[:1].isupper() and (lasting or text in {"BBC", "Reuters", "AP", "AFP"})


def read_byline(line: str) -> Byline | None:
    """Read a line as a byline: after "by", or names with a publication or a date behind them.

    :returns: None where it is none; without authors where it names nobody.

    >>> read_byline("By Ada Bern, Tea Gazette, 12 March 2026")
    Byline(authors=('Ada Bern',), roles=('',), publisher='Tea Gazette')
    >>> read_byline("Ada Bern and Carl Dorn | Tea Gazette | 12/03/2026").authors
    ('Ada Bern', 'Carl Dorn')
    >>> read_byline("Leeds, 12 March 2026") is None
    True
    """
    if len(line.split()) > _MOST_WORDS:
        return None
    by = _BY.fullmatch(line)
    bare = _MORE.sub("", by["names"] if by else line)
    undated = _AROUND.sub(" | ", _without_dates(bare))
    people: list[str] = []
    publisher = ""
    for field in filter(None, (one.strip(" ,.") for one in _FIELDS.split(undated))):
        pieces = field.split(", ")
        places = [piece for piece in pieces[not people and not publisher :] if is_publication(piece)]
        if not places and (people or not by) and is_publication(field):
            places, pieces = [field], [field]
        if (found := _FOR.search(pieces[0])) and is_publication(found["where"]) and not places:
            places, pieces[0] = [found["where"]], pieces[0][: found.start()]
        publisher = publisher or (places[0] if places else "")
        if not people:
            people = [piece for piece in pieces if piece not in places]
    authors, roles = names_of(", ".join(people))
    if by:
        return Byline(authors, roles, publisher if authors else "")
    dated = undated != bare
    sure = bool(publisher) or (dated and all(one.split()[0].lower() in _given() for one in authors))
    alone = all(is_name(one) for one in authors) and bool(authors) and "." not in line.rstrip(".")
    return (
        Byline(authors, roles, publisher)
        if sure and alone and len(people) <= len(authors) + sum(map(bool, roles))
        else None
    )


def _given() -> frozenset[str]:
    return listed("male") | listed("female")


def _without_dates(text: str) -> str:
    """Put a sign in place of each date."""
    for _, start, end in sorted(dates_in(text), key=lambda one: -one[1]):
        text = f"{text[:start]}\0{text[end:]}"
    return text
