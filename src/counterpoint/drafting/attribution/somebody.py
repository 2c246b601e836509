"""Somebody of an article: a person or an organisation with all its names, and where it comes up."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from rapidfuzz.distance import OSA

from counterpoint.drafting.attribution.naming import Mention
from counterpoint.drafting.attribution.results import Kind, Span
from counterpoint.drafting.attribution.wording import name_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from counterpoint.drafting.attribution.reading import Passage

_WEIGHTS: Final = {"nsubj": 2.0, "nsubjpass": 1.7, "poss": 1.2}
"""How much a place in the sentence makes somebody the topic; other places count 0.8."""

_WITHIN: Final = 1.4
"""How much the place of the subject of "that …" does: whom somebody speaks of."""

_LISTENING: Final = 0.3
"""How much the place of whoever is spoken to does."""


class Somebody:
    """A person, an organisation or somebody unnamed, with all the names that the article has for them."""

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        self.names: Counter[str] = Counter()
        self.mentions: list[Span] = []
        self.genders: Counter[str] = Counter()
        self.leaning = ""
        self.roles: set[str] = set()
        self.human = kind == "person"

    @property
    def name(self) -> str:
        """The fullest name: of the most words, then the most frequent."""
        return max(self.names, key=lambda name: (len(name.split()), self.names[name], len(name)), default="")

    @property
    def gender(self) -> str:
        """What most mentions say of it."""
        return self.genders.most_common(1)[0][0] if self.genders else ""

    def take(self, one: Mention) -> None:
        """Add a mention."""
        self.names[one.name] += 1
        place = bisect_left(self.mentions, one.span)
        if self.mentions[place : place + 1] != [one.span]:
            self.mentions.insert(place, one.span)
        self.leaning = self.leaning or one.leaning
        if one.gender:
            self.genders[one.gender] += 1
        self.roles |= one.roles


class Seen(NamedTuple):
    """One place at which somebody comes up.

    :param at: where, in characters.
    :param paragraph: in which paragraph, from 1.
    :param sentence: where its sentence starts.
    :param weight: how much the place makes somebody the topic: subjects more than others.
    :param who: who does.
    :param fresh: whether the article introduces them there, with what they are.
    """

    at: int
    paragraph: int
    sentence: int
    weight: float
    who: Somebody
    fresh: bool = False


_FEW: Final = 2
"""How many words a plain name has; a name's part has more letters than a particle."""

NOBODY: Final = Somebody("unnamed")


def place(one: Mention, passage: Passage, head: Token) -> Seen:
    """Say where a mention stands, and how much weight it has; whose it is is yet to be said."""
    while head.dep_ in {"appos", "compound", "flat", "nmod"} and head.head.i != head.i:
        head = head.head
    weight = _LISTENING if _listens(head) else _WEIGHTS.get(head.dep_, 0.8)
    if weight > _WITHIN and head.head.dep_ in {"ccomp", "acl", "relcl"} and head.head.head.i < head.i:
        weight = _WITHIN
    return Seen(one.span.start, passage.number, sentence(passage, head), weight, NOBODY)


def _listens(head: Token) -> bool:
    """Say whether somebody is only spoken to: "told X", "in an interview with X"."""
    if head.dep_ in {"dobj", "dative"}:
        return head.head.lemma_ == "tell"
    return head.dep_ == "pobj" and head.head.head.lemma_ in {"interview", "say", "speak", "statement", "tell"}


def sentence(passage: Passage, head: Token) -> int:
    """Give a number to the sentence of a token, of its own in the article."""
    return passage.span.start + head.sent.start


def alike(words: list[str], kind: Kind, who: Somebody) -> bool:
    """Say whether a name can be another form of one of somebody's."""
    if (kind != who.kind and len(words) > 1) or "unnamed" in {kind, who.kind}:
        return False
    same = _same_body if who.kind == "organisation" else _same_person
    return any(same(words, name_words(name)) for name in who.names if name_words(name))


def _same_body(words: list[str], others: list[str]) -> bool:
    return {*words} <= {*others} or {*others} <= {*words}


def _same_person(words: list[str], others: list[str]) -> bool:
    """Compare the last words, and the first ones where both names have several; an initial is as good as a name."""
    if len(words) == 1 or len(others) == 1:
        one, several = sorted((words, others), key=len)
        # of names of two surnames, as in Spanish, the first one serves alone
        inner = len(several) > _FEW and len(one[0]) > _FEW and one[0] in several
        return inner or one[0] in {several[0], several[-1]}
    if words[-1] != others[-1] or words[0][0] != others[0][0]:
        return False
    return 1 in {len(words[0]), len(others[0])} or OSA.distance(words[0], others[0]) <= 2
