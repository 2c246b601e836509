"""From statements to counts, on Spark: which statements count, and how many of each kind an actor made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from counterpoint.network.csv_files import check_header
from counterpoint.network.settings import Duplicates, Settings
from counterpoint.network.table import SCALE, Column, Links, StatementTable
from counterpoint.network.texts import Texts

if TYPE_CHECKING:
    from pyspark.sql import Column as Expression
    from pyspark.sql import DataFrame, SparkSession

TYPES: Final = {
    "statement": "string",
    "speaker": "string",
    "speaker_label": "string",
    "speaker_kind": "string",
    "claim": "string",
    "claim_label": "string",
    "level": "double",
    "source": "string",
    "date": "date",
    "organisations": "array<string>",
    "organisation_labels": "array<string>",
}
"""The columns of a statement table that a network needs; none but the claim and an actor must be there."""


def read_rows(session: SparkSession, path: str, columns: Mapping[str, str]) -> DataFrame:
    """Read a statement table from Parquet, wherever Spark reads from.

    :param columns: for a column of :data:`TYPES` the name that it has in the file, where that is another one.
    """
    from pyspark.sql import functions as F  # noqa: N812 - as everybody calls it

    read = session.read.parquet(path)
    names = {field: columns.get(field, field) for field in TYPES}
    check_header(path, read.columns, names, {field: name for field, name in columns.items() if field in names})
    taken = [
        (F.col(f"`{name}`") if name in read.columns else F.lit(None)).try_cast(TYPES[field]).alias(field)
        for field, name in names.items()
    ]
    rows = read.select(*taken)
    if names["statement"] not in read.columns:
        rows = rows.withColumn("statement", F.monotonically_increasing_id().cast("string"))
    return rows


def told_scale(path: str) -> tuple[float, float] | None:
    """Give the scale of levels that a file of one's own names beside its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_metadata(path).metadata or {}
        low, high = json.loads(metadata.get(b"counterpoint", b"{}"))["scale"]
        return float(low), float(high)
    except (OSError, ValueError, LookupError, TypeError, pa.ArrowException):
        return None


def spread(session: SparkSession, table: StatementTable, settings: Settings) -> DataFrame:
    """Send a statement table to Spark; only what the network needs of it."""
    import pyarrow as pa

    table.require(settings.parts)
    texts = table.statements
    columns: dict[str, Any] = {
        "statement": texts.array.cast(pa.string()) if isinstance(texts, Texts) else pa.array(texts, pa.string()),
        "speaker": _texts(table.speaker),
        "claim": _texts(table.claim),
        "level": pa.array(table.level, from_pandas=True),
    }
    if "source" in table.parts:
        columns |= {"source": _texts(table.source), "date": pa.array(table.date, pa.date32())}
    if "organisation" in settings.parts:
        columns["organisations"] = _lists(table.organisation, len(table))
    sent = session.createDataFrame(pa.table(columns))
    from pyspark.sql import functions as F  # noqa: N812

    return sent.select(
        *((F.col(field) if field in columns else F.lit(None)).cast(kind).alias(field) for field, kind in TYPES.items())
    )


def _texts(column: Column) -> Any:
    import pyarrow as pa

    codes = pa.array(column.codes, mask=column.codes < 0)
    return pa.DictionaryArray.from_arrays(codes, pa.array(column.labels, pa.string())).cast(pa.string())


def _lists(links: Links, size: int) -> Any:
    import pyarrow as pa

    offsets = np.searchsorted(links.rows, np.arange(size + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), _texts(Column(links.codes, links.labels)))


def with_actors(rows: DataFrame, settings: Settings) -> DataFrame:
    """Give each statement once for each of its actors, as a column ``actor`` with its ``label`` and ``kind``."""
    from pyspark.sql import functions as F  # noqa: N812

    if settings.actor == "speaker":
        acting = rows.withColumns(
            {"actor": F.col("speaker"), "label": F.col("speaker_label"), "kind": F.col("speaker_kind")}
        )
    else:
        both = F.arrays_zip(
            F.col("organisations").alias("actor"),
            F.coalesce("organisation_labels", F.array().cast("array<string>")).alias("label"),
        )
        acting = rows.withColumn("both", F.explode(both)).withColumns(
            {"actor": F.col("both.actor"), "label": F.col("both.label"), "kind": F.lit("organisation")}
        )
        acting = acting.dropDuplicates(["statement", "actor"])
    empty = [F.when(F.col(name) != "", F.col(name)).alias(name) for name in ("actor", "claim", "source")]
    return acting.select("statement", *empty, "label", "kind", "claim_label", "level", "date")


def counted(acting: DataFrame, settings: Settings) -> DataFrame:
    """Select the statements that count, as :func:`counterpoint.network.counting.count` does."""
    from pyspark.sql import functions as F  # noqa: N812

    level = F.when(F.isnan("level"), F.lit(None)).otherwise(F.col("level"))
    rows = acting.withColumn("level", level).where("actor IS NOT NULL AND claim IS NOT NULL")
    if settings.aggregation != "ignore":
        rows = rows.where("level IS NOT NULL")
    if settings.duplicates == "all":
        return rows
    same = ["actor", "claim", *([] if settings.aggregation == "ignore" else ["level"]), "period"]
    rest = [name for name in rows.columns if name not in same]
    first = F.min_by(F.struct(*rest), F.struct(F.col("date").isNull(), "date", "statement"))
    kept = rows.withColumn("period", _period(settings.duplicates)).groupBy(*same).agg(first.alias("first"))
    return kept.select(*same[:-1], *(f"first.{name}" for name in rest))


def _period(duplicates: Duplicates) -> Expression:
    """Say in which period a statement counts once; see :func:`counterpoint.network.counting.unrepeated`."""
    from pyspark.sql import functions as F  # noqa: N812

    if duplicates == "range":
        return F.lit("")
    document = F.coalesce(F.concat(F.lit("in "), "source"), F.concat(F.lit("alone "), "statement"))
    if duplicates == "document":
        return document
    return F.coalesce(F.trunc("date", duplicates).cast("string"), document)


def scale_of(rows: DataFrame) -> tuple[float, float]:
    """Give the scale of levels: from -1 to 1, and as far as the levels reach."""
    found = rows.selectExpr("nullif(level, double('NaN')) AS level").selectExpr("min(level)", "max(level)").first()
    low, high = (found[0], found[1]) if found and found[0] is not None else SCALE
    return min(low, SCALE[0]), max(high, SCALE[1])


def is_local(path: str) -> bool:
    """Tell whether a path is one of this machine."""
    return "://" not in path and Path(path).exists()
