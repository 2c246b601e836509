"""The SPARQL editor in a real browser: what it completes, shows, links to, and that it asks nobody but this server."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.serving import Served

QUERY = "SELECT ?person ?name { ?person a schema:Person ; schema:name ?name } ORDER BY ?name"


@pytest.fixture
def opened(browser: Browser, demo: Served) -> Iterator[Callable[..., Page]]:
    """Open the editor; at the end nothing may have been said on the console, and nobody else been asked."""
    contexts = []
    said: list[str] = []
    asked: list[str] = []

    def open_(query: str = "", *, width: int = 1280, scheme: str = "light", scripts: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{demo.url}/editor" + (f"?query={quote(query)}" if query else ""))
        if scripts:
            page.wait_for_selector("html[data-ready]", timeout=20_000)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((demo.url, "data:", "blob:"))] == []


def test_a_query_in_the_address_is_opened_and_runs(opened: Callable[..., Page]) -> None:
    page = opened(QUERY)
    assert QUERY in page.locator(".CodeMirror").evaluate("element => element.CodeMirror.getValue()")
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr table").first).to_contain_text("Michael West", timeout=15_000)


def test_an_iri_of_ours_leads_to_its_page(opened: Callable[..., Page], demo: Served) -> None:
    page = opened(QUERY)
    page.locator(".yasqe_queryButton").click()
    link = page.locator('.yasr a[href*="michael-west"]').first
    link.wait_for(timeout=15_000)
    link.evaluate("link => { link.target = ''; link.click() }")
    page.wait_for_url(f"{demo.url}/person/michael-west")


def test_a_question_of_the_library_is_ready_to_run(opened: Callable[..., Page]) -> None:
    page = opened()
    names = page.locator("#example option").all_text_contents()
    assert len(names) > 20
    page.select_option("#example", index=3)
    text = page.locator(".CodeMirror").evaluate("element => element.CodeMirror.getValue()")
    assert not re.search(r"^#\+", text, re.MULTILINE)
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr table").first).to_be_visible(timeout=15_000)


def test_classes_and_properties_are_completed_from_this_server(opened: Callable[..., Page]) -> None:
    page = opened("SELECT * { ?s a cp:Cl }")
    page.locator(".CodeMirror").evaluate(
        "element => { const it = element.CodeMirror; it.focus(); it.setCursor({line: it.lastLine(), ch: 21}) }"
    )
    page.keyboard.press("Control+Space")
    expect(page.locator(".CodeMirror-hints")).to_contain_text("Claim", timeout=10_000)


def test_a_mistake_is_marked_in_its_line_and_a_known_prefix_is_none(opened: Callable[..., Page]) -> None:
    page = opened("ASK { ?s a cp:Claim }")
    mistake = page.locator(".CodeMirror .parseErrorIcon")
    page.wait_for_timeout(300)
    assert mistake.count() == 0
    page.locator(".CodeMirror").evaluate("element => element.CodeMirror.setValue('ASK { ?s ?p }')")
    expect(mistake.first).to_be_visible()


def test_an_error_of_the_endpoint_is_shown(browser: Browser, demo: Served) -> None:
    page = browser.new_page()
    page.goto(f"{demo.url}/editor?query={quote('SELECT * { ?s ?p ?o } LIMIT -1')}")
    page.wait_for_selector("html[data-ready]")
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr")).to_contain_text("The query does not parse", timeout=15_000)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_fits_and_can_be_read(opened: Callable[..., Page], width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(QUERY, width=width, scheme=scheme)
    page.locator(".yasqe_queryButton").click()
    expect(page.locator(".yasr table").first).to_contain_text("Michael West", timeout=15_000)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_without_scripts_a_form_runs_the_query(opened: Callable[..., Page]) -> None:
    page = opened(QUERY, scripts=False)
    assert page.locator("textarea#query").input_value().endswith(QUERY)
    page.select_option("#format", "json")
    with page.expect_response("**/sparql") as answered:
        page.get_by_role("button", name="Run").click()
    assert answered.value.status == 200


def test_where_the_editor_does_not_start_the_form_is_there(browser: Browser, demo: Served) -> None:
    page = browser.new_page()
    page.route("**/editor/terms.json", lambda route: route.abort())
    page.goto(f"{demo.url}/editor")
    page.wait_for_load_state("networkidle")
    assert page.locator("textarea#query").is_visible()
    page.close()


def test_nothing_is_kept_in_the_browser(opened: Callable[..., Page]) -> None:
    page = opened(QUERY)
    page.locator(".yasqe_queryButton").click()
    page.locator(".yasr table").first.wait_for()
    assert page.evaluate("localStorage.length") == 0


def test_the_terms_are_those_of_the_ontology_and_the_data(demo: Served) -> None:
    terms = demo.get("/editor/terms.json", "application/json").json
    assert "https://w3id.org/counterpoint/ns#Claim" in terms["classes"]
    assert "https://w3id.org/counterpoint/ns#supports" not in terms["classes"]
    assert "https://w3id.org/counterpoint/ns#speaker" in terms["properties"]
    assert terms["prefixes"]["cp"] == "https://w3id.org/counterpoint/ns#"


@pytest.mark.parametrize("query", ['"><script>alert(1)</script>', "</textarea><b>", "\u202e", "' onload='x"])
def test_what_stands_in_the_address_stays_text(demo: Served, query: str) -> None:
    answer = demo.get("/editor", query=query)
    assert answer.status == 200
    assert "<script>alert" not in answer.text
    assert "</textarea><b>" not in answer.text
    assert "unsafe" not in answer.headers["content-security-policy"]
