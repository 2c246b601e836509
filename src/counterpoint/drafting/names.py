"""Names of people and organisations in a form in which variants of one name are equal."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

HONORIFICS: Final = frozenset(
    "dr doctor prof professor sir dame lord lady baroness baron mr mrs ms miss mx rev reverend hon rt right honourable "
    "revd fr father sister st capt captain col colonel gen general lt lieutenant maj major sgt sergeant sen senator "
    "rep representative gov governor president judge justice president".split()
)
"""Words before a name that are no part of it."""
_AFTER: Final = frozenset(
    "mp msp md phd dphil mbe obe cbe kbe dbe kc qc frs frcp frcs rn esq mba msc bsc ma ba jd dds dvm mbchb mrcgp "
    "frcgp".split()
)
_GENERATIONS: Final = frozenset("jr sr ii iii iv junior senior".split())
_PARTICLES: Final = frozenset("van von der den de da di du dos del della la le bin ibn al el ter ten zu".split())
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
)
_APOSTROPHES: Final = re.compile(r"[’'‘ʼ`´]")
_COMPANY: Final = frozenset("ltd limited plc inc incorporated llc llp corp gmbh co".split())
_SPELLING: Final = {
    "center": "centre", "centers": "centres", "organization": "organisation", "organizations": "organisations",
    "labor": "labour", "defense": "defence", "program": "programme", "theater": "theatre",
}  # fmt: skip
_IN_BRACKETS: Final = re.compile(r"\s*\(([^()]{1,40})\)\s*")


class PersonName(NamedTuple):
    """A person's name in parts, in lower case and without accents.

    :param given: given names and initials, in order; empty where only the surname is said.
    :param surname: with the particles before it.
    :param generation: ``jr`` and so on.
    """

    given: tuple[str, ...]
    surname: str
    generation: str = ""


def folded(text: str) -> str:
    """Give a text in lower case, without accents and apostrophes, other signs as spaces.

    >>> folded("The King’s Fund"), folded("Søren Kjærgård-Núñez")
    ('the kings fund', 'soren kjaergard nunez')
    """
    bare = _APOSTROPHES.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_LETTERS)
    bare = "".join(one for one in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(one))
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


@lru_cache(maxsize=200_000)
def person_name(name: str) -> PersonName:
    """Take a person's name apart: titles and degrees off, ``Smith, Jane`` turned round.

    >>> person_name("Dr Jane A. Smith, MD")
    PersonName(given=('jane', 'a'), surname='smith', generation='')
    >>> person_name("Smith, Jane") == person_name("Prof. Jane Smith")
    True
    """
    parts = [folded(part).split() for part in name[:300].split(",")]
    generation = next((word for part in parts for word in part[-1:] if word in _GENERATIONS), "")
    parts = [[word for word in part if word not in _AFTER and word not in _GENERATIONS] for part in parts]
    parts = [part for part in parts if part]
    words = [*parts[1], *parts[0]] if len(parts) > 1 else parts[0] if parts else folded(name).split()
    while len(words) > 1 and words[0] in HONORIFICS:
        words = words[1:]
    start = len(words) - 1
    while start > 0 and words[start - 1] in _PARTICLES:
        start -= 1
    return PersonName(tuple(words[:start]), " ".join(words[start:]), generation[:1])


@lru_cache(maxsize=200_000)
def organisation_forms(name: str) -> frozenset[str]:
    """Give the forms of an organisation's name that say the same: without "the", with and without its acronym.

    >>> sorted(organisation_forms("the National Health Service (NHS)"))
    ['national health service', 'nhs']
    >>> organisation_forms("King's Fund") == organisation_forms("The King’s Fund")
    True
    """
    forms = {_organisation(_IN_BRACKETS.sub(" ", name[:300]))}
    for inner in _IN_BRACKETS.findall(name[:300]):
        if inner.isupper() or len(inner.split()) > 1:
            forms.add(_organisation(inner))
    return frozenset(form for form in forms if form)


def _organisation(name: str) -> str:
    undotted = re.sub(r"\b(?:[A-Za-z]\.){2,}", lambda found: found[0].replace(".", ""), name)
    words = [_SPELLING.get(word, word) for word in folded(undotted.replace("&", " and ")).split()]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in _COMPANY:
        words = words[:-1]
    return " ".join(words)
