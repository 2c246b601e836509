"""The text of a Word file is read as printed, and a file that could do harm is refused before it is unpacked."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.drafting.articles import Article, read_article
from counterpoint.errors import UsageError
from tests.drafting.articles.files import docx

pytest.importorskip("docx")


def read(tmp_path: Path, content: bytes) -> Article:
    path = tmp_path / "tea.docx"
    path.write_bytes(content)
    return read_article(path)


def refused(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, content)
    assert caught.value.hint
    return str(caught.value)


def text(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_paragraphs_tables_and_breaks_are_read_in_order(tmp_path: Path) -> None:
    body = (
        f"<w:p>{text('Tea ')}{text('for all')}</w:p><w:p/><w:p><w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/>"
        "<w:t>three</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cup</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        f"<w:p><w:hyperlink>{text('a link')}</w:hyperlink></w:p>"
    )
    article = read(tmp_path, docx(body))
    assert article.text == "Tea for all\n\nOne two\n\nthree\n\ncup\n\na link"
    assert read(tmp_path, docx(body)) == article


def test_tracked_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>was </w:delText></w:r></w:del>"
    body = f"<w:p>{text('Tea ')}<w:ins>{text('is ')}</w:ins>{deleted}{text('good')}</w:p>"
    assert read(tmp_path, docx(body)).text == "Tea is good"


def test_a_text_box_is_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent><w:p>{text('boxed')}</w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body = (
        f"<w:p>{text('Tea')}<w:r><mc:AlternateContent xmlns:mc='{mc}'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(tmp_path, docx(body)).text == "Tea\n\nboxed"


def test_the_head_and_properties_that_it_bears_out_say_what_it_is(tmp_path: Path) -> None:
    body = "Tea for all\nBy Ada Bern, tea editor\n4 May 2016\nTea is good."
    article = read(tmp_path, docx(body, title="Tea for all", author="Admin"))
    assert (article.title, article.authors, article.published) == ("Tea for all", ("Ada Bern",), "2016-05-04")
    other = read(tmp_path, docx("Tea is good.", title="A template", author="Carl Dorn"))
    assert (other.title, other.authors, other.published) == ("", (), "")
    notes = " ".join(other.notes)
    assert all(one in notes for one in ("A template", "Carl Dorn", "2020-02-29"))


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
HARMFUL = {
    "a zip bomb": (docx("Tea", more={"word/media/cup.png": bytes(250_000_000)}), "unpack to"),
    "a part that swells": (docx("Tea", more={"word/media/cup.png": bytes(9_000_000)}), "times its size"),
    "an external entity": (
        docx("Tea", head='<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        "XML entities",
    ),
    "a billion laughs": (docx("Tea", head=LAUGHS), "XML entities"),
    "laughs in the properties": (
        docx("Tea", more={"docProps/core.xml": f"<?xml version='1.0'?>{LAUGHS}<a>&b;</a>".encode()}),
        "XML entities",
    ),
    "laughs in a part of its own": (
        docx("Tea", more={"word/styles.xml": f"{LAUGHS}<a>&b;</a>".encode()}),
        "XML entities",
    ),
    "laughs in UTF-16": (
        docx("Tea", more={"word/styles.xml": f"<?xml version='1.0' encoding='utf-16'?>{LAUGHS}<a/>".encode("utf-16")}),
        "UTF-8",
    ),
    "laughs in UTF-7": (docx("Tea", more={"word/styles.xml": b"<?xml version='1.0' encoding='utf-7'?>+ADw-"}), "UTF-8"),
    "broken XML": (docx("Tea", more={"word/document.xml": b"<w:document"}), "damaged"),
    "no body": (docx("Tea", more={"word/document.xml": b"<a/>"}), "damaged"),
    "no types": (docx("Tea", more={"[Content_Types].xml": b"<a/>"}), "damaged"),
    "no text": (docx("<w:p/>"), "holds no text"),
}


@pytest.mark.parametrize("what", HARMFUL)
def test_a_file_that_could_do_harm_or_is_damaged_is_refused(tmp_path: Path, what: str) -> None:
    content, message = HARMFUL[what]
    assert message in refused(tmp_path, content)


def test_elements_deep_in_each_other_do_no_harm(tmp_path: Path) -> None:
    body = f"<w:p>{text('Tea')}</w:p>" + "<w:sdt>" * 200 + "</w:sdt>" * 200
    assert read(tmp_path, docx(body)).text == "Tea"
    assert "damaged" in refused(tmp_path, docx("<w:p/>" + "<w:sdt>" * 9000 + "</w:sdt>" * 9000))


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(docx("Tea"))
    place = content.rindex(b"PK\x01\x02")
    content[place + 8] |= 1  # says that the last part is encrypted
    assert "password" in refused(tmp_path, bytes(content))


def test_a_damaged_file_is_refused_or_read_and_nothing_else(tmp_path: Path) -> None:
    whole = docx("Tea is good.")
    for at in range(0, len(whole), 17):
        try:
            read(tmp_path, whole[:at] + b"\xff\0<" + whole[at + 3 :])
        except UsageError as problem:
            assert str(tmp_path) in str(problem)  # noqa: PT017 — either outcome is right, another error is not
