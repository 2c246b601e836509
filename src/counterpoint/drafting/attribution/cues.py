"""The words that say that something is said; they are listed in `cues.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = Path(__file__).with_name("cues.toml").read_text("utf-8")
    return {name: frozenset(words.split()) for name, words in tomllib.loads(text).items()}


@cache
def words(*names: str) -> frozenset[str]:
    """Give the words of some of the lists.

    :param names: "speech", "quoting", "thought", "naming", "document" …

    >>> "say" in words("speech"), "laugh" in words("speech")
    (True, False)
    """
    return frozenset().union(*(_lists()[name] for name in names))
