"""A program on a real pseudo-terminal: what it shows, and the keys that are pressed."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_PATIENCE = 30.0
_OWN_TERMINAL = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal the one that Control-C goes through, and becomes the program."""


class Terminal:
    """The screen and keyboard of a running ``counterpoint``.

    :param descriptor: the terminal's end.
    :param process: the program.
    """

    def __init__(self, descriptor: int, process: subprocess.Popen[bytes]) -> None:
        self._descriptor, self._process = descriptor, process
        self.raw = ""
        self._read = 0

    def press(self, keys: str) -> None:
        """Press keys, one after the other."""
        os.write(self._descriptor, keys.encode())

    def interrupt(self) -> None:
        """Press Control-C."""
        self.press("\x03")

    def wait(self, words: str) -> str:
        """Wait until words are shown after those that were waited for before; return all that was shown since."""
        until = time.monotonic() + _PATIENCE
        while words not in (shown := self.shown()[self._read :]):
            if not self._more(until):
                raise AssertionError(f"{words!r} is not shown; there is: {shown[-3000:]}")
        end = shown.index(words) + len(words)
        self._read += end
        return shown[:end]

    def end(self) -> int:
        """Wait for the end of the program, and return its exit code."""
        until = time.monotonic() + _PATIENCE
        while self._more(until):
            pass
        return self._process.wait(timeout=_PATIENCE)

    def shown(self) -> str:
        """Return what was shown, without colours and movements."""
        return _SEQUENCE.sub("", self.raw).replace("\r\n", "\n")

    def _more(self, until: float) -> bool:
        ready, _, _ = select.select([self._descriptor], [], [], max(0.0, until - time.monotonic()))
        try:
            data = os.read(self._descriptor, 65536) if ready else b""
        except OSError:  # Linux says so where the program has closed the terminal
            data = b""
        self.raw += data.decode("utf-8", "replace")
        return bool(data)


@contextmanager
def running(*args: str, folder: Path, columns: int = 80, **environment: str) -> Iterator[Terminal]:
    """Run ``counterpoint`` on a terminal of some width."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    kept = {
        name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR")
    }
    process = subprocess.Popen(
        [sys.executable, "-c", _OWN_TERMINAL, sys.executable, "-m", "counterpoint", *args],
        stdin=child,
        stdout=child,
        stderr=child,
        cwd=folder,
        env={**kept, "TERM": "xterm-256color", **environment},
        start_new_session=True,
    )
    os.close(child)
    try:
        yield Terminal(parent, process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        os.close(parent)
