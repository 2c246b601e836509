"""Who asks an endpoint: a user with a password, or a token, kept out of every message."""

from __future__ import annotations

import re
import threading
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit, urlunsplit

from counterpoint.errors import StoreError, UsageError

if TYPE_CHECKING:
    from urllib.request import AbstractDigestAuthHandler

USER: Final = "COUNTERPOINT_USER"
PASSWORD: Final = "COUNTERPOINT_PASSWORD"  # noqa: S105 - the name of a variable
TOKEN: Final = "COUNTERPOINT_TOKEN"  # noqa: S105
HOW_TO_GIVE: Final = f"set {USER} and {PASSWORD}, or {TOKEN}"

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class Credentials:
    """What a client proves itself with; nothing of it is shown.

    :param user: with a password, for the schemes Basic and Digest.
    :param token: for the scheme Bearer; used where it is there.

    >>> Credentials("ada", "secret")
    Credentials(user='ada')
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if _CONTROL.search(self.user + self.password + self.token):
            raise UsageError(
                "a user, password or token holds a line break or another control character", "type it anew"
            )
        if not self.token.isascii():
            raise UsageError("the token holds a character that no header has", "copy it anew")

    def __bool__(self) -> bool:
        return bool(self.user or self.token)

    def hidden_in(self, text: str) -> str:
        """Strike the secrets out of a text, such as an answer that repeats what it was sent."""
        for secret in (self.password, self.token, _base64(self.user, self.password) if self.user else ""):
            text = text.replace(secret, "…") if secret else text
        return text


def split_credentials(url: str, given: Credentials | None, environment: Mapping[str, str]) -> tuple[str, Credentials]:
    """Take the credentials out of a URL, which may then be shown.

    :param url: perhaps with ``user:password@`` in it; these come first.
    :param given: credentials that come next.
    :param environment: where COUNTERPOINT_USER, COUNTERPOINT_PASSWORD and COUNTERPOINT_TOKEN come last.
    :raises StoreError: where the URL is none.

    >>> split_credentials("https://ada:s%40fe@example.org/sparql", None, {})
    ('https://example.org/sparql', Credentials(user='ada'))
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # a wrong port is told when it is asked for
    except ValueError as problem:
        shown = re.sub("//[^/]*@", "//", url)
        raise StoreError(f"{shown} is not an address: {problem}", "write it as in https://host/sparql") from None
    if not parts.hostname or re.search(r"\s", url):
        shown = re.sub("//[^/]*@", "//", url)
        raise StoreError(f"{shown} is not an address: it has no host or a space", "write it without spaces")
    inside = Credentials(unquote(parts.username or ""), unquote(parts.password or ""))
    clean = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
    around = Credentials(*(environment.get(name, "") for name in (USER, PASSWORD, TOKEN)))
    return clean, inside or given or around


class Authorization:
    """Write the Authorization header that an endpoint asks for.

    A password goes out unasked over https and to this machine only; elsewhere the endpoint has to ask for it, so that
    one that can do better than Basic is not sent the password in clear.

    :param url: the endpoint; no other host is sent anything.
    :param credentials: of the client.
    """

    def __init__(self, url: str, credentials: Credentials) -> None:
        parts = urlsplit(url)
        self.credentials, self._url = credentials, url
        self._challenge: dict[str, str] | None = None
        self._lock = threading.Lock()  # the Digest scheme counts the requests
        self._basic = bool(credentials.user) and (parts.scheme == "https" or parts.hostname in _LOOPBACK)
        self._asked_bare = False
        self._digest: AbstractDigestAuthHandler | None = None

    def header(self, method: str, url: str) -> str:
        """Give the header's value for a request, or an empty string."""
        if not self.credentials or not _same_place(self._url, url):
            return ""
        if self.credentials.token:
            return f"Bearer {self.credentials.token}"
        if self._challenge is not None:
            return self._digested(self._challenge, method, url)
        return f"Basic {_base64(self.credentials.user, self.credentials.password)}" if self._basic else ""

    def challenged(self, url: str, challenge: str) -> bool:
        """Take up what an endpoint asks for; tell whether another try makes sense.

        :param challenge: the values of WWW-Authenticate.
        """
        if not self.credentials.user or self.credentials.token or not _same_place(self._url, url):
            return False
        if found := re.search(r"(?i)(?:^|,\s*)digest\s+(.*)", challenge):
            from urllib.request import parse_http_list, parse_keqv_list

            self._challenge = parse_keqv_list([part for part in parse_http_list(found[1]) if "=" in part])
            return True
        if self._basic and not challenge and not self._asked_bare:
            self._basic, self._asked_bare = False, True  # Virtuoso says what it wants only to who sends nothing
            return True
        before, self._basic = self._basic, True
        return not before and (not challenge or "basic" in challenge.lower())

    def _digested(self, challenge: dict[str, str], method: str, url: str) -> str:
        """Let the standard library work a Digest out: urllib3 has none."""
        from urllib.request import AbstractDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request

        with self._lock:
            if self._digest is None:
                passwords = HTTPPasswordMgrWithDefaultRealm()
                origin = urlunsplit(urlsplit(self._url)._replace(path="/", query="", fragment=""))
                passwords.add_password(None, origin, self.credentials.user, self.credentials.password)
                self._digest = AbstractDigestAuthHandler(passwords)
            try:
                made = self._digest.get_authorization(Request(url, method=method), challenge)  # noqa: S310
            except (ValueError, OSError) as problem:
                raise StoreError(f"{url} asks for a proof that is not known: {problem}", "use a token") from problem
        return f"Digest {made}" if made else ""


def _base64(user: str, password: str) -> str:
    return b64encode(f"{user}:{password}".encode()).decode()


def _same_place(one: str, other: str) -> bool:
    """Tell whether two URLs have one host and port; from http to https is no other place, but not the other way."""
    before, after = urlsplit(one), urlsplit(other)
    ports = {"http": 80, "https": 443}
    if before.hostname != after.hostname:
        return False
    port, other_port = (parts.port or ports.get(parts.scheme) for parts in (before, after))
    return (before.scheme, port) == (after.scheme, other_port) or (before.scheme, port, after.scheme, other_port) == (
        "http",
        80,
        "https",
        443,
    )
