"""The page as a file: what stands in it, and how it is written."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import stat
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from counterpoint.errors import WorkspaceError
from counterpoint.view.debate import Debate, Source, Speaker
from counterpoint.view.page import draw, render, write

if TYPE_CHECKING:
    from pathlib import Path


class Reader(HTMLParser):
    """Read the elements of a page, and the text of its scripts."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self._inside: str = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag == "script":
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == "script" else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            attributes, text = self.scripts[-1]
            self.scripts[-1] = (attributes, text + data)


@pytest.fixture(scope="module")
def page(debate: Debate) -> str:
    return render(debate)


def test_the_policy_comes_first_and_allows_just_the_scripts_that_are_there(page: str) -> None:
    read = Reader(page)
    tags = [tag for tag, _ in read.elements]
    assert tags[:3] == ["html", "head", "meta"]
    policy = read.elements[2][1]
    assert policy["http-equiv"] == "Content-Security-Policy"
    run = [text for attributes, text in read.scripts if "type" not in attributes]
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in run]
    assert policy["content"] == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'; style-src 'unsafe-inline'; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
        "trusted-types 'none'"
    )
    assert page.index('charset="utf-8"') < 1024


def test_the_page_has_a_doctype_a_language_and_one_title(page: str) -> None:
    assert page.startswith("<!doctype html>\n")
    elements = Reader(page).elements
    assert elements[0] == ("html", {"lang": "en"})
    assert "<title>Should the bridge close?</title>" in page
    assert [tag for tag, _ in elements].count("h1") == 1


def test_nothing_in_the_page_is_fetched(page: str) -> None:
    for tag, attributes in Reader(page).elements:
        assert tag not in {"link", "iframe", "img", "object", "embed", "base"}
        assert "src" not in attributes
    assert "sourceMappingURL" not in page


def test_the_same_debate_gives_the_same_page(debate: Debate) -> None:
    assert render(debate) == render(replace(debate, alignments=debate.alignments[::-1]))


def test_nothing_in_the_data_ends_its_script(debate: Debate) -> None:
    payload = "</script><script>alert(1)</script><!--<script> & \u2028\u2029 ]]>"
    page = render(replace(debate, speakers=(Speaker("x", payload), *debate.speakers)), title=payload)
    data = {attributes["id"]: text for attributes, text in Reader(page).scripts if "id" in attributes}
    assert json.loads(data["debate"])["speakers"]["name"][0].startswith("</script><script>alert(1)")
    for text in data.values():
        assert not re.search("[<>&\u2028\u2029]", text)
    assert list(data) == ["debate", "evidence", "drawing", "picture-nodes", "picture-edges", "picture-options"]
    assert len(Reader(page).scripts) == len(data) + 2


def unpacked(page: str, name: str) -> str:
    found = {attributes.get("id"): (attributes["type"], text) for attributes, text in Reader(page).scripts[:-2]}
    kind, text = found[name]
    if kind == "application/json":
        return text
    assert kind == "application/gzip"
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", text)
    return gzip.decompress(base64.b64decode(text)).decode()


def test_much_data_is_packed_and_little_can_be_read(debate: Debate) -> None:
    said = tuple(replace(debate.statements[0], iri=str(number), quote=f"{number} ü" * 20) for number in range(2_000))
    page = render(replace(debate, statements=said))
    (_, core), (evidence, _), *_ = Reader(page).scripts
    assert json.loads(core)["counts"]["statements"] == 2_000
    assert evidence["type"] == "application/gzip"
    quotes = json.loads(unpacked(page, "evidence"))["statements"]["quote"]
    assert quotes == [statement.quote for statement in said]


def test_half_of_a_surrogate_pair_anywhere_leaves_a_page_that_can_be_written(tmp_path: Path) -> None:
    torn = Speaker("http://x/\ud83d", "Ann \ud83d")
    page = render(Debate((torn,), title="\udc00"))
    write(page, tmp_path / "page.html")
    assert json.loads(unpacked(page, "evidence"))["base"]["speakers"] == "http://x/?"


def test_the_page_carries_its_picture_as_a_drawing(debate: Debate) -> None:
    drawn = draw(debate)
    assert unpacked(drawn.html, "drawing") == drawn.svg
    assert drawn.html == render(debate)


def test_progress_goes_up_to_all(debate: Debate) -> None:
    told: list[float] = []
    draw(debate, tell=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_the_heading_is_the_given_title_else_the_debates_else_a_general_one(debate: Debate) -> None:
    assert "<h1>Who says what</h1>" in render(debate, title="Who says what")
    assert "<h1>Should the bridge close?</h1>" in render(debate)
    assert "<h1>Who agrees with whom</h1>" in render(Debate())


def test_one_source_is_named_and_linked_and_many_are_counted(debate: Debate) -> None:
    one = render(replace(debate, sources=debate.sources[:1]))
    assert "<span>Elif Kaya</span><span>Harbour Post</span><span>2 May 2024</span>" in one
    assert '<a href="https://example.org/post" target="_blank" rel="noopener noreferrer">' in one
    assert "<span>2 sources</span><span>2023–2024</span>" in render(debate)
    assert "alert(1)" not in render(Debate(sources=(Source("x", "X", url="javascript:alert(1)"),)))


def test_neither_the_package_nor_its_view_loads_pyvis_before_a_page_is_drawn() -> None:
    code = (
        "import sys, counterpoint.view; "
        "sys.exit(any(name in sys.modules for name in ('pyvis', 'networkx', 'jinja2', 'numpy', 'igraph')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "network.html"
    assert write("<p>old ü</p>", file) == file
    assert file.read_bytes() == "<p>old ü</p>".encode()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("pathlib.Path.replace", fail)
        with pytest.raises(WorkspaceError, match="No space left on device"):
            write("<p>new</p>", file)
    assert file.read_text(encoding="utf-8") == "<p>old ü</p>"
    assert list(tmp_path.iterdir()) == [file]


def test_a_page_may_be_read_by_whom_the_old_one_could_be_read_by(tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    (tmp_path / "other").touch()
    write("", file)
    assert stat.S_IMODE(file.stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)
    file.chmod(0o600)
    write("", file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["no/such/folder/network.html", "."])
def test_where_a_page_cannot_be_written_the_error_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkspaceError, match="cannot be written") as caught:
        write("", tmp_path / name)
    assert caught.value.hint
