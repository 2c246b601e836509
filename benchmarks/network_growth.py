"""How ways to make the congruence network grow with the debate, in time and memory."""

from __future__ import annotations

import json
import math
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from benchmarks.children import Failed, watched
from benchmarks.measuring import show, table
from benchmarks.network_ways import NAMES
from benchmarks.synthetic.columns import invent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

GB: Final = 1_000_000_000


class Outcome(NamedTuple):
    """What came of one way at one size: what it found, or why it found nothing."""

    seconds: float = math.nan
    reading: float = math.nan
    megabytes: float = math.nan
    ties: int = 0
    total: float = 0.0
    note: str = ""
    failed: str = ""

    def cells(self) -> list[str]:
        """Give it as cells of a table."""
        if self.failed:
            return [self.failed, "", "", ""]
        return [show(self.seconds), show(self.reading), f"{self.megabytes:,.0f} MB", f"{self.ties:,}"]


def measure(sizes: Sequence[int], ways: Sequence[str], folder: Path, limit: float, memory: float) -> list[str]:
    """Run all ways at all sizes, each in a process of its own.

    A way that has not ended in time, or takes too much memory, is not run at larger sizes.

    :param limit: seconds.
    :param memory: bytes.
    """
    outcomes: dict[tuple[str, int], Outcome] = {}
    parts = []
    for size in sizes:
        path = folder / f"{size}.parquet"
        if not path.exists():
            _write(size, path)
        for way in ways:
            before = [outcomes[way, smaller].failed for smaller in sizes if (way, smaller) in outcomes]
            outcomes[way, size] = (
                Outcome(failed="not tried") if any(before) else run(way, path, limit=limit, memory=memory)
            )
            print(f"{way} {size:,}: {outcomes[way, size]}", file=sys.stderr)
        _check([outcomes[way, size] for way in ways])
        rows = [[NAMES[way], *outcomes[way, size].cells()] for way in ways]
        notes = {outcomes[way, size].note for way in ways} - {""}
        head = [f"{size:,} statements", "time", "reading", "peak memory", "ties"]
        parts.append("\n\n".join([table(head, rows), *sorted(notes)]))
    return [*parts, _growth(sizes, ways, outcomes)]


def run(way: str, path: Path, *, limit: float, memory: float) -> Outcome:
    """Run one way in a process of its own, which ends when it passes a limit."""
    command = [sys.executable, "-m", "benchmarks.network_ways", way, str(path)]
    try:
        output, megabytes = watched(command, limit=limit, memory=memory)
    except Failed as problem:
        return Outcome(failed=str(problem))
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return Outcome(megabytes=megabytes, **found)


def _write(size: int, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(invent(size).to_parquet())


def _check(outcomes: Sequence[Outcome]) -> None:
    """See that all that found something found the same; where ties were left out, their weights are, too."""
    found = [outcome for outcome in outcomes if not outcome.failed]
    assert len({outcome.ties for outcome in found}) <= 1, "the ways find different networks"
    assert len({round(outcome.total, 3) for outcome in found if not outcome.note}) <= 1, "their weights differ"


def _growth(sizes: Sequence[int], ways: Sequence[str], outcomes: dict[tuple[str, int], Outcome]) -> str:
    """Give for each step in size the exponent: 1 where time grows as statements do, 2 where as their square."""
    rows = []
    for way in ways:
        steps = [(outcomes[way, one], outcomes[way, other], math.log(other / one)) for one, other in pairwise(sizes)]
        for name, value in (("time", "seconds"), ("memory", "megabytes")):
            exponents = [math.log(getattr(b, value) / getattr(a, value)) / step for a, b, step in steps]
            rows.append([f"{NAMES[way]}: {name}", *("" if math.isnan(e) else f"{e:.2f}" for e in exponents)])
    ties = [max(outcomes[way, size].ties for way in ways) for size in sizes]
    grown = [
        math.log(b / a) / math.log(other / one) if a and b else math.nan
        for (a, b), (one, other) in zip(pairwise(ties), pairwise(sizes), strict=True)
    ]
    rows.append(["ties", *("" if math.isnan(e) else f"{e:.2f}" for e in grown)])
    return table(["grows with statements to the power of", *(f"{a:,} → {b:,}" for a, b in pairwise(sizes))], rows)
