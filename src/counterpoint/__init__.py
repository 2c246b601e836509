"""Counterpoint: who said what, in which role, on which words, and so who agrees and disagrees with whom.

from counterpoint import Corpus

corpus = Corpus.open(":demo:")
corpus.ask("who-disagrees", speaker="Peter Wilson")
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterpoint.__about__ import __version__
from counterpoint.errors import (
    AccessError,
    CounterpointError,
    Fault,
    FaultsError,
    InUseError,
    QueryError,
    StoreError,
    UnknownNameError,
    UsageError,
    WorkspaceError,
)

if TYPE_CHECKING:
    from counterpoint.corpus import Corpus

__all__ = [
    "AccessError",
    "Corpus",
    "CounterpointError",
    "Fault",
    "FaultsError",
    "InUseError",
    "QueryError",
    "StoreError",
    "UnknownNameError",
    "UsageError",
    "WorkspaceError",
    "__version__",
]


def __getattr__(name: str) -> object:
    """Import ``Corpus`` when it is first used, so that the command line starts without it."""
    if name == "Corpus":
        from counterpoint.corpus import Corpus

        return Corpus
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
