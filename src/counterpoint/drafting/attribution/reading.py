"""Read paragraphs with the language model."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from counterpoint.drafting.attribution.grammar import sentences
from counterpoint.drafting.attribution.marks import Quoted
from counterpoint.drafting.attribution.masking import Masked, mask
from counterpoint.drafting.attribution.results import Span
from counterpoint.drafting.attribution.wording import listed
from counterpoint.drafting.language import load

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

_LONGEST: Final = 4000
"""How many characters are parsed at a time: the parser's memory grows with them."""

_BREAKS: Final = (re.compile(r"[.!?]\s+(?=\S)"), re.compile(r"\s+"))
_LEADS: Final = (
    r"(?:But|And|When|As|While|After|Before|For|In|If|So|Though|Although|Yet|Then|Asked|That|Like|With|To|Of) "
)
_OWNED: Final = re.compile(r"['’]s [a-z]|s['’] [a-z]")
_BATCH: Final = 64


class Passage(NamedTuple):
    """A paragraph that has been read.

    :param number: which paragraph, from 1.
    :param span: where it stands.
    :param quotes: its quoted spans.
    :param masked: the paragraph with them masked.
    :param doc: the parse of that.
    :param text: the article.
    :param entities: what the model takes for names, and for each token the one that it is in.
    :param owners: for each token the quote that it is in, or -1.
    :param starts: for each token where its sentence starts.
    :param stops: for each token the full stop that ends its sentence.
    :param places: for each quote, its first token and the one after its last.
    """

    number: int
    span: Span
    quotes: Sequence[Quoted]
    masked: Masked
    doc: Doc
    text: str
    places: Sequence[tuple[int, int]]
    entities: Mapping[int, SpacySpan]
    owners: Sequence[int]
    starts: Sequence[int]
    stops: Sequence[int]

    def original(self, first: Token, last: Token | None = None) -> Span:
        """Find tokens in the article."""
        last = last or first
        return self.masked.original(first.idx, last.idx + len(last))

    def words(self, first: Token, last: Token | None = None) -> str:
        """Give the words of the article for tokens."""
        return " ".join(self.original(first, last).of(self.text).split())

    def text_before(self, number: int) -> str:
        """Give the words in front of a quote, back to the quote before it or the start of the paragraph."""
        start = self.places[number - 1][1] if number else 0
        return " ".join(token.text for token in self.doc[start : self.places[number][0]] if not token.is_punct).strip()

    def quoted(self, index: int) -> int | None:
        """Say in which quote a token is."""
        owner = self.owners[index] if 0 <= index < len(self.owners) else -1
        return None if owner < 0 else owner

    def touching(self, span: Span) -> Iterator[int]:
        """Give the quotes that overlap a stretch of the article."""
        number = bisect_right(self.quotes, span.start, key=lambda quote: quote.span.end)
        while number < len(self.quotes) and self.quotes[number].span.start < span.end:
            yield number
            number += 1


def read(text: str, paragraphs: Sequence[Span], quotes: Sequence[Sequence[Quoted]]) -> list[Passage]:
    """Mask and parse paragraphs."""
    masks = [mask(text, span, some) for span, some in zip(paragraphs, quotes, strict=True)]
    docs = _parsed([masked.text for masked in masks])
    return [
        _passage(number, span, some, masked, doc, text)
        for number, (span, some, masked, doc) in enumerate(zip(paragraphs, quotes, masks, docs, strict=True), 1)
    ]


def _passage(number: int, span: Span, quotes: Sequence[Quoted], masked: Masked, doc: Doc, text: str) -> Passage:
    places = _places(doc, masked)
    owners = [-1] * len(doc)
    for quote, (start, end) in enumerate(places):
        owners[start:end] = [quote] * (end - start)
    entities = {token.i: entity for entity in doc.ents for token in entity}
    return Passage(number, span, quotes, masked, doc, text, places, entities, owners, *sentences(doc, owners))


def read_again(passages: Sequence[Passage], surnames: Collection[str]) -> list[Passage]:
    """Parse those paragraphs again in which the model takes somebody's surname for something else.

    It does so with names that it has not met, at the start of a sentence above all ("Adler disagreed"). A common
    surname in their place leaves no doubt.

    :param surnames: as the article writes them.
    """
    if not surnames:
        return [*passages]
    some = "|".join(map(re.escape, sorted(surnames)))
    names = re.compile(rf"(?<![\w-])(?:(?!{_LEADS})[^\W\d_a-z][\w.'’-]* )?({some})(?![\w-])(?! [^\W\d_a-z])")
    masks = {
        passage.number: mask(passage.text, passage.span, passage.quotes, names)
        for passage in passages
        if any(
            token.text in surnames and not (token.pos_ == "PROPN" and token.ent_type_ == "PERSON")
            for token in passage.doc
        )
    }
    docs = dict(zip(masks, _parsed([masked.text for masked in masks.values()]), strict=True))
    return [
        _passage(
            passage.number, passage.span, passage.quotes, masks[passage.number], docs[passage.number], passage.text
        )
        if passage.number in masks
        else passage
        for passage in passages
    ]


def _parsed(texts: Sequence[str]) -> Iterator[Doc]:
    chunks = [list(_chunks(text)) for text in texts]
    docs = load().pipe((chunk for several in chunks for chunk in several), batch_size=_BATCH)
    for several in chunks:
        doc = _joined([next(docs) for _ in several])
        doc.tensor = doc.tensor[:0]
        if any(_OWNED.search(entity.text) or "," in entity.text or "(" in entity.text for entity in doc.ents):
            doc.ents = tuple(_apart(doc.ents))
        for one, other in pairwise(doc.ents):
            if _one_body(one, other):
                rest = [entity for entity in doc.ents if entity not in {one, other}]
                doc.ents = (*rest, _labelled(one, one.start, other.end, "ORG"))
        yield doc


def _apart(entities: Iterable[SpacySpan]) -> Iterator[SpacySpan]:
    """Split names that the model has run together over a comma; of a title or an organisation only the first is one.

    Of "Jo Bloggs's café" the owner is.
    """
    for entity in entities:
        owner = next((token.i for token in entity[:-1] if token.tag_ == "POS" and token.nbor().text.islower()), None)
        if owner is not None:
            yield _labelled(entity, entity.start, owner, "PERSON" if owner - entity.start > 1 else "")
            continue
        commas = [token.i for token in entity if token.text in {",", "(", ")"}]
        starts = [entity.start, *(comma + 1 for comma in commas)]
        for start, end in zip(starts, [*commas, entity.end], strict=True):
            if start < end and (start == entity.start or entity.label_ == "PERSON"):
                yield _labelled(entity, start, end)


def _one_body(one: SpacySpan, other: SpacySpan) -> bool:
    """Say whether two names are one of an organisation: "the Dover and Deal Hospital"."""
    doc, first = one.doc, one[0]
    if other.label_ != "ORG" or other.start != one.end + 1 or doc[one.end].lower_ != "and" or len(one) > 2:
        return False
    place = len(one) == 1 or first.lower_ == "the"
    determined = first.lower_ == "the" or (one.start > 0 and doc[one.start - 1].lower_ == "the")
    word = one[-1]
    kinds = listed("organisation")
    named = word.text.istitle() and word.lower_ not in kinds and other[0].lower_ != "the"
    return place and determined and named and len(other) > 1 and other[-1].lower_ in kinds


def _labelled(entity: SpacySpan, start: int, end: int, label: str = "") -> SpacySpan:
    from spacy.tokens import Span as SpacySpan

    return SpacySpan(entity.doc, start, end, label=label or entity.label_)


def _chunks(text: str) -> Iterator[str]:
    """Cut a text that is long, after a sentence where there is one, else at a space, else anywhere."""
    start = 0
    while len(text) - start > _LONGEST:
        ends = (
            [match.end() for match in pattern.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
            for pattern in _BREAKS
        )
        end = next((found[-1] for found in ends if found), start + _LONGEST)
        yield text[start:end]
        start = end
    yield text[start:]


def _joined(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    from spacy.tokens import Doc

    return Doc.from_docs(docs, ensure_whitespace=False) or docs[0]


def _places(doc: Doc, masked: Masked) -> list[tuple[int, int]]:
    places = []
    token = 0
    size = len(doc)
    for start, end in masked.quotes:
        while token < size and doc[token].idx + len(doc[token]) <= start:
            token += 1
        last = token
        while last < size and doc[last].idx < end:
            last += 1
        places.append((token, last))
    return places
