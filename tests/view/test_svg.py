"""The opening picture as a drawing of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from counterpoint.view.debate import Debate, Role, Source, Speaker
from counterpoint.view.lettering import Box, Sheet, break_lines, width_of
from counterpoint.view.page import draw
from tests.view.payloads import PAYLOADS, everywhere
from tests.view.test_payload import many

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SVG = "{http://www.w3.org/2000/svg}"
ALLOWED = {"svg", "title", "desc", "style", "rect", "g", "path", "circle", "ellipse", "text"}


def parsed(debate: Debate) -> ET.Element:
    return ET.fromstring(draw(debate).svg)  # noqa: S314 - our own


def texts(drawing: ET.Element) -> list[str]:
    return [element.text or "" for element in drawing.iter(f"{SVG}text")]


def test_a_reader_who_does_not_see_it_is_told_what_it_shows(debate: Debate) -> None:
    drawing = parsed(debate)
    assert drawing.get("role") == "img"
    assert drawing.get("aria-labelledby") == "title desc"
    title, description = drawing[0], drawing[1]
    assert (title.get("id"), description.get("id")) == ("title", "desc")
    assert title.text == "Should the bridge close?"
    said = (description.text or "").translate(dict.fromkeys((0x2068, 0x2069)))
    assert said.startswith("A network of 6 speakers: 7 pairs agree, 4 pairs disagree.")
    assert "Camp 1: " in said
    assert all(speaker.name in said for speaker in debate.speakers[:5])


def test_a_ring_names_everybody_with_their_organisations(debate: Debate) -> None:
    written = texts(parsed(debate))
    assert {speaker.name for speaker in debate.speakers} <= set(written)
    assert {"Institute for Transport Studies", "Cyclists’ Union · City Council"} <= set(written)


def test_the_legend_counts_and_disagreement_differs_in_more_than_colour(debate: Debate) -> None:
    drawing = parsed(debate)
    assert {"7 pairs agree", "4 pairs disagree"} <= set(texts(drawing))
    style = drawing.findtext(f"{SVG}style") or ""
    assert re.search(r"\.agree\{stroke:#0072b2\}", style)
    assert re.search(r"\.disagree\{stroke:#d55e00;stroke-dasharray:[\d ]+\}", style)
    lines = {group.get("class"): len(group.findall(f"{SVG}path")) for group in drawing.findall(f"{SVG}g[@class]")}
    assert lines == {"line agree": 7, "line disagree": 4}


def test_it_says_one_pair_where_there_is_one() -> None:
    said = many(2, camps=1)
    assert "0 pairs agree" in texts(parsed(Debate()))
    assert "1 pair disagrees" in texts(parsed(replace(said, alignments=said.alignments[-1:])))


def test_it_holds_no_script_and_refers_to_nothing(debate: Debate) -> None:
    for drawn in (debate, many(40), many(400)):
        drawing = parsed(drawn)
        assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= ALLOWED
        for element in drawing.iter():
            assert not any("href" in name or name.startswith("on") for name in element.attrib)
        assert not re.search(r"url\(|@import|http", drawing.findtext(f"{SVG}style") or "")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_text_from_anywhere_stays_text(payload: str) -> None:
    drawing = parsed(replace(everywhere(payload), sources=(Source("s", payload),)))
    assert {element.tag.removeprefix(SVG) for element in drawing.iter()} <= ALLOWED
    shown = "".join(drawing.itertext())
    assert not re.search("[\u202a-\u202e\u200b\ufeff\x00-\x08]", shown)
    assert shown.count("\u2068") == shown.count("\u2069")


def test_what_xml_has_no_place_for_is_left_out() -> None:
    assert "AnnBob" in texts(parsed(Debate((Speaker("a", "Ann\ufffe\uffffBob"),))))


def test_the_same_debate_gives_the_same_drawing(debate: Debate) -> None:
    assert draw(debate).svg == draw(replace(debate, alignments=debate.alignments[::-1])).svg


@pytest.mark.parametrize("size", [0, 1, 2, 12, 13, 60, 61, 300, 301])
def test_any_number_of_speakers_can_be_drawn(size: int) -> None:
    drawing = parsed(many(size))
    wide, high = (float(part) for part in (drawing.get("viewBox") or "").split()[2:])
    discs = [*drawing.iter(f"{SVG}circle")]
    assert len(discs) == size if size <= 300 else 0 < len(discs) <= 25
    for disc in discs:
        x, y, radius = (float(disc.get(name) or 0) for name in ("cx", "cy", "r"))
        assert radius <= x <= wide - radius
        assert radius <= y <= high - radius


def test_camps_are_drawn_with_their_sizes_their_first_members_and_those_in_none() -> None:
    debate = many(400)
    loners = tuple(Speaker(f"z{number}", "Z") for number in range(7))
    drawing = parsed(replace(debate, speakers=(*debate.speakers, *loners)))
    written = texts(drawing)
    assert "In no larger camp" in written
    assert "7" in written
    assert any(re.fullmatch(r"Speaker \d+", text) for text in written)
    assert drawing.findall(f".//{SVG}circle[@class='crowd']")


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("size", [30, 100, 400])
def test_no_name_lies_on_another_or_on_a_disc_or_beyond_the_edge(browser: Browser, size: int) -> None:
    speakers = tuple(
        replace(
            speaker, name=f"Wilhelmina M. Quackenbush {at}", roles=(Role("chair", f"Women’s Municipal Union {at}"),)
        )
        for at, speaker in enumerate(many(size).speakers)
    )
    page = browser.new_page()
    page.set_content(draw(replace(many(size), speakers=speakers)).svg)
    boxes: list[list[float]] = page.evaluate(
        """() => [...document.querySelectorAll('text.halo, circle')].map(one => {
            const { x, y, width, height } = one.getBBox();
            const edge = one.tagName === 'text' ? 0 : 2;
            return [x + edge, y + edge, x + width - edge, y + height - edge, one.tagName === 'text' ? 1 : 0];
        })"""
    )
    width = page.evaluate("document.querySelector('svg').viewBox.baseVal.width")
    page.close()
    names = [Box(*box[:4]) for box in boxes if box[4]]
    assert len(names) > 10
    for box in names:
        assert box.left >= 0
        assert box.right <= width
    # Rows of one label touch: a line is as high as the type, and they are set a quarter wider.
    for one, other in combinations((Box(*box[:4]) for box in boxes), 2):
        deep = min(one.bottom, other.bottom) - max(one.top, other.top)
        across = min(one.right, other.right) - max(one.left, other.left)
        assert deep < 4 or across < 1


def test_lines_break_at_spaces_and_end_on_an_ellipsis() -> None:
    assert break_lines("", 10, 100, 2) == []
    assert break_lines("one two three four five six seven", 10, 60, 2) == ["one two", "three fou…"]
    (line,) = break_lines("x" * 500, 10, 60, 2)
    assert line.endswith("…")
    assert width_of(line, 10) <= 60
    assert width_of("毛", 10) > width_of("m", 10) > width_of("i", 10) > width_of("\u0301", 10) == 0


def test_a_sheet_knows_what_is_taken_and_where_it_ends() -> None:
    sheet = Sheet(Box(0, 0, 100, 100))
    sheet.take(Box(10, 10, 60, 60))
    assert not sheet.is_free(Box(59, 59, 99, 99))
    assert sheet.is_free(Box(60, 60, 100, 100))
    assert not sheet.is_free(Box(61, 61, 101, 99))
