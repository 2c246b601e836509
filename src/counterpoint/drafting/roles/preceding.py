"""What stands before a name: "Tea Fund director Ada Bern", "the Tea Fund’s director, Ada Bern"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from counterpoint.drafting.roles.descriptions import Citation, Part, affiliation, describe
from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.organisations import (
    DETERMINERS,
    has_keyword,
    is_function,
    is_place,
    names_person,
    organisation,
    past_town,
)
from counterpoint.drafting.roles.phrases import name_start
from counterpoint.drafting.roles.tokens import Token

_FARTHEST: Final = 30
"""The most words of a description before a name."""
_DATELINE: Final = 6
"""The most words of the place that an article begins with."""
TITLES: Final = frozenset(
    "professor prof cllr councillor judge justice senator sen rep lt gen col capt maj sgt gov general admiral colonel "
    "major captain lieutenant sergeant commander brigadier".split()
)
_GENERALS: Final = frozenset("attorney director secretary governor solicitor consul surgeon inspector auditor".split())
"""Before "General" a part of the office."""

_RANKS: Final = frozenset("det detective chief dep asst insp lt maj staff".split())
"""Before another rank a part of it: "Det Sgt"."""
_INSIDE: Final = frozenset("of for at in on and the a an & - – / with".split())


def preceding(tokens: Sequence[Token], who: int) -> Iterator[Citation]:
    """Find roles that stand before a name."""
    here = who
    while here > 0 and tokens[here - 1].low in lexicon().honorifics and tokens[here - 1].capital:
        here -= 1
    title = _title(tokens, here)
    if title < here:  # "The chairman Councillor": two roles
        yield Citation(who, (Part(title, here, here - 1),), title, here, "before-name")
        here = title
    found = ending_at(tokens, here)
    if found:
        yield Citation(who, found[1], found[0], here, "before-name")
        here = found[0]
    elif place := _owner(tokens, here) or _at_first(tokens, here):
        yield Citation(who, (affiliation(here, place),), place[0], here, "affiliation")
    if here > 1 and tokens[here - 1].text == "," and (comma := ending_at(tokens, here - 1)):
        first = comma[0]
        apart = first > 1 and tokens[first - 1].text in {",", "(", "–", "—"} and tokens[first - 2].capital
        apart = apart and tokens[first - 2].entity not in {"GPE", "LOC", "ORG", "DATE"}
        apart = apart and tokens[first - 2].pos != "ADV"  # "Earlier, the Fund’s spokesman, Ada Bern"
        if not apart and not (first > 0 and tokens[first - 1].entity == "PERSON"):
            yield Citation(who, comma[1], first, here - 1, "before-comma")


def _title(tokens: Sequence[Token], here: int) -> int:
    """Give where a title begins that is a role of its own, after another: "The chairman | Councillor"."""
    title = here
    while title > 0 and tokens[title - 1].low in TITLES and tokens[title - 1].capital:
        if title > 1 and tokens[title - 1].low == "general" and tokens[title - 2].low in _GENERALS:
            break
        title -= 1
    if not 0 < title < here:
        return here
    if _is_head(tokens[title - 1]) and tokens[title - 1].low not in _RANKS:
        return title
    whole = ending_at(tokens, title)  # "chairman of the Tea Board | Professor"
    place = whole[1][-1].organisation if whole else None
    return title if whole and place and place[0] >= whole[1][-1].end else here


def _owner(tokens: Sequence[Token], here: int) -> tuple[int, int] | None:
    """Give the organisation of "the Tea Fund’s Ada Bern"."""
    if here < 2 or not tokens[here - 1].possessive:
        return None
    first = name_start(tokens, max(here - _FARTHEST, 0), here - 1)
    first += tokens[first].low in DETERMINERS
    return (first, here - 1) if first < here - 1 and _is_organisation(tokens, first, here - 1) else None


def _at_first(tokens: Sequence[Token], here: int) -> tuple[int, int] | None:
    """Give the organisation of "At the Tea Fund, Ada Bern" at the start of a sentence."""
    if here < 3 or tokens[here - 1].text != ",":
        return None
    start = next((at for at in range(here - 2, max(here - 9, -1), -1) if tokens[at].text == "At"), None)
    found = organisation(tokens, start + 1, here) if start is not None else None
    known = found and found.proper and found.end == here - 1 and _is_organisation(tokens, found.start, found.end)
    return found[:2] if found and known else None


def _is_organisation(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether capitals before "’s" name an organisation, not a person or a place."""
    acronym = any(one.text.isupper() and len(one.text) > 1 for one in tokens[start:end])
    several = end > start + 1 and start > 0 and tokens[start - 1].low == "the"  # "the Fair Cup’s"
    known = acronym or several or has_keyword(tokens, start, end)
    return known and not is_place(tokens, start, end) and not names_person(tokens, start, end)


def _is_head(one: Token) -> bool:
    return lexicon().is_role(one.low) and one.low not in lexicon().modifiers


def ending_at(tokens: Sequence[Token], end: int) -> tuple[int, tuple[Part, ...]] | None:
    """Read the longest description that ends just before a token."""
    first = end
    while first > 0 and end - first < _FARTHEST:
        if tokens[first - 1].text == ")":
            opening = next((at for at in range(first - 2, max(first - 10, -1), -1) if tokens[at].text == "("), None)
            if opening is None or any(one.text[0].isdigit() for one in tokens[opening:first]):
                break
            first = opening
        elif _ends_dateline(tokens, first - 1):
            break  # "LEEDS - Energy Minister"
        elif _may_describe(tokens[first - 1]) or _leads_to(tokens, first - 1):
            first -= 1
        else:
            break
    for start in range(first, end):
        one = tokens[start]
        if not one.is_word or (is_function(one) and one.low not in DETERMINERS) or _joins_sentences(one):
            continue
        found = describe(tokens, start, end)
        if (
            found
            and end in {found.end, past_town(tokens, found.end)}
            and not _ends_in_another(tokens, found.parts, end)
        ):
            two = len(found.parts) > 1 and tokens[found.parts[-1].start - 1].low in DETERMINERS
            parts = found.parts[-1:] if two else found.parts
            return (parts[0].start if two else start), parts
    return None


def _joins_sentences(one: Token) -> bool:
    """Tell whether a word links a sentence to the one before: "However the director"."""
    return one.capital and one.pos in {"ADV", "SCONJ", "CCONJ"} and not lexicon().is_role(one.low)


def _ends_in_another(tokens: Sequence[Token], parts: Sequence[Part], end: int) -> bool:
    """Tell whether the last word is another's office: "spokesman for Tea Minister (Ada Bern)"."""
    last, here = tokens[end - 1], end - 1
    another = lexicon().is_role(last.low) and last.low not in lexicon().after and last.capital
    return (another or last.pos == "NUM") and here != parts[-1].head


def _ends_dateline(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether a token is the dash after the place that an article begins with: "LEEDS - "."""
    if tokens[here].text not in {"-", "–"} or not 0 < here < min(_DATELINE, len(tokens) - 1):
        return False
    if not all(one.capital or not one.is_word for one in tokens[:here]):
        return False
    before, after = tokens[here - 1].span.end, tokens[here + 1].span.start
    return before < tokens[here].span.start and tokens[here].span.end < after


def _leads_to(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether a small word stands within a description: "ambassador to the Union", "head of that delegation"."""
    low, before = tokens[here].low, tokens[here - 1].low if here else ""
    return (low in DETERMINERS and before in {"of", "at", "for", "to"}) or (low == "to" and _is_head(tokens[here - 1]))


def _may_describe(one: Token) -> bool:
    """Tell whether a token can be a part of a description before a name."""
    if one.low in _INSIDE or one.possessive or one.low in lexicon().past | lexicon().modifiers:
        return True
    if not one.is_word or is_function(one) or one.entity in {"DATE", "TIME"}:
        return False
    return one.capital or lexicon().is_role(one.low) or one.pos not in {"VERB", "AUX", "ADV", "SCONJ", "CCONJ"}
