"""What a worker is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import BinaryIO, Final
from urllib.parse import parse_qsl

HTML: Final = "text/html; charset=utf-8"
JSON: Final = "application/json"


@dataclass(frozen=True)
class Reply:
    """A whole answer.

    :param body: the bytes that are sent.
    :param media_type: what they are, with the character set where there is one.
    :param status: the HTTP status.
    :param headers: further headers, by name.
    """

    body: bytes
    media_type: str = HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stream:
    """An answer that is written bit by bit, however long it gets.

    :param write: writes it to a file; what it raises before the first bytes are sent becomes the answer instead.
    :param media_type: what it is.
    :param headers: further headers, by name.
    """

    write: Callable[[BinaryIO], None]
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """A request, as far as an answer depends on it.

    :param path: the path, decoded, with a slash at its beginning.
    :param query: the query parameters in order, decoded.
    :param accept: the Accept header, ``*/*`` where there is none.
    :param method: the HTTP method.
    :param content_type: the media type of the body, with its parameters.
    :param body: the body.
    :param origin: scheme and host by which the client reached the server, as in ``http://127.0.0.1:7474``.
    :param editor: of somebody who may edit: the ``token`` of their forms, the ``coder`` that they have said they are,
        whether that is ``fixed``, and whether they have a session that they can ``leave``.

    >>> Ask("/search", (("q", "west"), ("kind", "person"))).get("kind")
    'person'
    """

    path: str
    query: tuple[tuple[str, str], ...] = ()
    accept: str = "*/*"
    method: str = "GET"
    content_type: str = ""
    body: bytes = b""
    origin: str = ""
    editor: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of a query parameter."""
        return next((value for key, value in self.query if key == name), default)

    def all(self, name: str) -> Iterator[str]:
        """Yield every value of a query parameter."""
        return (value for key, value in self.query if key == name)

    @cached_property
    def form(self) -> tuple[tuple[str, str], ...]:
        """The fields of an HTML form in the body, in order.

        :raises UnicodeDecodeError: where they are not UTF-8.
        """
        return tuple(parse_qsl(self.body.decode(), keep_blank_values=True, errors="strict"))
