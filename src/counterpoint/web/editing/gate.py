"""Who may edit: that a request comes from a page of this server, and from somebody who was let in.

A page elsewhere can make a browser send requests here. Four things are looked at, each of which would do in most
browsers: the Host that the request names (a name that an attacker has pointed at this machine is none of ours), what
the browser says of its origin, a cookie that is not sent along from elsewhere, and in each form a token that belongs to
the cookie and that no page elsewhere can read.
"""

from __future__ import annotations

import hmac
import re
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import unquote, urlsplit

from starlette.requests import cookie_parser

from counterpoint.web.editing.settings import Editing, is_loopback
from counterpoint.web.problems import ProblemError

_HOURS: Final = 12
"""How long somebody who has given the token stays let in."""
_LONGEST: Final = 200
"""Characters of the name of a coder."""
_HOST: Final = re.compile(r"(?:(?P<name>[\w.-]+)|\[(?P<address>[0-9a-f:.]+)\])(?::[0-9]*)?", re.ASCII)
_FORWARDED: Final = (b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip")
"""Headers that tell that another server has passed a request on."""


@dataclass(frozen=True)
class Visitor:
    """Somebody who may edit.

    :param session: tells one browser from another.
    :param new: whether the browser has still to be told the session.
    :param coder: who they have said they are; empty where they have not.
    """

    session: str
    new: bool = False
    coder: str = ""


class Gate:
    """What lets people in.

    :param editing: how the server lets people edit.
    :param port: the port that it listens on: cookies of one host are shared by all servers on it.
    """

    def __init__(self, editing: Editing, port: int) -> None:
        self.editing, self._port = editing, port
        self._key = secrets.token_bytes(32)
        self._left: set[str] = set()

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the session."""
        return f"counterpoint-edit-{self._port}"

    @property
    def coder_cookie(self) -> str:
        """The name of the cookie that holds who confirms."""
        return f"counterpoint-coder-{self._port}"

    def check_place(self, scope: Mapping[str, object], headers: Mapping[bytes, bytes]) -> None:
        """Refuse what was not meant for this server, or was sent by a page of another.

        :param scope: the request, as ASGI has it.
        :param headers: its headers.
        :raises ProblemError: where it was.
        """
        host = headers.get(b"host", b"").lower().decode("latin-1")
        if not self.editing.token:
            self._check_local(scope, headers, host)
        origin = headers.get(b"origin")
        if origin is not None and not _is_of(origin, host):
            raise _refused("the request was sent by a page of another server")
        site = headers.get(b"sec-fetch-site", b"same-origin")
        if site != b"same-origin" and (scope["method"] == "POST" or site != b"none"):
            raise _refused("the request was sent by a page of another server")

    def _check_local(self, scope: Mapping[str, object], headers: Mapping[bytes, bytes], host: str) -> None:
        if not is_loopback(_hostname(host)):
            raise _refused(
                f'without a token there is no editing at "{host[:100]}"', f"open http://127.0.0.1:{self._port}/edit"
            )
        # A server in front may pass on requests of anybody under the name of this machine.
        if scope["http_version"] == "1.0" or any(name in headers for name in _FORWARDED):
            raise _refused(
                "the request was passed on by another server, and editing needs no token here",
                "whoever runs the server can set COUNTERPOINT_EDIT_TOKEN",
            )

    @staticmethod
    def is_arrival(scope: Mapping[str, object], headers: Mapping[bytes, bytes]) -> bool:
        """Tell whether somebody has followed a link from elsewhere, with which their cookies do not come along."""
        told = [headers.get(b"sec-fetch-" + name) for name in (b"site", b"mode", b"dest")]
        return (
            scope["method"] == "GET"
            and told[0] in (b"cross-site", b"same-site")
            and told[1:] == [b"navigate", b"document"]
        )

    def visitor(self, headers: Mapping[bytes, bytes]) -> Visitor | None:
        """Tell who sends a request; nobody where the token is needed and was not given."""
        cookies = cookie_parser(headers.get(b"cookie", b"").decode("latin-1"))
        coder = unquote(cookies.get(self.coder_cookie, ""))[:_LONGEST]
        session = cookies.get(self.cookie, "")
        if self._is_ours(session):
            return Visitor(session, coder=coder)
        return None if self.editing.token else Visitor(self.new_session(), new=True, coder=coder)

    def new_session(self) -> str:
        """Let somebody in."""
        name = f"{secrets.token_urlsafe(16)}.{int(time.time())}"
        return f"{name}.{self._sign('session', name)}"

    def end(self, session: str) -> None:
        """Let somebody out."""
        self._left.add(session)

    def knows(self, token: str) -> bool:
        """Tell whether a token is the one that is needed, in a time that does not tell how much of it is right."""
        given, wanted = (sha256(text.encode("utf-8", "replace")).digest() for text in (token, self.editing.token))
        return bool(self.editing.token) and hmac.compare_digest(given, wanted)

    def form_token(self, visitor: Visitor) -> str:
        """Make the token that each form of a visitor carries."""
        return self._sign("form", visitor.session)

    def check_form(self, visitor: Visitor, token: str) -> None:
        """Refuse a form that is not of a page that this visitor was shown.

        :raises ProblemError: where it is not.
        """
        wanted = self.form_token(visitor).encode()
        if visitor.new or not hmac.compare_digest(token.encode("utf-8", "replace"), wanted):
            raise ProblemError(
                "stale-form",
                "the page that this form is on is from before the server was started, or the browser keeps no cookies",
                "open the draft again; what you had entered is below",
            )

    def _is_ours(self, session: str) -> bool:
        name, _, signature = session.rpartition(".")
        begun = name.rpartition(".")[2]
        if not hmac.compare_digest(signature.encode(), self._sign("session", name).encode()) or session in self._left:
            return False
        return not self.editing.token or time.time() - int(begun) < _HOURS * 3600

    def _sign(self, what: str, text: str) -> str:
        return hmac.new(self._key, f"{what} {text}".encode(), sha256).hexdigest()[:32]


def _hostname(host: str) -> str:
    """Give the name in a Host header, without the port.

    >>> _hostname("[::1]:7474"), _hostname("localhost")
    ('::1', 'localhost')
    """
    found = _HOST.fullmatch(host)
    return (found["name"] or found["address"]) if found else ""


def _is_of(origin: bytes, host: str) -> bool:
    """Tell whether an origin is the host that a request was sent to; the scheme may be that of a server in front."""
    try:
        parts = urlsplit(origin.decode("latin-1").lower())
        port = parts.port
    except ValueError:
        return False
    bare = parts.netloc.removesuffix(f":{port}") if port in (80, 443) else parts.netloc
    return bool(parts.netloc) and host in (parts.netloc, bare)


def _refused(message: str, hint: str = "") -> ProblemError:
    return ProblemError("no-editing", message, hint)
