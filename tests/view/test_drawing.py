"""The page as an object: in a file, and in a notebook."""

from __future__ import annotations

import base64
import gzip
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from counterpoint.store.embedded import EmbeddedStore
from counterpoint.view.drawing import View
from counterpoint.view.page import draw
from tests.view.test_payload import many
from tests.view.test_reading import GRAPH

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from counterpoint.view.debate import Debate


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    store = EmbeddedStore()
    store.engine.load(GRAPH.encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode("http://x/graph"))
    return store


def test_a_view_has_a_page_and_a_picture_and_the_files_name_chooses(store: EmbeddedStore, tmp_path: Path) -> None:
    view = View.of(store, "Who says aye")
    assert view.html.startswith("<!doctype html>")
    assert view.svg.startswith("<svg ")
    assert "<title>Who says aye</title>" in view.html
    assert ">Who says aye</title>" in view.svg
    assert view.write(tmp_path / "a.html").read_text(encoding="utf-8") == view.html
    assert view.write(tmp_path / "a.svg").read_text(encoding="utf-8") == view.svg
    assert view.write(tmp_path / "a.page").read_text(encoding="utf-8") == view.html


def test_progress_counts_hundredths_up_to_a_hundred(store: EmbeddedStore) -> None:
    told: list[tuple[str, int, int]] = []
    View.of(store, progress=lambda *what: told.append(what))
    done = [item[1] for item in told]
    assert done == sorted(done)
    assert done[-1] == 100
    assert {item[2] for item in told} == {100}
    assert list(dict.fromkeys(item[0] for item in told)) == ["reading", "drawing"]


class Frame(HTMLParser):
    """Read the attributes of the one element that a notebook shows."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_a_notebook_shows_the_page_in_a_frame_that_may_do_little(debate: Debate) -> None:
    drawn = draw(debate)
    ((tag, attributes),) = Frame(View(drawn.html, drawn.svg, 500)._repr_html_()).found
    assert tag == "iframe"
    assert attributes["srcdoc"] == drawn.html
    assert attributes["height"] == "500"
    assert attributes["title"]
    may = set((attributes["sandbox"] or "").split())
    assert may == {"allow-scripts", "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads"}
    assert "page of" in repr(View(drawn.html))


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("size", [6, 400])
def test_in_a_notebook_the_page_works_though_it_may_not_see_the_notebook(
    browser: Browser, debate: Debate, tmp_path: Path, size: int
) -> None:
    drawn = draw(debate if size == 6 else many(size))
    notebook = tmp_path / "notebook.html"
    body = View(drawn.html, drawn.svg)._repr_html_()
    notebook.write_text(f"<!doctype html><meta charset='utf-8'><title>Notebook</title>{body}", encoding="utf-8")
    page = browser.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(notebook.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("html[data-ready=true]").wait_for(timeout=10_000)
    inside = page.frames[1]
    inside.evaluate("location.hash = 'show=table'")
    frame.locator("#table").wait_for(timeout=5_000)
    assert page.url == notebook.as_uri()
    assert inside.evaluate("origin") == "null"
    packed = base64.b64encode(gzip.compress(b"words")).decode()
    text = inside.evaluate(
        """async (packed) => {
            const bytes = Uint8Array.from(atob(packed), (sign) => sign.charCodeAt(0));
            return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
        }""",
        packed,
    )
    assert text == "words"
    with page.expect_download(timeout=5_000) as saved:
        inside.evaluate(
            """() => {
                const link = document.createElement("a");
                link.href = URL.createObjectURL(new Blob(["words"], { type: "text/csv" }));
                link.download = "words.csv";
                link.click();
            }"""
        )
    assert saved.value.suggested_filename == "words.csv"
    assert saved.value.path().read_text() == "words"
    page.close()
    assert not faults
