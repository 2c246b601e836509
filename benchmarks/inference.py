"""Time the rules: agreements and disagreements of a whole debate.

python -m benchmarks.inference --statements 100000
"""

from __future__ import annotations

import tempfile
import time

import click
import pyoxigraph as ox

from benchmarks.measuring import report, show, table
from benchmarks.stores import Setting, fill, infer
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.workspace import DEFAULT_MAX_PAIRS

ALIGNMENTS = "SELECT (COUNT(*) AS ?n) WHERE { VALUES ?kind { cp:Agreement cp:Disagreement } ?x a ?kind }"


@click.command(context_settings={"show_default": True})
@click.option("--statements", default=100_000, type=click.IntRange(1))
@click.option("--spread", default=1.0, type=click.FloatRange(0), help="How unequally popular claims are; 0 is equally.")
@click.option("--max-pairs", default=DEFAULT_MAX_PAIRS, type=click.IntRange(0))
@click.option("--where", default="memory,disk", help="Which stores.")
def main(statements: int, spread: float, max_pairs: int, where: str) -> None:
    """Measure inference."""
    setting = Setting(statements, spread, max_pairs)
    rows = []
    for place in where.split(","):
        with tempfile.TemporaryDirectory() as folder:
            rows.append([place, *measure(EmbeddedStore(ox.Store(folder) if place == "disk" else None), setting)])
    header = ["store", "load", "rules", "claims compared", "left out", "alignments", "quads before", "quads after"]
    report("Inference", [f"{setting}, at most {max_pairs:,} pairs.", table(header, rows)])


def measure(store: EmbeddedStore, setting: Setting) -> list[str]:
    """Fill a store and run the rules over it."""
    debate = setting.debate()
    start = time.perf_counter()
    fill(store.engine, debate)
    loaded, before = time.perf_counter(), len(store.engine)
    found = infer(store, setting.max_pairs)
    end = time.perf_counter()
    ((alignments,),) = store.table(ALIGNMENTS)
    counts = (found.claims, len(found.left_out), int(alignments), before, len(store.engine))
    return [show(loaded - start), show(end - loaded), *(f"{count:,}" for count in counts)]


if __name__ == "__main__":
    main()
