"""CSV files in the forms that people have."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.errors import UsageError
from counterpoint.exchange.tables.delimited import read_delimited
from tests.exchange.arrivals import write

ROWS = [["speaker", "claim", "quote"], ["Zoë Müller", "“It is so.”", "naïve, she said"], ["Bob", "C", "line\nbreak"]]


def joined(delimiter: str) -> str:
    return "\n".join(delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in ROWS) + "\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter_in_any_usual_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    sheet = read_delimited(write(tmp_path / "t.csv", joined(delimiter).encode(encoding)))
    assert [sheet.header, *(cells for _, cells in sheet.rows())] == ROWS
    assert bool(sheet.notes) == (encoding == "cp1252")


def test_rows_have_the_line_on_which_they_begin(tmp_path: Path) -> None:
    sheet = read_delimited(write(tmp_path / "t.csv", 'a,b\n"x\ny",1\n\n , \nz,2\n'))
    assert list(sheet.rows()) == [(2, ["x\ny", "1"]), (6, ["z", "2"])]
    assert str(sheet.place(6, 1)) == "t.csv:6:2"


def test_titles_above_the_header_are_passed_over(tmp_path: Path) -> None:
    text = "Coding of 2020\n\nperson;organisation;concept\nAnn;Acme;C\n"
    sheet = read_delimited(write(tmp_path / "t.csv", text))
    assert (sheet.head, sheet.header) == (3, ["person", "organisation", "concept"])


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    assert read_delimited(write(tmp_path / "t.csv", "a,a,,\n1,2,3,\n")).header == ["a", "a (2)"]


def test_a_cell_that_was_escaped_for_spreadsheets_is_as_it_was(tmp_path: Path) -> None:
    sheet = read_delimited(write(tmp_path / "t.csv", "a,b\n'=1+1,'tis\n'@x,'-me-\n"))
    assert [cells for _, cells in sheet.rows()] == [["=1+1", "'tis"], ["@x", "-me-"]]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a,b\n1,2,3\n", ":2: the row has 3 cells, the header 2"),
        (b"a,b\n1,2\n3", ":3: the row has 1 cells, the header 2.*may be cut off"),
        (b'a,b\n1,"cut', ":2: unexpected end of data; look for a quotation mark"),
        (b'a,b\n"1"x,2\n', ":2: .*expected after"),
        (b"a,b\n1,\x00\n", "is a binary file"),
        (b"a,b\n1,\x81\n", "neither in UTF-8 nor in Windows-1252, as line 2 shows"),
        (b"a,b\n" + b"x" * 5000 + b",\x00\n", "holds NUL characters on line 2"),
        (b"\n \n", "holds no cells"),
        (b'a,b\n1,"' + b"x" * 140_000 + b'"\n', ":2: a cell has more than 131,072 characters"),
    ],
)
def test_what_is_no_sound_table_is_refused_with_its_line(tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        list(read_delimited(write(tmp_path / "t.csv", data)).rows())


def test_what_a_person_says_of_a_file_is_heeded(tmp_path: Path) -> None:
    path = write(tmp_path / "t.csv", "x,y\na;b,c;ä\n1;2,5;3\n".encode("latin-1"))
    sheet = read_delimited(path, encoding="latin-1", delimiter=";", header=2)
    assert (sheet.header, list(sheet.rows())) == (["a", "b,c", "ä"], [(3, ["1", "2,5", "3"])])
    with pytest.raises(UsageError, match='there is no encoding "klingon"'):
        read_delimited(path, encoding="klingon")
    with pytest.raises(UsageError, match="is not in utf-8"):
        read_delimited(path, encoding="utf-8")
    with pytest.raises(UsageError, match="has no header on line 9"):
        read_delimited(path, header=9)
