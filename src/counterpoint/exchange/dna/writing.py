"""A debate as a database of DNA 3, as DNA itself would make it."""

from __future__ import annotations

import datetime
import sqlite3
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from counterpoint.exchange.debate import Debate, Ref, Report, Source, Statement
from counterpoint.exchange.dna.schema import ATTRIBUTES, LONGEST, TABLES, VARIABLES, VERSION

_UNKNOWN_DAY: Final = 0
_TYPE: Final = (1, "DNA Statement", 239, 208, 51)
_CODER: Final = (1, "Admin", 255, 255, 0, "")


def write_dna(debate: Debate, polarities: Mapping[str, float], text_of: Callable[[Source], str | None]) -> bytes:
    """Write a debate as an SQLite database in the layout of DNA 3.

    Documents have their text where it is at hand; else a text of spaces in which the quotes stand in their places.
    A statement becomes a row for each of its claims. What has no place in DNA is noted in the report of the debate.

    :param polarities: the polarity of the stances that have one; DNA knows agreement and disagreement only.
    :param text_of: gives the text of a source, where it is at hand.
    """
    with tempfile.TemporaryDirectory(prefix="counterpoint-") as folder:
        path = Path(folder) / "debate.dna"
        connection = sqlite3.connect(path)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            with connection:
                _Writer(connection, debate, polarities, text_of).write()
        finally:
            connection.close()
        return path.read_bytes()


class _Writer:
    def __init__(
        self,
        connection: sqlite3.Connection,
        debate: Debate,
        polarities: Mapping[str, float],
        text_of: Callable[[Source], str | None],
    ) -> None:
        self.connection, self.debate, self.polarities, self.text_of = connection, debate, polarities, text_of
        self.report: Report = debate.report
        self._entities: dict[tuple[int, str], int] = {}
        self._rows = 0

    def write(self) -> None:
        """Write all tables."""
        for table in TABLES:
            self.connection.execute(table)
        self._insert("SETTINGS", ("version", VERSION))
        self._insert("SETTINGS", ("date", "2022-11-08"))
        self.connection.execute(
            "INSERT INTO CODERS (ID, Name, Red, Green, Blue, Password) VALUES (?, ?, ?, ?, ?, ?)", _CODER
        )
        self._insert("STATEMENTTYPES", _TYPE)
        for name, (number, kind) in VARIABLES.items():
            self._insert("VARIABLES", (number, name, kind, _TYPE[0]))
        for number, kind in VARIABLES.values():
            if kind == "short text":
                for attribute in ATTRIBUTES:
                    self.connection.execute(
                        "INSERT INTO ATTRIBUTEVARIABLES (VariableId, AttributeVariable) VALUES (?, ?)",
                        (number, attribute),
                    )
        of_source: dict[str, list[Statement]] = {}
        for statement in self.debate.statements:
            of_source.setdefault(statement.source, []).append(statement)
        for document, (key, source) in enumerate(self.debate.sources.items(), 1):
            text = self._document(document, source, of_source.get(key, []))
            for statement in of_source.get(key, []):
                self._statement(document, statement, text)

    def _insert(self, table: str, values: tuple[object, ...]) -> None:
        marks = ", ".join("?" * len(values))
        self.connection.execute(f"INSERT INTO {table} VALUES ({marks})", values)  # noqa: S608 - tables of ours

    def _document(self, number: int, source: Source, statements: list[Statement]) -> str:
        text = self.text_of(source)
        if text is None:
            text = _skeleton(statements)
            self.report.change("documents whose text is not at hand: only the quotes, in their places", source.title)
        if not (day := str(next(iter(source.details.get("published", ())), ""))):
            self.report.change("documents without a day, dated 1970-01-01 as DNA wants one", source.title)
        named = {key: ", ".join(self._names(source, key)) for key in ("author", "publisher")}
        values = (self._short(source.title), text, 1, self._short(named["author"]), self._short(named["publisher"]))
        notes = "; ".join(str(value) for value in source.details.get("note", ()))
        self._insert("DOCUMENTS", (number, *values, "", notes, "", _seconds(day)))
        return text

    def _names(self, source: Source, key: str) -> list[str]:
        return [self._name(value) for value in source.details.get(key, ()) if isinstance(value, Ref)]

    def _name(self, ref: Ref) -> str:
        return self.debate.things[ref].name

    def _statement(self, document: int, statement: Statement, text: str) -> None:
        if statement.at is None:
            self.report.drop("statements without a place in the text", statement.key)
            return
        start, stop = (_units(text, place) for place in statement.at)
        if not text[slice(*statement.at)].strip():
            self.report.drop("statements whose place is not in the text", statement.key)
            return
        is_person = statement.speaker.kind == "person"
        speaker = self._name(statement.speaker)
        organisations = list(dict.fromkeys(one.organisation for one in statement.capacities or () if one.organisation))
        if len(organisations) > 1:
            self.report.change("statements for several organisations, of which DNA has the first", speaker)
        acting = self._name(organisations[0]) if organisations else ""
        for stance, claim in statement.positions:
            if not (polarity := self.polarities.get(stance)):
                self.report.drop(f"positions that are neither for nor against: {stance}", self._name(claim))
                continue
            self._rows += 1
            self._insert("STATEMENTS", (self._rows, _TYPE[0], document, start, stop, _CODER[0]))
            values = {"person": speaker if is_person else "", "organization": acting if is_person else speaker}
            for variable, value in {**values, "concept": self._name(claim)}.items():
                self._short_text(variable, value)
            self.connection.execute(
                "INSERT INTO DATABOOLEAN (StatementId, VariableId, Value) VALUES (?, ?, ?)",
                (self._rows, VARIABLES["agreement"][0], int(polarity > 0)),
            )
            if abs(polarity) != 1:
                self.report.change("stances between for and against, taken for the one that is nearer", stance)

    def _short_text(self, variable: str, value: str) -> None:
        number = VARIABLES[variable][0]
        entity = self._entities.get((number, value))
        if entity is None:
            entity = self._entities[number, value] = len(self._entities) + 1
            self._insert("ENTITIES", (entity, number, self._distinct(value), 0, 0, 0, None))
            query = (
                "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) "
                "SELECT ?, ID, '' FROM ATTRIBUTEVARIABLES WHERE VariableId = ?"
            )
            self.connection.execute(query, (entity, number))
        self.connection.execute(
            "INSERT INTO DATASHORTTEXT (StatementId, VariableId, Entity) VALUES (?, ?, ?)", (self._rows, number, entity)
        )

    def _distinct(self, value: str) -> str:
        """Shorten a value so that no two that begin alike become one."""
        short = self._short(value)
        return short if short == value else f"{short[: LONGEST - 12]}… ({len(self._entities)})"

    def _short(self, text: str) -> str:
        if len(text) <= LONGEST:
            return text
        self.report.change(f"texts of more than {LONGEST} characters, cut", text[:60])
        return text[: LONGEST - 1] + "…"


def _skeleton(statements: list[Statement]) -> str:
    """Put quotes into a text of spaces, in their places."""
    signs = [" "] * max((one.at[1] for one in statements if one.at), default=0)
    for one in statements:
        if one.at:
            signs[one.at[0] : one.at[0] + len(one.quote)] = list(one.quote)
    return "".join(signs)


def _units(text: str, place: int) -> int:
    """Turn a place in characters into one as Java counts, in units of UTF-16."""
    return place if text.isascii() else place + sum(sign > "\uffff" for sign in text[:place])


def _seconds(day: str) -> int:
    if not day:
        return _UNKNOWN_DAY
    return int(datetime.datetime.fromisoformat(day).replace(tzinfo=datetime.UTC).timestamp())
