"""The page for everybody: nothing serious for axe-core, all of it by keyboard alone, no motion where none is wanted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.synthetic.planted import plant
from counterpoint.view.debate import Debate, Statement
from counterpoint.view.payload import opaque
from tests.view.looking import heading, line, panel

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.view.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BEN = opaque("s", "p/ben")


@pytest.fixture(scope="module")
def large() -> Debate:
    """Give a debate that opens on its camps."""
    return plant(360, camps=4).debate


def serious(page: Page, *, colours_alone: bool = False) -> list[Any]:
    """Let axe-core look at a page; give what is serious, with the first elements that it is about.

    :param colours_alone: apply only the rules on colours: between a light page and a dark one nothing else differs.
    """
    options = {"runOnly": ["color-contrast", "link-in-text-block"]} if colours_alone else None
    found = Axe().run(page, options=options).response["violations"]
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"]][:4])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        ("light", 1280),
        ("dark", 360),
        pytest.param("light", 360, marks=pytest.mark.slow),
        pytest.param("dark", 1280, marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing_serious(open_page: OpenPage, debate: Debate, scheme: str, width: int) -> None:
    page = open_page(debate, color_scheme=scheme, width=width)
    dark = scheme == "dark"
    states = {
        "at a glance": "",
        "a speaker": f"speaker={BEN}",
        "a line, filtered": f"line={line(debate, 'ben', 'dev', -1)}&stance=disagree",
        "a claim, in the table": f"claim={opaque('c', 'c/air')}&show=table",
        "one speaker's lines": f"focus={BEN}",
    }
    assert {name: serious(look(page, address), colours_alone=dark) for name, address in states.items()} == {
        name: [] for name in states
    }
    page.locator("#search").fill("t")
    expect(page.locator("#suggestions")).to_be_visible()
    assert serious(page, colours_alone=dark) == []
    page.locator("#search").fill("")
    for menu in ("#more-filters", "#downloads"):
        page.locator(f"{menu} summary").click()
        assert serious(page, colours_alone=dark) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_nothing_serious_among_camps(open_page: OpenPage, large: Debate, scheme: str, width: int) -> None:
    page = open_page(large, color_scheme=scheme, width=width)
    page.locator("html[data-evidence=true]").wait_for()
    camps = page.evaluate("[...document.querySelectorAll('#panel a')].map(({ hash }) => hash.slice(1))")
    camp = next(address for address in camps if address.startswith("camp="))
    between = next(address for address in camps if address.startswith("between="))
    states = {
        "camps": "",
        "a camp": camp,
        "what divides two": between,
        "within one": camp.replace("camp=", "within="),
        "many speakers": "level=speakers",
    }
    assert {name: serious(look(page, address)) for name, address in states.items()} == {name: [] for name in states}


def look(page: Page, address: str) -> Page:
    page.evaluate("address => (location.hash = address)", address)
    page.wait_for_timeout(50)
    return page


def tab_to(page: Page, wanted: str, *, back: bool = False, most: int = 80) -> None:
    """Press Tab until an element that a selector names has the keyboard; what has it must show that."""
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        # After the last element the browser has the keyboard, and then the first.
        style = page.evaluate("(({ outlineStyle }) => outlineStyle)(getComputedStyle(document.activeElement))")
        assert style != "none" or page.evaluate("document.activeElement === document.body"), page.evaluate(
            "document.activeElement.outerHTML.slice(0, 200)"
        )
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    pytest.fail(f"the keyboard does not reach {wanted}")


def test_search_words_and_back_by_keyboard(open_page: OpenPage, debate: Debate) -> None:
    page = open_page(debate)
    keys = page.keyboard
    tab_to(page, "#search")
    keys.type("okaf")
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(heading(page)).to_have_text("Ben Okafor")
    expect(heading(page)).to_be_focused()
    tab_to(page, "#panel .panel-head > .button")
    keys.press("Enter")
    expect(page.locator("#focus-bar")).to_contain_text("Ben Okafor: agreement left, disagreement right")
    expect(heading(page)).to_be_focused()
    tab_to(page, "#panel a[href$=disagree]")
    keys.press("Enter")
    expect(heading(page)).to_have_text(re.compile("^Ben Okafor against "))
    expect(heading(page)).to_be_focused()
    expect(panel(page).locator("blockquote").first).to_be_visible()
    tab_to(page, "#panel .panel-top .plain", back=True)
    expect(page.locator(":focus")).to_have_text("Back")
    keys.press("Enter")
    expect(heading(page)).to_have_text("Ben Okafor")
    expect(heading(page)).to_be_focused()
    tab_to(page, "#reset", back=True)
    keys.press("Enter")
    expect(page.locator("#focus-bar")).to_be_hidden()


def test_filters_table_and_downloads_by_keyboard(open_page: OpenPage, debate: Debate) -> None:
    page = open_page(debate)
    keys = page.keyboard
    showing = page.get_by_role("status")
    tab_to(page, "#stance-agree")
    keys.press("Space")
    expect(showing).to_contain_text("4 of 11 lines")
    tab_to(page, "#topic")
    keys.press("ArrowDown")
    expect(showing).not_to_contain_text("4 of 11 lines")
    tab_to(page, "#show-table", back=True)
    keys.press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    tab_to(page, "#reset")
    keys.press("Enter")
    expect(page.locator("#table tbody tr")).to_have_count(11)
    tab_to(page, "#downloads summary")
    keys.press("Enter")
    tab_to(page, "#save-csv")
    with page.expect_download() as waiting:
        keys.press("Enter")
    assert waiting.value.suggested_filename == "lines.csv"
    expect(page.locator("#downloads summary")).to_be_focused()
    tab_to(page, "#table thead button")
    keys.press("Enter")
    tab_to(page, "#table .action a")
    keys.press("Enter")
    expect(heading(page)).to_be_focused()
    keys.press("Escape")
    expect(heading(page)).to_have_text("6 speakers, 4 claims")
    expect(heading(page)).to_be_focused()


def test_camps_by_keyboard(open_page: OpenPage, large: Debate) -> None:
    page = open_page(large)
    page.locator("html[data-evidence=true]").wait_for()
    tab_to(page, "#panel a[href^='#camp=']")
    page.keyboard.press("Enter")
    expect(heading(page)).to_be_focused()
    tab_to(page, "#panel a[href^='#between='], #panel a[href*='between=']")
    page.keyboard.press("Enter")
    expect(panel(page)).to_contain_text("What divides them")
    tab_to(page, "#panel a[href*='line=']")
    page.keyboard.press("Enter")
    expect(panel(page).locator("blockquote").first).to_be_visible()


def test_nothing_moves_by_itself_where_no_motion_is_wanted(open_page: OpenPage, debate: Debate) -> None:
    page = open_page(debate, reduced_motion="reduce")
    before = page.evaluate(f"counterpoint.spotOf('{BEN}').x")
    page.locator("#zoom-in").click()
    after = page.evaluate(f"counterpoint.spotOf('{BEN}').x")
    page.wait_for_timeout(250)
    assert page.evaluate(f"counterpoint.spotOf('{BEN}').x") == after != before
    assert page.evaluate("document.getAnimations().filter(({ playState }) => playState === 'running').length") == 0
    longest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('*')].map((one) => getComputedStyle(one))"
        ".flatMap(({ transitionDuration, animationDuration }) => [transitionDuration, animationDuration])"
        ".flatMap((times) => times.split(',')).map(parseFloat))"
    )
    assert longest <= 0.01


def only(debate: Debate, sign: int) -> Debate:
    return replace(debate, alignments=tuple(one for one in debate.alignments if one.sign == sign))


def undated(debate: Debate) -> Debate:
    return replace(debate, sources=tuple(replace(source, date="") for source in debate.sources))


def of_one(debate: Debate) -> Debate:
    own = tuple(one for one in debate.statements if one.speaker == "p/ada")
    return replace(debate, speakers=debate.speakers[:1], statements=own, alignments=())


def from_one_source(debate: Debate) -> Debate:
    return replace(
        debate,
        sources=debate.sources[:1],
        statements=tuple(replace(one, source="s/post") for one in debate.statements),
    )


def unspoken(debate: Debate) -> Debate:
    return Debate(debate.speakers, debate.claims, (), (), debate.sources)


def nameless(debate: Debate) -> Debate:
    return Debate(
        tuple(replace(speaker, name="", roles=()) for speaker in debate.speakers),
        tuple(replace(claim, name="", topics=()) for claim in debate.claims),
        tuple(Statement(one.iri, one.speaker, one.claim, "", one.polarity) for one in debate.statements),
        debate.alignments,
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda _: Debate(), "Nobody has been quoted yet."),
        (of_one, "It takes two to agree or disagree."),
        (lambda debate: only(debate, 1), "7 pairs agree, nobody disagrees."),
        (lambda debate: only(debate, -1), "nobody agrees, 4 pairs disagree."),
        (lambda debate: replace(debate, alignments=()), "none of them on the same point"),
        (from_one_source, "Harbour Post"),
        (undated, "2 sources"),
        (unspoken, "They made 0 statements"),
        (nameless, "unnamed"),
    ],
    ids=["nobody", "one", "agreement", "disagreement", "no line", "one source", "no dates", "no statement", "no names"],
)
def test_a_debate_that_lacks_something_says_so(
    open_page: OpenPage, debate: Debate, change: Callable[[Debate], Debate], says: str
) -> None:
    lacking = change(debate)
    page = open_page(lacking)
    expect(page.locator("body")).to_contain_text(says)
    for speaker in lacking.speakers[:3]:
        look(page, f"speaker={opaque('s', speaker.iri)}")
        expect(heading(page)).to_have_text(speaker.name or "unnamed")
    look(page, "show=table")
    expect(page.locator("#table tbody tr")).to_have_count(len(lacking.edges))
    for name in ("save-graphml", "save-csv", "save-svg"):
        page.locator("#downloads summary").click()
        with page.expect_download():
            page.locator(f"#{name}").click()
    assert serious(page) == []
