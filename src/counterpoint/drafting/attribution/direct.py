"""Find who says a quote from the sentence that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from counterpoint.drafting.attribution.cues import words
from counterpoint.drafting.attribution.grammar import (
    SUBJECTS,
    edges,
    main_subject,
    passive,
    sentence_end,
    subject,
)
from counterpoint.drafting.attribution.reading import Passage
from counterpoint.drafting.attribution.wording import human

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FARTHEST: Final = 45
"""How many tokens may lie between a quote and its cue."""

_CLOSE: Final = 12
_NOUNS: Final = frozenset({"PROPN", "NOUN", "PRON"})
_BYLINE: Final = 14


class Found(NamedTuple):
    """A speaker found.

    :param speaker: the head of the words that name the speaker.
    :param cue: the first and last of the words that say that something is said; None where nothing does.
    :param rule: what found it.
    """

    speaker: Token
    cue: tuple[Token, Token] | None
    rule: str


def find(passage: Passage, number: int) -> Found | None:
    """Find who says the quote with a number, in its own sentence."""
    doc = passage.doc
    start, end = passage.places[number]
    if start >= end:
        return None
    if not passage.masked.whole[number]:
        return _fragment(passage, number)
    left = passage.starts[start]
    if number:
        left = max(left, passage.places[number - 1][1])
    lead = [token for token in doc[left:start] if not token.is_punct and not token.is_space]
    if lead:
        return _before(passage, left, start) or _after(passage, number) or _colon(doc, left, start)
    return _after(passage, number) or _byline(passage, number)


def ends_sentence(passage: Passage, number: int) -> bool:
    """Say whether the sentence ends with the quote."""
    start, end = passage.places[number]
    doc = passage.doc
    following = next((token for token in doc[end : end + 2] if not token.is_space), None)
    if following is None or sentence_end(following):
        return True
    return passage.masked.whole[number] and any(token.text == "." for token in doc[start:end])


def _after(passage: Passage, number: int) -> Found | None:
    """Look behind a quote: "…," said X; "…," X said; "…," according to X; "…," in the words of X."""
    if ends_sentence(passage, number):
        return None
    doc = passage.doc
    start = passage.places[number][1]
    limit = passage.places[number + 1][0] if number + 1 < len(passage.places) else len(doc)
    limit = min(limit, start + _FARTHEST)
    stop = next((index for index in range(start, limit) if sentence_end(doc[index])), limit)
    while start < stop and (doc[start].is_punct or doc[start].is_space):
        start += 1
    if start < stop and doc[start].lower_ == "according":
        return _according(doc[start], stop)
    if doc[start : start + 3].text.lower() == "in the words":
        return _in_the_words(doc[start + 2])
    for index in range(start, stop):
        verb = doc[index]
        if verb.pos_ in {"VERB", "AUX"} and verb.tag_ != "VBG":
            found, last = _by_verb(doc, start, verb, stop)
            if found is not None or last:
                return found
    return None


def _by_verb(doc: Doc, start: int, verb: Token, stop: int) -> tuple[Found | None, bool]:
    """Read a verb behind a quote, with its subject on either side.

    :returns: who speaks, if it says so; and whether to look no farther.
    """
    lead = [token for token in doc[start : verb.i] if token.pos_ not in {"ADV", "AUX"} and not token.is_punct]
    known = verb.lemma_.lower() in words("speech", "quoting", "thought")
    known = known or (verb.i + 1 >= stop and verb.lemma_.lower() in words("naming"))  # "…," the group criticised.
    if not lead:
        who = _inverted(verb, stop) if known else None
        return (None if who is None else Found(who, (verb, verb), "quote-verb-speaker")), True
    who = _cited(verb) if passive(verb) else subject(verb) if known else None
    if who is None or not start <= who.i < verb.i or edges(who)[0] > start + 3:
        close = known and verb.i - start <= 2 and lead[-1].pos_ in _NOUNS and not passive(verb)
        who = lead[-1] if close else None
    return (None if who is None else Found(who, (verb, verb), "quote-speaker-verb")), False


def _cited(verb: Token) -> Token | None:
    """Find who "was quoted as saying"."""
    if verb.lemma_ not in {"quote", "cite", "report", "hear"}:
        return None
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _inverted(verb: Token, stop: int) -> Token | None:
    """Find the speaker behind a verb: what the parser takes for its subject, else the noun phrase that follows."""
    who = next((child for child in verb.children if child.dep_ == "nsubj" and verb.i < child.i < stop), None)
    if who is not None:
        return who
    doc = verb.doc
    for index in range(verb.i + 1, min(stop, verb.i + 8)):
        token = doc[index]
        if token.pos_ in _NOUNS:
            head = token
            while head.dep_ in {"compound", "amod", "poss", "nmod"} and verb.i < head.head.i < stop:
                head = head.head
            return head
        if token.is_punct or token.pos_ == "ADP":
            return None
    return None


def _according(token: Token, stop: int) -> Found | None:
    doc = token.doc
    if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    preposition = doc[token.i + 1]
    who = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if who is None or who.i >= stop:
        return None
    return Found(who, (token, preposition), "according-to")


def _before(passage: Passage, left: int, start: int, known: frozenset[str] | None = None) -> Found | None:
    """Look in front of a quote: X said, "…"; as X told Y, "…"; according to X, "…"; in the words of X, "…"."""
    doc = passage.doc
    known = known or words("speech", "quoting", "thought", "naming")
    for index in range(start - 1, max(left, start - _FARTHEST) - 1, -1):
        token = doc[index]
        if token.lower_ == "according":
            return _according(token, start)
        if token.lower_ == "words" and (found := _in_the_words(token)) is not None:
            return found
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        if token.i < start - 3 and (outer := _outer(token, left)) is not None:
            return outer
        who = subject(token)
        if token.lemma_.lower() in known and who is not None and (not passive(token) or _cited(token) is not None):
            return Found(who, (token, token), "speaker-verb-quote")
        if token.lemma_.lower() in known and token.i >= start - 3 and not passive(token):
            who = _nearest(doc, left, index) or _missed(doc, left, index)
            if who is not None:
                return Found(who, (token, token), "speaker-verb-quote")
    return _noun_for_verb(doc, left, start)


def _outer(verb: Token, left: int) -> Found | None:
    """Find who says the clause of a verb that a quote goes on with: "X said that ten had called, 'which is …'"."""
    if verb.dep_ != "ccomp" or verb.head.i >= verb.i or verb.head.i < left:
        return None
    who = subject(verb.head)
    speaks = verb.head.lemma_.lower() in words("speech", "thought") and not passive(verb.head)
    return Found(who, (verb.head, verb.head), "speaker-verb-quote") if speaks and who is not None else None


def _in_the_words(token: Token) -> Found | None:
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    of = next((child for child in token.children if child.lower_ == "of"), None)
    who = owner or (next((child for child in of.children if child.dep_ == "pobj"), None) if of is not None else None)
    return Found(who, (token, token), "in-the-words-of") if who is not None else None


def _nearest(doc: Doc, left: int, index: int) -> Token | None:
    """Find the noun in front of a verb whose subject the parser has missed."""
    for before in range(index - 1, max(left, index - 4) - 1, -1):
        if doc[before].pos_ in _NOUNS:
            return doc[before]
        if doc[before].pos_ not in {"ADV", "AUX", "PUNCT"}:
            return None
    return None


def _missed(doc: Doc, left: int, index: int) -> Token | None:
    """Find a noun that the parser has hung on a verb as what it cannot be: the subject of the next one."""
    for token in reversed(doc[left:index]):
        loose = token.pos_ in _NOUNS and token.dep_ in {"appos", "npadvmod", "dep", "ROOT", "attr"}
        if loose and (token.head.pos_ in {"VERB", "AUX"} or token.head.i == token.i):
            return token
    return None


def _noun_for_verb(doc: Doc, left: int, start: int) -> Found | None:
    """Read "X notes, '…'" where the parser takes the verb for a noun."""
    index = start - 1
    while index > left and doc[index].is_punct:
        index -= 1
    token = doc[index]
    plain = token.lower_.removesuffix("s")
    if index <= left or token.pos_ != "NOUN" or token.lower_ == plain or plain not in words("speech"):
        return None
    who = doc[index - 1]
    return Found(who, (token, token), "speaker-verb-quote") if who.pos_ in _NOUNS else None


def _colon(doc: Doc, left: int, start: int) -> Found | None:
    """Read "X was unmoved: '…'", and "X: '…'"."""
    before = [token for token in doc[left:start] if not token.is_space and token.text not in "\"“‘'"]
    if not before or before[-1].text != ":":
        return None
    who = main_subject(doc, left, start)
    if doc[left].lower_ == "for":
        who = next((child for child in doc[left].children if child.dep_ == "pobj"), who)
    if who is not None and who.pos_ == "NOUN" and not human(who) and who.lemma_ not in words("document"):
        who = None
    if who is None and len(before) <= 6 and before[-2:-1] and before[-2].pos_ == "PROPN":
        who = before[-2]
    return Found(who, None, "colon") if who is not None else None


def _byline(passage: Passage, number: int) -> Found | None:
    """Read a quote that is set apart, with the speaker's name behind it: "…" — X, director."""
    doc = passage.doc
    start, end = passage.places[number][1], len(doc)
    if len(passage.places) > number + 1:
        end = passage.places[number + 1][0]
    if number or start >= end or end - start > _BYLINE or passage.places[0][0] > 1:
        return None
    while start < end and (doc[start].is_punct or doc[start].is_space):
        start += 1
    behind = doc[start:end]
    if any(token.pos_ in {"VERB", "AUX"} for token in behind) or any(map(sentence_end, behind[:-1])):
        return None
    first = next((token for token in behind if token.pos_ in _NOUNS), None)
    if first is None or not behind[0].text[:1].isupper():
        return None
    while first.dep_ in {"compound", "amod"} and start <= first.head.i < end:
        first = first.head
    return Found(first, None, "byline")


def _fragment(passage: Passage, number: int) -> Found | None:
    """Find whose words a fragment is: those of the subject of the verb of speaking that it hangs on."""
    doc = passage.doc
    start, end = passage.places[number]
    root = next((token for token in doc[start:end] if not start <= token.head.i < end), doc[start])
    known = words("speech", "quoting", "thought", "naming")
    seen = root
    for _ in range(20):
        if seen.pos_ in {"VERB", "AUX"} and not start <= seen.i < end and seen.lemma_.lower() in known:
            who = _cited(seen) if passive(seen) else subject(seen)
            agent = _agent(seen)
            if agent is not None:
                return Found(agent, (seen, seen), "fragment")
            if who is not None and who.i not in range(start, end) and who.i < start:
                return Found(who, (seen, seen), "fragment")
        if seen.head.i == seen.i:
            break
        seen = seen.head
    left = passage.starts[start]
    for token in doc[left:start]:
        if token.lower_ == "according":
            return _according(token, start)
        if token.lower_ == "words" and (found := _in_the_words(token)) is not None:
            return found
    by_verb = _before(passage, left, start, words("speech", "naming"))
    if by_verb is not None and start - by_verb.speaker.i < _CLOSE:
        return by_verb
    return (
        _after(passage, number)
        or _felt(doc, left, start, end)
        or _colon(doc, left, start)
        or _for(passage, left, start)
    )


def _for(passage: Passage, left: int, start: int) -> Found | None:
    """Read "For X, a professor, the debate is 'a distraction'"."""
    doc = passage.doc
    if doc[left].lower_ not in {"for", "to"} or doc[left].i >= start:
        return None
    who = next((child for child in doc[left].children if child.dep_ == "pobj"), None)
    verb = doc[left].head
    named = who is not None and who.pos_ == "PROPN" and who.ent_type_ == "PERSON"
    return Found(who, None, "fragment") if who is not None and named and verb.lemma_ == "be" else None


def _agent(verb: Token) -> Token | None:
    """Find by whom something was described."""
    if not passive(verb):
        return None
    by = next((child for child in verb.children if child.dep_ == "agent"), None)
    return next((child for child in by.children if child.dep_ == "pobj"), None) if by is not None else None


def _felt(doc: Doc, left: int, start: int, end: int) -> Found | None:
    """Read "X was 'deeply disappointed with …'": only X can know."""
    if not any(token.lower_ in words("feeling") for token in doc[start:end]):
        return None
    verb = next((token for token in reversed(doc[left:start]) if token.pos_ in {"AUX", "VERB"}), None)
    if verb is None or verb.lemma_ not in {"be", "feel", "become"} or start - verb.i > 3:
        return None
    who = subject(verb)
    return Found(who, None, "feeling") if who is not None else None
