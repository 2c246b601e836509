"""Who is let in, by what a request says of itself."""

from __future__ import annotations

import pytest

from counterpoint.web.editing.gate import Gate
from counterpoint.web.editing.settings import Editing
from counterpoint.web.problems import ProblemError

PORT = 7474
HERE = {b"host": b"127.0.0.1:7474"}
SCOPE = {"method": "POST", "http_version": "1.1"}


@pytest.fixture
def gate() -> Gate:
    return Gate(Editing(), PORT)


@pytest.fixture
def locked() -> Gate:
    return Gate(Editing("a token of some length"), PORT)


@pytest.mark.parametrize("host", [b"127.0.0.1:7474", b"localhost:7474", b"LOCALHOST:8000", b"[::1]:7474", b"127.0.0.1"])
def test_a_name_of_this_machine_is_one(gate: Gate, host: bytes) -> None:
    gate.check_place(SCOPE, {b"host": host})


@pytest.mark.parametrize(
    "host",
    [
        b"debate.example:7474",
        b"127.0.0.1.evil.example",
        b"localhost.evil.example:7474",
        b"",
        b"192.168.0.2:7474",
        b"0.0.0.0",
    ],
)
def test_another_name_is_refused_where_no_token_is_needed(gate: Gate, host: bytes) -> None:
    with pytest.raises(ProblemError, match="without a token"):
        gate.check_place(SCOPE, {b"host": host})


def test_two_hosts_are_none(gate: Gate) -> None:
    with pytest.raises(ProblemError):
        gate.check_place(SCOPE, {b"host": b"127.0.0.1:7474, evil.example"})


@pytest.mark.parametrize(
    ("scope", "headers"),
    [
        ({**SCOPE, "http_version": "1.0"}, {}),
        (SCOPE, {b"x-forwarded-for": b"203.0.113.7"}),
        (SCOPE, {b"forwarded": b"for=203.0.113.7"}),
        (SCOPE, {b"via": b"1.1 front"}),
    ],
)
def test_what_another_server_passes_on_needs_a_token(
    gate: Gate, locked: Gate, scope: dict[str, str], headers: dict[bytes, bytes]
) -> None:
    with pytest.raises(ProblemError, match="passed on"):
        gate.check_place(scope, HERE | headers)
    locked.check_place(scope, HERE | headers)


@pytest.mark.parametrize(
    "origin",
    [
        b"http://evil.example",
        b"null",
        b"http://127.0.0.1:7475",
        b"http://127.0.0.1",
        b"http://127.0.0.1:7474.evil.example",
        b"http://[::1",
        b"",
    ],
)
def test_another_origin_is_refused(gate: Gate, locked: Gate, origin: bytes) -> None:
    for one in (gate, locked):
        with pytest.raises(ProblemError, match="another server"):
            one.check_place(SCOPE, HERE | {b"origin": origin})


def test_the_own_origin_is_none_of_another(gate: Gate, locked: Gate) -> None:
    gate.check_place(SCOPE, HERE | {b"origin": b"http://127.0.0.1:7474", b"sec-fetch-site": b"same-origin"})
    # A server in front speaks HTTPS, and browsers leave out the port that belongs to it.
    locked.check_place(SCOPE, {b"host": b"debate.example", b"origin": b"https://debate.example"})


@pytest.mark.parametrize("site", [b"cross-site", b"same-site", b"none", b"same-origin, cross-site"])
def test_a_form_is_sent_from_a_page_of_this_server(gate: Gate, site: bytes) -> None:
    with pytest.raises(ProblemError, match="another server"):
        gate.check_place(SCOPE, HERE | {b"sec-fetch-site": site})


@pytest.mark.parametrize(("site", "allowed"), [(b"none", True), (b"same-origin", True), (b"cross-site", False)])
def test_a_page_may_be_opened_by_its_address(gate: Gate, site: bytes, allowed: bool) -> None:
    scope = {**SCOPE, "method": "GET"}
    if allowed:
        gate.check_place(scope, HERE | {b"sec-fetch-site": site})
    else:
        with pytest.raises(ProblemError):
            gate.check_place(scope, HERE | {b"sec-fetch-site": site})


def test_a_link_from_elsewhere_is_an_arrival_and_a_picture_is_none() -> None:
    scope = {"method": "GET"}
    told = {b"sec-fetch-site": b"cross-site", b"sec-fetch-mode": b"navigate", b"sec-fetch-dest": b"document"}
    assert Gate.is_arrival(scope, told)
    assert not Gate.is_arrival(scope, told | {b"sec-fetch-mode": b"no-cors", b"sec-fetch-dest": b"image"})
    assert not Gate.is_arrival(scope, told | {b"sec-fetch-dest": b"iframe"})
    assert not Gate.is_arrival({"method": "POST"}, told)


def test_a_session_is_of_one_server_and_cannot_be_made_up(gate: Gate, locked: Gate) -> None:
    session = locked.new_session()

    def of(value: str) -> dict[bytes, bytes]:
        return {b"cookie": f"{locked.cookie}={value}".encode()}

    found = locked.visitor(of(session))
    assert found is not None
    assert found.session == session
    other = Gate(Editing("a token of some length"), PORT)
    for wrong in ("", "x", session[:-1] + ("0" if session[-1] != "0" else "1"), f"x.1.{session[-32:]}", "a.b.c"):
        assert locked.visitor(of(wrong)) is None
    assert other.visitor(of(session)) is None
    locked.end(session)
    assert locked.visitor(of(session)) is None
    new = gate.visitor(of("x"))
    assert new is not None
    assert new.new


def test_a_session_ends_after_some_hours_where_a_token_is_needed(
    locked: Gate, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    now = time.time()
    sessions = {one: {b"cookie": f"{one.cookie}={one.new_session()}".encode()} for one in (locked, gate)}
    monkeypatch.setattr(time, "time", lambda: now + 13 * 3600)
    assert locked.visitor(sessions[locked]) is None
    kept = gate.visitor(sessions[gate])
    assert kept is not None
    assert not kept.new


def test_a_form_belongs_to_a_session(gate: Gate) -> None:
    cookies = {b"cookie": f"{gate.cookie}={gate.new_session()}".encode()}
    visitor = gate.visitor(cookies)
    stranger = gate.visitor({})
    assert visitor is not None
    assert stranger is not None
    gate.check_form(visitor, gate.form_token(visitor))
    for token in ("", "x", gate.form_token(stranger), gate.form_token(visitor) + "x", "\udc80é"):
        with pytest.raises(ProblemError, match="before the server was started"):
            gate.check_form(visitor, token)
    # Who has not been given the cookie cannot have been shown a form.
    with pytest.raises(ProblemError):
        gate.check_form(stranger, gate.form_token(stranger))


def test_a_token_is_right_or_wrong_as_a_whole(gate: Gate, locked: Gate) -> None:
    assert locked.knows("a token of some length")
    assert not any(locked.knows(wrong) for wrong in ("", "a token", "a token of some length ", "\udc80"))
    assert not gate.knows("")


def test_cookies_of_two_servers_on_one_host_have_two_names(gate: Gate) -> None:
    other = Gate(Editing(), 8080)
    assert gate.cookie != other.cookie
    assert gate.coder_cookie != other.coder_cookie
