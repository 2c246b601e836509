from __future__ import annotations

import socket
import time
from typing import Any

import pytest

from counterpoint.drafting.llm.endpoint import Endpoint, LanguageModelError
from counterpoint.errors import UsageError
from tests.drafting.llm.service import Behaviour, Handler, answer, first, running, status

KEY = "sk-very-secret"
ASK = [{"role": "user", "content": "Who goes there?"}]


def endpoint(address: str, timeout: float = 5) -> Endpoint:
    given = {"COUNTERPOINT_LLM_URL": address, "COUNTERPOINT_LLM_MODEL": "owl-7b", "COUNTERPOINT_LLM_KEY": KEY}
    found = Endpoint.from_environment(given)
    return Endpoint(found.url, found.model, found.key, timeout)


def asked(behave: Behaviour, timeout: float = 5) -> str:
    with running(behave) as service:
        return endpoint(service.address, timeout).ask(ASK)


def test_model_is_asked_with_the_key_and_its_answer_returned() -> None:
    with running(answer("A friend.")) as service:
        assert endpoint(service.address).ask(ASK) == "A friend."
    [question] = service.questions
    assert (question["path"], question["model"], question["messages"]) == ("/v1/chat/completions", "owl-7b", ASK)
    assert service.headers[0]["Authorization"] == f"Bearer {KEY}"


def test_without_a_key_none_is_sent() -> None:
    with running(answer("Yes.")) as service:
        Endpoint(service.address + "/chat/completions", "owl-7b").ask(ASK)
    assert "Authorization" not in service.headers[0]


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1/chat/completions"),
        ("https://example.org/v1/", "https://example.org/v1/chat/completions"),
        ("https://example.org/api/v4", "https://example.org/api/v4/chat/completions"),
        ("https://example.org/v1/chat/completions", "https://example.org/v1/chat/completions"),
        ("http://[::1]:8000/v1", "http://[::1]:8000/v1/chat/completions"),
    ],
)
def test_address_may_be_written_short_or_whole(address: str, url: str) -> None:
    assert endpoint(address).url == url


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({}, "no language model is named; set COUNTERPOINT_LLM_URL and COUNTERPOINT_LLM_MODEL, as in"),
        ({"COUNTERPOINT_LLM_URL": "http://x"}, "set COUNTERPOINT_LLM_MODEL, as in"),
        ({"COUNTERPOINT_LLM_URL": "localhost:11434"}, "COUNTERPOINT_LLM_URL is no address"),
        ({"COUNTERPOINT_LLM_URL": "file:///etc/passwd"}, "COUNTERPOINT_LLM_URL is no address"),
        ({"COUNTERPOINT_LLM_URL": "http://x:99999/"}, "COUNTERPOINT_LLM_URL is no address"),
        ({"COUNTERPOINT_LLM_URL": "http://[::1"}, "COUNTERPOINT_LLM_URL is no address"),
        (
            {"COUNTERPOINT_LLM_URL": f"https://a:{KEY}@x/v1"},
            "holds more than an address; put the key into COUNTERPOINT_LLM_K",
        ),
        ({"COUNTERPOINT_LLM_URL": f"https://x/v1?key={KEY}"}, "holds more than an address"),
        ({"COUNTERPOINT_LLM_URL": "http://x", "COUNTERPOINT_LLM_KEY": "a\nX: b"}, "holds characters that no key has"),
    ],
)
def test_environment_that_cannot_be_meant_is_refused(given: dict[str, str], message: str) -> None:
    whole = {"COUNTERPOINT_LLM_MODEL": "owl-7b", **given} if len(given) > 1 or "LLM_URL is" in message else given
    whole = {"COUNTERPOINT_LLM_MODEL": "owl-7b", **whole} if "holds" in message else whole
    with pytest.raises(UsageError, match=message) as found:
        Endpoint.from_environment(whole)
    assert KEY not in str(found.value)


def test_key_stands_in_no_text_of_the_endpoint() -> None:
    assert KEY not in repr(endpoint("http://x"))


@pytest.mark.parametrize(
    ("behave", "message"),
    [
        (status(401, f"bad key {KEY}"), r"refuses the key; look at COUNTERPOINT_LLM_KEY \(bad key …\)"),
        (status(403), "refuses the key"),
        (status(404, "model not found"), r"has no model owl-7b, or is none; .*\(model not found\)"),
        (status(400, "too\n\x1b[31mlong"), r"answered with status 400 \(too \\x1b\[31mlong\)"),
        (status(302, Location="http://elsewhere.example/"), "sends elsewhere, which is not followed"),
        (answer("", refusal="I can’t help with that."), "the model refused: I can’t help with that."),
        (answer(""), "the model answered nothing"),
        (answer("x", content=None), "the model answered nothing"),
        (answer("x", content=[{"type": "text"}]), "the model answered nothing"),
        (
            lambda handler, _: handler.give(b"<html>\x1b]0;gone\x07"),
            r"no answer of the protocol: <html>\\x1b\]0;gone\\x07",
        ),
        (lambda handler, _: handler.give(b"[]"), "no answer of the protocol"),
        (lambda handler, _: handler.give(b'{"choices": []}'), "no answer of the protocol"),
        (lambda handler, _: handler.give(b"[" * 200_000), "no answer of the protocol"),
        (lambda handler, _: handler.give(b"\xff\xfe\x00"), "no answer of the protocol"),
        (lambda handler, _: handler.give(b""), "no answer of the protocol"),
        (lambda handler, _: handler.give(b" " * (3 << 20)), "an answer of more than 2 MB"),
        (lambda handler, _: handler.connection.close(), "cannot be reached"),
    ],
)
def test_answer_that_is_of_no_use_is_said(behave: Behaviour, message: str) -> None:
    with pytest.raises(LanguageModelError, match=message) as found:
        asked(behave)
    assert KEY not in str(found.value)
    assert str(found.value).isprintable()


def test_service_that_is_not_there_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(
        LanguageModelError, match=rf"127.0.0.1:{port} cannot be reached: .*look at COUNTERPOINT_LLM_URL"
    ):
        endpoint(f"http://127.0.0.1:{port}").ask(ASK)


def test_service_that_says_nothing_is_not_waited_for_for_ever() -> None:
    def sleep(*_: Any) -> None:
        time.sleep(1.5)

    with pytest.raises(LanguageModelError, match=r"gave no answer in 0.3 s"):
        asked(sleep, timeout=0.3)


def test_answer_that_comes_in_drops_is_not_waited_for_for_ever() -> None:
    def drip(handler: Handler, _: Any) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(40):
            handler.wfile.write(b" " * (1 << 16))
            handler.wfile.flush()
            time.sleep(0.1)

    started = time.monotonic()
    with pytest.raises(LanguageModelError, match=r"no whole answer in 0.4 s"):
        asked(drip, timeout=0.4)
    assert time.monotonic() - started < 3


def test_busy_service_is_asked_again_as_late_as_it_asks_for() -> None:
    started = time.monotonic()
    assert asked(first(status(429, Retry_After="0.4"), status(503, Retry_After="0"), answer("Yes."))) == "Yes."
    assert time.monotonic() - started > 0.4


@pytest.mark.parametrize("header", ["nan", "-5", "0", "soon"])
def test_odd_wish_of_when_to_ask_again_does_no_harm(header: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("counterpoint.drafting.llm.endpoint.time.sleep", waited.append)
    assert asked(first(status(429, Retry_After=header), answer("Yes."))) == "Yes."
    assert len(waited) == 1
    assert 0 < waited[0] <= 20


def test_service_that_stays_busy_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("counterpoint.drafting.llm.endpoint.time.sleep", lambda _: None)
    late = pytest.raises(LanguageModelError, match=r"is asked too often; try again later \(slow down\)")
    with running(status(429, "slow down")) as service, late:
        endpoint(service.address).ask(ASK)
    assert len(service.questions) == 3


def test_model_that_takes_no_temperature_is_asked_without() -> None:
    behave = first(status(400, "Unsupported value: 'temperature'"), answer("Yes."))
    with running(behave) as service:
        assert endpoint(service.address).ask(ASK) == "Yes."
    assert ["temperature" in question for question in service.questions] == [True, False]
