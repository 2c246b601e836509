"""What attribution gives: voices, utterances, and the quoted spans that are no speech."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["person", "organisation", "unnamed"]
Mode = Literal["direct", "reported"]


class Span(NamedTuple):
    """A stretch of a text, in characters, from `start` to before `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Say whether the two have a character in common."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Say whether the other one lies in this one."""
        return self.start <= other.start and other.end <= self.end


class Voice(NamedTuple):
    """Somebody who says something.

    :param name: the fullest form of the name in the text; of someone unnamed, the description.
    :param kind: "person", "organisation" or "unnamed".
    :param mentions: where the name stands, whole or in part; pronouns and descriptions are none of them.
    """

    name: str
    kind: Kind
    mentions: tuple[Span, ...]


class Utterance(NamedTuple):
    """Something said.

    :param span: a quote with its marks, or the clause that reports what was said.
    :param mode: "direct" where the words are quoted, "reported" where the article puts them into its own.
    :param speaker: which of the voices; None where that could not be told.
    :param mention: the words that name the speaker there: a name, a pronoun, a description.
    :param cue: the words that say that something is said: "said", "according to".
    :param paragraph: which of the paragraphs, from 1.
    :param rule: what found the speaker; :data:`~counterpoint.drafting.attribution.rules.RULES` describes it.
    :param confidence: the share of speakers that the rule was right about, on the articles that it was measured on; 0
        where no speaker is found.
    :param continues: the utterance that this one goes on with, as an index.
    :param quotes: the quoted fragments within reported speech, with their marks.
    """

    span: Span
    mode: Mode
    speaker: int | None
    mention: Span | None
    cue: Span | None
    paragraph: int
    rule: str
    confidence: float
    continues: int | None = None
    quotes: tuple[Span, ...] = ()


class NotSpeech(NamedTuple):
    """A quoted span, with its marks, that nobody says.

    :param reason: what it is instead: a title, a term …
    """

    span: Span
    reason: str


class Attribution(NamedTuple):
    """Who says what in a text.

    Every span in quotation marks lies in an utterance or in one of `not_speech`.

    :param voices: who speaks, in the order of their first utterance.
    :param utterances: what is said, in the order of the text.
    :param not_speech: quoted spans that are no speech.
    :param paragraphs: where the paragraphs are.
    :param english: whether the text reads as English; of another language the results are worth little.
    """

    voices: tuple[Voice, ...]
    utterances: tuple[Utterance, ...]
    not_speech: tuple[NotSpeech, ...]
    paragraphs: tuple[Span, ...]
    english: bool
