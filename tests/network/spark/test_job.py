"""Networks made on Spark against those made here."""

from __future__ import annotations

import json
import math
import random
from itertools import product
from typing import TYPE_CHECKING, Any, get_args

import pytest
from click.testing import CliRunner

from counterpoint.cli.main import counterpoint
from counterpoint.errors import UsageError
from counterpoint.network import Settings, StatementRow, StatementTable, project
from counterpoint.network.settings import Duplicates
from counterpoint.network.spark import SparkNetwork, project_on_spark, ties
from tests.network.test_definitions import DATES, ONE_MODE, TWO_MODE

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx
    from pyspark.sql import SparkSession

    Graph = nx.Graph[str]

pytestmark = [pytest.mark.engine, pytest.mark.slow]  # a cluster of two workers takes half a minute to start

DUPLICATES = get_args(Duplicates)
SEVEN = [
    *(("actors", aggregation) for aggregation in ("ignore", "congruence", "conflict", "subtract")),
    *(("two-mode", aggregation) for aggregation in ("ignore", "subtract", "combine")),
]


def invented(seed: int, size: int = 60) -> StatementTable:
    """Make statements with everything that a table may lack, and with repetitions."""
    rng = random.Random(seed)  # noqa: S311
    rows = [
        StatementRow(
            statement=f"x{number:03}",
            speaker=rng.choice(["", "s1", "s2", "s3", "s4", "s5", "s6"]),
            claim=rng.choice(["", "c1", "c2", "c3", "c4"]),
            level=rng.choice([-1.0, -0.5, 0.0, 1.0, math.nan]),
            source=rng.choice(["", "d1", "d2"]),
            date=rng.choice(DATES),
            organisations=tuple(sorted(rng.sample(["o1", "o2", "o3"], rng.randrange(3)))),
        )
        for number in range(size)
    ]
    rng.shuffle(rows)
    return StatementTable.from_rows(rows, names={"s1": "Ann", "c1": "It rains", "o1": "The Board"})


def assert_same(found: Graph, wanted: Graph) -> None:
    assert {**found.nodes} == {**wanted.nodes}
    assert found.graph == wanted.graph
    assert {frozenset(edge) for edge in found.edges} == {frozenset(edge) for edge in wanted.edges}
    for one, other, data in wanted.edges(data=True):
        there = found.edges[one, other]
        assert there["weight"] == pytest.approx(data["weight"], rel=1e-12), (one, other)
        assert there.get("statements") == data.get("statements"), (one, other)


@pytest.mark.parametrize(("mode", "aggregation"), SEVEN)
def test_every_aggregation_is_the_same(spark: SparkSession, mode: Any, aggregation: Any) -> None:
    place = SEVEN.index((mode, aggregation))
    normalisations = [n for a, n in (TWO_MODE if mode == "two-mode" else ONE_MODE) if a == aggregation]
    chosen = Settings(
        mode,
        aggregation=aggregation,
        normalisation=normalisations[-1 - place % len(normalisations)],  # type: ignore[arg-type]
        duplicates=DUPLICATES[place % len(DUPLICATES)],
    )
    table = invented(place)
    found = project_on_spark(spark, table, chosen, evidence=True).to_networkx()
    assert found.number_of_edges() > 5
    assert_same(found, project(table, chosen).to_networkx(evidence=True))


@pytest.mark.parametrize(
    ("mode", "aggregation", "duplicates"), [(*both, duplicates) for both, duplicates in product(SEVEN, DUPLICATES)]
)
def test_every_normalisation_and_every_rule_of_duplicates_is_the_same(
    spark: SparkSession, mode: Any, aggregation: Any, duplicates: Any
) -> None:
    table = invented(7)
    for kind, normalisation in TWO_MODE if mode == "two-mode" else ONE_MODE:
        if kind == aggregation:
            chosen = Settings(mode, "speaker", aggregation, normalisation, duplicates)  # type: ignore[arg-type]
            found = project_on_spark(spark, table, chosen).to_networkx()
            assert_same(found, project(table, chosen).to_networkx(evidence=False))


@pytest.mark.parametrize(
    "chosen",
    [
        Settings("claims", "organisation", "congruence", "jaccard", "document", isolates=True),
        Settings("actors", "organisation", "subtract", top=1),
        Settings("claims", aggregation="ignore", backbone=0.4),
    ],
    ids=["claims with isolates", "top", "backbone"],
)
def test_other_settings_are_the_same(spark: SparkSession, chosen: Settings) -> None:
    table = invented(3)
    found = project_on_spark(spark, table, chosen).to_networkx()
    wanted = project(table, chosen).to_networkx(evidence=False)
    wanted.graph.pop("left_out", None)
    assert_same(found, wanted)


def test_a_claim_that_all_speak_on_is_shared_out(spark: SparkSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ties, "HOT", 3)
    rows = [StatementRow(f"x{n}", f"s{n:02}", "c", 1.0 if n % 3 else -1.0) for n in range(20)]
    rows += [StatementRow(f"y{n}", f"s{n:02}", "d", 1.0) for n in range(3)]
    table = StatementTable.from_rows(rows)
    found = project_on_spark(spark, table, Settings("actors", aggregation="subtract")).to_networkx()
    assert_same(found, project(table, Settings("actors", aggregation="subtract")).to_networkx(evidence=False))


def test_parquet_goes_in_and_out(spark: SparkSession, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    table = invented(5)
    (tmp_path / "said.parquet").write_bytes(table.to_parquet())
    chosen = Settings("actors", "organisation", duplicates="month")
    network = project_on_spark(spark, tmp_path / "said.parquet", chosen, evidence=True)
    wanted = project(table, chosen).to_networkx(evidence=True)
    assert_same(network.to_networkx(), wanted)
    network.write(tmp_path / "edges.parquet")
    edges = pq.read_table(tmp_path / "edges.parquet").to_pylist()
    assert {(edge["source"], edge["target"]): edge["statements"] for edge in edges} == {
        (one, other): data["statements"] for one, other, data in wanted.edges(data=True)
    }
    with pytest.raises(UsageError, match=r"Spark could not do it: .*exists"):
        network.write(tmp_path / "edges.parquet")
    network.write(tmp_path / "edges.parquet", replace=True)


def test_columns_may_have_other_names_and_the_scale_may_be_wider(spark: SparkSession, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    coded = pa.table({"person": ["a", "b", "a"], "concept": ["x", "x", "y"], "agreement": [2, -1, 3]})
    pq.write_table(coded, tmp_path / "coded.parquet")
    columns = {"speaker": "person", "claim": "concept", "level": "agreement"}

    def weight(**more: Any) -> float:
        made: SparkNetwork = project_on_spark(spark, tmp_path / "coded.parquet", columns=columns, **more)
        return float(made.to_networkx().edges["a", "b"]["weight"])

    assert weight() == 1 - 3 / 4
    assert weight(scale=(-3, 3)) == 1 - 3 / 6


def test_what_cannot_be_read_is_told_in_a_line(spark: SparkSession, tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pytest.raises(UsageError, match=r"Spark could not do it: .*PATH_NOT_FOUND"):
        project_on_spark(spark, tmp_path / "nothing.parquet")
    pq.write_table(pa.table({"speaker": ["a"]}), tmp_path / "half.parquet")
    with pytest.raises(UsageError, match=r'there is no column "claim"; the columns are speaker'):
        project_on_spark(spark, tmp_path / "half.parquet")
    pq.write_table(pa.table({"claim": ["a"]}), tmp_path / "other.parquet")
    with pytest.raises(UsageError, match=r'there is no column "speaker"'):
        project_on_spark(spark, tmp_path / "other.parquet")
    with pytest.raises(UsageError, match=r'there is no column "who"'):
        project_on_spark(spark, tmp_path / "other.parquet", columns={"speaker": "who"})
    partly = StatementTable.from_rows([StatementRow("x", "a", "c", 1.0)])
    object.__setattr__(partly, "parts", frozenset())
    with pytest.raises(UsageError, match="read without organisation"):
        project_on_spark(spark, partly, Settings(actor="organisation"))


def test_a_graph_of_too_many_edges_is_refused(spark: SparkSession) -> None:
    table = StatementTable.from_rows([StatementRow(f"x{n}", f"s{n}", "c", 1.0) for n in range(4)])
    network = project_on_spark(spark, table)
    with pytest.raises(UsageError, match=r"more than 5 edges.*Parquet"):
        network.to_networkx(most=5)
    assert network.to_networkx(most=6).number_of_edges() == 6


def test_nothing_gives_nothing(spark: SparkSession) -> None:
    assert not project_on_spark(spark, StatementTable.from_rows([])).to_networkx()


def test_the_command_gives_the_same(spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once with a file that Spark reads itself, once with a slice of it that is sent there."""
    import pyarrow.parquet as pq

    assert spark.getActiveSession()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "said.parquet").write_bytes(invented(5).to_parquet())
    done = CliRunner().invoke(counterpoint, "network --statements said.parquet --engine spark -o edges.parquet".split())
    assert (done.exit_code, done.output) == (0, "")
    assert pq.read_table("edges.parquet").num_rows == project(invented(5)).weights.nnz // 2
    sliced = "network --statements said.parquet --claim c1 --format json".split()
    here = CliRunner().invoke(counterpoint, sliced)
    there = CliRunner().invoke(counterpoint, [*sliced, "--engine", "spark"])
    assert there.exit_code == 0, there.output
    found, wanted = (json.loads(done.output)["edges"] for done in (there, here))
    assert [(edge["source"], edge["target"], edge["weight"]) for edge in found] == [
        (edge["source"], edge["target"], edge["weight"]) for edge in wanted
    ]
    assert found
