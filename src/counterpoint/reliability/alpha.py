"""Krippendorff's alpha for categories, and what is said where it is not defined.

Alpha is 1 - D_o/D_e: the disagreement that is observed within units, over that which is expected where the values are
dealt out to units by chance. Units that fewer than two coders have a value for are left out. Klaus Krippendorff,
*Computing Krippendorff's Alpha-Reliability*, 2011; *Content Analysis*, 4th edition, 2018, chapter 12.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from types import ModuleType

    from numpy.typing import NDArray

_MOST_CELLS: Final = 20_000_000
"""Units times categories squared that the library may hold at once: some hundred megabytes."""


@dataclass(frozen=True)
class Agreement:
    """How far the coders agree in one variable.

    :param alpha: Krippendorff's alpha, from 1 for perfect agreement over 0 for that of chance; none where undefined.
    :param why: why it is undefined, or an empty string.
    :param units: how many units have a value by at least two coders.
    :param pairs: how many pairs of values of two coders there are in these units.
    :param agreeing: how many of the pairs are equal.
    """

    alpha: float | None
    why: str
    units: int
    pairs: int
    agreeing: int

    @property
    def share(self) -> float | None:
        """The share of pairs that agree, from 0 to 1: percent agreement."""
        return self.agreeing / self.pairs if self.pairs else None


def import_krippendorff() -> ModuleType:
    """Import the library that computes alpha.

    :raises UsageError: where it is not installed.
    """
    try:
        import krippendorff
    except ImportError as problem:
        raise UsageError("reliability needs krippendorff", "pip install 'counterpoint[reliability]'") from problem
    module: ModuleType = krippendorff
    return module


def agreement(units: Sequence[Sequence[Hashable | None]]) -> Agreement:
    """Measure the agreement on one variable.

    :param units: for each unit the value of each coder, none where a coder has none.

    >>> agreement([("a", "a"), ("b", "b"), ("a", None)]).alpha
    1.0
    >>> agreement([("a", "a"), ("a", "a")]).why
    'all values are the same: with one category there is nothing to tell agreement from chance'
    """
    found = [[value for value in unit if value is not None] for unit in units]
    paired = [unit for unit in found if len(unit) > 1]
    if not paired:
        return Agreement(None, "no two coders have a value for the same words", 0, 0, 0)
    numbers = {value: number for number, value in enumerate(dict.fromkeys(v for unit in paired for v in unit))}
    counts = np.zeros((len(paired), len(numbers)), dtype=np.int64)
    for row, unit in enumerate(paired):
        for value in unit:
            counts[row, numbers[value]] += 1
    sizes = counts.sum(axis=1)
    pairs, agreeing = (int((many * (many - 1)).sum()) // 2 for many in (sizes, counts))
    if len(numbers) == 1:
        why = "all values are the same: with one category there is nothing to tell agreement from chance"
        return Agreement(None, why, len(paired), pairs, agreeing)
    return Agreement(nominal_alpha(counts), "", len(paired), pairs, agreeing)


def nominal_alpha(counts: NDArray[np.int64]) -> float:
    """Compute alpha for categories without order.

    :param counts: for each unit (row) how many coders gave each value (column); at least two values occur.
    """
    rows, columns = counts.shape
    if rows * columns**2 <= _MOST_CELLS:
        return float(import_krippendorff().alpha(value_counts=counts, level_of_measurement="nominal"))
    return definition(counts)


def definition(counts: NDArray[np.int64]) -> float:
    """Compute the same by its definition for categories, without a table of categories by categories for each unit.

    The library makes that table, which for a thousand claims takes gigabytes.
    """
    sizes = counts.sum(axis=1)
    counts, sizes = counts[sizes > 1], sizes[sizes > 1]
    totals = counts.sum(axis=0)
    number = totals.sum()
    observed = 1 - ((counts * (counts - 1)).sum(axis=1) / (sizes - 1)).sum() / number
    expected = 1 - (totals * (totals - 1)).sum() / (number * (number - 1))
    return float(1 - observed / expected)
