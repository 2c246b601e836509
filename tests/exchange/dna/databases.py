"""Databases of DNA made for a test, in the layouts of versions 2 and 3."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from counterpoint.exchange.dna.schema import TABLES

VARIABLES = ("person", "organization", "concept", "agreement")
# The tables of version 2 as its sources make them.
VERSION_2 = """
    CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT);
    CREATE TABLE CODERS(ID INTEGER NOT NULL PRIMARY KEY, Name TEXT, Red INTEGER, Green INTEGER, Blue INTEGER,
        Password TEXT);
    CREATE TABLE DOCUMENTS(ID INTEGER NOT NULL PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
        Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER, FOREIGN KEY(Coder) REFERENCES CODERS(ID));
    CREATE TABLE STATEMENTTYPES(ID INTEGER NOT NULL PRIMARY KEY, Label TEXT, Red INTEGER, Green INTEGER, Blue INTEGER);
    CREATE TABLE VARIABLES(ID INTEGER NOT NULL PRIMARY KEY, Variable TEXT, DataType TEXT, StatementTypeId INTEGER);
    CREATE TABLE REGEXES(Label TEXT PRIMARY KEY, Red INTEGER, Green INTEGER, Blue INTEGER);
    CREATE TABLE STATEMENTS(ID INTEGER NOT NULL PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER, Start INTEGER,
        Stop INTEGER, Coder INTEGER);
    CREATE TABLE STATEMENTLINKS(ID INTEGER PRIMARY KEY NOT NULL, SourceId INTEGER NOT NULL, TargetId INTEGER NOT NULL);
    CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
        StatementTypeId INTEGER, Value INTEGER, UNIQUE (StatementId, VariableId));
    CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL, VariableId INTEGER NOT NULL,
        StatementTypeId INTEGER, Value INTEGER, UNIQUE (StatementId, VariableId));
    CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL,
        VariableId INTEGER NOT NULL, StatementTypeId INTEGER, Value TEXT, UNIQUE (StatementId, VariableId));
    CREATE TABLE DATALONGTEXT(ID INTEGER PRIMARY KEY NOT NULL, StatementId INTEGER NOT NULL,
        VariableId INTEGER NOT NULL, StatementTypeId INTEGER, Value TEXT, UNIQUE (StatementId, VariableId));
    CREATE TABLE ATTRIBUTES(ID INTEGER PRIMARY KEY NOT NULL, VariableId INTEGER NOT NULL, Value TEXT NOT NULL,
        Red INTEGER, Green INTEGER, Blue INTEGER, Type TEXT, Alias TEXT, Notes TEXT, ChildOf TEXT);
"""


class Document(NamedTuple):
    """A document of a database."""

    number: int
    title: str
    text: str
    day: str = "2005-01-26"
    author: str = ""
    source: str = ""
    section: str = ""


class Coding(NamedTuple):
    """A statement of a database."""

    number: int
    document: int
    start: int
    stop: int
    person: str
    organization: str
    concept: str
    agreement: int | None = 1


def moment(day: str, hour: int = 0) -> int:
    return int(datetime.datetime.fromisoformat(day).replace(hour=hour, tzinfo=datetime.UTC).timestamp())


def make_3(path: Path, documents: Iterable[Document], codings: Iterable[Coding], more: Sequence[str] = ()) -> Path:
    """Make a database of version 3: values are entities, dates are seconds."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in TABLES:
            connection.execute(table)
        connection.executescript("""
            INSERT INTO SETTINGS VALUES ('version', '3.0.11');
            INSERT INTO CODERS (ID, Name, Password) VALUES (1, 'Admin', '');
            INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51), (2, 'Annotation', 211, 211, 211);
            INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
                (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'note', 'long text', 2);
        """)
        for one in documents:
            values = (one.number, one.title, one.text, 1, one.author, one.source, one.section, "", "", moment(one.day))
            connection.execute("INSERT INTO DOCUMENTS VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        entities: dict[tuple[int, str], int] = {}
        for coded in codings:
            place = (coded.number, 1, coded.document, coded.start, coded.stop, 1)
            connection.execute("INSERT INTO STATEMENTS VALUES (?, ?, ?, ?, ?, ?)", place)
            for variable, value in enumerate((coded.person, coded.organization, coded.concept), 1):
                if (variable, value) not in entities:
                    entities[variable, value] = len(entities) + 1
                    entity = (entities[variable, value], variable, value)
                    connection.execute("INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (?, ?, ?)", entity)
                row = (coded.number, variable, entities[variable, value])
                connection.execute("INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)", row)
            if coded.agreement is not None:
                agreed = (coded.number, 4, coded.agreement)
                connection.execute("INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, ?, ?)", agreed)
        for statement in more:
            connection.execute(statement)
    return path


def make_2(
    path: Path, documents: Iterable[Document], codings: Iterable[Coding], more: Sequence[str] = (), hour: int = 0
) -> Path:
    """Make a database of version 2: values are texts, dates are thousandths of seconds."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(VERSION_2)
        connection.executescript("""
            INSERT INTO SETTINGS VALUES ('version', '2.0 beta 25');
            INSERT INTO CODERS VALUES (1, 'Admin', 0, 0, 0, '');
            INSERT INTO STATEMENTTYPES VALUES (1, 'DNA Statement', 239, 208, 51);
            INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
                (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1);
        """)
        for one in documents:
            date = 1000 * (moment(one.day) - 3600 * hour)
            values = (one.number, one.title, one.text, 1, one.author, one.source, one.section, "", "", date)
            connection.execute("INSERT INTO DOCUMENTS VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        for coded in codings:
            place = (coded.number, 1, coded.document, coded.start, coded.stop, 1)
            connection.execute("INSERT INTO STATEMENTS VALUES (?, ?, ?, ?, ?, ?)", place)
            for variable, value in enumerate((coded.person, coded.organization, coded.concept), 1):
                row = (coded.number, variable, 1, value)
                connection.execute(
                    "INSERT INTO DATASHORTTEXT (StatementId, VariableId, StatementTypeId, Value) VALUES (?, ?, ?, ?)",
                    row,
                )
            agreed = (coded.number, 4, 1, coded.agreement)
            connection.execute(
                "INSERT INTO DATABOOLEAN (StatementId, VariableId, StatementTypeId, Value) VALUES (?, ?, ?, ?)", agreed
            )
        for statement in more:
            connection.execute(statement)
    return path
