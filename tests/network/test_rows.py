from __future__ import annotations

import math

import pytest

from counterpoint.errors import UsageError
from counterpoint.network.rows import StatementRow
from counterpoint.network.table import StatementTable


def test_the_scale_reaches_from_against_to_for_or_further() -> None:
    assert StatementTable.from_rows([StatementRow("x", level=1.0)]).scale == (-1.0, 1.0)
    assert StatementTable.from_rows([StatementRow("x", level=-3.0)]).scale == (-3.0, 1.0)
    assert StatementTable.from_rows([StatementRow("x", level=2.0)], scale=(0, 5)).scale == (0, 5)


@pytest.mark.parametrize(("scale", "message"), [((0.0, 1.0), "outside the scale"), ((1.0, 1.0), "has no length")])
def test_a_scale_that_does_not_hold_the_levels_is_refused(scale: tuple[float, float], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        StatementTable.from_rows([StatementRow("x", level=-1.0)], scale=scale)


@pytest.mark.parametrize(
    ("level", "scale"),
    [(1e16, None), (math.inf, None), (-math.inf, None), (0.0, (-1e15, 1e15)), (0.0, (-1.0, math.inf))],
)
def test_a_scale_that_is_too_long_is_refused(level: float, scale: tuple[float, float] | None) -> None:
    with pytest.raises(UsageError, match="is too long"):
        StatementTable.from_rows([StatementRow("x", level=level)], scale=scale)
