"""What a server that edits lets nobody do: over HTTP, as anybody may try."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.editing.eastmere import draft, furnish, statement
from tests.web.editing.visiting import FORM, Visitor, fields_of
from tests.web.serving import Served, serving

PATHS = ("/edit", "/edit/who", "/edit/draft/locked", "/edit/draft/locked/find?q=weir", "/edit/draft/locked/finish")
TOKEN = "sixteen letters and more"  # noqa: S105 - of the tests


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a debate with a draft to those who have the token."""
    root = furnish(tmp_path_factory.mktemp("locked") / "debate")
    draft(root, "locked")
    os.environ["COUNTERPOINT_EDIT_TOKEN"] = TOKEN
    try:
        with serving("--edit", workspace=root) as served:
            yield served
    finally:
        del os.environ["COUNTERPOINT_EDIT_TOKEN"]


def test_without_the_option_there_is_no_address_that_edits(demo: Served) -> None:
    for path in (*PATHS, "/edit/login", "/edit/logout", "/edit/anything"):
        assert demo.get(path).status == 404
        posted = demo.ask(path, method="POST", body=b"do=accept", headers={"Content-Type": FORM})
        assert posted.status in (404, 405)
    assert "Drafts" not in demo.get("/").text


def test_every_answer_is_for_this_browser_alone(editing: Served, debate: Path) -> None:
    draft(debate, "mine")
    visitor = Visitor(editing).introduce()
    for path in (
        "/edit",
        "/edit/draft/mine",
        "/edit/draft/mine/finish",
        "/edit/draft/mine/source",
        "/edit/draft/mine/find?q=x",
        "/edit/draft/none",
    ):
        answer = visitor.get(path)
        assert answer.headers["cache-control"] == "no-store"
        assert "etag" not in answer.headers
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        if "html" in answer.headers["content-type"]:
            assert "script-src 'self'" in answer.headers["content-security-policy"]
            assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", answer.text)


def test_cookies_are_kept_from_scripts_and_from_other_sites(editing: Served) -> None:
    cookie = editing.get("/edit").headers["set-cookie"]
    assert "; HttpOnly; SameSite=Strict" in cookie
    assert "; Path=/edit" in cookie
    assert "Secure" not in cookie
    assert "set-cookie" not in editing.get("/").headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "debate.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:7474"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"X-Forwarded-For": "203.0.113.7"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": "application/json"}, 415),
    ],
)
def test_a_form_that_no_page_of_this_server_sent_changes_nothing(
    visitor: Visitor, debate: Path, headers: dict[str, str], status: int
) -> None:
    path = draft(debate, "forged")
    fields = {**visitor.form("forged", "weir-1"), "do": "reject"}
    before = path.read_bytes()
    assert visitor.post("/edit/draft/forged", fields, headers).status == status
    assert path.read_bytes() == before
    assert visitor.post("/edit/draft/forged", fields).status == 200
    assert path.read_bytes() != before


def test_a_form_needs_the_token_of_its_own_session(editing: Served, visitor: Visitor, debate: Path) -> None:
    path = draft(debate, "tokens")
    before = path.read_bytes()
    fields = {**visitor.form("tokens", "weir-1"), "do": "reject", "note": "Half an hour of work."}
    other = Visitor(editing).introduce()
    for token in ("", "x" * 32, other.form("tokens")["token"]):
        answer = visitor.post("/edit/draft/tokens", {**fields, "token": token})
        assert answer.status == 403
        assert "Half an hour of work." in answer.text  # nothing that was entered is lost
    answer = Visitor(editing).post("/edit/draft/tokens", fields)
    assert answer.status == 403
    assert path.read_bytes() == before


def test_the_text_is_not_told_to_other_sites(editing: Served, debate: Path) -> None:
    draft(debate, "private")
    for headers in (
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
        {"Origin": "http://evil.example"},
        {"Host": "evil.example"},
    ):
        answer = editing.ask("/edit/draft/private", headers=headers)
        assert answer.status == 403
        assert "weir" not in answer.text.replace("The weir at Eastmere", "")
        assert "set-cookie" not in answer.headers


def test_who_follows_a_link_from_elsewhere_gets_there_with_a_cookie(editing: Served, debate: Path) -> None:
    draft(debate, "linked")
    arrival = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    answer = editing.ask("/edit/draft/linked?item=weir-1", headers=arrival)
    assert answer.status == 200
    assert answer.headers["refresh"] == "0; url=/edit/draft/linked?item=weir-1"
    assert "set-cookie" not in answer.headers
    assert "mills" not in answer.text


def test_other_methods_and_long_requests_are_refused(editing: Served, visitor: Visitor, debate: Path) -> None:
    draft(debate, "bounded")
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS"):
        assert editing.ask("/edit/draft/bounded", method=method).status == 405
    fields = {**visitor.form("bounded", "weir-1"), "do": "accept"}
    assert visitor.post("/edit/draft/bounded", {**fields, "note": "x" * 300_000}).status == 413
    many = {f"field-{number}": "" for number in range(2_000)}
    assert visitor.post("/edit/draft/bounded", {**fields, **many}).status == 400
    assert editing.ask("/edit/draft/bounded?item=" + "x" * 250_000).status in (400, 413, 414)


@pytest.mark.parametrize(
    "name", ["..%2F..%2Fcounterpoint", "%2e%2e%2fgraph%2fbase", "none", "%00", "..", "a%0d%0ab", "%F0%9F%98%80", "%ff"]
)
def test_a_name_in_an_address_is_never_a_path(visitor: Visitor, name: str) -> None:
    answer = visitor.get(f"/edit/draft/{name}")
    assert answer.status in (400, 404)
    assert "harbour depends" not in answer.text


def test_nothing_is_shown_without_the_token_that_is_needed(locked: Served) -> None:
    for path in PATHS:
        answer = locked.get(path)
        assert answer.status == 303
        assert answer.headers["location"].startswith("/edit/login")
    sent = locked.ask(
        "/edit/draft/locked", method="POST", body=b"do=reject&item=weir-1", headers={"Content-Type": FORM}
    )
    assert sent.status == 403
    assert locked.get("/").status == 200  # reading is for everybody
    assert locked.sparql("ASK {}").status == 200


def test_the_token_lets_in_and_logging_out_ends_that(locked: Served) -> None:
    visitor = Visitor(locked)
    wrong = visitor.post("/edit/login", {"secret": "another", "to": "/edit"})
    assert wrong.status == 401
    assert "another one" in wrong.text
    assert not visitor.cookies
    page = visitor.post("/edit/login", {"secret": TOKEN, "to": "/edit"})
    assert page.status == 200
    assert "The town that wants its river back" in page.text
    session = dict(visitor.cookies)
    assert visitor.post("/edit/logout", {"token": fields_of(page.text)["token"]}, follow=False).status == 303
    assert locked.ask("/edit", headers={"Cookie": "; ".join(f"{k}={v}" for k, v in session.items())}).status == 303


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example", "/\\evil.example", "/edit/../sparql", "/edit\r\nX: y"]
)
def test_the_login_leads_nowhere_else(locked: Served, to: str) -> None:
    answer = Visitor(locked).post("/edit/login", {"secret": TOKEN, "to": to}, follow=False)
    assert (answer.status, answer.headers["location"]) == (303, "/edit")


def test_guessing_is_slowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPOINT_EDIT_TOKEN", TOKEN)
    with serving("--edit", workspace=furnish(tmp_path / "debate")) as served:
        answers = [Visitor(served).post("/edit/login", {"secret": f"guess {n}"}) for n in range(6)]
        assert [answer.status for answer in answers] == [401, 401, 401, 401, 429, 429]
        assert int(answers[-1].headers["retry-after"]) >= 1
        # Whoever knows it waits as well, but not for long.
        assert Visitor(served).post("/edit/login", {"secret": TOKEN}).status == 429
        time.sleep(1.1)
        assert Visitor(served).post("/edit/login", {"secret": TOKEN}).status == 200


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>{{7*7}}\u202e'


def test_hostile_drafts_are_shown_as_text(visitor: Visitor, debate: Path) -> None:
    text = f'{HOSTILE} "It is so," said {HOSTILE}.\n\n"And <b>so</b>," he said.'
    start = text.index('"It')
    said = statement("weir-1", '"Water', '"Water', HOSTILE.replace(" ", ""))
    said |= {"quote": "It is so", "at": [start + 1, start + 9], "note": HOSTILE, "speaker": "evil"}
    said["draft"] |= {"utterance": [start, start + 11], "rule": HOSTILE, "reason": HOSTILE, "similar": ["evil"]}
    said["draft"]["proposal"] = {"stance": HOSTILE, "wording": HOSTILE, "model": HOSTILE, "prompt": HOSTILE}
    question = {"id": HOSTILE, "kind": "person", "of": ["evil"], "text": HOSTILE, "candidates": [HOSTILE]}
    more = {"people": {"evil": {"name": HOSTILE}}, "claims": {"evil": {"name": HOSTILE, "about": ["evil"]}}}
    draft(debate, "hostile", [said], text, about={"questions": [question]}, topics={"evil": {"name": HOSTILE}}, **more)
    for path in ("/edit/draft/hostile", "/edit/draft/hostile/finish", "/edit", "/edit/draft/hostile?item=%3Cscript%3E"):
        page = visitor.get(path).text
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "\u202e" not in re.sub(r"<[^>]+>", "", page)  # nowhere where it would turn what is read
    found = visitor.get("/edit/draft/hostile/find?q=script")
    assert found.headers["content-type"] == "application/json"
    assert [one["id"] for one in found.json["results"]] == ["evil"]


def test_what_somebody_types_is_shown_as_text(visitor: Visitor, debate: Path) -> None:
    draft(debate, "typed")
    page = visitor.step("typed", "accept", "weir-1", speaker=HOSTILE, words=HOSTILE, wording=HOSTILE, topic=HOSTILE)
    assert page.status == 422
    assert "<script>alert" not in page.text
    assert "<img" not in page.text
