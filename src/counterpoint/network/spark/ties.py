"""The formulas of :mod:`counterpoint.network.weights`, as joins of data frames.

A data frame of cells has a row for each node, other thing (the claim, or the actor in a network of claims) and level
that occur together, with ``n``, how often, and where evidence is wanted ``statements``. Nodes are numbered in the order
of their IRIs. A data frame of ties has the numbers ``one`` and ``other_one``, the first the smaller.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

from counterpoint.network.settings import Aggregation, Settings
from counterpoint.network.weights import AGREE, DISAGREE, QUALIFY

if TYPE_CHECKING:
    from pyspark.sql import Column as Expression
    from pyspark.sql import DataFrame

HOT: Final = 1_000
"""Cells of one claim that meet all others of it in one task; a claim with more is shared out over several."""
PAIRS_A_TASK: Final = 4_000_000


def one_mode(cells: DataFrame, nodes: DataFrame, settings: Settings, length: float, *, evidence: bool) -> DataFrame:
    """Weigh the ties between nodes.

    :param cells: ``node``, ``other``, ``level``, ``n`` and, with evidence, ``statements``.
    :param nodes: ``node`` and ``frequency``, which is A.
    :param length: R, the length of the scale.
    :returns: ``one``, ``other_one``, ``weight`` and, with evidence, ``statements``.
    """
    from pyspark.sql import functions as F  # noqa: N812

    pairs = _pairs(cells)
    near = _near(F.col("a.level"), F.col("b.level"), length, settings.aggregation)
    sums = {"weight": F.sum(F.col("a.n") * F.col("b.n") * near)}
    if settings.normalisation == "jaccard":
        same = F.col("a.level").eqNullSafe(F.col("b.level"))
        # Σ x x' - x [x' > 0] - x' [x > 0] is Σ (x - 1)(x' - 1) - 1 over the claims and levels at which both spoke.
        sums["overlap"] = F.sum(F.when(same, (F.col("a.n") - 1) * (F.col("b.n") - 1) - 1).otherwise(0))
    if evidence:
        # In `subtract`, what agrees and what differs may add up to 0, and yet both count.
        counts = near > 0 if settings.aggregation in {"congruence", "conflict"} else F.lit(True)
        both = F.when(counts, F.concat("a.statements", "b.statements"))
        sums["statements"] = F.array_sort(F.array_distinct(F.flatten(F.collect_list(both))))
    ties = pairs.groupBy(F.col("a.node").alias("one"), F.col("b.node").alias("other_one"))
    found = ties.agg(*(value.alias(name) for name, value in sums.items())).where("weight != 0")
    if settings.aggregation != "ignore":
        found = found.withColumn("weight", F.col("weight") / length)
    if settings.normalisation != "none":
        found = _normalised(found, cells, nodes, settings, length)
    return found.drop("overlap")


def two_mode(cells: DataFrame, settings: Settings, *, evidence: bool) -> DataFrame:
    """Weigh the ties between actors and claims.

    :param cells: as for :func:`one_mode`.
    :returns: ``node``, ``other``, ``weight`` and, with evidence, ``statements``.
    """
    from pyspark.sql import Window
    from pyspark.sql import functions as F  # noqa: N812

    if settings.aggregation == "combine":
        signs = ((F.col("level") > 0, AGREE), (F.col("level") < 0, DISAGREE), (F.col("level") == 0, QUALIFY))
        weight = reduce(lambda a, b: a + b, (F.max(F.when(sign, number).otherwise(0)) for sign, number in signs))
    else:
        weight = F.sum(F.col("n") * (F.col("level") if settings.aggregation == "subtract" else F.lit(1.0)))
    sums = [weight.cast("double").alias("weight"), F.sum("n").alias("n")]
    if evidence:
        sums.append(F.array_sort(F.flatten(F.collect_list("statements"))).alias("statements"))
    ties = cells.groupBy("node", "other").agg(*sums)
    if settings.normalisation != "none":
        side = "node" if settings.normalisation == "activity" else "other"
        ties = ties.withColumn("weight", F.col("weight") / F.sum("n").over(Window.partitionBy(side)))
    return ties.where("weight != 0").drop("n")


def kept(ties: DataFrame, settings: Settings) -> DataFrame:
    """Keep of the ties between nodes those that :mod:`counterpoint.network.strongest` keeps."""
    if not (settings.top or settings.backbone):
        return ties
    from pyspark.sql import Window
    from pyspark.sql import functions as F  # noqa: N812

    ends = ties.select(F.col("one").alias("end"), F.col("other_one").alias("far"), "weight").unionByName(
        ties.select(F.col("other_one").alias("end"), F.col("one").alias("far"), "weight")
    )
    size = F.abs("weight")
    if settings.backbone:
        whole = Window.partitionBy("end")
        chance = F.pow(1 - size / F.sum(size).over(whole), F.count("*").over(whole) - 1)
        ends = ends.withColumn("chance", chance).where(F.col("chance") < settings.backbone)
    if settings.top:
        strongest = Window.partitionBy("end").orderBy(size.cast("float").desc(), "far")
        ends = ends.withColumn("place", F.row_number().over(strongest)).where(F.col("place") <= settings.top)
    wanted = ends.select(F.least("end", "far").alias("one"), F.greatest("end", "far").alias("other_one"))
    return ties.join(wanted.distinct(), ["one", "other_one"], "left_semi")


def _pairs(cells: DataFrame) -> DataFrame:
    """Pair the cells of each claim, those of the smaller node on the left.

    A claim on which many spoke would make one task that all others wait for. So its left cells are dealt out, and the
    right ones go to every part.
    """
    from pyspark.sql import functions as F  # noqa: N812

    sizes = cells.groupBy("other").agg(F.count("*").alias("size"))
    found = sizes.selectExpr("sum(size * size) / 2").first()
    expected = int(found[0] or 0) if found else 0
    session = cells.sparkSession
    tasks = max(2 * session.sparkContext.defaultParallelism, expected // PAIRS_A_TASK)
    session.conf.set("spark.sql.shuffle.partitions", str(min(tasks, 20_000)))
    sized = cells.join(sizes.withColumn("parts", F.ceil(F.col("size") / HOT)), "other")
    left = sized.withColumn("part", F.pmod(F.xxhash64("node", "level"), "parts")).alias("a")
    right = sized.withColumn("part", F.explode(F.sequence(F.lit(0).cast("long"), F.col("parts") - 1))).alias("b")
    meet = (F.col("a.other") == F.col("b.other")) & (F.col("a.part") == F.col("b.part"))
    return left.join(right, meet & (F.col("a.node") < F.col("b.node")))


def _near(one: Expression, other: Expression, length: float, aggregation: Aggregation) -> Expression:
    """Give what two statements on one claim add to a tie, multiplied by R."""
    from pyspark.sql import functions as F  # noqa: N812

    if aggregation == "ignore":
        return F.lit(1.0)
    distance = F.abs(one - other)
    if aggregation == "congruence":
        return F.lit(length) - distance
    return distance if aggregation == "conflict" else F.lit(length) - 2 * distance


def _normalised(ties: DataFrame, cells: DataFrame, nodes: DataFrame, settings: Settings, length: float) -> DataFrame:
    from pyspark.sql import functions as F  # noqa: N812

    if settings.normalisation == "cosine-similarity":
        kind: Aggregation = "ignore" if settings.aggregation == "ignore" else "congruence"
        near = _near(F.col("a.level"), F.col("b.level"), length, kind) / (1.0 if kind == "ignore" else length)
        with_itself = cells.alias("a").join(
            cells.alias("b"), (F.col("a.node") == F.col("b.node")) & (F.col("a.other") == F.col("b.other"))
        )
        own = with_itself.groupBy(F.col("a.node").alias("node")).agg(
            F.sqrt(F.sum(F.col("a.n") * F.col("b.n") * near)).alias("own")
        )
    else:
        own = nodes.select("node", F.col("frequency").cast("double").alias("own"))
    ties = ties.join(own.select(F.col("node").alias("one"), F.col("own").alias("a")), "one")
    ties = ties.join(own.select(F.col("node").alias("other_one"), F.col("own").alias("b")), "other_one")
    one, other = F.col("a"), F.col("b")
    divisor = {
        "average": (one + other) / 2,
        "cosine": one * other,
        "cosine-similarity": one * other,
        "jaccard": one + other + (F.col("overlap") if settings.normalisation == "jaccard" else 0),
    }[settings.normalisation]
    return ties.withColumn("weight", F.col("weight") / divisor).drop("a", "b")
