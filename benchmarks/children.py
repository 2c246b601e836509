"""Work in a child process that can be killed: a query of rdflib or Oxigraph cannot be stopped otherwise."""

from __future__ import annotations

import contextlib
import os
import pickle
import select
import signal
import subprocess
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")


def in_child(work: Callable[[], Result], limit: float) -> Result | None:
    """Run work in a forked child, which shares all that this process has loaded.

    :param work: what to do; its result travels back pickled.
    :param limit: seconds after which the child is killed.
    :returns: the result, or nothing where the limit was passed.
    :raises RuntimeError: where the child fails.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python warns of threads that the child will not have; it does not use the engine that has them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(reading)
        _work(work, writing)
    os.close(writing)
    try:
        answer = _read(reading, limit)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if answer is None:
        return None
    result: Result
    result, problem = pickle.loads(answer)  # noqa: S301 - our own child wrote it
    if problem:
        raise RuntimeError(f"the child process failed: {problem}")
    return result


def _work(work: Callable[[], object], writing: int) -> None:
    """Do the work and leave without the clean-up that belongs to the parent."""
    try:
        answer: tuple[object, str] = (work(), "")
    except BaseException:  # noqa: BLE001 - the child must not go on as if it were the parent
        answer = (None, traceback.format_exc())
    with os.fdopen(writing, "wb") as pipe:
        pipe.write(pickle.dumps(answer))
    os._exit(0)


def _read(pipe: int, limit: float) -> bytes | None:
    """Read all that a child writes; nothing where it has not begun to within the limit."""
    if not select.select([pipe], [], [], limit)[0]:
        return None
    found = b""
    while part := os.read(pipe, 65536):
        found += part
    return found


class Failed(Exception):  # noqa: N818 - an outcome of a benchmark, and no error of ours
    """A child process did not come to its end; says why."""


def watched(command: Sequence[str], *, limit: float, memory: float) -> tuple[str, float]:
    """Run a program, and kill it and all that it started when it takes too long or too much memory.

    :param limit: seconds.
    :param memory: bytes that it may hold at once, together with the processes it started.
    :returns: what it printed, and the most memory it held, in MB.
    :raises Failed: where it was killed, or failed.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=output, stderr=errors, start_new_session=True)
        end, most, reason = time.monotonic() + limit, 0.0, ""
        try:
            while process.poll() is None and not reason:
                most = max(most, _held(process.pid))
                if time.monotonic() > end:
                    reason = f"not in {limit:,.0f} s"
                elif most > memory:
                    reason = f"over {memory / 1e9:.0f} GB"
                time.sleep(0.05)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if reason:
            raise Failed(reason)
        if process.returncode:
            errors.seek(0)
            last = errors.read().decode("utf-8", "replace").strip().splitlines()[-1:]
            raise Failed(last[0] if last else f"exit code {process.returncode}")
        output.seek(0)
        return output.read().decode(), most / 1e6


def _held(leader: int) -> float:
    """Give the most bytes that each process of a session has held, added up."""
    held = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, StopIteration):
                stat = (entry / "stat").read_text().rpartition(")")[2].split()
                if int(stat[3]) == leader:
                    lines = (entry / "status").read_text().splitlines()
                    held += 1024 * int(next(line for line in lines if line.startswith("VmHWM")).split()[1])
    return held
