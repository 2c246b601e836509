"""Say how a sentence names somebody: by a name, with a pronoun, by a description."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from counterpoint.drafting.attribution.grammar import edges
from counterpoint.drafting.attribution.offices import behind, described, ends_field, holds_office, is_demonym, office_of
from counterpoint.drafting.attribution.reading import Passage
from counterpoint.drafting.attribution.results import Kind, Span
from counterpoint.drafting.attribution.wording import (
    attached,
    capital,
    doc_word,
    gender_of,
    human,
    leaning,
    listed,
    name_words,
    organisation,
    untitled,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS: Final = {"he": "m", "she": "f", "it": "", "they": ""}
_OBLIQUE: Final = {"his": "he", "him": "he", "her": "she", "them": "they"}
_PARTICLES: Final = frozenset(
    "of and de da del della di du la le von van der den bin ibn al el dos das ten ter y - ' ’".split()
)
_NONE: Final[Mapping[str, Kind]] = MappingProxyType({})
_WIDEST: Final = 60
_FORMS: Final = frozenset({"mr", "mrs", "ms", "miss"})  # no name goes on in front of them
_THROUGH: Final = frozenset({"appos", "conj", "nmod", "compound", "flat", "amod", "dep", "nsubj", "poss"})
_BODIES: Final = frozenset(
    "ministry department government council embassy commission army navy agency authority federation "
    "association".split()
)


_KINDS: Final = frozenset("charity council group magazine newspaper party police thinktank union website".split())
"""With a name in front, these are a part of it: "the GMB union"."""


class Mention(NamedTuple):
    """How somebody is named in one place.

    :param span: the words.
    :param form: a name, a pronoun or a description (nominal).
    :param name: the name without titles, "" where there is none.
    :param kind: what the name is one of.
    :param words: the pronoun or the description, in lower case.
    :param head: the head noun of the description, in lower case.
    :param gender: "f" or "m", from title, first name, pronoun or noun; "" where they say nothing.
    :param leaning: the same, as far as the ending of a rare first name can say it.
    :param roles: nouns that describe the named: "director" of "Jo Doe, director of …".
    """

    span: Span
    form: Literal["name", "pronoun", "nominal"]
    name: str = ""
    kind: Kind = "unnamed"
    words: str = ""
    head: str = ""
    gender: str = ""
    leaning: str = ""
    roles: frozenset[str] = frozenset()


def mention(passage: Passage, head: Token, known: Mapping[str, Kind] = _NONE) -> Mention:
    """Say how the noun phrase or pronoun `head` names somebody.

    :param known: surnames and one-word names, in lower case: the model takes some of them for nouns or verbs.
    """
    if head.lower_ in PRONOUNS or head.lower_ in _OBLIQUE:
        word = _OBLIQUE.get(head.lower_, head.lower_)
        return Mention(passage.original(head), "pronoun", words=word, head=word, gender=PRONOUNS[word])
    if head.dep_ == "appos" and head.pos_ == "NOUN" and head.head.pos_ == "PROPN":
        head = head.head
    head = described(head) or office_of(head) or head
    named = _body_named(passage, head) if head.text in _BODIES else _name(passage, head)
    kind = known.get(passage.words(head).lower()) if named is None and head.text[:1].isupper() else None
    if kind is not None:
        named = (*_widened(passage, head.i, head.i + 1, person=True), kind)
    if named is not None and name_words((one := _named(passage, *named, head)).name):
        return one
    left, right = edges(head)
    tokens = passage.doc[left:right]
    noun = head.lower_
    gender = "f" if noun in listed("female_words") else "m" if noun in listed("male_words") else ""
    span = passage.original(tokens[0], tokens[-1])
    before = passage.doc[head.i - 1] if head.i > left else None
    force = noun in _KINDS and before is not None and before.pos_ == "PROPN"
    if (
        (noun in _BODIES or force)
        and head.i > left
        and any(token.pos_ in {"NOUN", "ADJ", "PROPN"} and token.dep_ != "poss" for token in tokens[: head.i - left])
    ):
        start = left + (doc_word(tokens[0]) in {"the", "a", "an"})
        name = passage.words(passage.doc[start], tokens[-1])
        return Mention(passage.original(passage.doc[start], tokens[-1]), "name", name, "organisation", head=noun)
    return Mention(span, "nominal", "", "unnamed", passage.words(tokens[0], tokens[-1]).lower(), noun, gender)


def _named(passage: Passage, first: int, last: int, kind: Kind, head: Token) -> Mention:
    doc = passage.doc
    titles: list[str] = []
    if kind == "person":
        bare = first + untitled([token.text for token in doc[first:last]])
        titles += [doc_word(token) for token in doc[first:bare]]
        first = bare
        while last - 1 > first and (
            doc_word(doc[last - 1]) in listed("suffixes") or doc[last - 1].text in {",", "'s", "’s"}
        ):
            last -= 1
    elif doc[first].lower_ == "the" and first < last - 1:
        first += 1
    before = first
    while before > 0 and doc[before - 1].pos_ in {"NOUN", "PROPN", "ADJ"} and first - before < 6:
        before -= 1
        titles.append(doc_word(doc[before]))
    near = [head, doc[last - 1], *([head.head] if head.dep_ == "appos" else [])]
    if head.dep_ == "appos" and head.head.dep_ == "pobj":
        near.append(head.head.head.head)  # "the mayor of Acton, Jo Bloggs, …"
    roles = {token.lower_ for token in near if token.pos_ == "NOUN" or token.lower_ in listed("offices")}
    roles |= {
        child.lower_
        for token in near
        for child in token.children
        if (child.dep_ == "appos" and child.pos_ == "NOUN")
        or (child.dep_ in {"appos", "nmod"} and doc_word(child) in listed("offices"))
    }
    roles |= {title for title in titles if title in listed("human") or title in listed("titles")}
    first_name = doc[first].lower_ if last - first > 1 and kind == "person" else ""
    return Mention(
        passage.original(doc[first], doc[last - 1]),
        "name",
        passage.words(doc[first], doc[last - 1]),
        kind,
        head=head.lower_,
        gender=gender_of(first_name, [*titles, *roles]) if kind == "person" else "",
        leaning=leaning(first_name),
        roles=frozenset(roles),
    )


def _name(passage: Passage, head: Token) -> tuple[int, int, Kind] | None:
    """Find the name in a noun phrase: its head, or in apposition to it."""
    if is_demonym(head):
        return None
    found = _body_named(passage, head) or _person(passage, head) or _next(passage, head)
    if found is not None:
        return found
    if head.pos_ == "PROPN" or (head.ent_type_ == "ORG" and not head.text.islower() and not head.is_title):
        return _proper(passage, head)
    if not human(head):
        return None
    apposed = next((one for one in head.children if one.dep_ == "appos" and one.pos_ == "PROPN"), None)
    return _trailing(passage, head) if apposed is None else _proper(passage, apposed)


def _body(head: Token) -> bool:
    return head.lemma_.lower() in listed("bodies") | listed("groups")


def _body_named(passage: Passage, head: Token) -> tuple[int, int, Kind] | None:
    """Find the name right behind a word for a body: "the aid group Relief Now"; or "Citizens for Lower Fees"."""
    doc = passage.doc
    first = head.i + 1
    if head.pos_ == "NOUN" and _body(head) and first < len(doc) and capital(doc[first]):
        entity = passage.entities.get(first)
        last = entity.end if entity is not None else first + 1
        while last < len(doc) and capital(doc[last]):
            last += 1
        return (first, last, "organisation") if doc[first].head.i in {head.i, *range(first, last)} else None
    entity = passage.entities.get(head.i)
    before = doc[entity.start - 1] if entity is not None and entity.start else None
    if entity is not None and before is not None and head.dep_ == "appos" and head.head.i == before.i and _body(before):
        return (entity.start, entity.end, "organisation") if before.pos_ == "NOUN" else None
    causes = {"for", "against", "without"}
    if head.tag_ in {"NNS", "NNPS"} and head.text.istitle() and first + 1 < len(doc) and doc[first].lower_ in causes:
        last = first + 1
        while last < len(doc) and doc[last].text[:1].isupper() and doc[last].ent_type_ not in {"GPE", "PERSON", "DATE"}:
            last += 1
        return (head.i, last, "organisation") if last > first + 1 else None
    return None


def _proper(passage: Passage, head: Token) -> tuple[int, int, Kind] | None:
    """Find the whole of a name that has a proper noun for its head, and say what it is one of."""
    entity = passage.entities.get(head.i)
    label = entity.label_ if entity is not None else ""
    if label == "NORP" and head.tag_ != "NNPS":
        return None
    if label == "NORP" and any(child.dep_ in {"nummod", "amod"} for child in head.children):
        return None  # "22 Republicans"
    first, last = _widened(passage, head.i, head.i + 1)
    if entity is not None and label == "ORG" and len(entity) > 1 and doc_word(head) not in listed("offices"):
        first, last = min(first, entity.start), max(last, entity.end)  # "the White House"
    office = all(
        {doc_word(token), doc_word(token).removesuffix("s")} & (listed("titles") | listed("human"))
        for token in passage.doc[first:last]
    )
    if office and (entity is None or len(entity) <= last - first):
        return _trailing(passage, head)  # "the Prime Minister"
    if entity is not None and label in {"ORG", "GPE", "NORP", "FAC"}:
        first, last = min(first, entity.start), max(last, entity.end)
        if label == "ORG":
            first = _widened(passage, first, last, person=True)[0]
    determined = passage.doc[first].lower_ == "the" or (first > 0 and passage.doc[first - 1].lower_ == "the")
    words = passage.words(passage.doc[first], passage.doc[last - 1])
    described = any(one.dep_ in {"appos", "compound"} and one.pos_ == "NOUN" and human(one) for one in head.children)
    described = described or (head.dep_ == "appos" and human(head.head))
    body = organisation(words, "") or (not described and (organisation(words, label) or determined))
    return first, last, "organisation" if body else "person"


def _person(passage: Passage, head: Token) -> tuple[int, int, Kind] | None:
    """Find a person's name in a noun phrase, where the model has recognised one."""
    left, right = edges(head)
    right = max(right, head.right_edge.i + 1)
    inside = dict.fromkeys(
        passage.entities[index].start for index in range(left, min(right, left + _WIDEST)) if index in passage.entities
    )
    for entity in map(passage.entities.__getitem__, inside):
        if entity.label_ != "PERSON":
            continue
        if entity.end == head.i and head.pos_ == "PROPN" and entity.root.head.i == head.i:  # the last word is left out
            return *_widened(passage, entity.start, head.i + 1, person=True), "person"
        within = entity.start <= head.i < entity.end
        if entity.end == right and entity.start > head.i + 1 and holds_office(passage.doc[entity.start - 1]):
            return entity.start, entity.end, "person"
        if not within and not _leads(entity.root, head) and not behind(passage.doc, entity, head):
            continue
        apposed = (
            entity.root.dep_ == "appos" and entity.root.head.i == head.i and head.pos_ == "NOUN" and not _body(head)
        )
        if within or human(head) or apposed or doc_word(head) in listed("titles"):
            first, last = _widened(passage, entity.start, entity.end, person=True)
            kind: Kind = (
                "organisation"
                if organisation(passage.words(passage.doc[first], passage.doc[last - 1]), "PERSON")
                else "person"
            )
            return first, last, kind
    return None


def _next(passage: Passage, head: Token) -> tuple[int, int, Kind] | None:
    """Find a name right behind a description: "curator Jo Bloggs", "the curator, Jo Bloggs, …"."""
    doc = passage.doc
    index = head.i + 1
    if head.pos_ != "NOUN" or index >= len(doc):
        return None
    entity = passage.entities.get(index) or passage.entities.get(index + 1)
    apart = doc[index].text == ","
    if entity is not None and entity.label_ == "PERSON" and entity.start == index + apart:
        closed = entity.end >= len(doc) or doc[entity.end].text in {",", "."}
        if not apart or (closed and human(head)):
            return entity.start, entity.end, "person"
    if human(head) and capital(doc[index]) and doc[index].pos_ == "PROPN":
        return index, _widened(passage, index, index + 1)[1], "person"
    return None


def _trailing(passage: Passage, head: Token) -> tuple[int, int, Kind] | None:
    """Find a name that the parser took for a part of the description: "director of the Cairn Trust Alia Salem said"."""
    right = head.right_edge.i
    doc = passage.doc
    first = last = right + 1
    while first > head.i + 1 and capital(doc[first - 1]):
        first -= 1
    for index in range(last - 2, first, -1):
        if doc[index].lower_ in listed("female") | listed("male") or doc[index - 1].lower_ in listed("organisation"):
            return index, last, "person"
    return None


def _leads(root: Token, head: Token) -> bool:
    """Say whether a token hangs on another by apposition and the like, and is not its owner."""
    while root.dep_ in _THROUGH and root.head.i != root.i:
        if root.dep_ == "poss":
            return False
        root = root.head
        if root.i == head.i:
            return True
    return False


def _widened(passage: Passage, first: int, last: int, *, person: bool = False) -> tuple[int, int]:
    """Take in the capitalised words next to a name; of a person's only those before it, which may be titles."""
    doc = passage.doc
    while (
        first > 0
        and doc_word(doc[first]) not in _FORMS
        and passage.quoted(first - 1) is None
        and doc[first - 1].ent_type_ not in {"ORG", "GPE", "FAC"} | (set() if person else {"PERSON"})
        and not (person and ends_field(doc, first - 1))
    ):
        if capital(doc[first - 1]):
            first -= 1
        elif (
            first > 1
            and doc[first - 1].lower_ in _PARTICLES
            and capital(doc[first - 2])
            and not (doc[first - 2].ent_type_ == "PERSON" and doc[first - 1].lower_ == "of")
            and attached(doc[first - 1], person)
        ):
            first -= 2
        else:
            break
    while last + 1 < len(doc) and doc[last].text == "-" and not doc[last - 1].whitespace_ and doc[last + 1].is_title:
        last += 2  # a double name
    while not person and last < len(doc) and capital(doc[last]) and passage.quoted(last) is None:
        if doc_word(doc[last]) in _FORMS:
            break
        last += 1
    return first, last
