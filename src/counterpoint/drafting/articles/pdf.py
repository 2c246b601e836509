"""PDF files as articles: their lines put together to paragraphs, and what their metadata say."""

from __future__ import annotations

import io
import logging
import re
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from counterpoint.drafting.articles.article import Article
from counterpoint.drafting.articles.dates import iso_date
from counterpoint.drafting.articles.heads import Head, read_head
from counterpoint.drafting.articles.identifiers import doi_of
from counterpoint.drafting.articles.lines import Line, paragraphs, title_of
from counterpoint.drafting.articles.people import names_of
from counterpoint.drafting.names import folded
from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from pypdf import PdfReader

MOST_PAGES: Final = 500
MOST_SECONDS: Final = 60.0
_MOST_CHARACTERS: Final = 5_000_000
_LEAST_A_PAGE: Final = 15
"""A page with fewer letters is a picture, or empty."""
_TAIL: Final = 100_000
_DAMAGE: Final = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError, AssertionError,
    NotImplementedError, OSError, zlib.error, struct.error,
)  # fmt: skip
"""What pypdf raises on damaged files, besides its own errors."""
_NO_TITLE: Final = re.compile(
    r"microsoft word\b.*|untitled.*|.*\.(?:docx?|indd|pdf|tex|qxd|pages|rtf|txt)|\W*", re.IGNORECASE
)
_XMP: Final = r"<{0}(?:\s[^>]*)?>\s*(?P<text>[^<]{{1,300}})<|\b{0}=[\"'](?P<value>[^\"'<]{{1,300}})"


class _TooLongError(Exception):
    pass


def read_pdf(name: str, data: bytes) -> Article:
    """Read a PDF file.

    :param name: what to call the file in messages.
    :raises UsageError: where it is damaged, encrypted, too long, or pictures of pages.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import DependencyError, PyPdfError
    except ImportError as problem:
        hint = "pip install 'counterpoint[draft]', or save the text as plain text"
        raise UsageError("PDF files need pypdf", hint) from problem
    again = "get the file anew, or copy its text into a plain text file"
    if b"%%EOF" not in data[-_TAIL:]:
        raise UsageError(f"{name} is cut off: the end of the PDF is missing", again)
    with _quietly():
        try:
            reader = PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UsageError(f"{name} is encrypted with a password", "print it into a new PDF, or save its text")
            lines, empty = _lines(name, reader)
            said = _metadata(reader)
        except DependencyError as problem:
            raise UsageError(f"{name} is encrypted", "print it into a new PDF, or save its text") from problem
        except _TooLongError as problem:
            hint = "copy the article's text into a plain text file"
            raise UsageError(f"{name} takes more than {MOST_SECONDS:.0f} seconds to read", hint) from problem
        except (PyPdfError, *_DAMAGE) as problem:
            raise UsageError(f"{name} is a damaged PDF: {_first_line(problem)}", again) from problem
    return _article(lines, said, empty)


def _first_line(problem: BaseException) -> str:
    return (str(problem).splitlines() or [""])[0][:200] or type(problem).__name__


@contextmanager
def _quietly() -> Iterator[None]:
    """Keep pypdf from writing to the terminal what it makes up for."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _lines(name: str, reader: PdfReader) -> tuple[list[Line], list[int]]:
    """Read the lines of every page.

    :returns: the lines, and the pages without text, from 1.
    """
    count = len(reader.pages)
    if not count:
        raise UsageError(f"{name} has no pages", "get the file anew")
    if count > MOST_PAGES:
        message = f"{name} has {count:,} pages, and an article may have {MOST_PAGES}"
        raise UsageError(message, "print the article's pages into a new PDF")
    until = time.monotonic() + MOST_SECONDS
    lines: list[Line] = []
    empty: list[int] = []
    characters = 0
    for number, page in enumerate(reader.pages):
        found = _page_lines(page, number, until)
        letters = sum(one.isalnum() for line in found for one in line.text)
        if letters < _LEAST_A_PAGE:
            empty.append(number + 1)
        lines += found
        characters += sum(len(line.text) for line in found)
        if characters > _MOST_CHARACTERS:
            raise UsageError(
                f"{name} has more than {_MOST_CHARACTERS:,} characters", "print the article alone into a PDF"
            )
    if len(empty) == count:
        hint = "read the text out with OCR (ocrmypdf makes a PDF with text), or type it into a text file"
        raise UsageError(f"{name} holds no text: its pages are pictures, as of a scanner, or empty", hint)
    return lines, empty


def _page_lines(page: Any, number: int, until: float) -> list[Line]:
    """Read the lines of a page with their places, in the order of the file."""
    lines: list[Line] = []
    now = Line("", number)
    sizes: Counter[float] = Counter()

    def watch(*_: Any) -> None:
        if time.monotonic() > until:
            raise _TooLongError

    def take(text: str, matrix: Any, text_matrix: Any, _font: Any, size: float) -> None:
        nonlocal now
        height = abs(size * (text_matrix[3] or text_matrix[1]) * (matrix[3] or matrix[1]))
        for count, piece in enumerate(text.split("\n")):
            if count:
                end()
            sizes[round(height, 1)] += len(piece.strip())
            if piece.strip() and not now.text.strip():
                x, y = text_matrix[4], text_matrix[5]
                now.text = piece
                now.x = matrix[0] * x + matrix[2] * y + matrix[4]
                now.y = matrix[1] * x + matrix[3] * y + matrix[5]
                if count:
                    now.x = now.y = None  # the place is that of the piece's first line
            else:
                now.text += piece

    def end() -> None:
        nonlocal now
        now.size = sizes.most_common(1)[0][0] if sizes else 0.0  # that of most of its letters
        lines.append(now)
        now = Line("", number)
        sizes.clear()

    page.extract_text(visitor_operand_before=watch, visitor_text=take)
    end()
    return [line for line in lines if line.text.strip()]


def _metadata(reader: PdfReader) -> dict[str, str]:
    """Read what the file says of itself, each as it is."""
    found = {key: str(value) for key, value in (reader.metadata or {}).items() if isinstance(value, str)}
    catalog: Any = reader.trailer["/Root"]
    found["/Lang"] = str(catalog.get("/Lang") or "")
    stream = catalog.get("/Metadata")
    packet = stream.get_object().get_data()[:500_000].decode("utf-8", "replace") if stream is not None else ""
    for key in (
        "prism:doi",
        "dc:identifier",
        "prism:publicationDate",
        "prism:coverDisplayDate",
        "prism:publicationName",
    ):
        if match := re.search(_XMP.format(key), packet):
            found[key] = (match["text"] or match["value"]).strip()
    return found


def _article(lines: list[Line], said: dict[str, str], empty: list[int]) -> Article:
    text = "\n\n".join(paragraphs(lines))
    # Line by line, as a byline and a date may stand in one paragraph; the title is the largest print.
    head = read_head("\n".join(line.text for line in lines[:60]), title=title_of(lines))
    title, authors, notes = _confirmed(text, head, said)
    published = head.published or iso_date(said.get("prism:publicationDate", ""))
    if not published and (made := re.match(r"D:(\d{4})(\d\d)(\d\d)", said.get("/CreationDate", ""))):
        notes.append(f"the file was made on {'-'.join(made.groups())}; that need not be the day of publication")
    if empty:
        pages = ", ".join(map(str, empty[:10])) + (" …" if len(empty) > 10 else "")
        notes.append(f"no text on page {pages}: empty, or a picture")
    if text.count("\ufffd") + len(re.findall(r"\(cid:\d+\)|/g\d+", text)) > 0.02 * len(text):
        notes.append("many letters of the file have no text behind them: look whether its words can be read")
    language = said["/Lang"] if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", said["/Lang"]) else head.language
    return Article(
        text=text,
        title=title,
        authors=authors,
        author_roles=head.author_roles if authors == head.authors else ("",) * len(authors),
        published=published,
        doi=doi_of(said.get("prism:doi", "")) or doi_of(said.get("dc:identifier", "")) or head.doi,
        url=head.url,
        publisher=said.get("prism:publicationName", "") or head.publisher,
        language=language,
        licence=head.licence,
        notes=(*notes, *_open(head, title, authors, published)),
    )


def _open(head: Head, title: str, authors: tuple[str, ...], published: str) -> tuple[str, ...]:
    return () if title and authors and published else head.notes


def _confirmed(text: str, head: Head, said: dict[str, str]) -> tuple[str, tuple[str, ...], list[str]]:
    """Take title and authors of the metadata where the first page prints them, else from the head of the text.

    Programs fill these fields with names of files and of whoever owns the machine.
    """
    printed = folded(text[:5000])
    notes = []
    title = " ".join(said.get("/Title", "").split())
    if title and (_NO_TITLE.fullmatch(title) or folded(title) not in printed):
        if not _NO_TITLE.fullmatch(title):
            notes.append(f'the metadata call it "{title[:150]}", which the first page does not say')
        title = ""
    authors, _ = names_of(said.get("/Author", ""))
    if authors and not all(folded(author) in printed for author in authors):
        notes.append(f"the metadata name {', '.join(authors)[:150]} as author, whom the first page does not name")
        authors = ()
    return title or head.title, authors or head.authors, notes
