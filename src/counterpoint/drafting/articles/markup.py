"""HTML to a tree that is safe to walk: decoded, without scripts and pictures, neither huge nor endlessly deep."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from counterpoint.drafting.articles.decoding import decode, marked
from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MOST_CHARACTERS: Final = 3_000_000
"""The most markup that is parsed, once scripts, styles and pictures are out."""
DEEPEST: Final = 250
"""The most elements inside each other: real pages have a tenth, and what walks a tree by recursion fails past it."""

_CHARSET: Final = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_OPEN: Final = re.compile(r"<(script|style|svg|template|iframe|object|canvas|math)\b[^>]*>|<!--|<\?xml", re.IGNORECASE)
_JSON: Final = re.compile(r"type\s*=\s*[\"']?application/ld\+json", re.IGNORECASE)
_DATA: Final = re.compile(r"data:[\w/+.;=-]{0,100},[^\"'\s)>]*")
_CLOSED_BY: Final = {"<!--": "-->", "<?xml": ">"}
_PRINTED: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode_page(data: bytes, charset: str = "") -> tuple[str, tuple[str, ...]]:
    """Decode a page by its mark, the charset given, or the one that it names, else by its bytes.

    :returns: the page, and what had to be guessed.
    """
    named = _CHARSET.search(data[:8192])
    for name in filter(None, (charset, named[1].decode("ascii") if named else "")):
        try:
            codec = codecs.lookup(name).name
        except (LookupError, ValueError):
            continue
        if marked(data) or codec.startswith("utf"):
            break  # the bytes themselves tell
        try:
            # Browsers read Latin-1 as Windows-1252, and so does whoever names it.
            return data.decode("cp1252" if codec in {"iso8859-1", "ascii"} else codec), ()
        except (UnicodeError, ValueError, LookupError):
            continue
    return decode(data)


def slim(page: str) -> str:
    """Leave out of a page what is no text: scripts (but for JSON-LD), styles, drawings, comments, embedded files.

    >>> slim("<p>a<script>b</script>c<!-- d -->e<img src='data:image/png;base64,AAAA'></p>")
    "<p>ace<img src=''></p>"
    """
    return _DATA.sub("", "".join(_kept(page)))


def _kept(page: str) -> Iterator[str]:
    position = 0
    endless: set[str] = set()
    while found := _OPEN.search(page, position):
        what = (found[1] or found[0]).lower()
        yield page[position : found.start()]
        position = found.end()
        if what in endless:
            continue
        pattern = _CLOSED_BY.get(what)
        end = re.compile(re.escape(pattern) if pattern else rf"</{what}\s*>", re.IGNORECASE).search(page, position)
        if end is None:
            endless.add(what)  # looked for once: a page of a million open scripts is read in linear time
            continue
        if what == "script" and _JSON.search(found[0]):
            yield page[found.start() : end.end()]
        position = end.end()
    yield page[position:]


def parse_page(name: str, page: str) -> HtmlElement:
    """Parse a page.

    :param name: what to call the file in messages.
    :raises UsageError: where it is too large, too deep, or holds nothing.
    """
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    text = _PRINTED.sub(" ", slim(page))
    if len(text) > MOST_CHARACTERS:
        message = f"{name} has {len(text):,} characters of markup, and an article may have {MOST_CHARACTERS:,}"
        raise UsageError(message, "save the article alone, or as plain text")
    if not text.strip():
        raise UsageError(f"{name} holds no text", "look whether the article is in it, and save it anew")
    try:
        root = document_fromstring(text.encode(), parser=HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.LxmlError, ValueError) as problem:
        raise UsageError(f"{name} does not parse as HTML: {problem}", "save the page anew, or as text") from problem
    if depth(root) > DEEPEST:
        message = f"{name} has elements more than {DEEPEST} deep in each other, as no article has"
        raise UsageError(message, "save the article's text as plain text")
    return root


def depth(root: Any) -> int:
    """Measure how deep the elements of a tree lie, without recursion."""
    from lxml import etree

    deepest = now = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest
