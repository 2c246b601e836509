"""Find things on the network page, and click them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterpoint.view.payload import opaque

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from counterpoint.view.debate import Debate


def line(debate: Debate, one: str, other: str, sign: int) -> str:
    """Give the id of the line between two speakers."""
    parties = tuple(sorted((f"p/{one}", f"p/{other}")))
    assert any(edge.parties == parties and edge.sign == sign for edge in debate.edges)
    return "~".join([*(opaque("s", party) for party in parties), "agree" if sign > 0 else "disagree"])


def spot(page: Page, name: str) -> dict[str, float] | None:
    """Find where a speaker or the middle of a line is on the screen."""
    found: dict[str, float] | None = page.evaluate("name => counterpoint.spotOf(name)", name)
    return found


def click(page: Page, name: str, *, count: int = 1) -> None:
    found = spot(page, name)
    assert found
    page.mouse.click(found["x"], found["y"], click_count=count)


def panel(page: Page) -> Locator:
    return page.locator("#panel")


def heading(page: Page) -> Locator:
    return panel(page).get_by_role("heading", level=2)
