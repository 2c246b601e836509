"""A debate past the readable budget in a real browser: camps first, speakers when asked for."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from counterpoint.view.debate import Alignment, Claim, Debate, Role, Source, Speaker, Statement
from counterpoint.view.payload import opaque
from tests.view.looking import click, heading, panel, spot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.view.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CAMPS = (160, 120, 80)
"""Speakers of each camp; together more than can be drawn at once."""


def speaker(camp: int, number: int) -> str:
    return f"https://example.org/p/{camp}-{number:03}"


def make_large() -> Debate:
    """Make three camps: all in one support its claim, and oppose that of the next."""
    dice = random.Random(7)  # noqa: S311 - no secret
    speakers = tuple(
        Speaker(speaker(camp, number), f"Member {camp}-{number:03}", roles=(Role("delegate", f"Party {camp}"),))
        for camp, size in enumerate(CAMPS)
        for number in range(size)
    )
    claims = tuple(Claim(f"c/{camp}", f"Party {camp} is right.", (f"Topic {camp}",)) for camp in range(3))
    sources = tuple(Source(f"s/{year}", f"Minutes of {year}", f"{year}-03-01") for year in range(2018, 2024))
    statements = {
        (one.iri, claim): Statement(
            f"st/{one.iri[-5:]}/{claim}",
            one.iri,
            f"c/{claim}",
            *(("supports", 1.0) if camp == claim else ("opposes", -1.0)),
            mode="direct",
            quote=f"as {one.name} said of party {claim}",
            source=sources[at % 6].iri,
            said_by="source",
        )
        for at, one in enumerate(speakers)
        for camp in [int(one.name[7])]
        for claim in (camp, (camp + 1) % 3)
    }
    alignments: list[Alignment] = []

    def align(first: Speaker, second: Speaker, claim: int, sign: int) -> None:
        pair = (statements[first.iri, claim].iri, statements[second.iri, claim].iri)
        alignments.append(
            Alignment(f"al/{len(alignments)}", sign, (first.iri, second.iri), (f"c/{claim}",), pair, "same claim")  # type: ignore[arg-type]
        )

    groups = [[one for one in speakers if one.name.startswith(f"Member {camp}")] for camp in range(3)]
    for camp, group in enumerate(groups):
        for at, one in enumerate(group):
            for other in dice.sample(group[at + 1 :], min(6, len(group) - at - 1)):
                align(one, other, camp, 1)
        for one in dice.sample(group, 30):
            align(one, dice.choice(groups[(camp + 1) % 3]), (camp + 1) % 3, -1)
    return Debate(speakers, claims, tuple(statements.values()), tuple(alignments), sources, title="Three parties")


@pytest.fixture(scope="module")
def large() -> Debate:
    """Give 360 speakers in three camps."""
    return make_large()


def status(page: Page) -> str:
    return page.locator("#showing").inner_text()


def camp_id(page: Page, number: int) -> str:
    link = page.locator(".camps li").nth(number).get_by_role("link")
    return (link.get_attribute("href") or "").partition("camp=")[2]


def test_it_opens_on_camps_and_says_how_many_speakers_are_in_them(large: Debate, open_page: OpenPage) -> None:
    page = open_page(large)
    expect(page.locator("#show-camps")).to_have_attribute("aria-pressed", "true")
    expect(heading(page)).to_have_text("360 speakers, 3 claims")
    total = len(large.edges)
    assert status(page) == f"Showing 3 camps with 360 of 360 speakers, {total:,} of {total:,} lines"
    expect(page.locator(".camps li")).to_have_text([re.compile(f"Member.*{size} speakers") for size in CAMPS])
    expect(page.locator("#key")).to_contain_text("larger: more speakers")


def test_two_camps_are_divided_by_claims_in_the_words_of_both(large: Debate, open_page: OpenPage) -> None:
    page = open_page(large)
    page.locator(".apart li").first.get_by_role("link").click()
    expect(panel(page).get_by_role("heading", name=re.compile("^What divides them"))).to_be_visible()
    point = panel(page).locator("article").first
    expect(point.get_by_role("heading", level=3)).to_have_text(re.compile(r"Party \d is right\."))
    sides = point.locator(".side")
    expect(sides).to_have_count(2)
    expect(sides.locator("blockquote")).to_have_count(2)
    expect(sides.filter(has_text="supports")).to_have_count(1)
    expect(sides.filter(has_text="opposes")).to_have_count(1)
    expect(point.locator(".topic")).to_have_text(re.compile("30 pairs · Topic"))
    assert "between=" in page.url
    point.get_by_role("link", name="Read this line").click()
    expect(heading(page)).to_have_text(re.compile("Member .* against Member"))


def test_a_camp_is_clicked_read_and_drawn(large: Debate, open_page: OpenPage) -> None:
    page = open_page(large)
    name = camp_id(page, 2)
    click(page, name)
    expect(heading(page)).to_have_text(re.compile("^Member 2-.* and others$"))
    stands = panel(page).locator("section").filter(has=page.get_by_role("heading", name="Where it stands"))
    expect(stands.get_by_role("link")).to_have_text(["Party 0 is right.80 against", "Party 2 is right.80 for"])
    panel(page).get_by_role("button", name="Draw its speakers").click()
    expect(page.locator("#focus-bar")).to_have_text(re.compile("80 speakers"))
    assert status(page).startswith("Showing 80 of 360 speakers")
    assert spot(page, opaque("s", speaker(2, 5)))
    assert spot(page, opaque("s", speaker(1, 5))) is None
    assert f"within={name}" in page.url
    page.locator("#focus-bar").get_by_role("button", name="Show everyone").click()
    assert spot(page, name)


def test_a_double_click_enters_a_camp_and_escape_leaves_it(large: Debate, open_page: OpenPage) -> None:
    page = open_page(large)
    name = camp_id(page, 0)
    click(page, name, count=2)
    expect(page.locator("#focus-bar")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#focus-bar")).to_be_hidden()
    assert spot(page, name)


def test_speakers_are_as_many_as_can_be_read(large: Debate, open_page: OpenPage) -> None:
    page = open_page(large)
    page.get_by_role("button", name="Speakers").click()
    assert re.match(r"Showing 2\d\d of 360 speakers, 1,000 of [\d,]+ lines, the strongest", status(page)), status(page)
    assert "level=speakers" in page.url
    missing = next(one for one in reversed(large.speakers) if spot(page, opaque("s", one.iri)) is None)
    page.get_by_role("combobox", name="Find").fill(missing.name)
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(missing.name)
    expect(page.locator("#focus-bar")).to_contain_text(missing.name)
    assert spot(page, opaque("s", missing.iri))


def test_from_camps_a_search_leads_to_the_speaker_and_his_neighbours(large: Debate, open_page: OpenPage) -> None:
    page = open_page(large)
    page.get_by_role("combobox", name="Find").fill("Member 1-007")
    page.keyboard.press("Enter")
    expect(page.locator("#focus-bar")).to_have_text(re.compile("Member 1-007: agreement left"))
    expect(panel(page)).to_contain_text("In the camp of Member 1-")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    assert status(page).startswith("Showing 3 camps")


def test_filters_reach_the_lines_between_camps(large: Debate, open_page: OpenPage) -> None:
    page = open_page(large)
    page.get_by_label("Topic", exact=True).select_option("Topic 0")
    # The agreement of camp 0 on its claim, and the disagreement of camp 2.
    agree = sum(1 for edge in large.edges if edge.sign > 0 and edge.parties[0].startswith("https://example.org/p/0"))
    expect(page.locator("#count-agree")).to_have_text(str(agree))
    assert "2 camps" in status(page)
    page.locator("#stance-agree").click()
    expect(page.locator("#showing")).to_have_text(re.compile("2 camps .*, [23]\\d of"))


def test_an_address_brings_a_camp_back(large: Debate, open_page: OpenPage) -> None:
    page = open_page(large)
    name = camp_id(page, 1)
    again = open_page(large, f"within={name}&camp={name}")
    expect(again.locator("#focus-bar")).to_have_text(re.compile("120 speakers"))
    expect(heading(again)).to_have_text(re.compile("^Member 1-"))


def test_a_choice_made_before_the_evidence_is_read_is_kept(large: Debate, open_page: OpenPage) -> None:
    name = camp_id(open_page(large), 1)
    page = open_page(large, f"camp={name}")
    expect(heading(page)).to_have_text(re.compile("^Member 1-"))


def test_where_all_are_in_one_camp_the_strongest_lines_are_drawn(open_page: OpenPage) -> None:
    speakers = tuple(Speaker(f"s{number:04}", f"Speaker {number:04}") for number in range(320))
    claims = (Claim("c", "A claim."),)
    statements = tuple(Statement(f"st/{one.iri}", one.iri, "c", "supports", 1.0, quote="yes") for one in speakers)
    alignments = tuple(
        Alignment(f"a{at}", 1, (speakers[0].iri, other.iri), ("c",), (statements[0].iri, f"st/{other.iri}"))
        for at, other in enumerate(speakers[1:])
    )
    page = open_page(Debate(speakers, claims, statements, alignments))
    expect(page.locator("#showing")).to_have_text("Showing 300 of 320 speakers, 299 of 319 lines, the strongest")
