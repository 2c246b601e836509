"""Workbooks, written."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from counterpoint.corpus import Corpus
from counterpoint.vocabulary import PREFIXES
from tests.desk import Desk
from tests.exchange.arrivals import arrive, write

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(Corpus.open(":demo:").export("excel")))


def test_there_is_a_sheet_of_each_kind_with_a_frozen_header(book: Workbook) -> None:
    assert book.sheetnames == ["Statements", "People", "Organisations", "Claims", "Sources"]
    assert {sheet.freeze_panes for sheet in book.worksheets} == {"A2"}
    assert [sheet.max_row - 1 for sheet in book.worksheets] == [48, 7, 14, 30, 1]
    assert all(8 < sheet.column_dimensions["B"].width <= 60 for sheet in book.worksheets)


def test_days_are_days_and_places_are_numbers(book: Workbook) -> None:
    header, first, *_ = book["Statements"].iter_rows(values_only=True)
    row = dict(zip(header, first, strict=True))
    assert row["date"] == datetime.datetime(2016, 2, 3)  # noqa: DTZ001
    start, end = row["start"], row["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    assert end - start == len(str(row["quote"]))


def test_no_text_becomes_a_formula(desk: Desk) -> None:
    for sign in ("=", "+", "-", "@"):
        name = f"{sign}HYPERLINK(1)"
        made = Desk.furnish(desk.root.parent / f"desk{ord(sign)}")
        made.spoil("name: Bob Bern", f'name: "{name}"')
        book = openpyxl.load_workbook(io.BytesIO(Corpus.open(made.root).export("excel")))
        [cell] = [cell for row in book["People"].iter_rows() for cell in row if cell.value == name]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_no_cell_ends_on_a_bar_and_roles_come_back_with_their_organisations(desk: Desk) -> None:
    roles = "roles: [{role: chair, at: acme}, {role: poet}]"
    desk.spoil("ada: Ada Lovelace", f"ada: {{name: Ada Lovelace, {roles}}}")
    desk.spoil("claims:", "roles:\n  chair: chair\n  poet: poet\nclaims:")
    assert desk.faults() == []
    data = Corpus.open(desk.root).export("excel")
    header, row = openpyxl.load_workbook(io.BytesIO(data))["Statements"].iter_rows(values_only=True)
    said = dict(zip(header, row, strict=True))
    assert {(said["role"], said["organisation"])} <= {("chair | poet", "Acme | –"), ("poet | chair", "– | Acme")}
    back = arrive(write(desk.root.parent / "b.xlsx", data), desk.root.parent / "back")
    query = """
        SELECT ?role ?at WHERE { ?s cp:inCapacity ?held . ?held org:role/skos:prefLabel ?role
          OPTIONAL { ?held org:organization/schema:name ?at } } ORDER BY ?role"""
    prefixes = "".join(f"PREFIX {key}: <{value}> " for key, value in PREFIXES.items())
    assert [[*found] for found in back.store.table(prefixes + query)] == [["chair", "Acme"], ["poet", ""]]
