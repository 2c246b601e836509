"""Names and descriptions of organisations within a sentence, whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.tokens import Token

DETERMINERS: Final = frozenset("a an the his her its their our my that this".split())
_DEFINITE: Final = DETERMINERS - {"a", "an", "my"}
_PLACES: Final = frozenset({"GPE", "LOC"})
_PEOPLE: Final = "PERSON"
_TIMES: Final = frozenset({"DATE", "TIME"})
_FUNCTION: Final = frozenset(
    "of for and or at in on to with from by as who which whose that than but when where while after before during "
    "since until is was are were be been has have had said says say told into about over under between against "
    "through within behind beside besides despite except inside near onto outside toward towards upon via without "
    "amid among across along around beyond below above beneath per like unlike he she they it we you i him them us "
    "not".split()
)
_PARTS: Final = frozenset(
    "department school faculty division unit centre center institute college laboratory section programme".split()
)
_WHOLES: Final = frozenset("university college hospital institute school academy".split())
"""Parts of organisations, and what they are parts of."""
_CAUSES: Final = frozenset(
    "action alliance campaign coalition people citizens mothers parents families friends doctors nurses teachers "
    "lawyers scientists students women workers communities network war".split()
)
"""What may begin the name of a campaign: "Mothers against Tea"."""
_MINISTRIES: Final = frozenset("department ministry committee commission office faculty school council".split())
_JOINTS: Final = frozenset("of de du del di for on at in and".split())
_SIGNS: Final = frozenset("-–/&")


class Found(NamedTuple):
    """An organisation, as tokens from ``start`` to before ``end``.

    :param proper: whether it has a name; "the gallery" has none.
    """

    start: int
    end: int
    proper: bool


def is_function(token: Token) -> bool:
    """Tell whether a word is one that no name or noun phrase goes on with."""
    if (len(token.text) > 1 and token.text.isupper()) or (token.capital and token.pos == "PROPN"):
        return False  # US, WHO, IT; the An Daras Trust
    return token.low in _FUNCTION or token.low in DETERMINERS or token.pos == "PRON"


def organisation(tokens: Sequence[Token], start: int, limit: int) -> Found | None:
    """Read the organisation that begins at a token, after its article if it has one.

    A name is read whole: "the Council on Tea and Coffee", "Leeds University’s Centre for Tea", with the town that a
    comma sets apart ("Town Hospital, Leeds"). Of "the think tank the Tea Fund" it is the name. What has no name is an
    organisation where it is a definite one: "the council", not "a council".
    """
    here, definite = start, False
    while here < limit and tokens[here].low in DETERMINERS and (here == start or not tokens[here].capital):
        definite = tokens[here].low in _DEFINITE
        here += 1
    if definite:
        here = _past_praise(tokens, here, limit)
    if here >= limit or not tokens[here].is_word or is_function(tokens[here]):
        return None
    if tokens[here].capital:
        end = _of_larger(tokens, here, _name_end(tokens, here, limit), limit)
        here = _past_description(tokens, here, end)
        return Found(here, _with_town(tokens, end, limit), proper=True) if end > here else None
    common = _common_end(tokens, here, limit)
    if common is None:
        return _described(tokens, here, limit)
    end = common
    named = end
    while named < limit and tokens[named].low in {"the", "called", "of"} and named < end + 1:
        named += 1
    if named < limit and tokens[named].capital and tokens[named].is_word and tokens[named - 1].low != "of":
        after = _name_end(tokens, named, limit, introduced=True)
        return Found(named, _with_town(tokens, after, limit), proper=True)
    if not definite:
        return None
    longer = _onward(tokens, end, limit)
    return Found(here, longer, proper=longer > end)


def _past_praise(tokens: Sequence[Token], start: int, limit: int) -> int:
    """Go on over "highly influential" to the name that follows; else stay."""
    here = start
    while here < limit and tokens[here].pos in {"ADJ", "ADV"} and not tokens[here].capital:
        if tokens[here].low in lexicon().organisations:
            return start
        here += 1
    return here if here < limit and tokens[here].capital else start


def has_keyword(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether words hold a noun that organisations are named with, or the model takes them for one."""
    words = lexicon().organisations
    return any(
        one.low in words or one.low.removesuffix("s") in words or one.entity == "ORG" for one in tokens[start:end]
    )


def has_noun(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether words hold a noun that organisations are named with."""
    return any(one.low in lexicon().organisations for one in tokens[start:end])


def is_part(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether words name a department or what has departments, in which people work."""
    return any(one.low in _PARTS | _WHOLES for one in tokens[start:end])


def past_bracket(tokens: Sequence[Token], here: int, limit: int) -> int:
    """Give the token after what stands in brackets at a place, where that is short; else the place itself."""
    if here >= limit or tokens[here].text != "(":
        return here
    for end in range(here + 1, min(here + 9, limit)):
        if tokens[end].text == ")":
            return end + 1
    return here


def is_place(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether words name a country or a town and nothing else."""
    return all(one.entity in _PLACES or not one.is_word for one in tokens[start:end])


def names_person(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether words are the name of a person, or of a time."""
    inside = [one for one in tokens[start:end] if one.is_word]
    if len(inside) > 1 and inside[0].low in lexicon().honorifics - {"st", "saint"}:
        return True
    return bool(inside) and all(one.entity == _PEOPLE or one.entity in _TIMES for one in inside)


def past_town(tokens: Sequence[Token], here: int) -> int:
    """Go on over "in Leeds"."""
    while here < len(tokens) and tokens[here].entity in {"GPE", "LOC"}:
        here += 1
    if here + 1 < len(tokens) and tokens[here].low in {"in", "from"} and tokens[here + 1].capital:
        here += 1
        while here < len(tokens) and tokens[here].capital and tokens[here].is_word:
            here += 1
    return here


def _described(tokens: Sequence[Token], start: int, limit: int) -> Found | None:
    """Read the name in "rival app Cuppa": small words, then capitals that nothing goes on with."""
    here = start
    while here < limit and tokens[here].is_word and not tokens[here].capital and tokens[here].pos in {"NOUN", "ADJ"}:
        here += 1
    if here == start or here >= limit or not tokens[here].capital or tokens[here - 1].pos != "NOUN":
        return None
    if lexicon().is_role(tokens[here - 1].low):
        return None  # "(a spokesman for) provincial governor Ada Bern"
    end = _name_end(tokens, here, limit)
    known = end > here and not names_person(tokens, here, end)
    closed = end >= limit or not tokens[end].is_word or tokens[end].pos in {"VERB", "AUX"}
    return Found(here, end, proper=True) if known and closed else None


def _past_description(tokens: Sequence[Token], start: int, end: int) -> int:
    """Give where the name begins of "US liberties organisation Free Cup Fund"."""
    for here in range(end - 2, start, -1):
        if tokens[here].low in lexicon().organisations and not tokens[here].capital and tokens[here + 1].capital:
            return here + 1 if tokens[here + 1].is_word else start
    return start


def _of_larger(tokens: Sequence[Token], start: int, end: int, limit: int) -> int:
    """Go on from "Department of Tea" to "at Leeds University", or to ", University of Leeds"."""
    is_a_part = any(one.low in _PARTS for one in tokens[start : min(end, start + 3)])
    if not is_a_part or end + 2 >= limit or tokens[end].low not in {"at", ",", "in"}:
        return end
    further = end + 1 + (tokens[end].text == "," and tokens[end + 1].low == "at")
    further += tokens[further].low == "the"
    if further >= limit or not tokens[further].capital:
        return end
    last = _name_end(tokens, further, limit)
    return last if any(one.low in _WHOLES for one in tokens[further:last]) else end


def _name_end(tokens: Sequence[Token], start: int, limit: int, *, introduced: bool = False) -> int:
    """Find where a name ends that begins with a capital.

    :param introduced: whether a word before it says that it is one name: "the firm Cup and Saucer".
    """
    here = start
    while here < limit:
        one = tokens[here]
        if (one.capital and one.is_word and one.low not in {"he", "she", "i"}) or (here > start and one.text.isdigit()):
            here += 1
            continue
        joins = introduced and one.low in {"and", "&"} and here + 1 < limit and tokens[here + 1].capital
        if (reach := _series(tokens, start, here, limit)) > here:
            return reach
        if (reach := here + 1 if joins else _joint(tokens, start, here, limit)) > here:
            here = reach
            continue
        break
    return here


def _series(tokens: Sequence[Token], start: int, here: int, limit: int) -> int:
    """Give where a name ends that lists towns or matters: "Leeds, York and Hull Trust", "Office of Tea, Milk and Gin".

    :returns: the same place where no list begins there.
    """
    last = here
    while last + 1 < limit and tokens[last].text == "," and tokens[last + 1].capital and tokens[last + 1].is_word:
        last = _capitals_end(tokens, last + 1, limit)
    if last == here or last + 1 >= limit or tokens[last].low not in {"and", "&"} or not tokens[last + 1].capital:
        return here
    end = _capitals_end(tokens, last + 1, limit)
    end = max(_lower_end(tokens, end, limit), end)
    someone = any(one.entity == _PEOPLE or lexicon().is_role(one.low) for one in tokens[here:end])
    towns = has_noun(tokens, last + 1, end) and not has_noun(tokens, start, last)
    matters = tokens[start].low in _MINISTRIES and any(one.low in {"of", "for", "on"} for one in tokens[start:here])
    return end if (towns or matters) and not someone else here


def _capitals_end(tokens: Sequence[Token], start: int, limit: int) -> int:
    end = start
    while end < limit and tokens[end].capital and tokens[end].is_word:
        end += 1
    return end


def _joint(tokens: Sequence[Token], start: int, here: int, limit: int) -> int:
    """Give the place where a name goes on beyond a small word or sign, else this place."""
    one = tokens[here]
    following = here + 1
    if following < limit and tokens[following].low in {"the", "la", "le", "der", "des"}:
        following += 1
    capital = following < limit and tokens[following].capital and tokens[following].is_word
    if one.possessive:
        straight = capital and following == here + 1
        return following if straight else max(_lower_end(tokens, here + 1, limit), here)
    if not one.is_word:
        return following if one.text in _SIGNS and capital and following == here + 1 else here
    if capital and _is_joint(tokens, start, here, following, limit):
        return following
    return here if one.low in _JOINTS and capital else max(_lower_end(tokens, here, limit), here)


def _is_joint(tokens: Sequence[Token], start: int, here: int, following: int, limit: int) -> bool:
    """Tell whether a small word before a capital belongs to a name: "University of", "Foundation for the"."""
    low, entity = tokens[here].low, tokens[following].entity
    if low == "for":
        known = has_keyword(tokens, start, here)
        return entity != _PEOPLE and (known or entity not in _PLACES)
    if low in {"on", "against"}:  # "Council on Tea", "Action on Tea"
        cause = here == start + 1 and tokens[start].low in _CAUSES and entity not in _TIMES
        return cause or (low == "on" and tokens[here - 1].low in lexicon().organisations)
    if low == "at":  # a campus
        return tokens[start].low == "university" and not has_keyword(tokens, following, following + 2)
    if low == "and":
        return _is_one_name(tokens, start, here, following, limit)
    return low in {"of", "de", "du", "del", "di"}


def _is_one_name(tokens: Sequence[Token], start: int, here: int, following: int, limit: int) -> bool:
    """Tell whether "and" stands within a name: "Department of Health and Social Care"."""
    if tokens[following].entity == _PEOPLE or lexicon().is_role(tokens[following].low):
        return False
    if {tokens[here - 1].entity, tokens[here].entity, tokens[following].entity} == {"ORG"}:
        return True
    if tokens[here - 1].possessive and following + 1 < limit and tokens[following + 1].possessive:
        return True  # "Leeds Women’s and Children’s Trust"
    end = _capitals_end(tokens, following, limit)
    if any(lexicon().is_role(one.low) for one in tokens[following:end]) and not has_noun(tokens, following, end):
        return False  # "(professor at) Leeds University and Senior Fellow"
    towns = all(one.entity in _PLACES | {""} and not one.text.isupper() for one in tokens[start:here])
    if towns and following == here + 1 and has_noun(tokens, following + 1, max(end, _lower_end(tokens, end, limit))):
        return True  # "Leeds and York Trust"
    split = has_keyword(tokens, following, end) and has_keyword(tokens, start, here)
    return not split and any(one.low in {"of", "for", "on"} for one in tokens[start:here])


def _lower_end(tokens: Sequence[Token], start: int, limit: int) -> int:
    """Find where small words end in a noun of organisations, "(the LA Sheriff’s) office"; else the start."""
    words = lexicon().organisations
    end = start
    for here in range(start, min(limit, start + 4)):
        one = tokens[here]
        if not one.is_word or one.capital or is_function(one) or one.pos in {"VERB", "AUX", "ADV", "NUM"}:
            break
        if lexicon().is_role(one.low):
            break
        if one.low in words:
            end = here + 1
    return end


def _common_end(tokens: Sequence[Token], start: int, limit: int) -> int | None:
    """Find where a description ends that has a noun of organisations for its head; else None."""
    here = start
    while here < limit:
        one = tokens[here]
        if one.possessive and here > start:
            here += 1
            continue
        if not one.is_word or is_function(one) or one.pos in {"VERB", "AUX", "ADV"} or (one.capital and here > start):
            break
        if lexicon().is_role(one.low) and one.low not in lexicon().organisations:
            return None
        here += 1
    if here > start and tokens[here - 1].low in lexicon().organisations:
        return here
    return None


def _onward(tokens: Sequence[Token], end: int, limit: int) -> int:
    """Go on from "the department" to "of surgery at Leeds University"."""
    here = end
    if here < limit and tokens[here].low == "of":
        here += 1
        while here < limit and tokens[here].is_word and (tokens[here].low == "the" or not is_function(tokens[here])):
            if tokens[here].pos in {"VERB", "AUX"} and not tokens[here].capital:
                break
            here += 1
    if here + 1 < limit and tokens[here].low in {"at", "of"}:
        further = here + 1 + (tokens[here + 1].low == "the")
        if further < limit and tokens[further].capital and (last := _name_end(tokens, further, limit)) > further:
            return last
    return here if here > end + 1 else end


def _with_town(tokens: Sequence[Token], end: int, limit: int) -> int:
    """Go on over a town that a comma sets apart, where nothing more of the place follows."""
    if end + 1 >= limit or tokens[end].text != "," or not tokens[end + 1].capital:
        return end
    here = end + 1
    while here < limit and tokens[here].capital and tokens[here].is_word:
        here += 1
    within = tokens[end].entity == "ORG"
    town = all(one.entity in _PLACES or within for one in tokens[end + 1 : here])
    owns = here < limit and tokens[here].possessive
    return here if town and not owns and here - end <= 4 else end
