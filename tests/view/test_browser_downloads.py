"""What the reader takes away from the page, in a real browser."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from counterpoint.view.debate import Debate
    from tests.view.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def take(page: Page, name: str, folder: Path) -> bytes:
    """Click a download, and give what came."""
    page.locator("#downloads summary").click()
    with page.expect_download(timeout=20_000) as waiting:
        page.locator("#downloads").get_by_role("button", name=name).click()
    file = folder / waiting.value.suggested_filename
    waiting.value.save_as(file)
    expect(page.locator("#downloads .sheet")).to_be_hidden()
    return file.read_bytes()


def test_the_picture_as_png(debate: Debate, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(debate, device_scale_factor=2)
    data = take(page, "Picture", tmp_path)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    box = page.locator("#canvas").bounding_box()
    assert box
    assert width == pytest.approx(2 * box["width"], abs=2)
    assert height > 2 * box["height"]  # the heading and the legend are on it


def test_the_drawing_that_python_made_as_svg(debate: Debate, open_page: OpenPage, tmp_path: Path) -> None:
    root = ET.fromstring(take(open_page(debate), "Drawing", tmp_path))  # noqa: S314 - our own file
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    words = " ".join(root.itertext())
    assert all(speaker.name.partition(" ")[0] in words for speaker in debate.speakers)


def test_the_lines_that_pass_the_filters_as_graphml(debate: Debate, open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page(debate)
    page.locator("#stance-agree").click()
    graph = nx.parse_graphml(take(page, "Network", tmp_path).decode(), force_multigraph=True)
    assert set(graph) == {speaker.iri for speaker in debate.speakers}
    assert graph.nodes["o/traders"]["kind"] == "organisation"
    assert graph.nodes["p/ada"]["label"] == "Ada Lindqvist"
    assert graph.number_of_edges() == 4
    (tie,) = graph.get_edge_data("p/ben", "p/dev").values()
    assert tie["stance"] == "disagree"
    assert tie["weight"] == 2
    assert set(tie["statements"].split()) == {"st/03", "st/04", "st/07", "st/09"}


def test_lines_and_words_as_csv(debate: Debate, open_page: OpenPage, tmp_path: Path) -> None:
    statements = (replace(debate.statements[0], quote='=HYPERLINK("x"), she said'), *debate.statements[1:])
    data = take(open_page(replace(debate, statements=statements)), "Lines and words", tmp_path)
    rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    points = sum(edge.weight for edge in debate.edges)
    assert len(rows) == points
    row = next(row for row in rows if row["speaker"] == "Ada Lindqvist" and row["other_speaker"] == "Ben Okafor")
    assert row["stands"] == "agrees with"
    assert {row["words"] for row in rows} >= {'\'=HYPERLINK("x"), she said'}
    assert all(row["statements"] for row in rows)


def test_the_table_is_copied(debate: Debate, open_page: OpenPage) -> None:
    page = open_page(debate, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#downloads summary").click()
    page.get_by_role("button", name="Copy the table").click()
    expect(page.locator("#done")).to_have_text("The table is copied.")
    text = page.evaluate("navigator.clipboard.readText()")
    assert len(text.splitlines()) == 1 + sum(edge.weight for edge in debate.edges)
    assert text.splitlines()[0].split("\t")[:3] == ["speaker", "stands", "other_speaker"]
