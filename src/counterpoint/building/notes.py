"""What a snapshot's writer noted about the record files that it read: how they were, what they define, what they use.

A table beside the store, so that a change in one of ten thousand files reads a few rows, not all that was ever noted.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from counterpoint.errors import StoreError
from counterpoint.records.index import Definition

if TYPE_CHECKING:
    from counterpoint.records.examining import Examined

_TABLES: Final = """
CREATE TABLE files (id INTEGER PRIMARY KEY, name BLOB UNIQUE, size INT, mtime_ns INT, ctime_ns INT, sha256 TEXT);
CREATE TABLE defines (key TEXT, file INT, line INT, details TEXT, PRIMARY KEY (key, file)) WITHOUT ROWID;
CREATE TABLE uses (identifier TEXT, kind TEXT, file INT, PRIMARY KEY (identifier, kind, file)) WITHOUT ROWID;
CREATE TABLE claims (iri TEXT PRIMARY KEY, statements INT) WITHOUT ROWID;
"""
_STAMP: Final = """
INSERT INTO files (name, size, mtime_ns, ctime_ns, sha256) VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET
size = excluded.size, mtime_ns = excluded.mtime_ns, ctime_ns = excluded.ctime_ns, sha256 = excluded.sha256
"""
_LISTED: Final = "(SELECT value FROM json_each(?))"
_FAST: Final = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
"""A killed writer leaves a snapshot that nobody names, so nothing need be kept to go back to."""


class Stamp(NamedTuple):
    """How a file was: its size, its times, and the SHA-256 of its content, empty where it could not be read."""

    size: int
    mtime_ns: int
    ctime_ns: int
    sha256: str


class Notes:
    """The notes of one snapshot, for reading.

    :param path: the file that holds them; where it is missing or damaged, nothing is noted.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._base: sqlite3.Connection | None = None
        self.stamps: dict[str, Stamp] = {}
        """How each file was, by name."""
        self._numbers: dict[int, str] = {}
        if path is None or not path.is_file():
            return
        try:
            self._base = sqlite3.connect(f"file:{quote(str(path))}?mode=ro&immutable=1", uri=True)
            for number, name, *stamp in self._base.execute("SELECT * FROM files"):
                self._numbers[number] = os.fsdecode(name)
                self.stamps[self._numbers[number]] = Stamp(*stamp)
        except (sqlite3.Error, TypeError):
            self._base, self.stamps, self._numbers = None, {}, {}

    @property
    def are_there(self) -> bool:
        """Whether anything could be read."""
        return self._base is not None

    def counts(self) -> dict[str, int]:
        """Tell how many statements each claim has, by the claim's IRI."""
        return dict(self.rows("SELECT iri, statements FROM claims"))

    def defined_in(self, names: Collection[str]) -> dict[str, Definition]:
        """List what some files define, by ``kind:id``."""
        numbers = json.dumps([number for number, name in self._numbers.items() if name in names])
        rows = self.rows(f"SELECT key, file, line, details FROM defines WHERE file IN {_LISTED}", numbers)  # noqa: S608 - of constants
        return {key: self.definition(*about) for key, *about in rows}

    def users(self, identifiers: Collection[str]) -> set[str]:
        """Name the files that refer to any thing with one of these ids, whatever its kind."""
        found: set[str] = set()
        for identifier in identifiers:
            rows = self.rows("SELECT DISTINCT file FROM uses WHERE identifier = ?", identifier)
            found |= {self._numbers[number] for (number,) in rows}
        return found

    def users_below(self, path: str) -> set[str]:
        """Name the files that refer to any thing whose id begins with a path, such as the statements of a source."""
        rows = self.rows(
            "SELECT DISTINCT file FROM uses WHERE identifier >= ? AND identifier < ?", path, path + "\U0010ffff"
        )
        return {self._numbers[number] for (number,) in rows}

    def definitions(self, without: Collection[str] = ()) -> Mapping[str, Definition]:
        """Give what the files define, by ``kind:id``, each looked up when asked for.

        :param without: names of files whose definitions are left out.
        """
        return _Definitions(self, frozenset(without))

    def rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        """Run a query over the tables.

        :raises StoreError: where they are damaged.
        """
        if self._base is None:
            return []
        try:
            return self._base.execute(query, values).fetchall()
        except sqlite3.Error as problem:
            message = f"the notes of the snapshot cannot be read: {problem}"
            raise StoreError(message, "counterpoint build --fresh makes it anew") from problem

    def name(self, number: int) -> str:
        """Return the name of a file by its number in the tables."""
        return self._numbers[number]

    def definition(self, file: int, line: int, details: str) -> Definition:
        """Read where something is defined from a row of the tables."""
        return Definition(self._numbers[file], line, tuple(json.loads(details)))


class _Definitions(Mapping[str, Definition]):
    """The definitions that notes hold, each looked up when it is asked for."""

    def __init__(self, notes: Notes, without: frozenset[str]) -> None:
        self._notes, self._without = notes, without
        self._found: dict[str, Definition | None] = {}
        self._whole = False

    def __getitem__(self, key: str) -> Definition:
        if key not in self._found:
            rows = self._notes.rows("SELECT file, line, details FROM defines WHERE key = ?", key)
            every = [self._notes.definition(*row) for row in rows]
            self._found[key] = next((one for one in reversed(every) if one.file not in self._without), None)
        if (found := self._found[key]) is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        if not self._whole:  # whoever goes through all of them looks at each
            for key, *row in self._notes.rows("SELECT key, file, line, details FROM defines"):
                found = self._notes.definition(*row)
                if found.file not in self._without:
                    self._found[key] = found
            self._whole = True
        return iter([key for key, found in self._found.items() if found is not None])

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True)
class Noting:
    """What is to be noted of a snapshot, beside what was noted of the one that it starts from.

    :param stamps: how the files are that were not noted, or otherwise, by name.
    :param removed: names of the files that are gone.
    :param files: the files that were read, each with its name.
    :param counts: how many statements those claims have whose number is another, by their IRIs.
    """

    stamps: Mapping[str, Stamp]
    removed: Collection[str]
    files: Iterable[tuple[str, Examined]]
    counts: Mapping[str, int]


def write_notes(path: Path, noting: Noting) -> None:
    """Write down what a snapshot rests on, into a copy of what was noted for the one before, or into a new file.

    :param path: the file.
    :param noting: what there is to note.
    :raises OSError: where it cannot be written.
    """
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as base:
            base.executescript(_FAST)
            if not base.execute("SELECT 1 FROM sqlite_master").fetchone():
                base.executescript(_TABLES)
            base.execute("BEGIN")
            _write(base, noting)
            base.execute("COMMIT")
    except sqlite3.Error as problem:
        raise OSError(str(problem)) from problem
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(base: sqlite3.Connection, noting: Noting) -> None:
    def number(name: str) -> int:
        row = base.execute("SELECT id FROM files WHERE name = ?", (os.fsencode(name),)).fetchone()
        return int(row[0]) if row else 0

    files = list(noting.files)
    gone = [number(name) for name in noting.removed]
    # Of a file that is new, nothing is noted that would have to be looked for in all that is.
    _forget(base, [one for one in (*gone, *(number(name) for name, _ in files)) if one])
    base.executemany("DELETE FROM files WHERE id = ?", [(one,) for one in gone])
    base.executemany(_STAMP, [(os.fsencode(name), *stamp) for name, stamp in noting.stamps.items()])
    for one, file in [(number(name), file) for name, file in files]:
        uses = (use.partition(":") for use in file.uses)
        base.executemany("INSERT INTO uses VALUES (?, ?, ?)", [(thing, kind, one) for kind, _, thing in uses])
        rows = [(key, one, found.line, json.dumps(found.details)) for key, found in file.defines.items()]
        base.executemany("INSERT INTO defines VALUES (?, ?, ?, ?)", rows)
    base.executemany("INSERT OR REPLACE INTO claims VALUES (?, ?)", list(noting.counts.items()))
    base.execute("DELETE FROM claims WHERE statements = 0")


def _forget(base: sqlite3.Connection, numbers: Collection[int]) -> None:
    """Take out what is noted of some files."""
    if numbers:
        listed = (json.dumps(numbers),)
        base.execute(f"DELETE FROM defines WHERE file IN {_LISTED}", listed)  # noqa: S608 - of constants
        base.execute(f"DELETE FROM uses WHERE file IN {_LISTED}", listed)  # noqa: S608 - of constants
