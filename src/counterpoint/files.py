"""Write files so that a reader never sees half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from counterpoint.errors import WorkspaceError

_DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul"} | {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
)


def is_device(stem: str) -> bool:
    """Tell whether Windows takes a file of this name, whatever its ending, for a device: a folder cannot hold it there.

    >>> is_device("CON"), is_device("con-2")
    (True, False)
    """
    return stem.partition(".")[0].rstrip().casefold() in _DEVICES


def write_atomically(path: Path, data: bytes) -> None:
    """Put a file in place whole, or leave the old one as it was; what is no file, such as a pipe, is written to.

    :param path: where; its folder must exist. The file that a link points to is written, and the link stays.
    :param data: the content.
    :raises WorkspaceError: where it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            path.write_bytes(data)
        else:
            _replace(path.resolve(), data)
    except (OSError, RuntimeError) as problem:  # a link that leads to itself is a RuntimeError before Python 3.13
        reason = getattr(problem, "strerror", None) or problem
        raise WorkspaceError(f"{path} cannot be written: {reason}", "choose another place") from problem


def _replace(path: Path, data: bytes) -> None:
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        written.chmod(mode)
        written.replace(path)
    except BaseException:
        written.unlink()
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
