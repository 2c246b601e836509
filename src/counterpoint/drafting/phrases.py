"""How the words of an utterance hang together, so that a fragment of it is cut between phrases and never inside one.

The parser says which word depends on which. A fragment that holds one of the two and not the other costs as much as it
loses by that: an article without its noun is no phrase, a clause without the adverb after it is whole.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from counterpoint.drafting.attribution.masking import readable
from counterpoint.drafting.language import load
from counterpoint.drafting.sense import DISCOURSE, Sense

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NEVER: Final = 9.0
"""What it costs to cut where there is no boundary of phrases."""

_MOST_READ: Final = 3000
"""Characters of an utterance that are parsed."""
_BATCH: Final = 64
_CHANGED: Final = 6.0
"""What it costs to lose a word that turns what is said into its opposite."""
_CLAUSE: Final = 1.5
"""What it is worth to hold a subject with its verb."""

_HEAD_ALONE: Final = {
    **dict.fromkeys(("punct", "meta", "intj", "parataxis", "mark", "preconj"), 0.0),
    **dict.fromkeys(("cc", "advcl"), 0.5),
    **dict.fromkeys(("conj", "appos"), 1.0),
    **dict.fromkeys(("nsubj", "nsubjpass", "agent", "advmod", "npadvmod", "dep"), 2.0),
    **dict.fromkeys(("relcl", "acl", "prep"), 2.5),
    "expl": 5.0,
    **dict.fromkeys(("ccomp", "xcomp", "dobj", "dative", "csubj", "csubjpass"), 6.0),
}
"""What it costs to keep a word without one that depends on it, by the relation of the two; the rest is `NEVER`."""

_DEPENDENT_ALONE: Final = {
    **dict.fromkeys(("punct", "ccomp", "advcl", "parataxis", "ROOT"), 0.0),
    **dict.fromkeys(("relcl", "acl", "conj", "meta"), 1.0),
    **dict.fromkeys(("appos", "dep"), 1.5),
    **dict.fromkeys(("acomp", "pcomp", "xcomp"), 2.5),
    **dict.fromkeys(("attr", "dobj", "oprd"), 3.5),
    **dict.fromkeys(("prep", "npadvmod", "advmod", "intj", "agent", "pobj"), 4.5),
}
"""What it costs to keep a word without the one that it depends on; the rest is `NEVER`."""

_TOLD: Final = frozenset(("attr", "acomp", "prep", "advmod"))
_NOMINAL: Final = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ"))
_DANGLING: Final = frozenset(("DET", "CCONJ", "SCONJ", "ADP"))
_NEGATIVE: Final = frozenset("nobody no-one nothing none neither never few no hardly rarely not n't n’t nor".split())
_PARTICLES: Final = frozenset("back away out off up down in on over together apart home again there".split())
"""Words without which a verb says something else."""
_CLAUSES: Final = frozenset(("ROOT", "ccomp", "conj", "advcl", "relcl", "parataxis", "pcomp"))


class _Arc(NamedTuple):
    """Two words, the first of which depends on the second, and what it costs to keep one without the other."""

    dependent: int
    head: int
    dependent_alone: float
    head_alone: float


class Phrases:
    """The phrases of some stretches of a text.

    :param text: the text.
    :param spans: where the stretches begin and end.
    :raises UsageError: where spaCy or its English model is not installed.
    """

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        places = sorted({(start, min(end, start + _MOST_READ)) for start, end in spans})
        pieces = [readable(text[start:end]).replace("\n", " ") for start, end in places]
        docs = load().pipe(pieces, batch_size=_BATCH, disable=["ner", "lemmatizer"])
        self._read = [
            _Stretch(start, end, doc) for (start, end), doc in zip(places, docs, strict=True) if doc.text.strip()
        ]
        self._starts = [one.start for one in self._read]

    def cost(self, start: int, end: int) -> float | None:
        """Say what it costs to cut out a part of one of the stretches.

        :returns: 0 for whole clauses, `NEVER` and more for what is no phrase; nothing for what was not read.
        """
        number = bisect_left(self._starts, start + 1) - 1
        while number >= 0:
            if end <= self._read[number].end:
                return self._read[number].cost(start, end)
            number -= 1
        return None


class _Stretch:
    def __init__(self, start: int, end: int, doc: Doc) -> None:
        self.start, self.end = start, end
        self._firsts = [start + token.idx for token in doc]
        self._dangling = [_dangles(token) and not _is_last(token) for token in doc]
        self._joins = [token.pos_ == "CCONJ" or token.dep_ == "mark" for token in doc]
        self._sense = Sense(doc)
        self._clauses = [
            (token.i, child.i)
            for token in doc
            if token.dep_ in _CLAUSES
            for child in token.children
            if child.dep_ in ("nsubj", "nsubjpass", "expl")
        ]
        self._arcs: list[list[_Arc]] = [[] for _ in doc]
        for token in doc:
            if token.head.i != token.i:
                arc = _arc(token)
                self._arcs[token.i].append(arc)
                self._arcs[token.head.i].append(arc)

    def cost(self, start: int, end: int) -> float:
        first, last = bisect_left(self._firsts, start), bisect_left(self._firsts, end) - 1
        if first > last:
            return NEVER
        before = after = 0.0
        for index in range(first, last + 1):
            for arc in self._arcs[index]:
                other = arc.head if arc.dependent == index else arc.dependent
                if first <= other <= last:
                    continue
                loss = arc.dependent_alone if arc.dependent == index else arc.head_alone
                if other < first:
                    before = max(before, loss)
                else:
                    after = max(after, loss)
        whole = any(first <= verb <= last and first <= subject <= last for verb, subject in self._clauses)
        phrase = before + after + NEVER * self._dangling[last] + self._joins[first] - _CLAUSE * whole
        return phrase if phrase >= NEVER else phrase + self._sense.loss(first, last)


def _arc(token: Token) -> _Arc:
    relation, head = token.dep_, token.head
    alone = _DEPENDENT_ALONE.get(relation, NEVER)
    without = _HEAD_ALONE.get(relation, NEVER)
    if relation == "conj" and head.pos_ in _NOMINAL:
        alone, without = 3.0, 2.5
    elif (
        relation == "advcl"
        and head.pos_ == "AUX"
        and not any(child.i > head.i and child.dep_ in _TOLD for child in head.children)
    ):
        without = 5.0  # "it is for them to choose"
    elif relation == "prep" and (head.pos_ in ("ADJ", "ADV", "AUX") or head.dep_ in ("advcl", "relcl", "pcomp")):
        without = 5.0
    elif relation == "advmod" and head.pos_ in ("ADJ", "ADV"):
        alone, without = NEVER, 4.0 if token.i < head.i else 6.0
    elif relation == "prep" and head.pos_ in ("NOUN", "PROPN") and token.lower_ == "of":
        without = 5.0
    if relation in ("advmod", "cc", "intj") and token.lower_ in DISCOURSE and token.i == token.sent.start:
        without = 0.5
    elif relation == "advmod" and token.lower_ in _PARTICLES:
        without = max(without, _CHANGED)
    if token.lower_ in _NEGATIVE:
        without = max(without, _CHANGED)
    if relation in ("ccomp", "xcomp") and any(child.dep_ == "neg" for child in head.children):
        alone = max(alone, _CHANGED)
    return _Arc(token.i, head.i, alone, without)


def _is_last(token: Token) -> bool:
    """Tell whether a sentence has no word after this one."""
    return all(other.is_punct or other.is_space for other in token.doc[token.i + 1 : token.sent.end])


def _dangles(token: Token) -> bool:
    """Tell whether a fragment can't end with a word."""
    if token.pos_ == "ADP" and (token.dep_ == "prt" or not any(child.i > token.i for child in token.children)):
        return False  # "what we asked for"
    leads = token.dep_ in ("det", "poss", "amod", "compound", "nummod", "aux", "auxpass") and token.i < token.head.i
    return leads or token.pos_ in _DANGLING or token.dep_ == "mark" or token.tag_ in ("TO", "WDT", "WP", "WRB", "PRP$")
