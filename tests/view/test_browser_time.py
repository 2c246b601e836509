"""Time, least evidence, and the other filters, in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.view.looking import line, spot

if TYPE_CHECKING:
    from counterpoint.view.debate import Debate
    from tests.view.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_statements_are_counted_for_each_period(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    expect(page.locator("#period")).to_have_text("Nov 2023 – May 2024 12 statements")
    heights = page.locator("#bars rect").evaluate_all("bars => bars.map(bar => Number(bar.getAttribute('height')))")
    assert len(heights) == 7
    assert [height > 0 for height in heights] == [True, *[False] * 5, True]
    assert heights[0] < heights[6]  # 4 statements, and 8


def test_the_handles_leave_out_what_was_said_before_or_after(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    start = page.get_by_role("slider", name="From")
    start.focus()
    page.keyboard.press("ArrowRight")
    expect(start).to_have_attribute("aria-valuetext", "from Dec 2023")
    expect(page.locator("#period")).to_have_text("Dec 2023 – May 2024 8 statements")
    assert page.url.endswith("from=2023-12")
    # Both statements of a line have to be from May 2024; Dev and the traders agree across the two sources.
    expect(page.locator("#count-agree")).to_have_text("3")
    page.get_by_role("button", name="Reset").click()
    expect(page.locator("#period")).to_have_text("Nov 2023 – May 2024 12 statements")
    expect(page.locator("#count-agree")).to_have_text("7")


def test_an_address_holds_a_span_of_time(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate, "until=2023-12")
    expect(page.locator("#period")).to_have_text("Nov 2023 – Dec 2023 4 statements")
    expect(page.get_by_role("slider", name="Until")).to_have_value("1")
    expect(page.locator("#showing")).to_have_text(re.compile("1 of 11 lines"))  # Ada against the traders


def test_where_all_is_of_one_day_or_undated_there_is_no_slider(debate: Debate, open_page: OpenPage) -> None:
    one = tuple(replace(source, date="2024-05-02") for source in debate.sources)
    expect(open_page(replace(debate, sources=one)).locator("#timeline")).to_be_hidden()
    none = tuple(replace(source, date="") for source in debate.sources)
    expect(open_page(replace(debate, sources=none)).locator("#timeline")).to_be_hidden()


def test_undated_statements_are_counted_and_left_out_of_any_period(debate: Debate, open_page: OpenPage) -> None:
    sources = (*debate.sources[:1], replace(debate.sources[1], date="2021"))
    lost = replace(debate.sources[0], iri="s/lost", date="", title="A leaflet")
    statements = (replace(debate.statements[0], source="s/lost"), *debate.statements[1:])
    page = open_page(replace(debate, sources=(*sources, lost), statements=statements))
    expect(page.locator("#period")).to_have_text("2021 – 2024 11 statements, 1 undated")


def test_least_evidence_takes_away_the_thinnest_lines(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    slider = page.get_by_role("slider", name="Least evidence")
    slider.focus()
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "at least 2 points")
    expect(page.locator("#least-value")).to_have_text("2 points or more")
    expect(page.locator("#showing")).to_have_text(re.compile("2 of 11 lines"))
    assert spot(page, line(debate, "ben", "dev", -1))
    assert spot(page, line(debate, "ben", "dev", 1)) is None
    assert page.url.endswith("least=2")


def test_source_organisation_and_role_are_filters_too(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate)
    page.locator("#more-filters summary").click()
    page.get_by_label("Source").select_option("Minutes of the council")
    expect(page.locator("#showing")).to_have_text(re.compile("1 of 11 lines"))
    page.get_by_label("Source").select_option("All sources")
    page.get_by_label("Speaking for").select_option("Quayside School")
    expect(page.locator("#showing")).to_have_text(re.compile("Showing 4 of 6 speakers, 3 of 11 lines"))
    assert "organisation=Quayside+School" in page.url
    expect(page.locator("#more-chosen")).to_have_text(" · 1")
    page.get_by_label("Speaking as").select_option("chair")
    expect(page.locator("#showing")).to_have_text(re.compile("1 of 11 lines"))
    page.keyboard.press("Escape")
    expect(page.get_by_label("Source")).to_be_hidden()
    expect(page.locator("#more-filters summary")).to_be_focused()
