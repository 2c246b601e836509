"""A plain text is taken as it is, and its head and front matter say what the article is."""

from __future__ import annotations

import codecs
import textwrap
from pathlib import Path

import pytest

from counterpoint.drafting.articles import Article, read_article

BODY = (
    "Tea is drunk by everybody in the town, whatever their age, and the council likes it very much indeed, as it has "
    "for as long as anybody can remember. On 4 May 1999 it was drunk there first, by Eva Fox, who was mayor then.\n"
)


def read(tmp_path: Path, content: str | bytes) -> Article:
    path = tmp_path / "tea.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_article(path)


@pytest.mark.parametrize("text", ["Tea.\r\n\r\nMore  tea.\t\n", "  Tea\n\n\n\ntea", "Tea\u2028tea\x0btea\u00a0“tea”"])
def test_the_text_is_the_file_to_the_character(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text).text == text
    assert read(tmp_path, text) == read(tmp_path, text)


NOTE = "the lines of the text were joined to paragraphs"
VERSE = """\
The kettle sang beside the open door in early spring,
And nobody who heard it knew what else the day would bring.
The cups were laid, the table set, the milk stood in its jar,
And Eva watched the road below for headlights from afar.
"""
TOP = "Tea for all\n\nBy Nora Bern, Health Correspondent\n9 November 2026\n\n"


@pytest.mark.parametrize("width", [72, 80, 100])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_wrapped_lines_are_joined_to_paragraphs(tmp_path: Path, width: int, ending: str) -> None:
    said = "“We have a well-known cup for everybody who asks,” said Eva Fox, “and for whoever forgot to ask for one.”"
    content = f"{TOP}{BODY.strip()}\n\n{said}\n"
    wrapped = f"{TOP}{textwrap.fill(BODY, width)}\n\n{textwrap.fill(said, width)}\n"
    article = read(tmp_path, wrapped.replace("\n", ending))
    assert article.text == content.replace("\n", ending)
    assert article.notes == (NOTE,)
    assert (article.title, article.authors, article.published) == ("Tea for all", ("Nora Bern",), "2026-11-09")


@pytest.mark.parametrize("label", [("Q: ", "A: "), ("- ", "- "), ("1. ", "2. "), ("EVA FOX: ", "CARL: ")])
def test_turns_and_items_stay_lines_and_are_joined_in_themselves(tmp_path: Path, label: tuple[str, str]) -> None:
    parts = [label[0] + BODY.strip(), label[1] + BODY.strip()]
    assert read(tmp_path, "\n".join(textwrap.fill(part, 80) for part in parts)).text == "\n".join(parts)


@pytest.mark.parametrize(
    "text",
    [
        "Tea is hot\nand the kettle is not,\nso we wait\nat the gate.\n",
        VERSE,
        "# Tea for everybody in the town, and the council too\nBy Ada Bern, tea editor\n4 May 2016\n",
        f"Tea for all\n\n{BODY}\n{BODY}",
        f"---\ntitle: {'tea ' * 15}\nauthor: {'Ada Bern, ' * 6}\n---\nTea.\n",
    ],
)
def test_lines_that_are_not_wrapped_stay_lines(tmp_path: Path, text: str) -> None:
    article = read(tmp_path, text)
    assert article.text == text
    assert NOTE not in article.notes


def test_the_job_behind_a_name_in_a_byline_is_a_role(tmp_path: Path) -> None:
    article = read(tmp_path, TOP + BODY)
    assert (article.authors, article.author_roles) == (("Nora Bern",), ("Health Correspondent",))
    assert article.published == "2026-11-09"


ENCODINGS = {
    "utf-8": ("Café “tea”".encode(), "Café “tea”", ""),
    "a byte order mark": (codecs.BOM_UTF8 + "Café".encode(), "Café", "byte order mark"),
    "utf-16": ("Café “tea” for all".encode("utf-16"), "Café “tea” for all", "UTF-16"),
    "utf-16, big end first": (codecs.BOM_UTF16_BE + "Café".encode("utf-16-be"), "Café", "UTF-16"),
    "utf-16 without a mark": ("Tea for all, and café".encode("utf-16-le"), "Tea for all, and café", "UTF-16"),
    "utf-32": ("Café".encode("utf-32"), "Café", "UTF-32"),
    "windows-1252": ("Café “tea” – €5".encode("cp1252"), "Café “tea” – €5", "Windows-1252"),
    "latin-1": ("Café at the rivière".encode("latin-1"), "Café at the rivière", "Latin-1"),
    "damaged utf-8": ("“Café” ".encode() * 20 + b"\xff tea", "“Café” " * 20 + "\ufffd tea", "damaged"),
}


@pytest.mark.parametrize("name", ENCODINGS)
def test_an_encoding_is_recognised_and_a_guess_is_noted(tmp_path: Path, name: str) -> None:
    content, text, note = ENCODINGS[name]
    article = read(tmp_path, content)
    assert article.text == text
    encoding = [one for one in article.notes if "head of the text" not in one]
    assert (note in encoding[0]) if note else not encoding


def test_the_head_says_what_the_article_is(tmp_path: Path) -> None:
    head = "For people who drink\n\nCulture\n\nTea for all\n\nTea Times 2016; 12 doi: https://doi.org/10.5555/tea.7 "
    head += "(Published 03 February 2016)\n  1. Ada Bern, freelance journalist\n  1. 1Tea Society\n  1. bern{at}tea\n"
    article = read(tmp_path, f"{head}\nAbstract\n\n{BODY}")
    assert article.title == "Tea for all"
    assert (article.authors, article.author_roles) == (("Ada Bern",), ("freelance journalist",))
    assert (article.published, article.doi) == ("2016-02-03", "10.5555/tea.7")
    assert article.notes == ()


def test_the_role_of_an_author_may_stand_on_the_next_line(tmp_path: Path) -> None:
    head = (
        "Tea for all\n\nTea Times 2016; 12 doi: 10.5555/tea.7\n  1. Ada Bern,\n  2. head of tea\n  3. nobody at all\n"
    )
    article = read(tmp_path, f"{head}\n{BODY}")
    assert (article.authors, article.author_roles) == (("Ada Bern",), ("head of tea",))


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ada Bern", ("Ada Bern",)),
        ("BY ADA BERN", ("ADA BERN",)),
        ("by Ada Bern and Carl de la Cruz", ("Ada Bern", "Carl de la Cruz")),
        ("By Ada Bern, health editor", ("Ada Bern",)),
        ("By Ada Bern, Carl Dorn and Eva Fox in Leeds", ("Ada Bern", "Carl Dorn", "Eva Fox")),
        ("Author: Dr Ada Bern", ("Dr Ada Bern",)),
        ("**Authors:** Ada Bern; Carl Dorn", ("Ada Bern", "Carl Dorn")),
        ("By our own staff", ()),
        ("By The Associated Press", ()),
        ("By the river in the rain", ()),
    ],
)
def test_a_byline_names_the_authors_or_nobody(tmp_path: Path, byline: str, authors: tuple[str, ...]) -> None:
    article = read(tmp_path, f"Tea for all\n\n{byline}\n\n4 May 2016\n\n{BODY}")
    assert (article.title, article.authors, article.published) == ("Tea for all", authors, "2016-05-04")


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Monday, May 4, 2016", "2016-05-04"),
        ("4th May 2016", "2016-05-04"),
        ("Published: 2016-05-04", "2016-05-04"),
        ("Published on 4 May 2016 10:15 GMT", "2016-05-04"),
        ("13/05/2016", "2016-05-13"),
        ("04/05/2016", ""),
        ("31 February 2016", ""),
        ("Updated 5 May 2016. Published 4 May 2016", "2016-05-04"),
        ("The mayor drank it on 4 May 2016.", ""),
    ],
)
def test_a_date_is_taken_where_it_can_be_no_other(tmp_path: Path, line: str, date: str) -> None:
    assert read(tmp_path, f"Tea for all\n\n{line}\n\n{BODY}").published == date


def test_several_dates_are_noted_and_none_is_taken(tmp_path: Path) -> None:
    article = read(tmp_path, f"Tea for all\n\n4 May 2016\n\n6 June 2016\n\n{BODY}")
    assert article.published == ""
    assert any("2016-05-04, 2016-06-06" in note for note in article.notes)


def test_a_text_without_a_head_says_so(tmp_path: Path) -> None:
    article = read(tmp_path, BODY)
    assert (article.title, article.authors, article.published) == ("", (), "")
    assert "title, author, date" in article.notes[0]


def test_front_matter_and_a_heading_say_what_a_markdown_file_is(tmp_path: Path) -> None:
    front = "---\ntitle: Tea for all\nauthor: [Ada Bern, Carl Dorn]\ndate: 2016-05-04\ndoi: doi:10.5555/tea\n"
    front += "lang: en\n---\n"
    article = read(tmp_path, f"{front}\n# Another heading\n\n{BODY}")
    assert (article.title, article.authors) == ("Tea for all", ("Ada Bern", "Carl Dorn"))
    assert (article.published, article.doi, article.language) == ("2016-05-04", "10.5555/tea", "en")
    assert article.text.startswith(front)
    assert read(tmp_path, f"# Tea for all\n\n{BODY}").title == "Tea for all"


@pytest.mark.parametrize(
    "front", ["---\n[\n---\n", "---\n- a\n---\n", "---\ntitle: {a: 1}\n---\n", "---\n&a [*a]\n---\n"]
)
def test_front_matter_that_says_nothing_is_text(tmp_path: Path, front: str) -> None:
    assert read(tmp_path, f"{front}\nTea for all\n\nBy Ada Bern\n\n{BODY}").authors == ("Ada Bern",)


def test_a_line_of_a_megabyte_is_read_quickly(tmp_path: Path) -> None:
    assert read(tmp_path, "tea by ada 4 May 2016 " * 50_000).title == ""


def test_the_shipped_article_says_what_it_is(shared: Path) -> None:
    files = list((shared / "seeds").glob("*.txt"))
    if not files:
        pytest.skip("the article is not here")
    article = read_article(files[0])
    assert article.title.startswith("How does leadership differ")
    assert (article.authors, article.author_roles) == (("Matthew Limb",), ("freelance journalist",))
    assert (article.published, article.doi, article.publisher) == ("2016-02-03", "10.1136/bmj.i631", "BMJ")
    assert article.text == files[0].read_bytes().decode()
