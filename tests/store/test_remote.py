"""Endpoints that do not do as they should: each is told in one line."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from counterpoint.errors import CounterpointError, StoreError
from counterpoint.questions.answers import Answer
from counterpoint.store.remote import RemoteStore

ROWS = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "a:b"}}]}}'


@contextmanager
def endpoint(body: bytes, media_type: str, promised: int | None = None) -> Iterator[RemoteStore]:
    """Serve one answer to every query; ``promised`` is the length that its header claims."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body) if promised is None else promised))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        store = RemoteStore(f"http://127.0.0.1:{server.server_port}/sparql")
        store._is_union = True  # noqa: SLF001 - so that the first question is the test's own
        yield store
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def everything(store: RemoteStore) -> object:
    return Answer(store.query("SELECT * { ?x ?y ?z }")).rows


def written(store: RemoteStore) -> object:
    return Answer(store.query("SELECT * { ?x ?y ?z }")).serialize("csv")


@pytest.mark.parametrize("ask", [everything, written])
@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (ROWS[:-20], "breaks off"),
        (ROWS[:60], "breaks off"),
        (ROWS.replace(b"a:b", b"no iri"), "breaks off"),
        (b"<html>", "does not parse|breaks off"),
    ],
)
def test_json_that_breaks_off_is_told(ask: Callable[[RemoteStore], object], body: bytes, problem: str) -> None:
    with endpoint(body, "application/sparql-results+json") as store, pytest.raises(CounterpointError, match=problem):
        ask(store)


@pytest.mark.parametrize("body", [b"x,y\r\na\r\n", b"x\r\n\xff\r\n"])
def test_a_table_that_is_none_is_told(body: bytes) -> None:
    with endpoint(body, "text/csv") as store, pytest.raises(StoreError, match="answers with text/csv that does not"):
        store.table("SELECT * { ?x ?y ?z }")


@pytest.mark.parametrize("body", [b"x,y\na,b\n", b"x,y\na,b"])
def test_lines_may_end_as_they_like(body: bytes) -> None:
    with endpoint(body, "text/csv") as store:
        assert store.table("SELECT * { ?x ?y ?z }") == [("a", "b")]


def test_a_body_that_is_shorter_than_promised_is_told() -> None:
    with (
        endpoint(ROWS[:30], "application/sparql-results+json", len(ROWS)) as store,
        pytest.raises(StoreError, match="breaks its answer off"),
    ):
        everything(store)


def test_an_address_with_a_space_is_told() -> None:
    with pytest.raises(StoreError, match=r"is not an address: .*; write it without spaces"):
        RemoteStore("http://127.0.0.1:1/a b").graphs()
