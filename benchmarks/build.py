"""Time a build of many record files, a build after one change, and a build after none.

python -m benchmarks.build --sources 1000 --statements 30000
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.measuring import RUN_COLUMNS, Run, counterpoint, report, run, summarise, table
from benchmarks.synthetic import Debate, Size, write_workspace


@click.command(context_settings={"show_default": True})
@click.option("--sources", default=1000, type=click.IntRange(1), help="How many sources.")
@click.option("--statements", default=30_000, type=click.IntRange(1), help="How many statements they hold.")
@click.option("--repeat", default=5, type=click.IntRange(1), help="How many changes to time.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where to write the workspace, to keep it.")
def main(sources: int, statements: int, repeat: int, folder: Path | None) -> None:
    """Measure building."""
    with tempfile.TemporaryDirectory() as temporary:
        where = folder or Path(temporary)
        write_workspace(Debate(1, Size.of(statements, sources)), where)
        measure(where, repeat, f"{sources:,} YAML sources, {statements:,} statements")


def measure(folder: Path, repeat: int, what: str) -> None:
    """Time the builds of one workspace, each as a whole process."""
    build = [*counterpoint(), "build", "-w", str(folder)]
    records = sorted((folder / "graph" / "sources").glob("*.yaml"))
    runs: dict[str, list[Run]] = {"everything": [run([*build, "--fresh"])], "nothing changed": []}
    for _ in range(repeat):
        runs["nothing changed"].append(run(build))
    for number in range(repeat):
        runs.setdefault("a stance changed in one source", []).append(_after(change_stance, records[number], build))
    for number in range(repeat):
        path = records[-1 - number]
        runs.setdefault("a statement taken out of one source", []).append(_after(remove_statement, path, build))
    for _ in range(repeat):
        claims = folder / "graph" / "claims.yaml"
        runs.setdefault("a claim reworded in claims.yaml", []).append(_after(reword_claim, claims, build))
    rows = [[name, *summarise(found)] for name, found in runs.items()]
    notes = (
        f"{what}: {size_of(folder / 'graph'):.1f} MB of records, {size_of(folder / '.counterpoint'):.0f} MB on disk."
    )
    targets = "Target: at most 1 s after one changed file. Each time is that of a whole process, its start included."
    header = ["`counterpoint build`", *RUN_COLUMNS]
    report("Build", [notes, table(header, rows), targets])


def change_stance(text: str) -> str:
    """Turn the first support into opposition, so that agreements become disagreements."""
    return re.sub(r"^    supports:", "    opposes:", text, count=1, flags=re.MULTILINE)


def remove_statement(text: str) -> str:
    """Take the last statement out; nothing refers to it."""
    return text[: text.rindex("  - speaker:")]


def reword_claim(text: str) -> str:
    """Put a word before the end of the first claim's name."""
    return text.replace(".\n", " now.\n", 1)


def size_of(folder: Path) -> float:
    """Say how many MB the files of a folder have; a file with several names counts once."""
    stats = [path.stat() for path in folder.rglob("*") if path.is_file()]
    return sum({(stat.st_dev, stat.st_ino): stat.st_size for stat in stats}.values()) / 1e6


def _after(change: Callable[[str], str], path: Path, build: list[str]) -> Run:
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")
    return run(build)


if __name__ == "__main__":
    main()
