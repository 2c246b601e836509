"""What the page must do, done in another browser than the one that most tests use."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from benchmarks.synthetic.planted import plant
from counterpoint.view.page import render, write
from counterpoint.view.payload import opaque
from tests.firefox import WAIT, Firefox
from tests.view.conftest import make_debate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from counterpoint.view.debate import Debate

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("firefox")]

READY = "document.documentElement.dataset.evidence === 'true'"


@pytest.fixture(scope="session")
def started(firefox_program: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with Firefox(firefox_program, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture
def firefox(started: Firefox) -> Iterator[Firefox]:
    """Give a running Firefox; afterwards, no page may have complained, asked or fetched."""
    started.complaints.clear()
    yield started
    assert not started.complaints


def show(firefox: Firefox, debate: Debate, folder: Path, fragment: str = "", **size: int) -> None:
    file = write(render(debate), folder / "network.html")
    firefox.open("about:blank")
    firefox.open(file.as_uri() + (f"#{fragment}" if fragment else ""), **size)
    firefox.wait_for(READY)


def downloaded(firefox: Firefox, name: str) -> bytes:
    """Wait for a file to be saved, whole, and take it away."""
    file, end = firefox.downloads / name, time.monotonic() + WAIT
    while not (file.exists() and file.stat().st_size and not list(firefox.downloads.glob("*.part"))):
        assert time.monotonic() < end, f"{name} is not saved"
        time.sleep(0.05)
    content = file.read_bytes()
    file.unlink()
    return content


def test_search_words_and_back_by_keyboard(firefox: Firefox, tmp_path: Path) -> None:
    show(firefox, make_debate(), tmp_path)
    firefox.wait_for_text("#showing", "Showing 6 of 6 speakers, 11 of 11 lines")
    firefox.evaluate("document.querySelector('#search').focus()")
    firefox.type("okafor")
    firefox.wait_for_text("#suggestions", "Ben Okafor")
    firefox.press("ArrowDown")
    firefox.press("Enter")
    firefox.wait_for_text("#panel h2", "Ben Okafor")
    assert firefox.evaluate("document.activeElement === document.querySelector('#panel h2')")
    firefox.evaluate("[...document.querySelectorAll('#panel a.step')].find(a => a.hash.endsWith('disagree')).focus()")
    firefox.press("Enter")
    firefox.wait_for_text("#panel h2", "Ben Okafor against Dev Mistry")
    for words in (
        "‘the “old lady” has room for everyone’",
        "“it is full at seven”",
        "opposes",
        "Harbour Post, 2 May 2024",
    ):
        firefox.wait_for_text("#panel", words)
    firefox.press("Escape")
    firefox.wait_for_text("#panel h2", "6 speakers, 4 claims")


def test_mouse_focus_filters_and_table(firefox: Firefox, tmp_path: Path) -> None:
    show(firefox, make_debate(), tmp_path)
    firefox.click("{x},{y}".format(**firefox.evaluate(f"counterpoint.spotOf('{opaque('s', 'p/ben')}')")))
    firefox.wait_for_text("#panel h2", "Ben Okafor")
    firefox.click("#panel .panel-head > .button")
    firefox.wait_for_text("#focus-bar", "Ben Okafor: agreement left, disagreement right")
    firefox.wait_for_text("#showing", "Showing 5 of 6 speakers, 5 of 11 lines")
    firefox.click("#reset")
    firefox.click("#stance-agree")
    firefox.wait_for_text("#showing", "4 of 11 lines")
    firefox.click("#show-table")
    firefox.wait_for("document.querySelectorAll('#table tbody tr').length === 4")
    firefox.click("#table tbody tr:first-child .action a")
    firefox.wait_for_text("#panel h2", " against ")
    address = firefox.evaluate("location.hash.slice(1)")
    show(firefox, make_debate(), tmp_path, address)
    firefox.wait_for_text("#panel h2", " against ")
    assert firefox.evaluate("document.querySelector('#table').checkVisibility()")


def test_downloads(firefox: Firefox, tmp_path: Path) -> None:
    show(firefox, make_debate(), tmp_path)
    for control, name, beginning in (
        ("save-png", "network.png", b"\x89PNG"),
        ("save-svg", "network.svg", b"<svg"),
        ("save-graphml", "network.graphml", b"<?xml"),
        ("save-csv", "lines.csv", b"speaker,"),
    ):
        firefox.click("#downloads summary")
        firefox.click(f"#{control}")
        assert beginning in downloaded(firefox, name)[:100]


def test_a_large_debate_opens_on_its_camps(firefox: Firefox, tmp_path: Path) -> None:
    debate = plant(360, camps=4).debate
    show(firefox, debate, tmp_path)
    assert firefox.evaluate("document.querySelector('#show-camps').getAttribute('aria-pressed')") == "true"
    firefox.wait_for_text("#showing", "camps with ")
    name = debate.speakers[-1].name
    firefox.click("#search")
    firefox.type(name.lower())
    firefox.wait_for_text("#suggestions", name)
    firefox.press("Enter")
    firefox.wait_for_text("#focus-bar", f"{name}: agreement left, disagreement right")
    firefox.wait_for_text("#panel h2", name)
    firefox.click("#panel .relations a")
    firefox.wait_for("document.querySelectorAll('#panel blockquote').length >= 2")


def test_the_policy_holds(firefox: Firefox, tmp_path: Path) -> None:
    show(firefox, make_debate(), tmp_path)
    firefox.evaluate(
        "addEventListener('securitypolicyviolation', (event) => (window.refused ??= []).push(event.effectiveDirective))"
    )
    firefox.evaluate(
        "document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/a.png'}),"
        " Object.assign(document.createElement('a'), {id: 'bad', href: 'javascript:window.fired=1'}))"
    )
    firefox.evaluate("document.querySelector('#bad').click()")
    firefox.wait_for("['img-src', 'require-trusted-types-for'].every((part) => window.refused?.includes(part))")
    assert firefox.evaluate("window.fired ?? null") is None
    refusals = [said for said in firefox.complaints if "Content-Security-Policy" in said]
    assert refusals == firefox.complaints
    firefox.complaints.clear()
    with pytest.raises(RuntimeError, match="innerHTML"):
        firefox.evaluate("document.body.innerHTML = '<b>'")
