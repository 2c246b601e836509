"""A statement table with something in every column, and when two tables are the same."""

from __future__ import annotations

import math
from dataclasses import replace

from counterpoint.network.rows import StatementRow
from counterpoint.network.table import Labels, StatementTable

ROWS = [
    StatementRow("x2", "bob\nb", "hot", math.nan, "e"),
    StatementRow("x1", "ann", "hot", 0.5, "d", "2016-02-03", ("o1", "o|2"), ("r",), ("t", "u")),
    StatementRow("x3", "o1", "=cold", -1.0, "d", "2016-02-03", ("o1",)),
    StatementRow("x4", "", "hot", 1.0, "", "1999-12-31", ("o3",), ("r", "s")),
]
_NAMES = {
    "ann": "Ann, A.",
    "hot": "It is hot",
    "d": 'A "talk", 2016',
    "o1": "One",
    "t": "T",
    "u": "U",
    "=cold": "-sum(1)",
    "bob\nb": "''=Bob",
}
_TABLE = StatementTable.from_rows(ROWS, names=_NAMES)
TABLE = replace(_TABLE, labels=Labels(_NAMES, _TABLE.labels.organisations, {"ann": {"same_as": "https://orcid.org/1"}}))


def same(one: StatementTable, other: StatementTable) -> bool:
    """Tell whether two tables say the same of each statement, whatever the order of rows."""
    return _told(one) == _told(other) and (one.scale, one.parts) == (other.scale, other.parts)


def _told(table: StatementTable) -> object:
    rows = table.select(table.order.argsort())
    columns = (rows.speaker, rows.claim, rows.source)
    several = (rows.organisation, rows.role, rows.topic)
    singles = [[(*column.labels, "")[code] for code in column.codes] for column in columns]
    pairs = [
        [(row, one.labels[code]) for row, code in zip(one.rows.tolist(), one.codes, strict=True)] for one in several
    ]
    things = {label for column in (*columns, *several) for label in column.labels}
    labels = {thing: table.labels.of(thing, "person") for thing in sorted(things)}
    return (
        tuple(rows.statements),
        singles,
        pairs,
        rows.level.astype(str).tolist(),
        rows.date.astype(str).tolist(),
        labels,
    )
