"""A pool of worker processes: each works on one request at a time, and is killed where that takes too long."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Mapping
from typing import Any, Final

from counterpoint.web.limits import Limits
from counterpoint.web.problems import ProblemError
from counterpoint.web.processes import SLOW, Work, Worker

_PATIENCE: Final = 0.05
"""Seconds that somebody may wait for a worker before another one is started."""
_IDLE: Final = 60.0
"""Seconds after which a worker that nobody needs is ended."""


class Pool:
    """The workers.

    :param settings: what each opens, as `site.open_site` takes it.
    :param limits: how many there may be, and how long each may take.
    """

    def __init__(self, settings: Mapping[str, Any], limits: Limits) -> None:
        self._settings, self.limits = settings, limits
        self._workers: set[Worker] = set()
        self._idle: list[Worker] = []
        self._waiting: deque[tuple[float, asyncio.Future[Worker]]] = deque()
        self._starting = 0
        self._started = 0
        self._newest = 0
        self._failures = 0
        self._closing = False
        self._tasks: set[asyncio.Task[None]] = set()
        self.last_failure = ""
        self.snapshot = ""

    async def open(self) -> None:
        """Start the first workers, and wait until one can work.

        :raises ProblemError: where it cannot; the message says why.
        """
        for _ in range(self.limits.ready):
            self._start()
        while not self._idle:
            if self.last_failure:
                raise ProblemError("engine", self.last_failure)
            await asyncio.sleep(0.01)

    def close(self) -> None:
        """End all workers."""
        self._closing = True
        for worker in self._workers:
            worker.kill("the server stops")
        for _, waiting in self._waiting:
            if not waiting.done():
                waiting.cancel()

    async def begin(self, task: dict[str, Any], body: bytes = b"") -> Work:
        """Give a task to a worker, waiting for one where all are busy.

        :param task: the task; with ``seconds`` in it where it may take another time than usual.
        :param body: the body of the request.
        :raises ProblemError: where too many wait already, or none becomes free in time.
        """
        worker = self._idle.pop() if self._idle else await self._wait()
        while worker.has_ended:  # a moment ago, and the news is still on its way
            worker = self._idle.pop() if self._idle else await self._wait()
        return worker.give(task, body, task.get("seconds", self.limits.seconds))

    async def _wait(self) -> Worker:
        retry = {"Retry-After": "1"}
        if len(self._waiting) >= self.limits.waiting:
            raise ProblemError("busy", f"{len(self._waiting)} requests wait already", "ask again soon", headers=retry)
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[Worker] = loop.create_future()
        entry = (loop.time(), waiting)
        self._waiting.append(entry)
        try:
            return await waiting
        except asyncio.CancelledError:
            with contextlib.suppress(ValueError):
                self._waiting.remove(entry)
            if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
                self.has_finished(waiting.result())
            raise

    def _look_after_who_waits(self, now: float) -> None:
        """Start one more worker where somebody waits for long, and tell those who wait too long to come again."""
        while self._waiting and now - self._waiting[0][0] > self.limits.seconds:
            _, waiting = self._waiting.popleft()
            why = self.last_failure or "all processes are busy with other requests"
            if not waiting.done():
                waiting.set_exception(ProblemError("busy", why, "ask again soon", headers={"Retry-After": "5"}))
        patient = not self._waiting or now - self._waiting[0][0] < _PATIENCE
        # More processes than processors make many quick requests slower, so only those at something slow are replaced.
        quick = sum(now - worker.begun < SLOW for worker in self._workers if worker.ready)
        if (
            not patient
            and not self._starting
            and quick < self.limits.ready
            and len(self._workers) < self.limits.queries
        ):
            self._start()

    def _start(self, delay: float = 0.0) -> None:
        self._starting += 1
        task = asyncio.get_running_loop().create_task(self._start_one(delay))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _start_one(self, delay: float) -> None:
        await asyncio.sleep(delay)
        self._started += 1
        worker = Worker(self, self._started)
        self._workers.add(worker)
        try:
            await worker.start(self._settings)
        except OSError as problem:
            self.has_died(worker, f"no process can be started: {problem}")

    def has_started(self, worker: Worker) -> None:
        """Take a worker that is ready; one with a newer snapshot than the others replaces them."""
        self._starting -= 1
        self._failures, self.last_failure = 0, ""
        # Who was started later has opened the same snapshot or a newer one, whoever is ready first.
        if worker.snapshot != self.snapshot and worker.number > self._newest:
            self.snapshot, self._newest = worker.snapshot, worker.number
            for old in [idle for idle in self._idle if idle.snapshot != self.snapshot]:
                self._idle.remove(old)
                old.retire()
        self.has_finished(worker)

    def has_finished(self, worker: Worker) -> None:
        """Take a worker back, and give it to whoever waits longest."""
        if worker.snapshot != self.snapshot:
            worker.retire()
            self._keep_ready()
        else:
            self._place(worker)

    def _place(self, worker: Worker) -> None:
        while self._waiting:
            _, waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(worker)
                return
        worker.idle_since = asyncio.get_running_loop().time()
        self._idle.append(worker)

    def has_died(self, worker: Worker, why: str) -> None:
        """Take it that a worker is gone, and start another where too few are left."""
        self._workers.discard(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        if not worker.ready:
            self._starting -= 1
            self._failures += 1
            self.last_failure = why or "a worker process ended before it had opened the debate"
        if not self._closing:
            self._keep_ready()

    def _keep_ready(self) -> None:
        missing = max(self.limits.ready, min(len(self._waiting), 1)) - len(self._workers) - self._delayed()
        for _ in range(missing):
            self._start(min(10.0, 0.1 * 2**self._failures) if self._failures else 0.0)

    def _delayed(self) -> int:
        """Count the workers that are to be started and are not yet among the others."""
        return max(0, self._starting - sum(not worker.ready for worker in self._workers))

    def renew(self) -> None:
        """Start a worker with the newest snapshot; when it is ready, it and its like take over."""
        self._start()

    def look(self) -> None:
        """Kill the workers whose time is up, and look after who waits; to be called several times a second."""
        now = asyncio.get_running_loop().time()
        for worker in tuple(self._workers):
            worker.look(now)
        self._look_after_who_waits(now)

    def trim(self) -> None:
        """End workers that nobody has needed for a while."""
        now = asyncio.get_running_loop().time()
        for worker in [idle for idle in self._idle if now - idle.idle_since > _IDLE]:
            if len(self._workers) > self.limits.ready:
                self._idle.remove(worker)
                worker.retire()
