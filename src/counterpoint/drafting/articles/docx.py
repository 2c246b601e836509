"""Word files (DOCX) as articles, unpacked only once they are seen to be harmless."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from counterpoint.drafting.articles.article import Article
from counterpoint.drafting.articles.heads import read_head
from counterpoint.drafting.articles.people import names_of
from counterpoint.drafting.names import folded
from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from docx.document import Document

MOST_UNPACKED: Final = 200 * 1024 * 1024
MOST_TEXT: Final = 40 * 1024 * 1024
"""The most bytes that an XML part may unpack to."""
MOST_RATIO: Final = 200
"""The most that a part may shrink by; the XML of real files shrinks by 5 to 50."""
MOST_PARTS: Final = 5000
_SMALL: Final = 1024 * 1024
"""A part of fewer bytes may shrink by any amount: there is no harm in it."""
_DECLARATION: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING: Final = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.-]+)""")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NO_TITLE: Final = re.compile(r"untitled.*|document\d*|.*\.(?:docx?|rtf|txt|odt)|word document|\W*", re.IGNORECASE)


def read_docx(name: str, data: bytes) -> Article:
    """Read a DOCX file: its paragraphs as they would be printed with all changes accepted.

    :param name: what to call the file in messages.
    :raises UsageError: where it is damaged or encrypted, unpacks to too much, or declares entities.
    """
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from lxml import etree
    except ImportError as problem:
        hint = "pip install 'counterpoint[draft]', or save the text as plain text"
        raise UsageError("DOCX files need python-docx", hint) from problem
    again = "open it in a word processor and save it anew, or as plain text"
    try:
        _refuse_harmful(name, data)
        document = docx.Document(io.BytesIO(data))
        parts = list(_paragraphs(document.element.body))
        said = _properties(document)
    except RecursionError as problem:
        raise UsageError(f"{name} has parts nested without end", again) from problem
    except (
        OpcError, etree.LxmlError, zipfile.BadZipFile, zlib.error, ValueError, LookupError, AttributeError, TypeError,
        NotImplementedError, EOFError, OSError,
    ) as problem:  # fmt: skip
        reason = (str(problem).splitlines() or [""])[0][:200] or type(problem).__name__
        raise UsageError(f"{name} is a damaged DOCX file: {reason}", again) from problem
    return _article(parts, said)


def _refuse_harmful(name: str, data: bytes) -> None:
    """Look at every part before any is parsed.

    :raises UsageError: where a part would unpack to too much, is encrypted, or declares what XML of Word never has.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        total = sum(entry.file_size for entry in entries)
        if total > MOST_UNPACKED or len(entries) > MOST_PARTS:
            message = f"{name} would unpack to {total / 2**20:,.0f} MB in {len(entries):,} parts"
            raise UsageError(message, "take pictures and embedded files out, or save the text as plain text")
        for entry in entries:
            if entry.flag_bits & 1:
                raise UsageError(f"{name} is encrypted with a password", "save it without one")
            if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
                ratio = entry.file_size / max(entry.compress_size, 1)
                message = f"{name} holds a part that unpacks to {ratio:,.0f} times its size, as no article does"
                raise UsageError(message, "save the text as plain text")
            if entry.filename.lower().endswith((".xml", ".rels")) or entry.filename == "[Content_Types].xml":
                _refuse_declarations(name, archive, entry)


def _refuse_declarations(name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if entry.file_size > MOST_TEXT:
        message = (
            f"{name} holds {entry.file_size / 2**20:,.0f} MB of text, and an article may have {MOST_TEXT // 2**20}"
        )
        raise UsageError(message, "save the article alone")
    part = archive.read(entry)
    named = _ENCODING.match(part.lstrip(b"\xef\xbb\xbf"))
    if b"\0" in part or (named and named[1].lower() not in {b"utf-8", b"us-ascii", b"ascii"}):
        # Word writes UTF-8; in another encoding a declaration could hide from the search below.
        hint = "open it in a word processor and save it anew, or as plain text"
        raise UsageError(f"{name} holds XML that is not in UTF-8, as no word processor writes it", hint)
    if _DECLARATION.search(part):
        message = f"{name} declares XML entities, which can read other files or swell without end"
        raise UsageError(message, "open it in a word processor you trust and save it anew, or as plain text")


def _paragraphs(body: Any) -> Iterator[str]:
    """Give the text of each paragraph in order, also of tables and text boxes, without deleted words."""
    for paragraph in body.iter(f"{_W}p"):
        if any(ancestor.tag == _FALLBACK for ancestor in paragraph.iterancestors()):
            continue  # says again, for older programs, what stands beside it
        pieces: list[str] = []
        for piece in _runs(paragraph):
            if piece == "\n":
                yield from filter(None, [" ".join("".join(pieces).split())])
                pieces = []
            else:
                pieces.append(piece)
        yield from filter(None, [" ".join("".join(pieces).split())])


def _runs(paragraph: Any) -> Iterator[str]:
    """Give the pieces of a paragraph's own text, a line break as such."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in (f"{_W}p", f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}instrText", _FALLBACK):
            continue
        if element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag in (f"{_W}tab", f"{_W}ptab"):
            yield " "
        elif element.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif element.tag == f"{_W}noBreakHyphen":
            yield "-"
        else:
            stack.extend(reversed(element))


def _properties(document: Document) -> dict[str, str]:
    core = document.core_properties
    made = core.created
    return {
        "title": " ".join((core.title or "").split())[:500],
        "author": " ".join((core.author or "").split())[:500],
        "language": core.language or "",
        "made": made.date().isoformat() if made else "",
    }


def _article(parts: list[str], said: dict[str, str]) -> Article:
    """Take title and author of the properties where the text says them, too, else from the head of the text.

    A template or whoever owns the program fills these properties as often as the author.
    """
    text = "\n\n".join(parts)
    printed = folded(text[:5000])
    notes = []
    title, (authors, _) = said["title"], names_of(said["author"])
    if title and folded(title) not in printed:
        if not _NO_TITLE.fullmatch(title):
            notes.append(f'the file calls itself "{title[:150]}", which the text does not say')
        title = ""
    if authors and not all(folded(author) in printed for author in authors):
        notes.append(f"the file names {', '.join(authors)[:150]} as author, whom the text does not name")
        authors = ()
    head = read_head(text, title)
    authors = authors or head.authors
    if not head.published and said["made"]:
        notes.append(f"the file was made on {said['made']}; that need not be the day of publication")
    return Article(
        text=text,
        title=head.title,
        authors=authors,
        author_roles=head.author_roles if authors == head.authors else ("",) * len(authors),
        published=head.published,
        doi=head.doi,
        url=head.url,
        publisher=head.publisher,
        language=said["language"] if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", said["language"]) else "",
        licence=head.licence,
        notes=(*notes, *(() if head.title and authors and head.published else head.notes)),
    )
