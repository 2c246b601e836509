"""Find who is named in an article, where the model sees it and where it does not."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from counterpoint.drafting.attribution.grammar import SUBJECTS
from counterpoint.drafting.attribution.naming import Mention, mention
from counterpoint.drafting.attribution.results import Kind
from counterpoint.drafting.attribution.somebody import Seen, place
from counterpoint.drafting.attribution.wording import first_name_gender, human

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

    from counterpoint.drafting.attribution.reading import Passage

_NAMES: Final = frozenset({"PERSON", "ORG", "GPE"})
_SHORT: Final = 25
"""How many words a headline has at most."""

_WORD: Final = re.compile(r"[\w&.'’-]+")


def recognised(passages: Sequence[Passage]) -> Iterator[tuple[Mention, Seen]]:
    """Find the names that the model marks, and those that are the subject of a sentence."""
    for passage in passages:
        if headline(passage):
            continue
        for entity in passage.doc.ents:
            if entity.label_ in _NAMES and passage.quoted(entity.start) is None:
                one = mention(passage, entity.root)
                if one.form == "name":
                    yield one, place(one, passage, entity.root)
                if (
                    one.form == "name"
                    and one.kind == "person"
                    and (first := _sharing(passage, entity, one)) is not None
                ):
                    yield first, place(first, passage, entity.root)
        for token in passage.doc:
            if _subject(passage, token):
                one = mention(passage, token)
                if one.form == "name" and one.kind == "person":
                    yield one, place(one, passage, token)


def _sharing(passage: Passage, entity: SpacySpan, one: Mention) -> Mention | None:
    """Find who shares the surname of a name: "Ann and Jo Bloggs"."""
    doc, start = passage.doc, entity.start
    *_, last = one.name.split()
    if start < 2 or doc[start - 1].lower_ not in {"and", "&"} or " " not in one.name:
        return None
    first = doc[start - 2]
    alone = start < 3 or not doc[start - 3].text[:1].isupper() or doc[start - 3].is_sent_end
    gender = first_name_gender(first.lower_)
    if not gender or not alone or not first.text.istitle() or passage.quoted(first.i) is not None:
        return None
    return Mention(passage.original(first), "name", f"{first.text} {last}", "person", gender=gender)


def headline(passage: Passage) -> bool:
    """Say whether a paragraph is a headline, in which every word may have a capital: it gives no new names."""
    words = passage.span.of(passage.text).rstrip("\"'”’»)")
    return passage.number == 1 and words[-1:] not in {".", "!", "?", "…", ":", ","} and len(words.split()) <= _SHORT


def _subject(passage: Passage, token: Token) -> bool:
    if token.dep_ not in SUBJECTS or passage.quoted(token.i) is not None:
        return False
    return (token.pos_ == "NOUN" and human(token)) or (token.pos_ == "PROPN" and token.ent_type_ != "PERSON")


def overlooked(
    passages: Sequence[Passage], known: Mapping[str, Kind], taken: Collection[int]
) -> Iterator[tuple[Mention, Seen]]:
    """Find the places where a surname or a name of one word stands that the model has marked elsewhere.

    :param known: these words, in lower case.
    :param taken: the characters that are known to be in names.
    """
    for passage in passages:
        for token in passage.doc:
            if not token.text[:1].isupper() or passage.words(token).lower() not in known:
                continue
            if passage.quoted(token.i) is None and passage.original(token).start not in taken:
                word, kind = passage.words(token), known[passage.words(token).lower()]
                plain = Mention(passage.original(token), "name", word, kind)
                one = plain if headline(passage) else mention(passage, token, known)
                if one.form == "name":
                    yield one, place(one, passage, token)


def bodies(
    passages: Sequence[Passage], names: Collection[str], taken: Collection[int]
) -> Iterator[tuple[Mention, Seen]]:
    """Find the places where the names of organisations stand that the model has marked elsewhere.

    :param names: as the article writes them.
    :param taken: the characters that are known to be in names.
    """
    by_start: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        if first := _WORD.match(name):
            by_start.setdefault(first[0], []).append(name)
    for passage in passages:
        text = passage.doc.text
        for word in _WORD.finditer(text):
            found = next((name for name in by_start.get(word[0], ()) if text.startswith(name, word.start())), "")
            span = passage.doc.char_span(word.start(), word.start() + len(found)) if found else None
            if span is None or passage.quoted(span.start) is not None:
                continue
            one = Mention(passage.original(span[0], span[-1]), "name", found, "organisation")
            if one.span.start not in taken:
                yield one, place(one, passage, span.root)
