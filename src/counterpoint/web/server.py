"""Serve a debate on a port until somebody stops it."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final

from counterpoint.corpus import Corpus, Where, find_workspace, is_endpoint, refuse_endpoint
from counterpoint.errors import StoreError, UsageError
from counterpoint.web.editing.desk import known_coder
from counterpoint.web.editing.gate import Gate
from counterpoint.web.editing.settings import Editing
from counterpoint.web.limits import Limits
from counterpoint.web.opening import settings_of
from counterpoint.web.problems import ProblemError

_BACKLOG: Final = 1024


def serve(
    where: Where = None,
    *,
    host: str = "127.0.0.1",
    port: int = 7474,
    limits: Limits | None = None,
    editing: Editing | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve a debate: its endpoint, its API and its pages. Return when the process is told to end.

    The graph is brought up to date with its files first; a newer snapshot, as ``counterpoint build`` makes it, is taken
    up while the server runs.

    :param where: as for :meth:`counterpoint.Corpus.open`; with the URL of an endpoint, the pages are over that.
    :param host: the address to listen on; only this machine reaches the usual one.
    :param port: the port; 0 for any that is free.
    :param limits: what a request may ask for.
    :param editing: how people may confirm drafts; nobody may where it is not given.
    :param ready: told the address once requests are answered.
    :raises UsageError: where the port is taken, the address is none of this machine, an endpoint is to be edited, or
        who confirms is an id that nobody has.
    :raises FaultsError: where the records have faults.
    :raises StoreError: where an endpoint cannot be reached.
    """
    limits = limits or Limits()
    if editing:
        refuse_endpoint(where, "editing")
        if editing.coder:
            editing = replace(editing, coder=known_coder(find_workspace(where), editing.coder))
    with _listen(host, port) as listener:  # before the graph is built, which may take long
        _serve_on(listener, host, where, limits, editing, ready)


def _serve_on(
    listener: socket.socket,
    host: str,
    where: Where,
    limits: Limits,
    editing: Editing | None,
    ready: Callable[[str], None] | None,
) -> None:
    workspace = find_workspace(where)
    endpoint = str(where) if is_endpoint(where) else ""
    if endpoint:
        # A wrong address is told before anything is served.
        Corpus.open(where).sparql("ASK {}")
    else:
        Corpus.build(where)
    settings = settings_of(workspace, endpoint, limits, editing=editing is not None)
    shown = host if ":" not in host else f"[{host}]"
    port = listener.getsockname()[1]
    gate = None if editing is None else Gate(editing, port)
    _run(listener, settings, limits, f"http://{shown}:{port}/", gate, ready)


def _run(
    listener: socket.socket,
    settings: Mapping[str, Any],
    limits: Limits,
    address: str,
    gate: Gate | None,
    ready: Callable[[str], None] | None,
) -> None:
    from pathlib import Path

    import uvicorn

    from counterpoint.web.app import make_app
    from counterpoint.workspace import Workspace

    logging.basicConfig(format="counterpoint: %(message)s")
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    workspace = Workspace(Path(settings["root"]))
    app = make_app(workspace, settings, limits, watched=not settings["endpoint"], gate=gate)
    failure: list[ProblemError] = []

    class Server(uvicorn.Server):
        """Uvicorn, which tells when it is ready."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if not self.should_exit and ready is not None:
                ready(address)

    async def guarded(scope: Any, receive: Any, send: Any) -> None:
        try:
            await app(scope, receive, send)
        except ProblemError as problem:
            failure.append(problem)
            raise

    config = uvicorn.Config(
        guarded,
        log_level="warning",
        access_log=False,
        server_header=False,
        backlog=_BACKLOG,
        timeout_graceful_shutdown=5,
        ws="none",
        lifespan="on",
    )
    with suppress(SystemExit):  # what went wrong at the start is told below
        Server(config).run(sockets=[listener])
    if failure:
        raise StoreError(failure[0].message, failure[0].hint)


def _is_news(record: logging.LogRecord) -> bool:
    """Leave out what uvicorn says of an answer that is broken off: so a client learns that it is not whole."""
    return "without completing response" not in record.getMessage()


def _listen(host: str, port: int) -> socket.socket:
    """Take the port, or say who has it.

    :raises UsageError: where it cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except (OSError, OverflowError) as problem:
        listener.close()
        raise _explained(host, port, problem) from problem
    listener.set_inheritable(False)
    return listener


def _explained(host: str, port: int, problem: Exception) -> UsageError:
    code = getattr(problem, "errno", 0)
    if code == errno.EADDRINUSE:
        from counterpoint.web.ports import holder

        hint = f"choose another, as in --port {port + 1 if port < 65535 else 7475}, or --port 0 for any that is free"
        return UsageError(f"port {port} is in use{holder(port)}", hint)
    if code == errno.EACCES:
        return UsageError(f"port {port} is for the system's own services", "choose one from 1024 on, as in --port 7474")
    reason = getattr(problem, "strerror", None) or problem
    return UsageError(f"{host} port {port} cannot be listened on: {reason}", "choose another --host or --port")
