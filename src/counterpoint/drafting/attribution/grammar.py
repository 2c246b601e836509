"""Ask the parse of a sentence who does what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
_SHARED: Final = frozenset({"conj", "xcomp", "advcl", "dep"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
_NOUNS: Final = frozenset({"PROPN", "NOUN", "PRON"})
_NOT_INNER: Final = frozenset({"relcl", "acl", "punct", "cc", "conj", "advcl", "parataxis", "dep", "appos"})
_STOPS: Final = frozenset({".", "!", "?"})
_CLOSING: Final = frozenset("\"”’')")
_DEEPEST: Final = 12
LONGEST: Final = 250
"""How many tokens a sentence may have."""


def subject(verb: Token) -> Token | None:
    """Find who does what a verb says.

    That is its subject, or that of the verb that it goes with ("X rose and said", "X rose, saying", "X was quoted as
    saying"), or what a relative clause is about.
    """
    for _ in range(_DEEPEST):
        found = own_subject(verb)
        if found is not None:
            return _antecedent(verb, found) if found.lower_ in _RELATIVE and found.i < verb.i else found
        interrupted = _interrupted(verb) or _apposed(verb)
        if interrupted is not None:
            return interrupted
        if verb.dep_ in {"relcl", "acl"}:
            return None if verb.tag_ == "VBN" else verb.head
        if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
            verb = verb.head.head
        elif (outer := _outer(verb)) is not None:
            verb = outer
        elif verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.dep_ == "ccomp":
            verb = verb.head.head  # "said that it was late, adding that …"
        elif verb.dep_ in _SHARED and verb.head.i != verb.i:
            verb = verb.head
        else:
            return None
        if verb.pos_ not in {"VERB", "AUX"}:
            return None
    return None


def _outer(verb: Token) -> Token | None:
    """Find the first verb of "said that it was late and warned of rain": who said also warned."""
    head = verb.head
    if verb.dep_ == "conj" and head.dep_ == "ccomp" and verb.tag_ == head.head.tag_ == "VBD":
        return head.head
    alike = verb.tag_ == head.tag_ and verb.tag_ in {"VBD", "VBZ"}
    if verb.dep_ == "ccomp" and head.i < verb.i - 1 and alike and verb.nbor(-1).lower_ == "and":
        return head  # the parser takes "warned" for a part of what is said
    return None


def own_subject(verb: Token) -> Token | None:
    """Give the subject that hangs on a verb; of several, the parser takes something earlier in the sentence for one."""
    several = [_behind_place(child) for child in verb.children if child.dep_ in SUBJECTS]
    named = [child for child in several if child.pos_ == "PROPN" and child.i < verb.i]
    if len(several) > 1 and named and several[0].i < named[-1].left_edge.i - 1:
        joint = named[-1].left_edge.nbor(-1)  # "Mothers in Leeds and York said"
        return several[0] if joint.dep_ == "cc" and joint.head.i == several[0].i else named[-1]
    return named[-1] if len(several) > 1 and named else next(iter(several), None)


def _behind_place(noun: Token) -> Token:
    """Give the name behind a place that is taken for the subject: "Outside court, Bloggs said"."""
    if noun.left_edge.lower_ not in {"outside", "inside"}:
        return noun
    return next((child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN"), noun)


def _interrupted(verb: Token) -> Token | None:
    """Find the subject that a clause parts from its verb: "and Jo Bloggs, who has no savings, thinks …"."""
    doc = verb.doc
    if verb.i < 3 or doc[verb.i - 1].text != "," or verb.tag_ == "VBG":
        return None
    entity = next((one for one in verb.sent.ents if one.end == verb.i - 1 and one.label_ == "PERSON"), None)
    if entity is not None and entity.start > 1 and doc[entity.start - 1].text == "," and entity.root.dep_ == "appos":
        return entity.root  # "In a memo to staff, the firm's head, Jo Bloggs, wrote"
    for token in reversed(doc[max(0, verb.i - 30) : verb.i - 2]):
        if (
            token.dep_ in {"relcl", "appos"}
            and token.right_edge.i in {verb.i - 2, verb.i - 1}
            and token.head.pos_ == "PROPN"
        ):
            return (
                token.head if token.head.i < token.i and token.head.dep_ in {"conj", "dep", "appos", "ROOT"} else None
            )
    return None


def _apposed(verb: Token) -> Token | None:
    """Find the subject that the parser takes for another name of what stands before: "To X, the Y told …"."""
    doc = verb.doc
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.i < 2:
        return None
    noun = doc[verb.i - 1]
    while noun.dep_ != "appos" and noun.head.i != noun.i and noun.head.i < verb.i:
        noun = noun.head
    left = edges(noun)[0]
    governor = noun.head
    while governor.dep_ == "appos" and governor.head.i < governor.i:
        governor = governor.head
    fits = noun.dep_ == "appos" and noun.right_edge.i == verb.i - 1 and left > 1 and doc[left - 1].text == ","
    return noun if fits and doc[governor.left_edge.i - 1].dep_ == "prep" else None


def _antecedent(verb: Token, relative: Token) -> Token | None:
    while verb.dep_ == "conj" and verb.head.i != verb.i:
        verb = verb.head
    if verb.dep_ == "relcl":
        return verb.head
    index = relative.i - 1
    while index >= 0 and relative.doc[index].is_punct:
        index -= 1
    before = relative.doc[index] if index >= 0 else None
    return before if before is not None and before.pos_ in _NOUNS else None


def passive(verb: Token) -> bool:
    """Say whether a verb is in the passive voice."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children)


def negated(verb: Token) -> bool:
    """Say whether something is not done, or is yet to be: "would not say", "is expected to say"."""
    if any(child.dep_ == "neg" for child in verb.children):
        return True
    infinitive = verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return infinitive and verb.dep_ in {"xcomp", "acl", "advcl"} and verb.head.lemma_ not in {"go", "continue", "begin"}


def edges(noun: Token) -> tuple[int, int]:
    """Give the first token of a noun phrase and the one after its last, without relative clauses and appositions."""
    left, right = noun.i, noun.i + 1
    for child in noun.children:
        if child.i < noun.i:
            if child.dep_ not in {"appos", "punct", "parataxis", "advcl", "cc", "preconj"}:
                left = min(left, child.left_edge.i)
        elif child.dep_ not in _NOT_INNER:
            right = max(right, child.right_edge.i + 1)
    return left, right


def sentence_end(token: Token) -> bool:
    """Say whether a token ends a sentence."""
    return token.text in _STOPS


def sentences(doc: Doc, owners: Sequence[int]) -> tuple[list[int], list[int]]:
    """Give for each token, and for the end of the text, where its sentence starts, and the full stop that ends it.

    A full stop within quotation marks ends the sentence behind the closing mark. What is longer than 250 tokens is no
    prose; it is cut.

    :param owners: for each token the quote that it is in, or -1.
    """
    starts, stops = [], []
    start, size = 0, len(doc)
    for index in range(size):
        inside = index > 0 and owners[index] == owners[index - 1] >= 0
        ended = index > 0 and sentence_end(doc[index - 1])
        closed = index > 1 and doc[index - 1].text in _CLOSING and sentence_end(doc[index - 2])
        if ((ended or closed) and not inside) or index - start >= LONGEST:
            start = index
        starts.append(start)
    stop = size
    for index in range(size - 1, -1, -1):
        if sentence_end(doc[index]) or stop - index > LONGEST:
            stop = index
        stops.append(stop)
    return [*starts, start], [*reversed(stops), size]


def joined(noun: Token) -> Iterator[Token]:
    """Give a subject and the others that are joined to it: "X and Y said"."""
    yield noun
    for child in noun.children:
        if child.dep_ == "conj" and child.pos_ in _NOUNS:
            yield from joined(child)


def main_subject(doc: Doc, start: int, stop: int) -> Token | None:
    """Find the subject of the main verb of a sentence."""
    for token in doc[start:stop]:
        if token.dep_ in SUBJECTS and token.head.dep_ in {"ROOT", "ccomp", "conj", "parataxis"}:
            return token
    return None
