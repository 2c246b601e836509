"""One process that works on requests, and the task that it is at."""

from __future__ import annotations

import asyncio
import contextlib
import math
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from counterpoint.web.frames import BODY, END, FAULT, HEAD, READY, Frames, task_frame, unpack
from counterpoint.web.problems import ProblemError

if TYPE_CHECKING:
    from counterpoint.web.pool import Pool

SLOW: Final = 0.25
"""Seconds after which a task is a slow one, and it is watched whether its client is still there."""
_AHEAD: Final = 8
"""Pieces of an answer that are read before its client has taken them."""
_CRASHES: Final = frozenset({-signal.SIGSEGV, -signal.SIGABRT})
"""How a process ends where a query is too long, or too deep, for the stack of the engine's parser."""
_STARTING: Final = 60.0
"""Seconds that a worker may take to open the debate."""


class Work:
    """A task that a worker is at, and its answer as it comes.

    :param worker: who works on it.
    """

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self.snapshot = worker.snapshot
        self.when_slow: Callable[[], None] | None = None
        self._pieces: deque[bytes] = deque()
        self._news: asyncio.Future[None] | None = None
        self._problem: ProblemError | None = None
        self._head: tuple[int, str, dict[str, str], int | None] | None = None
        self.done = False

    async def head(self) -> tuple[int, str, dict[str, str], int | None]:
        """Wait for the head of the answer: status, media type, headers, length where it is known.

        :raises ProblemError: where the worker died or was killed before there was one.
        """
        while self._head is None:
            await self._wait()
        return self._head

    async def piece(self) -> bytes:
        """Wait for the next piece of the body; empty bytes after the last.

        :raises ProblemError: where the answer breaks off.
        """
        while not self._pieces:
            if self.done:
                return b""
            await self._wait()
        if len(self._pieces) == _AHEAD:
            self._worker.go_on()
        return self._pieces.popleft()

    def whole(self) -> bytes | None:
        """Return all of the body that is left where it has come to its end, else None."""
        return b"".join(self._pieces) if self.done else None

    def stop(self) -> None:
        """Stop the worker, if it is still at it: nobody wants the answer any more."""
        if not self.done:
            self._worker.kill("the client has gone")

    def take(self, kind: bytes, data: bytes) -> None:
        """Take a frame from the worker."""
        if kind == BODY:
            self._pieces.append(data)
            if len(self._pieces) == _AHEAD:
                self._worker.hold()
        elif kind == HEAD:
            self._head = unpack(data)
        elif kind == END:
            self.done = True
        self._tell()

    def fail(self, problem: ProblemError) -> None:
        """Take it that there will be no more."""
        self._problem = problem
        self._tell()

    def _tell(self) -> None:
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def _wait(self) -> None:
        if self._problem is not None:
            raise self._problem
        self._news = asyncio.get_running_loop().create_future()
        await self._news


class Worker(asyncio.Protocol):
    """One process.

    :param pool: the pool that it belongs to.
    :param number: tells which was started first.
    """

    def __init__(self, pool: Pool, number: int) -> None:
        self._pool, self.number = pool, number
        self._frames = Frames()
        self._process: subprocess.Popen[bytes] | None = None
        self._output: asyncio.ReadTransport | None = None
        self._input: asyncio.WriteTransport | None = None
        self._work: Work | None = None
        self._why = ""
        self.begun, self.deadline = 0.0, math.inf
        self.snapshot = ""
        self.ready = False
        self.idle_since = 0.0

    async def start(self, settings: Mapping[str, Any]) -> None:
        """Start the process and tell it what to open."""
        command = [sys.executable, "-m", "counterpoint.web.worker"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)  # noqa: ASYNC220
        loop = asyncio.get_running_loop()
        output, _ = await loop.connect_read_pipe(lambda: self, self._process.stdout)
        self._output = output
        self._input, _ = await loop.connect_write_pipe(asyncio.Protocol, self._process.stdin)
        self._input.write(task_frame(dict(settings), b""))
        self.deadline = loop.time() + _STARTING

    def give(self, task: dict[str, Any], body: bytes, seconds: float) -> Work:
        """Give it a task; it must have none."""
        self._work = Work(self)
        self.begun = asyncio.get_running_loop().time()
        self.deadline = self.begun + seconds
        if self._input is not None:
            self._input.write(task_frame(task, body))
        return self._work

    def data_received(self, data: bytes) -> None:
        """Hand the frames that have come to whoever waits for them."""
        for kind, content in self._frames.feed(data):
            if kind == READY:
                self.ready, self.snapshot, self.deadline = True, str(unpack(content)), math.inf
                self._pool.has_started(self)
            elif kind == FAULT:
                self.kill(content.decode("utf-8", "replace") or "the answer breaks off")
            elif self._work is not None:
                self._work.take(kind, content)
                if kind == END:
                    self._work, self.deadline = None, math.inf
                    self._pool.has_finished(self)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Tell whoever waits that the process is gone."""
        self.deadline = math.inf
        if self._process is not None:
            # It has closed its output, so it has ended, or will at once.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(1)
        if self._work is not None:
            work, self._work = self._work, None
            work.fail(self._problem())
        self._pool.has_died(self, self._why)

    @property
    def has_ended(self) -> bool:
        """Whether the process is gone."""
        return self._process is None or self._process.poll() is not None

    def look(self, now: float) -> None:
        """Kill the process where its time is up.

        :param now: the time of the event loop.
        """
        if now > self.deadline:
            self.kill("timeout" if self.ready else "the debate takes too long to open")
        elif self._work is not None and self._work.when_slow is not None and now - self.begun > SLOW:
            tell, self._work.when_slow = self._work.when_slow, None
            tell()

    def kill(self, why: str) -> None:
        """End the process, whatever it is at.

        :param why: what the one who waits is told; "timeout" where its time is up.
        """
        self._why = self._why or why
        if self._process is not None:
            self._process.kill()
        self.go_on()  # the end of its output is not seen while that is not read

    def retire(self) -> None:
        """Let the process end by itself: it has no task, and gets none any more."""
        self._why = "retired"
        if self._input is not None:
            self._input.close()

    def hold(self) -> None:
        """Take no more of an answer for now: its client is slow."""
        if self._output is not None and not self._why:
            self._output.pause_reading()

    def go_on(self) -> None:
        """Take more of it again."""
        if self._output is not None:
            self._output.resume_reading()

    def _problem(self) -> ProblemError:
        if self._why == "timeout":
            seconds = self._pool.limits.seconds
            hint = "ask for less, or have whoever runs the server raise --timeout"
            return ProblemError("timeout", f"the engine was stopped after {seconds:g} seconds", hint)
        if not self._why and self._process is not None and self._process.returncode in _CRASHES:
            return ProblemError("query-fails", "the query ended the engine's process", "ask for something shorter")
        why = self._why or "the process that worked on it has ended"
        return ProblemError("engine", why, "ask again", headers={"Retry-After": "1"})
