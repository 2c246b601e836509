"""The words of roles: forms that say the same, and the kind of role that a head noun names."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from counterpoint.drafting.names import folded

_FORMERLY: Final = frozenset(
    "former formerly ex erstwhile onetime retired late outgoing then current incumbent".split()
)
_SHORT: Final = {
    "gp": "general practitioner",
    "gps": "general practitioners",
    "ceo": "chief executive",
    "chief executive officer": "chief executive",
    "cfo": "chief financial officer",
    "chief finance officer": "chief financial officer",
    "coo": "chief operating officer",
    "cmo": "chief medical officer",
    "cto": "chief technology officer",
    "vice chancellor": "vicechancellor",
    "policy advisor": "policy adviser",
    "prof": "professor",
    "nhs manager": "health service manager",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
}
"""Short and other forms of roles that say the same."""
_KINDS: Final = {
    "clinical": "doctor nurse surgeon physician midwife paediatrician pediatrician psychiatrist gp practitioner "
    "anaesthetist cardiologist oncologist dentist pharmacist paramedic physiotherapist radiologist matron registrar "
    "clinician dermatologist neurologist gynaecologist obstetrician epidemiologist",
    "academic": "professor lecturer researcher academic scholar historian economist scientist physicist biologist "
    "chemist sociologist anthropologist philosopher postdoc dean provost vicechancellor rector",
    "managerial": "manager executive ceo administrator",
    "policy": "minister senator mp msp congressman congresswoman councillor mayor governor ambassador diplomat "
    "chancellor lobbyist campaigner adviser legislator lawmaker",
    "consultancy": "management-consultant",
    "journalism": "journalist reporter editor columnist correspondent broadcaster blogger newsreader photojournalist",
}
_KIND_OF: Final = {noun: kind for kind, nouns in _KINDS.items() for noun in nouns.split()}
_PHRASES: Final = {
    "research fellow": "academic",
    "management consultant": "consultancy",
    "chief executive": "managerial",
    "chief financial officer": "managerial",
    "chief operating officer": "managerial",
    "prime minister": "policy",
    "general practitioner": "clinical",
    "medical student": "academic",
    "foreign secretary": "policy",
    "secretary of state": "policy",
}


@lru_cache(maxsize=50_000)
def role_forms(words: str) -> frozenset[str]:
    """Give the forms of a role's words that say the same, without article and "former".

    >>> sorted(role_forms("the former CEO"))
    ['ceo', 'chief executive']
    """
    bare = folded(words[:200]).split()
    while bare and (bare[0] in {"a", "an", "the", "its", "his", "her", "their"} or bare[0] in _FORMERLY):
        bare = bare[1:]
    plain = " ".join(bare)
    return frozenset(filter(None, (plain, _SHORT.get(plain, plain))))


def broader_of(words: str) -> str:
    """Name the kind of role, of the six that the ontology has, that the head noun of a role's words names.

    A head noun that may be of several kinds ("director", "consultant", "head", "fellow") names none.

    >>> broader_of("a professor of law"), broader_of("head of policy"), broader_of("tea editor")
    ('academic', '', 'journalism')
    """
    for form in sorted(role_forms(words), key=len, reverse=True):
        head = re.split(r" (?:of|for|in|at|on|to|with|and|who|by|from) ", form)[0]
        for phrase, kind in _PHRASES.items():
            if head.endswith(phrase) or form.startswith(phrase):
                return kind
        noun = head.rsplit(maxsplit=1)[-1] if head else ""
        if known := _KIND_OF.get(noun) or _KIND_OF.get(noun.removesuffix("s")):
            return known
    return ""
