"""Compare the attribution of a text with labels: what counts as found, and as right.

**Quotes.** A label is a quoted span of four words or more with its speaker. It is found by the utterance, or by the
quoted fragment of reported speech, that overlaps most of it; quoted spans that have no label count neither way.

- *Direct, named*: of quotes whose speaker the sentence names. Right: the last word of the name is the same.
  Precision: of the labelled quotes for which a speaker is found by name; recall: of those labelled `named`.
- *Resolved*: of all quotes of people and organisations, those with pronouns, continuations and descriptions included.
  Right: the name of the voice is the labelled full name, but for middle names. Precision: of the labelled quotes that
  are given to a voice with a name, not-speech and unnamed ones included; recall: of those labelled person or
  organisation.

Two words are the same without regard to case, accents, full stops and, from five letters on, one letter that differs
(the articles misspell names); an acronym is the same as the name whose initials it has.

**Reported speech.** A label is a clause with a source that has a proper name; those whose source stands within
quotation marks, or more than half of whose content does, are left out. Right: an utterance reported by the same name
overlaps its content. Precision: of the reported utterances with a named voice, those that some label (one of a quote,
too) overlaps and names the same; recall: of the labels.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from counterpoint.drafting.attribution import Attribution, Span, Utterance


class Quote(NamedTuple):
    """A labelled quote."""

    span: Span
    speaker: str
    kind: str
    form: str


class Reported(NamedTuple):
    """A labelled clause with its source."""

    content: tuple[Span, ...]
    source: Span
    name: str


class Document(NamedTuple):
    """A labelled article."""

    identifier: str
    text: str
    quotes: tuple[Quote, ...]
    reported: tuple[Reported, ...]


@dataclass
class Tally:
    """How many were right, of how many found and how many labelled, with what went wrong."""

    right_found: int = 0
    found: int = 0
    right_labelled: int = 0
    labelled: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right_found / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right_labelled / self.labelled if self.labelled else 1.0


@dataclass
class Scores:
    """The three tallies and, for each rule, how many of its speakers were right, of how many."""

    direct: Tally = field(default_factory=Tally)
    resolved: Tally = field(default_factory=Tally)
    reported: Tally = field(default_factory=Tally)
    rules: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def read_documents(path: Path) -> list[Document]:
    """Read labelled articles from a JSON file; the README beside the first one describes its fields."""
    return [document(entry) for entry in json.loads(path.read_text("utf-8"))]


def document(entry: Mapping[str, Any]) -> Document:
    """Read one labelled article."""
    quotes = tuple(
        Quote(Span(*one["span"]), one.get("speaker") or "", one.get("speaker_type") or "", one.get("form") or "")
        for one in entry["quotes"]
    )
    reported = tuple(
        Reported(tuple(Span(*span) for span in one["content"]), Span(*one["source"]), one["name"])
        for one in entry.get("attributions", ())
        if one.get("name") and one.get("source") and one["content"]
    )
    return Document(entry["id"], entry["text"], quotes, reported)


def score(documents: Iterable[tuple[Document, Attribution]]) -> Scores:
    """Score attributions against their labels."""
    scores = Scores()
    for labels, found in documents:
        _score_quotes(labels, found, scores)
        _score_reported(labels, found, scores)
    return scores


def _score_quotes(labels: Document, found: Attribution, scores: Scores) -> None:
    spans = [(span, utterance) for utterance in found.utterances for span in _quoted(utterance)]
    for quote in labels.quotes:
        best = max(spans, key=lambda each: _common(each[0], quote.span), default=None)
        utterance = best[1] if best and 2 * _common(best[0], quote.span) > quote.span.end - quote.span.start else None
        voice = found.voices[utterance.speaker] if utterance and utterance.speaker is not None else None
        name = voice.name if voice and voice.kind != "unnamed" else ""
        named = bool(name and utterance and utterance.mention in (voice.mentions if voice else ()))
        somebody = quote.kind in {"person", "org"}
        close, full = somebody and same_surname(name, quote.speaker), somebody and same_name(name, quote.speaker)
        message = (
            f"{labels.identifier} {list(quote.span)} {quote.form or 'not speech'} {quote.speaker!r}, found {name!r} "
            f"by {utterance.rule if utterance else 'nothing'}: {shown(quote.span.of(labels.text))}"
        )
        _count(scores.direct, named, quote.form == "named", close, message)
        _count(scores.resolved, bool(name), somebody, full, message)
        if utterance and voice:
            scores.rules[utterance.rule]["found"] += 1
            scores.rules[utterance.rule]["right"] += full or (not name and quote.kind == "nominal")


def _count(tally: Tally, found: bool, labelled: bool, right: bool, message: str) -> None:
    tally.found += found
    tally.labelled += labelled
    tally.right_found += found and right
    tally.right_labelled += labelled and right
    if not right and (found or labelled):
        tally.errors.append(message)


def _score_reported(labels: Document, found: Attribution, scores: Scores) -> None:
    quoted = [span for utterance in found.utterances if utterance.mode == "direct" for span in (utterance.span,)]
    quoted += [quote.span for quote in labels.quotes]
    wanted = [one for one in labels.reported if not _within(one.source, quoted) and not _mostly(one.content, quoted)]
    named = [
        (utterance, found.voices[utterance.speaker].name)
        for utterance in found.utterances
        if utterance.mode == "reported" and utterance.speaker is not None
        if found.voices[utterance.speaker].kind != "unnamed"
    ]
    tally = scores.reported
    for one in wanted:
        right = any(
            same_surname(name, one.name) and any(utterance.span.overlaps(span) for span in one.content)
            for utterance, name in named
        )
        tally.labelled += 1
        tally.right_labelled += right
        if not right:
            tally.errors.append(f"{labels.identifier} missed {one.name!r}: {shown(one.content[0].of(labels.text))}")
    for utterance, name in named:
        right = any(
            same_surname(name, one.name) and any(utterance.span.overlaps(span) for span in one.content)
            for one in labels.reported
        ) or any(same_surname(name, one.speaker) and utterance.span.overlaps(one.span) for one in labels.quotes)
        tally.found += 1
        tally.right_found += right
        scores.rules[utterance.rule]["found"] += 1
        scores.rules[utterance.rule]["right"] += right
        if not right:
            words = shown(utterance.span.of(labels.text))
            tally.errors.append(f"{labels.identifier} {list(utterance.span)} not labelled {name!r}: {words}")


def _quoted(utterance: Utterance) -> Iterator[Span]:
    if utterance.mode == "direct":
        yield utterance.span
    yield from utterance.quotes


def _common(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _within(span: Span, several: Sequence[Span]) -> bool:
    return any(other.covers(span) for other in several)


def _mostly(spans: Sequence[Span], quoted: Iterable[Span]) -> bool:
    """Say whether more than half of some spans is quoted; what several quoted spans cover counts once."""
    covered = {index for span in quoted for index in range(*span)}
    inside = [index in covered for span in spans for index in range(*span)]
    return 2 * sum(inside) > len(inside)


def same_surname(name: str, other: str) -> bool:
    """Say whether two names end with the same word, or whether one is a part of the other.

    >>> same_surname("Smith", "Jo Smith"), same_surname("Jo Smith", "Jo Smyth"), same_surname("Jo Smith", "Jo Brown")
    (True, True, False)
    """
    mine, others = _words(name), _words(other)
    if not mine or not others:
        return False
    return _alike(mine[-1], others[-1]) or _holds(mine, others) or _holds(others, mine) or same_name(name, other)


def same_name(name: str, label: str) -> bool:
    """Say whether a name holds every word of a labelled one, and starts and ends as it does.

    Middle names may be more; a title in front, or what belongs to somebody behind, is no part of a name. A label of one
    word may be any part of the name.

    >>> (
    ...     same_name("Elaine Smith", "Smith"),
    ...     same_name("Smith", "Elaine Smith"),
    ...     same_name("Elaine B. Smith", "Elaine Smith"),
    ... )
    (True, False, True)
    >>> same_name("Chief Elaine Smith", "Elaine Smith"), same_name("Elaine Smith's shop", "Elaine Smith")
    (False, False)
    """
    mine, others = _words(name), _words(label)
    if label.isupper() and label == "".join(word[0] for word in name.split() if word[0].isupper()):
        return True
    if not mine or not others or not _holds(mine, others):
        return False
    return len(others) == 1 or (_alike(mine[0], others[0]) and _alike(mine[-1], others[-1]))


def _holds(words: Sequence[str], others: Sequence[str]) -> bool:
    return all(any(_alike(word, one) for one in words) for word in others)


def _alike(word: str, other: str) -> bool:
    return word == other or (min(len(word), len(other)) >= 5 and OSA.distance(word, other) <= 1)


def _words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = plain.replace(".", "").replace("’", "'").replace("-", " ").split()
    return [word for word in words if word not in {"the", "mr", "mrs", "ms", "dr"}]


def shown(text: str) -> str:
    """Show the start of a text: no more than fifteen words of an article."""
    words = text.split()
    return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
