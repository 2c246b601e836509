"""Time what changes one source or one person of a large debate, beside doing it by hand: copy a file, build.

python -m benchmarks.adding --sources 10000 --statements 100000 --folder debate
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks.build import size_of
from benchmarks.measuring import RUN_COLUMNS, Run, counterpoint, report, run, summarise, table
from benchmarks.synthetic import Debate, Size, write_workspace

_SPEAKER = re.compile(r"^  - speaker: (\S+)$", re.MULTILINE)


@click.command(context_settings={"show_default": True})
@click.option("--sources", default=10_000, type=click.IntRange(1), help="How many sources.")
@click.option("--statements", default=100_000, type=click.IntRange(1), help="How many statements they hold.")
@click.option("--repeat", default=7, type=click.IntRange(1), help="How many changes to time.")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where to keep the workspace; one that is there is used."
)
def main(sources: int, statements: int, repeat: int, folder: Path | None) -> None:
    """Measure changing."""
    with tempfile.TemporaryDirectory() as temporary:
        where = folder or Path(temporary) / "debate"
        if not where.is_dir():
            write_workspace(Debate(1, Size.of(statements, sources)), where)
        subprocess.run([*counterpoint(), "build", "-w", str(where)], check=True, capture_output=True)
        measure(where, repeat, f"{sources:,} YAML sources, {statements:,} statements")


def measure(folder: Path, repeat: int, what: str) -> None:
    """Time each kind of change, as whole processes; at the end the debate is as it was."""

    def command(name: str, *arguments: str) -> Run:
        return run([*counterpoint(), name, *arguments, "-w", str(folder)])

    person = _speaker_of(folder, statements=5)
    runs: dict[str, list[Run]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        new = Path(temporary, "newcomer.yaml")
        new.write_text(_newcomer(folder), encoding="utf-8")
        target = folder / "graph" / "sources" / "newcomer.yaml"
        steps: dict[str, Callable[[], Run]] = {
            "`diff FILE`": lambda: command("diff", str(new)),
            "`add FILE`": lambda: command("add", str(new)),
            "`rename` of that source": lambda: command("rename", "newcomer", "comer", "--yes"),
            "`undo` of that": lambda: command("undo", "--yes"),
            "`remove` of that source": lambda: command("remove", "newcomer", "--yes"),
            "`rename` of a speaker of five statements": lambda: command("rename", person, f"{person}-x", "--yes"),
            "`rename` of the same, back": lambda: command("rename", f"{person}-x", person, "--yes"),
            "`cp FILE graph/sources/`, `build`": lambda: _by_hand(lambda: shutil.copy(new, target), folder),
            "`rm graph/sources/FILE`, `build`": lambda: _by_hand(target.unlink, folder),
        }
        for _ in range(repeat):
            for name, step in steps.items():
                runs.setdefault(name, []).append(step())
    rows = [[name, *summarise(found)] for name, found in runs.items()]
    notes = (
        f"{what}: {size_of(folder / 'graph'):.1f} MB of records, {size_of(folder / '.counterpoint'):.0f} MB on disk."
    )
    target_text = (
        "Target: `add` at most 1 s. Each time is that of a whole process, its start included. By hand nothing is shown "
        "before, nothing can be undone, and where the build finds faults the file is there all the same."
    )
    report("Changing", [notes, table(["`counterpoint …`", *RUN_COLUMNS], rows), target_text])


def _newcomer(folder: Path) -> str:
    """Make a source of ten statements of one that is there."""
    found = folder / "graph" / "sources"
    text = sorted(found.glob("*.yaml"))[len(list(found.glob("*.yaml"))) // 2].read_text(encoding="utf-8")
    return re.sub(r"(?m)^  id: .*$", "  id: newcomer", text, count=1)


def _speaker_of(folder: Path, statements: int) -> str:
    """Find a speaker of so many statements in all, or the nearest number."""
    counts: Counter[str] = Counter()
    for path in (folder / "graph" / "sources").glob("*.yaml"):
        counts.update(_SPEAKER.findall(path.read_text(encoding="utf-8")))
    return min(counts, key=lambda name: (abs(counts[name] - statements), name))


def _by_hand(change: Callable[[], object], folder: Path) -> Run:
    change()
    return run([*counterpoint(), "build", "-w", str(folder)])


if __name__ == "__main__":
    main()
