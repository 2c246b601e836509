from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from counterpoint.errors import UsageError
from counterpoint.network.rows import StatementRow, days
from counterpoint.network.table import StatementTable

if TYPE_CHECKING:
    from pathlib import Path


def test_the_scale_reaches_from_against_to_for_or_further() -> None:
    assert StatementTable.from_rows([StatementRow("x", level=1.0)]).scale == (-1.0, 1.0)
    assert StatementTable.from_rows([StatementRow("x", level=-3.0)]).scale == (-3.0, 1.0)
    assert StatementTable.from_rows([StatementRow("x", level=2.0)], scale=(0, 5)).scale == (0, 5)


@pytest.mark.parametrize(("scale", "message"), [((0.0, 1.0), "outside the scale"), ((1.0, 1.0), "has no length")])
def test_a_scale_that_does_not_hold_the_levels_is_refused(scale: tuple[float, float], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        StatementTable.from_rows([StatementRow("x", level=-1.0)], scale=scale)


def test_today_is_no_date() -> None:
    assert np.isnat(days(["today", "now", "2016-13-01", "2015-02-29", "16-01-01"])).all()


def test_a_csv_file(tmp_path: Path) -> None:
    path = tmp_path / "coded.csv"
    path.write_text(
        "\ufeffwho,claim,level,organisations,date,note\n"
        'Ann,"Yes, we can",agree,"One, Inc.|Two",2016-02-03,x\n'
        "Bob,Perhaps,-0.5,,2016,\n"
        "Cy,Perhaps,,,,\n",
        encoding="utf-8",
    )
    table = StatementTable.from_csv(path, columns={"speaker": "who"}, levels={"agree": 1.0})
    assert table.statements == ("2", "3", "4")
    assert table.speaker.labels == ("Ann", "Bob", "Cy")
    assert table.claim.labels == ("Perhaps", "Yes, we can")
    assert table.level[:2].tolist() == [1.0, -0.5]
    assert math.isnan(table.level[2])
    assert table.organisation.labels == ("One, Inc.", "Two")
    assert table.date.astype(str).tolist() == ["2016-02-03", "2016-01-01", "NaT"]
    assert table.labels.of("One, Inc.", "person").kind == "organisation"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("speaker,level\nAnn,1\n", 'coded.csv:1: there is no column "claim"; the columns are speaker, level'),
        ("claim\nYes\n", 'coded.csv:1: there is no column "speaker"'),
        ("", 'coded.csv:1: there is no column "claim"'),
        ("speaker,claim,level\nAnn,Yes,1\nAnn,No,agree\n", 'coded.csv:3: the level "agree" is no number'),
        ("speaker,claim,date\nAnn,Yes,2015-02-29\n", 'coded.csv:2: the date "2015-02-29" does not exist'),
    ],
)
def test_a_csv_file_that_does_not_read_is_named_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "coded.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        StatementTable.from_csv(path)
    assert message in str(refused.value)
