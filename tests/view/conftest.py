"""A debate to draw, and a real browser to look at it."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from counterpoint.view.debate import Alignment, Claim, Debate, Role, Source, Speaker, Statement
from counterpoint.view.page import render, write

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request

    OpenPage = Callable[..., Page]

STANCES = {"supports": 1.0, "opposes": -1.0, "qualifies": 0.0, "mentions": None}

SPEAKERS = (
    Speaker(
        "p/ada",
        "Ada Lindqvist",
        roles=(
            Role("professor", "Institute for Transport Studies", cited_as="professor of transport"),
            Role("adviser", "Ministry of Works", former=True),
        ),
    ),
    Speaker("p/ben", "Ben Okafor", roles=(Role("chair", "Cyclists’ Union"), Role("councillor", "City Council"))),
    Speaker("p/chloe", "Chloe Tran", roles=(Role("head teacher", "Quayside School"),)),
    Speaker("p/dev", "Dev Mistry", roles=(Role("owner", "Mistry’s Hardware"),)),
    Speaker("o/traders", "Harbour Trade Association", kind="organisation"),
    Speaker("p/elif", "Elif Kaya", roles=(Role("journalist"),)),
)

CLAIMS = (
    Claim("c/air", "Closing the bridge would clean the air.", ("Health",)),
    Claim("c/trade", "Closing the bridge would harm the shops.", ("Trade",)),
    Claim("c/ferry", "The ferry can carry the commuters.", ("Transport",)),
    Claim("c/walk", "Children should be able to walk to school.", ("Health", "Transport")),
)

SOURCES = (
    Source("s/post", "A bridge too many?", "2024-05-02", "https://example.org/post", "Harbour Post", "Elif Kaya"),
    Source("s/minutes", "Minutes of the council", "2023-11", "https://example.org/minutes", "City Council"),
)

SAID = (
    ("ada", "supports", "air", "the air would be clean within a year", "post", "source"),
    ("ada", "opposes", "trade", "shops gain from people on foot", "minutes", "curator"),
    ("ben", "supports", "air", "we would all breathe again", "post", "source"),
    ("ben", "supports", "ferry", "the “old lady” has room for everyone", "post", "source"),
    ("ben", "opposes", "trade", "nobody buys a sofa on the bridge", "post", "curator"),
    ("chloe", "supports", "air", "half my pupils carry inhalers", "minutes", "source"),
    ("chloe", "supports", "walk", "let them walk", "minutes", "source"),
    ("dev", "supports", "trade", "my customers come by car", "post", "source"),
    ("dev", "supports", "air", "cleaner, yes", "post", "curator"),
    ("dev", "opposes", "ferry", "it is full at seven", "post", "source"),
    ("traders", "supports", "trade", "a third of our turnover crosses that bridge", "minutes", "source"),
    ("elif", "mentions", "ferry", "whether the ferry can cope", "post", ""),
)


def make_debate(said: tuple[tuple[str, ...], ...] = SAID, speakers: tuple[Speaker, ...] = SPEAKERS) -> Debate:
    """Build a debate whose alignments follow from its statements by the two plainest rules."""
    iris = {speaker.iri.rpartition("/")[2]: speaker.iri for speaker in speakers}
    statements = tuple(
        Statement(
            f"st/{number:02}",
            iris[who],
            f"c/{claim}",
            stance,
            STANCES[stance],
            mode="direct",
            quote=quote,
            source=f"s/{source}",
            said_by=by,  # type: ignore[arg-type]
        )
        for number, (who, stance, claim, quote, source, by) in enumerate(said)
    )
    return Debate(speakers, CLAIMS, statements, tuple(align(statements)), SOURCES, title="Should the bridge close?")


def align(statements: tuple[Statement, ...]) -> Iterator[Alignment]:
    for one, other in combinations(statements, 2):
        if one.claim == other.claim and one.speaker != other.speaker and one.polarity and other.polarity:
            same = one.polarity == other.polarity
            yield Alignment(
                f"al/{one.iri}/{other.iri}",
                1 if same else -1,
                (one.speaker, other.speaker),
                (one.claim,),
                (one.iri, other.iri),
                "the same side of a claim" if same else "opposite sides of a claim",
            )


@pytest.fixture(scope="session")
def debate() -> Debate:
    """Give six speakers, one an organisation and one without a line, on four claims."""
    return make_debate()


def drawn(debate: Debate) -> str:
    """Draw a debate, once for all tests that look at the same one in turn."""
    if not _drawn or _drawn[0][0] is not debate:
        _drawn[:] = [(debate, render(debate))]
    return _drawn[0][1]


_drawn: list[tuple[Debate, str]] = []


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[OpenPage]:
    """Open pages from files; afterwards, none may have asked for anything else or complained of anything."""
    faults: list[str] = []
    contexts: list[BrowserContext] = []

    def complain(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(message.text)

    def watch(request: Request) -> None:
        if not request.url.startswith("file:"):
            faults.append(request.url)

    def dismiss(dialog: Dialog) -> None:
        faults.append(dialog.message)
        dialog.dismiss()

    def open_one(debate: Debate, fragment: str = "", *, width: int = 1280, height: int = 800, **settings: Any) -> Page:
        file = write(drawn(debate), tmp_path / f"page-{len(contexts)}.html")
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5_000)
        page.on("request", watch)
        page.on("console", complain)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", dismiss)
        page.goto(file.as_uri() + (f"#{fragment}" if fragment else ""))
        page.locator("html[data-ready=true]").wait_for()
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not faults
