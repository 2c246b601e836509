"""Of a saved page the article is read, and what the page says of it in whatever dialect."""

from __future__ import annotations

import json
import quopri
from pathlib import Path

import pytest

from counterpoint.drafting.articles import Article, read_article
from counterpoint.errors import UsageError
from tests.drafting.articles.files import PARAGRAPHS, TITLE, page

pytest.importorskip("trafilatura")


def read(tmp_path: Path, content: str | bytes, name: str = "tea.html") -> Article:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_article(path)


def test_the_text_is_the_article_s_paragraphs_and_nothing_around_it(tmp_path: Path) -> None:
    article = read(tmp_path, page())
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert read(tmp_path, page()) == article


def test_line_breaks_lists_and_headings_make_paragraphs(tmp_path: Path) -> None:
    body = f"<h2>Cups</h2><p>{PARAGRAPHS[0]}</p><ul><li>One cup, says she.</li><li>Two cups.</li></ul>"
    body += (
        f"<blockquote><p>{PARAGRAPHS[1]}</p></blockquote><p>{PARAGRAPHS[2]}<br><br>A new one,<br>on <em>two</em>.</p>"
    )
    expected = ["Cups", PARAGRAPHS[0], "One cup, says she.", "Two cups.", *PARAGRAPHS[1:], "A new one, on two."]
    assert read(tmp_path, page(body)).text.split("\n\n") == expected


def test_the_marks_that_browsers_add_are_written_out(tmp_path: Path) -> None:
    body = "".join(f"<p>{one}</p>" for one in (*PARAGRAPHS, "He says, <q>It is <b>good</b></q>, and <q>so it is</q>."))
    assert read(tmp_path, page(body)).text.endswith("He says, “It is good”, and “so it is”.")


HEADS = {
    "Highwire": (
        '<meta name="citation_title" content="Tea for all"><meta name="citation_author" content="Bern, Ada">'
        '<meta name="citation_author" content="Dorn, Carl J."><meta name="citation_date" content="2016/05/04">'
        '<meta name="citation_doi" content="doi:10.5555/tea.7"><meta name="citation_journal_title" content="Tea Times">'
    ),
    "Dublin Core": (
        '<meta name="DC.Title" content="Tea for all"><meta name="DC.creator" content="Ada Bern">'
        '<meta name="dc.creator" content="Carl J. Dorn"><meta name="DCTERMS.issued" content="2016-05-04">'
        '<meta name="DC.identifier" content="https://doi.org/10.5555/tea.7">'
        '<meta name="DC.publisher" content="Tea Times">'
    ),
    "JSON-LD": '<script type="application/ld+json">'
    + json.dumps(
        {
            "@graph": [
                {"@type": "WebSite", "name": "Elsewhere"},
                {"@id": "#carl", "@type": "Person", "name": "Carl J. Dorn"},
                {
                    "@type": ["NewsArticle"],
                    "headline": "Tea for all",
                    "author": [{"@type": "Person", "name": "Ada Bern"}, {"@id": "#carl"}],
                    "datePublished": "2016-05-04T23:30:00-05:00",
                    "publisher": {"@type": "Organization", "name": "Tea Times"},
                    "identifier": "10.5555/tea.7",
                },
            ]
        }
    )
    + "</script>",
    "Open Graph": (
        '<meta property="og:title" content="Tea for all"><meta name="author" content="By Ada Bern and Carl J. Dorn">'
        '<meta property="article:published_time" content="2016-05-04T08:00:00Z">'
        '<meta name="doi" content="10.5555/tea.7">'
        '<meta property="og:site_name" content="Tea Times">'
    ),
    "microdata and links": (
        "<title>Tea for all | Tea Times</title><meta itemprop='datePublished' content='2016-05-04'>"
        "<meta itemprop='headline' content='Tea for all'><meta name='publisher' content='Tea Times'>"
        "<meta name='byl' content='By Ada Bern, Carl J. Dorn'><link rel='canonical' href='https://doi.org/10.5555/tea.7'>"
    ),
}


@pytest.mark.parametrize("dialect", HEADS)
def test_a_page_says_what_it_is_in_any_dialect(tmp_path: Path, dialect: str) -> None:
    article = read(tmp_path, page(head=HEADS[dialect]))
    assert (article.title, article.authors) == (TITLE, ("Ada Bern", "Carl J. Dorn"))
    assert (article.published, article.doi, article.publisher) == ("2016-05-04", "10.5555/tea.7", "Tea Times")
    assert article.notes == ()


def test_address_language_licence_and_kind_are_read(tmp_path: Path) -> None:
    head = (
        '<link rel="canonical" href="https://tea.example/all"><link rel="license" href="https://cc.example/by/4.0/">'
        '<script type="application/ld+json">{"@type": "OpinionNewsArticle", "inLanguage": "fr"}</script>'
    )
    article = read(tmp_path, page(head=head, attributes=' lang="en_GB"'))
    assert (article.url, article.licence) == ("https://tea.example/all", "https://cc.example/by/4.0/")
    assert (article.language, article.kind) == ("en-GB", "OpinionNewsArticle")


def test_what_is_in_doubt_is_noted_and_left_empty(tmp_path: Path) -> None:
    head = '<meta name="author" content="Tea Newsroom"><meta name="date" content="04/05/2016">'
    body = f"<p>{PARAGRAPHS[0]}</p><a href='https://creativecommons.org/licenses/by/4.0/'>CC</a><p>{PARAGRAPHS[1]}</p>"
    article = read(tmp_path, page(body, head))
    assert (article.authors, article.published, article.licence) == ((), "", "")
    notes = " ".join(article.notes)
    assert "Tea Newsroom" in notes
    assert "author, date" in notes
    assert "creativecommons.org" in notes


def test_a_year_gives_way_to_the_day_in_it_and_other_dates_are_noted(tmp_path: Path) -> None:
    head = '<meta name="citation_date" content="2016"><meta name="citation_online_date" content="2016/05/04">'
    head += '<meta name="dc.date" content="2017-01-01">'
    article = read(tmp_path, page(head=head))
    assert article.published == "2016-05-04"
    assert any("2017-01-01" in note for note in article.notes)


@pytest.mark.parametrize(
    "script",
    [
        "not json",
        "[" * 100_000,
        "[null, 3, {}]",
        '{"@type": 3}',
        '{"@type": "NewsArticle", "author": 3, "headline": {"a": 1}, "datePublished": [], "publisher": []}',
        '{"@type": "NewsArticle", "author": {"name": ["Ada"]}, "identifier": [[[]]]}',
        '{"@graph": {"@graph": {"@graph": []}}}',
    ],
)
def test_json_of_any_shape_does_no_harm(tmp_path: Path, script: str) -> None:
    article = read(tmp_path, page(head=f'<script type="application/ld+json">{script}</script>'))
    assert article.text == "\n\n".join(PARAGRAPHS)


def test_a_page_saved_whole_says_where_it_is_from(tmp_path: Path) -> None:
    saved = page().replace("<html", "<!-- saved from url=(0023)https://tea.example/all -->\n<html")
    assert read(tmp_path, saved).url == "https://tea.example/all"
    single = page().replace("<head>", "<head><!--\n Page saved with SingleFile \n url: https://tea.example/one \n-->")
    assert read(tmp_path, single).url == "https://tea.example/one"


def mhtml(encoding: str = "utf-8") -> bytes:
    body = quopri.encodestring(page().replace("charset='utf-8'", "").encode(encoding, "replace"))
    head = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://tea.example/all\r\nSubject: Tea\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="cup"\r\n\r\n'
    )
    part = (
        f"--cup\r\nContent-Type: text/html; charset={encoding}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    picture = (
        b"\r\n--cup\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--cup--\r\n"
    )
    return head.encode() + part.encode() + body + picture


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_page_in_one_file_is_read(tmp_path: Path, encoding: str) -> None:
    article = read(tmp_path, mhtml(encoding), "tea.mhtml")
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert article.url == "https://tea.example/all"


@pytest.mark.parametrize(
    "content",
    [
        b"MIME-Version: 1.0\nContent-Type: image/png\n\nabc",
        b"MIME-Version: 1.0\nContent-Type: text/html\n\n",
        b"".join(b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" for _ in range(3000)),
    ],
)
def test_a_page_file_without_a_page_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UsageError, match="save the page anew"):
        read(tmp_path, content, "tea.mhtml")


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252"])
def test_the_charset_that_a_page_names_is_used(tmp_path: Path, charset: str) -> None:
    content = page().replace("'utf-8'", f"'{charset}'").encode("cp1252")
    assert read(tmp_path, content).text == "\n\n".join(PARAGRAPHS)


def test_a_charset_that_does_not_exist_is_guessed(tmp_path: Path) -> None:
    article = read(tmp_path, page().replace("'utf-8'", "'cup-of-tea'"))
    assert article.text == "\n\n".join(PARAGRAPHS)


HARMLESS = {
    "a million open scripts": "<script>" * 1_000_000,
    "a million open comments": "<!-- " * 1_000_000,
    "a picture of ten megabytes": "<img src='data:image/png;base64," + "A" * 10_000_000 + "'>",
    "a script of ten megabytes": "<script>" + "tea();" * 1_700_000 + "</script>",
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_is_no_text_is_passed_over(tmp_path: Path, what: str) -> None:
    article = read(tmp_path, page().replace("</footer>", f"</footer>{HARMLESS[what]}"))
    assert PARAGRAPHS[0] in article.text


@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "table"])
def test_a_page_of_a_hundred_thousand_elements_in_each_other_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises(UsageError, match="deep"):
        read(tmp_path, f"<html><body>{f'<{tag}>' * 100_000}tea")


def test_a_page_of_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="characters of markup"):
        read(tmp_path, "<html><body>" + "<p>Tea is good.</p>" * 2_700_000)


@pytest.mark.parametrize("content", ["<html></html>", "<html><body><p> </p></body></html>", "<html><!-- tea -->"])
def test_a_page_without_text_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UsageError, match="holds no text"):
        read(tmp_path, content)


def test_a_page_that_is_no_article_is_taken_whole_with_a_note(tmp_path: Path) -> None:
    divs = "".join(f"<div><span>{one}</span></div>" for one in ("Tea.", "Cups.", "Milk."))
    article = read(tmp_path, f"<html><body>{divs}</body></html>")
    assert "Tea." in article.text
    assert article.text
