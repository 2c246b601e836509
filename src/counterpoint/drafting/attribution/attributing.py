"""Attribute the quotes and the reported speech of a text."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoint.drafting.attribution.marks import pair
from counterpoint.drafting.attribution.paragraphs import find_paragraphs
from counterpoint.drafting.attribution.reading import read, read_again
from counterpoint.drafting.attribution.results import Attribution, Utterance, Voice
from counterpoint.drafting.attribution.rules import RULES
from counterpoint.drafting.attribution.scribe import Draft, Scribe
from counterpoint.drafting.attribution.somebody import Somebody
from counterpoint.drafting.attribution.transcripts import find_turns
from counterpoint.drafting.attribution.voices import Cast
from counterpoint.drafting.language import is_english


def attribute(text: str) -> Attribution:
    """Find who says what in an English article.

    :param text: the article; offsets count its characters. No text makes it raise.
    :returns: voices, utterances, and quoted spans that are no speech.
    :raises UsageError: where spaCy or its English model is not installed.
    """
    paragraphs = find_paragraphs(text)
    passages = read(text, paragraphs, pair(text, paragraphs))
    cast = Cast(passages)
    again = read_again(passages, cast.surnames)
    if again != passages:
        passages = again
        cast = Cast(passages)
    scribe = Scribe(text, cast)
    for passage, turn in zip(passages, find_turns(text, paragraphs), strict=True):
        scribe.take(passage, turn)
    voices, utterances = _numbered(scribe.drafts)
    return Attribution(voices, utterances, tuple(scribe.not_speech), tuple(paragraphs), is_english(text))


def _numbered(drafts: Sequence[Draft]) -> tuple[tuple[Voice, ...], tuple[Utterance, ...]]:
    """Put voices and utterances in order, and refer to them by number."""
    drafts = sorted(drafts, key=lambda draft: draft.span)
    speakers: dict[Somebody, int] = {}
    for draft in drafts:
        if draft.who is not None:
            speakers.setdefault(draft.who, len(speakers))
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    utterances = tuple(
        Utterance(
            draft.span,
            draft.mode,
            None if draft.who is None else speakers[draft.who],
            draft.mention,
            draft.cue,
            draft.paragraph,
            draft.rule,
            0.0 if draft.who is None else RULES[draft.rule].confidence,
            None if draft.continues is None else numbers.get(id(draft.continues)),
            draft.quotes,
        )
        for draft in drafts
    )
    return tuple(Voice(who.name, who.kind, tuple(who.mentions)) for who in speakers), utterances
