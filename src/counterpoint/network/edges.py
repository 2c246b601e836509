"""Networks as Parquet: a list of edges that pandas, R, DuckDB and Spark read, however long it is."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from counterpoint.network.arrow import dictionary, import_pyarrow
from counterpoint.network.evidence import statements_behind
from counterpoint.network.graphs import EVIDENCE_LIMIT, attributes_of, refuse_shared

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from counterpoint.network.projection import Projection


class Edges(NamedTuple):
    """A list of edges; all but ``iris`` and ``names`` are of one length.

    :param iris: the nodes, sorted, in a two-mode network the actors first.
    :param names: how they are shown.
    :param source: the one end of each edge, as a place in ``iris``.
    :param target: the other, in a one-mode network the later one.
    :param weight: its weight.
    :param statements: the IRIs of the statements that it rests on, or None where edges do not name them.
    """

    iris: Sequence[str]
    names: Sequence[str]
    source: NDArray[np.integer]
    target: NDArray[np.integer]
    weight: NDArray[np.float64]
    statements: Sequence[Sequence[str]] | None

    @classmethod
    def of(cls, projection: Projection, *, evidence: bool | None = None) -> Edges:
        """List the edges of a projection, sorted.

        :param evidence: as for :meth:`Projection.to_networkx`.
        """
        rows, columns, weights = projection.edges()
        with_evidence = len(rows) <= EVIDENCE_LIMIT if evidence is None else evidence
        sides = [projection.rows] if projection.settings.one_mode else [projection.rows, projection.columns]
        iris = [iri for side in sides for iri in side.iris]
        names = [projection.labels.of(iri, side.kind).name for side in sides for iri in side.iris]
        behind = statements_behind(projection, rows, columns) if with_evidence else None
        target = columns if projection.settings.one_mode else columns + np.int32(len(projection.rows.iris))
        return cls(iris, names, rows, target, weights, behind)


def write_edges(edges: Edges, about: Mapping[str, Any]) -> bytes:
    """Write edges as a Parquet file: ``source``, ``target``, their labels, ``weight``, and where known ``statements``.

    :param about: what is written beside the columns, under ``counterpoint``, as JSON.
    :raises UsageError: where pyarrow is not installed.
    """
    pa = import_pyarrow()
    import pyarrow.parquet as pq

    source, target = edges.source.astype(np.int32), edges.target.astype(np.int32)
    columns = {
        "source": dictionary(source, edges.iris),
        "target": dictionary(target, edges.iris),
        "source_label": dictionary(source, edges.names),
        "target_label": dictionary(target, edges.names),
        "weight": pa.array(edges.weight, pa.float64()),
    }
    if edges.statements is not None:
        columns["statements"] = pa.array(edges.statements, pa.list_(pa.string()))
    table, file = pa.table(columns), io.BytesIO()
    # Without Arrow's own schema, other programs read plain strings, not categories.
    with pq.ParquetWriter(file, table.schema, store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"counterpoint": json.dumps(dict(about), sort_keys=True)})
    return file.getvalue()


def write_projection(projection: Projection) -> bytes:
    """Write the edges of a projection as Parquet, without making a graph of them.

    :raises UsageError: where pyarrow is not installed, or an actor has the IRI of a claim.
    """
    refuse_shared(projection)
    return write_edges(Edges.of(projection), attributes_of(projection))
