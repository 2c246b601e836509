"""Web pages that a browser saved in one file (MHTML)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final

from counterpoint.drafting.articles.article import Article
from counterpoint.drafting.articles.identifiers import address_of
from counterpoint.drafting.articles.webpages import read_page
from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from email.message import Message

_MOST_PARTS: Final = 5000


def read_mhtml(name: str, data: bytes) -> Article:
    """Read the page in an MHTML file; pictures and frames are left alone.

    :param name: what to call the file in messages.
    :raises UsageError: where there is no page in it.
    """
    from email import message_from_bytes

    try:
        message = message_from_bytes(data)
        part = _page(message)
    except RecursionError as problem:
        raise UsageError(f"{name} has parts nested without end", "save the page anew") from problem
    if part is None:
        raise UsageError(f"{name} holds no web page", "save the page anew: as a web page, single file")
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes) or not body.strip():
        raise UsageError(f"the page in {name} is empty", "save the page anew: as a web page, single file")
    places = (message.get("Snapshot-Content-Location"), part.get("Content-Location"))
    url = next(filter(None, (address_of(str(place)) for place in places if place)), "")
    return read_page(name, body, charset=part.get_content_charset() or "", url=url)


def _page(message: Message) -> Message | None:
    """Find the part that is the page: the one called the root, else the first that is HTML."""
    parts = list(islice(message.walk(), _MOST_PARTS))
    pages = [part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = str(message.get_param("start") or "")
    return next((part for part in pages if start and part.get("Content-ID") == start), pages[0] if pages else None)
