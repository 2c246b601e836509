"""Look into a workbook's package before anything reads it: its size once unpacked, and what its XML may not hold."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

from counterpoint.errors import UsageError

_MOST_PARTS: Final = 5_000
_MOST_UNPACKED: Final = 1 << 30
_HIGHEST_RATIO: Final = 250
"""How many times as large a part may be unpacked: a sheet of equal rows comes to about 100."""
_SMALL: Final = 1 << 20
_CHUNK: Final = 1 << 20
_DECLARED: Final = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def refuse_unsound(path: Path) -> None:
    """Refuse a workbook that is no sound package, would unpack to too much, or declares entities.

    :raises UsageError: where it is.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if len(parts) > _MOST_PARTS:
                raise UsageError(f"{path} has {len(parts):,} parts", "a workbook has some dozens; save it anew")
            if "xl/workbook.xml" not in package.namelist():
                raise UsageError(f"{path} is a package, and no workbook", "export sheets as .xlsx or CSV")
            left = _MOST_UNPACKED
            for part in parts:
                left -= _look_into(path, package, part, left)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        OSError,
        ValueError,
    ) as problem:
        hint = "look whether it came through whole, or save it anew"
        raise UsageError(f"{path} cannot be unpacked: {problem}", hint) from problem


def _look_into(path: Path, package: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    size, before = 0, b""
    with package.open(part) as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            if size > left or (size > _SMALL and size > _HIGHEST_RATIO * max(part.compress_size, 1)):
                message = f"{path} unpacks to far more than it holds, in {part.filename}"
                raise UsageError(message, "it is no honest workbook; do not open it")
            bare = (before + chunk).replace(b"\0", b"")  # as it would be in UTF-16
            if part.filename.lower().endswith((".xml", ".rels", ".vml")) and _DECLARED.search(bare):
                raise UsageError(f"{path} declares entities, in {part.filename}", "no workbook does; do not open it")
            before = chunk[-64:]
    return size
