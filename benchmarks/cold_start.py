"""Time `counterpoint ask` on the shipped graph against `python -c "import rdflib"`, whole processes, side by side.

    python -m benchmarks.cold_start --pairs 20

The two run in turn, so that whatever else the machine does falls on both; each pair gives one ratio.
"""

from __future__ import annotations

import statistics
import sys

import click

from benchmarks.measuring import REPOSITORY, RUN_COLUMNS, counterpoint, report, run, summarise, table

QUESTION = ("ask", "what-a-speaker-said", "--speaker", "Michael West")


@click.command(context_settings={"show_default": True})
@click.option("--pairs", default=20, type=click.IntRange(1), help="How many runs of each.")
def main(pairs: int) -> None:
    """Measure the cold start."""
    ours = [*counterpoint(), "-w", str(REPOSITORY), *QUESTION]
    commands = {
        f"counterpoint {' '.join(QUESTION)}".replace("Michael West", '"Michael West"'): ours,
        'python -c "import rdflib"': [sys.executable, "-c", "import rdflib"],
        'python -c ""': [sys.executable, "-c", ""],
    }
    for command in commands.values():  # builds the graph, compiles modules, warms the file cache
        run(command)
        run(command)
    runs = [[run(command) for command in commands.values()] for _ in range(pairs)]
    ratios = [one.seconds / other.seconds for one, other, _ in runs]
    rows = [[f"`{name}`", *summarise(column)] for name, column in zip(commands, zip(*runs, strict=True), strict=True)]
    verdict = (
        f"Ratio of the first to the second, pair by pair ({pairs} pairs): least {min(ratios):.2f}, "
        f"**median {statistics.median(ratios):.2f}**, most {max(ratios):.2f}; target at most 1.00."
    )
    report("Cold start", [table(["whole process", *RUN_COLUMNS], rows), verdict])


if __name__ == "__main__":
    main()
