"""Excel workbooks, sound and spoilt."""

from __future__ import annotations

import datetime
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from counterpoint.errors import UsageError
from counterpoint.exchange.mapping import Mapped
from counterpoint.exchange.tables.sheets import Sheet
from counterpoint.exchange.tables.workbooks import read_workbook
from tests.exchange.arrivals import arrive, statements, write
from tests.exchange.tables.books import HEADER, book, spoil

SHEET = "xl/worksheets/sheet1.xml"
ANN: list[Any] = ["Ann", "Acme", "C.", 1, "so it is", "News", datetime.date(2020, 1, 26)]


def cells(sheet: Sheet) -> list[list[str]]:
    return [row for _, row in sheet.rows()]


def test_a_workbook_makes_the_records_that_a_csv_makes(tmp_path: Path) -> None:
    rows = [ANN, ["Bob", None, "C.", 0, "not so", "News", datetime.date(2020, 1, 26)]]
    corpus = arrive(book(tmp_path / "t.xlsx", rows), tmp_path / "one")
    text = ",".join(HEADER) + "\nAnn,Acme,C.,1,so it is,News,2020-01-26\nBob,,C.,0,not so,News,2020-01-26\n"
    assert statements(corpus) == statements(arrive(write(tmp_path / "t.csv", text), tmp_path / "two"))
    assert len(statements(corpus)) == 2


def test_cells_are_read_as_they_are_shown(tmp_path: Path) -> None:
    values: list[Any] = [
        True,
        False,
        1.0,
        0.5,
        -2,
        datetime.datetime.fromisoformat("2020-01-26"),
        datetime.datetime.fromisoformat("2020-01-26T09:05"),
    ]
    sheet = read_workbook(book(tmp_path / "t.xlsx", [values]), Mapped())
    assert cells(sheet) == [["TRUE", "FALSE", "1", "0.5", "-2", "2020-01-26", "2020-01-26 09:05:00"]]


def test_days_count_from_the_epoch_of_the_workbook(tmp_path: Path) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made = openpyxl.Workbook()
    made.epoch = CALENDAR_MAC_1904
    sheet = made.active
    assert sheet is not None
    sheet.append(HEADER)
    sheet.append(ANN)
    made.save(tmp_path / "mac.xlsx")
    assert cells(read_workbook(tmp_path / "mac.xlsx", Mapped()))[0][6] == "2020-01-26"


def test_the_sheet_of_statements_is_found_among_several(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [ANN])
    made = openpyxl.load_workbook(path)
    made.create_sheet("Notes", 0).append(["nothing", "of", "interest"])
    made.create_sheet("Empty")
    made.save(path)
    sheet = read_workbook(path, Mapped())
    assert sheet.title == "Codings"
    assert sheet.notes == ["of the workbook, the sheet Codings was read; not read: Notes, Empty"]
    assert str(sheet.place(2, 3)) == "t.xlsx, sheet Codings, cell D2"
    assert read_workbook(path, Mapped(settings={"sheet": "Notes"})).header == ["nothing", "of", "interest"]
    with pytest.raises(UsageError, match=r'has no sheet "Codngs"; did you mean Codings?'):
        read_workbook(path, Mapped(settings={"sheet": "Codngs"}))


def test_hidden_rows_are_read_and_told_or_left_out(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [ANN, ["Bob", *ANN[1:]]])
    made = openpyxl.load_workbook(path)
    made["Codings"].row_dimensions[3].hidden = True
    made.save(path)
    read, skipped = read_workbook(path, Mapped()), read_workbook(path, Mapped(settings={"hidden": "skip"}))
    assert ([row[0] for row in cells(read)], [row[0] for row in cells(skipped)]) == (["Ann", "Bob"], ["Ann"])
    assert "1 hidden row was read like the others" in read.notes[0]
    assert skipped.notes == ["1 hidden row was left out"]


def test_merged_cells_share_their_value(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [ANN, [None, None, "D.", 1, "words", "News", ANN[6]]])
    made = openpyxl.load_workbook(path)
    made["Codings"].merge_cells("A2:A3")
    made.save(path)
    sheet = read_workbook(path, Mapped())
    assert [row[0] for row in cells(sheet)] == ["Ann", "Ann"]
    assert sheet.notes == ["1 merged ranges: their value was taken for each of their cells"]


def test_of_a_formula_the_value_is_taken_that_the_workbook_holds(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [["Ann", "Acme", "C.", 1, "placeholder", "=1+1", None]])
    [row], notes = cells(read_workbook(path, Mapped())), read_workbook(path, Mapped()).notes
    assert row[5] == ""
    assert "1 formulas have no value yet, such as F2; open and save the workbook first" in notes
    cached = spoil(path, tmp_path / "c.xlsx", SHEET, b"<f>1+1</f>", b"<f>1+1</f><v>2</v>")
    assert cells(read_workbook(cached, Mapped()))[0][5] == "2"


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [["Ann", "Acme", "C.", 1, "placeholder", "News", ANN[6]]])
    made = openpyxl.load_workbook(path)
    cell = made["Codings"]["E2"]
    cell.value = "=HYPERLINK(evil)"
    cell.data_type = "s"
    made.save(path)
    assert cells(read_workbook(path, Mapped()))[0][4] == "=HYPERLINK(evil)"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<x/>")
        package.writestr(SHEET, b"0" * (20 << 20))
    with pytest.raises(UsageError, match=r"unpacks to far more than it holds, in xl/worksheets/sheet1.xml"):
        read_workbook(path, Mapped())


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [ANN])
    for number, declared in enumerate(
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet', b"<!doctype x><worksheet")
    ):
        spoilt = spoil(path, tmp_path / f"{number}.xlsx", SHEET, b"<worksheet", declared)
        with pytest.raises(UsageError, match=r"declares entities"):
            read_workbook(spoilt, Mapped())


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            b"</sheetData>",
            b'<row r="1000000000"><c r="A1000000000"><v>1</v></c></row></sheetData>',
            "a row has the number 1,000,000,000",
        ),
        (
            b"</sheetData>",
            b'<row r="3"><c r="XFD3"><v>1</v></c></row></sheetData>',
            "row 3 has 16,384 columns; 500 are read at most",
        ),
        (b"</sheetData>", b"<row", "is no workbook that can be read"),
        (b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>', ""),
    ],
)
def test_a_sheet_that_claims_to_be_boundless_is_bounded(tmp_path: Path, old: bytes, new: bytes, said: str) -> None:
    spoilt = spoil(book(tmp_path / "t.xlsx", [ANN]), tmp_path / "s.xlsx", SHEET, old, new)
    if not said:
        assert len(cells(read_workbook(spoilt, Mapped()))) == 1
        return
    with pytest.raises(UsageError, match=said):
        read_workbook(spoilt, Mapped())


def test_what_is_no_whole_workbook_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "t.xlsx", [ANN])
    whole = path.read_bytes()
    for number, data in enumerate((whole[: len(whole) // 2], whole[:200], b"PK\x03\x04" + b"x" * 100)):
        with pytest.raises(UsageError, match=r"cannot be unpacked"):
            read_workbook(write(tmp_path / f"{number}.xlsx", data), Mapped())
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as package:
        package.writestr("readme.txt", "hello")
    with pytest.raises(UsageError, match=r"is a package, and no workbook"):
        read_workbook(tmp_path / "other.xlsx", Mapped())


def test_without_openpyxl_excel_is_misuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "t.xlsx", [ANN])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(UsageError, match=r"pip install 'counterpoint\[excel\]', or use CSV"):
        read_workbook(path, Mapped())
