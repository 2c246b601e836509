"""Files of every format, made up: PDF and DOCX are written by hand, so that a test can spoil any part of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

TITLE = "Tea for all"
PARAGRAPHS = (
    "Tea is drunk by everybody in the town, whatever their age, and the council likes it, as it long has, very much.",
    "“We are very fond of it,” says Eva Fox, head of tea at the council, who drinks eleven cups of it on most days.",
    "Gus Hart, a doctor at Town Hospital, says that nobody should drink so much, and that water costs a lot less.",
)

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="word/document.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>
<Relationship Id="r2" Target="docProps/core.xml"
 Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"/>
</Relationships>"""
_CORE = """<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>
<dcterms:created xsi:type="dcterms:W3CDTF">2020-02-29T10:00:00Z</dcterms:created></cp:coreProperties>"""


def docx(
    body: str, *, title: str = "", author: str = "", more: Mapping[str, bytes] | None = None, head: str = ""
) -> bytes:
    """Write a DOCX file.

    :param body: WordprocessingML, or lines of plain text without markup.
    :param more: further parts, or others for those there are.
    :param head: what stands before the root of the document part.
    """
    if "<w:" not in body:
        body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in body.splitlines())
    document = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    )
    parts: dict[str, bytes] = {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": _RELATIONS.encode(),
        "docProps/core.xml": _CORE.format(title=title, author=author).encode(),
        "word/document.xml": document.encode(),
        **(more or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def pdf(pages: Sequence[Sequence[tuple[float, float, float, str]]], *, info: Mapping[str, str] | None = None) -> bytes:
    """Write a PDF file.

    :param pages: for each page its lines: left edge, height above the bottom, size in points, text in Latin-1.
    :param info: the document information: Title, Author …
    """
    count = len(pages)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(count))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for number, lines in enumerate(pages):
        resources = "/Resources << /Font << /F 3 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {5 + 2 * number} 0 R >>"
        objects.append(page.encode())
        content = "\n".join(
            f"BT /F {size} Tf 1 0 0 1 {x} {y} Tm ({_escaped(text)}) Tj ET" for x, y, size, text in lines
        ).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    entries = " ".join(f"/{key} ({_escaped(value)})" for key, value in (info or {}).items())
    objects.append(f"<< {entries} >>".encode("cp1252"))
    return _assembled(objects, info=len(objects))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _assembled(objects: Sequence[bytes], info: int) -> bytes:
    file = io.BytesIO()
    file.write(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, info))
    file.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return file.getvalue()


def page(body: str = "", head: str = "", *, attributes: str = ' lang="en"') -> str:
    """Write a web page, with an article of three paragraphs and what stands around it on the web."""
    paragraphs = body or "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html{attributes}><head><meta charset='utf-8'>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/culture'>Culture</a></li></ul></nav>"
        f"<article>{paragraphs}</article><footer><p>All rights are somewhere.</p></footer></body></html>"
    )
