"""Refuse JSON that nests deeper than any format does, before a parser that recurses sees it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from counterpoint.errors import UsageError

_DEEPEST: Final = 200
_SIGNS: Final = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


def refuse_depth(path: Path, data: bytes) -> None:
    """Refuse what nests too deeply.

    :raises UsageError: where it does.
    """
    depth = 0
    for found in _SIGNS.finditer(data):
        sign = found[0]
        if sign in (b"{", b"["):
            depth += 1
            if depth > _DEEPEST:
                raise UsageError(
                    f"{path} nests more than {_DEEPEST} levels deep", "look for brackets that are not closed"
                )
        elif sign in (b"}", b"]"):
            depth -= 1
