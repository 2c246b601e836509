"""How the server and its workers talk: frames of a kind, a length and some bytes, through a pair of pipes.

server to worker    T  a task; its body follows as raw bytes in the same frame
worker to server    R  ready: what the worker has open
                    H  the head of an answer: status, media type, headers, length
                    B  a piece of its body
                    E  the end of it
                    X  something went wrong after the head: the answer is to be broken off

Both ends are the same Python, so values go through ``marshal``, which is several times faster than JSON.
"""

from __future__ import annotations

import marshal
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

HEADER: Final = struct.Struct("!cI")
TASK, READY, HEAD, BODY, END, FAULT = (kind.encode() for kind in "TRHBEX")


def frame(kind: bytes, data: bytes = b"") -> bytes:
    """Make one frame."""
    return HEADER.pack(kind, len(data)) + data


def pack(value: Any) -> bytes:
    """Write a value that is made of plain types."""
    return marshal.dumps(value)


def unpack(data: bytes) -> Any:
    """Read what :func:`pack` wrote."""
    return marshal.loads(data)  # noqa: S302 - written by our own process


def task_frame(about: dict[str, Any], body: bytes) -> bytes:
    """Make the frame of a task.

    :param about: what is asked, without the body of the request.
    :param body: the body of the request.
    """
    head = pack(about)
    return frame(TASK, struct.pack("!I", len(head)) + head + body)


def read_task(data: bytes) -> tuple[dict[str, Any], bytes]:
    """Read what :func:`task_frame` made, without its header.

    >>> read_task(task_frame({"task": "home"}, b"body")[HEADER.size :])
    ({'task': 'home'}, b'body')
    """
    (size,) = struct.unpack_from("!I", data)
    return unpack(data[4 : 4 + size]), data[4 + size :]


def read_frame(file: BinaryIO) -> tuple[bytes, bytes] | None:
    """Read one frame from a file that waits; None where the other side has gone."""
    header = file.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    kind, size = HEADER.unpack(header)
    return kind, file.read(size)


class Frames:
    """Frames as their bytes come in.

    >>> frames = Frames()
    >>> list(frames.feed(frame(BODY, b"abc")[:6])), list(frames.feed(b"bc" + frame(END)))
    ([], [(b'B', b'abc'), (b'E', b'')])
    """

    def __init__(self) -> None:
        self._held = b""

    def feed(self, data: bytes) -> Iterator[tuple[bytes, bytes]]:
        """Take some bytes, and yield the frames that are complete with them."""
        data, start = self._held + data, 0
        self._held = b""
        while len(data) - start >= HEADER.size:
            kind, size = HEADER.unpack_from(data, start)
            end = start + HEADER.size + size
            if end > len(data):
                break
            yield kind, data[start + HEADER.size : end]
            start = end
        self._held = data[start:]
