"""Tell offices, descriptions and documents from the names that they go with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterpoint.drafting.attribution.cues import words as cue_words
from counterpoint.drafting.attribution.grammar import subject
from counterpoint.drafting.attribution.wording import capital, doc_word, human, listed, organisation, passing

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan


def issuer(head: Token) -> Token:
    """Find who speaks through a document: "X's letter", "a statement from X", "X issued a statement that read".

    Anybody else speaks for themselves.
    """
    if head.lemma_.lower() not in cue_words("document"):
        return head
    owner = next((child for child in head.children if child.dep_ == "poss"), None)
    if owner is not None and owner.lower_ not in {"its", "their", "our", "my", "your"}:
        return owner
    body = next(
        (child for child in head.children if child.dep_ in {"compound", "nmod"} and child.ent_type_ == "ORG"), None
    )
    if body is not None:
        return body  # "a White House statement"
    published = [one for child in head.children if child.dep_ == "acl" for one in child.children]
    for child in [*head.children, *published]:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"from", "by", "in"}:
            for one in child.children:
                some = (
                    organisation(one.text, one.ent_type_) if child.lower_ == "in" else one.pos_ == "PROPN" or human(one)
                )
                if one.dep_ == "pobj" and one.ent_type_ != "DATE" and some:
                    return one
    if head.dep_ in {"dobj", "pobj"}:
        verb = head.head if head.dep_ == "dobj" else head.head.head
        if verb.pos_ == "VERB" and (head.dep_ == "pobj" or verb.lemma_ in cue_words("issuing")):
            return subject(verb) or head
    return head


def is_demonym(head: Token) -> bool:
    """Say whether a noun stands for somebody who has been named: "the Scot", "the Nigerian"."""
    if not head.i or head.nbor(-1).lower_ != "the" or organisation(head.text, ""):
        return False
    ending = head.text.istitle() and head.lower_.endswith(("ian", "ese", "man", "woman"))
    return ending or head.lower_ in listed("demonyms")


def described(head: Token) -> Token | None:
    """Find the name in front of a description that the parser takes for the subject: "Bloggs, a baker, said"."""
    index = head.i
    while index > 0 and passing(head.doc[index - 1]):
        index -= 1
    doc = head.doc
    if index < 3 or doc[index - 1].lower_ not in {"a", "an"} or doc[index - 2].text != ",":
        return None
    apart = head.i + 1 < len(doc) and doc[head.i + 1].text == ","
    return doc[index - 3] if apart and doc[index - 3].pos_ == "PROPN" else None


def office_of(head: Token) -> Token | None:
    """Find the office that the parser hangs on the end of its field: "the Minister for Trade and Small Enterprises"."""
    if doc_word(head) not in listed("organisation"):
        return None
    return next(
        (
            child
            for child in head.children
            if child.dep_ == "nmod" and doc_word(child) in listed("titles") and child.nbor().lower_ in {"of", "for"}
        ),
        None,
    )


def behind(doc: Doc, entity: SpacySpan, head: Token) -> bool:
    """Say whether a name stands behind the office that somebody holds."""
    return _behind_place(doc, entity, head) or _behind_comma(doc, entity, head)


def _behind_place(doc: Doc, entity: SpacySpan, head: Token) -> bool:
    """Say whether a name closes a description, though the parser hangs it on the end of that.

    "Governor of Ohio Jo Bloggs", "the head of Acme Rail, Jo Bloggs, …"
    """
    index = entity.start
    before = doc[index - 1] if index else None
    if before is None or index <= head.i + 2 or head.right_edge.i < index:
        return False
    if before.text == ",":
        governor = entity.root.head
        return entity.root.dep_ == "appos" and not human(governor)  # of two names neither says who the other is
    return before.pos_ == "PROPN" and doc_word(before) not in listed("titles")


def holds_office(token: Token) -> bool:
    """Say whether a word in front of a name is an office: "Nurses' Union secretary general Jo Bloggs"."""
    return token.text.islower() and (token.lower_ in listed("offices") or token.lower_ in {"boss", "chief", "general"})


def _behind_comma(doc: Doc, entity: SpacySpan, head: Token) -> bool:
    """Say whether a name between commas is of whoever holds an office: "VP of Sales, Jo Bloggs, …"."""
    between = entity.start > 1 and entity.end < len(doc) and doc[entity.start - 1].text == doc[entity.end].text == ","
    return between and entity.root.head.i == head.i and doc_word(head) in listed("titles")


def ends_field(doc: Doc, index: int) -> bool:
    """Say whether a word ends the field of an office: "Minister for Trade and Enterprise Jo Bloggs"."""
    while index > 0 and (capital(doc[index]) or doc[index].lower_ in {"and", "&", ","}):
        index -= 1
    return index > 0 and doc[index].lower_ in {"of", "for"} and doc_word(doc[index - 1]) in listed("offices")
