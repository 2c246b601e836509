"""What a fragment must not lose: words that turn, condition or weaken what is said, and the verb that says it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

TURNED: Final = 12.0
"""What it costs to lose a negation, a condition, a modal or a hedge that governs the words that are kept."""
EMPTIED: Final = 5.0
"""What it costs to lose the main verb, or all that it is said of."""

DISCOURSE: Final = frozenset("then so well now and but yet also still however therefore actually".split())
"""Words that lead a sentence and can be left out."""

_TURNING: Final = frozenset(
    "not n't n’t never no nobody no-one nothing none neither nor nowhere hardly rarely scarcely barely seldom "
    "few little without refuse refuses refused deny denies denied doubt doubts doubted fail fails failed "
    "prevent prevents prevented avoid avoids avoided if unless until till whether provided should must cannot "
    "can could may might ought would need perhaps maybe possibly probably likely unlikely apparently seem "
    "seems seemed appear appears appeared hope hopes hoped fear fears feared wish wishes wished only stop "
    "stops stopped".split()
)
_NOT: Final = re.compile(r"(?:\w+n['’]t|cannot)")
_APART: Final = frozenset("because while although though whereas since".split())
"""Words that lead a clause with a sense of its own."""
_MODAL: Final = frozenset("should must can could may might ought would".split())
_SUBJECTS: Final = frozenset("nsubj nsubjpass expl csubj csubjpass".split())
_OBJECTS: Final = frozenset("dobj attr acomp ccomp xcomp oprd dative".split())
_SAYS: Final = (
    r"(?:says?|said|argues?|argued|adds?|added|believes?|believed|thinks?|thought|warns?|warned|writes?|wrote|claims?|"
    r"claimed|insists?|insisted|explains?|explained|notes?|noted|suggests?|suggested|told\s\w+)"
)
_NAME: Final = r"(?-i:[A-Z][\w.’'-]*)(?:\s(?:(?:de|la|van|von|der|of)\s)*(?-i:[A-Z][\w.’'-]*)){0,3}"
_WHO: Final = rf"(?:he|she|they|{_NAME}|the\s\w+(?:\s\w+)?)"
_INSERTED: Final = re.compile(
    rf"""[,;–—][”"’']?\s+(?:{_WHO}\s{_SAYS}|{_SAYS}\s{_WHO})(?=[,;.:!?–—]|["”“]|\s*$)[^\w\s]*""", re.IGNORECASE
)


def without_attributions(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part a stretch at the attributions put into it ("he argues", "says Ada Bern"); the whole where there is none.

    >>> text = "Cups of tea, he argues, do no harm"
    >>> [text[slice(*place)] for place in without_attributions(text, 0, len(text))]
    ['Cups of tea', ' do no harm']
    """
    parts = []
    first = start
    for found in _INSERTED.finditer(text, start, end):
        parts.append((first, found.start()))
        first = found.end()
    parts.append((first, end))
    return [(first, last) for first, last in parts if any(map(str.isalnum, text[first:last]))] or [(start, end)]


def turns(words: Sequence[str], index: int) -> bool:
    """Tell whether a word, in small letters, is one that turns, conditions or weakens what is said."""
    word = words[index]
    lasting = word == "long" and index > 0 and words[index - 1] == "as"
    return word in _TURNING or lasting or bool(_NOT.fullmatch(word))


class Sense:
    """Which words of a parsed stretch govern which, and what it mainly says."""

    def __init__(self, doc: Doc) -> None:
        words = [token.lower_ for token in doc]
        self._governing = [(token.i, *_governed(token)) for token in doc if turns(words, token.i)]
        self._cores = [(token.i, list(_said_of(token))) for token in doc if _is_core(token)]

    def loss(self, first: int, last: int) -> float:
        """Say what the tokens from one to another lose of the sense of the whole."""
        turned = any(
            not first <= word <= last and first <= highest and lowest <= last
            for word, lowest, highest in self._governing
        )
        kept = any(
            first <= verb <= last and (not about or any(first <= one <= last for one in about))
            for verb, about in self._cores
        )
        return TURNED * turned + EMPTIED * (not kept)


def _governed(token: Token) -> tuple[int, int]:
    """Give the first and last token of the clause that a word governs, with the clauses that it depends on."""
    if token.pos_ == "VERB":  # "refuse to go, leaving her alone"
        told = [child for child in token.children if child.dep_ in _OBJECTS]
        beside = [one.left_edge.i for child in told for one in child.subtree if one.dep_ == "advcl"]
        ends = [first - 1 for first in beside if token.doc[first - 1].text == ","]
        return token.i, max(token.i, min([max([token.i, *(child.right_edge.i for child in told)]), *ends]))
    head = token
    while head.head.i != head.i and not _stands_alone(head):
        head = head.head
    apart = [child.left_edge.i for child in head.children if child.i > head.i and _stands_alone(child, spoken=False)]
    if token.lower_ in _MODAL:  # "there may be a feeling that …" does not weaken what is felt
        apart += [one.left_edge.i for one in head.subtree if one.i > head.i and _is_content(one)]
    return head.left_edge.i, max(token.i, min([head.right_edge.i, *(first - 1 for first in apart)]))


def _is_content(token: Token) -> bool:
    """Tell whether a clause says what a noun holds: "a feeling that people get lost"."""
    has_subject = any(child.dep_ in _SUBJECTS for child in token.children)
    marked = any(child.dep_ == "mark" and child.lower_ == "that" for child in token.children)
    return has_subject and marked and token.dep_ in ("acl", "ccomp") and token.head.pos_ == "NOUN"


def _stands_alone(token: Token, *, spoken: bool = True) -> bool:
    """Tell whether a clause has a subject and a sense of its own."""
    if not any(child.dep_ in _SUBJECTS for child in token.children):
        return False
    if token.tag_ == "VB" and not any(child.dep_ == "aux" for child in token.children):
        return False  # "let them decide"
    if token.dep_ == "advcl":
        return any(child.dep_ == "mark" and child.lower_ in _APART for child in token.children)
    return token.dep_ in ("conj", "parataxis") or (spoken and token.dep_ == "ccomp")


def _is_core(token: Token) -> bool:
    """Tell whether a word is a main verb, or that of a clause beside it or told by it."""
    while token.head.i != token.i:
        joined = token.dep_ == "conj" and token.pos_ in ("VERB", "AUX")
        if not joined and not _is_content(token):
            if token.dep_ not in ("ccomp", "conj", "parataxis") or not _stands_alone(token):
                return False
        elif not joined:
            token = token.head
            while token.pos_ == "NOUN" and token.head.i != token.i:
                token = token.head
            continue
        token = token.head
    return True


def _said_of(token: Token) -> Iterator[int]:
    for child in token.children:
        if child.dep_ in _SUBJECTS or child.dep_ in _OBJECTS or (token.pos_ == "AUX" and child.dep_ == "prep"):
            yield child.i
