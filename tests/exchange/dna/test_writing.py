"""Databases of DNA 3, written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from counterpoint.corpus import Corpus
from counterpoint.exchange.debate import Report
from tests.desk import Desk
from tests.exchange.arrivals import arrive, statements, ties, write

# Tables and columns of DNA 3.0 as its sources create them.
LAYOUT = {
    "SETTINGS": "Property Value",
    "CODERS": (
        "ID Name Red Green Blue Refresh FontSize Password PopupWidth ColorByCoder PopupDecoration PopupAutoComplete "
        "PermissionAddDocuments PermissionEditDocuments PermissionDeleteDocuments PermissionImportDocuments "
        "PermissionAddStatements PermissionEditStatements PermissionDeleteStatements PermissionEditAttributes "
        "PermissionEditRegex PermissionEditStatementTypes PermissionEditCoders PermissionEditCoderRelations "
        "PermissionViewOthersDocuments PermissionEditOthersDocuments "
        "PermissionViewOthersStatements PermissionEditOthersStatements"
    ),
    "DOCUMENTS": "ID Title Text Coder Author Source Section Notes Type Date",
    "STATEMENTTYPES": "ID Label Red Green Blue",
    "VARIABLES": "ID Variable DataType StatementTypeId",
    "VARIABLELINKS": "ID SourceVariableId TargetVariableId",
    "REGEXES": "Label Red Green Blue",
    "CODERRELATIONS": "ID Coder OtherCoder viewStatements editStatements viewDocuments editDocuments",
    "STATEMENTS": "ID StatementTypeId DocumentId Start Stop Coder",
    "DATABOOLEAN": "ID StatementId VariableId Value",
    "DATAINTEGER": "ID StatementId VariableId Value",
    "ENTITIES": "ID VariableId Value Red Green Blue ChildOf",
    "DATASHORTTEXT": "ID StatementId VariableId Entity",
    "DATALONGTEXT": "ID StatementId VariableId Value",
    "ATTRIBUTEVARIABLES": "ID VariableId AttributeVariable",
    "ATTRIBUTEVALUES": "ID EntityId AttributeVariableId AttributeValue",
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return write(tmp_path / "demo.dna", Corpus.open(":demo:").export("dna"))


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_every_table_of_dna_is_there_with_its_columns(database: Path) -> None:
    names = [str(name) for (name,) in rows(database, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    assert {
        name: " ".join(str(row[1]) for row in rows(database, f"PRAGMA table_info({name})")) for name in names
    } == LAYOUT


def test_the_database_is_whole_and_has_what_dna_puts_into_a_new_one(database: Path) -> None:
    assert rows(database, "PRAGMA integrity_check") == [("ok",)]
    assert rows(database, "PRAGMA foreign_key_check") == []
    assert rows(database, "SELECT Value FROM SETTINGS WHERE Property = 'version'") == [("3.0.11",)]
    assert rows(database, "SELECT ID, Name FROM CODERS") == [(1, "Admin")]
    assert rows(database, "SELECT Label FROM STATEMENTTYPES") == [("DNA Statement",)]
    assert rows(database, "SELECT Variable, DataType FROM VARIABLES ORDER BY ID") == [
        *(("person", "short text"), ("organization", "short text"), ("concept", "short text"), ("agreement", "boolean"))
    ]
    # Every statement has a value for every variable, every value the three attributes: DNA counts on it.
    assert rows(database, "SELECT DISTINCT COUNT(*) FROM DATASHORTTEXT GROUP BY StatementId") == [(3,)]
    assert rows(database, "SELECT COUNT(*) FROM STATEMENTS") == rows(database, "SELECT COUNT(*) FROM DATABOOLEAN")
    assert rows(database, "SELECT DISTINCT COUNT(*) FROM ATTRIBUTEVALUES GROUP BY EntityId") == [(3,)]


def test_sides_survive_the_way_there_and_back(database: Path, tmp_path: Path) -> None:
    demo, back = Corpus.open(":demo:"), arrive(database, tmp_path / "ws")
    sides = [row[:6] for row in statements(demo) if row[1].endswith(("supports", "opposes"))]
    assert [row[:6] for row in statements(back)] == sides
    # What is left out are the stances between: where none of the two has one, the ties are the same.
    between = {row[0] for row in statements(demo) if not row[1].endswith(("supports", "opposes"))}
    for aggregation in ("congruence", "conflict", "subtract"):
        there, here = (ties(corpus.network(aggregation=aggregation)) for corpus in (demo, back))
        assert {pair: weight for pair, weight in here.items() if not pair & between} == {
            pair: weight for pair, weight in there.items() if not pair & between
        }


def test_what_dna_has_no_place_for_is_said() -> None:
    report = Report()
    Corpus.open(":demo:").export("dna", report=report)
    assert {finding.what for finding in report.dropped.values()} == {
        "positions that are neither for nor against: mentions",
        "positions that are neither for nor against: qualifies",
    }
    assert "statements for several organisations, of which DNA has the first" in report.changed


def test_a_document_has_its_text_where_it_is_at_hand(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path / "d.dna", Corpus.open(desk.root).export("dna"))
    [(text, title, date)] = rows(path, "SELECT Text, Title, Date FROM DOCUMENTS")
    assert (text, title, date) == ((desk.root / "texts/moon-talk.txt").read_text(), "A talk about the moon", 1582934400)
    assert rows(
        path,
        "SELECT SUBSTR(d.Text, Start + 1, Stop - Start) FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = DocumentId",
    ) == [("the moon is made of cheese",)]


def test_without_its_text_the_quotes_stand_in_their_places(desk: Desk, tmp_path: Path) -> None:
    (desk.root / "texts/moon-talk.txt").unlink()
    report = Report()
    path = write(tmp_path / "d.dna", Corpus.open(desk.root).export("dna", report=report))
    assert rows(path, "SELECT Text FROM DOCUMENTS") == [(" " * 9 + "the moon is made of cheese",)]
    assert list(report.changed) == ["documents whose text is not at hand: only the quotes, in their places"]
