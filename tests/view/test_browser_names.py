"""Names in the picture in a real browser: where they stand, which are left out, which never are."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from counterpoint import Corpus
from counterpoint.view import read_debate
from counterpoint.view.debate import Debate, Role, Speaker
from counterpoint.view.payload import opaque
from tests.view.conftest import make_debate
from tests.view.looking import spot

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.view.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

BELIEF = Path(__file__).parents[2] / "examples/belief-and-law"
SIZES = [(1280, 850), (1680, 1050), (390, 844)]


def names(page: Page) -> dict[str, dict[str, Any]]:
    """Give where names are in the picture, by the ids of those whose they are."""
    boxes: list[dict[str, Any]] = page.evaluate("counterpoint.labelBoxes()")
    return {box["id"]: box for box in boxes}


def overlapping(boxes: dict[str, dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (one["name"], other["name"])
        for one, other in combinations(boxes.values(), 2)
        if one["left"] < other["right"]
        and other["left"] < one["right"]
        and one["top"] < other["bottom"]
        and other["top"] < one["bottom"]
    ]


def rounded(boxes: dict[str, dict[str, Any]]) -> dict[str, tuple[int, int]]:
    return {name: (round(box["left"]), round(box["top"])) for name, box in boxes.items()}


def crowd(size: int) -> Debate:
    """Make a debate of some speakers with long names, each in an organisation with a longer one."""
    surnames = ("Lindqvist-Harrington", "Okafor", "Featherstonehaugh", "Tran")
    called = [
        f"{given} {name}" for given in ("Margarethe", "Tom", "Bartholomew", "Ada", "Konstantin") for name in surnames
    ]
    speakers = tuple(
        Speaker(f"p/{at:02}", name, roles=(Role("director", f"Institute of {name.split()[-1]} for Water Studies"),))
        for at, name in enumerate(called[:size])
    )
    claims = ("air", "trade", "ferry", "walk")
    said = tuple(
        (
            f"{at:02}",
            "opposes" if at % turn == 0 else "supports",
            claims[(at // part) % 4],
            "so it is",
            "post",
            "source",
        )
        for turn, part in ((3, 1), (2, 4))
        for at in range(size)
    )
    return make_debate(said, speakers)


@pytest.fixture(scope="module")
def belief() -> Debate:
    """Give the debate of 37 speakers that stands among the examples."""
    return read_debate(Corpus.open(BELIEF, in_memory=True).store)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_name_lies_on_another(belief: Debate, open_page: OpenPage, width: int, height: int) -> None:
    page = open_page(belief, width=width, height=height, reduced_motion="reduce")
    before = names(page)
    assert len(before) > (30 if width > 1600 else 24 if width > 1000 else 15)
    assert not overlapping(before)
    page.locator("#picture").focus()
    page.keyboard.press("+")
    assert not overlapping(names(page))
    page.keyboard.press("0")
    assert rounded(names(page)) == rounded(before)


@pytest.mark.parametrize("size", [13, 20])
def test_no_name_lies_on_another_among_some_twenty_speakers(open_page: OpenPage, size: int) -> None:
    page = open_page(crowd(size), width=1280, height=850)
    found = names(page)
    assert len(found) > 0.8 * size
    assert not overlapping(found)
    spots = {box["id"]: spot(page, box["id"]) for box in found.values()}
    canvas = page.locator("#canvas").bounding_box()
    assert canvas
    middle = (canvas["x"] + canvas["width"] / 2, canvas["y"] + canvas["height"] / 2)
    for box in found.values():  # nor on a speaker
        for place in spots.values():
            assert place
            x, y = place["x"] - middle[0], place["y"] - middle[1]
            assert not (box["left"] < x < box["right"] and box["top"] < y < box["bottom"])


def test_who_is_pointed_at_and_all_tied_to_them_are_named(belief: Debate, open_page: OpenPage) -> None:
    page = open_page(belief, width=1280, height=850, bypass_csp=True)
    before = names(page)
    unnamed = next(
        one
        for one in belief.speakers
        if opaque("s", one.iri) not in before and any(one.iri in edge.parties for edge in belief.edges)
    )
    tied = {opaque("s", iri) for edge in belief.edges if unnamed.iri in edge.parties for iri in edge.parties}
    place = spot(page, opaque("s", unnamed.iri))
    assert place
    page.mouse.move(place["x"], place["y"])
    page.wait_for_function("id => counterpoint.labelBoxes().some((box) => box.id === id)", arg=opaque("s", unnamed.iri))
    pointed = names(page)
    assert tied <= pointed.keys()
    assert not overlapping(pointed)
    stayed = pointed.keys() & before.keys() - tied
    assert stayed
    assert all(pointed[one] == before[one] for one in stayed)  # nothing else moves
    page.mouse.move(2, 2)
    page.wait_for_function(
        "id => !counterpoint.labelBoxes().some((box) => box.id === id)", arg=opaque("s", unnamed.iri)
    )
    assert names(page) == before


def test_who_is_chosen_and_all_tied_to_them_are_named(belief: Debate, open_page: OpenPage) -> None:
    before = names(open_page(belief, width=390, height=844))
    for one in belief.speakers:
        name = opaque("s", one.iri)
        tied = {opaque("s", iri) for edge in belief.edges if one.iri in edge.parties for iri in edge.parties} | {name}
        if tied <= before.keys():
            continue
        found = names(open_page(belief, f"speaker={name}", width=390, height=844))
        assert found.keys() == tied
        assert not overlapping(found)
        return
    pytest.fail("everybody has a name already")


def test_names_stay_beside_their_speakers_while_the_picture_is_dragged(belief: Debate, open_page: OpenPage) -> None:
    page = open_page(belief, width=1280, height=850, bypass_csp=True)
    canvas = page.locator("#canvas").bounding_box()
    assert canvas
    before = rounded(names(page))
    page.mouse.move(canvas["x"] + 20, canvas["y"] + 20)
    page.mouse.down()
    page.mouse.move(canvas["x"] + 320, canvas["y"] + 20, steps=5)
    assert rounded(names(page)) == before
    page.mouse.up()
    page.wait_for_function("count => counterpoint.labelBoxes().length !== count", arg=len(before))
    assert not overlapping(names(page))


def test_a_speaker_among_many_has_no_name_on_another(open_page: OpenPage) -> None:
    size = 20
    page = open_page(crowd(size), f"focus={opaque('s', 'p/00')}", width=1280, height=850)
    assert page.locator("#focus-bar").is_visible()
    found = names(page)
    assert opaque("s", "p/00") in found
    assert len(found) > 8
    assert not overlapping(found)
