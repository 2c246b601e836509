"""Which statements count in a network, and for whom: duplicates are removed here, as DNA's exporter does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from counterpoint.network.settings import Duplicates, Settings
from counterpoint.network.table import Codes, Levels, Links, StatementTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

_UNITS: Final = {"month": "datetime64[M]", "year": "datetime64[Y]"}
_DOCUMENT_FOR_DATE, _ALONE = 1, 2


@dataclass(frozen=True, eq=False)
class Counted:
    """The statements that count, each once for every actor it counts for; all arrays are of one length.

    :param rows: the row of the statement table.
    :param actor: the actor, as an index of ``actors``.
    :param claim: the claim, as an index of ``claims``.
    :param level: the stance, as an index of ``levels``.
    :param actors: IRIs of all actors of the table.
    :param claims: IRIs of all claims of the table.
    :param levels: the levels that occur, ascending; NaN, which takes no side, comes last and only where stances
        are ignored.
    """

    rows: Codes
    actor: Codes
    claim: Codes
    level: Codes
    actors: tuple[str, ...]
    claims: tuple[str, ...]
    levels: Levels


def count(table: StatementTable, settings: Settings) -> Counted:
    """Select the statements that count.

    A statement counts once for each of its actors. One without an actor or a claim does not count, nor does one that
    takes no side, unless stances are ignored.

    :raises UsageError: where the table was read without what the settings need.
    """
    table.require(settings.parts)
    links = Links.of_column(table.speaker) if settings.actor == "speaker" else table.organisation
    level, levels = _coded(table.level)
    counts = table.claim.codes[links.rows] >= 0
    if settings.aggregation != "ignore":
        counts &= ~np.isnan(table.level[links.rows])
        levels = levels[~np.isnan(levels)]
    if not len(levels):
        levels = np.zeros(1)
    rows, actor = links.rows[counts], links.codes[counts]
    stance = np.zeros_like(rows) if settings.aggregation == "ignore" else level[rows]
    first = unrepeated(table, rows, [actor, table.claim.codes[rows], stance], settings.duplicates)
    rows, actor = rows[first], actor[first]
    return Counted(rows, actor, table.claim.codes[rows], level[rows], links.labels, table.claim.labels, levels)


def unrepeated(table: StatementTable, rows: Codes, same: Sequence[Codes], duplicates: Duplicates) -> NDArray[np.intp]:
    """Find the statements that are no duplicates: the first, by date and then by IRI, of those that are the same.

    :param rows: rows of the statement table, not necessarily different.
    :param same: what is equal in duplicates, for each of the rows: the actor, the claim, the stance.
    :param duplicates: where and when they are duplicates.
    :returns: indices into ``rows``, ascending.
    """
    if duplicates == "all":
        return np.arange(len(rows))
    key = pack([*same, _period(table, duplicates)[rows]])
    date = table.date[rows].astype(np.int64)
    date[np.isnat(table.date[rows])] = np.iinfo(np.int64).max  # undated ones come last
    order = np.lexsort((table.order[rows], date, key))
    starts = np.diff(key[order], prepend=-1) > 0
    return np.sort(order[starts])


def pack(columns: Sequence[NDArray[np.integer]]) -> NDArray[np.int64]:
    """Turn rows of codes into one number each, the same for equal rows, in the order of the rows.

    >>> pack([np.array([0, 1, 0]), np.array([7, 0, 7])]).tolist()
    [7, 8, 7]
    """
    packed = np.zeros(len(columns[0]), np.int64)
    largest = 0
    for column in columns:
        width = int(column.max(initial=0)) + 1
        if largest >= np.iinfo(np.int64).max // width - 1:
            packed = np.unique(packed, return_inverse=True)[1].astype(np.int64)
            largest = len(packed)
        packed = packed * width + column
        largest = largest * width + width - 1
    return packed


def _coded(level: Levels) -> tuple[Codes, Levels]:
    """Code levels by their place among those that occur; NaN is one of them and the last."""
    levels, codes = np.unique(level, return_inverse=True, equal_nan=True)
    return codes.astype(np.int32), levels


def _period(table: StatementTable, duplicates: Duplicates) -> NDArray[np.int64]:
    """Give each row the number of its document, week, month or year, in which the same statement counts once.

    Weeks are those of ISO 8601: they begin on Monday and may span two years. Two undated statements are in one period
    where they are in one document, and a statement without a document is a document of its own.
    """
    known = np.zeros(len(table), np.int64)
    if duplicates == "range":
        return known
    if duplicates == "document":
        known, kind = table.source.codes.astype(np.int64), np.zeros(len(table), np.int64)
    else:
        undated = np.isnat(table.date)
        dated = np.where(undated, np.datetime64(0, "D"), table.date)
        if duplicates == "week":
            known = (dated.astype(np.int64) + 3) // 7  # day 0, 1 January 1970, was a Thursday
        else:
            known = dated.astype(_UNITS[duplicates]).astype(np.int64)
        known = known - known.min(initial=0)
        known, kind = np.where(undated, table.source.codes, known), np.where(undated, _DOCUMENT_FOR_DATE, 0)
    alone = known < 0
    return pack([np.where(alone, _ALONE, kind), np.where(alone, np.arange(len(table)), known)])
