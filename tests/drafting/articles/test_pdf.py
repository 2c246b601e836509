"""The printed lines of a PDF become paragraphs again, and what can't be read is refused."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest

from counterpoint.drafting.articles import Article, pdf, read_article
from counterpoint.errors import UsageError
from tests.drafting.articles import files

pypdf = pytest.importorskip("pypdf")

Lines = list[tuple[float, float, float, str]]


def read(tmp_path: Path, content: bytes) -> Article:
    path = tmp_path / "tea.pdf"
    path.write_bytes(content)
    return read_article(path)


def refused(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(UsageError) as caught:
        read(tmp_path, content)
    assert caught.value.hint
    return str(caught.value)


def set_lines(texts: list[str], *, x: float = 60, y: float = 700, size: float = 10, leading: float = 12) -> Lines:
    """Set lines below each other; an empty one is a gap, one that begins with a space is indented."""
    lines = []
    for number, text in enumerate(texts):
        if text:
            indent = 12 if text.startswith(" ") else 0
            lines.append((x + indent, y - number * leading, size, text.strip()))
    return lines


GAPS = [
    "Tea is drunk by everybody in the town, whatever their age, and the coun-",
    "cil likes it very much indeed, says Eva Fox, who is its head of tea and a well-",
    "known drinker of cups.",
    "",
    "Gus Hart, who is a doctor in the town, says that nobody should drink so much of",
    "it, and that water is as good and costs less.",
]
INDENTS = [
    "Tea is drunk by everybody in the town, whatever their age, and the council likes it",
    "very much indeed, says Eva Fox, who is its head of tea and a drinker of so many cups.",
    " Gus Hart, who is a doctor in the town, says that nobody should drink so much of it,",
    "and that water is as good and costs less, as everybody in the town has known so long.",
    " But nobody listens.",
]


def test_lines_become_paragraphs_by_the_gaps_between_them(tmp_path: Path) -> None:
    article = read(tmp_path, files.pdf([set_lines(GAPS)]))
    assert article.text == (
        "Tea is drunk by everybody in the town, whatever their age, and the council likes it very much indeed, "
        "says Eva Fox, who is its head of tea and a well-known drinker of cups.\n\n"
        "Gus Hart, who is a doctor in the town, says that nobody should drink so much of it, "
        "and that water is as good and costs less."
    )
    assert read(tmp_path, files.pdf([set_lines(GAPS)])) == article


def test_lines_become_paragraphs_by_their_indents(tmp_path: Path) -> None:
    parts = read(tmp_path, files.pdf([set_lines(INDENTS)])).text.split("\n\n")
    assert [part.split()[0] for part in parts] == ["Tea", "Gus", "But"]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page(tmp_path: Path) -> None:
    first = set_lines(GAPS[:2])
    second = set_lines(["known drinker of cups, and would not", "mind"], x=320)
    third = set_lines(["another one."])
    assert read(tmp_path, files.pdf([[*first, *second], third])).text.endswith(
        "a well-known drinker of cups, and would not mind another one."
    )


def test_what_repeats_at_the_edges_of_pages_is_left_out(tmp_path: Path) -> None:
    pages = [
        [(60.0, 810.0, 8.0, "Tea Times"), *set_lines(INDENTS), (300.0, 20.0, 8.0, str(number))] for number in (1, 2, 3)
    ]
    text = read(tmp_path, files.pdf(pages)).text
    assert "Tea Times" not in text
    assert not any(part.isdigit() for part in text.split("\n\n"))


def test_a_larger_line_is_a_heading_and_the_largest_the_title(tmp_path: Path) -> None:
    lines = [
        (60.0, 760.0, 20.0, "Tea for all and"),
        (60.0, 738.0, 20.0, "for everybody else"),
        *set_lines(["By Ada Bern, tea editor", "4 May 2016", "", *GAPS, "", "doi: 10.5555/tea.7"]),
    ]
    article = read(tmp_path, files.pdf([lines], info={"Title": "tea_final2.indd", "Author": "Admin"}))
    assert article.title == "Tea for all and for everybody else"
    assert (article.authors, article.author_roles) == (("Ada Bern",), ("tea editor",))
    assert (article.published, article.doi) == ("2016-05-04", "10.5555/tea.7")
    assert article.text.startswith("Tea for all and for everybody else\n\n")


def test_metadata_that_the_first_page_does_not_print_are_noted_only(tmp_path: Path) -> None:
    info = {"Title": "A template of ours", "Author": "Carl Dorn", "CreationDate": "D:20200229"}
    article = read(tmp_path, files.pdf([set_lines(GAPS)], info=info))
    assert (article.authors, article.published) == ((), "")
    notes = " ".join(article.notes)
    assert all(one in notes for one in ("A template of ours", "Carl Dorn", "2020-02-29"))
    printed = files.pdf([[(60.0, 760.0, 20.0, "A template of ours"), *set_lines(["Carl Dorn", "", *GAPS])]], info=info)
    assert (read(tmp_path, printed).title, read(tmp_path, printed).authors) == ("A template of ours", ("Carl Dorn",))


def test_a_pdf_of_pictures_is_refused_and_a_page_of_pictures_noted(tmp_path: Path) -> None:
    assert "OCR" in refused(tmp_path, files.pdf([[], []]))
    assert any("no text on page 2" in note for note in read(tmp_path, files.pdf([set_lines(GAPS), []])).notes)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_pdf_that_is_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    whole = files.pdf([set_lines(GAPS)])
    assert "cut off" in refused(tmp_path, whole[: int(len(whole) * share)])


def test_a_damaged_pdf_is_refused_or_read_and_nothing_else(tmp_path: Path) -> None:
    whole = files.pdf([set_lines(GAPS)])
    for at in range(9, len(whole), 23):
        spoilt = whole[:at] + b"<<[(%\0" + whole[at + 6 :]
        try:
            read(tmp_path, spoilt)
        except UsageError as problem:
            assert str(tmp_path) in str(problem)  # noqa: PT017 — either outcome is right, another error is not


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(files.pdf([set_lines(GAPS)])))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def test_a_pdf_with_a_password_is_refused_but_not_one_that_everybody_may_read(tmp_path: Path) -> None:
    assert "password" in refused(tmp_path, encrypted("cup"))
    assert "Eva Fox" in read(tmp_path, encrypted("")).text


def test_a_pdf_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    assert "pages" in refused(tmp_path, files.pdf([[]] * (pdf.MOST_PAGES + 1)))


def test_a_pdf_that_takes_too_long_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_SECONDS", 0.2)
    page = [(60.0, 700.0, 10.0, "tea " * 20)] * 8_000
    assert "seconds" in refused(tmp_path, files.pdf([page]))


def test_nothing_is_written_to_the_terminal_and_logging_is_as_before(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    level = logging.getLogger("pypdf").level
    refused(tmp_path, b"%PDF-1.4\n1 0 obj\n<<>>\ntrailer << /Root 9 0 R >>\nstartxref\n3\n%%EOF\n")
    assert not caplog.records
    assert logging.getLogger("pypdf").level == level
