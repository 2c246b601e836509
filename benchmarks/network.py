"""Measure the congruence network: from the open store, and as debates grow, against three ways without matrices.

    python -m benchmarks.network
    python -m benchmarks.network --sizes "" --spread 1,0
    python -m benchmarks.network --statements 0 --sizes 10000,100000,1000000,10000000

All ways make the same network, which is checked: w(i, j) = Σ over claims and pairs of statements (1 - |k - k'| / 2),
the definition of the Discourse Network Analyzer with levels from -1 to 1.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from benchmarks import network_growth, network_stages
from benchmarks.measuring import report
from benchmarks.network_ways import WAYS
from benchmarks.stores import CACHE, Setting


@click.command(context_settings={"show_default": True})
@click.option("--statements", default=100_000, type=click.IntRange(0), help="In the open store; 0 leaves that out.")
@click.option("--spread", default="1,0", help="How unequally popular claims are; several with commas between.")
@click.option("--repeat", "times", default=5, type=click.IntRange(1), help="How often to run it from the open store.")
@click.option("--sizes", default="10000,100000,1000000", help="Debates of how many statements to compare ways on.")
@click.option("--ways", default="counterpoint,pairwise,sparql,duckdb", help=f"Any of {', '.join(WAYS)}.")
@click.option("--limit", default=600.0, help="Seconds after which a way has not finished.")
@click.option("--memory", default=8.0, help="GB that a way may take.")
def main(statements: int, spread: str, times: int, sizes: str, ways: str, limit: float, memory: float) -> None:
    """Measure the projection."""
    parts = []
    for value in spread.split(",") if statements else ():
        with tempfile.TemporaryDirectory() as folder:
            parts.append(network_stages.measure(Setting(statements, float(value)), Path(folder) / "db", times))
    if sizes:
        counts, names = [int(size) for size in sizes.split(",")], ways.split(",")
        parts += network_growth.measure(counts, names, CACHE / "statements", limit, memory * network_growth.GB)
    target = (
        "Targets: at most 1 s for 100,000 statements from the open store, 60 s and 8 GB for 10,000,000 from the table."
    )
    report("Congruence network", [*parts, target])


if __name__ == "__main__":
    main()
