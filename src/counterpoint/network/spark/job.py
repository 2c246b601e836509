"""A network as a job of Spark: from statements in Parquet, or in a table, to edges in Parquet, or in a graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from counterpoint.errors import UsageError
from counterpoint.network.settings import Settings
from counterpoint.network.spark.cells import (
    counted,
    is_local,
    read_rows,
    scale_of,
    spread,
    told_scale,
    with_actors,
)
from counterpoint.network.spark.ties import kept, one_mode, two_mode
from counterpoint.network.table import Labels, StatementTable

if TYPE_CHECKING:
    import networkx as nx
    from pyspark.sql import DataFrame, SparkSession

MOST_EDGES: Final = 5_000_000
"""Edges that a graph of networkx is made of at most: some 2 GB."""


@dataclass(frozen=True, eq=False)
class SparkNetwork:
    """A network as data frames of Spark; nothing is computed before it is asked for.

    :param settings: how it is made.
    :param nodes: ``iri``, ``label``, ``kind``, ``frequency`` and, in a two-mode network, ``bipartite``.
    :param edges: ``source``, ``target`` (in a one-mode network the later IRI), ``weight`` and, with evidence,
        ``statements``.
    :param labels: names and kinds that are known beside those of the nodes.
    """

    settings: Settings
    nodes: DataFrame
    edges: DataFrame
    labels: Labels = field(default_factory=Labels)

    def write(self, path: str | Path, *, replace: bool = False) -> None:
        """Write the edges as Parquet: a folder of files, where Spark writes to.

        :param replace: put it in the place of what is there.
        :raises UsageError: where something is there, or the job fails.
        """
        from pyspark.errors import PySparkException

        try:
            self.edges.write.parquet(str(path), mode="overwrite" if replace else "error")
        except PySparkException as problem:
            raise failed(problem) from problem

    def to_networkx(self, *, most: int = MOST_EDGES) -> nx.Graph[str]:
        """Give the network as a graph, as :meth:`counterpoint.network.Projection.to_networkx` does.

        :param most: how many edges it may have.
        :raises UsageError: where it has more, or the job fails.
        """
        import networkx as nx
        from pyspark.errors import PySparkException

        try:
            edges = self.edges.limit(most + 1).toArrow()
            nodes = self.nodes.toArrow().sort_by("iri")
        except PySparkException as problem:
            raise failed(problem) from problem
        if len(edges) > most:
            raise UsageError(
                f"the network has more than {most:,} edges, too many for this format",
                "write it as Parquet, or keep only the strongest ties of each node",
            )
        given = {name: value for name, value in asdict(self.settings).items() if value is not None}
        graph: nx.Graph[str] = nx.Graph(**given)
        for node in nodes.to_pylist():
            known = self.labels.of(node["iri"], node["kind"])
            label = node["label"] if known.name == node["iri"] and node["label"] else known.name
            side = {} if self.settings.one_mode else {"bipartite": node["bipartite"]}
            more: dict[str, Any] = {"label": label, "kind": known.kind, "frequency": node["frequency"]}
            graph.add_node(node["iri"], **{**known.attributes, **side, **more})
        for edge in edges.sort_by([("source", "ascending"), ("target", "ascending")]).to_pylist():
            graph.add_edge(edge.pop("source"), edge.pop("target"), **edge)
        return graph


def project_on_spark(
    session: SparkSession,
    statements: StatementTable | str | Path,
    settings: Settings | None = None,
    *,
    evidence: bool = False,
    columns: Mapping[str, str] | None = None,
    scale: tuple[float, float] | None = None,
) -> SparkNetwork:
    """Make a network of statements on Spark: the same that :func:`counterpoint.network.project` makes here.

    All ties are kept, however many there are, unless the settings have a ``top`` or a ``backbone``.

    :param session: where it runs; see :func:`counterpoint.network.spark.start`.
    :param statements: a Parquet file or folder of them, wherever Spark reads from, with the columns that
        ``counterpoint export --format parquet`` writes; or a table, which is sent there.
    :param settings: which network; a congruence network of speakers where it is not said.
    :param evidence: whether edges name their statements.
    :param columns: for a field the column of the file that holds it, where that has another name.
    :param scale: the lowest and highest level there can be; by default what the file or the table says, or from -1 to 1
        and as far as the levels reach.
    :raises UsageError: where the file cannot be read or a column is missing, or the table was read without what the
        settings need.
    """
    from pyspark.errors import PySparkException

    settings = settings or Settings()
    try:
        if isinstance(statements, StatementTable):
            rows, labels, scale = spread(session, statements, settings), statements.labels, scale or statements.scale
        else:
            path = str(statements)
            rows, labels = read_rows(session, path, columns or {}), Labels()
            scale = scale or (told_scale(path) if is_local(path) else None)
        return _network(rows, settings, scale, labels, evidence=evidence)
    except PySparkException as problem:
        raise failed(problem) from problem


def failed(problem: Exception) -> UsageError:
    """Say in one line what Spark says in many."""
    first = next((line for line in str(problem).splitlines() if line.strip()), type(problem).__name__)
    return UsageError(f"Spark could not do it: {first}", "check the file, its columns, and the master")


def _network(
    rows: DataFrame, settings: Settings, scale: tuple[float, float] | None, labels: Labels, *, evidence: bool
) -> SparkNetwork:
    from pyspark.sql import functions as F  # noqa: N812

    acting = with_actors(rows, settings)
    counting = counted(acting, settings).persist()
    low, high = scale or scale_of(rows)
    node, other = ("claim", "actor") if settings.mode == "claims" else ("actor", "claim")
    nodes = _nodes(counting, acting, node, settings)
    values = [F.count("*").cast("double").alias("n")]
    if evidence:
        values.append(F.collect_list("statement").alias("statements"))
    cells = counting.groupBy(F.col(node).alias("iri"), F.col(other).alias("other"), "level").agg(*values)
    cells = cells.join(nodes.select("iri", "node"), "iri").drop("iri").persist()
    more = ["statements"] if evidence else []
    if settings.one_mode:
        ties = kept(one_mode(cells, nodes, settings, high - low, evidence=evidence), settings)
        ends = nodes.select("node", "iri")
        edges = ties.join(ends.select(F.col("node").alias("one"), F.col("iri").alias("source")), "one")
        edges = edges.join(ends.select(F.col("node").alias("other_one"), F.col("iri").alias("target")), "other_one")
        return SparkNetwork(settings, nodes.drop("node"), edges.select("source", "target", "weight", *more), labels)
    ties = two_mode(cells, settings, evidence=evidence).join(nodes.select("node", F.col("iri").alias("source")), "node")
    others = _nodes(counting, acting, other, settings)
    sides = nodes.withColumn("bipartite", F.lit(0)).unionByName(others.withColumn("bipartite", F.lit(1)))
    edges = ties.select("source", F.col("other").alias("target"), "weight", *more)
    return SparkNetwork(settings, sides.drop("node"), edges, labels)


def _nodes(counting: DataFrame, acting: DataFrame, name: str, settings: Settings) -> DataFrame:
    """Give the nodes of one side, numbered in the order of their IRIs, with how often each counts."""
    from pyspark.sql import functions as F  # noqa: N812

    label, kind = "claim_label", F.lit("claim")
    if name == "actor":
        label = "label"
        kind = F.coalesce(F.max("kind"), F.lit("person" if settings.actor == "speaker" else "organisation"))
    rows = counting.select(name, label, "kind", F.lit(1).alias("one"))
    if settings.isolates:
        rows = rows.unionByName(
            acting.select(name, label, "kind", F.lit(0).alias("one")).where(F.col(name).isNotNull())
        )
    nodes = rows.groupBy(F.col(name).alias("iri")).agg(
        F.min(label).alias("label"), kind.alias("kind"), F.sum("one").alias("frequency")
    )
    # Fixed here: the numbers would be others if Spark made them a second time.
    return nodes.orderBy("iri").withColumn("node", F.monotonically_increasing_id()).localCheckpoint()
