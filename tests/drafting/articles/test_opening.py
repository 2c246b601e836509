"""Only a file that can be read is, and what is wrong with another is said with what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from counterpoint.drafting.articles import opening, read_article
from counterpoint.errors import UsageError
from tests.drafting.articles.files import docx


def refused(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        read_article(path)
    assert caught.value.hint or "cannot be read" in caught.value.message
    return str(caught.value)


@pytest.mark.parametrize("address", ["https://tea.example/all", "HTTP://tea.example", "file:///tea.html"])
def test_an_address_is_not_fetched(address: str) -> None:
    assert "save the page" in refused(Path(address))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert str(tmp_path / "tea.txt") in refused(tmp_path / "tea.txt")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in refused(tmp_path / "pipe")


def test_a_device_is_refused() -> None:
    assert "no regular file" in refused(Path(os.devnull))


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tea.txt"
    path.write_text("tea")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    assert "Permission denied" in refused(path)


def test_a_file_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tea").write_text("tea")
    assert "cannot be read" in refused(tmp_path / "tea" / "more")


def test_a_path_with_a_zero_byte_is_refused() -> None:
    assert "cannot be read" in refused(Path("tea\0.txt"))


@pytest.mark.parametrize("content", [b"", b"\n\n  \t", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\0\0"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "tea.txt"
    path.write_bytes(content)
    assert "is empty" in refused(path)


def test_a_file_without_a_letter_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tea.txt"
    path.write_text("… — “”")
    assert "holds no text" in refused(path)


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "tea.txt"
    with path.open("wb") as file:
        file.truncate(opening.MOST_BYTES + 1)
    assert "MB" in refused(path)


REFUSED = {
    "a picture": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is an image"),
    "a photograph": (b"\xff\xd8\xff\xe0\0\x10JFIF", "is an image"),
    "a Rich Text file": (b"{\\rtf1\\ansi tea}", "Rich Text"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Word file"),
    "a compressed file": (b"\x1f\x8b\x08\0tea", "compressed"),
    "a program": (b"\x7fELF\x02\x01\x01\0", "program"),
    "bytes": (bytes(range(1, 256)) * 3, "no text"),
    "text with a zero byte": (b"Tea is good.\0\0\0 It is.", "no text"),
    "other XML": (b"<?xml version='1.0'?><TEI><text>tea</text></TEI>", "XML"),
    "a cut ZIP file": (docx("tea")[:-40], "damaged"),
    "an empty ZIP file": (b"PK\x05\x06" + bytes(18), "archive"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_article_is_refused_whatever_its_ending(tmp_path: Path, what: str) -> None:
    content, message = REFUSED[what]
    for ending in ("txt", "html", "pdf", "docx"):
        path = tmp_path / f"tea.{ending}"
        path.write_bytes(content)
        assert message in refused(path)


def test_the_format_is_told_by_the_content(tmp_path: Path) -> None:
    path = tmp_path / "tea.pdf"
    path.write_bytes(docx("Tea is good."))
    assert read_article(path).text == "Tea is good."
    path.write_text("Tea is good.\n")
    assert read_article(path).text == "Tea is good.\n"
