"""Match the names of an article to those that the graph knows; what is in doubt is a question, never a guess."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from counterpoint.drafting.names import PersonName, folded, organisation_forms, person_name
from counterpoint.drafting.role_words import broader_of, role_forms
from counterpoint.files import is_device

_ALIKE: Final = 88
"""The share of letters, of 100, in which names are alike enough to ask whether one is a slip for the other."""
_MOST: Final = 5
_LONGEST_ID: Final = 60
_SMALL: Final = frozenset("of the and for in at on to a an".split())


@dataclass(frozen=True)
class Match:
    """What a name may mean among those that are known.

    :param identifier: the id of the one that it means, or an empty string.
    :param certain: whether that is beyond doubt; where it is not, ``identifier`` is empty.
    :param candidates: ids that it may mean, best first; the one that it means where that is certain.
    :param broader: for a role that is not known, the kind of role that its head noun says it is, or an empty string.
    """

    identifier: str = ""
    certain: bool = False
    candidates: tuple[str, ...] = ()
    broader: str = ""


def match_person(name: str, known: Mapping[str, str]) -> Match:
    """Find who a name means.

    Certain are the same name, whatever titles, accents, case, hyphens and order, and one with a middle name or initial
    less or more, as long as nobody else can be meant. A surname alone, an initial for the given name, given names in
    another order, a name with a letter that differs: questions.

    :param name: as cited, the fullest form in the article.
    :param known: the names of people, by id.

    >>> match_person("Dr Jane Smith", {"jane-smith": "Jane Smith", "jo-smith": "Jo Smith"}).identifier
    'jane-smith'
    >>> match_person("Smith", {"jane-smith": "Jane Smith", "jo-smith": "Jo Smith"}).candidates
    ('jane-smith', 'jo-smith')
    """
    cited = person_name(name)
    if not cited.surname:
        return Match()
    grades = {identifier: _person_grade(cited, person_name(other)) for identifier, other in known.items()}
    return _settled(grades) or _alike(name, known, _plain_person)


def match_organisation(name: str, known: Mapping[str, str]) -> Match:
    """Find which organisation a name means.

    Certain is the same name, whatever "the", apostrophes, case, accents, ``&``, British or American spelling, "Ltd",
    and an acronym that the known name gives in brackets. "Dundee University" for "University of Dundee", an acronym
    that is not said, a part of the name alone: questions.

    >>> match_organisation("The King's Fund", {"kings-fund": "King’s Fund"}).identifier
    'kings-fund'
    >>> match_organisation("NHS", {"nhs": "National Health Service"})
    Match(identifier='', certain=False, candidates=('nhs',), broader='')
    """
    cited = organisation_forms(name)
    if not cited:
        return Match()
    grades = {identifier: _organisation_grade(cited, organisation_forms(other)) for identifier, other in known.items()}
    return _settled(grades) or _alike(name, known, lambda one: min(organisation_forms(one), default=""))


def match_role(words: str, known: Mapping[str, str]) -> Match:
    """Find which known role cited words mean.

    Certain are the same words, whatever article, case, hyphens, "former" or common short form (GP, CEO). Where a known
    role is part of the words ("professor" of "professor of law") that is a question. For a role that is not known,
    ``broader`` says under which kind of role its head noun puts it.

    >>> match_role("a GP", {"general-practitioner": "general practitioner"}).identifier
    'general-practitioner'
    >>> match_role("professor of law", {"professor": "professor"})
    Match(identifier='', certain=False, candidates=('professor',), broader='academic')
    """
    cited = role_forms(words)
    if not cited:
        return Match()
    grades = {identifier: _role_grade(cited, role_forms(other)) for identifier, other in known.items()}
    found = _settled(grades) or Match()
    return found if found.certain else Match(candidates=found.candidates, broader=broader_of(words))


def new_id(name: str, taken: Collection[str]) -> str:
    """Make an id of a name that nothing has yet, and that can be the name of a file on every system.

    >>> new_id("Dr. Zoë O’Neill", ["zoe-oneill"]), new_id("the King’s Fund", []), new_id("东京", [])
    ('dr-zoe-oneill', 'the-kings-fund', '东京')
    """
    slug = "-".join(folded(name).split())
    if len(slug) > _LONGEST_ID:
        slug = slug[:_LONGEST_ID].rpartition("-")[0] or slug[:_LONGEST_ID]
    slug = re.sub(r"[^\w-]", "", slug) or "unnamed"
    number, found = 1, slug
    while found in taken or is_device(found):
        number += 1
        found = f"{slug}-{number}"
    return found


def _settled(grades: Mapping[str, int]) -> Match | None:
    """Settle on the only one that a name can mean, or list those that it may; 3 the same, 2 as good as, 1 perhaps."""
    found = sorted((identifier for identifier, grade in grades.items() if grade), key=lambda one: (-grades[one], one))
    if not found:
        return None
    sure = [identifier for identifier in found if grades[identifier] == grades[found[0]]]
    if grades[found[0]] >= 2 and len(sure) == 1:
        return Match(found[0], certain=True, candidates=(found[0],))
    return Match(candidates=tuple(found[:_MOST]))


def _alike(name: str, known: Mapping[str, str], form: Callable[[str], str]) -> Match:
    """Ask about names that differ in a letter or two."""
    from rapidfuzz import fuzz, process

    forms = {identifier: form(other) for identifier, other in known.items()}
    bare = form(name)
    if len(bare) < 6:
        return Match()
    near = process.extract(bare, forms, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_MOST)
    return Match(candidates=tuple(identifier for _, _, identifier in sorted(near, key=lambda one: (-one[1], one[2]))))


def _plain_person(name: str) -> str:
    parts = person_name(name)
    return " ".join([*parts.given, parts.surname])


def _person_grade(cited: PersonName, known: PersonName) -> int:
    if cited.surname != known.surname:
        everything = sorted([*cited.given, *cited.surname.split()])
        return int(len(everything) > 1 and everything == sorted([*known.given, *known.surname.split()]))
    if cited.generation and known.generation and cited.generation != known.generation:
        return 0
    if not cited.given or not known.given:
        return 3 if not cited.given and not known.given else 1
    if cited.given == known.given:
        named = any(len(one) > 1 for one in cited.given) or len(cited.given) > 1
        return 3 if named and cited.generation == known.generation else 1
    if not all(map(_fits, cited.given, known.given)):
        return 0
    first_same = cited.given[0] == known.given[0] and len(cited.given[0]) > 1
    return 2 if first_same and cited.generation == known.generation else 1


def _fits(one: str, other: str) -> bool:
    """Tell whether two given names may be the same: equal, or one the initial of the other."""
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _organisation_grade(cited: frozenset[str], known: frozenset[str]) -> int:
    if cited & known:
        return 3
    return int(any(_perhaps(one, other) for one in cited for other in known))


def _perhaps(one: str, other: str) -> bool:
    """Tell whether two names may be of one organisation: a part, the words in another order, an acronym."""
    words, others = one.split(), other.split()
    # Without their last s: "Dundee University’s Centre" is the centre of Dundee University.
    content, more = ({word.removesuffix("s") for word in part if word not in _SMALL} for part in (words, others))
    if not content or not more:
        return False
    if content <= more or more <= content:
        return min(len(content), len(more)) > 1
    return _is_acronym(words, others) or _is_acronym(others, words)


def _is_acronym(short: list[str], long: list[str]) -> bool:
    """Tell whether a word of a name may be an acronym of words of another that are not in it, the rest being equal.

    >>> _is_acronym(["nhs"], ["national", "health", "service"])
    True
    >>> _is_acronym(["ucl", "hospital"], ["university", "college", "hospital", "london"])
    True
    """
    left = [word for word in short if word not in long and word not in _SMALL]
    if len(left) != 1 or not 2 <= len(left[0]) <= 8:
        return False
    rest = [word for word in long if word not in short]
    initials = ["".join(word[0] for word in words) for words in (rest, [one for one in rest if one not in _SMALL])]
    return left[0] in initials


def _role_grade(cited: frozenset[str], known: frozenset[str]) -> int:
    if cited & known:
        return 3
    return int(any(_is_kind_of(one, other) for one in cited for other in known))


def _is_kind_of(cited: str, known: str) -> bool:
    """Tell whether cited words name a known role more closely: "professor of law", "senior research fellow".

    >>> _is_kind_of("professor of law", "professor"), _is_kind_of("law professor", "professor")
    (True, True)
    >>> _is_kind_of("assistant to the professor", "professor")
    False
    """
    head = re.split(r" (?:of|for|in|at|on|to|with|and) ", cited)[0].split()
    words = known.split()
    return len(head) >= len(words) and head[-len(words) :] == words
