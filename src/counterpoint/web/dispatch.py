"""The way of a request: admitted, given to a worker, and its answer passed on as it comes."""

from __future__ import annotations

import asyncio
import re
import tempfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from counterpoint.web.limits import Limits
from counterpoint.web.pages.failures import failure
from counterpoint.web.pool import Pool
from counterpoint.web.problems import ProblemError
from counterpoint.web.processes import Work
from counterpoint.web.replies import HTML, Reply

Scope = Mapping[str, Any]
Headers = list[tuple[bytes, bytes]]

_BODY_SECONDS: Final = 20.0
_SPOOL: Final = 1 << 20
_HOST: Final = re.compile(rb"[\w.-]*(?:\[[0-9A-Fa-f:.]+\])?(?::[0-9]*)?")

_ALWAYS: Final = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Location, Retry-After"),
    (b"vary", b"Accept"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class State:
    """What all requests share.

    :param pool: the workers.
    :param limits: what is allowed.
    :param files: tells one state of questions and templates from another.
    """

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self.pool, self.limits, self.files = pool, limits, ""

    def etag(self, accept: bytes, snapshot: str | None = None) -> bytes:
        """Give the tag of what is answered; empty where it is not known, as over an endpoint.

        :param accept: the Accept header: two formats of the same thing must not share a tag.
        :param snapshot: what the answer is from, where that may not be the newest.
        """
        snapshot = self.pool.snapshot if snapshot is None else snapshot
        return f'W/"{snapshot}-{self.files}-{zlib.crc32(accept):08x}"'.encode() if snapshot else b""


class Dispatch:
    """An ASGI application that gives each request to a worker.

    :param state: what all requests share.
    :param task: what the worker is asked for.
    :param methods: the methods that there are, beside OPTIONS.
    :param page: whether people read the answer, so that a problem is shown as a page, too.
    """

    def __init__(
        self, state: State, task: str, methods: Sequence[str] = ("GET", "HEAD"), *, page: bool = False
    ) -> None:
        self._state, self._task, self._methods, self._page = state, task, methods, page

    async def __call__(self, scope: Scope, receive: Any, send: Any) -> None:
        """Answer one request."""
        headers = gathered(scope["headers"])
        page = self._page and b"text/html" in headers.get(b"accept", b"text/html")
        try:
            await self._answer(scope, headers, page, receive, send)
        except ProblemError as problem:
            await _send_reply(send, failure(None, problem) if page else problem.reply(), scope["method"])

    async def _answer(self, scope: Scope, headers: Mapping[bytes, bytes], page: bool, receive: Any, send: Any) -> None:
        method, state, accept = scope["method"], self._state, headers.get(b"accept", b"*/*")
        if method == "OPTIONS":
            await _send_options(send, self._methods)
            return
        if method not in self._methods:
            allow = ", ".join((*self._methods, "OPTIONS"))
            raise ProblemError("method", f"{method} is not for this address", f"use {allow}", headers={"Allow": allow})
        if not _HOST.fullmatch(host := headers.get(b"host", b"")):
            raise ProblemError("request", "the Host header names no host")
        if method != "POST" and _matches(headers.get(b"if-none-match", b""), etag := state.etag(accept)):
            await _send(send, 304, _common(etag), b"")
            return
        body = await read_body(receive, headers, state.limits) if method == "POST" else b""
        if len(scope["query_string"]) + len(scope["raw_path"]) > state.limits.request_bytes:
            raise ProblemError("too-long", "the address is too long", "send the query with POST")
        ask = {
            "path": scope["path"],
            "query": scope["query_string"].decode("latin-1"),
            "accept": accept.decode("latin-1"),
            "method": method,
            "content_type": headers.get(b"content-type", b"").decode("latin-1"),
            "origin": f"{scope['scheme']}://{host.decode('latin-1')}",
        }
        work = await state.pool.begin({"task": self._task, "page": page, "ask": ask}, body)
        try:
            # Taken now: there may be a newer snapshot, or newer files, before the answer comes.
            await self._pass_on(work, state.etag(accept, work.snapshot), scope, receive, send)
        finally:
            work.stop()

    async def _pass_on(self, work: Work, etag: bytes, scope: Scope, receive: Any, send: Any) -> None:
        loop = asyncio.get_running_loop()
        watching: list[asyncio.Task[None]] = []

        def watch() -> None:
            watching.append(loop.create_task(_stop_with_client(work, receive)))

        work.when_slow = watch
        try:
            status, media_type, more, length = await work.head()
            headers = _common(etag if status < 500 else b"")
            headers.append((b"content-type", media_type.encode("latin-1")))
            if media_type.startswith("text/html") and "Content-Security-Policy" not in more:
                headers.append((b"content-security-policy", POLICY.encode()))
            headers += [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in more.items()]
            whole = work.whole()
            if whole is None and scope["http_version"] == "1.0":
                # Nothing but the length tells a client of that age that an answer was broken off.
                await _send_spooled(send, work, status, headers, scope["method"])
            elif whole is not None:
                await _send(send, status, headers, whole, scope["method"])
            else:
                await _send_pieces(send, work, status, headers, length, scope["method"])
        finally:
            work.when_slow = None
            for task in watching:
                task.cancel()


async def _send_pieces(send: Any, work: Work, status: int, headers: Headers, length: int | None, method: str) -> None:
    if length is not None:
        headers.append((b"content-length", str(length).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if method == "HEAD":
        await send({"type": "http.response.body"})
        return
    try:
        while piece := await work.piece():
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    except ProblemError:
        return  # without its end the answer is broken off: the server closes the connection
    await send({"type": "http.response.body"})


async def _send_spooled(send: Any, work: Work, status: int, headers: Headers, method: str) -> None:
    with tempfile.SpooledTemporaryFile(_SPOOL) as file:
        while piece := await work.piece():
            file.write(piece)
        headers.append((b"content-length", str(file.tell()).encode()))
        await send({"type": "http.response.start", "status": status, "headers": headers})
        file.seek(0)
        while method != "HEAD" and (piece := file.read(1 << 16)):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body"})


async def _send(send: Any, status: int, headers: Headers, body: bytes, method: str = "GET") -> None:
    if status != 304:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else body})


async def _send_reply(send: Any, reply: Reply, method: str) -> None:
    headers = [*_ALWAYS, (b"content-type", reply.media_type.encode())]
    if reply.media_type == HTML:
        headers.append((b"content-security-policy", POLICY.encode()))
    headers += [(name.lower().encode(), value.encode()) for name, value in reply.headers.items()]
    await _send(send, reply.status, headers, reply.body, method)


async def _send_options(send: Any, methods: Sequence[str]) -> None:
    allow = ", ".join((*methods, "OPTIONS")).encode()
    headers = [
        (b"allow", allow),
        (b"access-control-allow-origin", b"*"),
        (b"access-control-allow-methods", allow),
        (b"access-control-allow-headers", b"Accept, Content-Type, If-None-Match"),
        (b"access-control-max-age", b"86400"),
    ]
    await send({"type": "http.response.start", "status": 204, "headers": headers})
    await send({"type": "http.response.body"})


async def _stop_with_client(work: Work, receive: Any) -> None:
    """Stop the worker when the client goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    work.stop()


async def read_body(receive: Any, headers: Mapping[bytes, bytes], limits: Limits) -> bytes:
    """Read the body of a request.

    :raises ProblemError: where it is longer than is allowed, or comes too slowly.
    """
    promised = headers.get(b"content-length", b"")
    if promised.isdigit() and int(promised) > limits.request_bytes:
        raise _too_long(limits)
    pieces: list[bytes] = []
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise asyncio.CancelledError
                pieces.append(message.get("body", b""))
                if sum(map(len, pieces)) > limits.request_bytes:
                    raise _too_long(limits)
                if not message.get("more_body"):
                    return b"".join(pieces)
    except TimeoutError:
        raise ProblemError("slow-request", f"the request took more than {_BODY_SECONDS:g} seconds") from None


def _too_long(limits: Limits) -> ProblemError:
    return ProblemError("too-long", f"the request is longer than {limits.request_bytes:,} bytes", "send a shorter one")


def _common(etag: bytes) -> Headers:
    return [*_ALWAYS, (b"etag", etag)] if etag else [*_ALWAYS]


def gathered(headers: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Gather the headers by name; a header that is there several times is one with several values."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        found[name] = found[name] + b", " + value if name in found else value
    return found


def _matches(wanted: bytes, etag: bytes) -> bool:
    if not wanted or not etag:
        return False
    tags = [tag.strip().removeprefix(b"W/") for tag in wanted.split(b",")]
    return etag.removeprefix(b"W/") in tags or b"*" in tags
