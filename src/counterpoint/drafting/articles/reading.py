"""Read an article, whatever its format."""

from __future__ import annotations

from pathlib import Path

from counterpoint.drafting.articles.article import Article
from counterpoint.drafting.articles.formats import format_of
from counterpoint.drafting.articles.opening import read_file
from counterpoint.drafting.articles.plain import read_plain
from counterpoint.errors import UsageError, visible


def read_article(path: Path) -> Article:
    """Read an article: plain text, Markdown, a saved web page, PDF or DOCX, told apart by content.

    The same file gives the same text each time.

    :param path: the file.
    :raises UsageError: where it cannot be read, is damaged or encrypted, or holds no text.
    """
    data = read_file(path)
    name = visible(str(path))
    article = _read(name, data)
    if not any(character.isalnum() for character in article.text):
        raise UsageError(f"{name} holds no text", "look whether the article is in it, and save it anew")
    return article


def _read(name: str, data: bytes) -> Article:
    match format_of(name, data):
        case "pdf":
            from counterpoint.drafting.articles.pdf import read_pdf

            return read_pdf(name, data)
        case "docx":
            from counterpoint.drafting.articles.docx import read_docx

            return read_docx(name, data)
        case "mhtml":
            from counterpoint.drafting.articles.mhtml import read_mhtml

            return read_mhtml(name, data)
        case "html":
            from counterpoint.drafting.articles.webpages import read_page

            return read_page(name, data)
        case _:
            return read_plain(data)
