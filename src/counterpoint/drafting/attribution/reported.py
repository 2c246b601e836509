"""Find reported speech: what somebody is said to say, think or find, in the words of the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from counterpoint.drafting.attribution.cues import words
from counterpoint.drafting.attribution.grammar import SUBJECTS, edges, negated, own_subject, passive, subject
from counterpoint.drafting.attribution.naming import PRONOUNS
from counterpoint.drafting.attribution.reading import Passage
from counterpoint.drafting.attribution.results import Span
from counterpoint.drafting.attribution.wording import human, listed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FIRST: Final = frozenset({"i", "we", "you"})
_EDGES: Final = frozenset(",;:–—- ")
_SUBORDINATE: Final = frozenset(
    "after before whereas while because if when although though since unless as so but".split()
)
_RELATIVE: Final = frozenset("who which that".split())
_NOUNS: Final = frozenset({"PROPN", "NOUN", "PRON"})
_WHO: Final = ("human", "organisation", "titles", "bodies", "groups")
_CLAUSAL: Final = frozenset({"ccomp", "nsubj", "mark"})
_AGREEING: Final = frozenset({"agree", "disagree", "concur"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HANGING: Final = frozenset({"relcl", "advcl", "acl"})
_HOLDING: Final = frozenset({"accept", "believe", "consider", "expect", "feel", "think"})
_CITING: Final = frozenset({"quote", "cite"})
_DENIED: Final = frozenset({"not", "nobody", "no", "none", "neither"})
_NAMES: Final = frozenset({"PROPN", "NOUN", "PRON", "DET", "ADJ", "PART", "NUM"})


_TAIL: Final = 12
"""How many words may follow on "…, said X"."""


_BESIDE: Final = 2
"""How far from its subject "disagrees" may stand, to be said for its own sake."""


class Report(NamedTuple):
    """A clause that somebody is reported to say.

    :param span: the clause.
    :param speaker: the head of the words that name the speaker.
    :param cue: the first and last word of the cue.
    :param rule: what found it.
    """

    span: Span
    speaker: Token
    cue: tuple[Token, Token]
    rule: str


def find_reported(passage: Passage) -> list[Report]:
    """Find the reported speech of a paragraph, in order."""
    found: list[Report] = []
    cues = words("speech", "thought")
    for token in passage.doc:
        if passage.quoted(token.i) is not None:
            continue
        if token.lower_ == "according" and token.i + 2 < len(passage.doc) and token.nbor().lower_ == "to":
            report = _according(passage, token)
        elif token.i == passage.starts[token.i] and token.lower_ == "as":
            report = _as(passage, token)
        elif token.lemma_.lower() in words("claims") and token.pos_ == "NOUN":
            report = _held(passage, token) or _in_view(passage, token)
        elif (
            token.dep_ == "acomp"
            and token.lower_ in words("feeling")
            and not negated(token.head)
            and not negated(token)
        ):
            report = _clause(passage, token)
        elif token.pos_ == "VERB" and token.lemma_.lower() in cues and _reports(token) and not _participle(token):
            report = _inserted(passage, token) or _clause(passage, token)
        else:
            continue
        if report is not None and all(report.span != other.span for other in found):
            found.append(report)
    return found


def _clause(passage: Passage, verb: Token) -> Report | None:
    """Read "X said that …", and "…, X said"."""
    clauses = [child for child in verb.children if child.dep_ == "ccomp" and _finite(child)]
    behind = (
        child
        for child in clauses
        if verb.i < child.i <= passage.stops[verb.i] and child.left_edge.lower_ not in _SUBORDINATE
    )
    clause = next(behind, next(iter(clauses), None))
    who = subject(verb.head) if verb.dep_ == "acomp" else _cited(verb) if passive(verb) else subject(verb)
    if who is None or not _speaks(who) or _nobody(who):
        return None
    if clause is None and _agrees(passage.doc, verb, who):
        return Report(passage.original(verb), who, (verb, verb), "agrees")
    if clause is None and (reread := _reread(passage, verb)) is not None:
        return _report(passage, *reread, who, (verb, verb), "clause")
    if clause is None:
        that = _that(passage, verb)
        if that is None:
            return None
        last = that.head.right_edge.i if that.tag_ == "WDT" else passage.stops[that.i] - 1
        return _report(passage, that.i + (that.tag_ == "WDT"), last, who, (verb, verb), "clause")
    return _complement(passage, verb, clause, who)


def _complement(passage: Passage, verb: Token, clause: Token, who: Token) -> Report | None:
    number = passage.quoted(clause.i)
    if number is not None and passage.masked.whole[number]:
        return None
    first, last = clause.left_edge.i, clause.right_edge.i
    if passage.starts[first] != passage.starts[verb.i]:
        return None
    if first <= verb.i <= last or first <= who.i <= last:
        return None
    if first > verb.i:  # clauses that go on with what is said: "… , whereas …"
        for child in verb.children:
            if child.dep_ == "advcl" and child.left_edge.lower_ in _SUBORDINATE and child.i > last:
                last = child.right_edge.i
    return _report(passage, first, last, who, (verb, verb), "clause")


def _reread(passage: Passage, verb: Token) -> tuple[int, int] | None:
    """Find a clause whose subject the parser takes for the object: "X said Y on Monday released a letter"."""
    doc = passage.doc
    taken = next((child for child in verb.children if child.dep_ == "dobj" and child.left_edge.i == verb.i + 1), None)
    after = taken.right_edge.i + 1 if taken is not None else passage.stops[verb.i]
    if taken is None or after >= passage.stops[verb.i] or doc[after].text == ",":
        return None
    goes_on = next((child for child in verb.children if child.dep_ == "ccomp" and child.i > taken.i), None)
    goes_on = goes_on or doc[after]
    if goes_on.tag_ not in {"VBD", "VBZ", "VBP", "MD"} or (goes_on.head.i == verb.i and goes_on.dep_ == "conj"):
        return None
    return taken.left_edge.i, min(max(goes_on.right_edge.i, goes_on.i), passage.stops[verb.i] - 1)


def _reports(verb: Token) -> bool:
    """Say whether a verb tells what somebody holds; "does not believe that …" does, "did not say that …" does not."""
    if not negated(verb):
        return True
    holds = verb.lemma_ in _HOLDING and verb.tag_ in {"VB", "VBP", "VBZ", "VBD"}
    modal = any(child.tag_ == "MD" or (child.dep_ == "aux" and child.lower_ == "to") for child in verb.children)
    return holds and not modal and verb.dep_ != "advcl"


def _participle(verb: Token) -> bool:
    """Say whether a verb is a bare participle: "asked whether …, she said"."""
    if verb.lemma_ == "ask" and verb.i > 1 and verb.nbor(-1).text == "," and verb.nbor(-2).dep_ in SUBJECTS:
        return True  # "Bloggs, asked whether …, shrugged"
    helped = {"aux", "auxpass"} if verb.lemma_ == "ask" else {"aux", "auxpass", "nsubj"}
    return verb.tag_ == "VBN" and not any(child.dep_ in helped for child in verb.children)


def _agrees(doc: Doc, verb: Token, who: Token) -> bool:
    """Say whether a sentence ends with "X agrees": with what was said before it.

    Whoever is first introduced ("X, a baker, disagrees.") goes on to say with what.
    """
    if verb.lemma_ == "disagree" and verb.i - who.i > _BESIDE:
        return False
    return verb.lemma_ in _AGREEING and verb.i + 1 < len(doc) and doc[verb.i + 1].text == "."


def _finite(clause: Token) -> bool:
    if not any(child.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for child in clause.children):
        return False
    return clause.tag_ != "VBN" or any(child.dep_ in {"aux", "auxpass"} for child in clause.children)


def _that(passage: Passage, verb: Token) -> Token | None:
    """Find the "that" of a clause that the parser has hung on something else: "told the paper in a letter that …"."""
    stop = min(passage.stops[verb.i], verb.i + 14)
    for token in passage.doc[verb.i + 1 : stop]:
        if token.lower_ == "that" and (token.tag_ == "IN" or token.dep_ == "mark"):
            return token
        objects = sum(child.dep_ == "dobj" for child in token.head.children)
        if token.lower_ == "that" and token.dep_ == "dobj" and objects > 1 and token.head.dep_ == "relcl":
            return token  # "wrote in a letter that the firm had kept every rule": no object is left for "that"
        if token.pos_ == "VERB" and (token.tag_ != "VBG" or token.lemma_ in words("speech")):
            return None
    return None


def _as(passage: Passage, token: Token) -> Report | None:
    """Read "As X told Y, …"."""
    doc = passage.doc
    stop = passage.stops[token.i]
    comma = next((index for index in range(token.i, min(stop, token.i + 25)) if doc[index].text == ","), None)
    if comma is None:
        return None
    verb = next((one for one in doc[token.i : comma] if one.pos_ == "VERB"), None)
    who = subject(verb) if verb is not None and verb.lemma_.lower() in words("speech") else None
    if verb is None or who is None or not token.i < who.i < verb.i or not _speaks(who):
        return None
    return _report(passage, comma + 1, stop - 1, who, (verb, verb), "as-told")


def _cited(verb: Token) -> Token | None:
    return subject(verb) if verb.lemma_ in _CITING else None


def _speaks(who: Token) -> bool:
    """Say whether a subject can say something: a human being, a body, a document, somebody named."""
    if who.pos_ == "NOUN" and who.text.islower():
        lemma = who.lemma_.lower()
        return human(who) or any(lemma in some for some in (*map(listed, _WHO), words("document")))
    return who.lower_ not in _FIRST and who.dep_ != "expl" and (who.pos_ in _NOUNS or who.text[:1].isupper())


def _nobody(who: Token) -> bool:
    """Say whether a subject is denied: "not all nurses agree"."""
    return who.left_edge.lower_ in _DENIED or (who.left_edge.i > 0 and who.left_edge.nbor(-1).lower_ == "not")


def _inserted(passage: Passage, verb: Token) -> Report | None:
    """Read "…, said X, …" and "…, X said, …".

    The span holds no words of the article's own: it is what stands before, or behind, where the verb comes only then.
    """
    doc = passage.doc
    if passive(verb) and verb.lemma_ not in _CITING:
        return None  # "…, they should be declared safe"
    start, stop = passage.starts[verb.i], passage.stops[verb.i]
    left = next(
        (index for index in range(verb.i - 1, max(start, verb.i - 12) - 1, -1) if doc[index].text in ",—–"), None
    )
    right = next((index for index in range(verb.i + 1, min(stop, verb.i + 16)) if doc[index].text in ",—–"), stop)
    apposed = _apposed(doc, start, verb) if left == verb.i - 1 else None
    if left is not None and apposed is not None:
        left = edges(apposed)[0] - 1
    inverted = left == verb.i - 1
    if left is None or left <= start + 1 or (right == stop and verb.i < right - (_TAIL if inverted else 3)):
        return None
    if any(passage.quoted(index) is not None for index in (left - 1, left + 1)):
        return None
    goes_on = any(index < stop and passage.quoted(index) is not None for index in (right + 1, right + 2))
    who = apposed or _aside(doc, left, verb, right)
    outside = [*doc[start:left], *(() if goes_on else doc[right:stop])]  # '… last year, she said, "and …"'
    plain = not goes_on and right == verb.i + 1 and who is not None and who.lower_ in PRONOUNS  # "…, she added, …"
    if who is None or not (plain or any(token.tag_ in _FINITE and token.dep_ != "relcl" for token in outside)):
        return None
    if goes_on and not any(token.dep_ in SUBJECTS and token.left_edge.i == start for token in doc[start:left]):
        return None  # "When the officer asked, she said, '…'"
    behind = not goes_on and right + 1 < stop  # "The fair, she said, will open"; "In her view, she said, it is late"
    if behind and doc[right + 1].tag_ not in _FINITE:
        behind = not _clause_of_its_own(doc, start, left) and _clause_of_its_own(doc, right + 1, stop)
    first, last = (right + 1, stop - 1) if behind else (start, left - 1)
    return _report(passage, first, last, who, (verb, verb), "inserted")


def _apposed(doc: Doc, start: int, verb: Token) -> Token | None:
    """Find the X of "…, X, a baker, says": somebody whom a comma parts from what is said, another from the verb."""
    who = own_subject(verb)
    if who is None or not start < who.i < verb.i - 2 or doc[who.i + 1].text != ",":
        return None
    left = edges(who)[0]
    return who if left > start + 1 and doc[left - 1].text in ",—–" and verb.tag_ in _FINITE else None


def _clause_of_its_own(doc: Doc, start: int, stop: int) -> bool:
    """Say whether a stretch has a subject and its verb, in no subordinate clause."""
    return any(
        token.dep_ in {*SUBJECTS, "csubj"}
        and token.lower_ not in _RELATIVE
        and token.head.dep_ not in _HANGING
        and start <= token.head.i < stop
        for token in doc[start:stop]
    )


def _aside(doc: Doc, left: int, verb: Token, right: int) -> Token | None:
    """Find who speaks in what stands between two commas, if it is no more than "said X" or "X said"."""
    after = doc[verb.i + 1 : right]
    person = next((entity for entity in after.ents if entity.label_ == "PERSON"), None)
    lead = [token for token in doc[left + 1 : verb.i] if token.pos_ not in {"ADV", "AUX"}]
    parsed = subject(verb)
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    if parsed is not None and parsed.i < left and clause is not None and clause.i > verb.i:
        return None  # "X, a director, said that …"
    who = lead[-1] if lead else next((token for token in after if token.pos_ in _NOUNS), None)
    if (
        not lead
        and person is not None
        and all(token.pos_ in _NAMES or token.text == "-" for token in after[: person.start - verb.i - 1])
    ):
        who = person.root  # "says co-author Jo Bloggs"
    strange = any(
        token.pos_ not in _NAMES and token.text != "-"
        for token in lead or doc[verb.i + 1 : who.i if who is not None else right]
    )
    if who is None or strange or who.lower_ in _RELATIVE or (not lead and verb.tag_ not in _FINITE):
        return None
    while not lead and who.dep_ in {"compound", "amod", "poss", "nmod"} and verb.i < who.head.i < right:
        who = who.head
    more = any(token.dep_ in _CLAUSAL and token.i != who.i for token in after)
    finite = any(token.tag_ in _FINITE and token.dep_ != "relcl" for token in after)
    objects = lead and verb.lemma_ != "tell" and any(token.dep_ == "dobj" for token in after)
    return who if _speaks(who) and len(after) <= _TAIL and not (more or finite or objects) else None


def _according(passage: Passage, token: Token) -> Report | None:
    """Read "according to X, …" and "…, according to X"."""
    doc = passage.doc
    preposition = token.nbor()
    who = next((child for child in preposition.children if child.dep_ == "pobj"), None)
    if who is None and doc[preposition.i + 1].text[:1].isupper():
        who = doc[preposition.i + 1]
    if who is None or not _speaks(who):
        return None
    start, stop = passage.starts[token.i], passage.stops[token.i]
    comma = next((index for index in range(who.i + 1, stop) if doc[index].text in ",—–"), None)
    before = [other for other in doc[start : token.i] if not other.is_punct]
    if len(before) <= 3 or (before and before[-1].lower_ in {"which", "that", "and", "but"}):
        right = who.right_edge.i if who.dep_ == "pobj" else who.i
        first = comma + 1 if comma is not None and (right < comma + 1 or right >= stop - 2) else right + 1
        last = stop - 1
    else:
        first, last = start, token.i - 1
    return _report(passage, first, last, who, (token, preposition), "according-to")


def _held(passage: Passage, noun: Token) -> Report | None:
    """Read "X raised concerns that …", "X came to the conclusion that …", "X's view is that …"."""
    doc = passage.doc
    stop = passage.stops[noun.i]
    following = next((token for token in doc[noun.i + 1 : noun.i + 3] if token.lemma_ != "be"), None)
    if following is None or following.lower_ != "that" or following.tag_ != "IN" or following.i >= stop - 1:
        return None
    if following.i == noun.i + 2:
        who = next((child for child in noun.children if child.dep_ == "poss"), None)
        cue = (noun, doc[noun.i + 1])
    elif (owner := next((child for child in noun.children if child.dep_ == "poss"), None)) and owner.pos_ == "PROPN":
        who, cue = owner, (noun, noun)  # "dismissed X's claims that …"
    else:
        verb = next(
            (token for token in reversed(doc[max(0, noun.i - 4) : noun.i]) if token.lemma_ in words("holding")), None
        )
        if verb is None or passive(verb) or (negated(verb) and noun.lemma_ != "doubt"):
            return None
        before = verb.nbor(-1) if verb.i else None
        who = subject(verb) or (before if before is not None and before.pos_ in _NOUNS else None)
        cue = (verb, noun)
    if who is None or who.i > noun.i or not _speaks(who) or _nobody(who):
        return None
    last = following.head.right_edge.i if following.dep_ == "mark" else stop - 1
    return _report(passage, following.i, last, who, cue, "clause")


def _in_view(passage: Passage, noun: Token) -> Report | None:
    """Read "In X's view, …"."""
    doc = passage.doc
    start, stop = passage.starts[noun.i], passage.stops[noun.i]
    who = next((child for child in noun.children if child.dep_ == "poss"), None)
    first = noun.left_edge.i - 1
    leads = first >= start and doc[first].lower_ in {"in", "by"} and noun.i + 1 < stop and doc[noun.i + 1].text == ","
    if who is None or not leads or first > start + 1 or not _speaks(who):
        return None
    return _report(passage, noun.i + 2, stop - 1, who, (doc[first], noun), "according-to")


def _report(passage: Passage, first: int, last: int, who: Token, cue: tuple[Token, Token], rule: str) -> Report | None:
    doc = passage.doc
    while first < last and (
        doc[first].text in _EDGES
        or doc[first].is_space
        or (doc[first].lower_ == "that" and (doc[first].dep_ == "mark" or doc[first].tag_ == "IN"))
    ):
        first += 1
    while last > first and (doc[last].is_punct or doc[last].is_space) and doc[last].text not in ")]":
        last -= 1
    if last - first < 1:
        return None
    return Report(passage.original(doc[first], doc[last]), who, cue, rule)
