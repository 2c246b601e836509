"""Small networks, worked out by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from counterpoint.network.projection import Projection, project
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.table import StatementTable

# Ann supports p twice and opposes q; Bob supports p and q; Cy qualifies p; Dee only mentions q.
ROWS = [
    StatementRow("x0", "ann", "p", 1.0),
    StatementRow("x1", "ann", "p", 1.0),
    StatementRow("x2", "ann", "q", -1.0),
    StatementRow("x3", "bob", "p", 1.0),
    StatementRow("x4", "bob", "q", 1.0),
    StatementRow("x5", "cy", "p", 0.0),
    StatementRow("x6", "dee", "q"),
]


def _project(rows: list[StatementRow] = ROWS, **chosen: Any) -> Projection:
    return project(StatementTable.from_rows(rows), Settings(**chosen))


def _weights(projection: Projection) -> dict[tuple[str, str], float]:
    rows, columns, weights = projection.edges()
    return {
        (projection.rows.iris[row], projection.columns.iris[column]): float(weight)
        for row, column, weight in zip(rows, columns, weights, strict=True)
    }


@pytest.mark.parametrize(
    ("aggregation", "weights"),
    [
        ("ignore", {"ann bob": 3, "ann cy": 2, "ann dee": 1, "bob cy": 1, "bob dee": 1}),
        ("congruence", {"ann bob": 2, "ann cy": 1, "bob cy": 0.5}),
        ("conflict", {"ann bob": 1, "ann cy": 1, "bob cy": 0.5}),
        ("subtract", {"ann bob": 1}),
    ],
)
def test_actors(aggregation: Any, weights: dict[str, float]) -> None:
    assert _weights(_project(aggregation=aggregation)) == {tuple(ends.split()): w for ends, w in weights.items()}


@pytest.mark.parametrize(
    ("normalisation", "weight"),
    [
        ("none", 2),
        ("average", 2 / 2.5),
        ("cosine", 2 / (3 * 2)),
        ("jaccard", 2 / (1 + 1 + 2)),  # Ann alone against q, Bob alone for q, both for p: 2 × 1
        ("cosine-similarity", 2 / (np.sqrt(2 * 2 + 1) * np.sqrt(1 + 1))),
    ],
)
def test_normalisations_of_congruence(normalisation: Any, weight: float) -> None:
    assert _weights(_project(normalisation=normalisation))["ann", "bob"] == pytest.approx(weight)


def test_claims() -> None:
    assert _weights(_project(mode="claims", aggregation="ignore")) == {("p", "q"): 2 * 1 + 1 * 1}
    assert _weights(_project(mode="claims")) == {("p", "q"): 1}, "Bob is for both; Ann is for one and against the other"
    assert _weights(_project(mode="claims", aggregation="conflict")) == {("p", "q"): 2}


@pytest.mark.parametrize(
    ("aggregation", "normalisation", "weights"),
    [
        ("ignore", "none", {"ann p": 2, "ann q": 1, "bob p": 1, "bob q": 1, "cy p": 1, "dee q": 1}),
        ("subtract", "none", {"ann p": 2, "ann q": -1, "bob p": 1, "bob q": 1}),
        ("combine", "none", {"ann p": 1, "ann q": 2, "bob p": 1, "bob q": 1, "cy p": 4}),
        ("subtract", "activity", {"ann p": 2 / 3, "ann q": -1 / 3, "bob p": 1 / 2, "bob q": 1 / 2}),
        ("subtract", "prominence", {"ann p": 2 / 4, "ann q": -1 / 2, "bob p": 1 / 4, "bob q": 1 / 2}),
    ],
)
def test_two_mode(aggregation: Any, normalisation: Any, weights: dict[str, float]) -> None:
    found = _weights(_project(mode="two-mode", aggregation=aggregation, normalisation=normalisation))
    assert found == {tuple(ends.split()): w for ends, w in weights.items()}


def test_combine_tells_three_combinations_apart() -> None:
    rows = [
        StatementRow(f"x{n}", who, "p", level) for n, (who, level) in enumerate([("a", 1.0), ("b", -1.0), ("c", 1.0)])
    ]
    rows.append(StatementRow("x3", "c", "p", -1.0))
    assert _weights(_project(rows, mode="two-mode", aggregation="combine")) == {
        ("a", "p"): 1,
        ("b", "p"): 2,
        ("c", "p"): 3,
    }


def test_nodes_are_those_with_a_statement_that_counts_or_with_isolates_all() -> None:
    assert _project().rows.iris == ("ann", "bob", "cy"), "Dee takes no side"
    assert _project().rows.frequency.tolist() == [3, 2, 1]
    assert _project(isolates=True).rows.iris == ("ann", "bob", "cy", "dee")
    table = StatementTable.from_rows(ROWS)
    slice_ = table.select(table.claim.codes == table.claim.labels.index("q"))
    assert project(slice_, Settings(aggregation="ignore")).rows.iris == ("ann", "bob", "dee")
    assert project(slice_, Settings(aggregation="ignore", isolates=True)).rows.iris == ("ann", "bob", "cy", "dee")


def test_the_scale_is_that_of_the_table_not_of_a_slice() -> None:
    rows = [StatementRow("x0", "a", "p", 1.0), StatementRow("x1", "b", "p", 0.0)]
    assert _weights(_project(rows)) == {("a", "b"): 0.5}
    narrow = project(StatementTable.from_rows(rows, scale=(0, 1)), Settings(aggregation="conflict"))
    assert _weights(narrow) == {("a", "b"): 1}


def test_sums_that_cancel_leave_no_edge_on_any_scale() -> None:
    levels = [
        ("a", 0.0),
        ("b", 1.0),
        ("b", 2.0),
    ]  # on 0 to 3: 1 - 2/3 and 1 - 4/3 add up to 0, but not in floating point
    rows = [StatementRow(f"x{n}", who, "p", level) for n, (who, level) in enumerate(levels)]
    projection = project(StatementTable.from_rows(rows, scale=(0, 3)), Settings(aggregation="subtract"))
    assert _weights(projection) == {}


@pytest.mark.parametrize("mode", ["actors", "claims", "two-mode"])
@pytest.mark.parametrize("rows", [[], ROWS[6:], [StatementRow("x", "ann"), StatementRow("y", "", "p", 1.0)]])
@pytest.mark.parametrize("isolates", [False, True])
def test_nothing_to_count(mode: Any, rows: list[StatementRow], isolates: bool) -> None:
    projection = _project(rows, mode=mode, aggregation="subtract", isolates=isolates, duplicates="week")
    assert projection.weights.nnz == 0
    assert projection.weights.shape == (len(projection.rows.iris), len(projection.columns.iris))
    assert projection.to_networkx().number_of_edges() == 0


@pytest.mark.parametrize("normalisation", ["none", "average", "jaccard", "cosine", "cosine-similarity"])
def test_one_actor_has_no_tie(normalisation: Any) -> None:
    projection = _project(ROWS[:3], normalisation=normalisation)
    assert projection.rows.iris == ("ann",)
    assert projection.weights.toarray().tolist() == [[0.0]]


def test_a_scale_whose_length_is_no_power_of_two_divides_with_all_digits() -> None:
    rows = [StatementRow(who, who, "p", level) for who, level in (("a", 1.0), ("b", 1.5), ("c", 2.0))]
    table = StatementTable.from_rows(rows, scale=(0.0, 3.0))
    for aggregation, weights in {
        "congruence": {("a", "b"): 2.5 / 3, ("a", "c"): 2 / 3, ("b", "c"): 2.5 / 3},
        "conflict": {("a", "b"): 0.5 / 3, ("a", "c"): 1 / 3, ("b", "c"): 0.5 / 3},
        "subtract": {("a", "b"): 2 / 3, ("a", "c"): 1 / 3, ("b", "c"): 2 / 3},
    }.items():
        assert _weights(project(table, Settings(aggregation=aggregation))) == weights  # type: ignore[arg-type]


def test_levels_that_cancel_out_make_no_tie() -> None:
    rows = [StatementRow(f"x{level}", "ann", "p", level) for level in (0.1, 0.2, -0.3)]
    assert _weights(_project(rows, mode="two-mode", aggregation="subtract")) == {}
    kept = _weights(_project([*rows, StatementRow("y", "ann", "p", 1e-6)], mode="two-mode", aggregation="subtract"))
    assert list(kept) == [("ann", "p")]
