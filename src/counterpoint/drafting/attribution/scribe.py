"""Go through an article as a reader does, and keep who has the word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from counterpoint.drafting.attribution.direct import Found, find
from counterpoint.drafting.attribution.grammar import SUBJECTS, joined, main_subject
from counterpoint.drafting.attribution.naming import PRONOUNS, Mention
from counterpoint.drafting.attribution.not_speech import reason
from counterpoint.drafting.attribution.offices import issuer
from counterpoint.drafting.attribution.reported import Report, find_reported
from counterpoint.drafting.attribution.results import Mode, NotSpeech, Span
from counterpoint.drafting.attribution.wording import human

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from counterpoint.drafting.attribution.reading import Passage
    from counterpoint.drafting.attribution.somebody import Somebody
    from counterpoint.drafting.attribution.transcripts import Turn
    from counterpoint.drafting.attribution.voices import Cast

_LEAST: Final = 2
"""How many words reported speech has at least."""

_ALL: Final = 0.8
"""From what share of a clause on, the quote in it stands for all of it."""


_DANGLING: Final = re.compile(r"(?:[\s,;:]+(?:and|but|or))+$")
"""What joins a clause to the next one."""


@dataclass(eq=False)
class Draft:
    """An utterance whose speaker may yet change."""

    span: Span
    mode: Mode
    who: Somebody | None
    mention: Span | None
    cue: Span | None
    paragraph: int
    rule: str
    continues: Draft | None = None
    quotes: tuple[Span, ...] = ()


class Scribe:
    """Takes the paragraphs of an article in order.

    :param text: the article.
    :param cast: who is named in it.
    """

    def __init__(self, text: str, cast: Cast) -> None:
        self.text = text
        self.cast = cast
        self.drafts: list[Draft] = []
        self.not_speech: list[NotSpeech] = []
        self._last: Draft | None = None  # the last utterance, of whichever mode
        self._open: Draft | None = None  # a quote that was left open at the end of the paragraph before
        self._announced: tuple[Found, Passage] | None = None  # who "was clear:" at the end of the paragraph before
        self._topic: tuple[Token, Passage] | None = None  # the subject of the last sentence without an utterance
        self._turn: Draft | None = None

    def take(self, passage: Passage, turn: Turn | None) -> None:
        """Attribute what is said in a paragraph."""
        if turn is not None:
            self._take_turn(passage, turn)
            return
        fragments = {number for number, whole in enumerate(passage.masked.whole) if not whole}
        reports = [self._fitted(report, passage) for report in find_reported(passage)]
        kept = [report for report in reports if report is not None]
        inside = {
            number: report
            for report in kept
            for number in passage.touching(report.span)
            if number in fragments and report.span.covers(passage.quotes[number].span)
            if not (_anothers(passage, number, report) or reason(self.text, passage, number, attributed=True))
        }
        within: dict[int, list[int]] = {}
        for number, report in inside.items():
            within.setdefault(id(report), []).append(number)
        events: list[tuple[int, int, Token | Report | int]] = [
            (passage.original(token).start, 0, token)
            for token in passage.doc
            if _topical(token) and passage.quoted(token.i) is None
        ]
        events += [(passage.original(report.speaker).start, 1, report) for report in kept]
        events += [(quote.span.start, 2, number) for number, quote in enumerate(passage.quotes) if number not in inside]
        for *_, event in sorted(events, key=lambda each: each[:2]):
            if isinstance(event, int):
                self._take_quote(passage, event)
            elif isinstance(event, Report):
                self._take_report(passage, event, within.get(id(event), []))
            elif event.lower_ in PRONOUNS:
                self.cast.pronoun(passage, event, self._last.who if self._last else None)
        self._end(passage)

    def _take_turn(self, passage: Passage, turn: Turn) -> None:
        """Take a paragraph of a transcript: all of it is said by one, whatever it quotes."""
        label = turn.label.of(self.text)
        one = self.cast.labelled(label, turn.label)
        who = self.cast.find(one)
        self._add(Draft(turn.span, "direct", who, turn.label, None, passage.number, "turn"))
        self._turn, self._open, self._announced = self._last, None, None

    def _fitted(self, report: Report, passage: Passage) -> Report | None:
        """Fit the clause to the quotes that it touches: take fragments in whole, leave whole quotes out."""
        start, end = report.span
        for number in passage.touching(report.span):
            quote = passage.quotes[number]
            if not passage.masked.whole[number]:
                start, end = min(start, quote.span.start), max(end, quote.span.end)
            elif quote.span.start - start >= end - quote.span.end:
                end = min(end, quote.span.start)
            else:
                start = max(start, quote.span.end)
        words = _DANGLING.sub("", self.text[start:end].strip(" ,;:"))
        if len(words.split()) < _LEAST and report.rule != "agrees":
            return None
        start = self.text.index(words, start)
        return report._replace(span=Span(start, start + len(words)))

    def _take_report(self, passage: Passage, report: Report, inside: list[int]) -> None:
        cue = passage.original(*report.cue)
        quotes = tuple(passage.quotes[number].span for number in inside)
        quoted = sum(span.end - span.start for span in quotes)
        mode: Mode = "direct" if quoted >= _ALL * (report.span.end - report.span.start) else "reported"
        for one, who in self._speakers(passage, report.speaker):
            if mode == "direct":
                self._add(Draft(quotes[0], mode, who, one.span, cue, passage.number, report.rule))
            else:
                self._add(Draft(report.span, mode, who, one.span, cue, passage.number, report.rule, None, quotes))

    def _speakers(self, passage: Passage, head: Token) -> Iterator[tuple[Mention, Somebody | None]]:
        """Find whom the words for a speaker mean; of "X and Y said", both."""
        last = self._last.who if self._last else None
        head = issuer(head)
        first = self.cast.mention(passage, head)
        yield first, self.cast.resolve(first, passage, head, last)
        if first.form == "name":
            for token in [*joined(head)][1:]:
                one = self.cast.mention(passage, token)
                if one.form == "name" and one.kind == first.kind and not first.span.overlaps(one.span):
                    yield one, self.cast.resolve(one, passage, token, last)

    def _add(self, draft: Draft) -> None:
        self.drafts.append(draft)
        self._last = draft
        self._topic = None

    def _take_quote(self, passage: Passage, number: int) -> None:
        quote = passage.quotes[number]
        found = find(passage, number)
        why = reason(self.text, passage, number, attributed=found is not None)
        if why:
            self.not_speech.append(NotSpeech(quote.span, why))
            return
        before = self._last if self._last and self._last.mode == "direct" else None
        if found is not None:
            cue = passage.original(*found.cue) if found.cue else None
            goes_on = before if before and before.paragraph == passage.number and number else None
            for one, who in self._speakers(passage, found.speaker):
                draft = Draft(quote.span, "direct", who, one.span, cue, passage.number, found.rule)
                if goes_on is not None and goes_on.who is who and self._split(passage, number):
                    draft.continues = goes_on
                self._add(draft)
        else:
            self._add(self._carried(passage, number))
        if number == 0 and self._open is not None and passage.text_before(number) == "":
            self._chain(self.drafts[-1])
        self._open = self.drafts[-1] if not quote.closed else None

    def _split(self, passage: Passage, number: int) -> bool:
        """Say whether the sentence of the quote before goes on with this one."""
        between = self.text[passage.quotes[number - 1].span.end : passage.quotes[number].span.start]
        return not any(stop in between for stop in ".!?") or len(between.split()) <= 6

    def _chain(self, draft: Draft) -> None:
        """Let all paragraphs of one quote have one speaker: the one that is named last is surest."""
        draft.continues = self._open
        if draft.rule in {"unknown", "carried", "paragraph", "topic"} and self._open is not None:
            draft.who, draft.rule = self._open.who, "left-open"
            return
        before = self._open
        while before is not None and before.mention is None:
            before.who, before.rule = draft.who, "left-open"
            before = before.continues

    def _carried(self, passage: Passage, number: int) -> Draft:
        """Give a quote without a cue to whoever has the word."""
        span = passage.quotes[number].span
        draft = Draft(span, "direct", None, None, None, passage.number, "unknown")
        start = passage.places[number][0]
        whole = passage.masked.whole[number]
        last = self._last if self._last and self._last.paragraph == passage.number else None
        topic = self._subject_before(passage, number)
        if number == 0 and self._announced is not None and passage.text_before(number) == "":
            found, where = self._announced
            one, draft.who = next(self._speakers(where, found.speaker))
            draft.mention, draft.rule = one.span, "announced"
            draft.cue = where.original(*found.cue) if found.cue else None
        elif last is not None and (topic is None or last.mode == "direct"):
            draft.who, draft.rule = last.who, "carried" if whole else "fragment-carried"
            if last.mode == "direct" and last.span.end <= span.start:
                draft.continues = last
        elif topic is not None and whole:
            one, draft.who = next(self._speakers(passage, topic))
            draft.mention, draft.rule = one.span, "topic"
        elif whole and start <= 1 and self._topic is not None:
            head, where = self._topic
            one, draft.who = next(self._speakers(where, head))
            draft.mention, draft.rule = one.span, "paragraph"
        elif whole and start <= 1 and self._last is not None and self._last.paragraph >= passage.number - 2:
            draft.who, draft.rule = self._last.who, "paragraph"
            draft.continues = self._last if self._last.mode == "direct" else None
        return draft

    def _subject_before(self, passage: Passage, number: int) -> Token | None:
        """Find who the sentence before a quote is about, where that is a person."""
        start = passage.places[number][0]
        doc = passage.doc
        while start > 0 and (doc[start - 1].is_punct or doc[start - 1].is_space):
            start -= 1
        if start == 0:
            return None
        left = passage.starts[start - 1]
        head = main_subject(doc, left, start)
        if head is None and start - left <= 5 and self.cast.knows(passage, doc[left]):
            return doc[left]
        return head if head is not None and self._personal(passage, head) else None

    def _personal(self, passage: Passage, head: Token) -> bool:
        """Say whether a subject can be somebody who speaks."""
        if head.lower_ in {"he", "she"} or human(head):
            return True
        one = self.cast.mention(passage, head)
        return one.form == "name" and one.kind == "person"

    def _end(self, passage: Passage) -> None:
        """Remember what the next paragraph may need."""
        doc = passage.doc
        self._announced = None
        if self._last is None or self._last.paragraph < passage.number:
            self._open = None
        ending = self.text[passage.span.start : passage.span.end].rstrip()[-1:]
        stop = len(doc)
        left = passage.starts[max(stop - 2, 0)]
        head = main_subject(doc, left, stop)
        if ending in {":", ","} and head is not None:
            self._announced = (Found(head, None, "announced"), passage)
        if passage.quotes or (self._last is not None and self._last.paragraph == passage.number):
            self._topic = None
        elif head is not None and self._personal(passage, head):
            self._topic = (head, passage)
        elif stop > 12:
            self._topic = None


def _topical(token: Token) -> bool:
    if token.lower_ not in {"he", "she"} or token.dep_ not in SUBJECTS:
        return False
    # "Asked whether he would run, Bloggs laughed": who that is comes after
    return not any(
        verb.dep_ == "advcl" and any(child.dep_ == "nsubj" and child.i > token.i for child in verb.head.children)
        for verb in token.ancestors
        if verb.head.i > verb.i
    )


def _anothers(passage: Passage, number: int, report: Report) -> bool:
    """Say whether a fragment within reported speech is said to be somebody else's: "X said that Y called it '…'"."""
    found = find(passage, number)
    if found is None or found.cue is None or found.speaker.i == report.speaker.i or found.speaker.pos_ != "PROPN":
        return False
    return report.span.covers(passage.original(found.speaker)) and report.span.covers(passage.original(*found.cue))
