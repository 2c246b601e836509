"""Ways to make the congruence network of statements in a Parquet file, each for a process of its own.

    python -m benchmarks.network_ways duckdb statements.parquet

Each prints, as JSON, the seconds it took, how many ties it found, the sum of their weights, and what it left out.
Statements have the levels -1, 0 and 1, so w(i, j) = Σ over claims and pairs of statements (1 - |k - k'| / 2).
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Found(NamedTuple):
    """What a way found.

    :param seconds: from the statements to the ties; ``reading``, from the file to what it begins with, is not in it.
    :param ties: how many pairs have a weight other than 0.
    :param total: the sum of the weights of those that it holds.
    :param note: what it left out.
    """

    seconds: float
    reading: float
    ties: int
    total: float
    note: str = ""


def counterpoint(path: Path) -> Found:
    """Read a statement table and project it."""
    from counterpoint.network import StatementTable, project

    start = time.perf_counter()
    table = StatementTable.from_parquet(path, parts=())
    read = time.perf_counter()
    projection = project(table)
    end = time.perf_counter()
    total = float(projection.weights.sum()) / 2
    return Found(end - read, read - start, projection.kept.ties, total, str(projection.kept))


def pairwise(path: Path) -> Found:
    """Loop over the pairs of statements on each claim, in Python."""
    import pyarrow.parquet as pq

    start = time.perf_counter()
    columns = pq.read_table(path, columns=["claim", "speaker", "level"])
    rows = list(zip(*(column.to_pylist() for column in columns.columns), strict=True))
    read = time.perf_counter()
    by_claim: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for claim, speaker, level in rows:
        by_claim[claim].append((speaker, level))
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for said in by_claim.values():
        for (one, first), (other, second) in combinations(said, 2):
            if one != other and (near := 1 - abs(first - second) / 2):
                weights[(one, other) if one < other else (other, one)] += near
    return Found(time.perf_counter() - read, read - start, len(weights), sum(weights.values()))


# Oxigraph's planner needs the sub-selects: without these fences it looks each statement of a pair up anew.
SELF_JOIN: Final = """
SELECT (COUNT(*) AS ?ties) (SUM(?weight) AS ?total) WHERE {
  SELECT ?one ?other (SUM(1 - ABS(?k - ?l) / 2) AS ?weight) WHERE {
    { SELECT DISTINCT ?claim ?s ?one ?k { ?s <urn:claim> ?claim ; <urn:speaker> ?one ; <urn:level> ?k } }
    { SELECT DISTINCT ?claim ?t ?other ?l { ?t <urn:claim> ?claim ; <urn:speaker> ?other ; <urn:level> ?l } }
    FILTER (STR(?one) < STR(?other))
  } GROUP BY ?one ?other HAVING (SUM(1 - ABS(?k - ?l) / 2) != 0)
}
"""


def sparql(path: Path) -> Found:
    """Ask Oxigraph, in memory, for a self-join in SPARQL."""
    import pyarrow.parquet as pq
    import pyoxigraph as ox

    start = time.perf_counter()
    rows = pq.read_table(path, columns=["statement", "claim", "speaker", "level"])
    store = ox.Store()
    for batch in rows.to_batches(max_chunksize=100_000):
        lines = (
            f"<{statement}> <urn:claim> <{claim}> ; <urn:speaker> <{speaker}> ; <urn:level> {level} .\n"
            for statement, claim, speaker, level in zip(*(column.to_pylist() for column in batch.columns), strict=True)
        )
        store.bulk_load("".join(lines).encode(), format=ox.RdfFormat.TURTLE)
    read = time.perf_counter()
    solutions = store.query(SELF_JOIN)
    assert isinstance(solutions, ox.QuerySolutions)
    ties, total = (float(str(getattr(value, "value", "0"))) for value in next(solutions))
    return Found(time.perf_counter() - read, read - start, int(ties), total)


SQL: Final = """
CREATE TABLE ties AS SELECT a.speaker AS one, b.speaker AS other, sum(1 - abs(a.level - b.level) / 2) AS weight
FROM said a JOIN said b ON a.claim = b.claim AND a.speaker < b.speaker GROUP BY ALL HAVING weight <> 0
"""


def duckdb(path: Path) -> Found:
    """Join the same file with itself in DuckDB; what does not fit into its memory goes to disk."""
    import duckdb as engine

    start = time.perf_counter()
    connection = engine.connect()
    connection.execute(f"SET memory_limit = '{os.environ.get('WAY_MEMORY', '8GB')}'")
    connection.execute(f"SET temp_directory = '{path.parent / 'spilled'}'")
    connection.execute("CREATE TABLE said AS SELECT speaker, claim, level FROM read_parquet(?)", [str(path)])
    read = time.perf_counter()
    connection.execute(SQL)
    end = time.perf_counter()
    row = connection.execute("SELECT count(*), sum(weight) FROM ties").fetchone()
    assert row
    return Found(end - read, read - start, int(row[0]), float(row[1]))


def spark(path: Path) -> Found:
    """Run the same projection as a job on a Spark of this machine, from Parquet to Parquet."""
    import pyarrow.dataset as ds

    from counterpoint.network.spark import project_on_spark, start

    begin = time.perf_counter()
    output = path.with_suffix(".edges")
    with start() as session:
        read = time.perf_counter()
        project_on_spark(session, path).write(output, replace=True)
        end = time.perf_counter()
    ties, total = 0, 0.0
    for batch in ds.dataset(output, format="parquet").to_batches(columns=["weight"]):
        ties, total = ties + len(batch), total + batch.column(0).to_numpy().sum()
    return Found(end - read, read - begin, ties, float(total))


WAYS: Final[dict[str, Callable[[Path], Found]]] = {
    "counterpoint": counterpoint,
    "pairwise": pairwise,
    "sparql": sparql,
    "duckdb": duckdb,
    "spark": spark,
}
NAMES: Final = {
    "counterpoint": "counterpoint",
    "pairwise": "pairwise loop in Python",
    "sparql": "self-join in SPARQL, Oxigraph in memory",
    "duckdb": "the same join in DuckDB",
    "spark": "counterpoint on Spark, from Parquet to Parquet",
}


def main(way: str, path: str) -> None:
    """Run one way and print what it found."""
    found: dict[str, Any] = WAYS[way](Path(path))._asdict()
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
