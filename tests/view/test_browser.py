"""The page in a real browser: looked at, clicked through, and driven by the keyboard."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from counterpoint import Corpus
from counterpoint.view import read_debate
from counterpoint.view.debate import Alignment, Claim, Debate, Speaker
from counterpoint.view.page import render, write
from counterpoint.view.payload import opaque
from tests.view.looking import click, heading, line, panel, spot

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.view.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_click_on_a_line_shows_both_sides_in_their_words(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    click(page, line(debate, "ben", "dev", -1))
    expect(heading(page)).to_have_text("Ben Okafor against Dev Mistry")
    points = panel(page).locator("article")
    expect(points).to_have_count(2)
    ferry = points.filter(has_text="The ferry can carry the commuters.")
    ben, dev = ferry.locator(".side").all()
    expect(ben.get_by_role("heading")).to_have_text("Ben Okafor")
    expect(ben.locator(".as").first).to_have_text("chair, Cyclists’ Union; councillor, City Council")
    expect(ben.locator(".stance-word")).to_have_text("supports")
    expect(ben.locator("blockquote")).to_have_text("‘the “old lady” has room for everyone’")
    expect(ben.locator(".marks")).to_have_text("direct quotationsaid by the source")
    expect(dev.locator("blockquote")).to_have_text("“it is full at seven”")
    expect(ferry.locator(".rule").last).to_have_text("opposite sides of a claim")
    link = ferry.get_by_role("link", name="A bridge too many?")
    expect(link).to_have_attribute("href", "https://example.org/post")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(ferry.locator(".origin")).to_contain_text("Harbour Post, 2 May 2024")
    trade = points.filter(has_text="Closing the bridge would harm the shops.")
    expect(trade.locator(".badge.curator")).to_have_text("read by the curator")


def test_agreement_and_disagreement_of_a_pair_lie_apart(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    click(page, line(debate, "ben", "dev", 1))
    expect(heading(page)).to_have_text("Ben Okafor and Dev Mistry")
    panel(page).get_by_role("link", name="They also disagree on 2 points.").click()
    expect(heading(page)).to_have_text("Ben Okafor against Dev Mistry")
    panel(page).get_by_role("button", name="Back").click()
    expect(heading(page)).to_have_text("Ben Okafor and Dev Mistry")
    panel(page).get_by_role("button", name="Close").click()
    expect(heading(page)).to_have_text("6 speakers, 4 claims")


def test_a_click_on_a_speaker_shows_roles_statements_allies_and_opponents(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    click(page, opaque("s", "p/ada"))
    expect(heading(page)).to_have_text("Ada Lindqvist")
    roles = panel(page).locator(".roles li")
    expect(roles).to_have_text(
        ["professor of transport, Institute for Transport Studies", re.compile("^adviser, Ministry of Works ?past$")]
    )
    expect(panel(page).locator("blockquote")).to_have_count(2)
    opponents = panel(page).locator("section").filter(has=page.get_by_role("heading", name="Opponents"))
    expect(opponents.get_by_role("link")).to_have_text([re.compile("^Dev Mistry"), re.compile("^Harbour Trade")])
    allies = panel(page).locator("section").filter(has=page.get_by_role("heading", name="Nearest allies"))
    allies.get_by_role("link", name="Ben Okafor").click()
    expect(heading(page)).to_have_text("Ada Lindqvist and Ben Okafor")


def test_a_speaker_without_a_line_still_speaks(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    click(page, opaque("s", "p/elif"))
    expect(panel(page).locator("blockquote")).to_have_text("“whether the ferry can cope”")
    expect(panel(page)).to_contain_text("Nobody agrees on record.")


def test_a_tap_is_a_click_and_a_drag_is_none(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate, has_touch=True)
    ada = opaque("s", "p/ada")
    place = spot(page, ada)
    assert place
    page.touchscreen.tap(place["x"], place["y"])
    expect(heading(page)).to_have_text("Ada Lindqvist")
    page.get_by_role("button", name="Close").click()
    page.mouse.move(place["x"], place["y"])
    page.mouse.down()
    page.mouse.move(place["x"] + 40, place["y"] + 30, steps=4)
    page.mouse.up()
    expect(heading(page)).to_have_text("6 speakers, 4 claims")
    moved = spot(page, ada)
    assert moved
    assert moved["x"] == pytest.approx(place["x"] + 40, abs=2)


def test_a_click_on_nothing_lets_go(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate, f"speaker={opaque('s', 'p/ada')}")
    expect(heading(page)).to_have_text("Ada Lindqvist")
    canvas = page.locator("#canvas").bounding_box()
    assert canvas
    page.mouse.click(canvas["x"] + 6, canvas["y"] + 6)
    expect(heading(page)).to_have_text("6 speakers, 4 claims")


def test_search_by_keyboard(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    box = page.get_by_role("combobox", name="Find a speaker, a claim or a topic")
    box.focus()
    page.keyboard.type("minis")
    options = page.get_by_role("listbox", name="Suggestions").get_by_role("option")
    expect(options).to_have_text([re.compile("^Ada Lindqvist.*speaker$")])
    page.keyboard.press("Control+A")
    page.keyboard.type("TRÁNSPORT")
    expect(options).to_have_text([re.compile("^Transport"), re.compile("^Ada Lindqvist")])
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "")
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Ada Lindqvist")
    expect(heading(page)).to_be_focused()
    expect(page.get_by_role("listbox", name="Suggestions")).to_be_hidden()
    box.focus()
    page.keyboard.type("zzz")
    expect(page.locator("#suggestions")).to_have_text("Nothing is called that")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(heading(page)).to_have_text("Ada Lindqvist")


def test_search_by_mouse_for_a_claim_and_a_topic(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    box = page.get_by_role("combobox", name="Find a speaker, a claim or a topic")
    box.fill("ferry")
    page.locator("#suggestions").get_by_text("The ferry can carry").click()
    expect(heading(page)).to_have_text("The ferry can carry the commuters.")
    expect(panel(page)).to_contain_text(re.compile(r"For 1.*Against 1.*Without taking sides 1", re.DOTALL))
    box.fill("health")
    page.locator("#suggestions").get_by_text("Health").click()
    expect(page.get_by_label("Topic", exact=True)).to_have_value(opaque("t", "Health"))


def test_the_stance_filter(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    agree, disagree = page.locator("#stance-agree"), page.locator("#stance-disagree")
    expect(agree).to_have_text(re.compile("Agree 7"))
    expect(disagree).to_have_text(re.compile("Disagree 4"))
    expect(page.get_by_role("status")).to_have_text("Showing 6 of 6 speakers, 11 of 11 lines")
    disagree.click()
    expect(disagree).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("status")).to_have_text(re.compile("7 of 11 lines"))
    assert spot(page, line(debate, "ben", "dev", -1)) is None
    assert spot(page, line(debate, "ben", "dev", 1))
    agree.click()
    expect(page.get_by_text("No line passes these filters.")).to_be_visible()
    page.get_by_role("button", name="Reset").click()
    expect(page.get_by_role("status")).to_have_text("Showing 6 of 6 speakers, 11 of 11 lines")


def test_topic_and_claim_filters(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    page.get_by_label("Topic", exact=True).select_option("Transport")
    expect(page.get_by_label("Claim", exact=True).get_by_role("option")).to_have_text(
        ["All claims", "The ferry can carry the commuters.", "Children should be able to walk to school."]
    )
    expect(page.get_by_role("status")).to_have_text("Showing 2 of 6 speakers, 1 of 11 lines")
    expect(page.locator("#count-agree")).to_have_text("0")
    page.get_by_label("Claim", exact=True).select_option("Children should be able to walk to school.")
    expect(page.get_by_role("status")).to_have_text("Showing 1 of 6 speakers, 0 of 11 lines")
    expect(heading(page)).to_have_text("Children should be able to walk to school.")
    page.get_by_label("Topic", exact=True).select_option("All topics")
    page.get_by_label("Claim", exact=True).select_option("Closing the bridge would harm the shops.")
    click(page, line(debate, "ben", "dev", -1))
    expect(panel(page).locator("article")).to_have_count(1)
    expect(panel(page)).to_contain_text("The filters show 1 of 2.")
    panel(page).get_by_role("link", name="Show all").click()
    expect(panel(page).locator("article")).to_have_count(2)


def test_the_table_lists_every_line_and_leads_to_the_words(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    page.get_by_role("button", name="Table").click()
    rows = page.locator("#table tbody tr")
    expect(rows).to_have_count(11)
    expect(page.get_by_role("table")).to_have_accessible_name("11 lines between speakers")
    expect(page.get_by_role("columnheader", name="Points")).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("Closing the bridge would clean the air.")
    sort = page.get_by_role("columnheader", name="Stands").get_by_role("button")
    sort.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Stands")).to_have_attribute("aria-sort", "ascending")
    expect(sort).to_be_focused()
    expect(rows.first).to_contain_text("agrees with")
    page.keyboard.press("Enter")
    expect(rows.first).to_contain_text("disagrees with")
    read = page.get_by_role("link", name="Read the words: Ben Okafor disagrees with Dev Mistry")
    read.focus()
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text("Ben Okafor against Dev Mistry")
    expect(heading(page)).to_be_focused()


def test_the_address_keeps_what_was_chosen(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    start = page.url
    page.get_by_label("Topic", exact=True).select_option("Health")
    click(page, opaque("s", "p/chloe"))
    page.get_by_role("button", name="Table").click()
    address = page.url
    assert address.startswith(f"{start}#show=table&topic=t")
    page.go_back()
    expect(page.locator("#table")).to_be_hidden()
    expect(heading(page)).to_have_text("Chloe Tran")
    page.go_back()
    page.go_back()
    expect(page.get_by_label("Topic", exact=True)).to_have_value("")
    other = page.context.new_page()
    other.goto(address)
    expect(other.locator("#panel h2")).to_have_text("Chloe Tran")
    expect(other.locator("#table tbody tr")).to_have_count(6)
    expect(other.get_by_label("Topic", exact=True)).to_have_value(opaque("t", "Health"))


@pytest.mark.parametrize(
    "fragment",
    [
        "line=nothing&topic=%00&focus=__proto__&between=a~b&from=soon&least=-3&within=x&organisation=constructor",
        "speaker=constructor&stance=x",
        "%E0%A4%A",
        "<img src=x>",
        "show=table&show=x",
    ],
)
def test_an_address_that_names_nothing_known_does_no_harm(debate: Debate, open_page: OpenPage, fragment: str) -> None:
    page = open_page(debate, fragment)
    expect(heading(page)).to_have_text("6 speakers, 4 claims")
    expect(page.get_by_role("status")).to_contain_text("Showing 6 of 6 speakers")


def test_focus_puts_agreement_left_disagreement_right_and_both_between(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    click(page, opaque("s", "p/ben"), count=2)
    expect(page.locator("#focus-bar")).to_contain_text("Ben Okafor: agreement left, disagreement right")
    expect(page.get_by_role("status")).to_have_text("Showing 5 of 6 speakers, 5 of 11 lines")
    places = {name: spot(page, opaque("s", name)) for name in ("p/ben", "p/ada", "o/traders", "p/dev", "p/elif")}
    assert places.pop("p/elif") is None
    across: dict[str, float] = {name: place["x"] for name, place in places.items() if place}
    assert across["p/ada"] < across["p/ben"] - 50
    assert across["o/traders"] > across["p/ben"] + 50
    assert across["p/dev"] == pytest.approx(across["p/ben"])
    click(page, line(debate, "ben", "ada", 1))
    expect(heading(page)).to_have_text("Ada Lindqvist and Ben Okafor")
    page.locator("#focus-bar").get_by_role("button", name="Show everyone").click()
    expect(page.get_by_role("status")).to_have_text("Showing 6 of 6 speakers, 11 of 11 lines")


def test_escape_lets_go_of_one_thing_at_a_time(debate: Debate, open_page: OpenPage) -> None:
    ben = opaque("s", "p/ben")
    page = open_page(debate, f"focus={ben}&speaker={ben}")
    page.keyboard.press("Escape")
    expect(page.locator("#focus-bar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#focus-bar")).to_be_hidden()


def test_the_keyboard_reaches_everything(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    reached: list[str] = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", reached[-1]
    assert reached[:15] == [
        *("skip", "search", "show-speakers", "show-table", "stance-agree", "stance-disagree", "topic", "claim"),
        *("More filters", "Download", "picture", "zoom-in", "zoom-out", "zoom-all", "from"),
    ]


def test_the_skip_link_leads_to_the_table(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_be_visible()
    assert page.evaluate("document.activeElement.closest('#table') !== null")


def test_the_picture_moves_and_zooms_by_keyboard_and_buttons(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate, reduced_motion="reduce")
    ada, ben = opaque("s", "p/ada"), opaque("s", "p/ben")

    def state() -> tuple[float, float]:
        one, other = spot(page, ada), spot(page, ben)
        assert one
        assert other
        return one["x"], abs(one["y"] - other["y"])

    x, gap = state()
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    assert state()[0] == pytest.approx(x - 60)
    page.keyboard.press("+")
    assert state()[1] == pytest.approx(gap * 1.25)
    page.keyboard.press("-")
    page.keyboard.press("0")
    assert state() == pytest.approx((x, gap))
    page.get_by_role("button", name="Zoom in").click()
    assert state()[1] == pytest.approx(gap * 1.25)
    page.get_by_role("button", name="Show all").click()
    assert state() == pytest.approx((x, gap))


@pytest.fixture(scope="module")
def shipped() -> Debate:
    """Give the debate that ships."""
    return read_debate(Corpus.open(":demo:", in_memory=True).store)


def overlapping(page: Page) -> list[Any]:
    boxes: list[dict[str, float]] = page.evaluate("counterpoint.labelBoxes()")
    return [
        (one, other)
        for one, other in combinations(boxes, 2)
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    ]


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 700), (1920, 1080), (700, 900), (360, 740)])
def test_no_name_lies_on_another_in_the_shipped_debate(
    shipped: Debate, open_page: OpenPage, width: int, height: int
) -> None:
    page = open_page(shipped, width=width, height=height)
    assert page.evaluate("counterpoint.labelBoxes().length") == 7
    assert not overlapping(page)


def test_on_a_narrow_screen_the_words_stand_below_the_picture(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate, width=360, height=740, reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("#picture").scroll_into_view_if_needed()
    click(page, opaque("s", "p/ben"))
    expect(heading(page)).to_have_text("Ben Okafor")
    expect(heading(page)).to_be_in_viewport()
    bottom, top = page.evaluate(
        "[document.querySelector('#picture').getBoundingClientRect().bottom,"
        " document.querySelector('#panel').getBoundingClientRect().top]"
    )
    assert bottom <= top
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    panel(page).get_by_role("button", name="Close").click()
    expect(page.locator("#picture")).to_be_in_viewport()


PIXEL = """name => {
  const canvas = document.querySelector("#canvas canvas");
  const frame = canvas.getBoundingClientRect();
  const at = counterpoint.spotOf(name);
  const scale = canvas.width / frame.width;
  const data = canvas.getContext("2d").getImageData((at.x - frame.left) * scale, (at.y - frame.top) * scale, 1, 1).data;
  return [...data.slice(0, 3)];
}"""


def becomes(page: Page, name: str, colour: tuple[int, int, int]) -> None:
    """Wait for the middle of a line to have a colour."""
    for _ in range(50):
        if page.evaluate(PIXEL, name) == pytest.approx(colour, abs=24):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the line is {page.evaluate(PIXEL, name)}, not {colour}")


def test_the_picture_follows_the_colour_scheme_and_paper_is_white(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate, color_scheme="dark")
    name = line(debate, "ada", "ben", 1)
    becomes(page, name, (0x56, 0xB4, 0xE9))
    page.emulate_media(color_scheme="light")
    becomes(page, name, (0x00, 0x72, 0xB2))
    page.emulate_media(media="print")
    expect(page.locator(".search")).to_be_hidden()
    expect(page.locator("#panel")).to_be_visible()
    expect(page.locator(".stance.agree")).to_be_visible()


def test_nobody_one_speaker_and_only_agreement(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(Debate())
    expect(page.get_by_text("Nobody has been quoted yet.")).to_be_visible()
    expect(heading(page)).to_have_text("Nobody has spoken yet")
    expect(page.get_by_role("status")).to_have_text("Showing 0 of 0 speakers, 0 of 0 lines")

    ada = tuple(statement for statement in debate.statements if statement.speaker == "p/ada")
    page = open_page(replace(debate, speakers=debate.speakers[:1], statements=ada, alignments=()))
    expect(panel(page)).to_contain_text("It takes two to agree or disagree.")
    click(page, opaque("s", "p/ada"))
    expect(panel(page).locator("blockquote")).to_have_count(2)

    agreement = tuple(alignment for alignment in debate.alignments if alignment.sign > 0)
    page = open_page(replace(debate, alignments=agreement))
    expect(panel(page)).to_contain_text("7 pairs agree, nobody disagrees.")
    expect(page.locator("#count-disagree")).to_have_text("0")
    expect(panel(page).get_by_text("What divides them")).to_have_count(0)


def test_focus_shows_the_nearest_neighbours_and_says_of_how_many(open_page: OpenPage) -> None:
    speakers = tuple(Speaker(f"s{number:02}", f"Speaker {number:02}") for number in range(51))
    claims = (Claim("c", "A claim."),)
    alignments = tuple(Alignment(f"a{other.iri}", 1, ("s00", other.iri), ("c",), ()) for other in speakers[1:])
    page = open_page(Debate(speakers, claims, alignments=alignments), f"focus={opaque('s', 's00')}")
    expect(page.get_by_role("status")).to_have_text("Showing 21 of 51 speakers, 20 of 50 lines")
    page.get_by_role("button", name="Table").click()
    expect(page.locator("#table tbody tr")).to_have_count(50)


def test_packed_data_is_unpacked(debate: Debate, open_page: OpenPage) -> None:
    many = tuple(
        replace(
            debate.statements[0], iri=f"more/{number}", quote=f"It is the {number}th time that I say “so” — ünïcödé."
        )
        for number in range(2_000)
    )
    page = open_page(replace(debate, statements=debate.statements + many), f"speaker={opaque('s', 'p/ada')}")
    assert page.content().count('type="application/gzip" id="evidence"') == 0  # it was read, and let go
    expect(panel(page)).to_contain_text("2,002 statements")
    expect(panel(page).locator("blockquote").last).to_contain_text("It is the 47th time that I say “so” — ünïcödé.")
    more = panel(page).get_by_role("button", name="more")
    for left in (1952, 1452, 952, 452):
        expect(more).to_have_text(f"{left:,} more")
        more.click()
    expect(panel(page).locator("blockquote").last).to_contain_text("It is the 1999th time that I say “so” — ünïcödé.")


def test_a_file_cut_short_says_so(debate: Debate, browser: Browser, tmp_path: Path) -> None:
    html = render(debate)
    start = html.index('id="evidence">') + len('id="evidence">')
    file = write(html[: start + 200] + html[html.index("</script>", start) :], tmp_path / "cut.html")
    page = browser.new_page()
    page.goto(file.as_uri())
    expect(page.locator("html[data-failed=true]")).to_be_attached()
    expect(page.locator("#empty")).to_contain_text("This page cannot be shown: ")
    page.close()
