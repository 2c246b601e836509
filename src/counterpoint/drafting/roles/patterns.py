"""Where in a sentence somebody's role is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from counterpoint.drafting.attribution.wording import listed
from counterpoint.drafting.roles.clauses import ADVERBS, BE, PARTICIPLES, affiliated, clause, duty, until
from counterpoint.drafting.roles.descriptions import Citation, Part, affiliation, describe
from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.organisations import (
    has_noun,
    is_place,
    organisation,
    past_bracket,
    past_town,
)
from counterpoint.drafting.roles.preceding import TITLES, preceding
from counterpoint.drafting.roles.tokens import Token

_OPENERS: Final = frozenset(",(–—-")

_DEGREES: Final = frozenset(
    "md phd mp msp obe cbe mbe frs kc qc jr sr esq rn mph msc bsc dsc mba jd ma ba dphil edd facp frcp frcs mbbs mbchb "
    "td mla mna mlc pharmd dds dvm do bsn msn ms mspa mpp mpa dbe kbe cmg am ao".split()
)
_COURT: Final = frozenset("prosecuting defending mitigating".split())
_SIDES: Final = frozenset("defence defense prosecution crown state claimant claimants appellant plaintiff".split())


def citations(tokens: Sequence[Token], names: Sequence[tuple[int, int]]) -> Iterator[Citation]:
    """Find the roles said of those who are named.

    :param tokens: a paragraph.
    :param names: where in it they are named, as tokens from the first to before the last.
    """
    for first, end in names:
        start = _bare(tokens, first, end)
        before, after = list(preceding(tokens, start)), list(_after(tokens, start, end))
        if before and len(after) == 1 and after[0].rule == "affiliation":
            place = after[0].parts[0].organisation
            plain = [_opened(tokens, part) for part in before[0].parts]
            if all(plain):
                before[0] = before[0]._replace(parts=tuple(part for part in plain if part))
                # "historian Ada Bern of Leeds University" is one role
                parts = tuple(replace(part, organisation=place) for part in before[0].parts)
                before[0], after = before[0]._replace(parts=parts, end=after[0].end), []
        elif before and (place := _governed(tokens, before[0], end)):
            # "Gov. Ada Bern of Wisconsin"
            parts = tuple(replace(part, organisation=place) for part in before[0].parts)
            before[0] = before[0]._replace(parts=parts, end=place[1])
        yield from before
        yield from after
    yield from _as(tokens)
    yield from _pronouns(tokens)
    yield from _later(tokens, names)


def _later(tokens: Sequence[Token], names: Sequence[tuple[int, int]]) -> Iterator[Citation]:
    """Find "The Tea Fund manager said", where the sentence before it names one person."""
    first = this = 0
    for here, one in enumerate(tokens[:-2]):
        if one.low == "the" and one.capital and (here == 0 or tokens[here - 1].text in ".!?”“"):
            before = {names[at][0] for at in range(len(names)) if first <= names[at][0] < here}
            found = describe(tokens, here, len(tokens)) if len(before) == 1 or here == 0 else None
            if found and len(found.parts) == 1 and _predicates(tokens, found.end):
                who = before.pop() if before else -1
                yield Citation(who, found.parts, here, found.end, "description")
        if one.text in {".", "!", "?"}:
            first, this = this, here + 1


def _predicates(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether what follows is said of what stands before: a verb, or a clause with who."""
    if here + 1 >= len(tokens):
        return False
    return tokens[here].pos in {"VERB", "AUX"} or (tokens[here].text == "," and tokens[here + 1].low == "who")


def _opened(tokens: Sequence[Token], part: Part) -> Part | None:
    """Give a role with the word that opens a sentence before it: "Network manager Ada Bern of Tea Roads"."""
    if part.organisation is None:
        return part
    first, after = part.organisation
    opens = first == 0 or tokens[first - 1].text in {".", "!", "?"}
    if opens and after == first + 1 == part.start and not tokens[part.start].capital:
        return replace(part, start=first, organisation=None)
    return None


def _governed(tokens: Sequence[Token], title: Citation, end: int) -> tuple[int, int] | None:
    """Give the country or state that follows the name of whoever governs it or speaks for it."""
    bare = len(title.parts) == 1 and title.parts[0].organisation is None
    if not bare or end + 1 >= len(tokens) or tokens[end].low != "of":
        return None
    found = organisation(tokens, end + 1, len(tokens))
    political = tokens[title.parts[0].head].low in lexicon().political | TITLES
    return found[:2] if found and political and is_place(tokens, found.start, found.end) else None


def _bare(tokens: Sequence[Token], start: int, end: int) -> int:
    """Give where a name begins without the title that was taken for a part of it."""
    words = lexicon()
    titles = [
        here
        for here in range(start, end - 1)
        if (words.is_role(tokens[here].low) and tokens[here].low not in listed("male") | listed("female"))
        or tokens[here].low in words.honorifics
    ]
    first = titles[-1] + 1 if titles else start
    given = next(
        (here for here in range(first, end - 1) if tokens[here].low in listed("male") | listed("female")), first
    )
    inside = first > 0 and (tokens[first - 1].capital or tokens[first - 1].low in {"of", "for", "and"})
    return given if inside else first  # "Secretary of State for Housing | Ada Bern"


def _after(tokens: Sequence[Token], who: int, end: int) -> Iterator[Citation]:
    """Find roles that follow a name."""
    here, limit = end, len(tokens)
    while here < limit and tokens[here].low in _DEGREES:
        here += 1
    while here + 1 < limit and tokens[here].text in {",", "("} and _is_aside(tokens, here + 1):
        here += 2
        if here < limit and tokens[here].text == ")":
            here += 1
    if here < limit and tokens[here].text == "(":
        party = here + 1 < limit and tokens[here + 1].low in lexicon().parties
        inside = [] if party else list(_apposition(tokens, who, here + 1))
        yield from inside
        here = here if inside else past_bracket(tokens, here, limit)  # a party, a place
    if here >= limit:
        return
    yield from _follows(tokens, who, here)


def _follows(tokens: Sequence[Token], who: int, here: int) -> Iterator[Citation]:
    """Read what stands at a token after a name, and its age or party."""
    limit = len(tokens)
    if tokens[here].text == "," and here + 1 < limit and tokens[here + 1].low in BE:
        yield from _is(tokens, who, here + 2)
    elif tokens[here].low == "who" or (tokens[here].text == "," and here + 1 < limit and tokens[here + 1].low == "who"):
        yield from clause(tokens, who, here + (tokens[here].text == ",") + 1)
        yield from _beyond(tokens, who, here + 1)
    elif tokens[here].text in _OPENERS - {"("}:
        yield from _apposition(tokens, who, here + 1)
    elif tokens[here].low in BE or (tokens[here].low == "has" and here + 1 < limit and tokens[here + 1].low == "been"):
        yield from _is(tokens, who, here + 1 + (tokens[here].low == "has"))
    elif tokens[here].low in {"of", "from", "at", "with"}:
        yield from affiliated(tokens, who, here)


def _beyond(tokens: Sequence[Token], who: int, here: int) -> Iterator[Citation]:
    """Read what is said beyond a clause: "Ada Bern, who has died aged 91, was director of the Tea Fund"."""
    sign = next((at for at in range(here, min(here + 11, len(tokens) - 1)) if not tokens[at].is_word), None)
    if sign is not None and tokens[sign].text == "," and tokens[sign + 1].low in BE:
        yield from _is(tokens, who, sign + 2)


def _is_aside(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether a word after a name is an age or a degree, with a sign after it."""
    one = tokens[here]
    closed = here + 1 < len(tokens) and tokens[here + 1].text in {",", ")", "."}
    return closed and ((one.text.isdigit() and len(one.text) < 4) or one.low in _DEGREES)


def _apposition(tokens: Sequence[Token], who: int, here: int) -> Iterator[Citation]:
    start, former, limit = here, False, len(tokens)
    while here < limit and tokens[here].low in ADVERBS:
        former = former or tokens[here].low in lexicon().past
        here += 1
    if here >= limit:
        return
    if end := _in_court(tokens, here):
        yield Citation(who, (Part(here, end, here),), here, end, "apposition")
        return
    if tokens[here].low in PARTICIPLES | {"of", "from", "at"}:
        yield from (duty if tokens[here].low in PARTICIPLES else affiliated)(tokens, who, here)
        return
    if found := describe(tokens, here, limit):
        parts = found.parts
        closed = _past_place(tokens, found.end)
        if not closed and who > 0 and tokens[who - 1].low in {"to", "for", "with"}:
            return  # "According to Bern, a doctor told him": the doctor is somebody else
        if former or until(tokens, found.end):
            parts = tuple(part.as_former() for part in parts)
        yield Citation(who, parts, start, found.end, "apposition")
        further = past_town(tokens, found.end)
        if further < limit and tokens[further].low == "who":
            yield from clause(tokens, who, further + 1)
        return
    # "Ada Bern, University of Leeds", as under a letter
    place = organisation(tokens, here, limit) if tokens[here].capital else None
    closed = place is not None and (place.end >= limit or not tokens[place.end].is_word)
    if place and closed and has_noun(tokens, place.start, place.end):
        yield Citation(who, (affiliation(here, place[:2]),), here, place.end, "affiliation")


def _in_court(tokens: Sequence[Token], here: int) -> int:
    """Give the end of "prosecuting" or "for the defence"; 0 where it is something else."""
    low = [one.low for one in tokens[here : here + 3]]
    end = here + 1 if low[0] in _COURT else here + 3 if low[:2] == ["for", "the"] and low[-1] in _SIDES else 0
    return end if end and (end >= len(tokens) or not tokens[end].is_word) else 0


def _past_place(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether a sign follows, at once or after "in" and a place."""
    here = past_town(tokens, here)
    return here >= len(tokens) or not tokens[here].is_word or tokens[here].low in {"who", "that", "which", "whose"}


def _is(tokens: Sequence[Token], who: int, here: int) -> Iterator[Citation]:
    while here < len(tokens) and tokens[here].low in ADVERBS:
        here += 1
    if here + 3 < len(tokens) and tokens[here].low == "for":  # "was for twenty years"
        years = next((at for at in range(here, here + 4) if tokens[at].low in {"years", "decades", "long"}), here - 1)
        here = years + 1
    if found := describe(tokens, here, len(tokens)):
        yield Citation(who, found.parts, here, found.end, "is")


def _as(tokens: Sequence[Token]) -> Iterator[Citation]:
    """Find "As director of the Tea Fund, she says"."""
    for here, one in enumerate(tokens):
        if one.low != "as" or (here and tokens[here - 1].is_word):
            continue
        found = describe(tokens, here + 1, len(tokens))
        if found and found.end + 1 < len(tokens) and tokens[found.end].text == ",":
            yield Citation(found.end + 1, found.parts, here + 1, found.end, "as")


def _pronouns(tokens: Sequence[Token]) -> Iterator[Citation]:
    """Find "She is also director of the Tea Fund"."""
    for here, one in enumerate(tokens[:-2]):
        if (
            one.low in {"he", "she"}
            and tokens[here + 1].low in {"is", "was"}
            and (not here or not tokens[here - 1].is_word)
        ):
            yield from _is(tokens, here, here + 2)
