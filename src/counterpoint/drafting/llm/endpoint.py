"""Ask a language model through the protocol of OpenAI's chat completions, and expect anything of what comes back."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from counterpoint.errors import UsageError, visible

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

URL: Final = "COUNTERPOINT_LLM_URL"
MODEL: Final = "COUNTERPOINT_LLM_MODEL"
KEY: Final = "COUNTERPOINT_LLM_KEY"

_MOST_BYTES: Final = 2 << 20
_CHUNK: Final = 1 << 16
_TRIES: Final = 3
_LONGEST_WAIT: Final = 20.0
_SAID: Final = 200
"""How much of what a service says is repeated in a message."""


class LanguageModelError(UsageError):
    """Report a language model that cannot be asked or gives no answer that is of use."""


@dataclass(frozen=True)
class Endpoint:
    """A service with a language model.

    :param url: the address that questions are posted to, ``…/chat/completions``.
    :param model: the name of the model.
    :param key: the key to it, or an empty string; it stands in no message.
    :param timeout: the most seconds that one answer may take.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 180.0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Endpoint:
        """Take address, model and key from the environment.

        :raises UsageError: where address or model is missing or cannot be one.
        """
        given = os.environ if environment is None else environment
        address, model, key = (given.get(name, "").strip() for name in (URL, MODEL, KEY))
        if not address or not model:
            missing = " and ".join(name for name, value in ((URL, address), (MODEL, model)) if not value)
            hint = f"set {missing}, as in {URL}=http://localhost:11434/v1, or leave out --llm"
            raise UsageError("no language model is named", hint)
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError as problem:
            raise UsageError(f"{URL} is no address: {problem}", "write http://… or https://…") from problem
        if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
            raise UsageError(f"{URL} is no address", "write http://… or https://…, as in http://localhost:11434/v1")
        if parts.username or parts.password or parts.query:
            raise UsageError(f"{URL} holds more than an address", f"put the key into {KEY}")
        if not key.isascii() or not (key.isprintable() or not key):
            raise UsageError(f"{KEY} holds characters that no key has", "copy it anew")
        path = parts.path.rstrip("/")
        if not path.endswith("/chat/completions"):
            path = (path or "/v1") + "/chat/completions"
        return cls(f"{parts.scheme}://{parts.netloc}{path}", model, key)

    def ask(self, messages: Sequence[Mapping[str, str]]) -> str:
        """Ask, and return the text of the answer.

        A service that is busy is asked again, as often and as late as is bearable.

        :param messages: ``role`` and ``content`` of each.
        :raises LanguageModelError: where there is no answer: it says why.
        """
        body: dict[str, Any] = {"model": self.model, "messages": list(messages), "temperature": 0}
        for attempt in range(_TRIES):
            status, headers, data = self._post(body)
            if status in (429, 500, 502, 503, 504) and attempt < _TRIES - 1:
                time.sleep(_pause(headers.get("Retry-After"), attempt))
            elif status in (400, 422) and "temperature" in body and b"temperature" in data:
                del body["temperature"]  # some models take none
            else:
                break
        if status != 200:
            raise LanguageModelError(self._refusal(status, data))
        return self._content(data)

    def _post(self, body: Mapping[str, Any]) -> tuple[int, Mapping[str, str], bytes]:
        import urllib3

        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        until = time.monotonic() + self.timeout
        wait = urllib3.Timeout(connect=min(10.0, self.timeout), read=self.timeout)
        try:
            with urllib3.PoolManager(retries=False, timeout=wait) as pool:
                response = pool.request(
                    "POST",
                    self.url,
                    body=json.dumps(body).encode(),
                    headers=headers,
                    preload_content=False,
                    redirect=False,
                )
                try:
                    return response.status, response.headers, self._read(response, until)
                finally:
                    response.close()
        except (urllib3.exceptions.HTTPError, OSError, ValueError) as problem:
            late = isinstance(problem, urllib3.exceptions.TimeoutError)
            # A connection that is refused is a time-out, too, to urllib3.
            if late and not isinstance(problem, urllib3.exceptions.NewConnectionError):
                raise LanguageModelError(f"{self._shown} gave no answer in {self.timeout:g} s") from problem
            reason = _line(str(getattr(problem, "reason", None) or problem).rpartition(": ")[2])
            raise LanguageModelError(f"{self._shown} cannot be reached: {reason}", f"look at {URL}") from problem

    def _read(self, response: BaseHTTPResponse, until: float) -> bytes:
        """Read an answer in pieces: one that never ends, or comes in drops, is left."""
        data = b""
        for piece in response.stream(_CHUNK):
            data += piece
            if len(data) > _MOST_BYTES:
                raise LanguageModelError(f"{self._shown} gave an answer of more than {_MOST_BYTES >> 20} MB")
            if time.monotonic() > until:
                raise LanguageModelError(f"{self._shown} gave no whole answer in {self.timeout:g} s")
        return data

    def _refusal(self, status: int, data: bytes) -> str:
        said = _said(data)
        if self.key:
            said = said.replace(self.key, "…")
        what = {
            401: f"{self._shown} refuses the key; look at {KEY}",
            403: f"{self._shown} refuses the key; look at {KEY}",
            404: f"{self._shown} has no model {visible(self.model[:80])}, or is none; look at {URL} and {MODEL}",
            429: f"{self._shown} is asked too often; try again later",
        }
        if 300 <= status < 400:
            return f"{self._shown} sends elsewhere, which is not followed; look at {URL}"
        return what.get(status, f"{self._shown} answered with status {status}") + (f" ({said})" if said else "")

    def _content(self, data: bytes) -> str:
        try:
            answer = json.loads(data)
            message = answer["choices"][0]["message"]
            refusal, content = message.get("refusal"), message.get("content")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as problem:
            raise LanguageModelError(
                f"{self._shown} gave no answer of the protocol: {_line(_decoded(data))}"
            ) from problem
        if isinstance(refusal, str) and refusal.strip():
            raise LanguageModelError(f"the model refused: {_line(refusal)}")
        if not isinstance(content, str) or not content.strip():
            raise LanguageModelError("the model answered nothing")
        return content

    @property
    def _shown(self) -> str:
        return urlsplit(self.url).netloc


def _pause(retry_after: str | None, attempt: int) -> float:
    """Say how many seconds to wait before the next try, as the service asks for, within bounds."""
    try:
        asked = float(retry_after or "")
    except ValueError:
        asked = 2.0**attempt
    return min(max(asked, 0.1), _LONGEST_WAIT) if asked == asked else 1.0  # noqa: PLR0124 - not a number


def _said(data: bytes) -> str:
    """Return what a service says of a failure."""
    try:
        error = json.loads(data)["error"]
        said = error["message"] if isinstance(error, dict) else error
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return _line(str(said))


def _decoded(data: bytes) -> str:
    return data[: 4 * _SAID].decode("utf-8", "replace")


def _line(text: str) -> str:
    """Take the beginning of a foreign text as one line that steers no terminal."""
    line = " ".join(text.split())
    return visible(line if len(line) <= _SAID else line[:_SAID] + "…")
