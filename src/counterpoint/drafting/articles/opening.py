"""Take the content of a file that a user names, where it is one that can be read."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Final

from counterpoint.errors import UsageError, visible

MOST_BYTES: Final = 64 * 1024 * 1024
"""The largest file that is read."""

_ADDRESS: Final = re.compile(r"(?:https?|ftp|file):/", re.IGNORECASE)


def read_file(path: Path) -> bytes:
    """Read a file whole.

    :raises UsageError: where it is an address, no regular file, too large, empty, or cannot be read.
    """
    if _ADDRESS.match(str(path)):
        hint = "nothing is fetched: save the page from the browser (Ctrl+S) and name that file"
        raise UsageError(f"{visible(str(path))} is an address, not a file", hint)
    try:
        return _read(path)
    except FileNotFoundError as problem:
        raise UsageError(f"there is no file {visible(str(path))}", "check the spelling and the folder") from problem
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise UsageError(f"{visible(str(path))} cannot be read: {reason}") from problem


def _read(path: Path) -> bytes:
    # Without waiting: a pipe that nobody writes to would hold the command for ever.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        _refuse_others(path, os.fstat(handle))
        with os.fdopen(handle, "rb", closefd=False) as file:
            data = file.read(MOST_BYTES + 1)
    finally:
        os.close(handle)
    if not data.strip(b"\0\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise UsageError(f"{visible(str(path))} is empty", "save the article anew")
    return data


def _refuse_others(path: Path, status: os.stat_result) -> None:
    """Refuse what is no regular file, or too large."""
    if stat.S_ISDIR(status.st_mode):
        raise UsageError(f"{visible(str(path))} is a folder", "name one article in it")
    if not stat.S_ISREG(status.st_mode):
        raise UsageError(f"{visible(str(path))} is no regular file", "save the article as a file first")
    if status.st_size > MOST_BYTES:
        size, most = status.st_size / 2**20, MOST_BYTES // 2**20
        message = f"{visible(str(path))} has {size:,.0f} MB, and an article may have {most}"
        raise UsageError(message, "save the article alone, without pictures, or as plain text")
