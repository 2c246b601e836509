"""The statement table: one row a statement, in columns of numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from counterpoint.errors import UsageError
from counterpoint.network.settings import PARTS, Part

if TYPE_CHECKING:
    from pathlib import Path

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
        pairs = np.sort((rows.astype(np.int64) * width + values.codes)[values.codes >= 0])
        pairs = pairs[np.diff(pairs, prepend=-1) > 0]
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
        place = np.full(size, -1, np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        kept = place[self.rows] >= 0
        return replace(self, rows=place[self.rows[kept]], codes=self.codes[kept])


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
    """

    statements: tuple[str, ...]
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
        path: Path,
        *,
        columns: Mapping[str, str] | None = None,
        levels: Mapping[str, float] | None = None,
        scale: tuple[float, float] | None = None,
    ) -> StatementTable:
        """Read coded statements from a CSV file with a header.

        :param path: the file, in UTF-8.
        :param columns: for a field of :class:`~counterpoint.network.rows.StatementRow` the column that holds it,
            where that has another name. Only speaker or organisations, and claim, must be there.
        :param levels: the polarity that a text in the level column stands for, where it is no number.
        :param scale: the lowest and highest level there can be; from -1 to 1 unless a level lies outside.
        :raises UsageError: where a column is missing or a cell does not read, with its line.
        """
        from counterpoint.network.rows import read_rows

        return cls.from_rows(read_rows(path, columns or {}, levels or {}), scale=scale)

    def __len__(self) -> int:
        return len(self.statements)

    @cached_property
    def order(self) -> Codes:
        """The place of each row when the statements are sorted by IRI: the same for every engine."""
        order = np.empty(len(self), np.int32)
        order[sorted(range(len(self)), key=self.statements.__getitem__)] = np.arange(len(self), dtype=np.int32)
        return order

    def select(self, rows: NDArray[np.bool_] | NDArray[np.integer]) -> StatementTable:
        """Keep some rows: a mask of the length of the table, or the indices of rows."""
        chosen = (np.flatnonzero(rows) if rows.dtype == np.bool_ else rows).astype(np.int32)
        size = len(self)
        return replace(
            self,
            statements=tuple(map(self.statements.__getitem__, chosen.tolist())),
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
