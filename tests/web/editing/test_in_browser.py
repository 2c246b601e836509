"""Drafts confirmed in a real browser: with the mouse, with keys alone, on a phone, with another tab open."""

from __future__ import annotations

import re
import time
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.editing.browsing import OpenPage, data_of, select, until
from tests.web.editing.eastmere import QUESTION, draft
from tests.web.serving import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response, Route

pytestmark = pytest.mark.browser

QUIET = 600
"""Milliseconds without a key after which letters decide again, as in `edit-keys.js`."""


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1440, "light")])
def test_every_page_is_accessible_and_fits(open_page: OpenPage, debate: Path, width: int, scheme: str) -> None:
    draft(debate, "axe", about={"questions": [QUESTION]})
    page = open_page("/edit", width=width, color_scheme=scheme)
    places = ["", "/who", "/draft/axe", "/draft/axe?item=harbour-1", "/draft/axe?item=aside:title", "/draft/axe/finish"]
    for place in places:
        page.goto(re.sub(r"/edit.*", f"/edit{place}", page.url))
        if place == "/draft/axe":
            page.locator(".stances label", has_text="opposes").click()
            page.locator(".claim-choice.new").click()
            page.get_by_text("Reject", exact=True).click()
        found = Axe().run(page).response["violations"]
        assert [(place, one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("h1")).to_have_count(1)


def test_a_draft_is_decided_on_with_keys_alone(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "keys")
    page = open_page("/edit/draft/keys")
    keys = page.keyboard
    expect(page.locator("#form-heading")).to_contain_text("1")
    keys.press("j")
    expect(page.locator("#form-heading")).to_contain_text("2 of 6")
    keys.press("-")
    keys.press("3")
    keys.press("a")
    expect(page.locator("#form-heading")).to_contain_text("3 of 6")
    assert data_of(path)["weir-2"]["opposes"] == "harbour-needs-weir"
    expect(page.locator("#live")).to_contain_text("Accepted.")
    expect(page.locator('[data-item="weir-2"]').first).to_have_class(re.compile("accepted"))
    keys.press("r")
    keys.type("claims nothing")
    keys.press("Enter")
    expect(page.locator("#form-heading")).to_contain_text("4 of 6")
    assert data_of(path)["floods-1"]["draft"]["reason"] == "claims nothing"
    keys.press("u")
    expect(page.locator("#form-heading")).to_contain_text("3 of 6")
    assert data_of(path)["floods-1"]["draft"].get("state", "open") == "open"
    keys.press("k")
    expect(page.locator("#form-heading")).to_contain_text("2 of 6")
    keys.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    # A new claim, all from the keyboard.
    keys.press("n")
    expect(page.locator("#form-heading")).to_contain_text("3 of 6")
    keys.press("+")
    keys.press("c")
    keys.type("Without the weir the quarter stays dry.")
    keys.press("Tab")
    keys.type("Floods")
    keys.press("Control+Enter")
    expect(page.locator("#form-heading")).to_contain_text("4 of 6")
    assert "supports" in data_of(path)["floods-1"]
    # Letters are letters while somebody types, and everywhere once they are turned off.
    keys.press("s")
    keys.type("jar")
    expect(page.locator("#speaker")).to_have_value("jar")
    keys.press("Escape")
    keys.press("?")
    page.locator("#single-keys").uncheck()
    keys.press("Escape")
    before = page.locator("#form-heading").inner_text()
    keys.press("j")
    page.wait_for_timeout(300)
    assert page.locator("#form-heading").inner_text() == before


def test_letters_that_come_too_early_decide_nothing(open_page: OpenPage, debate: Path) -> None:
    def late(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    for attempt in range(5):
        path = draft(debate, f"early-{attempt}")
        page = open_page(f"/edit/draft/early-{attempt}")
        page.keyboard.press("+")
        page.locator(".claim-choice.new").click()
        before = path.read_bytes()
        page.route("**/edit/draft/early-*", late)
        page.evaluate("addEventListener('keydown', (event) => (window.times ??= []).push(event.timeStamp), true)")
        page.keyboard.press("j")
        page.keyboard.type("cauraua", delay=150)  # on into the time when the answer is there
        expect(page.locator("#form-heading")).to_contain_text("2 of 6")
        if max(later - sooner for sooner, later in pairwise(page.evaluate("times"))) < QUIET:
            break  # else a busy machine has made the pause after which letters decide again
    page.wait_for_timeout(700)
    assert path.read_bytes() == before
    page.keyboard.press("f")
    expect(page.locator("#quote")).to_be_focused()


def test_words_that_are_selected_become_the_fragment(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "select")
    page = open_page("/edit/draft/select?item=weir-2")
    select(page, "almon pay", "pay mor")
    expect(page.locator("#quote")).to_have_value("salmon pay more")  # whole words
    expect(page.locator("#words")).to_have_text("3")
    expect(page.locator(".article .fragment")).to_have_text("salmon pay more")
    assert "item=weir-2" in page.url  # to select is not to follow a link
    page.get_by_role("button", name="Begin a word earlier").click()
    page.get_by_role("button", name="End a word later").click()
    expect(page.locator("#quote")).to_have_value("the salmon pay more than")
    page.get_by_role("button", name="Begin a word later").click()
    page.get_by_role("button", name="End a word earlier").click()
    page.locator(".stances label", has_text="mentions").click()
    page.locator(".claim-choice").first.click()
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("#form-heading")).to_contain_text("3")
    found = data_of(path)["weir-2"]
    assert found["quote"] == "salmon pay more"
    assert (debate / "texts" / "select.txt").read_text()[slice(*found["at"])] == "salmon pay more"


def test_more_words_than_may_be_quoted_are_counted_and_refused(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "long")
    page = open_page("/edit/draft/long?item=weir-2")
    select(page, "We pay", "than we do")
    expect(page.locator("#words")).to_have_class("over")
    page.locator(".stances label", has_text="mentions").click()
    page.locator(".claim-choice").first.click()
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert")).to_contain_text("15")
    assert data_of(path)["weir-2"]["draft"].get("state", "open") == "open"


def test_offsets_count_characters_that_scripts_count_twice(open_page: OpenPage, debate: Path) -> None:
    text = '🌊🌊 A 🌊 says "𝔘nder the 🌊 it is cold," and 🌊 goes.'
    start = text.index('"')
    said: dict[str, Any] = {
        "id": "wave-1",
        "mode": "direct",
        "quote": "it is cold",
        "at": [text.index("it is"), text.index("it is") + 10],
    }
    said["draft"] = {"utterance": [start, text.index('"', start + 1) + 1]}
    draft(debate, "astral", [said], text)
    page = open_page("/edit/draft/astral")
    select(page, "the", "it is")
    expect(page.locator("#quote")).to_have_value("the 🌊 it is")
    at = text.index("the")
    assert page.locator('[name="start"]').input_value() == str(at)
    assert page.locator('[name="end"]').input_value() == str(at + len("the 🌊 it is"))


def test_claims_are_found_while_somebody_types(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "typing")
    page = open_page("/edit/draft/typing?item=weir-1")
    page.keyboard.press("/")
    page.keyboard.type("repairing cost")
    expect(page.locator("#found")).to_contain_text("Repairing the weir costs too much.")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("~")
    page.keyboard.press("a")
    until(lambda: data_of(path)["weir-1"].get("qualifies") == "repairs-cost-much")
    page.goto(page.url.split("?")[0] + "?item=water-1")
    page.keyboard.press("/")
    page.keyboard.type("zzzzqqq")
    expect(page.locator("#found-none")).to_have_text("No claim has these words.")


def test_what_was_entered_and_not_sent_is_there_again(open_page: OpenPage, debate: Path) -> None:
    draft(debate, "kept")
    page = open_page("/edit/draft/kept?item=weir-1")
    page.locator(".claim-choice.new").click()
    page.locator("#wording").fill("A long thought.")
    page.locator('.article [data-item="water-1"]').first.click()
    expect(page.locator("#form-heading")).to_contain_text("4")
    page.go_back()
    expect(page.locator("#wording")).to_have_value("A long thought.")
    expect(page.locator(".said")).to_contain_text("not sent yet")


def test_two_tabs_do_not_overwrite_each_other(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "tabs")
    page = open_page("/edit/draft/tabs?item=weir-2")
    other = page.context.new_page()
    other.goto(page.url)
    other.keyboard.press("r")
    other.keyboard.press("Enter")
    until(lambda: data_of(path)["weir-2"]["draft"].get("state") == "rejected")
    page.locator(".stances label", has_text="supports").click()
    page.locator(".claim-choice").first.click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("The draft has changed")
    expect(page.locator(".version").first).to_contain_text("rejected")
    expect(page.locator(".version").last).to_contain_text("supports The weir no longer serves a purpose.")
    assert data_of(path)["weir-2"]["draft"]["state"] == "rejected"
    page.get_by_role("button", name="Send it again").click()
    until(lambda: data_of(path)["weir-2"]["draft"].get("state") == "accepted")


def test_a_name_that_is_corrected_and_sent_with_enter_is_the_one_that_is_meant(
    browser: Browser, editing: Served, debate: Path
) -> None:
    draft(debate, "corrected")
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{editing.url}/edit/who")
    page.locator("#who").fill("Jane Do")
    page.locator("#who").press("Enter")
    expect(page.get_by_role("button", name="I am Jane Doe")).to_be_visible()
    page.locator("#who").fill("Thomas Okafor")
    page.locator("#who").press("Enter")  # is not what the first button that is seen says
    expect(page.locator("h1")).to_have_text("Drafts")
    expect(page.locator("main")).to_contain_text("You are Thomas Okafor.")
    page.context.close()


def test_a_server_that_is_gone_loses_nothing(open_page: OpenPage, debate: Path) -> None:
    draft(debate, "gone")
    page = open_page("/edit/draft/gone?item=weir-1")
    page.locator(".claim-choice.new").click()
    page.locator("#wording").fill("A long thought.")
    page.route("**/edit/**", lambda route: route.abort())
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    expect(page.locator("#wording")).to_have_value("A long thought.")


def test_all_of_it_works_without_a_script(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "plain")
    page = open_page("/edit/draft/plain", java_script_enabled=False)
    page.locator('.article [data-item="weir-2"]').click()
    page.locator(".stances label", has_text="supports").click()
    page.locator("#search-claims").fill("repairing cost")
    page.get_by_role("button", name="Search", exact=True).last.click()
    page.get_by_text("Repairing the weir costs too much.").click()
    page.locator("#quote").fill("the salmon pay more")
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".said")).to_have_text("Accepted.")
    assert data_of(path)["weir-2"]["supports"] == "repairs-cost-much"
    assert data_of(path)["weir-2"]["quote"] == "the salmon pay more"
    page.get_by_text("Reject", exact=True).click()
    page.get_by_role("button", name="Reject it").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".said")).to_have_text("Taken back.")


def test_a_page_elsewhere_cannot_decide_anything(browser: Browser, editing: Served, debate: Path) -> None:
    path = draft(debate, "attacked")
    before = path.read_bytes()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{editing.url}/edit")
    elsewhere = editing.url.replace("127.0.0.1", "localhost")
    context.route(
        f"{elsewhere}/evil",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method="post" action="{editing.url}/edit/draft/attacked">'
            '<input name="do" value="reject"><input name="item" value="weir-1"></form>'
            "<script>document.forms[0].submit()</script>",
        ),
    )
    page.goto(f"{elsewhere}/evil")
    expect(page.locator("h1")).to_have_text("Editing is not allowed from there")
    assert path.read_bytes() == before
    context.close()


def test_a_step_among_a_thousand_utterances_fetches_only_what_it_changes(open_page: OpenPage, debate: Path) -> None:
    text = "".join(
        f'The meeting went on. "This is sentence {n} of it, as they are," said Tom Okafor.\n\n' for n in range(1000)
    )
    said = []
    for number in range(1000):
        start = text.index(f'"This is sentence {number} ')
        quote = f"This is sentence {number}"
        about = {"utterance": [start, text.index('"', start + 1) + 1], "similar": ["weir-serves-nobody"]}
        at = [start + 1, start + 1 + len(quote)]
        said.append(
            {"id": f"s-{number}", "speaker": "tom-okafor", "mode": "direct", "quote": quote, "at": at, "draft": about}
        )
    path = draft(debate, "thousand", said, text)
    page = open_page("/edit/draft/thousand?item=s-500")
    whole = len(page.content())
    page.evaluate("() => (document.querySelector('.article').dataset.same = 'yes')")
    fetched: list[Response] = []
    page.on("response", lambda answer: fetched.append(answer))  # noqa: PLW0108 - a bound method of a list takes no mark of Playwright's
    page.keyboard.press("+")
    page.keyboard.press("1")
    page.keyboard.press("a")
    expect(page.locator("#form-heading")).to_contain_text("502")
    assert data_of(path)["s-500"]["supports"] == "weir-serves-nobody"
    assert [answer.status for answer in fetched] == [303, 200]
    assert len(fetched[-1].body()) < whole / 8  # the form, and the states of all
    expect(page.locator(".article")).to_have_attribute("data-same", "yes")
    expect(page.locator('.article [data-item="s-500"]')).to_have_class(re.compile("accepted"))
