"""Run the server as a user does, on a free port, and talk to it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Served:
    """A running server.

    :param url: its address, without a slash at the end.
    :param process: the server's process.
    :param log: the lines that it has written to standard error.
    """

    url: str
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)

    @property
    def address(self) -> tuple[str, int]:
        parts = urlsplit(self.url)
        return str(parts.hostname), int(parts.port or 80)

    def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Answer:
        """Send one request, on a connection of its own."""
        connection = http.client.HTTPConnection(*self.address, timeout=timeout)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def sparql(self, query: str, accept: str = "application/sparql-results+json", **more: str) -> Answer:
        return self.ask(f"/sparql?{urlencode({'query': query, **more})}", headers={"Accept": accept})

    def get(self, path: str, accept: str = "text/html,*/*;q=0.8", **query: str) -> Answer:
        return self.ask(path + (f"?{urlencode(query)}" if query else ""), headers={"Accept": accept})

    def workers(self) -> list[int]:
        """List the processes that the server has started."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
                words = (folder / "cmdline").read_text()
            except OSError:
                continue
            if parent == str(self.process.pid) and "counterpoint.web.worker" in words:
                found.append(int(folder.name))
        return found


@contextmanager
def serving(*options: str, workspace: Path | str | None = None, cwd: Path | None = None) -> Iterator[Served]:
    """Serve a workspace with some options until the block ends."""
    command = [sys.executable, "-m", "counterpoint", *(["-w", str(workspace)] if workspace else [])]
    process = subprocess.Popen(
        [*command, "serve", "--port", "0", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=cwd,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    served = Served("", process)
    reader = threading.Thread(target=lambda: served.log.extend(process.stderr or ()), daemon=True)
    reader.start()
    served.url = process.stdout.readline().strip().rstrip("/")
    try:
        assert served.url.startswith("http"), f"the server has not started: {process.wait(10)} {served.log}"
        yield served
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        finally:
            process.kill()
            process.stdout.close()
            reader.join(5)
            process.stderr.close()


def iri(text: str) -> str:
    """Write an IRI as part of an address."""
    return quote(text, safe="")
