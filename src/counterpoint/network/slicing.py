"""A part of the statements: of some time, on some topics, in some role, without some speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Final, Literal, get_args

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.dates import first_day, last_day
from counterpoint.network.settings import Actor, Part
from counterpoint.network.table import Codes, Column, Links, StatementTable

if TYPE_CHECKING:
    import datetime

    from numpy.typing import NDArray

    Mask = NDArray[np.bool_]

Side = Literal["for", "against", "between", "none"]
"""Where a stance lies: above 0, below 0, at 0, or nowhere, because it takes no side."""
Dimension = Literal["topic", "source", "role", "organisation", "speaker", "claim", "side"]

DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)
_SIDES: Final = get_args(Side)
_NEEDS: Final[dict[str, Part]] = {
    "from_": "source",
    "until": "source",
    "topic": "topic",
    "source": "source",
    "role": "role",
    "organisation": "organisation",
}


@dataclass(frozen=True)
class Slice:
    """Say which statements to keep.

    A statement is kept where it has, in each dimension that is asked for, one of the values asked for, and nowhere a
    value that is excluded. So several topics mean any of them, and a topic and a source mean both.

    - Where a day is asked for, an undated statement is left out; how many there were is told
      (:attr:`StatementTable.cut`). Both days belong to the slice. A source that is dated only by its year or its month
      counts as of the first day.
    - ``role`` and ``organisation`` look at the capacity in which a statement was made, not at the roles that the
      speaker has besides. A statement by an organisation counts as made for it.
    - In a network of organisations, ``organisation`` and ``exclude_organisation`` choose the organisations that are
      nodes: of a statement made for several, only those that are kept count, and excluding one takes nothing from the
      others. With speakers as actors, a statement made for an excluded organisation is left out, for whomever else it
      was made.
    - What :class:`~counterpoint.network.settings.Settings` calls isolates are the actors and claims of the whole
      table, as in the Discourse Network Analyzer, those included that the slice leaves out: so the networks of several
      slices have the same nodes.

    Values are the IRIs of the table. :func:`counterpoint.network.choosing.choose` takes names.

    :param from_: the first day: ``2014``, ``2014-06``, ``2014-06-30`` or a date; empty for no bound.
    :param until: the last day; ``2014`` means the last day of the year, ``2014-06`` that of the month.
    :param topic: topics of the claim.
    :param source: the documents.
    :param role: roles in which statements were made.
    :param organisation: organisations in whose name they were made.
    :param speaker: who made them.
    :param claim: what they are about.
    :param side: where the stance lies: ``for``, ``against``, ``between`` (a level of 0, such as that of `qualifies`),
        ``none`` (it takes no side).
    :raises UsageError: where a date is none, the last day lies before the first, or a side is unknown.
    """

    from_: str | datetime.date = ""
    until: str | datetime.date = ""
    topic: Sequence[str] = ()
    source: Sequence[str] = ()
    role: Sequence[str] = ()
    organisation: Sequence[str] = ()
    speaker: Sequence[str] = ()
    claim: Sequence[str] = ()
    side: Sequence[str] = ()
    exclude_topic: Sequence[str] = ()
    exclude_source: Sequence[str] = ()
    exclude_role: Sequence[str] = ()
    exclude_organisation: Sequence[str] = ()
    exclude_speaker: Sequence[str] = ()
    exclude_claim: Sequence[str] = ()
    exclude_side: Sequence[str] = ()

    def __post_init__(self) -> None:
        for name in (field.name for field in fields(self)):
            if name not in {"from_", "until"} and isinstance(value := getattr(self, name), str):
                object.__setattr__(self, name, (value,))
        first, last = self.days
        if first and last and first > last:
            raise UsageError(f"the slice ends on {last}, before it begins on {first}", "exchange from and until")
        for side in (*self.side, *self.exclude_side):
            if side not in _SIDES:
                raise UsageError(f'"{side}" is no side of a stance', f"choose {', '.join(_SIDES[:-1])} or {_SIDES[-1]}")

    @property
    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first and the last day, None where there is no bound."""
        first = first_day(self.from_) if self.from_ else None
        return first, last_day(self.until) if self.until else None

    @property
    def parts(self) -> frozenset[Part]:
        """What the statement table must hold for this slice."""
        return frozenset(
            part for name, part in _NEEDS.items() if getattr(self, name) or getattr(self, f"exclude_{name}", ())
        )

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))

    def select(self, table: StatementTable, *, actor: Actor = "speaker") -> StatementTable:
        """Keep the statements of the slice.

        :param actor: who the actors of the network are that is made of it.
        :returns: a table whose ``cut`` says what was asked for and how many undated statements that left out; the
            table itself where nothing is asked for.
        :raises UsageError: where the table was read without what the slice needs.
        """
        if not self:
            return table
        table.require(self.parts)
        if actor == "organisation" and (self.organisation or self.exclude_organisation):
            links = _chosen(table.organisation, self.organisation, self.exclude_organisation)
            table = replace(table, organisation=links)
            kept = np.zeros(len(table), np.bool_)
            kept[links.rows] = True
        else:
            kept = np.ones(len(table), np.bool_)
        for dimension in DIMENSIONS:
            wanted, excluded = getattr(self, dimension), getattr(self, f"exclude_{dimension}")
            if dimension == actor == "organisation":
                continue
            if wanted:
                kept &= _has(table, dimension, wanted)
            if excluded:
                kept &= ~_has(table, dimension, excluded)
        first, last = self.days
        undated = 0
        if first or last:
            dated = ~np.isnat(table.date)
            undated = int(np.count_nonzero(kept & ~dated))
            kept &= dated
        if first:
            kept &= table.date >= np.datetime64(first, "D")
        if last:
            kept &= table.date <= np.datetime64(last, "D")
        return replace(table.select(kept), cut=self._cut(undated))

    def _cut(self, undated: int) -> dict[str, str | int]:
        first, last = self.days
        cut: dict[str, str | int] = {}
        if first or last:
            cut = {**({"from": str(first)} if first else {}), **({"until": str(last)} if last else {})}
            cut["undated"] = undated
        for field in fields(self):
            if field.name not in {"from_", "until"} and (values := getattr(self, field.name)):
                cut[field.name] = " ".join(values)
        return cut


def _chosen(links: Links, wanted: Sequence[str], excluded: Sequence[str]) -> Links:
    """Keep the links to what is wanted, where anything is, and not excluded."""
    keep = _among(links.labels, wanted) if wanted else np.ones(len(links.labels), np.bool_)
    kept = (keep & ~_among(links.labels, excluded))[links.codes]
    return replace(links, rows=links.rows[kept], codes=links.codes[kept])


def _has(table: StatementTable, dimension: Dimension, values: Sequence[str]) -> Mask:
    """Say for each row whether it has one of some values."""
    if dimension == "side":
        level = table.level
        sides = {"for": level > 0, "against": level < 0, "between": level == 0, "none": np.isnan(level)}
        found: Mask = np.any([sides[side] for side in values], axis=0)
        return found
    column: Column | Links = getattr(table, dimension)
    if not isinstance(column, Links):
        # The last place stands for -1, no value.
        marked: Mask = np.append(_among(column.labels, values), np.False_)
        return marked[column.codes]
    has = np.zeros(len(table), np.bool_)
    has[_rows(column, values)] = True
    return has


def _rows(links: Links, values: Sequence[str]) -> Codes:
    return links.rows[_among(links.labels, values)[links.codes]]


def _among(labels: Sequence[str], values: Sequence[str]) -> Mask:
    wanted = frozenset(values)
    return np.fromiter((label in wanted for label in labels), np.bool_, len(labels))
