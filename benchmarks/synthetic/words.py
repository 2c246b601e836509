"""Words that invented names, claims and quotes are put together from: ``words.toml``, and how they are combined."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from math import gcd, prod
from pathlib import Path
from typing import Final

_WORDS: Final[dict[str, list[str]]] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))

FIRST_NAMES: Final = _WORDS["first-names"]
INITIALS: Final = ["", *(f" {letter}." for letter in "ABCDEFGHJKLMNPRSTVWY")]
LAST_NAMES: Final = _WORDS["last-names"]
PLACES: Final = _WORDS["places"]
IN_PLACES: Final = ["", *(f" in {place}" for place in PLACES)]
INSTITUTIONS: Final = _WORDS["institutions"]
THEMES: Final = _WORDS["themes"]
PAIRS_OF_THEMES: Final = [f"{one} and {other.lower()}" for one, other in combinations(THEMES, 2)]
SUBJECTS: Final = _WORDS["subjects"]
VERBS: Final = _WORDS["verbs"]
OBJECTS: Final = _WORDS["objects"]
OPENINGS: Final = _WORDS["openings"]
MIDDLES: Final = _WORDS["middles"]
ENDINGS: Final = _WORDS["endings"]
CITED_AS: Final = _WORDS["cited-as"]
TITLES: Final = _WORDS["titles"]
ROLES: Final = _WORDS["roles"]


def slug(text: str) -> str:
    """Turn text into an id.

    >>> slug("Zoë A. Núñez")
    'zoe-a-nunez'
    """
    plain = unicodedata.normalize("NFKD", text.replace("ø", "o").replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def combine(number: int, *lists: Sequence[str]) -> tuple[str, ...]:
    """Give the combination of that number, one element from each list; the first ``prod(len)`` all differ.

    Neighbours differ in every place. After all have been given they come again, with a number behind.
    """
    total = prod(map(len, lists))
    stride = int(total * 0.618)
    while gcd(stride, total) != 1:
        stride += 1
    turn, rest = divmod(number, total)
    rest = rest * stride % total
    found = []
    for words in lists:
        rest, place = divmod(rest, len(words))
        found.append(words[place])
    return (*found, f" {turn + 1}") if turn else tuple(found)
