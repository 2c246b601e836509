"""A server on which drafts are confirmed; each test has a draft of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.editing.browsing import OpenPage
from tests.web.editing.eastmere import furnish
from tests.web.editing.visiting import Visitor
from tests.web.serving import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="session")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the debate."""
    return furnish(tmp_path_factory.mktemp("editing") / "debate")


@pytest.fixture(scope="session")
def editing(debate: Path) -> Iterator[Served]:
    """Serve it to whoever uses this machine."""
    with serving("--edit", "--max-request", "200000", workspace=debate) as served:
        yield served


@pytest.fixture
def visitor(editing: Served) -> Visitor:
    """Give somebody who has said who they are."""
    return Visitor(editing).introduce()


@pytest.fixture
def open_page(browser: Browser, editing: Served) -> Iterator[OpenPage]:
    """Open pages as Jane Doe; afterwards none may have complained, or asked another server for anything."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def open_one(path: str, *, width: int = 1440, height: int = 900, **settings: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        port = editing.address[1]
        context.add_cookies([{"name": f"counterpoint-coder-{port}", "value": "jane-doe", "url": f"{editing.url}/edit"}])
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("request", lambda asked: None if asked.url.startswith(editing.url) else faults.append(asked.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Failed to load" not in said.text else None)
        page.goto(editing.url + path)
        if settings.get("java_script_enabled", True) and page.locator("main.bench").count():
            page.locator("html[data-ready=true]").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults
