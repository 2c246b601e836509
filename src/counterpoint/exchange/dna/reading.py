"""Read what DNA's tables hold, the same whether version 2 or 3 wrote them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from counterpoint.errors import UsageError
from counterpoint.exchange.dna.opening import Database

Value = str | int


@dataclass(frozen=True)
class Document:
    """A row of DOCUMENTS.

    :param text: its text, in which statements have their places.
    :param day: its day, or an empty string.
    :param more: what else it says, by column: author, source, section, notes, type, coder.
    """

    identifier: int
    title: str
    text: str
    day: str
    more: dict[str, str]


@dataclass
class Coded:
    """A row of STATEMENTS, with its values.

    :param start: where it begins, in the units in which Java counts.
    :param values: by variable.
    """

    identifier: int
    document: int
    start: int
    stop: int
    coder: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass
class Contents:
    """What a database holds of one type of statements.

    :param version: 2 or 3.
    :param type: the label of the type.
    :param other_types: the number of statements of other types, by label.
    :param variables: the data type of each variable.
    :param attributes: what is noted of values of a variable: by variable and value, then by attribute.
    :param further: how many rows other tables hold.
    :param notes: what a reader should know.
    """

    version: int
    type: str
    other_types: dict[str, int]
    variables: dict[str, str]
    documents: list[Document]
    statements: list[Coded]
    attributes: dict[tuple[str, str], dict[str, str]]
    further: dict[str, int]
    notes: list[str] = field(default_factory=list)


_TABLES: Final = {
    "boolean": "DATABOOLEAN",
    "integer": "DATAINTEGER",
    "short text": "DATASHORTTEXT",
    "long text": "DATALONGTEXT",
}
_FURTHER: Final = {"REGEXES": "regular expressions", "STATEMENTLINKS": "links between statements"}
_DAY: Final = 86_400
_EAST: Final = 11 * 3600
"""From this hour in Greenwich a midnight elsewhere begins the next day: that of the east, up to 13 hours away."""
_LAST_DAY: Final = 253_402_300_799
"""The last second of the year 9999."""


def read_contents(database: Database, statement_type: str = "") -> Contents:
    """Read the documents, and the statements of one type.

    :param statement_type: its label; by default the only one of which there are statements, else "DNA Statement".
    :raises UsageError: where there is no such type, or the layout is of no version that is known.
    """
    version = _version(database)
    counts = _count_types(database)
    chosen = _choose_type(database, counts, statement_type)
    number = chosen[0]
    found = database.rows(
        "SELECT ID, Variable, DataType FROM VARIABLES WHERE StatementTypeId = ? ORDER BY ID", (number,)
    )
    variables = {database.number(row[0]): (database.text(row[1]), database.text(row[2]).lower()) for row in found}
    statements = _statements(database, number)
    for kind, table in _TABLES.items():
        _fill(database, statements, variables, kind, table, version)
    notes: list[str] = []
    return Contents(
        version,
        chosen[1],
        {label: count for key, (label, count) in counts.items() if key != number and count},
        dict(variables.values()),
        _documents(database, version, notes),
        list(statements.values()),
        _attributes(database, variables, version),
        _further(database, version),
        notes,
    )


def _version(database: Database) -> int:
    short = database.columns("DATASHORTTEXT")
    if "rolevariablelinkid" in short:
        message = f"{database.path} is of a version of DNA after 3.0, in which variables have roles"
        raise UsageError(message, "export the statements from DNA as a table, and import that")
    if "entity" in short and database.has("ENTITIES"):
        return 3
    kinds = [database.text(row[2]).upper() for row in database.rows("PRAGMA table_info(DATASHORTTEXT)")]
    if "value" in short and kinds[short.index("value")] != "INTEGER":
        return 2
    raise UsageError(f"{database.path} is of a version of DNA that is not known", "versions 2 and 3 are read")


def _count_types(database: Database) -> dict[int, tuple[str, int]]:
    label = "Label" if "label" in database.columns("STATEMENTTYPES") else "Type"
    query = (
        f"SELECT ID, {label}, (SELECT COUNT(*) FROM STATEMENTS WHERE StatementTypeId = STATEMENTTYPES.ID) "  # noqa: S608
        "FROM STATEMENTTYPES ORDER BY ID"
    )
    return {database.number(row[0]): (database.text(row[1]), int(row[2])) for row in database.rows(query)}


def _choose_type(database: Database, counts: dict[int, tuple[str, int]], wanted: str) -> tuple[int, str]:
    used = {number: label for number, (label, count) in counts.items() if count}
    labels = [label for label, _ in counts.values()]
    if wanted:
        named = {number: label for number, (label, _) in counts.items() if label == wanted}
        if not named:
            raise UsageError(f'{database.path} has no type of statements "{wanted}"', f"there are {', '.join(labels)}")
        return next(iter(named.items()))
    if not used:
        raise UsageError(f"{database.path} holds no statements", "code some in DNA first")
    usual = {number: label for number, label in used.items() if label == "DNA Statement"}
    return next(iter((usual or used).items()))


def _statements(database: Database, number: int) -> dict[int, Coded]:
    coders = _coders(database)
    columns = "ID, DocumentId, Start, Stop, Coder"
    query = f"SELECT {columns} FROM STATEMENTS WHERE StatementTypeId = ? ORDER BY DocumentId, Start, ID"  # noqa: S608
    rows = ((database.number(row[0]), row) for row in database.rows(query, (number,)))
    return {
        key: Coded(key, _whole(row[1]), _whole(row[2]), _whole(row[3]), coders.get(row[4], "")) for key, row in rows
    }


def _fill(
    database: Database,
    statements: dict[int, Coded],
    variables: dict[int, tuple[str, str]],
    kind: str,
    table: str,
    version: int,
) -> None:
    if not database.has(table):
        return
    query = f"SELECT StatementId, VariableId, Value FROM {table}"  # noqa: S608 - the table is one of four
    if kind == "short text" and version == 3:
        join = "LEFT JOIN ENTITIES AS e ON e.ID = d.Entity"
        query = f"SELECT d.StatementId, d.VariableId, e.Value FROM DATASHORTTEXT AS d {join}"  # noqa: S608 - all fixed
    for statement, variable, value in database.rows(query):
        if statement in statements and variable in variables:
            plain = _whole(value) if kind in ("boolean", "integer") else database.text(value)
            statements[statement].values[variables[variable][0]] = plain


def _documents(database: Database, version: int, notes: list[str]) -> list[Document]:
    coders = _coders(database)
    query = "SELECT ID, Title, Text, Date, Author, Source, Section, Notes, Type, Coder FROM DOCUMENTS ORDER BY ID"
    rows = list(database.rows(query))
    moments = [_whole(row[3]) // (1000 if version == 2 else 1) for row in rows]
    shift = _shift(moments) if version == 2 else 0
    if shift:
        notes.append(f"days were written as midnights of a time zone {shift / 3600:g} hours east of Greenwich")
    names = ("author", "source", "section", "notes", "type")
    found = []
    for row, moment in zip(rows, moments, strict=True):
        more = dict(zip(names, map(database.text, row[4:9]), strict=True))
        more["coder"] = coders.get(row[9], "")
        found.append(Document(_whole(row[0]), database.text(row[1]), database.text(row[2]), _day(moment, shift), more))
    return found


def _shift(moments: Sequence[int]) -> int:
    """Find how far the time zone lies from Greenwich in which version 2 wrote days as moments, in seconds.

    Where all documents were dated without a time of day, their moments are midnights of that zone, which are at one
    time of the day or, where summer time is kept, at two that lie an hour apart. Moments at other times tell nothing.
    """
    times = sorted({moment % _DAY for moment in moments})
    if not times or len(times) > 2 or times[-1] - times[0] not in (0, 3600, _DAY - 3600):
        return 0
    east = [time for time in times if time >= _EAST]  # in the west, midnight falls on the same day in Greenwich
    return _DAY - min(east) if east else 0


def _day(seconds: int, shift: int) -> str:
    """Turn a number of seconds since 1970 into a day; version 3 counts them without a time zone."""
    if abs(seconds) > _LAST_DAY:
        return ""
    try:
        return (
            (datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(seconds=seconds + shift))
            .date()
            .isoformat()
        )
    except OverflowError:
        return ""


def _coders(database: Database) -> dict[Any, str]:
    if not database.has("CODERS"):
        return {}
    return {row[0]: database.text(row[1]) for row in database.rows("SELECT ID, Name FROM CODERS")}


def _attributes(
    database: Database, variables: dict[int, tuple[str, str]], version: int
) -> dict[tuple[str, str], dict[str, str]]:
    found: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    if version == 3 and database.has("ATTRIBUTEVALUES") and database.has("ATTRIBUTEVARIABLES"):
        query = (
            "SELECT e.VariableId, e.Value, n.AttributeVariable, a.AttributeValue FROM ATTRIBUTEVALUES AS a "
            "JOIN ENTITIES AS e ON e.ID = a.EntityId JOIN ATTRIBUTEVARIABLES AS n ON n.ID = a.AttributeVariableId"
        )
        for variable, value, name, attribute in database.rows(query):
            if variable in variables and attribute:
                found[variables[variable][0], database.text(value)][database.text(name)] = database.text(attribute)
    elif version == 2 and database.has("ATTRIBUTES"):
        names = [name for name in ("Type", "Alias", "Notes") if name.lower() in database.columns("ATTRIBUTES")]
        query = f"SELECT VariableId, Value, {', '.join(names) or 'NULL'} FROM ATTRIBUTES"  # noqa: S608 - known names
        for variable, value, *attributes in database.rows(query):
            for name, attribute in zip(names, attributes, strict=False):
                if variable in variables and attribute:
                    found[variables[variable][0], database.text(value)][name] = database.text(attribute)
    return dict(found)


def _further(database: Database, version: int) -> dict[str, int]:
    found = {}
    for table, what in _FURTHER.items():
        if database.has(table):
            found[what] = _only(database, f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - one of the known tables
    if version == 3:
        query = "SELECT COUNT(*) FROM ENTITIES WHERE Value <> '' AND ID NOT IN (SELECT Entity FROM DATASHORTTEXT)"
        found["values of variables that no statement has"] = _only(database, query)
    return found


def _only(database: Database, query: str) -> int:
    return next(int(row[0]) for row in database.rows(query))


def _whole(value: Any) -> int:
    """Read a whole number, whatever stands in its place; -1 where it is none."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return -1
