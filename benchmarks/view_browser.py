"""A page looked at in a real browser: when it is ready, how evenly it moves, how soon it answers."""

from __future__ import annotations

import math
import os
import re
import shutil
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, ViewportSize

    from counterpoint.view.debate import Debate

WINDOW: Final[ViewportSize] = {"width": 1280, "height": 800}
_COLLECTOR: Final = (Path(__file__).with_name("view_peers") / "collector.js").read_text(encoding="utf-8")
_ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",  # WebGL without a graphics card, for sigma
    "--disable-background-networking",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND",  # what a page wants from the net is refused at once
)


class Visit(NamedTuple):
    """What one visit of a page took.

    :param ready: seconds from the start of the navigation until the first picture is on the screen; None: too long.
    :param evidence: seconds until the words can be read, too; None where a page has no mark for that.
    :param frame: the 95th percentile of the time between frames, in seconds; None where there was nothing to move.
    """

    ready: float | None
    evidence: float | None
    frame: float | None


@contextmanager
def browsing(playwright: Playwright) -> Iterator[Browser]:
    """Start a Chromium without a window: the one that CHROMIUM names, else the installed one."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    browser = playwright.chromium.launch(executable_path=path, args=[*_ARGUMENTS])
    try:
        yield browser
    finally:
        browser.close()


def visit(playwright: Playwright, file: Path, *, ours: bool, limit: float, moving: float) -> Visit:
    """Open a page in a browser of its own, wait until it is ready, and move its picture.

    :param ours: whether the page says when its words can be read.
    :param limit: seconds after which it counts as never ready.
    :param moving: seconds of dragging, and again of zooming.
    """
    with browsing(playwright) as browser:
        page, marks = open_page(browser, file)
        ready = _wait(page, marks, "ready", limit)
        if ready is None:
            return Visit(None, None, None)
        evidence = _wait(page, marks, "evidence", limit) if ours else None
        return Visit(ready, evidence, _frame(page, moving))


def open_page(browser: Browser, file: Path) -> tuple[Page, dict[str, float]]:
    """Open a file with the collector in it; do not wait for anything.

    :returns: the page, and the seconds at which it had a mark, which come in later.
    """
    page = browser.new_context(viewport=WINDOW, bypass_csp=True).new_page()
    page.add_init_script(_COLLECTOR)
    marks: dict[str, float] = {}

    def note(message: ConsoleMessage) -> None:
        if found := re.fullmatch(r"measured (\w+) ([\d.]+)", message.text):
            marks[found[1]] = float(found[2]) / 1000

    page.on("console", note)
    page.goto(file.as_uri(), wait_until="commit")
    return page, marks


def answers(playwright: Playwright, file: Path, debate: Debate, *, limit: float, times: int) -> tuple[list[float], ...]:
    """Time how soon our page shows the lines of one speaker, and then the words behind one of them.

    :param times: how many speakers to look at.
    :returns: seconds from the key or click to the frame after it: of the switches, and of the words.
    """
    step = max(1, len(debate.speakers) // times)
    switches, words = list[float](), list[float]()
    with browsing(playwright) as browser:
        page, marks = open_page(browser, file)
        assert _wait(page, marks, "evidence", limit) is not None
        for speaker in debate.speakers[step // 2 :: step][:times]:
            page.locator("#search").fill(speaker.name)
            page.keyboard.press("Enter")
            switch = _last_answer(page)
            if page.locator("#focus-bar").is_hidden():  # all speakers are drawn, so they are not left for one
                page.locator("#panel").get_by_role("button", name="Show only this speaker").click()
                switch = _last_answer(page)
            if not page.locator("#panel .relations a").count():
                continue  # nobody agrees or disagrees
            switches.append(switch)
            page.locator("#panel .relations a").first.click()
            words.append(_last_answer(page))
            page.locator("#panel blockquote").first.wait_for()
    return switches, words


def _wait(page: Page, marks: dict[str, float], name: str, limit: float) -> float | None:
    """Give the seconds at which the page had a mark; None where it does not have it in time."""
    end = time.monotonic() + limit
    while name not in marks and time.monotonic() < end:
        page.wait_for_timeout(20)
    return marks.get(name)


def _last_answer(page: Page) -> float:
    """Take the time of the last click or key."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if found := page.evaluate("measured.answers.splice(0)"):
            return float(found[-1]) / 1000
        time.sleep(0.02)
    raise TimeoutError("a click was not answered")


def _frame(page: Page, seconds: float) -> float:
    """Drag a page's picture about and zoom it with the mouse, and give the 95th percentile of the frame times."""
    canvas = page.locator("canvas").first.bounding_box()
    assert canvas
    x, y = canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2
    page.mouse.move(x, y)
    page.evaluate("measured.collecting = true")
    page.mouse.down()
    start = time.monotonic()
    while (turn := time.monotonic() - start) < seconds:
        page.mouse.move(x + 150 * math.sin(3 * turn), y + 100 * math.sin(4 * turn))
    page.mouse.up()
    page.mouse.move(x, y)
    start = time.monotonic()
    while (turn := time.monotonic() - start) < seconds:
        page.mouse.wheel(0, -60 if turn % 2 < 1 else 60)
        time.sleep(0.01)
    frames: Sequence[float] = page.evaluate("(measured.collecting = false, measured.frames)")
    gaps = [(later - sooner) / 1000 for sooner, later in pairwise(frames)]
    return statistics.quantiles(gaps, n=20)[-1]
