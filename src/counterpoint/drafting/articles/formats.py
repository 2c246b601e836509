"""Tell the format of a file by its content; its ending may say anything."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final, Literal

from counterpoint.drafting.articles.decoding import marked
from counterpoint.errors import UsageError

Format = Literal["text", "html", "mhtml", "pdf", "docx"]

_HEAD: Final = 8192
_REFUSED: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"\x89PNG", "is an image", "read the text out with OCR, correct it and save it as plain text"),
    (b"\xff\xd8\xff", "is an image", "read the text out with OCR, correct it and save it as plain text"),
    (b"GIF8", "is an image", "read the text out with OCR, correct it and save it as plain text"),
    (b"BM", "is an image", "read the text out with OCR, correct it and save it as plain text"),
    (b"II*\0", "is an image", "read the text out with OCR, correct it and save it as plain text"),
    (b"MM\0*", "is an image", "read the text out with OCR, correct it and save it as plain text"),
    (b"RIFF", "is an image, a sound or a film", "save the article's text"),
    (b"{\\rtf", "is in Rich Text Format", "save it as DOCX or plain text"),
    (
        b"\xd0\xcf\x11\xe0",
        "is an old Word file, or a DOCX file with a password",
        "open it and save it as DOCX without one",
    ),
    (b"bplist00", "is a web archive of Safari", "save the page as its source, or as PDF"),
    (b"\x1f\x8b", "is compressed", "unpack it first"),
    (b"7z\xbc\xaf", "is an archive", "unpack it first"),
    (b"Rar!", "is an archive", "unpack it first"),
    (b"BZh", "is compressed", "unpack it first"),
    (b"\xfd7zXZ", "is compressed", "unpack it first"),
    (b"%!PS", "is PostScript", "turn it into PDF first"),
    (b"SQLite format 3", "is a database", "name the file of an article"),
    (b"\x7fELF", "is a program", "name the file of an article"),
    (b"MZ\x90", "is a program", "name the file of an article"),
)
_ZIPS: Final = (
    ("xl/", "is a spreadsheet", "counterpoint import reads coded statements"),
    ("ppt/", "is a presentation", "save its text"),
    ("content.xml", "is an OpenDocument file", "save it as DOCX or plain text"),
    ("META-INF/container.xml", "is an e-book", "save the article as HTML or plain text"),
)
_MIME: Final = re.compile(rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2}")
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body|article|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(
    r"<(?:/?(?:p|div|span|article|section|h[1-6]|ul|br|a)\b[^<>]{0,500}|/(?:p|div|article))>", re.IGNORECASE
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def format_of(name: str, data: bytes) -> Format:
    """Tell the format of a file.

    :param name: what to call the file in messages.
    :param data: its content.
    :raises UsageError: where it is none that is read.
    """
    for magic, what, hint in _REFUSED:
        if data.startswith(magic) and (len(magic) > 2 or b"\0" in data[:64]):
            raise UsageError(f"{name} {what}", hint)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(name, data)
    start = data[:_HEAD]
    if _MIME.match(start) and re.search(rb"(?im)^(?:MIME-Version|Content-Type):", start):
        return "mhtml"
    text = start.decode(marked(start) or "utf-8", "replace").lstrip("\ufeff")
    if _CONTROL.search(text):
        hint = "name the file of an article: plain text, HTML, PDF or DOCX"
        raise UsageError(f"{name} is no text: it holds bytes that no text has", hint)
    if _HTML.match(text) or len(_TAG.findall(text)) > 10:
        return "html"
    if text.lstrip().lower().startswith("<?xml"):
        raise UsageError(f"{name} is XML that is no web page", "save the article as HTML or plain text")
    return "text"


def _zipped(name: str, data: bytes) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as problem:
        hint = "it may have been cut off: get it anew, or save it again"
        raise UsageError(f"{name} is a damaged DOCX or ZIP file: {problem}", hint) from problem
    if "word/document.xml" in names:
        return "docx"
    for beginning, what, hint in _ZIPS:
        if any(one.startswith(beginning) for one in names):
            raise UsageError(f"{name} {what}", hint)
    raise UsageError(f"{name} is an archive", "unpack it and name one article in it")
