"""Measure the network page in a real browser, beside stock pyvis, force-graph and sigma on the same data.

    python -m benchmarks.view

Each figure is the median of some visits, each in a browser of its own: Chromium without a window and without a
graphics card. A page is ready when its first picture is on the screen: ours says so itself, pyvis when its simulation
has had its turns, the others when they have drawn twice (force-graph) or once (sigma). Positions are computed before
and are the same for all but stock pyvis; every line has the same words. Needs node's npm, which fetches the peers.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Final

import click

from benchmarks.measuring import report, show, table
from benchmarks.synthetic.planted import plant
from benchmarks.synthetic.storing import store_of
from benchmarks.view_browser import Visit, answers, browsing, visit
from benchmarks.view_pages import PACKAGES, Pages, install
from counterpoint.view import read_debate, render, write

if TYPE_CHECKING:
    from playwright.sync_api import Playwright

    from counterpoint.view.debate import Debate

OURS: Final = "counterpoint"
TARGETS: Final = {  # speakers: seconds to ready, 95th percentile of a frame, megabytes
    100: (0.5, 0.020, 1.0),
    1_000: (0.7, 0.035, 1.5),
    5_000: (1.0, 0.035, 3.0),
    20_000: (1.5, 0.035, 8.0),
}
WRITING: Final = {1_000: 1.0, 20_000: 15.0}


_HEADER: Final = ("", "speakers", "lines", "ready", "words, too", "p95 frame", "page", "targets")
_ANSWERS: Final = ("speakers", "lines of one speaker: median", "most", "words behind a line: median", "most")
_WRITTEN: Final = ("speakers", "in all, first", "in all, median", "reading", "making the page", "targets")


@click.command(context_settings={"show_default": True})
@click.option("--speakers", default="100,1000,5000,20000", help="How many speakers; five times as many lines.")
@click.option("--visits", default=3, type=click.IntRange(1), help="How often each page is opened.")
@click.option("--moving", default=3.0, type=click.FloatRange(0.1), help="Seconds of dragging, and again of zooming.")
@click.option("--limit", default=60.0, type=click.FloatRange(1), help="Seconds to wait for a page to be ready.")
@click.option("--peers/--no-peers", default=True, help="Measure the other libraries, too.")
@click.option("--only", default="", help="Measure the pages of which the name begins so.")
@click.option("--writing", default="1000,20000", help="How many speakers to write a page of from a store.")
def main(speakers: str, visits: int, moving: float, limit: float, peers: bool, only: str, writing: str) -> None:
    """Measure the network page."""
    from playwright.sync_api import sync_playwright

    sizes, stores = (tuple(map(int, filter(None, given.split(",")))) for given in (speakers, writing))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        modules = install(folder) if peers else folder
        with browsing(playwright) as browser:
            where = f"Chromium {browser.version}, software rendering, a window of 1280 × 800"
        bench = Bench(playwright, folder, visits, moving, limit)
        rows, waits = list[list[str]](), list[list[str]]()
        for size in sizes:
            debate = plant(size).debate
            pages = Pages(debate, modules).kinds()
            chosen = [kind for kind in pages if kind.startswith(only) and (peers or kind == OURS)]
            rows += [bench.measure(kind, size, pages[kind]) for kind in chosen]
            if OURS in chosen:
                waits.append(bench.answer(size, debate))
    rows.sort(key=lambda row: list(pages).index(row[0]))
    versions = f"{where}; pyvis 0.3.2, {', '.join(PACKAGES)}." if peers else f"{where}."
    written = [write_from_store(size) for size in stores]
    report("Network page", [versions, table(_HEADER, rows), table(_ANSWERS, waits), table(_WRITTEN, written)])


class Bench:
    """What all pages are measured with.

    :param playwright: starts the browsers.
    :param folder: where the pages are written.
    :param visits: how often each is opened.
    :param moving: seconds of dragging, and of zooming.
    :param limit: seconds that a page may take to be ready.
    """

    def __init__(self, playwright: Playwright, folder: Path, visits: int, moving: float, limit: float) -> None:
        self.playwright, self.folder, self.visits, self.moving, self.limit = playwright, folder, visits, moving, limit

    def measure(self, kind: str, size: int, make: Callable[[], str]) -> list[str]:
        """Measure one page of one size."""
        file = write(make(), self.file(kind, size))
        found: list[Visit] = []
        while len(found) < self.visits and (not found or found[-1].ready is not None):
            found.append(visit(self.playwright, file, ours=kind == OURS, limit=self.limit, moving=self.moving))
        ready, evidence, frame = (_median(column) for column in zip(*found, strict=True))
        megabytes = file.stat().st_size / 1e6
        cells = [
            show(ready) if ready else f"over {self.limit:.0f} s",
            show(evidence) if evidence else "",
            show(frame) if frame else "",
            f"{megabytes:.2f} MB",
            _verdict(size, (ready, frame, megabytes)) if kind == OURS else "",
        ]
        click.echo(f"{kind}, {size:,} speakers: {', '.join(filter(None, cells))}", err=True)
        return [kind, f"{size:,}", f"{5 * size:,}", *cells]

    def answer(self, size: int, debate: Debate) -> list[str]:
        """Measure how soon our page shows the lines of a speaker, and the words behind one of them."""
        found = answers(self.playwright, self.file(OURS, size), debate, limit=self.limit, times=7)
        return [f"{size:,}", *(cell for seconds in found for cell in (show(median(seconds)), show(max(seconds))))]

    def file(self, kind: str, size: int) -> Path:
        """Name the file of a page."""
        return self.folder / f"{kind}-{size}.html"


def write_from_store(size: int) -> list[str]:
    """Write our page from an open store: once with all that is loaded for it, then three times more."""
    store = store_of(plant(size).debate)
    runs = []
    with tempfile.TemporaryDirectory() as name:
        for _ in range(4):
            start = time.perf_counter()
            debate = read_debate(store)
            read = time.perf_counter()
            write(render(debate), Path(name) / "network.html")
            runs.append((read - start, time.perf_counter() - read))
            del debate
    first, *others = (sum(run) for run in runs)
    reading, making = (median(column) for column in zip(*runs[1:], strict=True))
    target = WRITING.get(size)
    verdict = "" if target is None else f"{show(target)}: {'met' if first <= target else 'missed'}"
    return [f"{size:,}", *map(show, (first, median(others), reading, making)), verdict]


def _median(found: Sequence[float | None]) -> float | None:
    """Give the median, or nothing where one visit came to nothing."""
    return None if None in found else median(value for value in found if value is not None)


def _verdict(size: int, measured: Sequence[float | None]) -> str:
    """Say for each target whether it is met."""
    if size not in TARGETS:
        return ""
    seconds, frame, megabytes = TARGETS[size]
    names = (show(seconds), show(frame), f"{megabytes:g} MB")
    pairs = zip(names, TARGETS[size], measured, strict=True)
    return ", ".join(f"{name}: {'met' if got is not None and got <= most else 'missed'}" for name, most, got in pairs)


if __name__ == "__main__":
    main()
