"""The written page, without a browser: hostile text stays text, in the HTML, in the drawing, in the frame."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from counterpoint.view.drawing import View
from counterpoint.view.page import render, write
from tests.view.payloads import ADDRESSES, HIDDEN, PAYLOADS, everywhere, hostile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {"svg", "g", "path", "circle", "rect", "line", "text", "tspan", "title", "desc", "style", "defs", "ellipse"}
DATA = ("debate", "evidence", "picture-nodes", "picture-edges", "picture-options")
IRIS = {"base", "iri", "speakerIri", "claimIri", "sourceIri"}
"""What the page carries for its downloads, and never shows."""


def strings(value: Any) -> Iterator[str]:
    """Give all text in JSON but the IRIs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from strings(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from () if name in IRIS else strings(one)


class Anatomy(HTMLParser):
    """The elements of a page and what each has for text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._open = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.texts.append("")
        self._open = True

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[-1] += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - HTMLParser's own
        self._open = False

    def handle_comment(self, data: str) -> None:
        self.elements.append(("!--", {"data": data}))
        self.texts.append("")

    def shape(self) -> list[tuple[str, tuple[str, ...]]]:
        """Give tags and the names of their attributes, without what depends on there being an author or a date."""
        return [(tag, tuple(sorted(attributes))) for tag, attributes in self.elements if tag not in {"span", "a"}]

    def script(self, name: str) -> str:
        """Give the text of a script with data; packed data is unpacked."""
        ((text, kind),) = [
            (text, attributes["type"])
            for (_, attributes), text in zip(self.elements, self.texts, strict=True)
            if attributes.get("id") == name
        ]
        return gzip.decompress(base64.b64decode(text)).decode() if kind == "application/gzip" else text


@pytest.fixture(scope="module")
def harmless() -> Anatomy:
    return Anatomy(render(everywhere("word")))


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_no_payload_adds_an_element(payload: str, harmless: Anatomy) -> None:
    html = render(everywhere(payload))
    page = Anatomy(html)
    assert page.shape() == harmless.shape()
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "a" and attributes["href"] != "#table":
            assert str(attributes["href"]).startswith(("https://", "http://"))
    data = {name: page.script(name) for name in DATA}
    assert not [name for name, text in data.items() if "<" in text]
    shown = [text for (_, one), text in zip(page.elements, page.texts, strict=True) if one.get("id") not in DATA]
    shown += [text for part in data.values() for text in strings(json.loads(part))]
    assert not [sign for sign in HIDDEN for text in shown if sign in text]


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_the_drawing_stays_a_drawing(payload: str) -> None:
    drawing = Anatomy(render(everywhere(payload))).script("drawing")
    assert "<!DOCTYPE" not in drawing
    assert "<?xml-stylesheet" not in drawing
    for element in ET.fromstring(drawing).iter():  # noqa: S314 - it declares no entities, which was looked at
        assert element.tag.removeprefix(SVG) in DRAWN
        assert not [name for name in element.attrib if name.startswith("on") or name.endswith("href")]
        if element.tag == f"{SVG}style":
            assert not re.search(r"url\(|@import|<", element.text or "")


def test_the_scripts_are_those_that_the_policy_names() -> None:
    page = Anatomy(render(hostile(PAYLOADS)))
    scripts = [
        text
        for (tag, attributes), text in zip(page.elements, page.texts, strict=True)
        if tag == "script" and "type" not in attributes
    ]
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts]
    (first, *_) = [(tag, attributes) for tag, attributes in page.elements if tag not in {"html", "head"}]
    assert first[0] == "meta"
    assert first[1]["http-equiv"] == "Content-Security-Policy"
    assert str(first[1]["content"]).split("; ") == [
        "default-src 'none'",
        f"script-src {' '.join(hashes)}",
        "style-src 'unsafe-inline'",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]


@pytest.mark.parametrize(("address", "links"), ADDRESSES.items())
def test_only_web_addresses_become_links(address: str, links: bool) -> None:
    debate = everywhere("word")
    (source,) = debate.sources
    page = Anatomy(render(type(debate)(sources=(type(source)(source.iri, "title", url=address),))))
    found = [attributes for tag, attributes in page.elements if tag == "a" and attributes["href"] != "#table"]
    assert [attributes["href"] for attributes in found] == [address] * links
    assert all(attributes["rel"] == "noopener noreferrer" for attributes in found)
    assert json.loads(page.script("debate"))["sources"][0]["url"] == (address if links else "")


@pytest.mark.parametrize("payload", PAYLOADS.values(), ids=PAYLOADS.keys())
def test_the_frame_in_a_notebook_holds_nothing_but_the_page(payload: str) -> None:
    shown = Anatomy(View(render(everywhere(payload)))._repr_html_())
    ((tag, attributes),) = shown.elements
    assert tag == "iframe"
    assert "allow-same-origin" not in str(attributes["sandbox"])
    assert "allow-top-navigation" not in str(attributes["sandbox"])


def test_hostile_text_is_written_to_a_file(tmp_path: Path) -> None:
    page = render(hostile(PAYLOADS))
    assert write(page, tmp_path / "network.html").read_text(encoding="utf-8").count("<script") == page.count("<script")
