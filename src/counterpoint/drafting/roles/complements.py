"""What follows the head of a role: its subject, which is a part of the role, and the organisation where it is held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.organisations import (
    DETERMINERS,
    Found,
    has_keyword,
    has_noun,
    is_function,
    is_part,
    is_place,
    names_person,
    organisation,
    past_bracket,
)
from counterpoint.drafting.roles.phrases import Phrase, begins_role
from counterpoint.drafting.roles.tokens import Token

_PORTFOLIO: Final = frozenset("minister secretary commissioner undersecretary chancellor".split())
"""Heads after which "of" and "for" introduce a subject."""
_TO: Final = frozenset(
    "adviser advisor assistant undersecretary ambassador secretary counsel aide consultant envoy deputy".split()
)
"""Heads after which "to" introduces whom somebody serves."""
_SUBJECTS: Final = frozenset("of for on in to".split())
_COMMITTEES: Final = frozenset("committee board panel branch section".split())
_BOARDS: Final = (["directors"], ["trustees"], ["governors"])


class Complements(NamedTuple):
    """Where the words of a role end, the organisation that follows, and where all of it ends."""

    role_end: int
    organisation: tuple[int, int] | None
    end: int


def complements(tokens: Sequence[Token], group: Phrase, limit: int) -> Complements:
    """Read what follows a noun phrase with a role for its head."""
    role_end = here = group.end
    place: tuple[int, int] | None = None
    head = tokens[group.head].low
    while place is None:
        here = past_bracket(tokens, here, limit)
        if here >= limit:
            break
        low = tokens[here].low
        of_owned = bool(group.organisation) and low == "of"  # "the Fund’s head of Policy"
        if not of_owned and (found := _organisation_after(tokens, here, limit, head)):
            place, here = (found.start, found.end), found.end
        elif low in _SUBJECTS and (end := _subject(tokens, here, limit, head)):
            role_end = here = end
        else:
            break
    return Complements(role_end, place, past_bracket(tokens, here, limit) if place else here)


def _organisation_after(tokens: Sequence[Token], here: int, limit: int, head: str) -> Found | None:
    """Read the organisation that a preposition or a comma introduces after a head."""
    low = tokens[here].low
    if low not in {"of", "at", "for", "with", "from", "within", "in", ","} or here + 1 >= limit:
        return None
    if low == "of" and (_of_committee(tokens, here, limit) or _is_office(tokens, here, head)):
        return None
    found = organisation(tokens, here + 1, limit)
    if found is None or names_person(tokens, found.start, found.end):
        return None
    known = has_keyword(tokens, found.start, found.end)
    place = is_place(tokens, found.start, found.end)
    named = has_noun(tokens, found.start, found.end)  # "Lowell County"
    if low == "of":
        return found if _holds_of(tokens, found, limit, head) else None
    allowed = {
        "at": found.proper or known,
        "within": found.proper or known,
        "with": found.proper and not place,
        "from": known and found.proper and not place,
        "for": head not in _PORTFOLIO
        and (head in lexicon().agents or (known and (not place or named)))
        and not _is_subject(tokens, *found[:2]),
        "in": found.proper and (is_part(tokens, found.start, found.end) or (named and head in lexicon().political)),
        ",": known and found.proper and not place and here + 1 == found.start - (tokens[here + 1].low == "the"),
    }
    return found if allowed[low] else None


def _of_committee(tokens: Sequence[Token], here: int, limit: int) -> bool:
    """Tell whether "of" introduces a committee, and its organisation follows: "of the ethics committee of the Fund"."""
    end = here + 1
    while end < limit and tokens[end].is_word and not tokens[end].capital and tokens[end].low not in _SUBJECTS:
        if tokens[end].low in _COMMITTEES:
            following = end + 2 + (end + 2 < limit and tokens[end + 2].low == "the")
            return following < limit and tokens[end + 1].low in {"of", "at"} and tokens[following].capital
        end += 1
    return False


def _is_office(tokens: Sequence[Token], here: int, head: str) -> bool:
    """Tell whether "of" belongs to an office: "Secretary of State", "chair of the board"."""
    following = [one.low for one in tokens[here + 1 : here + 3]]
    return (head == "secretary" and following[:1] == ["state"]) or following == ["the", "board"]


def _holds_of(tokens: Sequence[Token], found: Found, limit: int, head: str) -> bool:
    """Tell whether a role is held at what follows "of", rather than about it: "director of", not "professor of"."""
    words = lexicon()
    known = has_keyword(tokens, found.start, found.end)
    if is_place(tokens, found.start, found.end):
        governs = head in words.offices and head not in words.scholars
        return found.proper and (governs or head == "member")
    if _is_subject(tokens, found.start, found.end):
        return False
    subject = found.end == found.start + 1 and tokens[found.start].low not in words.organisations
    known_by_noun = has_noun(tokens, found.start, found.end)
    if (subject or not known_by_noun) and _held_elsewhere(tokens, found.end, limit):
        return False
    return known or (head not in words.scholars and head not in _PORTFOLIO)


def _is_subject(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether words say what somebody works on: "Adult Social Care"."""
    subjects = lexicon().subjects
    return all(one.low in subjects or one.possessive or not one.is_word for one in tokens[start:end])


def _held_elsewhere(tokens: Sequence[Token], here: int, limit: int) -> bool:
    """Tell whether "at" and an organisation follow, so that what stands before is a subject: "of Haematology at"."""
    if here >= limit or tokens[here].low not in {"at", "in"}:
        return False
    found = organisation(tokens, here + 1, limit)
    return found is not None and has_keyword(tokens, found.start, found.end)


def _subject(tokens: Sequence[Token], here: int, limit: int, head: str) -> int:
    """Find the end of the subject that a preposition introduces; 0 where it introduces none."""
    low, start = tokens[here].low, here + 1
    if low == "to" and head not in _TO:
        return 0
    if [one.low for one in tokens[start : start + 2]] == ["the", "board"]:
        more = [one.low for one in tokens[start + 2 : start + 4]]
        return start + 4 if more[:1] == ["of"] and more[1:] in _BOARDS else start + 2
    if start < limit and tokens[start].low in DETERMINERS:
        start += 1
    if start < limit and (tokens[start].pos == "NUM" or tokens[start].entity in {"DATE", "TIME"}):
        return 0  # "for thirty years"
    end = start
    while end < limit and _goes_on(tokens, start, end, limit):
        end += 1
    somewhere = tokens[start].capital and head not in lexicon().scholars if start < limit else False
    return 0 if end == start or (low == "in" and (somewhere or is_place(tokens, start, end))) else end


def _goes_on(tokens: Sequence[Token], start: int, here: int, limit: int) -> bool:
    """Tell whether a token is a part of the subject that begins before it, or at it."""
    one = tokens[here]
    if here > start and one.possessive:
        return True
    if here > start and one.low == "and":
        return _joins(tokens, here, limit)
    if here > start and one.low == "of":
        following = here + 1 + (here + 1 < limit and tokens[here + 1].low == "the")
        return following < limit and not tokens[following].capital
    if not one.is_word:
        return False
    if is_function(one):
        return one.low == "the" and here > start and tokens[here - 1].low == "of"
    return here == start or one.capital or one.pos not in {"VERB", "AUX", "ADV"}


def _joins(tokens: Sequence[Token], here: int, limit: int) -> bool:
    """Tell whether "and" joins two subjects, not two roles or two people."""
    if here + 1 >= limit or not tokens[here + 1].is_word or is_function(tokens[here + 1]):
        return False
    if tokens[here + 1].entity == "PERSON" or tokens[here + 1].pos in {"VERB", "AUX", "PRON", "ADV"}:
        return False
    return not begins_role(tokens, here + 1, limit)
