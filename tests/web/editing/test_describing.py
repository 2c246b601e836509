"""What a draft says of its source, said in a form."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.web.editing.browsing import OpenPage
from tests.web.editing.eastmere import draft
from tests.web.editing.visiting import Visitor, fields_of

if TYPE_CHECKING:
    from tests.web.serving import Answer

SAID = {
    "title": "The town that wants its river back",
    "author": "Jane Doe; Marta Lindqvist",
    "publisher": "Rivers Institute",
    "published": "2026-03-31",
    "type": "Report",
    "url": "https://example.org/river",
    "doi": "10.1234/river",
    "licence": "https://creativecommons.org/licenses/by/4.0/",
    "language": "en",
}


def record(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(), Loader=yaml.CSafeLoader)
    return data


def send(visitor: Visitor, name: str, **said: str) -> Answer:
    fields = fields_of(visitor.get(f"/edit/draft/{name}/source").text)
    return visitor.post(f"/edit/draft/{name}/source", {**fields, **said})


def test_all_of_it_is_said_at_once_and_taken_back_at_once(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "told")
    before = record(path)["source"]
    answer = send(visitor, "told", **SAID)
    assert answer.status == 200
    assert "It is saved what the source is." in answer.text
    assert "Jane Doe; Marta Lindqvist" in answer.text
    source = {key: str(value) if key == "published" else value for key, value in record(path)["source"].items()}
    people = {"author": ["jane-doe", "marta-lindqvist"], "publisher": "rivers-institute"}
    assert source == {**before, **SAID, **people}
    shown = fields_of(visitor.get("/edit/draft/told/source").text)
    assert {key: shown[key] for key in SAID} == SAID
    visitor.step("told", "undo")
    assert record(path)["source"] == before


def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "wrong")
    before = path.read_bytes()
    answer = send(visitor, "wrong", **SAID | {"published": "last spring", "doi": "river", "author": "Ida Nobody"})
    assert answer.status == 422
    assert path.read_bytes() == before
    for key, what in (("published", "is no date"), ("doi", "DOI"), ("author", "” new?")):
        assert re.search(
            rf'<input id="{key}"[^>]* aria-invalid="true" aria-describedby="[^"]*wrong-{key}"', answer.text
        )
        assert what in answer.text.partition(f'id="wrong-{key}"')[2].partition("</div>")[0]
    assert 'id="wrong-url"' not in answer.text
    assert fields_of(answer.text)["url"] == SAID["url"]  # what was sent is still there
    for title in ("", "  "):
        assert send(visitor, "wrong", title=title).status == 422
    assert send(visitor, "wrong", type="Nonsense").status == 422
    assert send(visitor, "wrong", url="javascript:alert(1)").status == 422
    assert path.read_bytes() == before


def test_an_author_whom_nobody_knows_is_introduced(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "new")
    close = send(visitor, "new", publisher="Rivers Institut").text
    assert "Did you mean <b>Rivers Institute</b>?" in close
    page = send(visitor, "new", author="Ida Nobody", publisher="The Ford Herald").text
    again = {**fields_of(page), "new-author": "person", "new-publisher": "organisation"}
    assert visitor.post("/edit/draft/new/source", again).status == 200
    made = record(path)
    assert made["source"]["author"] == "ida-nobody"
    assert "Ida Nobody" in str(made["people"]["ida-nobody"])
    assert "The Ford Herald" in str(made["organisations"][made["source"]["publisher"]])
    assert send(visitor, "new", author="", publisher="").status == 200
    assert not record(path)["source"].keys() & {"author", "publisher"}


def test_what_a_form_does_not_hold_stays_as_it_is(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "part-of-it")
    before = record(path)["source"]
    fields = fields_of(visitor.get("/edit/draft/part-of-it/source").text)
    sent = {key: fields[key] for key in ("token", "revision")} | {"language": "de"}
    assert visitor.post("/edit/draft/part-of-it/source", sent).status == 200
    assert record(path)["source"] == {**before, "language": "de"}


def test_a_form_for_another_state_of_the_draft_changes_nothing(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "stale")
    old = fields_of(visitor.get("/edit/draft/stale/source").text)
    send(visitor, "stale", published="2026-03-01")
    answer = visitor.post("/edit/draft/stale/source", {**old, "published": "2026-03-02", "language": "de"})
    assert answer.status == 409
    assert "has changed since this page was made" in answer.text
    assert 'In the draft now: <b dir="auto">2026-03-01</b>' in answer.text
    assert str(record(path)["source"]["published"]) == "2026-03-01"
    assert visitor.post("/edit/draft/stale/source", fields_of(answer.text)).status == 200
    assert str(record(path)["source"]["published"]) == "2026-03-02"


@pytest.mark.parametrize("token", ["", "x" * 43])
def test_a_form_of_somebody_else_changes_nothing(visitor: Visitor, debate: Path, token: str) -> None:
    path = draft(debate, "forged")
    before = path.read_bytes()
    fields = {**fields_of(visitor.get("/edit/draft/forged/source").text), "token": token, "title": "Mine"}
    assert visitor.post("/edit/draft/forged/source", fields).status == 403
    right = fields_of(visitor.get("/edit/draft/forged/source").text) | {"title": "Mine"}
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert visitor.post("/edit/draft/forged/source", right, elsewhere).status == 403
    assert path.read_bytes() == before


def test_words_of_the_source_are_text_and_nothing_else(visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "hostile")
    assert send(visitor, "hostile", title='<img src=x onerror=alert(1)>"', language="en").status == 200
    for page in ("", "/source", "/finish"):
        text = visitor.get(f"/edit/draft/hostile{page}").text
        assert "<img" not in text
        assert "&lt;img" in text
    path.unlink()


@pytest.mark.browser
def test_the_form_works_without_a_script_on_a_narrow_page(open_page: OpenPage, debate: Path) -> None:
    path = draft(debate, "plain-source", source={"id": "plain-source", "title": "A title"})
    page = open_page("/edit/draft/plain-source", width=390, java_script_enabled=False)
    expect(page.locator(".byline-of")).to_contain_text("no date")
    page.get_by_role("link", name="Say more of the source").click()
    page.get_by_label("Published").fill("31.3.2026")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Published")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Published")).to_have_value("31.3.2026")
    page.get_by_label("Published").fill("2026-03-31")
    page.get_by_label("Kind").select_option("news article")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".said")).to_have_text("It is saved what the source is.")
    expect(page.locator(".byline-of")).to_contain_text("31 March 2026")
    assert str(record(path)["source"]["published"]) == "2026-03-31"


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_form(open_page: OpenPage, debate: Path, scheme: str) -> None:
    draft(debate, "axe-source")
    page = open_page("/edit/draft/axe-source/source", width=390, color_scheme=scheme)
    page.get_by_label("Authors").fill("Ida Nobody")
    page.get_by_label("Published").fill("soon")
    page.get_by_role("button", name="Save").click()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
