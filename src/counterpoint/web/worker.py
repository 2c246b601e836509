"""A process that works on one request at a time, and that the server kills where that takes too long.

Started as ``python -m counterpoint.web.worker``; it reads tasks from standard input and writes answers to standard
output, as `frames` has them, until its standard input ends.
"""

from __future__ import annotations

import gc
import io
import logging
import os
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast
from urllib.parse import parse_qsl

from counterpoint.errors import CounterpointError
from counterpoint.web.frames import BODY, END, FAULT, HEAD, READY, frame, pack, read_frame, read_task
from counterpoint.web.replies import Ask, Reply, Stream

if TYPE_CHECKING:
    from counterpoint.web.site import Site

TASKS: Final[Mapping[str, tuple[str, str]]] = {
    "sparql": ("sparql", "answer"),
    "void": ("description", "void"),
    "openapi": ("openapi", "openapi_reply"),
    "home": ("pages.home", "home"),
    "ontology": ("pages.ontology", "ontology"),
    "editor": ("pages.editor", "editor"),
    "terms": ("pages.editor", "terms"),
    "library": ("pages.asking", "library"),
    "form": ("pages.asking", "form"),
    "search": ("pages.searching", "search"),
    "manual": ("pages.manual", "manual"),
    "thing": ("pages.things", "thing"),
    "questions": ("questions", "questions"),
    "question": ("questions", "question"),
    "network": ("networks", "network"),
    "picture": ("pages.picture", "picture"),
    "find": ("search", "search_reply"),
    "edit-list": ("editing.listing", "listing"),
    "edit-nothing": ("editing.listing", "nothing"),
    "edit-who": ("editing.listing", "who"),
    "edit-draft": ("editing.reviewing", "review"),
    "edit-decide": ("editing.deciding", "decide"),
    "edit-find": ("editing.choices", "find"),
    "edit-source": ("editing.describing", "source"),
    "edit-describe": ("editing.describing", "describe"),
    "edit-finish": ("editing.finishing", "finish"),
    "edit-add": ("editing.finishing", "add"),
}
"""What can be asked for: the module and the function that answers."""

_PIECE: Final = 64 * 1024
"""Bytes that are gathered before they are sent; an answer up to this long goes out as a whole, or as a problem."""

_FIELDS: Final = 10_000
_GRACE: Final = 5.0
"""Seconds past its time after which a worker ends itself: its server may be gone."""

_log = logging.getLogger("counterpoint.web")


class _Pieces(io.RawIOBase):
    """A file whose content is sent piece by piece; the head goes out with the first of them."""

    def __init__(self, out: BinaryIO, head: bytes) -> None:
        self._out, self._head = out, head
        self._held: list[bytes] = []
        self._size = 0
        self.begun = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._held.append(piece)
        self._size += len(piece)
        if self._size >= _PIECE:
            self._send()
        return len(piece)

    def finish(self) -> None:
        """Send what is left, and the end."""
        self._send(frame(END))

    def _send(self, end: bytes = b"") -> None:
        head = b"" if self.begun else frame(HEAD, self._head)
        body = frame(BODY, b"".join(self._held)) if self._held else b""
        self.begun, self._held, self._size = True, [], 0
        self._out.write(head + body + end)
        self._out.flush()


def work(site: Site, task: Mapping[str, Any], body: bytes, out: BinaryIO) -> None:
    """Answer one task.

    :param site: what the answer is about.
    :param task: the name of the task, and what `Ask` has, but for the body.
    :param body: the body of the request.
    :param out: where the frames of the answer go.
    """
    try:
        module, function = TASKS[task["task"]]
        ask = Ask(**{**task["ask"], "query": _pairs(task["ask"]["query"]), "body": body})
        answered = getattr(import_module(f"counterpoint.web.{module}"), function)(site, ask)
        if isinstance(answered, Reply):
            _send_whole(out, answered)
        else:
            _stream(out, answered)
    except BrokenPipeError:
        raise
    except Exception as problem:  # noqa: BLE001 - whatever it is, the client gets an answer and the worker lives on
        if getattr(problem, "begun", False):
            out.write(frame(FAULT, str(problem).encode()))
            out.flush()
        else:
            _send_whole(out, _explain(site, task, problem))


def _pairs(query: str) -> tuple[tuple[str, str], ...]:
    """Read a query string.

    :raises ProblemError: where it is not UTF-8, or has too many parameters.
    """
    try:
        return tuple(parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_FIELDS))
    except ValueError as problem:
        from counterpoint.web.problems import ProblemError

        raise ProblemError("request", f"the address cannot be read: {problem}", "write it in UTF-8") from problem


def _stream(out: BinaryIO, answered: Stream) -> None:
    pieces = _Pieces(out, _head(200, answered.media_type, answered.headers))
    try:
        answered.write(cast("BinaryIO", pieces))
        pieces.finish()
    except Exception as problem:
        # Whoever reads the answer must learn that it is not whole, which a head that is out can no longer say.
        problem.begun = pieces.begun  # type: ignore[attr-defined]
        raise


def _send_whole(out: BinaryIO, reply: Reply) -> None:
    head = _head(reply.status, reply.media_type, reply.headers, len(reply.body))
    out.write(frame(HEAD, head) + frame(BODY, reply.body) + frame(END))
    out.flush()


def _head(status: int, media_type: str, headers: Mapping[str, str], length: int | None = None) -> bytes:
    return pack((status, media_type, dict(headers), length))


def _explain(site: Site, task: Mapping[str, Any], problem: Exception) -> Reply:
    """Turn what went wrong into an answer; a mistake of ours is written to the log, and told as one."""
    from counterpoint.web.problems import ProblemError, problem_of

    if isinstance(problem, CounterpointError):
        told = problem_of(problem)
    elif isinstance(problem, SyntaxError) and task["task"] == "sparql":  # our own queries parse
        told = ProblemError("engine-behind", f"the endpoint's answer breaks off: {problem}", "ask for less, or again")
    elif isinstance(problem, (OSError, RuntimeError, ValueError, MemoryError)) and task["task"] == "sparql":
        told = ProblemError("query-fails", f"the query fails: {problem}")
    else:
        _log.error("%s %s", task["task"], task["ask"].get("path"), exc_info=problem)
        told = ProblemError("fault", "the server made a mistake; it is in its log", "tell whoever runs it")
    if task.get("page"):
        from counterpoint.web.pages.failures import failure

        try:
            return failure(site, told)
        except CounterpointError:  # not even the title of the debate is to be had
            return failure(None, told)
    return told.reply()


def main() -> None:
    """Open what is named, say so, and work until there is nothing more to do."""
    logging.basicConfig(format="%(levelname)s: %(message)s", stream=sys.stderr)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends its workers
    tasks = os.fdopen(os.dup(0), "rb")
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the frames
    from counterpoint.web.opening import open_site

    begin = read_frame(cast("BinaryIO", tasks))
    if begin is None:
        return
    settings, _ = read_task(begin[1])
    try:
        site = open_site(settings)
    except CounterpointError as problem:
        out.write(frame(FAULT, str(problem).encode()))
        out.flush()
        return
    out.write(frame(READY, pack(site.snapshot)))
    out.flush()
    gc.freeze()  # what is there now stays; it need not be looked through again and again
    while received := read_frame(cast("BinaryIO", tasks)):
        task, body = read_task(received[1])
        _set_alarm(task.get("seconds", site.limits.seconds) + _GRACE)
        work(site, task, body, out)
        _set_alarm(0)


def _set_alarm(seconds: float) -> None:
    """Have the system end this process after some time, also where the engine does not let Python run."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    try:
        main()
    except (BrokenPipeError, KeyboardInterrupt):
        os._exit(0)  # the server has gone; there is nobody to tell
