"""Requests to an endpoint over kept-alive connections: with credentials, redirects, time-outs, and patience."""

from __future__ import annotations

import os
import random
import re
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from counterpoint.errors import AccessError, CounterpointError, QueryError, StoreError
from counterpoint.store.credentials import HOW_TO_GIVE, Authorization, Credentials, split_credentials

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse
    from urllib3.poolmanager import PoolManager

_BUSY: Final = (429, 503)
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_HOPS: Final = 5
_PROOFS: Final = 3
_KEPT: Final = 8
"""Connections that are kept for the next request."""
_PIECE: Final = 65_536
_SAID: Final = 2_000
"""As many bytes of what an endpoint says of a failure are read."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for an endpoint.

    :param connect: seconds to reach it.
    :param read: seconds between two pieces of an answer, and before the first.
    :param tries: how often a request is made that meets a busy endpoint or a connection that breaks.
    :param pause: seconds before the second try; each one after doubles it.
    :param longest: the most seconds to wait before a try, whatever the endpoint asks for.
    """

    connect: float = 10.0
    read: float = 300.0
    tries: int = 5
    pause: float = 0.5
    longest: float = 60.0

    def before(self, attempt: int, asked: float | None) -> float:
        """Give the seconds to wait after an attempt, counted from 1.

        :param asked: what the endpoint asks for in Retry-After.
        """
        if asked is not None:
            return min(asked, self.longest)
        # Clients that were refused together do not come back together.
        return min(self.pause * 2.0 ** (attempt - 1), self.longest) * random.uniform(0.5, 1)  # noqa: S311


@dataclass(frozen=True)
class Answered:
    """What an endpoint answers: its body may be read once, as it comes.

    :param status: of the answer, 200 to 299, or 404 where that was asked for.
    :param media_type: without parameters.
    :param headers: of the answer, by names in any case.
    """

    url: str
    status: int
    media_type: str
    headers: Mapping[str, str]
    _response: BaseHTTPResponse = field(repr=False)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the body piece by piece; give the connection back at the end, close it where it is left before.

        :raises StoreError: where the body breaks off.
        """
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        ended = False
        try:
            yield from self._response.stream(_PIECE)
            ended = True
        except ReadTimeoutError as problem:
            raise StoreError(f"{self.url} stops in the middle of its answer", "ask for less, or again") from problem
        except (HTTPError, OSError) as problem:
            raise StoreError(f"{self.url} breaks its answer off: {_reason(problem)}", "ask again") from problem
        finally:
            if not ended:
                self.close()
            self._response.release_conn()

    def read(self) -> bytes:
        """Return the whole body."""
        return b"".join(self)

    def close(self) -> None:
        """Hang up, for an answer that is not read to its end."""
        self._response.close()


class Connection:
    """A way to one endpoint, which any number of threads may share.

    :param url: the endpoint, perhaps with ``user:password@`` in it.
    :param credentials: in place of those in the URL or in the environment.
    :param patience: how long to wait.
    :param environment: where credentials may stand; an empty one for a host that those of an endpoint must not reach.
    :raises StoreError: where the URL is none.
    """

    def __init__(
        self,
        url: str,
        credentials: Credentials | None = None,
        patience: Patience | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self.url, self.credentials = split_credentials(url, credentials, environment)
        self.patience = patience or Patience()
        self._authorization = Authorization(self.url, self.credentials)

    @cached_property
    def _pool(self) -> PoolManager:
        from urllib.request import getproxies, proxy_bypass

        import urllib3

        parts = urlsplit(self.url)
        timeout = urllib3.Timeout(connect=self.patience.connect, read=self.patience.read)
        proxy = getproxies().get(parts.scheme)
        if proxy and not proxy_bypass(parts.hostname or ""):
            return urllib3.ProxyManager(proxy, timeout=timeout, maxsize=_KEPT)
        return urllib3.PoolManager(timeout=timeout, maxsize=_KEPT)

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        missing_is_fine: bool = False,
    ) -> Answered:
        """Make a request that may be made twice without harm; wait for an endpoint that is busy.

        :param method: one of HTTP.
        :param url: where; credentials go to the endpoint's own host only.
        :param missing_is_fine: whether 404 is an answer like any other.
        :raises QueryError: where the endpoint refuses the query.
        :raises StoreError: where it cannot be reached, wants credentials, is busy for too long, or fails.
        """
        response = self._persist(method, url, headers, body)
        whole = 200 <= response.status < 300 and response.status != 206
        if not whole and not (missing_is_fine and response.status == 404):
            raise self._failure(url, response)
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Answered(url, response.status, media_type, response.headers, response)

    def _persist(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> BaseHTTPResponse:
        from urllib3.exceptions import ProtocolError

        tries = self.patience.tries
        for attempt in range(1, tries + 1):
            asked = None
            try:
                response = self._follow(method, url, headers, body)
                if response.status not in _BUSY:
                    return response
                last: object = f"{response.status} {response.reason}: {self._said(response)}".rstrip(": ")
                asked = _retry_after(response.headers.get("Retry-After", ""))
            except ProtocolError as problem:
                last = _reason(problem)
                if not isinstance(problem.args[-1], ConnectionError):  # it did not hang up before it answered
                    raise StoreError(f"{url} breaks its answer off: {last}", "ask again") from problem
            if attempt < tries:
                time.sleep(self.patience.before(attempt, asked))
        times = "once" if tries == 1 else f"{tries} times"
        raise StoreError(f"{url} was asked {times} and is still not able to answer; the last time: {last}", "try later")

    def _follow(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> BaseHTTPResponse:
        """Go where the endpoint leads."""
        for _ in range(_HOPS + 1):
            response = self._prove(method, url, headers, body)
            target = response.headers.get("Location", "")
            if response.status not in _REDIRECTS or not target:
                return response
            response.drain_conn()
            target = urljoin(url, target)
            if urlsplit(target).scheme not in ("http", "https") or url.startswith("https:") > target.startswith(
                "https:"
            ):
                raise StoreError(f"{url} leads to {self.credentials.hidden_in(target)}", "name its right address")
            if response.status == 303:
                method, body = "GET", None
            url = target
        raise StoreError(f"{self.url} leads from one address to the next, more than {_HOPS} times")

    def _prove(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> BaseHTTPResponse:
        """Make the request, again where the endpoint says which proof it wants."""
        for _ in range(_PROOFS):
            response = self._once(method, url, headers, body)
            wanted = ", ".join(response.headers.getlist("WWW-Authenticate"))
            if response.status not in (401, 403) or not self._authorization.challenged(url, wanted):
                break
            response.drain_conn()
        return response

    def _once(self, method: str, url: str, headers: Mapping[str, str], body: bytes | None) -> BaseHTTPResponse:
        from urllib3.exceptions import HTTPError, LocationParseError, ProtocolError, ReadTimeoutError

        proof = self._authorization.header(method, url)
        sent = {**headers, "Authorization": proof} if proof else dict(headers)
        try:
            return self._pool.request(
                method, url, body=body, headers=sent, preload_content=False, redirect=False, retries=False
            )
        except ProtocolError:
            raise
        except LocationParseError as problem:
            raise StoreError(f"{url} is not an address: {problem}", "write it as in https://host/sparql") from problem
        except ReadTimeoutError as problem:
            hint = "ask for less, or allow more time"
            raise StoreError(f"{url} does not answer within {self.patience.read:g} seconds", hint) from problem
        except (HTTPError, OSError, ValueError) as problem:
            hint = "is the address right, and the server up?"
            raise StoreError(f"{url} cannot be reached: {_reason(problem)}", hint) from problem

    def _failure(self, url: str, response: BaseHTTPResponse) -> CounterpointError:
        said = self._said(response)
        status = f"{response.status} {response.reason or ''}".rstrip()
        if response.status == 206:
            return StoreError(
                f"{url} answers with a part only: {said or status}", "ask for less, or allow it more time"
            )
        if response.status == 400:
            return QueryError(f"{url} refuses the query: {said}")
        message = f"{url} answers {status}: {said}".rstrip(": ")
        if response.status in (401, 403):
            hint = "the credentials given are not accepted; are they right?" if self.credentials else HOW_TO_GIVE
            return AccessError(message, hint)
        missing = response.status in (404, 405, 501)
        return StoreError(message, "is it the address of the service, as in https://host/sparql?" if missing else "")

    def _said(self, response: BaseHTTPResponse) -> str:
        """Read the beginning of what an endpoint says of a failure, without the secrets that it may repeat."""
        from urllib3.exceptions import HTTPError

        try:
            text = response.read(_SAID, decode_content=True).decode("utf-8", "replace")
        except (HTTPError, OSError):
            text = ""
        response.close()
        if "html" in response.headers.get("Content-Type", ""):
            text = re.sub(r"(?s)<(style|script|title)\b.*?</\1>|<[^>]*>", " ", text)
            text = re.sub(r"\s+", " ", text)
        return self.credentials.hidden_in(text.strip())


def _retry_after(value: str) -> float | None:
    from urllib3.exceptions import InvalidHeader
    from urllib3.util.retry import Retry

    try:
        return Retry().parse_retry_after(value) if value else None
    except InvalidHeader:
        return None


def _reason(problem: Exception) -> str:
    """Say in short what urllib3 says at length."""
    from urllib3.exceptions import ProtocolError

    last = problem.args[-1] if isinstance(problem, ProtocolError) and problem.args else problem
    text = str(last) or type(last).__name__
    return re.sub(r"^<?\w+(Connection|Pool)[^>:]*>?(\([^)]*\))?: ", "", text)
