"""A service that speaks the protocol of chat completions, and misbehaves as it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any]], None]


@dataclass
class Service:
    """A running service.

    :param behave: what it does with a question.
    """

    behave: Behaviour
    address: str = ""
    questions: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    service: Service

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        question = json.loads(self.rfile.read(length))
        self.service.questions.append({**question, "path": self.path})
        self.service.headers.append(dict(self.headers))
        self.service.behave(self, question)

    def give(self, data: bytes, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        pass


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """Say nothing where a client left in the middle of an answer."""


@contextmanager
def running(behave: Behaviour) -> Iterator[Service]:
    """Run a service on a free port of this machine."""
    service = Service(behave)
    handler = type("_Handler", (Handler,), {"service": service})
    with _Server(("127.0.0.1", 0), handler) as server:
        service.address = f"http://127.0.0.1:{server.server_address[1]}/v1"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield service
        server.shutdown()
        thread.join()


def answer(given: Any, /, **more: Any) -> Behaviour:
    """Answer every question with some content, as a model would."""
    text = given if isinstance(given, str) else json.dumps(given)
    message = {"role": "assistant", "content": text, **more}
    data = json.dumps({"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}).encode()
    return lambda handler, _: handler.give(data)


def status(code: int, message: str = "no", **headers: str) -> Behaviour:
    """Answer every question with a failure."""
    data = json.dumps({"error": {"message": message}}).encode()
    return lambda handler, _: handler.give(data, code, **headers)


def first(*behaviours: Behaviour) -> Behaviour:
    """Do one thing after the other, and the last ever after."""
    left = list(behaviours)

    def behave(handler: Handler, question: dict[str, Any]) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler, question)

    return behave
