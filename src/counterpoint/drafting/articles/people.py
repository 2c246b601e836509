"""Bylines: the names of authors, and what each is said to be."""

from __future__ import annotations

import re
from typing import Final

_WORD: Final = r"(?:[A-Z]\.|[^\W\d_a-z](?:[^\W\d_]|['’.-](?=\w))*)"
_PARTICLE: Final = r"(?:van|von|der|den|de|da|di|du|dos|del|della|la|le|bin|ibn|al|el|ter|ten|zu|y|e)"
_NAME: Final = re.compile(
    rf"(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms)\.?\s+)?{_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_WORD}){{1,4}}"
)
_COMMON: Final = frozenset(
    "about all an and are at background by comment contents editor editorial features for from home how image in "
    "introduction is more news of on opinion our photo press read related report share staff the this to video what "
    "when where who why with your university department school institute centre center hospital journal college "
    "correspondence abstract summary council agency reporter reporters monday tuesday wednesday thursday friday "
    "saturday sunday newsroom newsdesk desk team times press agency network media group magazine daily herald tribune "
    "society foundation ltd inc bbc reuters".split()
)
JOB: Final = re.compile(
    r"(?:[\w’'&-]+ ){0,4}(?:correspondent|editor|reporter|writer|columnist|journalist|critic)", re.IGNORECASE
)
"""What somebody who writes for a newspaper can be."""
_BETWEEN: Final = re.compile(r"\s*(?:;|\s&\s|\sand\s|,\s*and\s)\s*")
_LONGEST: Final = 400


def is_name(text: str) -> bool:
    """Tell whether a text can be the full name of a person: two words or more with capitals, none a common one.

    >>> is_name("Ada de la Cruz"), is_name("Ada"), is_name("The Times"), is_name("1BMJ Careers")
    (True, False, False, False)
    """
    text = " ".join(text.split())
    return bool(_NAME.fullmatch(text)) and not _COMMON & set(text.casefold().split()) and not text.isupper()


def names_of(byline: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a byline into names and what each is said to be; what is no name leaves both empty.

    >>> names_of("Ada Bern, tea editor, and Carl Dorn in Leeds")
    (('Ada Bern', 'Carl Dorn'), ('tea editor', ''))
    >>> names_of("Ada Bern, Carl Dorn")
    (('Ada Bern', 'Carl Dorn'), ('', ''))
    >>> names_of("Ada Bern, Tea Correspondent")
    (('Ada Bern',), ('Tea Correspondent',))
    >>> names_of("our own reporters")
    ((), ())
    """
    names: list[str] = []
    roles: list[str] = []
    for part in _BETWEEN.split(byline[:_LONGEST].strip().rstrip(".|")):
        for piece in filter(None, re.split(r"\s*[,|]\s*", part)):
            bare = re.sub(r"\s+(?:in|for|at|of|from)\s.*", "", piece)
            shouted = bare.title() if bare.isupper() else bare
            if names and JOB.fullmatch(bare):
                roles[-1] = roles[-1] or piece
            elif is_name(shouted):
                names.append(bare)
                roles.append("")
            elif names and not roles[-1] and re.match(r"[a-z]", piece):
                roles[-1] = piece
            elif not names:
                return (), ()
    return tuple(names), tuple(roles)
