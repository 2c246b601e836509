"""The reports in a real browser: readable by everybody, on a phone and on a desk, by day and by night."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from counterpoint.corpus import Corpus
from counterpoint.reliability.comparing import Reliability
from tests.reliability.test_texts import A, B

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(params=["reliability", "ontology"])
def report(request: pytest.FixtureRequest, compare: Callable[..., Reliability], tmp_path: Path) -> Path:
    """Write the page of a comparison, or that of the shipped ontology."""
    path = tmp_path / "report.html"
    data = compare(A, B, A).write("html") if request.param == "reliability" else None
    path.write_bytes(data or Corpus.show_ontology(where=":demo:", format="html"))
    return path


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_a_report_is_readable_by_everybody(
    browser: Browser, report: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("request", lambda asked: problems.append(asked.url) if not asked.url.startswith("file:") else None)
    page.goto(report.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "a reader has to scroll sideways"
    assert problems == []
    context.close()
    # axe is put into the page, which the page's own policy forbids.
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(report.as_uri())
    found = Axe().run(page).response["violations"]
    context.close()
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
