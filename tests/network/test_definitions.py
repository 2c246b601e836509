"""The sparse products against the formulas, written out pair by pair, and against the numbers of DNA itself."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.network.evidence import statements_behind
from counterpoint.network.projection import Projection, project
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Duplicates, Settings
from counterpoint.network.table import StatementTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Counts = Counter[tuple[str, str, float | None]]
"""Statements by first thing, second thing and level; None where the stance takes no side."""

ONE_MODE = [
    (aggregation, normalisation)
    for aggregation in ("ignore", "congruence", "conflict", "subtract")
    for normalisation in ("none", "average", "jaccard", "cosine", "cosine-similarity")
]
TWO_MODE = [
    *product(("ignore", "subtract"), ("none", "activity", "prominence")),
    ("combine", "none"),
]
SCALE = 2.0

# Dates on both sides of a year's end that lies within a week (29 December 2014 is in the first ISO week of 2015), the
# same month of two years, and none.
DATES = ["", "2013-12-30", "2014-12-27", "2014-12-28", "2014-12-29", "2014-12-31", "2015-01-01", "2015-01-05"]

row_lists = st.lists(
    st.builds(
        StatementRow,
        statement=st.just(""),
        speaker=st.sampled_from(["", "s1", "s2", "s3", "s4"]),
        claim=st.sampled_from(["", "c1", "c2", "c3"]),
        level=st.sampled_from([-1.0, -0.5, 0.0, 1.0, math.nan]),
        source=st.sampled_from(["", "d1", "d2"]),
        date=st.sampled_from(DATES),
        organisations=st.sets(st.sampled_from(["o1", "o2", "o3"]), max_size=2).map(lambda names: tuple(sorted(names))),
    ),
    max_size=25,
).map(lambda rows: [row._replace(statement=f"x{number:02}") for number, row in enumerate(rows)])


def _actors(row: StatementRow, chosen: Settings) -> tuple[str, ...]:
    return row.organisations if chosen.actor == "organisation" else tuple(filter(None, [row.speaker]))


def _period(row: StatementRow, duplicates: Duplicates) -> object:
    document = ("document", row.source or row.statement)
    if duplicates == "range":
        return None
    if duplicates == "all":
        return row.statement
    if duplicates == "document" or not row.date:
        return document
    day = date.fromisoformat(row.date)
    return {"week": day.isocalendar()[:2], "month": (day.year, day.month), "year": day.year}[duplicates]


def _count(rows: Iterable[StatementRow], chosen: Settings) -> Counts:
    counts: Counts = Counter()
    seen = set()
    for row in sorted(rows, key=lambda row: (row.date or "9", row.statement)):
        level = None if math.isnan(row.level) else row.level
        if not row.claim or (level is None and chosen.aggregation != "ignore"):
            continue
        for actor in _actors(row, chosen):
            same = (
                actor,
                row.claim,
                None if chosen.aggregation == "ignore" else level,
                _period(row, chosen.duplicates),
            )
            if same not in seen:
                seen.add(same)
                counts[(row.claim, actor, level) if chosen.mode == "claims" else (actor, row.claim, level)] += 1
    return counts


def _pair(x: Counts, one: str, other: str, aggregation: str) -> float:
    """Add up the weight of a pair, statement level by statement level."""
    weight = 0.0
    for (i, j, k), (ii, jj, kk) in product(x, x):
        if (i, ii) == (one, other) and j == jj:
            near = 1.0
            if aggregation != "ignore":
                assert k is not None
                assert kk is not None
                distance = abs(k - kk) / SCALE
                near = {"congruence": 1 - distance, "conflict": distance, "subtract": 1 - 2 * distance}[aggregation]
            weight += x[i, j, k] * x[ii, jj, kk] * near
    return weight


def _divisor(x: Counts, one: str, other: str, chosen: Settings) -> float:
    total: Callable[[str], int] = lambda node: sum(n for (i, _, _), n in x.items() if i == node)  # noqa: E731
    if chosen.normalisation == "average":
        return (total(one) + total(other)) / 2
    if chosen.normalisation == "cosine":
        return total(one) * total(other)
    if chosen.normalisation == "jaccard":
        cells = {(j, k) for _, j, k in x}
        pairs = [(x[one, j, k], x[other, j, k]) for j, k in cells]
        return sum(a * (b == 0) + b * (a == 0) + a * b for a, b in pairs)
    if chosen.normalisation == "cosine-similarity":
        kind = "ignore" if chosen.aggregation == "ignore" else "congruence"
        return math.sqrt(_pair(x, one, one, kind) * _pair(x, other, other, kind))
    return 1.0


def _one_mode_weight(x: Counts, one: str, other: str, chosen: Settings) -> float:
    divisor = _divisor(x, one, other, chosen)
    return _pair(x, one, other, chosen.aggregation) / divisor if divisor and one != other else 0.0


def _two_mode_weight(x: Counts, actor: str, claim: str, chosen: Settings) -> float:
    cells = {k: n for (i, j, k), n in x.items() if (i, j) == (actor, claim)}
    if chosen.aggregation == "ignore":
        weight: float = sum(cells.values())
    elif chosen.aggregation == "subtract":
        weight = sum((k or 0) * n for k, n in cells.items())
    else:
        weight = sum({1 if k > 0 else 2 if k < 0 else 4 for k in cells if k is not None})
    side = {"none": None, "activity": 0, "prominence": 1}[chosen.normalisation]
    if side is None or not weight:
        return weight
    return weight / sum(n for key, n in x.items() if key[side] == (actor, claim)[side])


def _check(rows: list[StatementRow], chosen: Settings) -> Projection:
    x = _count(rows, chosen)
    projection = project(StatementTable.from_rows(rows), chosen)
    first, second = sorted({i for i, _, _ in x}), sorted({j for _, j, _ in x})
    weigh = _one_mode_weight if chosen.one_mode else _two_mode_weight
    assert projection.rows.iris == tuple(first)
    assert projection.columns.iris == tuple(first if chosen.one_mode else second)
    expected = [[weigh(x, row, column, chosen) for column in projection.columns.iris] for row in first]
    assert np.allclose(projection.weights.toarray(), np.array(expected).reshape(projection.weights.shape))
    assert projection.weights.data.all(), "a weight of 0 is no edge"
    return projection


@pytest.mark.parametrize(("aggregation", "normalisation"), ONE_MODE)
@given(
    rows=row_lists,
    mode=st.sampled_from(["actors", "claims"]),
    actor=st.sampled_from(["speaker", "organisation"]),
    duplicates=st.sampled_from(get_args(Duplicates)),
)
@settings(max_examples=40)
def test_one_mode_weights_are_the_formula(
    aggregation: Any, normalisation: Any, rows: list[StatementRow], mode: Any, actor: Any, duplicates: Any
) -> None:
    projection = _check(rows, Settings(mode, actor, aggregation, normalisation, duplicates))
    dense = projection.weights.toarray()
    assert (dense == dense.T).all()


@pytest.mark.parametrize(("aggregation", "normalisation"), TWO_MODE)
@given(
    rows=row_lists,
    actor=st.sampled_from(["speaker", "organisation"]),
    duplicates=st.sampled_from(get_args(Duplicates)),
)
@settings(max_examples=40)
def test_two_mode_weights_are_the_formula(
    aggregation: Any, normalisation: Any, rows: list[StatementRow], actor: Any, duplicates: Any
) -> None:
    _check(rows, Settings("two-mode", actor, aggregation, normalisation, duplicates))


@given(
    rows=row_lists,
    settings_=st.sampled_from([*ONE_MODE[::5], *TWO_MODE[::3]]),
    mode=st.sampled_from(["actors", "claims"]),
)
def test_the_statements_behind_an_edge_give_its_weight_and_no_other_does(
    rows: list[StatementRow], settings_: Any, mode: Any
) -> None:
    aggregation, _ = settings_
    chosen = Settings("two-mode" if settings_ in TWO_MODE[::3] else mode, "organisation", aggregation)
    projection = project(StatementTable.from_rows(rows), chosen)
    edge_rows, edge_columns, weights = projection.edges()
    behind = statements_behind(projection, edge_rows, edge_columns)
    for row, column, weight, statements in zip(edge_rows, edge_columns, weights, behind, strict=True):
        assert statements == sorted(set(statements))
        ends = {projection.rows.iris[row], projection.columns.iris[column]}
        for kept, expected in ((set(statements), weight), ({r.statement for r in rows} - set(statements), 0.0)):
            again = project(StatementTable.from_rows([r for r in rows if r.statement in kept]), chosen)
            again_edges = zip(*again.edges(), strict=True)
            found = {frozenset((again.rows.iris[i], again.columns.iris[j])): w for i, j, w in again_edges}
            assert found.get(frozenset(ends), 0.0) == expected


def test_dna_two_mode(dna_sample: StatementTable) -> None:
    projection = project(dna_sample, Settings("two-mode", "organisation", "ignore"))
    assert projection.weights.shape == (7, 6)
    assert projection.weights.sum() == 40


def test_dna_one_mode(dna_sample: StatementTable) -> None:
    weights = project(dna_sample, Settings("actors", "organisation", "ignore")).weights
    assert weights.shape == (7, 7)
    assert weights.sum() == 276, "DNA sums the whole matrix: each pair twice"
    assert not weights.diagonal().any()


def test_dna_congruence_with_average_normalisation(dna_sample: StatementTable) -> None:
    weights = project(dna_sample, Settings("actors", "organisation", "congruence", "average")).weights
    assert weights.sum() == pytest.approx(25.802436, abs=1e-6)
    assert round(weights.sum()) == 26


def test_dna_as_its_own_tests_print_it(dna_sample: StatementTable) -> None:
    projection = project(dna_sample, Settings("actors", "organisation", "ignore"))
    weight = projection.to_networkx().edges["Environmental Protection Agency", "Alliance to Save Energy"]["weight"]
    assert weight == 10
    graph = project(dna_sample, Settings("two-mode", "organisation", "ignore")).to_networkx()
    edge = graph.edges["Energy and Environmental Analysis, Inc.", "CO2 legislation will not hurt the economy."]
    assert edge["weight"] == 2
