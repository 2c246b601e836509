"""Networks that are weighed slab by slab, and of which only the strongest ties or a backbone are kept."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network import evidence, limits, slabs
from counterpoint.network.projection import Projection, project
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Duplicates, Settings
from counterpoint.network.table import StatementTable
from tests.network.test_definitions import ONE_MODE, row_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from counterpoint.network.weights import Floats

Edges = dict[tuple[str, str], float]


@pytest.fixture(scope="module", autouse=True)
def many_slabs() -> Iterator[None]:
    """Cut rows so that even small networks have many slabs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slabs, "SLAB", 3)
        patch.setattr(evidence, "SLAB", 3)
        yield


def in_one_slab(table: StatementTable, chosen: Settings) -> Projection:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slabs, "SLAB", 10**9)
        return project(table, chosen)


def edges(projection: Projection) -> Edges:
    rows, columns, weights = projection.edges()
    iris = projection.rows.iris
    return {(iris[i], iris[j]): w for i, j, w in zip(rows, columns, weights.tolist(), strict=True)}


def strengths(projection: Projection) -> Floats:
    """Give the size of every weight, as a full matrix."""
    return np.abs(projection.weights.toarray())


def debate(*said: str) -> StatementTable:
    """Make a table in which `a+x` says that a supports x."""
    level = {"+": 1.0, "-": -1.0, "0": 0.0}
    rows = [StatementRow(f"s{number:02}", text[0], text[2], level[text[1]]) for number, text in enumerate(said)]
    return StatementTable.from_rows(rows)


@pytest.mark.parametrize(("aggregation", "normalisation"), ONE_MODE)
@given(
    rows=row_lists,
    mode=st.sampled_from(["actors", "claims"]),
    actor=st.sampled_from(["speaker", "organisation"]),
    duplicates=st.sampled_from(get_args(Duplicates)),
    top=st.sampled_from([None, 0, 100]),
)
@hypothesis_settings(max_examples=25)
def test_slabs_give_what_the_whole_gives(
    aggregation: Any,
    normalisation: Any,
    rows: list[StatementRow],
    mode: Any,
    actor: Any,
    duplicates: Any,
    top: int | None,
) -> None:
    table = StatementTable.from_rows(rows)
    whole = in_one_slab(table, Settings(mode, actor, aggregation, normalisation, duplicates))
    parts = project(table, Settings(mode, actor, aggregation, normalisation, duplicates, top=top))
    assert (parts.weights.toarray() == whole.weights.toarray()).all()
    assert parts.weights.nnz == whole.weights.nnz
    assert parts.weights.has_sorted_indices
    assert (parts.kept.ties, parts.kept.left_out) == (whole.weights.nnz // 2, 0)
    assert not str(parts.kept)


@pytest.mark.parametrize(("aggregation", "normalisation"), ONE_MODE[::2])
@given(rows=row_lists, mode=st.sampled_from(["actors", "claims"]), top=st.integers(1, 3))
@hypothesis_settings(max_examples=25)
def test_each_node_keeps_its_strongest_ties(
    aggregation: Any, normalisation: Any, rows: list[StatementRow], mode: Any, top: int
) -> None:
    table = StatementTable.from_rows(rows)
    everything = in_one_slab(table, Settings(mode, "speaker", aggregation, normalisation))
    strength = strengths(everything).astype(np.float32)
    kept = set()
    for node, ties in enumerate(strength):
        others = sorted((other for other in range(len(ties)) if ties[other]), key=lambda other: (-ties[other], other))
        kept |= {(min(node, other), max(node, other)) for other in others[:top]}
    iris = everything.rows.iris
    wanted = {pair: w for pair, w in edges(everything).items() if (iris.index(pair[0]), iris.index(pair[1])) in kept}
    found = project(table, Settings(mode, "speaker", aggregation, normalisation, top=top))
    assert edges(found) == wanted
    assert (found.weights.toarray() == found.weights.T.toarray()).all()
    assert found.kept.left_out == len(edges(everything)) - len(wanted)
    assert found.rows.iris == iris, "nodes stay"


@given(
    rows=row_lists, level=st.sampled_from([0.01, 0.2, 0.4, 0.7]), aggregation=st.sampled_from(["ignore", "subtract"])
)
@hypothesis_settings(max_examples=40)
def test_the_backbone_is_the_disparity_filter(rows: list[StatementRow], level: float, aggregation: Any) -> None:
    table = StatementTable.from_rows(rows)
    everything = in_one_slab(table, Settings("claims", "organisation", aggregation))
    strength = strengths(everything)
    iris = everything.rows.iris

    def chance(node: str, other: str) -> float:
        row = strength[iris.index(node)]
        return float((1 - row[iris.index(other)] / row.sum()) ** (np.count_nonzero(row) - 1))

    wanted = {(a, b): w for (a, b), w in edges(everything).items() if min(chance(a, b), chance(b, a)) < level}
    found = project(table, Settings("claims", "organisation", aggregation, backbone=level))
    assert edges(found) == wanted
    assert found.kept.left_out == len(edges(everything)) - len(wanted)


def test_of_equally_strong_ties_the_first_by_iri_are_kept() -> None:
    table = debate("e+x", "d+x", "c+x", "b+x", "a+x")
    assert set(edges(project(table, Settings(top=1)))) == {("a", "b"), ("a", "c"), ("a", "d"), ("a", "e")}


def test_strong_is_what_is_far_from_0_on_either_side() -> None:
    table = debate("a+x", "b+x", "a+y", "a+z", "c-y", "c-z", "b+w", "c+w")
    found = edges(project(table, Settings(aggregation="subtract", top=1)))
    assert found == {("a", "c"): -2, ("a", "b"): 1}


def test_a_tie_must_pass_both_rules() -> None:
    said = ["a+x", "b+x", "a+y", "b+y", "a+z", "b+z", "a+w", "c+w", "a+v", "d+v", "c+u", "d+u"]
    both = project(debate(*said), Settings(top=1, backbone=0.5))
    assert edges(both) == {("a", "b"): 3}
    assert "significant at 0.5 for one of their ends, and among its 1 strongest" in str(both.kept)
    assert "top=0" not in str(both.kept)


def test_more_ties_than_fit_are_not_kept_and_the_answer_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    names = "abcdefghijklmnopqrst"
    table = debate(*(f"{name}+x" for name in names))
    monkeypatch.setattr(limits, "MOST_TIES", 100)
    found = project(table)
    assert (found.kept.top, found.kept.automatic) == (limits.FEWEST, True)
    assert found.kept.ties == len(list(combinations(names, 2)))
    assert found.kept.left_out == found.kept.ties - len(edges(found)) > 0
    assert str(found.kept).endswith("because more would not fit; ask for top=0 to have all")
    assert found.to_networkx().graph["left_out"] == str(found.kept)
    whole = project(table, Settings(top=0))
    assert not whole.kept.left_out
    assert "left_out" not in whole.to_networkx().graph


def test_a_backbone_that_does_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slabs, "MOST_TIES", 3)
    table = debate(*(f"{name}+x" for name in "abcdefgh"))
    with pytest.raises(UsageError, match=r"more than 3 ties; choose a lower level, or keep only the strongest"):
        project(table, Settings(backbone=0.9))
    assert edges(project(table, Settings(backbone=0.9, top=1)))


def test_levels_that_32_bits_cannot_add_up_are_added_in_64() -> None:
    rows = [StatementRow(f"s{n}", "ab"[n % 2], f"c{n // 2}", 0.1 if n % 2 else 0.30000000001) for n in range(10)]
    found = edges(project(StatementTable.from_rows(rows), Settings()))
    assert found[("a", "b")] == pytest.approx(5 * (1 - 0.20000000001 / 2), rel=1e-14)
    said = [StatementRow(f"s{n}", "ab"[n % 2], "c", 1.0) for n in range(2 * 4099)]
    assert edges(project(StatementTable.from_rows(said), Settings()))[("a", "b")] == 4099**2


def test_an_empty_network_keeps_nothing() -> None:
    found = project(StatementTable.from_rows([]), Settings(top=3, backbone=0.1))
    assert found.weights.shape == (0, 0)
    assert (found.kept.ties, found.kept.left_out) == (0, 0)


@given(rows=row_lists, mode=st.sampled_from(["actors", "claims"]), aggregation=st.sampled_from(["ignore", "conflict"]))
@hypothesis_settings(max_examples=25)
def test_evidence_of_what_is_kept_is_that_of_the_whole(rows: list[StatementRow], mode: Any, aggregation: Any) -> None:
    table = StatementTable.from_rows(rows)
    whole = in_one_slab(table, Settings(mode, "organisation", aggregation)).to_networkx(evidence=True)
    kept = project(table, Settings(mode, "organisation", aggregation, top=1)).to_networkx(evidence=True)
    for one, other, data in kept.edges(data=True):
        assert data == whole.edges[one, other]
