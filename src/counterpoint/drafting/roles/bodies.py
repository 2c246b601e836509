"""Which organisation "its", "their" and "the company" mean: the one that the article has just named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from counterpoint.drafting.attribution.results import Span
from counterpoint.drafting.attribution.wording import listed
from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.organisations import DETERMINERS, has_noun, names_person, organisation
from counterpoint.drafting.roles.tokens import Token

_STOPS: Final = frozenset(".!?")
_ANY: Final = frozenset("group organisation organization".split())
_COMPANIES: Final = frozenset(
    "company firm group bank brewery airline studio exchange airport brokerage business hotel service services "
    "industry press publisher store network laboratory practice partnership".split()
)
_FIRMS: Final = frozenset(
    "motors ltd limited inc plc llp holdings brothers sons associates systems energy foods".split()
)
_BODIES: Final = frozenset({"ORG", "GPE", "NORP"})


class Body(NamedTuple):
    """An organisation, or a country, as tokens of a paragraph."""

    start: int
    end: int
    is_place: bool


class Earlier(NamedTuple):
    """An organisation of the paragraph before, with the nouns of organisations in its name."""

    span: Span
    nouns: frozenset[str]

    @classmethod
    def first(cls, tokens: Sequence[Token], found: Sequence[Body]) -> Earlier | None:
        """Give the one that a paragraph names first."""
        for one in found:
            if not one.is_place and tokens[one.start].capital:
                inside = tokens[one.start : one.end]
                nouns = frozenset(each.low for each in inside) & lexicon().organisations
                return cls(Span(inside[0].span.start, inside[-1].span.end), nouns)
        return None


def bodies(tokens: Sequence[Token], voices: Sequence[tuple[int, int]], people: Sequence[tuple[int, int]]) -> list[Body]:
    """List the organisations and countries that a paragraph names, in order.

    :param voices: where organisations are named that speak in the article.
    :param people: where people are, whose names are none.
    """
    # "Bern" is a person, but "Bern Motors" is none.
    alone = [(start, end) for start, end in people if not (end == start + 1 and _goes_on(tokens, end))]
    taken = {at for start, end in alone for at in range(start, end)}
    starts = {start for start, _ in voices}
    found: list[Body] = []
    here = 0
    while here < len(tokens):
        one = tokens[here]
        named = (
            here in starts
            or _is_acronym(tokens, here)
            or (one.entity in _BODIES and one.capital)
            or _ends_known(tokens, here)
        )
        if one.low in lexicon().organisations and here and tokens[here - 1].text == "The":
            found.append(Body(here, here + 1, is_place=False))  # "The institute’s director … Its engineer"
        described = here > 0 and one.capital and tokens[here - 1].low in lexicon().generic
        if described:
            taken.discard(here)
        if (
            not (named or described)
            or here in taken
            or not one.capital
            or not one.is_word
            or (lexicon().is_nationality(one.text) and not _ends_known(tokens, here))
        ):
            here += 1
            continue
        whole = organisation(tokens, here, len(tokens))
        end = max([whole.end if whole else 0, *(end for start, end in voices if start == here)])
        given = one.low in listed("male") | listed("female") and not has_noun(tokens, here, end)
        end -= end > here and tokens[end - 1].possessive
        if end <= here or (not described and (given or names_person(tokens, here, end))):
            here += 1
            continue
        known = (
            described
            or here in starts
            or any(each.entity == "ORG" for each in tokens[here:end])
            or _is_acronym(tokens, here)
            or _ends_known(tokens, here)
        )
        found.append(Body(here, end, not known))
        here = end
    return found


def _is_acronym(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether an acronym stands before somebody's role: "WHO spokesman"."""
    one = tokens[here]
    alone = len(one.text) > 2 and one.text.isalpha() and one.text.isupper() and not one.entity
    return alone and here + 1 < len(tokens) and lexicon().is_role(tokens[here + 1].low)


def _goes_on(tokens: Sequence[Token], here: int) -> bool:
    return here < len(tokens) and tokens[here].capital and tokens[here].low in lexicon().organisations | _FIRMS


def _ends_known(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether a name begins here that ends as organisations' do: "Sorel Ferries", "Heath Society"."""
    goes_on = here > 1 and tokens[here - 1].capital and tokens[here - 1].is_word
    if goes_on and tokens[here - 1].low not in DETERMINERS:
        return False
    end = here
    while end < len(tokens) and tokens[end].capital and tokens[end].is_word:
        end += 1
    return end > here + 1 and any(one.low in lexicon().organisations for one in tokens[here:end])


def meant(
    tokens: Sequence[Token], found: Sequence[Body], here: int, earlier: Earlier | None, *, office: bool
) -> tuple[tuple[int, int] | None, Span | None]:
    """Say which organisation a description means that stands at a token.

    In its own sentence it is the last that was named; else what the sentence before is about: the first there.

    :param earlier: the one that the paragraph before named first.
    :param office: whether it could be a country's.
    :returns: tokens of this paragraph, or a span of the article, or neither.
    """
    fits = [one for one in found if one.end <= here and (office or not one.is_place)]
    called = tokens[here].low
    if called in lexicon().generic and called not in _ANY:
        fits = [one for one in fits if not _is_other(tokens, one, called)]
    if same := [one for one in fits if _is_called(tokens, one, called)]:
        return (same[-1].start, same[-1].end), None  # "the group Cups for All … the group’s head"
    for first, last in _sentences_back(tokens, here):
        inside = [one for one in fits if first <= one.start < last]
        if inside:
            one = inside[-1] if last == here else inside[0]
            if tokens[one.start].low in lexicon().generic and not tokens[one.start].capital and one.start > 1:
                again = meant(tokens, found, one.start, earlier, office=office)
                if any(again):
                    return again
            return (one.start, one.end), None
    fits_earlier = earlier is not None and (called not in lexicon().generic or _may_be(earlier.nouns, called))
    return None, earlier.span if earlier and fits_earlier else None


def _is_called(tokens: Sequence[Token], body: Body, called: str) -> bool:
    """Tell whether a noun stands in a name, or before it: "Space Agency", "the group Cups for All"."""
    inside = any(one.low == called and one.capital for one in tokens[body.start : body.end])
    return inside or (body.start > 0 and tokens[body.start - 1].low == called)


def _is_other(tokens: Sequence[Token], body: Body, called: str) -> bool:
    """Tell whether a name says that an organisation is no company, or no club: "Leeds University"."""
    before = tokens[body.start - 1].low if body.start else ""
    if before in lexicon().generic and before != called:
        return True
    nouns = {one.low for one in tokens[body.start : body.end]} & lexicon().organisations
    return not _may_be(nouns, called)


def _may_be(nouns: AbstractSet[str], called: str) -> bool:
    """Tell whether an organisation with some nouns in its name can be called a company, or a club."""
    return not nouns or called in nouns | _ANY or (called in {"company", "firm"} and nouns <= _COMPANIES)


def _sentences_back(tokens: Sequence[Token], here: int) -> Iterator[tuple[int, int]]:
    """Give the sentence before a token, up to it, and those before that, nearest first."""
    last = here
    while last > 0:
        first = last - 1
        while first > 0 and tokens[first - 1].text not in _STOPS:
            first -= 1
        yield first, last
        last = first
