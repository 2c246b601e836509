"""Ids for things that have only names: the known ones where the name is the same, else new ones made of the name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from counterpoint.files import is_device
from counterpoint.records.reading import is_id

_LONGEST: Final = 60
_APART: Final = re.compile(r"[^\w]+|_+")
_WHITE: Final = re.compile(r"\s+")
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def tidy(text: str) -> str:
    r"""Write a name in one line, without characters that are not seen.

    >>> tidy(" Ada\nLovelace\u202e ")
    'Ada Lovelace'
    """
    return _WHITE.sub(" ", _UNSEEN.sub("", text)).strip()


def slug(name: str) -> str:
    """Make an id of a name: its letters and digits, small and without accents where they have any.

    >>> slug("Université de Genève, 2nd"), slug("Łódź"), slug("…")
    ('universite-de-geneve-2nd', 'łodz', '')
    """
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    words = _APART.sub("-", unicodedata.normalize("NFC", bare.replace("'", "").replace("’", "")).casefold()).strip("-")
    if len(words) <= _LONGEST:
        return words
    cut = words[: _LONGEST + 1].rpartition("-")[0]
    return cut if len(cut) > _LONGEST // 2 else words[:_LONGEST]


class Ids:
    """The ids that are taken; those that Windows takes for devices are never given, as sources are files.

    :param taken: those that there are before.
    """

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {identifier.casefold() for identifier in taken}
        self._next: dict[str, int] = {}

    def make(self, name: str, otherwise: str, wanted: str = "") -> str:
        """Make an id that nothing has yet, on no system that takes small letters and capitals for the same.

        :param name: the name that it is made of.
        :param otherwise: what it is made of where the name has neither letter nor digit.
        :param wanted: the id that it should be, where it can.
        """
        base = wanted if is_id(wanted) else slug(name)
        base = base if is_id(base) else otherwise
        found, number = base, self._next.get(base, 1)
        while found.casefold() in self._taken or is_device(found):
            number += 1
            found = f"{base}-{number}"
        self._next[base] = number
        self._taken.add(found.casefold())
        return found
