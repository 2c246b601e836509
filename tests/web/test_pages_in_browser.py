"""The pages that people come to from elsewhere, in a real browser: readable by everybody, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.serving import Served, iri

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PATHS = (
    f"/thing?iri={iri('https://w3id.org/counterpoint/ns#supports')}",
    "/person/micheal-west",
)
"""Pages that no link on the others needs to lead to; those are looked at in test_in_browser."""


@pytest.fixture(scope="session")
def site_url(demo: Served) -> str:
    """Give the address of the site that the browser looks at."""
    return demo.url


@contextmanager
def looking(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """Open pages, and fail where one writes an error, or asks for anything that is not of the site."""
    context = browser.new_context(**options)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("request", lambda asked: None if asked.url.startswith(url) else problems.append(asked.url))
    try:
        yield page
        # A page that is not there is told by its status, which the console repeats.
        assert [problem for problem in problems if "404 (Not Found)" not in problem] == []
    finally:
        context.close()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_page_is_accessible_and_fits(path: str, scheme: str, width: int, site_url: str, browser: Browser) -> None:
    with looking(browser, site_url, viewport={"width": width, "height": 800}, color_scheme=scheme) as page:
        page.goto(site_url + path)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("h1")).to_have_count(1)


def test_a_keyboard_skips_to_the_content_and_sees_where_it_is(site_url: str, browser: Browser) -> None:
    with looking(browser, site_url) as page:
        page.goto(site_url)
        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")
        expect(skip).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()
        page.keyboard.press("Tab")
        focused = page.locator("main :focus")
        expect(focused).to_have_count(1)
        assert focused.evaluate("at => getComputedStyle(at).outlineStyle") == "solid"


def test_a_slip_in_an_address_leads_to_the_page_that_is_meant(site_url: str, browser: Browser) -> None:
    with looking(browser, site_url) as page:
        page.goto(f"{site_url}/person/micheal-west")
        page.get_by_role("link", name="Michael West").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Michael West")
