"""The pages in a real browser: what people do there, at two widths, in light and dark, without a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.serving import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

    OpenPage = Callable[..., Page]

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/person/stephen-gillam",
    "/organisation/kings-fund",
    "/claim/every-doctor-is-a-leader",
    "/topic/who-leads",
    "/source/bmj-i631",
    "/statement/bmj-i631/gillam-2/every-doctor-is-a-leader",
    "/thing?iri=https%3A%2F%2Fw3id.org%2Fcounterpoint%2Froles%23lecturer",
    "/ask",
    "/ask/who-disagrees?speaker=Stephen+Gillam",
    "/search?q=lead",
    "/api",
    "/ns",
    "/editor",
    "/network",
)


@pytest.fixture
def open_page(browser: Browser, demo: Served) -> Iterator[OpenPage]:
    """Open pages of the server; afterwards, none may have asked another one for anything, or complained."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "404" not in message.text:
            faults.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith((demo.url, "data:", "blob:")):
            faults.append(request.url)

    def open_one(path: str, *, width: int = 1280, height: int = 900, **settings: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8_000)
        page.on("request", watch)
        page.on("console", complain)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(demo.url + path)
        if path.startswith(("/editor", "/network")) and settings.get("java_script_enabled", True):
            page.locator("html[data-ready=true]").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_serious(open_page: OpenPage, path: str, scheme: str) -> None:
    page = open_page(path, color_scheme=scheme)
    if path == "/editor":
        page.locator(".yasqe_queryButton").first.click()
        page.locator("#yasgui .yasr table").first.wait_for()
    # Between a light page and a dark one only colours differ.
    found = Axe().run(page, options={"runOnly": ["color-contrast", "link-in-text-block"]} if scheme == "dark" else None)
    serious = [
        (one["id"], [node["html"][:200] for node in one["nodes"]][:4])
        for one in found.response["violations"]
        if one["impact"] in ("serious", "critical")
    ]
    assert not serious


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_fits_its_width(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("h1").first.is_visible()


def test_the_words_behind_a_disagreement_are_three_clicks_away(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Every doctor is a leader.").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Every doctor is a leader."
    against = page.locator("section.against")
    assert "Stephen Gillam" in against.inner_text()
    assert "telling doctors you’re all leaders now" in against.inner_text()
    against.get_by_role("link", name="statement").click()
    assert "characters" in page.locator("dl.facts").inner_text()


def test_pages_work_without_javascript(open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_role("searchbox").first.fill("Gillam")
    page.get_by_role("searchbox").first.press("Enter")
    page.locator("main").get_by_role("link", name="Stephen Gillam").first.click()
    page.get_by_role("link", name="Every doctor is a leader.").first.click()
    page.goto(page.url.partition("/claim")[0] + "/ask/who-disagrees")
    page.get_by_label("Whose disagreements").fill("Stephen Gillam")
    page.get_by_role("button", name="Ask").click()
    assert page.locator("tbody tr").count() == 3
    page.goto(page.url.partition("/ask")[0] + "/editor")
    assert page.get_by_label("Query").is_visible()


def test_names_are_suggested_while_somebody_types(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_label("Find a person, organisation, claim or topic").press_sequentially("gil")
    page.locator("datalist option[value='Stephen Gillam']").wait_for(state="attached")


def test_an_answer_is_sorted_and_taken_away(open_page: OpenPage, demo: Served) -> None:
    page = open_page("/ask/most-quoted-speakers")
    page.get_by_role("link", name="statements").click()
    numbers = page.locator("tbody td.number:nth-child(2)").all_inner_texts()
    assert numbers == sorted(numbers, key=int)
    assert page.locator("th[aria-sort=ascending]").count() == 1
    page.get_by_role("link", name="statements").click()
    assert page.locator("tbody td.number:nth-child(2)").all_inner_texts() == numbers[::-1]
    link = page.get_by_role("link", name="CSV").get_attribute("href")
    assert link
    assert demo.get(link).text.startswith("speaker,speakerName,statements")


def test_the_sparql_of_an_answer_opens_in_the_editor_and_runs(open_page: OpenPage) -> None:
    page = open_page("/ask/who-disagrees?speaker=Stephen+Gillam")
    page.get_by_role("link", name="Show the SPARQL").click()
    page.locator("html[data-ready=true]").wait_for()
    assert "<https://w3id.org/counterpoint/id/person/stephen-gillam>" in page.evaluate(
        "document.querySelector('.CodeMirror').CodeMirror.getValue()"
    )
    page.locator(".yasqe_queryButton").first.click()
    page.locator("#yasgui .yasr table tbody tr").nth(2).wait_for()


def test_the_editor_completes_from_the_ontology(open_page: OpenPage) -> None:
    query = "PREFIX cp: <https://w3id.org/counterpoint/ns#>\nSELECT * WHERE { ?s cp:spe"
    page = open_page(f"/editor?query={quote(query)}")
    page.evaluate(
        "(() => { const editor = document.querySelector('.CodeMirror').CodeMirror; editor.focus();"
        " editor.setCursor({line: 1, ch: 100}); })()"
    )
    page.keyboard.press("Control+Space")
    page.locator(".CodeMirror-hints li").first.wait_for()
    assert "cp:speaker" in " ".join(page.locator(".CodeMirror-hints li").all_inner_texts())


def test_a_question_of_the_library_is_an_example_in_the_editor(open_page: OpenPage) -> None:
    page = open_page("/editor")
    label = "Who disagrees with whom, and on what"
    page.get_by_label("Begin with a question of the library").select_option(label=label)
    assert "cp:Disagreement" in page.evaluate("document.querySelector('.CodeMirror').CodeMirror.getValue()")


def test_the_keyboard_leaves_the_editor(open_page: OpenPage) -> None:
    page = open_page("/editor")
    page.locator(".CodeMirror textarea").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.tagName") == "BUTTON"


def test_the_network_opens_where_somebody_came_from_and_leads_back(open_page: OpenPage) -> None:
    page = open_page("/person/stephen-gillam")
    page.get_by_role("link", name="See in the network").click()
    page.locator("html[data-ready=true]").wait_for()
    assert "Stephen Gillam" in page.locator("#panel h2").inner_text()
    page.locator("#panel a", has_text="Peter Wilson").first.click()
    page.locator("#panel .point").first.wait_for()
    page.locator("#panel .own-page").first.click()
    page.wait_for_url("**/claim/*")
    assert page.get_by_role("heading", level=1).is_visible()


def test_the_network_opens_on_a_claim(open_page: OpenPage) -> None:
    page = open_page("/claim/every-doctor-is-a-leader")
    page.get_by_role("link", name="See in the network").click()
    page.locator("html[data-ready=true]").wait_for()
    assert "Every doctor is a leader." in page.locator("#panel h2").inner_text()


def test_the_first_tab_stop_leads_past_the_masthead(open_page: OpenPage) -> None:
    page = open_page("/claim/every-doctor-is-a-leader")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
