"""Write files so that a reader never sees half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from counterpoint.errors import WorkspaceError


def write_atomically(path: Path, data: bytes) -> None:
    """Put a file in place whole, or leave the old one as it was.

    :param path: where; its folder must exist.
    :param data: the content.
    :raises WorkspaceError: where it cannot be written.
    """
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as problem:
        reason = problem.strerror or problem
        raise WorkspaceError(f"{path} cannot be written: {reason}", "choose another place") from problem


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
