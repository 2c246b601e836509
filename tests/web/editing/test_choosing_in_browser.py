"""Words chosen in a real browser: for a statement that was missed, for a split; where the text stands meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.editing.browsing import OpenPage, data_of, select, until
from tests.web.editing.eastmere import TEXT, draft, furnish, statement, statements
from tests.web.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LONG = (
    "".join(f"Paragraph {n} of a long walk along the river, which nobody says a word in.\n\n" for n in range(60)) + TEXT
)

OWN = """\
@prefix cp: <https://w3id.org/counterpoint/ns#> .
@prefix ex: <https://example.org/weir#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:doubts a cp:Stance, owl:NamedIndividual ; cp:polarity -0.5 ;
    rdfs:label "doubts"@en ; rdfs:comment "Finds the claim hard to believe."@en ;
    rdfs:isDefinedBy <https://example.org/weir> .
"""


def later() -> list[dict[str, Any]]:
    """Draft the statements of the text at the end of a long one."""
    shift = len(LONG) - len(TEXT)
    found = statements()
    for one in found:
        one["at"] = [place + shift for place in one["at"]]
        one["draft"]["utterance"] = [place + shift for place in one["draft"]["utterance"]]
    return found


def middle(page: Page) -> float:
    """Tell where in the text's pane the chosen utterance begins: 0 at its top, 1 at its bottom."""
    share: float = page.evaluate(
        """() => {
            const pane = document.querySelector(".article").getBoundingClientRect();
            const mark = document.querySelector('.article [aria-current="true"]').getBoundingClientRect();
            return ((mark.top + mark.bottom) / 2 - pane.top) / pane.height;
        }"""
    )
    return share


def test_what_is_chosen_stands_in_the_middle_of_the_text(open_page: OpenPage, debate: Path) -> None:
    draft(debate, "middle", later(), LONG)
    page = open_page("/edit/draft/middle", reduced_motion="reduce")
    for key in ("", "j", "j", "j", "k", "n"):
        if key:
            before = page.locator("#form-heading").inner_text()
            page.keyboard.press(key)
            expect(page.locator("#form-heading")).not_to_have_text(before)
        assert 0.3 < middle(page) < 0.7
    assert page.evaluate("scrollY") == 0
    narrow = open_page("/edit/draft/middle", width=390, height=800)
    assert narrow.evaluate("scrollY") < 200
    expect(narrow.locator(".excerpt .mark").first).to_be_in_viewport()


def test_missed_words_are_selected_and_become_a_statement(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "choose")
    page = open_page("/edit/draft/choose?item=weir-2")
    page.locator("#speaker").fill("Tom")  # not sent, and there again afterwards
    select(page, "uts the cost", "three mill")
    button = page.locator("#picked button")
    expect(button).to_be_in_viewport()
    expect(page.locator("#quote")).to_have_value("keep a wall that nobody needs")
    assert Axe().run(page).response["violations"] == []
    button.click()
    expect(page.locator(".said")).to_have_text("It is a statement now.")
    expect(page.locator("#quote")).to_have_value("puts the cost at three million")
    (new,) = data_of(path).keys() - {str(one["id"]) for one in statements()}
    start, end = data_of(path)[new]["draft"]["utterance"]
    assert TEXT[start:end] == "puts the cost at three million"  # whole words
    page.locator('.article [data-item="weir-2"]').first.click()
    expect(page.locator("#speaker")).to_have_value("Tom")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(".panel-tools [value=undo]").click()
    until(lambda: new not in data_of(path))


def test_words_of_the_chosen_utterance_may_be_either(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "either")
    page = open_page("/edit/draft/either?item=weir-2")
    select(page, "almon pay", "pay mor")
    expect(page.locator("#quote")).to_have_value("salmon pay more")
    page.keyboard.press("Escape")
    expect(page.locator("#picked")).to_be_hidden()
    page.get_by_text("Split, join, repeat").click()
    page.get_by_role("button", name="Split where the fragment begins").click()
    expect(page.locator(".said")).to_have_text("There are two now.")
    assert len(data_of(path)) == 7
    page.get_by_text("Split, join, repeat").click()
    page.get_by_role("button", name="Join with 2").click()
    expect(page.locator(".said")).to_have_text("They are one now.")
    assert len(data_of(path)) == 6
    select(page, "Water wants", "go")
    page.locator("#picked button").dblclick()
    expect(page.locator(".said")).to_have_text("It is a statement now.")
    page.wait_for_timeout(300)
    assert len(data_of(path)) == 7  # and not two more


def test_words_are_made_a_statement_with_keys_alone(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "written")
    page = open_page("/edit/draft/written")
    page.keyboard.press("m")
    page.keyboard.type("puts the cost at three million")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_have_text("It is a statement now.")
    assert len(data_of(path)) == 7


def test_fingers_draw_out_what_they_select(open_page: OpenPage, debate: Path) -> None:
    draft(debate, "touch")
    page = open_page("/edit/draft/touch?item=weir-2", width=390, height=800, has_touch=True)
    page.evaluate(
        """() => {
            document.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "touch" }));
            const stretch = document.querySelector('.article [data-item="weir-2"] [data-start]:not(.fragment)');
            getSelection().setBaseAndExtent(stretch.firstChild, 1, stretch.firstChild, 7);
        }"""
    )
    expect(page.locator("#quote")).to_have_value("We pay")
    expect(page.locator("#picked button")).to_be_visible()


def test_a_draft_is_printed_whole(open_page: OpenPage, debate: Path) -> None:
    draft(debate, "printed", later(), LONG)
    page = open_page("/edit/draft/printed")
    page.emulate_media(media="print")
    expect(page.locator(".panel")).to_be_hidden()
    assert page.evaluate("document.querySelector('.article').clientHeight") > 2000
    assert page.pdf().count(b"/Type /Page\n") > 2


def test_a_server_that_was_started_again_is_told_and_nothing_is_lost(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "again")
    page = open_page("/edit/draft/again?item=weir-1")
    page.locator(".claim-choice.new").click()
    page.locator("#wording").fill("A long thought.")
    page.context.clear_cookies(name="counterpoint-edit-" + page.url.split(":")[2].split("/")[0])
    page.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("alert")).to_contain_text("Open it again")
    page.get_by_role("link", name="Open it again").click()
    expect(page.locator("#wording")).to_have_value("A long thought.")
    page.locator(".stances label", has_text="supports").click()
    page.locator("#topic").fill("The weir")
    page.get_by_role("button", name="Accept").click()
    until(lambda: data_of(path)["weir-1"]["draft"].get("state") == "accepted")


def test_long_names_fit_and_a_claim_found_before_is_there_again(open_page: OpenPage, debate: Path) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff" * 5
    said = [statement("weir-1", '"The weir was built', "The weir", "marta-lindqvist")]
    draft(
        debate,
        "names",
        said,
        people={
            "marta-lindqvist": {
                "name": long,
                "roles": [{"role": "senior-hydrologist", "at": "rivers-institute"}, {"role": "senior-hydrologist"}],
            }
        },
    )
    page = open_page("/edit/draft/names", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.keyboard.press("/")
    page.keyboard.type("repairing cost")
    page.get_by_text("Repairing the weir costs too much.").click()
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.locator("html[data-ready=true]").wait_for()
    expect(page.get_by_role("radio", name="Repairing the weir costs too much.")).to_be_checked()


def test_what_is_chosen_is_seen_in_forced_colours_and_at_twice_the_size(open_page: OpenPage, debate: Path) -> None:
    draft(debate, "forced")
    page = open_page("/edit/draft/forced", width=720, height=450, forced_colors="active")
    style = "getComputedStyle(document.querySelector('.article [aria-current]'))"
    assert page.evaluate(f"{style}.outlineStyle") == "solid"
    assert page.evaluate("document.documentElement.scrollWidth") <= 720
    page.get_by_role("button", name="Accept").focus()
    expect(page.get_by_role("button", name="Accept")).to_be_in_viewport()


def test_a_statement_made_in_another_tab_is_shown_with_the_next_step(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "tab")
    page = open_page("/edit/draft/tab?item=weir-1")
    other = page.context.new_page()
    other.goto(page.url)
    other.locator("html[data-ready=true]").wait_for()
    other.keyboard.press("m")
    other.keyboard.insert_text("puts the cost at three million")
    other.get_by_role("button", name="Make a statement of this").click()
    until(lambda: len(data_of(path)) == 7)
    page.keyboard.press("j")
    expect(page.locator("#form-heading")).to_contain_text("2 of 7")
    expect(page.locator(".article a.mark[id]")).to_have_count(7)


def test_stances_of_ones_own_wrap_as_whole_buttons(browser: Browser, tmp_path: Path) -> None:
    root = furnish(tmp_path / "debate")
    (root / "ontology").mkdir()
    (root / "ontology/own.ttl").write_text(OWN)
    keys = '{"@context": {"ex": "https://example.org/weir#", "doubts": "ex:doubts"}}'
    (root / "ontology/context.jsonld").write_text(keys)
    draft(root, "own")
    with serving("--edit", workspace=root) as served:
        for width in (1280, 1000, 360):
            page = browser.new_page(viewport={"width": width, "height": 900})
            cookie = f"counterpoint-coder-{served.address[1]}"
            page.context.add_cookies([{"name": cookie, "value": "jane-doe", "url": f"{served.url}/edit"}])
            page.goto(f"{served.url}/edit/draft/own")
            expect(page.locator(".stances span", has_text="doubts")).to_be_visible()
            heights = page.locator(".stances span").evaluate_all("all => all.map((one) => one.offsetHeight)")
            assert len(heights) == 5
            assert set(heights) == {34}
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.close()
