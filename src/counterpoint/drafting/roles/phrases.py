"""Noun phrases with a role for their head, and the organisation before it: "NHS England | chief executive"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from counterpoint.drafting.roles.lexicon import lexicon
from counterpoint.drafting.roles.organisations import (
    DETERMINERS,
    has_keyword,
    has_noun,
    is_function,
    is_place,
    names_person,
    past_bracket,
)
from counterpoint.drafting.roles.tokens import Token

_LOCAL: Final = frozenset("town parish county city borough district ward".split())
_MINISTERS: Final = frozenset("minister secretary undersecretary".split())
_COUNCILLORS: Final = frozenset("councillor councilor council".split())
_STATE_OFFICES: Final = frozenset(
    "rep representative sen senator trooper auditor engineer epidemiologist police".split()
)
_TOWN_OFFICES: Final = frozenset("attorney clerk manager engineer planner sheriff commissioner solicitor".split())
_WORKERS: Final = frozenset("worker clerk operator owner inspector instructor technician supervisor keeper".split())
"""Heads before which a single word says what the work is, not where."""
_LEADERS: Final = frozenset(
    "founder co-founder cofounder ceo cfo cto boss chief director chair chairman chairwoman executive employee".split()
)
_COMMON: Final = ("s", "ing", "cy", "ity", "ment", "tion", "ure")
"""How many common nouns end, and few names of organisations."""
_RANKS: Final = frozenset("constable sergeant inspector superintendent chief commissioner officer".split())
_NAMED: Final = frozenset({"GPE", "PERSON", "ORG", "DATE", "TIME"})
_JOINTS: Final = frozenset("of for and the on at".split())
_SIGNS: Final = frozenset("-–/&")
_STOPS: Final = frozenset(".!?:“‘")
_OPENERS: Final = frozenset({"VERB", "ADP", "SCONJ", "CCONJ", "ADV"})
_FIRE: Final = frozenset(
    "chief marshal captain commissioner commander investigator inspector lieutenant officer".split()
)
"""Offices that "Fire" can begin."""
_PLAYERS: Final = frozenset(
    "coach captain striker midfielder goalkeeper winger forward batsman bowler quarterback".split()
)
_ALSO_VERBS: Final = frozenset("lead head chair coach judge captain counsel master".split())
_UNITS: Final = frozenset("division department unit directorate laboratory programme program".split())
_LORDS: Final = frozenset("mayor justice chancellor provost advocate lieutenant".split())
_ENDS: Final = frozenset({"ADV", "ADJ", "NUM", "VERB", "AUX"})


class Phrase(NamedTuple):
    """A noun phrase with a role for its head, as tokens.

    :param start: where the role's words begin.
    :param head: its head noun.
    :param end: the token after the phrase.
    :param organisation: the organisation that stands before the role.
    """

    start: int
    head: int
    end: int
    organisation: tuple[int, int] | None = None


class LeadIn(NamedTuple):
    """What stands before a noun phrase: where that begins, and whether there is an article, or a word for the past."""

    end: int
    article: bool
    former: bool


def lead_in(tokens: Sequence[Token], start: int, limit: int) -> LeadIn:
    """Read over what is no part of a role before it: an article, "former", "currently"."""
    here, article, former = start, False, False
    past, present = lexicon().past, lexicon().present
    while here < limit:
        low = tokens[here].low
        named = here + 1 < limit and tokens[here + 1].capital and not lexicon().is_role(tokens[here + 1].low)
        if low in present and tokens[here].capital and (here > 0 or named):
            break  # "New" may begin a name
        if low not in DETERMINERS and low not in past and low not in present and not low.endswith("-based"):
            break
        article, former = article or low in DETERMINERS, former or low in past
        here += 1
        if low in past and here < limit and tokens[here].text in {",", "-"}:
            here += 1
    return LeadIn(here, article, former)


def begins_role(tokens: Sequence[Token], start: int, limit: int) -> bool:
    """Tell whether a role begins at a token, after its article."""
    return phrase(tokens, lead_in(tokens, start, limit).end, limit) is not None


def phrase(tokens: Sequence[Token], start: int, limit: int) -> Phrase | None:
    """Read the noun phrase that begins at a token, if its head is a role."""
    here, head = start, -1
    while here < limit:
        following = _step(tokens, start, here, limit, head=head)
        if following is None:
            break
        if following == here + 1 and (_is_role(tokens, start, here) or _is_for_now(tokens, here, limit)):
            head = here
        here = following
    if head < 0 or (here > head + 1 and tokens[here - 1].possessive):
        return None  # "the director’s": somebody else's
    last = head + 1
    while last < here and tokens[last].low in lexicon().after:
        last += 1
    return _parted(tokens, start, head, here) if last == here else None


def _is_role(tokens: Sequence[Token], start: int, here: int) -> bool:
    """Tell whether a word can be the head of a role where it stands."""
    one, words = tokens[here], lexicon()
    if one.low == "major" and not one.capital:
        # An army's has a capital; a small one may be a word for "great", unless a subject stands before it.
        return here > start and tokens[here - 1].pos in {"NOUN", "PROPN"}
    if words.is_role(one.low):
        return not (one.pos == "VERB" and one.low in _ALSO_VERBS)
    states = here + 1 < len(tokens) and tokens[here + 1].low == "that"  # "a reminder that"
    return one.pos == "NOUN" and not one.capital and not states and words.may_be_role(one.low)


def _is_for_now(tokens: Sequence[Token], here: int, limit: int) -> bool:
    """Tell whether a word is a role because a name follows: "passenger Ada Bern", or "Swimmer Ada Bern" first."""
    if here + 1 != limit or limit >= len(tokens) or not tokens[limit].capital:
        return False
    low = tokens[here].low
    return low in lexicon().bystanders or (_opens(tokens, here) and lexicon().may_be_role(low))


def _opens(tokens: Sequence[Token], here: int) -> bool:
    """Tell whether a sentence begins with a token."""
    return here == 0 or tokens[here - 1].text in _STOPS


def _step(tokens: Sequence[Token], start: int, here: int, limit: int, *, head: int) -> int | None:
    """Give the place where a noun phrase goes on after a token; None where it does not go on with that."""
    one, words = tokens[here], lexicon()
    if one.possessive and here > start:
        return here + 1
    if not one.is_word:
        return _past_sign(tokens, start, here, limit) if head < 0 else None
    if is_function(one):
        regional = here - 1 > start and here + 1 < limit and _is_regional(tokens[here - 1])
        return here + 1 if (head < 0 or regional) and _leads_on(tokens, start, here, limit) else None
    if head >= 0 and one.pos in _ENDS and one.low not in words.after and not words.is_role(one.low):
        ahead = tokens[here + 1 : min(here + 3, limit)]
        goes_on = (one.low in words.modifiers or _is_regional(one)) and any(words.is_role(other.low) for other in ahead)
        return here + 1 if goes_on else None
    return here + 1


def _past_sign(tokens: Sequence[Token], start: int, here: int, limit: int) -> int | None:
    """Go on over a dash, or an acronym in brackets, within the name of an organisation."""
    if here == start:
        return None
    if tokens[here].text == "(":
        after = past_bracket(tokens, here, limit)
        return after if here < after < limit else None
    is_joint = tokens[here].text in _SIGNS and here < limit - 1 and tokens[here + 1].is_word
    return here + 1 if is_joint else None


def _leads_on(tokens: Sequence[Token], start: int, here: int, limit: int) -> bool:
    """Tell whether a small word stands in the name of an organisation before a role, or between subjects."""
    low = tokens[here].low
    if low not in _JOINTS or here == start or here + 1 >= limit:
        return False
    if low == "and" and not tokens[here + 1].capital:
        return here - start <= 2 and _joins_subjects(tokens, start, here, limit)
    if not (tokens[start].capital and tokens[here + 1].capital):
        with_article = here + 2 < limit and tokens[here + 1].low == "the" and tokens[here + 2].capital
        regional = low == "and" and _is_regional(tokens[here - 1]) and _is_regional(tokens[here + 1])
        return regional or (low in {"of", "for", "on"} and with_article)  # "chief US and European economist"
    return _names_before(tokens, start, here, limit)


def _names_before(tokens: Sequence[Token], start: int, here: int, limit: int) -> bool:
    """Tell whether capitals go on after a small word up to a role, so that it may stand within a name."""
    low = tokens[here].low
    for one in tokens[here + 1 : min(limit, here + 12)]:
        if lexicon().is_role(one.low) or one.possessive:
            return low != "and" or has_keyword(tokens, start, here) or _is_double(tokens, start, here)
        within = one.low in _JOINTS or one.low in lexicon().modifiers or one.text in {"(", ")"}
        if not (one.capital or within):
            return False
    return False


def _is_regional(one: Token) -> bool:
    return one.capital and (lexicon().is_nationality(one.text) or one.entity == "GPE")


def _is_double(tokens: Sequence[Token], start: int, here: int) -> bool:
    """Tell whether a town stands before "and" that may begin a name: "Leeds and York Trust"."""
    if here > start + 1 and tokens[start].text.isupper() and all(one.capital for one in tokens[start:here]):
        return len(tokens[start].text) > 1  # "LSE Tea and Milk Group"
    town = here == start + 1 and tokens[start].capital and not tokens[start].text.isupper()
    return town and tokens[start].entity in {"GPE", "LOC", ""} and not lexicon().is_role(tokens[start].low)


def _joins_subjects(tokens: Sequence[Token], start: int, here: int, limit: int) -> bool:
    """Tell whether "and" joins what a role is about: "acute and community care director"."""
    if any(one.capital for one in tokens[start + (start == 0) : here]) or tokens[here + 1].low in lexicon().past:
        return False
    ahead = tokens[here + 1 : min(limit, here + 5)]
    number = next((at for at, one in enumerate(ahead) if lexicon().is_role(one.low)), 0)
    return number > 0 and all(one.is_word and not one.capital and not is_function(one) for one in ahead[:number])


def _parted(tokens: Sequence[Token], start: int, head: int, end: int) -> Phrase:
    """Part an organisation from the role that it stands before."""
    words = lexicon()
    role = _role_start(tokens, start, head)
    stop = role
    while stop > start and tokens[stop - 1].possessive:
        stop -= 1
    owned = stop < role
    if stop > start and tokens[stop - 1].text == ")":
        stop = next((at for at in range(stop - 1, start, -1) if tokens[at].text == "("), stop)
        stop -= tokens[stop - 1].possessive  # "the Tea Fund’s (TF) director"
    first = name_start(tokens, start, stop)
    if first >= stop:
        if owned and stop > start and tokens[stop - 1].low in words.organisations:
            return Phrase(role, head, end, (start, stop))  # the council's leader
        return Phrase(role if owned else start, head, end)
    if names_person(tokens, first, stop) or (owned and _is_titled(tokens, first, stop)):
        return Phrase(role, head, end)
    if not owned and _is_about(tokens, first, stop, head):
        return Phrase(first, head, end)
    return Phrase(role, head, end, (first, stop))


def _is_about(tokens: Sequence[Token], first: int, stop: int, head: int) -> bool:
    """Tell whether words with capitals before a role say what it is about, or where its holder is, and belong to it."""
    words = lexicon()
    if first + 1 == stop and _opens(tokens, first):
        if stop == head and _is_plain(tokens[first], tokens[head]):
            return True  # "Highways officer"
        low = stop < head and not tokens[stop].capital and not tokens[head].capital
        if low and (tokens[first].pos == "ADJ" or tokens[first].low in words.matters):
            return True  # "Severe weather forecaster"
    about = (words.subjects | words.modifiers | words.matters) - words.parties
    portfolio = tokens[head].low in _MINISTERS | {"commissioner", "ombudsman"}
    if all(one.low in about and (portfolio or one.entity != "ORG") for one in tokens[first:stop]):
        return True  # "Federal Privacy Commissioner"
    local = any(one.capital and one.low in _LOCAL for one in tokens[first:stop])
    return is_place(tokens, first, stop) and not local and tokens[head].low not in words.political | _PLAYERS


def _is_titled(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Tell whether words are somebody with an office before the name: "Tea Minister Ada Bern" (’s spokesman)."""
    office = next((at for at in range(start, stop - 1) if tokens[at].low in lexicon().political), None)
    return office is not None and not has_noun(tokens, office + 1, stop)


def _is_plain(one: Token, head: Token) -> bool:
    """Tell whether a word that opens a sentence is a common noun, with a capital because of that only."""
    words = lexicon()
    trade = head.low in words.professions - words.agents - words.scholars or head.low in _WORKERS
    if head.low in _PLAYERS and one.low not in words.modifiers | words.matters:
        return False  # "Rovers coach"
    if one.low in words.matters and not head.capital:
        return True
    if one.text.isupper() or one.entity == "ORG":
        return not one.text.isupper() and one.low.endswith(_COMMON)
    return trade or (not head.capital and head.low not in words.political | _LEADERS and _is_common(one))


def _is_common(one: Token) -> bool:
    return one.low.endswith(_COMMON) or (one.pos in {"NOUN", "ADJ"} and not one.entity)


def _role_start(tokens: Sequence[Token], start: int, head: int) -> int:
    """Find the first word that belongs to a role, going back from its head."""
    owner = next((at for at in range(head - 1, start, -1) if tokens[at].possessive), None)
    if owner is not None and not has_noun(tokens, owner, head):
        # "the Fund’s Senior Tea Manager", but "a winners’ adviser"
        return owner - 1 if _are_many(tokens, owner) else past_bracket(tokens, owner + 1, head)
    role = head
    while role > start and _belongs(tokens, role - 1, tokens[head].low):
        if not tokens[head].capital and _names_on(tokens, role - 1, start):
            break  # "Tea World | director"
        role -= 1
    region = role
    while region > start + 1 and tokens[region - 1].capital and tokens[region - 1].entity in {"LOC", "NORP"}:
        region -= 1
    if region < role and (tokens[region - 1].entity == "ORG" or tokens[region - 1].text.isupper()):
        role = region  # "Tea Fund | Middle East envoy"
    of_name = start < role < head and tokens[role - 1].low in {"of", "for"} and tokens[role].capital
    return role + 1 if of_name else role  # "Board of Education | Vice President"


def _names_on(tokens: Sequence[Token], here: int, start: int) -> bool:
    """Tell whether a word with a capital goes on with a name before a role that has none: "Cancer | Research"."""
    one, words = tokens[here], lexicon()
    if not one.capital or here <= start or words.is_role(one.low) or not tokens[here - 1].capital:
        return False
    if words.is_nationality(one.text) or one.low in words.persuasions:
        return False
    before = tokens[here - 1]
    return before.is_word and not words.is_role(before.low) and before.low not in words.modifiers | DETERMINERS


def _are_many(tokens: Sequence[Token], owner: int) -> bool:
    """Tell whether what owns is whom a role is for: "winners’", "children’s"."""
    one = tokens[owner - 1]
    several = tokens[owner].text in {"’", "'"} or one.low in {"children", "women", "men", "people"}
    return several and not one.capital and one.low.removesuffix("s") not in lexicon().organisations


def _belongs(tokens: Sequence[Token], here: int, head: str) -> bool:
    """Tell whether a word before a head is a part of the role, not of an organisation's name."""
    one, words = tokens[here], lexicon()
    if one.possessive or (not one.is_word and one.text != "-"):
        return False
    office = (one.low == "cabinet" and head in _MINISTERS) or (one.low == "lord" and head in _LORDS)
    if office or _is_portfolio(tokens, here, head) or _is_local(tokens, here, head):
        return True
    if one.capital and one.low == "fire":
        return head in _FIRE  # but "Cal Fire | director"
    if one.capital and (one.low in words.honorifics or one.low in words.organisations):
        return words.is_role(one.low)
    if words.is_role(one.low) or one.low in words.modifiers | words.persuasions or words.is_nationality(one.text):
        return True
    before = tokens[here - 1] if here else one
    body = one.low in words.organisations and before.possessive
    body = body or (one.low in _UNITS and before.capital and before.is_word and not _opens(tokens, here - 1))
    return not one.capital and not is_function(one) and not body


def _is_portfolio(tokens: Sequence[Token], here: int, head: str) -> bool:
    """Tell whether a word with a capital says what a minister is for."""
    one = tokens[here]
    minister = head == "minister"
    named = one.text.isupper() or one.entity in _NAMED - ({"ORG"} if minister else set())
    named = named or (has_noun(tokens, here, here + 1) and not (minister or one.low == "services"))
    return head in _MINISTERS and one.capital and one.is_word and not named


def _is_local(tokens: Sequence[Token], here: int, head: str) -> bool:
    """Tell whether "County", "City", "State" or "Police" begins an office: "Assistant City Attorney", "State Rep."."""
    low = tokens[here].low
    if head in _COUNCILLORS and low in _LOCAL:
        return True
    alone = not (here and _names(tokens[here - 1]))  # but "Lowell County | Attorney", "Leeds Police | chief"
    if low == "state":
        # "Lowell State | governor", but "Lowell | state senator"
        return head in _STATE_OFFICES or (head in lexicon().political and (alone or not tokens[here].capital))
    ranked = head in _RANKS and low in {"police", "patrol"} and tokens[here].capital
    return alone and (ranked or (head in _TOWN_OFFICES and low in _LOCAL))


def _names(one: Token) -> bool:
    """Tell whether a word belongs to the name of a town."""
    words = lexicon()
    return one.is_word and one.capital and one.low not in words.modifiers | DETERMINERS and not words.is_role(one.low)


def name_start(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Find where the name of an organisation begins that ends before a token; that token where there is none."""
    words, first = lexicon(), stop
    while first > start:
        one = tokens[first - 1]
        listed = one.text == "," and any(each.low == "and" for each in tokens[first:stop])
        if listed and first - 2 > start and tokens[first - 2].capital and tokens[first - 2].entity != "PERSON":
            first -= 1  # "the Tea, Milk and Cups Union"
            continue
        within = one.low in _JOINTS or one.text in _SIGNS or one.possessive or one.low in words.organisations
        within = within and not (one.low == "the" and tokens[first - 2].low not in _JOINTS)
        opening = (first == 1 or tokens[first - 2].text in _STOPS) and one.pos in _OPENERS  # the capital of a sentence
        if opening or (not (one.capital and one.is_word) and not (within and first - 1 > start)):
            break
        first -= 1
    while first < stop and not tokens[first].capital:
        first += 1
    commas = [here for here in range(first, stop) if tokens[here].text == ","]
    if commas and first > 0 and tokens[first - 1].low == "the" and has_noun(tokens, commas[-1], stop):
        return first
    if commas:
        first = commas[-1] + 1
    split = next((here for here in range(stop - 1, first, -1) if tokens[here].low == "and"), None)
    if split is None or has_noun(tokens, first, split) or any(one.low in {"of", "for"} for one in tokens[first:split]):
        return first
    department = split > first + 1 and tokens[first].text.isupper()
    if _is_double(tokens, first, split) and (has_noun(tokens, split, stop) or stop == split + 2 or department):
        return first
    return split + 1  # before it stands somebody else, or something
