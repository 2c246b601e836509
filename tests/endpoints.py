"""A small HTTP server that answers as a test tells it to, for what no real engine does on request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def query(self) -> str:
        """The SPARQL query of its form."""
        return parse_qs(self.body.decode())["query"][0]


@dataclass(frozen=True)
class Says:
    """An answer to give.

    :param promised: the Content-Length, where it is not the true one.
    :param hangs_up: close the connection without an answer.
    """

    status: int = 200
    body: bytes = b"x\r\n1\r\n"
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/csv"})
    promised: int | None = None
    hangs_up: bool = False


@dataclass
class Endpoint:
    """Where the server is, and what it was asked."""

    url: str
    asked: list[Asked]


@contextmanager
def endpoint(*answers: Says | Callable[[Asked], Says]) -> Iterator[Endpoint]:
    """Serve answers, one a request; the last one again and again."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked.append(Asked(self.command, self.path, dict(self.headers), body))
            answer = answers[min(len(asked), len(answers)) - 1]
            says = answer if isinstance(answer, Says) else answer(asked[-1])
            if says.hangs_up:
                self.close_connection = True
                return
            self.send_response(says.status)
            for name, value in says.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(says.body) if says.promised is None else says.promised))
            self.end_headers()
            self.wfile.write(says.body)
            if says.promised is not None:
                self.close_connection = True

        do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815 - the library's names

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Say nothing of clients that hang up."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield Endpoint(f"http://127.0.0.1:{server.server_port}/sparql", asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
