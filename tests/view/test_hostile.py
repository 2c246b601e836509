"""Hostile text in a real browser: the page is walked through from end to end, and nothing may fire."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from counterpoint.view.debate import Claim, Debate, Source, Speaker, Statement
from counterpoint.view.page import render, write
from counterpoint.view.payload import opaque
from tests.view.payloads import ADDRESSES, HIDDEN, PAYLOADS, hostile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.view.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Shows what an address names, one after the other, and gives the headings that the panel had.
FOLLOW = """async (addresses) => {
  const seen = [];
  for (const address of addresses) {
    location.hash = address;
    await new Promise((done) => setTimeout(done));
    seen.push(document.querySelector("#panel h2").innerText);
  }
  location.hash = "";
  await new Promise((done) => setTimeout(done));
  return seen;
}"""

# Types texts into the search, and gives how many suggestions each had.
SEARCH = """(texts) => texts.map((text) => {
  const search = document.querySelector("#search");
  search.value = text;
  search.dispatchEvent(new Event("input", { bubbles: true }));
  return document.querySelectorAll("#suggestions [role=option]:not(.none)").length;
})"""

# Chooses one after the other of what there is to choose: every so many in a list.
CHOOSE = """(lists) => {
  for (const [name, step] of lists) {
    const list = document.getElementById(name);
    list.dispatchEvent(new Event("focus"));
    for (let at = 0; at < list.options.length + step; at += step) {
      list.selectedIndex = at % list.options.length;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
    list.selectedIndex = 0;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }
}"""

# What no page may hold: elements that fetch or run, listeners in attributes, links to anywhere but the web.
STRANGE = """() => [...document.querySelectorAll("*")].filter((element) =>
  element.matches("img, iframe, object, embed, base, form, link, math, animate, use, body style, body meta")
  || [...element.attributes].some(({ name }) => /^on/.test(name))
  || (element.hasAttribute("href") && !/^(#|https?:\\/\\/)/i.test(element.getAttribute("href")))
  || (/^http/i.test(element.getAttribute("href")) && element.rel !== "noopener noreferrer")
).map((element) => element.outerHTML)"""


@pytest.fixture
def hostile_page(open_page: OpenPage) -> Iterator[Any]:
    """Open a page that may open no other."""
    opened: list[str] = []

    def open_one(debate: Debate, fragment: str = "", **settings: Any) -> Page:
        page = open_page(debate, fragment, **settings)
        page.set_default_timeout(30_000)  # some of these pages are large
        page.on("popup", lambda popup: opened.append(popup.url))
        page.locator("html[data-evidence=true]").wait_for()
        return page

    yield open_one
    assert not opened


def look(page: Page) -> None:
    """Nothing has fired, nothing strange is there, nothing hidden is shown, and nothing sticks out."""
    assert page.evaluate("globalThis.fired ?? null") is None
    assert page.evaluate(STRANGE) == []
    shown = page.locator("body").inner_text()
    assert not [sign for sign in HIDDEN if sign in shown]
    width = (page.viewport_size or {"width": 0})["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("Object.keys(Object.prototype).length + Object.keys(Array.prototype).length") == 0


def take(page: Page, name: str, folder: Path) -> bytes:
    page.locator("#downloads summary").click()
    with page.expect_download() as waiting:
        page.locator("#downloads").get_by_role("button", name=name).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    return file.read_bytes()


def take_all(page: Page, folder: Path) -> None:
    """Take every download, and read it as its reader would."""
    for name in ("Network", "Drawing"):
        text = take(page, name, folder).decode()
        assert "<!DOCTYPE" not in text
        for element in ET.fromstring(text).iter():  # noqa: S314 - it declares no entities, which was looked at
            assert element.tag.rpartition("}")[2] not in {"script", "image", "foreignObject", "a", "use"}
            assert not [key for key in element.attrib if key.startswith("on") or key.endswith("href")]
    rows = list(csv.reader(io.StringIO(take(page, "Lines and words", folder).decode(), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r" and cell]
    expect(page.locator("#save-png")).to_be_disabled()
    page.locator("#show-speakers").click()
    assert take(page, "Picture", folder).startswith(b"\x89PNG")


def walk(page: Page, debate: Debate, folder: Path, *, step: int) -> None:
    """Open every part of a page, and of its speakers, claims and lines every so many."""
    look(page)
    words = {1: "agree", -1: "disagree"}
    speakers = [opaque("s", speaker.iri) for speaker in debate.speakers[::step]]
    claims = [opaque("c", claim.iri) for claim in debate.claims[::step]]
    lines = ["~".join((*(opaque("s", one) for one in edge.parties), words[edge.sign])) for edge in debate.edges[::step]]
    linked = page.evaluate("[...document.querySelectorAll('#panel a')].map(({ hash }) => hash)")
    camps = sorted({found[1] for address in linked if (found := re.search(r"camp=(\w+)", address))})
    assert len(camps) > 2
    addresses = [
        *(f"speaker={name}" for name in speakers),
        *(f"claim={name}" for name in claims),
        *(f"line={name}" for name in lines),
        *(f"camp={name}" for name in camps[:9]),
        *(f"between={one}~{other}" for one in camps[:3] for other in camps[:3]),
        *(f"focus={name}" for name in speakers[::8]),
        *(f"within={name}&level=speakers" for name in camps[:3]),
    ]
    seen = page.evaluate(FOLLOW, addresses)
    assert len(set(seen)) > len(addresses) // 8, "the addresses lead nowhere"
    look(page)
    page.evaluate(FOLLOW, [f"speaker={one}&organisation={one}&role={one}&{one}" for one in PAYLOADS.values()][::2])
    texts = [payload[:60] for payload in PAYLOADS.values()]
    assert sum(count > 0 for count in page.evaluate(SEARCH, texts)) > len(texts) * 2 // 3
    page.evaluate(SEARCH, [""])
    page.evaluate(CHOOSE, [["topic", 9], ["claim", 9], ["source", 9], ["organisation", 2], ["role", 3]])
    look(page)
    page.get_by_role("button", name="Table").click()
    assert page.locator("#table tbody tr").count() > 20
    look(page)
    take_all(page, folder)
    page.emulate_media(media="print", color_scheme="dark")
    look(page)


def test_nothing_fires_in_a_debate_that_is_drawn_whole(hostile_page: Any, tmp_path: Path) -> None:
    debate = hostile(PAYLOADS)
    page = hostile_page(debate)
    assert not page.evaluate("document.querySelector('#show-camps').ariaPressed === 'true'")
    for speaker in debate.speakers:
        assert page.evaluate("name => counterpoint.spotOf(name)", opaque("s", speaker.iri)), "a speaker is missing"
    walk(page, debate, tmp_path, step=3)


def test_nothing_fires_in_a_debate_that_opens_on_its_camps(hostile_page: Any, tmp_path: Path) -> None:
    debate = hostile(PAYLOADS, copies=3)
    page = hostile_page(debate)
    assert page.evaluate("document.querySelector('#show-camps').ariaPressed") == "true"
    walk(page, debate, tmp_path, step=20)


@pytest.mark.parametrize("name", ["end of script", "long", "combining", "right to left", "emoji", "spaces"])
def test_a_small_screen_holds_what_a_large_one_does(hostile_page: Any, name: str) -> None:
    page = hostile_page(hostile({name: PAYLOADS[name]}), width=360, height=740)
    look(page)
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#table tbody tr")).to_have_count(2)
    page.locator("#table .action a").first.click()
    expect(page.locator("#panel blockquote")).to_have_count(0 if name == "spaces" else 2)
    look(page)


def test_only_web_addresses_become_links(hostile_page: Any) -> None:
    claim = Claim("c", "A claim.")
    speaker = Speaker("p/one", "One")
    sources = tuple(Source(f"s/{at:02}", f"Title {at}", url=address) for at, address in enumerate(ADDRESSES))
    statements = tuple(Statement(one.iri, speaker.iri, claim.iri, "mentions", source=one.iri) for one in sources)
    debate = Debate((speaker,), (claim,), statements, (), sources)
    page = hostile_page(debate, f"speaker={opaque('s', speaker.iri)}")
    expect(page.locator("#panel .origin")).to_have_count(len(ADDRESSES))
    links = page.locator("#panel .origin a").evaluate_all(
        "links => links.map(link => [link.getAttribute('href'), link.rel, link.target])"
    )
    wanted = [address for address, is_link in ADDRESSES.items() if is_link]
    assert links == [[address, "noopener noreferrer", "_blank"] for address in wanted]
    look(page)


def test_the_policy_and_trusted_types_are_enforced(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(write(render(hostile({"": "word"})), tmp_path / "network.html").as_uri())
    for attempt in (
        "document.body.innerHTML = '<b>'",
        "document.createElement('script').text = '1'",
        "document.createElement('script').src = 'data:,1'",
        "new DOMParser().parseFromString('<b>', 'text/html')",
        "document.write('<b>')",
        "trustedTypes.createPolicy('own', {})",
        "setTimeout('1')",
    ):
        refused = page.evaluate(f"() => {{ try {{ {attempt} }} catch (error) {{ return error.name }} }}")
        assert refused in {"TypeError", "EvalError"}, attempt
    page.close()
