"""Work in a child process that can be killed: a query of rdflib or Oxigraph cannot be stopped otherwise."""

from __future__ import annotations

import os
import pickle
import select
import signal
import traceback
import warnings
from collections.abc import Callable
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
