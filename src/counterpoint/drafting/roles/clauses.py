"""What a clause says somebody is: "Ada Bern, who leads on tea at the Tea Fund"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from counterpoint.drafting.roles.descriptions import Citation, Part, affiliation, describe
from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.organisations import has_keyword, has_noun, organisation
from counterpoint.drafting.roles.tokens import Token

BE: Final = frozenset("is was became remains".split())
ADVERBS: Final = frozenset("also now currently then once formerly previously still himself herself both either".split())
PARTICIPLES: Final = frozenset("representing heading chairing running".split())
_SERVING: Final = frozenset(
    "works worked working serves served acts acted attends attended joined sits sat trained continues stays "
    "stayed".split()
)


def affiliated(tokens: Sequence[Token], who: int, here: int) -> Iterator[Citation]:
    """Read "of the Tea Fund" after a name."""
    found = organisation(tokens, here + 1, len(tokens))
    known = has_noun if tokens[here].low in {"from", "with"} else has_keyword
    called = found is not None and found.start > here + 1 and tokens[found.start - 1].low in lexicon().organisations
    if found and found.proper and (called or known(tokens, found.start, found.end)):
        yield Citation(who, (affiliation(here, found[:2]),), here, found.end, "affiliation")


def clause(tokens: Sequence[Token], who: int, here: int) -> Iterator[Citation]:
    """Read a clause after "who"."""
    start, limit, past = here, len(tokens), False
    while here < limit and tokens[here].low in ADVERBS | {"has", "had"}:
        past = past or tokens[here].low in lexicon().past
        here += 1
    if here + 2 < limit and [one.low for one in tokens[here : here + 3]] == ["used", "to", "be"]:
        past, here = True, here + 3
    elif here < limit and tokens[here].low in BE | {"been"}:
        here += 1
    elif here + 1 < limit and tokens[here].low in _SERVING:
        if tokens[here].low.startswith("work") and tokens[here + 1].low in {"for", "at"}:
            yield from affiliated(tokens, who, here + 1)
            return
        within = tokens[here + 1 : min(here + 7, limit)]
        served = next((at for at, one in enumerate(within) if one.low == "as" or not one.is_word), None)
        if served is None or within[served].low != "as":
            return
        here += 2 + served
    else:
        yield from duty(tokens, who, here)
        return
    while here < limit and tokens[here].low in ADVERBS:
        past = past or tokens[here].low in lexicon().past
        here += 1
    if found := describe(tokens, here, limit):
        past = past or until(tokens, found.end)
        parts = tuple(part.as_former() for part in found.parts) if past else found.parts
        yield Citation(who, parts, start, found.end, "clause")


def until(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether the years of a role follow, with the last of them: "until 2003", "from 1998 to 2003"."""
    low = [one.low for one in tokens[here : here + 4]]
    return low[:1] == ["until"] or (
        len(low) == 4 and low[0] in {"from", "between"} and low[1].isdigit() and low[3].isdigit()
    )


def duty(tokens: Sequence[Token], who: int, here: int) -> Iterator[Citation]:
    """Read what somebody does, as a role: "leads on tea at the Tea Fund"."""
    limit = len(tokens)
    if here + 1 >= limit or tokens[here].low not in lexicon().verbs:
        return
    noun, past = lexicon().verbs[tokens[here].low], tokens[here].low.endswith(("ed", "ran", "led", "taught", "saw"))
    after = here + 1 + (tokens[here + 1].low == "up")  # "heads up"
    direct = organisation(tokens, after, limit)
    if direct:
        known = direct.proper and (noun != "representative" or has_keyword(tokens, *direct[:2]))
        if known or has_noun(tokens, *direct[:2]):
            part = Part(here, after, here, direct[:2], past and "founder" not in noun, noun=noun)
            yield Citation(who, (part,), here, direct.end, "clause")
        return
    if tokens[here + 1].low != "on" and noun != "teacher":
        return
    end = here + 1
    while (
        end < limit and tokens[end].is_word and tokens[end].low not in {"at", "for", "in", "with", "from", "and", "who"}
    ):
        end += 1
    if end == here + 1:
        return
    place = organisation(tokens, end + 1, limit) if end < limit and tokens[end].low in {"at", "for", "with"} else None
    part = Part(here, end, here, place[:2] if place else None, noun=noun if noun == "teacher" else "")
    yield Citation(who, (part,), here, place.end if place else end, "clause")
