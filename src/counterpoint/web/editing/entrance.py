"""The way of a request that edits: looked at, let in or not, given to a worker, and answered to nobody else."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, quote

from counterpoint.web.dispatch import POLICY, Headers, State, gathered, read_body
from counterpoint.web.editing.gate import Gate, Visitor
from counterpoint.web.editing.slowing import Slowing
from counterpoint.web.pages.failures import failure
from counterpoint.web.pages.rendering import render
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import HTML, Reply

FORM: Final = "application/x-www-form-urlencoded"
_FIELDS: Final = 1000
_ADDING: Final = 600.0
"""Seconds that the graph may take to be built anew."""
_NEWER: Final = 5.0
"""Seconds that an answer waits for the workers to take up a newer graph, so that its links lead somewhere."""
_HOME: Final = "/edit"
_OURS: Final = frozenset({"token", "revision", "part", "secret", "start", "end"})
"""Fields that nobody has filled in, or that nobody should see."""

_ALWAYS: Final = (
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
"""What is on every answer; none may be read by a page elsewhere, or kept by anything between."""


class Entrance:
    """An ASGI application for one address that edits.

    :param state: what all requests share.
    :param gate: who may edit.
    :param slowing: who has to wait before they give another token.
    :param tasks: what a worker is asked for, by method; none for what is answered here.
    """

    def __init__(self, state: State, gate: Gate, slowing: Slowing, tasks: Mapping[str, str]) -> None:
        self._state, self._gate, self._slowing, self._tasks = state, gate, slowing, tasks

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        headers = gathered(scope["headers"])
        cookies: list[str] = []
        page = page_wanted(headers)
        try:
            reply = await self._answer(scope, headers, receive, cookies)
        except ProblemError as problem:
            reply = failure(None, problem) if page else problem.reply()
        await self._send(scope, send, reply, cookies)

    async def _answer(self, scope: Any, headers: Mapping[bytes, bytes], receive: Any, cookies: list[str]) -> Reply:
        method, state = scope["method"], self._state
        if len(scope["query_string"]) + len(scope["raw_path"]) > state.limits.request_bytes:
            raise ProblemError("too-long", "the address is too long")
        if method not in ("GET", "HEAD", "POST") or (method == "POST" and "POST" not in self._tasks):
            allow = "GET, HEAD, POST" if "POST" in self._tasks else "GET, HEAD"
            raise ProblemError("method", f"{method} is not for this address", headers={"Allow": allow})
        if self._gate.is_arrival(scope, headers):
            where = quote(scope["path"], safe="/") + ("?" + scope["query_string"].decode("latin-1")).rstrip("?")
            return _again(where)
        self._gate.check_place(scope, headers)
        body = await read_body(receive, headers, state.limits) if method == "POST" else b""
        fields = _fields(headers, body) if method == "POST" else {}
        visitor = self._gate.visitor(headers)
        try:
            return await self._let_in(scope, headers, visitor, fields, body, cookies)
        except ProblemError as problem:
            if problem.kind != "stale-form" or not page_wanted(headers):
                raise
            return _lost(scope, problem, fields)

    async def _let_in(
        self,
        scope: Any,
        headers: Mapping[bytes, bytes],
        visitor: Visitor | None,
        fields: Mapping[str, str],
        body: bytes,
        cookies: list[str],
    ) -> Reply:
        method = scope["method"]
        if scope["path"] == "/edit/login":
            return self._login(scope, visitor, fields, cookies)
        if visitor is None:
            if method == "POST":
                raise ProblemError("stale-form", "you have been away for long, or the server was started again", _BACK)
            return _see(f"/edit/login?to={quote(scope['path'])}")
        if visitor.new:
            cookies.append(self._cookie(scope, self._gate.cookie, visitor.session))
        if method == "POST":
            self._gate.check_form(visitor, fields.get("token", ""))
        if scope["path"] == "/edit/logout":
            self._gate.end(visitor.session)
            cookies.append(self._cookie(scope, self._gate.cookie, "", "; Max-Age=0"))
            return _see("/")
        return await self._work(scope, headers, visitor, body, cookies)

    def _login(self, scope: Any, visitor: Visitor | None, fields: Mapping[str, str], cookies: list[str]) -> Reply:
        if not self._gate.editing.token:
            return _see(_HOME)
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        to = inside(fields.get("to", query.get("to", "")))
        if scope["method"] != "POST":
            return _see(to) if visitor else render(None, "edit-login.html.j2", to=to, wrong=False)
        address = (scope["client"] or ("",))[0]
        if wait := self._slowing.wait(address):
            seconds = f"{wait} second{'' if wait == 1 else 's'}"
            raise ProblemError(
                "slow-down",
                f"the next one is looked at in {seconds}",
                "go back then",
                headers={"Retry-After": str(wait)},
            )
        if not self._gate.knows(fields.get("secret", "").strip()):
            self._slowing.fail(address)
            return render(None, "edit-login.html.j2", status=401, to=to, wrong=True)
        self._slowing.succeed(address)
        cookies.append(self._cookie(scope, self._gate.cookie, self._gate.new_session()))
        return _see(to)

    async def _work(
        self, scope: Any, headers: Mapping[bytes, bytes], visitor: Visitor, body: bytes, cookies: list[str]
    ) -> Reply:
        editing, pool = self._gate.editing, self._state.pool
        name = self._tasks["POST" if scope["method"] == "POST" else "GET"]
        ask = {
            "path": scope["path"],
            "query": scope["query_string"].decode("latin-1"),
            "method": scope["method"],
            "editor": {
                "token": self._gate.form_token(visitor),
                "coder": editing.coder or visitor.coder,
                "fixed": "yes" if editing.coder else "",
                "local": "" if editing.token else "yes",
            },
        }
        seconds = {"seconds": _ADDING} if name == "edit-add" else {}
        page = page_wanted(headers)
        # Whatever becomes of the client: what it asked for is done to its end.
        work = await pool.begin({"task": name, "page": page, "ask": ask, **seconds}, body)
        status, media_type, more, _ = await work.head()
        pieces = []
        while piece := await work.piece():
            pieces.append(piece)
        if coder := more.pop("X-Coder", ""):
            cookies.append(self._cookie(scope, self._gate.coder_cookie, coder, f"; Max-Age={365 * 86400}"))
        if more.pop("X-Newer", ""):
            await self._renew(work.snapshot)
        return Reply(b"".join(pieces), media_type, status, more)

    async def _renew(self, before: str) -> None:
        """Have the workers take up the newer graph, and wait for it, but not for long."""
        self._state.pool.renew()
        loop = asyncio.get_running_loop()
        until = loop.time() + _NEWER
        while self._state.pool.snapshot == before and loop.time() < until:  # noqa: ASYNC110 - the pool is looked at so everywhere
            await asyncio.sleep(0.05)

    def _cookie(self, scope: Any, name: str, value: str, more: str = "") -> str:
        secure = "; Secure" if scope["scheme"] == "https" else ""
        return f"{name}={value}; Path=/edit; HttpOnly; SameSite=Strict{secure}{more}"

    async def _send(self, scope: Any, send: Any, reply: Reply, cookies: list[str]) -> None:
        headers: Headers = [*_ALWAYS, (b"content-type", reply.media_type.encode("latin-1"))]
        if reply.media_type == HTML:
            headers.append((b"content-security-policy", POLICY.encode()))
        headers += [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in reply.headers.items()]
        headers += [(b"set-cookie", cookie.encode("latin-1")) for cookie in cookies]
        headers.append((b"content-length", str(len(reply.body)).encode()))
        await send({"type": "http.response.start", "status": reply.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else reply.body})


_BACK: Final = "log in again; what you had entered is below"


def _fields(headers: Mapping[bytes, bytes], body: bytes) -> dict[str, str]:
    """Read the fields that are needed before a worker reads all of them.

    :raises ProblemError: where the body is no form.
    """
    media_type = headers.get(b"content-type", b"").decode("latin-1").partition(";")[0].strip().lower()
    if media_type != FORM:
        raise ProblemError("media-type", f'the body is of the type "{media_type[:100]}"', f"send a form, as {FORM}")
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS))
    except ValueError as problem:
        raise ProblemError("request", f"the form cannot be read: {problem}", "send it in UTF-8") from problem


def inside(to: str) -> str:
    """Take an address to go on to only where it is one that edits, else the list of drafts.

    >>> inside("/edit/draft/moon"), inside("https://evil.example/"), inside("/edit/../sparql")
    ('/edit/draft/moon', '/edit', '/edit')
    """
    return to if re.fullmatch(r"/edit(?:/[\w%~-][\w.%~-]*)*", to, re.ASCII) else _HOME


def page_wanted(headers: Mapping[bytes, bytes]) -> bool:
    """Tell whether a person is to read the answer."""
    return b"application/json" not in headers.get(b"accept", b"")


def _lost(scope: Any, problem: ProblemError, fields: Mapping[str, str]) -> Reply:
    """Show what somebody has sent in vain, so that it is not lost."""
    sent = [(name, value) for name, value in fields.items() if value and name not in _OURS]
    return render(
        None,
        "edit-lost.html.j2",
        status=problem.status,
        heading=problem.title,
        message=problem.message,
        hint=problem.hint,
        where=inside(scope["path"]),
        sent=sent,
    )


def _see(where: str) -> Reply:
    return Reply(b"", status=303, headers={"Location": where})


def _again(where: str) -> Reply:
    """Have a browser ask again from a page of this server, so that its cookies come along."""
    reply = render(None, "edit-arrival.html.j2", where=where)
    return Reply(reply.body, headers={"Refresh": f"0; url={where}"})
