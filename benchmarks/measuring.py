"""What every benchmark shares: timing, processes with their peak memory, the machine, Markdown tables."""

from __future__ import annotations

import datetime
import gc
import importlib.metadata
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

Result = TypeVar("Result")

REPOSITORY: Final = Path(__file__).resolve().parents[1]
RUN_COLUMNS: Final = ("min", "median", "max", "processor time", "peak memory")
PACKAGES: Final = ("pyoxigraph", "rdflib", "networkx", "scipy", "numpy", "pyshacl", "PyYAML")


@dataclass(frozen=True)
class Times:
    """Seconds that repeated runs took."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        """The one in the middle."""
        return statistics.median(self.seconds)

    def cells(self) -> list[str]:
        """Give min, median and max as cells of a table."""
        return [show(min(self.seconds)), show(self.median), show(max(self.seconds))]


class Run(NamedTuple):
    """What one process took: seconds from start to end, seconds of processor time, and its peak memory in MB."""

    seconds: float
    cpu: float
    megabytes: float


def show(seconds: float) -> str:
    """Write a time with three digits that mean something.

    >>> show(0.01234), show(12.345)
    ('12.3 ms', '12.3 s')
    """
    if seconds < 1:
        return f"{seconds * 1000:.3g} ms"
    return f"{seconds:.3g} s" if seconds < 100 else f"{seconds:.0f} s"


def summarise(runs: Sequence[Run]) -> list[str]:
    """Give the runs of one program as cells: min, median and max time, median processor time, peak memory."""
    cpu = statistics.median(run.cpu for run in runs)
    memory = max(run.megabytes for run in runs)
    return [*Times([run.seconds for run in runs]).cells(), show(cpu), f"{memory:.0f} MB"]


def repeat(action: Callable[[], Result], times: int) -> tuple[Times, Result]:
    """Run an action several times; return the times and what the last run gave."""
    seconds = []
    result: Result | None = None
    for _ in range(times):
        result = None  # or to let go of the last result would be timed with the next
        gc.collect()
        start = time.perf_counter()
        result = action()
        seconds.append(time.perf_counter() - start)
    assert result is not None
    return Times(seconds), result


def run(command: Sequence[str], cwd: Path | None = None) -> Run:
    """Run a program to its end, its output piped away, and say what it took.

    Compiled Python files are kept, as they are for a user.

    :raises subprocess.CalledProcessError: where it fails.
    """
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=errors)
        assert process.stdout
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stdout.close()
        if process.returncode:
            errors.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, output, errors.read())
    # Linux gives kilobytes, macOS bytes.
    cpu = usage.ru_utime + usage.ru_stime
    return Run(seconds, cpu, usage.ru_maxrss / (1000 if sys.platform == "linux" else 1_000_000))


def counterpoint() -> list[str]:
    """Give the command line of `counterpoint`: the installed command, else the package."""
    installed = Path(sys.executable).with_name("counterpoint")
    if installed.exists():
        return [str(installed)]
    return [sys.executable, "-c", "from counterpoint.cli import main; main()"]


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Lay out a Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def report(title: str, parts: Iterable[str]) -> None:
    """Print a benchmark's section: what it is, where it ran, its tables."""
    print(f"## {title}\n\n{machine()}\n")
    for part in parts:
        print(f"{part}\n")


def machine() -> str:
    """Describe where and with what the figures were measured."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    facts: Mapping[str, str] = {
        "Measured": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
    }
    return "; ".join(f"{name} {value}" for name, value in facts.items()) + f"; {versions}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
