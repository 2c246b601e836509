"""Who has a port, where the system tells."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

_LISTENS: Final = "0A"
"""The state of a socket that listens, as Linux writes it."""


def holder(port: int) -> str:
    """Name the process that listens on a port, as a clause to add to a message; empty where that is not known."""
    inodes = {inode for name in ("tcp", "tcp6") for inode in _listening(Path("/proc/net") / name, port)}
    for process in Path("/proc").glob("[0-9]*") if inodes else ():
        with suppress(OSError):
            for handle in (process / "fd").iterdir():
                with suppress(OSError):
                    if str(handle.readlink()) in inodes:
                        words = (process / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
                        return f" by process {process.name} ({' '.join(words).strip()[:120]})"
    return ""


def _listening(table: Path, port: int) -> set[str]:
    with suppress(OSError):
        rows = [line.split() for line in table.read_text(encoding="ascii").splitlines()[1:]]
        return {f"socket:[{row[9]}]" for row in rows if row[3] == _LISTENS and int(row[1].split(":")[1], 16) == port}
    return set()
