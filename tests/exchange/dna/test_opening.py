"""Databases that are none of DNA, or worse."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from counterpoint.errors import UsageError
from counterpoint.exchange.dna.opening import open_database
from counterpoint.exchange.dna.reading import read_contents
from tests.exchange.arrivals import write
from tests.exchange.dna.databases import Coding, Document, make_3

DOCUMENT, CODING = Document(1, "T", "some words " * 500), Coding(1, 1, 0, 10, "Ann", "Acme", "C.")


def read(path: Path) -> None:
    with open_database(path) as database:
        read_contents(database)


def change(path: Path, *orders: str) -> Path:
    with closing(sqlite3.connect(path)) as connection, connection:
        for order in orders:
            connection.execute(order)
    return path


def test_what_is_no_database_of_dna_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"is no SQLite database, and so none of DNA"):
        read(write(tmp_path / "a.dna", "hello"))
    with pytest.raises(UsageError, match=r"is no database of DNA: it has no table DOCUMENTS"):
        read(change(tmp_path / "b.dna", "CREATE TABLE x(y)"))
    with pytest.raises(UsageError, match=r"cannot be read"):
        read(write(tmp_path / "c.dna", b"SQLite format 3\0" + b"\xff" * 4096))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_database_is_refused(tmp_path: Path, share: float) -> None:
    whole = make_3(tmp_path / "d.dna", [DOCUMENT], [CODING]).read_bytes()
    with pytest.raises(UsageError, match=r"cannot be read: .*; look whether it came through whole"):
        read(write(tmp_path / "t.dna", whole[: int(len(whole) * share)]))


def test_a_view_in_the_place_of_a_table_is_never_read(tmp_path: Path) -> None:
    endless = (
        "CREATE VIEW DOCUMENTS AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS ID FROM n"
    )
    path = change(make_3(tmp_path / "d.dna", [DOCUMENT], [CODING]), "ALTER TABLE DOCUMENTS RENAME TO D", endless)
    with pytest.raises(UsageError, match=r"has no table DOCUMENTS"):
        read(path)


def test_nothing_can_be_written_nor_attached(tmp_path: Path) -> None:
    path = make_3(tmp_path / "d.dna", [DOCUMENT], [CODING])
    before = path.read_bytes()
    with open_database(path) as database:
        for order in ("DELETE FROM STATEMENTS", f"ATTACH '{tmp_path}/x.db' AS x", "CREATE TABLE x(y)"):
            with pytest.raises(UsageError, match=r"cannot be read"):
                list(database.rows(order))
    assert path.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["d.dna"]


def test_an_enormous_cell_is_refused(tmp_path: Path) -> None:
    path = change(
        make_3(tmp_path / "d.dna", [DOCUMENT], [CODING]), "UPDATE DOCUMENTS SET Text = CAST(zeroblob(60000000) AS TEXT)"
    )
    with pytest.raises(UsageError, match=r"cannot be read: .*too big"):
        read(path)


def test_a_database_that_is_open_elsewhere_is_refused(tmp_path: Path) -> None:
    path = make_3(tmp_path / "d.dna", [DOCUMENT], [CODING])
    write(tmp_path / "d.dna-wal", b"x")
    with pytest.raises(UsageError, match=r"is open in another program"):
        read(path)


def test_values_of_odd_types_are_read_as_far_as_they_go(tmp_path: Path) -> None:
    path = make_3(tmp_path / "d.dna", [DOCUMENT], [CODING])
    change(path, "UPDATE DOCUMENTS SET Title = x'ff41', Date = 'soon'", "UPDATE DATABOOLEAN SET Value = 1.0")
    with open_database(path) as database:
        contents = read_contents(database)
    assert contents.documents[0].title == "\ufffdA"
    assert contents.statements[0].values["agreement"] == 1


def test_later_and_unfinished_versions_are_told(tmp_path: Path) -> None:
    path = change(
        make_3(tmp_path / "d.dna", [DOCUMENT], [CODING]),
        "DROP TABLE DATASHORTTEXT",
        "CREATE TABLE DATASHORTTEXT(ID INTEGER, StatementId INTEGER, RoleVariableLinkId INTEGER, Entity INTEGER)",
    )
    with pytest.raises(UsageError, match=r"a version of DNA after 3.0, in which variables have roles"):
        read(path)
    change(
        path,
        "DROP TABLE DATASHORTTEXT",
        "CREATE TABLE DATASHORTTEXT(StatementId INTEGER, VariableId INTEGER, Value INTEGER)",
    )
    with pytest.raises(UsageError, match=r"a version of DNA that is not known"):
        read(path)


@pytest.mark.parametrize("table", ["VARIABLES", "STATEMENTS", "STATEMENTTYPES"])
@pytest.mark.parametrize("number", ["NULL", "'x'"])
def test_rows_without_a_number_are_refused(tmp_path: Path, table: str, number: str) -> None:
    path = change(
        make_3(tmp_path / "d.dna", [DOCUMENT], [CODING]),
        f"CREATE TABLE T AS SELECT * FROM {table}",
        f"DROP TABLE {table}",
        f"ALTER TABLE T RENAME TO {table}",
        f"UPDATE {table} SET ID = {number}" + (", StatementTypeId = 1" if table != "STATEMENTTYPES" else ""),
    )
    with pytest.raises(UsageError, match=r"cannot be read: a row has \"x?\" for its number|holds no statements"):
        read(path)


def test_a_spoilt_name_of_a_table_is_refused(tmp_path: Path) -> None:
    path = make_3(tmp_path / "d.dna", [DOCUMENT], [CODING])
    spoilt = path.read_bytes().replace(b"CREATE TABLE STATEMENTS", b"CREATE TABLE ST\xb1TEM\xffNTS")
    assert spoilt != path.read_bytes()
    with pytest.raises(UsageError, match=r"cannot be read: .*; look whether it came through whole"):
        read(write(tmp_path / "s.dna", spoilt))
