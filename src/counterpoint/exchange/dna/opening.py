"""Open a database of DNA for reading, trusting nothing in it: no view, no trigger and no function of it is ever run."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from counterpoint.errors import UsageError
from counterpoint.exchange.files import SQLITE, refuse_odd

_TABLES: Final = ("DOCUMENTS", "STATEMENTS", "STATEMENTTYPES", "VARIABLES", "DATASHORTTEXT")
"""What every database of DNA has, of whichever version."""
_LONGEST_CELL: Final = 50_000_000
_PATIENCE: Final = 300.0
"""Seconds that a query may take."""
_STEPS: Final = 100_000
"""Instructions of SQLite between two looks at the clock."""
_NO_ACTION: Final = frozenset(
    {sqlite3.SQLITE_READ, sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_PRAGMA}
)


class Database:
    """A database of DNA.

    :param path: the file.
    :param connection: open for reading.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path, self._connection = path, connection
        # A view may be called like a table, and read whatever it likes.
        listed = [tuple(map(self.text, row)) for row in self.rows("SELECT name, type, sql FROM sqlite_master")]
        kinds = {name.upper(): kind for name, kind, _ in listed}
        virtual = {name.upper() for name, _, sql in listed if "VIRTUAL" in sql[:40].upper().split()}
        self._tables = {name for name, kind in kinds.items() if kind == "table"} - virtual
        if missing := [name for name in _TABLES if name not in self._tables]:
            raise UsageError(f"{path} is no database of DNA: it has no table {missing[0]}", "look at which file it is")
        self.left_alone = sorted(name for name, kind in kinds.items() if kind in ("view", "trigger"))
        """Views and triggers, which DNA has none of."""

    def has(self, table: str) -> bool:
        """Tell whether there is a table."""
        return table in self._tables

    def columns(self, table: str) -> list[str]:
        """List the columns of a table, in small letters."""
        return [self.text(row[1]).lower() for row in self.rows(f"PRAGMA table_info({table})")]

    def rows(self, query: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """Run a query.

        :raises UsageError: where the database is damaged, or takes too long.
        """
        deadline = time.monotonic() + _PATIENCE
        self._connection.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
        try:
            for row in self._connection.execute(query, parameters):  # noqa: UP028 - whoever stops early closes no cursor
                yield row
        except (sqlite3.Error, OverflowError, UnicodeDecodeError) as problem:  # what sqlite3 says may be no UTF-8
            said = "it takes too long to read" if "interrupted" in str(problem) else str(problem)
            raise UsageError(f"{self.path} cannot be read: {said}", "look whether it came through whole") from problem

    def number(self, value: Any) -> int:
        """Return a number by which rows refer to each other.

        :raises UsageError: where it is none.
        """
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError) as problem:
            message = f'{self.path} cannot be read: a row has "{self.text(value)[:40]}" for its number'
            raise UsageError(message, "look whether it came through whole") from problem

    def text(self, value: Any) -> str:
        """Return a value as text; a database may hold anything anywhere."""
        if isinstance(value, bytes):
            return value.decode("utf-8", "replace")
        return "" if value is None else str(value)


@contextmanager
def open_database(path: Path) -> Iterator[Database]:
    """Open a database for reading, never changing it nor what lies beside it.

    :raises UsageError: where it is no database of DNA.
    """
    refuse_odd(path)
    with path.open("rb") as file:
        if file.read(len(SQLITE)) != SQLITE:
            raise UsageError(f"{path} is no SQLite database, and so none of DNA", "look at which file it is")
    if path.with_name(path.name + "-wal").is_file():
        raise UsageError(
            f"{path} is open in another program", "close it there first: some of it is not in the file yet"
        )
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        connection = sqlite3.connect(address, uri=True, isolation_level=None)
    except sqlite3.Error as problem:
        raise UsageError(f"{path} cannot be opened: {problem}") from problem
    try:
        connection.text_factory = bytes  # what is no UTF-8 is read all the same
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_CELL)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
        connection.set_authorizer(_allow)
        yield Database(path, connection)
    finally:
        connection.close()


def _allow(action: int, *_: str | None) -> int:
    """Allow only to read."""
    return sqlite3.SQLITE_OK if action in _NO_ACTION else sqlite3.SQLITE_DENY
