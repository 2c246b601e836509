"""Descriptions of people, taken apart: "a GP and lecturer at the Institute of Tea" is two roles, one of them there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from counterpoint.drafting.roles.complements import complements
from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.organisations import past_town
from counterpoint.drafting.roles.phrases import Phrase, begins_role, lead_in, phrase
from counterpoint.drafting.roles.tokens import Token

_MOST: Final = 5
_STATE: Final = frozenset("ministry government army navy parliament embassy police military".split())
"""What belongs to a country, after its adjective: "Belmarian defence ministry"."""


@dataclass(frozen=True)
class Part:
    """One role of a description, as tokens.

    :param start: the first token of the role's words.
    :param end: the one after its last; the same where only an organisation is said.
    :param head: its head noun.
    :param organisation: where it is held.
    :param former: whether it is said to be past.
    :param bare: whether nothing stands between its head and the next role.
    :param noun: the role as a noun, where its words are a verb.
    """

    start: int
    end: int
    head: int
    organisation: tuple[int, int] | None = None
    former: bool = False
    bare: bool = False
    noun: str = ""

    def as_former(self) -> Part:
        """Give the role as a past one."""
        return replace(self, former=True)


_QUARTERS: Final = frozenset("north south east west central northern southern eastern western sri saudi new".split())


class Description(NamedTuple):
    """The roles of a description, and the token after its last."""

    parts: tuple[Part, ...]
    end: int


class Citation(NamedTuple):
    """A description and whose it is.

    :param who: a token of the name or the pronoun that it describes.
    :param parts: the roles.
    :param start: its first token.
    :param end: the one after its last.
    :param rule: the pattern.
    """

    who: int
    parts: tuple[Part, ...]
    start: int
    end: int
    rule: str


def affiliation(here: int, organisation: tuple[int, int]) -> Part:
    """Give an organisation without a role."""
    return Part(here, here, here, organisation)


def describe(tokens: Sequence[Token], start: int, limit: int) -> Description | None:
    """Read the roles that begin at a token.

    :param limit: the token before which they must end.
    :returns: None where what begins there is no role.
    """
    parts: list[Part] = []
    here: int | None = start
    end = start
    while here is not None and len(parts) < _MOST:
        found = _single(tokens, here, limit)
        if found is None:
            break
        part, end, article = found
        if parts and parts[-1].former and not article:
            part = part.as_former()
        parts.append(part)
        here = _next(tokens, end, limit)
    return Description(_shared(tokens, parts), end) if parts else None


def _next(tokens: Sequence[Token], here: int, limit: int) -> int | None:
    """Give the place where another role begins: after "and", or after a comma, or after a town and "and"."""
    onward, town = None, past_town(tokens, here)
    if here < town < limit and tokens[town].low == "and":
        here = town
    if here + 1 < limit and tokens[here].text == ",":
        onward = here + 1 + (tokens[here + 1].low == "and")
    elif here < limit and tokens[here].low in {"and", "&", "/"}:
        onward = here + 1
    elif [one.low for one in tokens[here : min(here + 3, limit)]] == ["as", "well", "as"]:
        onward = here + 3
    return onward if onward is not None and begins_role(tokens, onward, limit) else None


def _single(tokens: Sequence[Token], start: int, limit: int) -> tuple[Part, int, bool] | None:
    """Read one role: lead-in, noun phrase, what follows it.

    :returns: the role, the token after it, and whether it has an article of its own.
    """
    lead = lead_in(tokens, start, limit)
    group = phrase(tokens, lead.end, limit) or (_once(tokens, lead.end, limit) if lead.former else None)
    if group is None:
        return None
    group = _without_nationality(tokens, group)
    after = complements(tokens, group, limit)
    former = lead.former or any(tokens[at].low.startswith("ex-") for at in (group.start, group.head))
    place = after.organisation or group.organisation
    part = Part(group.start, after.role_end, group.head, place, former, after.end == group.end)
    return part, after.end, lead.article


def _once(tokens: Sequence[Token], start: int, limit: int) -> Phrase | None:
    """Read what somebody was, whatever noun says it: "a retired seamstress"."""
    end = start
    while end < limit and not tokens[end].capital and tokens[end].pos in {"NOUN", "ADJ"}:
        end += 1
    closed = end >= len(tokens) or not tokens[end].is_word or tokens[end].low in {"who", "from", "at", "of", "with"}
    role = end > start and tokens[end - 1].pos == "NOUN" and tokens[end - 1].low not in lexicon().nobody
    return Phrase(start, end - 1, end) if role and closed else None


def _without_nationality(tokens: Sequence[Token], group: Phrase) -> Phrase:
    """Leave out of a role where its holder is from: "Belmarian Foreign Minister"."""
    names = {one.text for one in tokens if one.capital}
    start, place = group.start, group.organisation

    def national(word: str) -> bool:
        return lexicon().is_nationality(word) or (word.endswith("an") and word.removesuffix("n") in names)

    while start < group.head and national(tokens[start].text):
        start += 1
    if start > group.start and place == (group.start - 1, group.start) and tokens[place[0]].low in _QUARTERS:
        place = None  # "South Belmarian captain"
    inside = [at for at in range(start, group.head) if tokens[at].low in _STATE]
    if start > group.start and inside:
        return group._replace(start=inside[-1] + 1, organisation=(group.start, inside[-1] + 1))
    if place and all(national(one.text) for one in tokens[slice(*place)]):
        place = None
    return group._replace(start=start, organisation=place)


def _shared(tokens: Sequence[Token], parts: list[Part]) -> tuple[Part, ...]:
    """Give roles without an organisation that of their neighbour, where one is named for both.

    An office takes what follows the next role ("chair and founder of"), a profession does not ("a GP and lecturer at");
    what stands before a role goes for the next, too ("Tea Fund chair and founder").
    """
    done, words = list(parts), lexicon()
    for number in range(len(done) - 2, -1, -1):
        part, following = done[number], done[number + 1]
        head = tokens[part.head].low
        office = part.bare and head in words.offices and head not in words.professions
        follows = following.organisation is not None and following.organisation[0] >= following.end
        if part.organisation is None and office and follows:
            done[number] = replace(part, organisation=following.organisation)
    for number in range(1, len(done)):
        part, before = done[number], done[number - 1]
        head = tokens[part.head].low
        office = part.bare or (head in words.offices and head not in words.professions)  # not "an expert in tea"
        before_it = before.organisation is not None and before.organisation[1] <= before.start
        if part.organisation is None and before_it and office:
            done[number] = replace(part, organisation=before.organisation)
    return tuple(done)
