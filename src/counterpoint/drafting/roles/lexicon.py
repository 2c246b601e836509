"""The words that roles and organisations are told by."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_ENDINGS: Final = (
    "ologist", "ographer", "ician", "woman", "keeper", "smith", "wright", "maker", "iatrist", "onomist", "path", "crat",
)  # fmt: skip
_NATIONAL: Final = ("ian", "ese", "ish", "ean")
_NO_NATION: Final = frozenset(
    "guardian median civilian pedestrian vegetarian caledonian parish polish british-american".split()
)
_AGENTS: Final = ("er", "or", "ist", "ian", "eer")
"""Endings of many other words for people, and of some for things."""


@dataclass(frozen=True)
class Lexicon:
    """Words by what they do in a description; ``words.toml`` says what each list holds."""

    offices: frozenset[str]
    professions: frozenset[str]
    modifiers: frozenset[str]
    matters: frozenset[str]
    political: frozenset[str]
    scholars: frozenset[str]
    agents: frozenset[str]
    after: frozenset[str]
    honorifics: frozenset[str]
    organisations: frozenset[str]
    past: frozenset[str]
    present: frozenset[str]
    nobody: frozenset[str]
    subjects: frozenset[str]
    bystanders: frozenset[str]
    parties: frozenset[str]
    nationalities: frozenset[str]
    persuasions: frozenset[str]
    generic: frozenset[str]
    verbs: Mapping[str, str]

    def is_role(self, word: str) -> bool:
        """Tell whether a word can be the head of a role: one listed, or one that ends as those do.

        >>> lexicon().is_role("vice-president"), lexicon().is_role("volcanologist"), lexicon().is_role("father")
        (True, True, False)
        """
        low = word.lower().rstrip(".")
        if low in self.offices or low in self.professions:
            return True
        if low.endswith(("-elect", "-designate", "-in-residence", "-at-large", "-in-waiting")):
            return self.is_role(low.partition("-")[0])
        if low.startswith(("ex-", "vice-", "deputy-", "co-", "then-", "sub-", "self-", "under-")):
            return self.is_role(low.partition("-")[2])
        if "-" in low and self.is_role(low.rpartition("-")[2]):
            return True  # writer-director
        return low.endswith(_ENDINGS) and low not in self.nobody and len(low) > 7

    def may_be_role(self, word: str) -> bool:
        """Tell whether a noun that stands beside a person's name can be a role, by how it ends.

        >>> lexicon().may_be_role("beekeeper"), lexicon().may_be_role("brother"), lexicon().may_be_role("number")
        (True, False, False)
        """
        return self.is_role(word) or (word.endswith(_AGENTS) and len(word) > 5 and word not in self.nobody)

    def is_nationality(self, word: str) -> bool:
        """Tell whether a word with a capital says which country somebody or something is of.

        >>> (
        ...     lexicon().is_nationality("Belmarian"),
        ...     lexicon().is_nationality("Guardian"),
        ...     lexicon().is_nationality("French"),
        ... )
        (True, False, True)
        """
        low = word.lower()
        if not word[:1].isupper():
            return False
        ends = len(low) > 5 and low.endswith(_NATIONAL) and low not in _NO_NATION
        return low in self.nationalities or (ends and low not in self.persuasions and not self.is_role(low))


@cache
def lexicon() -> Lexicon:
    """Read the words, once."""
    with Path(__file__).with_name("words.toml").open("rb") as file:
        lists = tomllib.load(file)
    verbs = lists.pop("verbs")
    return Lexicon(**{name: frozenset(words.split()) for name, words in lists.items()}, verbs=verbs)
