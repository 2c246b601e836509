"""Slices against the same written out statement by statement, and against numbers worked out in SQL."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network.projection import Projection, project
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.slicing import DIMENSIONS, Slice
from counterpoint.network.table import StatementTable

ROWS = [
    StatementRow("x0", "ann", "p", 1.0, "d1", "2014-01-01", ("o1",), ("r1",), ("t1", "t2")),
    StatementRow("x1", "ann", "q", -1.0, "d1", "2014-12-31", ("o1", "o2"), ("r1", "r2"), ("t1",)),
    StatementRow("x2", "bob", "p", 0.0, "d2", "2015-01-01", ("o2",), (), ("t1", "t2")),
    StatementRow("x3", "bob", "q", math.nan, "d2", "", (), ("r2",), ("t1",)),
    StatementRow("x4", "cy", "z", 0.5, "", "2015-06-30", ("o3",), ("r3",), ()),
]
TABLE = StatementTable.from_rows(ROWS)


def _kept(**asked: Any) -> str:
    return " ".join(Slice(**asked).select(TABLE).statements)


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, "x0 x1 x2 x3 x4"),
        ({"from_": "2014", "until": "2014"}, "x0 x1"),
        ({"from_": "2014-12-31", "until": "2015-01"}, "x1 x2"),
        ({"from_": datetime.date(2015, 1, 1)}, "x2 x4"),
        ({"until": "2014-12-30"}, "x0"),
        ({"topic": ["t2"]}, "x0 x2"),
        ({"topic": ["t2", "t1"]}, "x0 x1 x2 x3"),
        ({"topic": ["t1"], "source": ["d2"]}, "x2 x3"),
        ({"topic": "t1", "exclude_topic": "t2"}, "x1 x3"),
        ({"exclude_topic": ["t1"]}, "x4"),
        ({"exclude_source": ["d1"]}, "x2 x3 x4"),
        ({"role": ["r1", "r3"]}, "x0 x1 x4"),
        ({"exclude_role": ["r2"]}, "x0 x2 x4"),
        ({"organisation": ["o2"]}, "x1 x2"),
        ({"exclude_organisation": ["o2"]}, "x0 x3 x4"),
        ({"speaker": ["ann", "cy"], "exclude_claim": ["z"]}, "x0 x1"),
        ({"claim": ["p"]}, "x0 x2"),
        ({"side": ["for"]}, "x0 x4"),
        ({"side": ["against", "none"]}, "x1 x3"),
        ({"exclude_side": ["between"]}, "x0 x1 x3 x4"),
        ({"speaker": ["nobody"]}, ""),
        ({"exclude_speaker": ["nobody"]}, "x0 x1 x2 x3 x4"),
    ],
)
def test_slices(asked: dict[str, Any], kept: str) -> None:
    assert _kept(**asked) == kept


def test_undated_statements_are_left_out_where_days_are_asked_for_and_counted() -> None:
    assert Slice(from_="2014").select(TABLE).cut == {"from": "2014-01-01", "undated": 1}
    assert Slice(until="2014", speaker=["bob"]).select(TABLE).cut["undated"] == 1
    assert Slice(until="2014", speaker=["ann"]).select(TABLE).cut["undated"] == 0, "only those of the slice count"
    assert "undated" not in Slice(speaker=["bob"]).select(TABLE).cut


def test_a_network_tells_what_it_was_made_of() -> None:
    sliced = Slice(until="2014", topic=["t1", "t2"], exclude_side=["none"]).select(TABLE)
    graph = project(sliced, Settings()).to_networkx()
    about = {"until": "2014-12-31", "undated": 0, "topic": "t1 t2", "exclude_side": "none", "mode": "actors"}
    assert about.items() <= graph.graph.items()
    assert project(TABLE, Settings()).to_networkx().graph.keys().isdisjoint({"until", "undated", "topic"})


def test_of_several_organisations_only_those_of_the_slice_are_actors() -> None:
    def organisations(**asked: Any) -> list[tuple[str, int]]:
        settings = Settings("two-mode", "organisation", isolates=asked.pop("isolates", False))
        found = project(Slice(**asked).select(TABLE, actor="organisation"), settings).rows
        return list(zip(found.iris, found.frequency.tolist(), strict=True))

    assert organisations() == [("o1", 2), ("o2", 2), ("o3", 1)]
    assert organisations(organisation=["o1"]) == [("o1", 2)]
    assert organisations(exclude_organisation=["o1"]) == [("o2", 2), ("o3", 1)], "o2 keeps what it said with o1"
    assert organisations(organisation=["o1", "o2"], exclude_organisation=["o2"]) == [("o1", 2)]
    assert organisations(organisation=["o1"], isolates=True) == [("o1", 2), ("o2", 0), ("o3", 0)]


def test_isolates_are_those_of_the_whole_table() -> None:
    settings = Settings(aggregation="ignore", isolates=True)
    assert project(Slice(until="2014", exclude_speaker=["bob"]).select(TABLE), settings).rows.iris == (
        "ann",
        "bob",
        "cy",
    )
    assert project(Slice(until="2014").select(TABLE), Settings(aggregation="ignore")).rows.iris == ("ann",)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"from_": "2015", "until": "2014"}, "the slice ends on 2014-12-31, before it begins on 2015-01-01"),
        ({"from_": "soon"}, 'from: "soon" is no date'),
        ({"until": "2014-02-30"}, r"until: .* does not exist"),
        ({"side": "left"}, '"left" is no side of a stance; choose for, against, between or none'),
        ({"exclude_side": ["for", "contra"]}, '"contra" is no side'),
    ],
)
def test_a_slice_that_makes_no_sense_is_refused(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Slice(**asked)


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ({"from_": "2014"}, "source"),
        ({"exclude_source": ["d"]}, "source"),
        ({"topic": ["t"]}, "topic"),
        ({"exclude_role": ["r"]}, "role"),
        ({"organisation": ["o"]}, "organisation"),
    ],
)
def test_what_was_not_read_cannot_be_asked_for(asked: dict[str, Any], part: str) -> None:
    bare = replace(TABLE, parts=frozenset())
    assert Slice(**asked).parts == {part}
    with pytest.raises(UsageError, match=f"without {part}"):
        Slice(**asked).select(bare)
    assert len(Slice(speaker=["ann"], claim=["p"], side=["for"]).select(bare)) == 1


values = {
    "topic": ["t1", "t2", "t3"],
    "source": ["d1", "d2"],
    "role": ["r1", "r2"],
    "organisation": ["o1", "o2", "o3"],
    "speaker": ["s1", "s2"],
    "claim": ["c1", "c2"],
    "side": ["for", "against", "between", "none"],
}
several = {name: st.lists(st.sampled_from(values[name]), max_size=2, unique=True).map(tuple) for name in values}
row_lists = st.lists(
    st.builds(
        StatementRow,
        statement=st.just(""),
        speaker=st.sampled_from(["", *values["speaker"]]),
        claim=st.sampled_from(["", *values["claim"]]),
        level=st.sampled_from([-1.0, -0.5, 0.0, 1.0, math.nan]),
        source=st.sampled_from(["", *values["source"]]),
        date=st.sampled_from(["", "2013-12-31", "2014-01-01", "2014-06-30", "2014-07-01"]),
        organisations=several["organisation"],
        roles=several["role"],
        topics=several["topic"],
    ),
    max_size=12,
).map(lambda rows: [row._replace(statement=f"x{number:02}") for number, row in enumerate(rows)])


def _has(row: StatementRow, dimension: str) -> set[str]:
    if dimension == "side":
        return {"none" if math.isnan(row.level) else "for" if row.level > 0 else "against" if row.level else "between"}
    plural = {"topic": row.topics, "role": row.roles, "organisation": row.organisations}
    return set(plural.get(dimension, ())) or {getattr(row, dimension, "")} - {""}


@given(
    rows=row_lists,
    asked=st.fixed_dictionaries(
        {},
        optional={
            **several,
            **{f"exclude_{name}": several[name] for name in several},
            "from_": st.sampled_from(["2014", "2014-01-01", "2014-06"]),
            "until": st.sampled_from(["2014", "2014-06", "2014-07-01"]),
        },
    ),
)
def test_a_slice_is_what_it_says(rows: list[StatementRow], asked: dict[str, Any]) -> None:
    low = {"2014": "2014-01-01", "2014-06": "2014-06-01"}.get(asked.get("from_", ""), asked.get("from_", ""))
    high = {"2014": "2014-12-31", "2014-06": "2014-06-30"}.get(asked.get("until", ""), asked.get("until", ""))
    kept = [
        row.statement
        for row in rows
        if all(not asked.get(one) or _has(row, one) & {*asked[one]} for one in DIMENSIONS)
        and not any(_has(row, one) & {*asked.get(f"exclude_{one}", ())} for one in DIMENSIONS)
        and (not (low or high) or bool(row.date))
        and (not low or row.date >= low)
        and (not high or row.date <= high)
    ]
    table = Slice(**asked).select(StatementTable.from_rows(rows))
    assert list(table.statements) == kept
    again = StatementTable.from_rows([row for row in rows if row.statement in kept])
    for name in ("organisation", "role", "topic"):
        links, other = getattr(table, name), getattr(again, name)
        pairs = [
            (row, one.labels[code]) for one in (links, other) for row, code in zip(one.rows, one.codes, strict=True)
        ]
        assert pairs[: len(links.rows)] == pairs[len(links.rows) :]


def _weights(projection: Projection) -> dict[str, float]:
    short = {"Environmental Protection Agency": "EPA", "Alliance to Save Energy": "Alliance"}
    rows, columns, weights = projection.edges()
    names = [short.get(name, name.partition(" ")[0]) for name in projection.rows.iris]
    return {f"{names[i]} {names[j]}": w for i, j, w in zip(rows, columns, weights.tolist(), strict=True)}


@pytest.mark.parametrize(
    ("asked", "congruence", "conflict"),
    [
        (
            {"from_": "2005-02-01", "until": "2005-02-10"},
            {"Alliance EPA": 10, "Alliance Senate": 2, "EPA Senate": 22},
            {"Alliance Senate": 2},
        ),
        (
            {"exclude_organisation": ["Senate"], "from_": "2005-02", "exclude_speaker": ["Christine Todd Whitman"]},
            {"Alliance Sierra": 4, "Alliance U.S.": 3, "Sierra U.S.": 6},
            {"Alliance National": 2, "National Sierra": 6, "National U.S.": 2},
        ),
        (
            {"claim": ["CO2 legislation will not hurt the economy."], "source": ["1", "3", "6", "7"]},
            {"Energy EPA": 2, "Energy National": 4, "EPA National": 2},
            {"Energy U.S.": 2, "EPA U.S.": 1, "National U.S.": 2},
        ),
    ],
)
def test_slices_of_the_sample_of_dna(
    dna_sample: StatementTable, asked: dict[str, Any], congruence: dict[str, float], conflict: dict[str, float]
) -> None:
    table = Slice(**asked).select(dna_sample, actor="organisation")
    assert _weights(project(table, Settings("actors", "organisation", "congruence"))) == congruence
    assert _weights(project(table, Settings("actors", "organisation", "conflict"))) == conflict
