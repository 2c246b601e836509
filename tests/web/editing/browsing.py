"""What tests in a real browser do alike."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page


class OpenPage(Protocol):
    """Open a page of the server in a browser of its own."""

    def __call__(self, path: str, *, width: int = 1440, height: int = 900, **settings: Any) -> Page: ...


def data_of(path: Path) -> dict[str, Any]:
    """Read the statements of a draft by their ids."""
    data = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    return {one["id"]: one for one in data["statements"]}


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + 8
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def select(page: Page, start: str, end: str, holder: str = ".article") -> None:
    """Select from one text to another with the mouse, as a reader does."""
    boxes = page.evaluate(
        """([start, end, holder]) => {
            const walker = document.createTreeWalker(document.querySelector(holder), NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const [from, to] = [node.data.indexOf(start), node.data.indexOf(end)];
                if (from >= 0) range.setStart(node, from);
                if (to >= 0) range.setEnd(node, to + end.length);
            }
            range.startContainer.parentElement.scrollIntoView({ block: "center", behavior: "instant" });
            const all = [...range.getClientRects()].filter((one) => one.width > 0);
            const [first, last] = [all[0], all.at(-1)];
            return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
        }""",
        [start, end, holder],
    )
    page.mouse.move(boxes[0], boxes[1])
    page.mouse.down()
    page.mouse.move((boxes[0] + boxes[2]) / 2, boxes[3], steps=4)
    page.mouse.move(boxes[2], boxes[3], steps=4)
    page.mouse.up()
