"""Write an invented debate: ``python -m benchmarks.synthetic --statements 100000 --format nquads debate.nq``."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

import click

from benchmarks.synthetic import Debate, Size, nquads, write_workspace


@click.command(context_settings={"show_default": True})
@click.option("--statements", default=100_000, type=click.IntRange(1), help="How many statements.")
@click.option("--sources", type=click.IntRange(1), help="How many sources; by default one for ten statements.")
@click.option("--spread", default=1.0, type=click.FloatRange(0), help="How unequally popular claims are; 0 is equally.")
@click.option("--seed", default=1, help="Another seed makes another debate.")
@click.option("--format", "form", default="nquads", type=click.Choice(["nquads", "workspace"]))
@click.argument("out", type=click.Path(path_type=Path))
def main(statements: int, sources: int | None, spread: float, seed: int, form: str, out: Path) -> None:
    """Write an invented debate to OUT: a file (- for standard output), or a folder for a workspace."""
    debate = Debate(seed, Size.of(statements, sources, spread))
    if form == "workspace":
        write_workspace(debate, out)
        return
    target: BinaryIO = sys.stdout.buffer
    with nullcontext(target) if str(out) == "-" else out.open("wb") as file:
        file.writelines(nquads(debate))


if __name__ == "__main__":
    main()
