"""What a comparison is written as: figures in words, a table, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

import pytest

from counterpoint.reliability.alpha import Agreement
from counterpoint.reliability.comparing import Reliability
from counterpoint.reliability.texts import verdict
from tests.reliability.conftest import HEAD, record

Compare = Callable[..., Reliability]
A = [(0, 10, "supports: cheese"), (20, 30, "supports: round"), (40, 50, "opposes: big", "bob")]
B = [(0, 10, "supports: cheese"), (21, 29, "qualifies: round"), (60, 70, "supports: far")]


@pytest.mark.parametrize(
    ("alpha", "said"),
    [
        (1.0, "reliable"),
        (0.8, "reliable"),
        (0.7999, "tentative conclusions only"),
        (0.66, "not reliable"),
        (-0.5, "not reliable"),
    ],
)
def test_an_alpha_is_read_by_the_customary_bounds(alpha: float, said: str) -> None:
    assert verdict(Agreement(alpha, "", 1, 1, 1)) == said


def test_a_table_shows_figures_and_places(compare: Compare) -> None:
    assert compare(A, B).write("table").decode() == (
        'moon-talk: "A talk about the moon"\n'
        "a: 3 statements, 2 of them matched\n"
        "b: 3 statements, 2 of them matched\n"
        "67 % of the statements are matched by overlap of their words\n"
        "\n"
        "variable       alpha   agreement   units    pairs\n"
        "────────────────────────────────────────────────────────────────────────────────────────────────────\n"
        "claim          1.000       100 %       2   2 of 2   reliable\n"
        "stance          .000        50 %       2   1 of 2   not reliable\n"
        "speaker    undefined       100 %       2   2 of 2   all values are the same: with one category there\n"
        "                                                    is nothing to tell agreement from chance\n"
        "mode       undefined       100 %       2   2 of 2   all values are the same: with one category there\n"
        "                                                    is nothing to tell agreement from chance\n"
        "\n"
        "place      words          differs in   a          b\n"
        "───────────────────────────────────────────────────────────\n"
        "[20, 30]   “xxxxxxxxxx”   stance       supports   qualifies\n"
        "[40, 50]   “xxxxxxxxxx”   unit         yes        no\n"
        "[60, 70]   “xxxxxxxxxx”   unit         no         yes\n"
        "\n"
        "3 disagreements\n"
    )


def test_coders_who_agree_have_no_disagreement(compare: Compare) -> None:
    assert compare(A, A).write("table").decode().endswith("no disagreement\n")


def test_every_unit_and_variable_is_a_row_of_csv(compare: Compare) -> None:
    rows = list(csv.DictReader(io.StringIO(compare(A, B).write("csv").decode())))
    assert len(rows) == 4 * 5
    stances = [(row["start"], row["agree"], row["a"], row["b"]) for row in rows if row["variable"] == "stance"]
    assert stances == [
        ("0", "yes", "supports", "supports"),
        ("20", "no", "supports", "qualifies"),
        ("40", "", "opposes", ""),
        ("60", "", "", "supports"),
    ]
    assert [row["agree"] for row in rows if row["variable"] == "unit"] == ["yes", "yes", "no", "no"]


def test_no_cell_of_csv_is_a_formula(compare: Compare) -> None:
    said = record([(0, 10, "supports: cheese")]).replace("quote: xxxxxxxxxx", "quote: =HYPERLINK")
    assert ",'=HYPERLINK," in compare(said, said).write("csv").decode()


def test_json_holds_everything(compare: Compare) -> None:
    found = json.loads(compare(A, B).write("json"))
    assert found["source"] == "moon-talk"
    assert [coder["matched"] for coder in found["coders"]] == [2, 2]
    assert found["variables"]["claim"] | {"counts": 0} == {
        "alpha": 1.0,
        "why": "",
        "agreement": 1.0,
        "units": 2,
        "pairs": 2,
        "agreeing": 2,
        "counts": 0,
    }
    assert found["variables"]["speaker"]["alpha"] is None
    assert found["variables"]["stance"]["counts"] == {"supports": [2, 2], "opposes": [1, 0], "qualifies": [0, 1]}
    assert found["units"][1]["differ"] == ["stance"]
    assert found["units"][1]["codings"][1] | {"file": ""} == {
        "start": 21,
        "end": 29,
        "quote": "xxxxxxxx",
        "claim": "round",
        "stance": "qualifies",
        "speaker": "ada",
        "mode": "direct",
        "file": "",
        "line": 19,
    }
    assert found["units"][2]["codings"][1] is None


def test_texts_cannot_steer_a_terminal(compare: Compare) -> None:
    head = HEAD.replace("A talk about", "A\u202etalk about")
    said = record([(0, 10, "supports: cheese")], head).replace("quote: xxxxxxxxxx", 'quote: "a\\u200bb\\u2028c"')
    other = record([(0, 10, "opposes: cheese")], head)
    table = compare(said, other).write("table").decode()
    assert "\u202e" not in table
    assert "\u200b" not in table
    assert "a\\u200bb c" in table
