"""The statement table: one row a statement, in columns of numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterpoint.errors import UsageError
from counterpoint.network.settings import PARTS, Part
from counterpoint.network.texts import Texts

if TYPE_CHECKING:
    from counterpoint.network.reading import Tabular
    from counterpoint.network.rows import StatementRow

Codes = NDArray[np.int32]
Dates = NDArray[np.datetime64]
Levels = NDArray[np.float64]

SCALE: Final = (-1.0, 1.0)
"""Where `cp:polarity` lies: from against to for."""


class Label(NamedTuple):
    """How a node is shown: its name, its kind ("person", "organisation", "claim", …) and further attributes."""

    name: str
    kind: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Labels:
    """What is known of the things that IRIs name.

    :param names: their names.
    :param organisations: which of them are organisations; a speaker may be one.
    :param attributes: further attributes, such as ``same_as``: the ORCID or ROR IRI of a person or an organisation.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    organisations: frozenset[str] = frozenset()
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, iri: str, kind: str) -> Label:
        """Give how a thing is shown; one without a name is shown as its IRI, and of the kind expected of it."""
        kind = "organisation" if iri in self.organisations else kind
        return Label(self.names.get(iri) or iri, kind, self.attributes.get(iri, {}))


@dataclass(frozen=True, eq=False)
class Column:
    """One value a row.

    :param codes: for each row the index of its value in ``labels``, -1 where it has none.
    :param labels: the IRIs that occur, sorted.

    >>> column = Column.of(["b", "", "a", "b"])
    >>> column.codes.tolist(), column.labels
    ([1, -1, 0, 1], ('a', 'b'))
    """

    codes: Codes
    labels: tuple[str, ...]

    @classmethod
    def of(cls, values: Sequence[str]) -> Column:
        """Code a list of IRIs, in which an empty string stands for none."""
        seen: defaultdict[str, int] = defaultdict()
        seen.default_factory = seen.__len__  # numbers each value when it is met for the first time
        codes = np.fromiter(map(seen.__getitem__, values), np.int32, len(values))
        labels = sorted(filter(None, seen))
        final = np.full(len(seen), -1, np.int32)
        final[np.fromiter(map(seen.__getitem__, labels), np.int32, len(labels))] = np.arange(len(labels))
        return cls(final[codes], tuple(labels))


@dataclass(frozen=True, eq=False)
class Links:
    """Any number of values a row, as pairs of row and value, sorted and without repetition.

    :param rows: for each pair its row.
    :param codes: for each pair the index of its value in ``labels``.
    :param labels: the IRIs that occur, sorted.
    """

    rows: Codes
    codes: Codes
    labels: tuple[str, ...]

    @classmethod
    def of(cls, rows: Codes, values: Column) -> Links:
        """Pair rows with values; a pair without a value, or a second time, is dropped."""
        width = max(len(values.labels), 1)
        pairs = (rows.astype(np.int64) * width + values.codes)[values.codes >= 0]
        if not (new := np.diff(pairs, prepend=-1) > 0).all():
            pairs = np.sort(pairs)
            new = np.diff(pairs, prepend=-1) > 0
        pairs = pairs[new]
        return cls((pairs // width).astype(np.int32), (pairs % width).astype(np.int32), values.labels)

    @classmethod
    def of_column(cls, column: Column) -> Links:
        """Give the one value of each row as a link."""
        rows: Codes = np.flatnonzero(column.codes >= 0).astype(np.int32)
        return cls(rows, column.codes[rows], column.labels)

    @classmethod
    def none(cls) -> Links:
        """Give the links of a table in which no row has any."""
        return cls(np.empty(0, np.int32), np.empty(0, np.int32), ())

    def select(self, rows: Codes, size: int) -> Links:
        """Keep the pairs of some rows of a table of ``size``, and number them as the rows of ``rows``."""
        if not len(self.rows):
            return self
        if within := _range(rows):
            start, end = np.searchsorted(self.rows, within)
            return replace(self, rows=self.rows[start:end] - np.int32(within[0]), codes=self.codes[start:end])
        place = np.full(size, -1, np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        kept = place[self.rows] >= 0
        there, codes = place[self.rows[kept]], self.codes[kept]
        if (np.diff(there) < 0).any():  # the rows were put in another order
            order = np.lexsort((codes, there))
            there, codes = there[order], codes[order]
        return replace(self, rows=there, codes=codes)


@dataclass(frozen=True, eq=False)
class StatementTable:
    """Statements as columns: who, on which claim, with which stance, where and when.

    Columns keep the values of rows that :meth:`select` left out, so the isolates of a slice are known.

    :param statements: the IRI of each row.
    :param speaker: who said it: a person or an organisation.
    :param claim: what it is about.
    :param level: the polarity of the stance, from -1 against to 1 for; NaN where the stance takes no side.
    :param source: the document it was said in.
    :param date: the day that document was published; NaT where that is unknown.
    :param organisation: in whose name it was said: the organisations of the memberships in which the speaker
        spoke, and the speaker itself where that is an organisation.
    :param role: the roles of those memberships.
    :param topic: the topics of the claim.
    :param labels: the names and kinds of what the IRIs stand for.
    :param scale: the lowest and the highest level there can be, whatever levels occur.
    :param parts: which of source (with date), organisation, role and topic were read.
    :param cut: how it was cut from a larger table, as attributes of the networks made of it: what was asked for, and
        under ``undated`` how many statements were left out for want of a date.
    """

    statements: tuple[str, ...] | Texts
    speaker: Column
    claim: Column
    level: Levels
    source: Column
    date: Dates
    organisation: Links
    role: Links
    topic: Links
    labels: Labels = field(default_factory=Labels)
    scale: tuple[float, float] = SCALE
    parts: frozenset[Part] = PARTS
    cut: Mapping[str, str | int] = field(default_factory=dict)

    @classmethod
    def from_store(cls, store: Tabular, *, parts: Iterable[Part] = PARTS) -> StatementTable:
        """Read the statements of a store.

        :param store: anything with the ``table`` of :class:`counterpoint.store.Store`.
        :param parts: what to read beside speaker, claim and stance; less is faster. ``Settings.parts`` says what a
            network needs.
        """
        from counterpoint.network.reading import read_store

        return read_store(store, frozenset(parts))

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[StatementRow],
        *,
        names: Mapping[str, str] | None = None,
        scale: tuple[float, float] | None = None,
    ) -> StatementTable:
        """Make a table of statements that were coded elsewhere.

        :param rows: the statements; their values serve as IRIs.
        :param names: how the values are shown; one that is not named here is shown as it is.
        :param scale: the lowest and highest level there can be; from -1 to 1 unless a level lies outside.
        :raises UsageError: where a level lies outside the scale.
        """
        from counterpoint.network.rows import table_of

        return table_of(rows, names or {}, scale)

    @classmethod
    def from_csv(
        cls,
        path: Path | str,
        *,
        columns: Mapping[str, str] | None = None,
        levels: Mapping[str, float] | None = None,
        scale: tuple[float, float] | None = None,
    ) -> StatementTable:
        r"""Read statements from a CSV file with a header: one that :meth:`to_csv` wrote, or that was coded elsewhere.

        Cells are separated by commas, or where the header has none by semicolons or tabs. Several organisations, roles
        or topics stand in one cell with ``|`` between them; ``\|`` is no separator. A cell that begins with an
        apostrophe and then ``=``, ``+``, ``-`` or ``@`` is read without the apostrophe. Statements without an
        identifier are numbered as rows, from 2. It is several times as fast where pyarrow is installed.

        :param path: the file, in UTF-8.
        :param columns: for a field of :class:`~counterpoint.network.rows.StatementRow`, or a label such as
            ``speaker_label``, the column that holds it, where that has another name. Only speaker or organisations,
            and claim, must be there.
        :param levels: the polarity that a text in the level column stands for, where it is no number.
        :param scale: the lowest and highest level there can be; from -1 to 1 unless a level lies outside.
        :raises UsageError: where there is no such file, a column is missing or a cell does not read, with its line.
        """
        from counterpoint.network.csv_files import read_csv

        return read_csv(_file(path), columns or {}, levels or {}, scale)

    @classmethod
    def from_parquet(
        cls,
        path: Path | str,
        *,
        columns: Mapping[str, str] | None = None,
        levels: Mapping[str, float] | None = None,
        scale: tuple[float, float] | None = None,
        parts: Iterable[Part] = PARTS,
    ) -> StatementTable:
        """Read statements from a Parquet file: one that :meth:`to_parquet` wrote, or that was coded elsewhere.

        Organisations, roles and topics are lists of text, or text as in CSV.

        :param path: the file.
        :param columns: as for :meth:`from_csv`.
        :param levels: as for :meth:`from_csv`.
        :param scale: as for :meth:`from_csv`; by default the one that the file names.
        :param parts: what to read beside speaker, claim and level; less is faster. ``Settings.parts`` says what a
            network needs.
        :raises UsageError: where pyarrow is not installed, the file is no Parquet file, a column is missing or of
            another type, or a value does not read, with its row.
        """
        from counterpoint.network.parquet import read_parquet

        return read_parquet(_file(path), columns or {}, levels or {}, scale, frozenset(parts))

    @classmethod
    def from_file(cls, path: Path | str, **how: Any) -> StatementTable:
        """Read statements from a Parquet or a CSV file, whichever it is.

        :param how: columns, levels and scale, as for :meth:`from_csv`.
        :raises UsageError: as for :meth:`from_csv` and :meth:`from_parquet`.
        """
        path = _file(path)
        with path.open("rb") as file:
            is_parquet = file.read(4) == b"PAR1"
        return cls.from_parquet(path, **how) if is_parquet else cls.from_csv(path, **how)

    def to_parquet(self) -> bytes:
        """Write the table as a Parquet file; see :func:`counterpoint.network.parquet.write_parquet`."""
        from counterpoint.network.parquet import write_parquet

        return write_parquet(self)

    def to_csv(self) -> bytes:
        """Write the table as a CSV file; see :func:`counterpoint.network.csv_files.write_csv`."""
        from counterpoint.network.csv_files import write_csv

        return write_csv(self)

    def __len__(self) -> int:
        return len(self.statements)

    @cached_property
    def order(self) -> Codes:
        """The place of each row when the statements are sorted by IRI: the same for every engine."""
        statements = self.statements
        order = np.empty(len(self), np.int32)
        sorting = (
            statements.sorting()
            if isinstance(statements, Texts)
            else sorted(range(len(self)), key=statements.__getitem__)
        )
        order[sorting] = np.arange(len(self), dtype=np.int32)
        return order

    def select(self, rows: NDArray[np.bool_] | NDArray[np.integer]) -> StatementTable:
        """Keep some rows: a mask of the length of the table, or the indices of rows."""
        chosen = (np.flatnonzero(rows) if rows.dtype == np.bool_ else rows).astype(np.int32)
        size = len(self)
        return replace(
            self,
            statements=_taken(self.statements, chosen),
            speaker=replace(self.speaker, codes=self.speaker.codes[chosen]),
            claim=replace(self.claim, codes=self.claim.codes[chosen]),
            level=self.level[chosen],
            source=replace(self.source, codes=self.source.codes[chosen]),
            date=self.date[chosen],
            organisation=self.organisation.select(chosen, size),
            role=self.role.select(chosen, size),
            topic=self.topic.select(chosen, size),
        )

    def require(self, parts: frozenset[Part]) -> None:
        """Check that parts of the table were read.

        :raises UsageError: where one was not.
        """
        if missing := sorted(parts - self.parts):
            raise UsageError(f"the statement table was read without {' and '.join(missing)}", "read it with them")


def _file(path: Path | str) -> Path:
    """Check that a file is there.

    :raises UsageError: where it is not.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageError(f"{path} is no file", "name one; what comes through a pipe has to be written to a file")
    return path


def _range(rows: Codes) -> tuple[int, int] | None:
    """Give the first row and the one after the last where rows are all those between, in order."""
    if not len(rows) or rows[-1] - rows[0] + 1 != len(rows) or (np.diff(rows) != 1).any():
        return None
    return int(rows[0]), int(rows[-1]) + 1


def _taken(texts: tuple[str, ...] | Texts, rows: Codes) -> tuple[str, ...] | Texts:
    if within := _range(rows):
        return texts[within[0] : within[1]]
    return texts.take(rows) if isinstance(texts, Texts) else tuple(map(texts.__getitem__, rows.tolist()))
