"""Compose the data of a draft from what was found in an article: its text, whose words are whose, and who they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from counterpoint.drafting.casting import Cast
from counterpoint.drafting.dividing import stem_of
from counterpoint.drafting.fragments import choose_fragment
from counterpoint.drafting.phrases import Phrases
from counterpoint.drafting.reading import OPEN, Data
from counterpoint.records.quotations import digest

if TYPE_CHECKING:
    from counterpoint.drafting.articles import Article
    from counterpoint.drafting.attribution import Attribution, Span, Utterance
    from counterpoint.drafting.authorities import Names
    from counterpoint.drafting.roles import CitedRole

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_IRI: Final = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_FEW_WORDS: Final = 4


def compose(
    identifier: str, article: Article, attribution: Attribution, roles: Sequence[CitedRole], names: Names
) -> Data:
    """Compose a draft.

    :param identifier: the id of the source.
    :param article: its text, and what its file says of it.
    :param attribution: whose words are whose in that text.
    :param roles: which roles the article gives to whom.
    :param names: what the debate defines already.
    :returns: the data of the draft: each utterance a statement, each quoted span that is no speech listed with the
        reason, each doubtful match a question.
    """
    cast = Cast(names)
    source = _source(identifier, article, cast)
    speakers = [cast.speaker(voice) if _speaks(attribution, number) else "" for number, voice in _voices(attribution)]
    for cited in roles:
        if cited.voice < len(speakers) and speakers[cited.voice]:
            cast.give_role(speakers[cited.voice], cited.role, cited.organisation, former=cited.former)
    if not article.kind:
        cast.notes.append("the article does not say what it is; if it is news: source type NewsArticle, in the review")
    about: Data = {
        "text-digest": source["text-digest"],
        "notes": [*article.notes, *cast.notes],
        "questions": cast.questions,
        "not-speech": [
            {"id": f"aside-{number}", "at": list(one.span), "reason": one.reason}
            for number, one in enumerate(attribution.not_speech, 1)
        ],
    }
    statements = _statements(article.text, attribution, speakers)
    return {"draft": about, "source": source, **cast.sections, "statements": statements}


def _voices(attribution: Attribution) -> list[tuple[int, Any]]:
    return list(enumerate(attribution.voices))


def _speaks(attribution: Attribution, voice: int) -> bool:
    return any(utterance.speaker == voice for utterance in attribution.utterances)


def _source(identifier: str, article: Article, cast: Cast) -> Data:
    source: Data = {"id": identifier}
    if article.kind:
        source["type"] = article.kind
    source["title"] = " ".join(article.title.split()) or identifier
    roles = [*article.author_roles, *[""] * len(article.authors)]
    authors = [cast.author(name, role) for name, role in zip(article.authors, roles, strict=False) if name.strip()]
    if authors := list(dict.fromkeys(authors)):
        source["author"] = authors if len(authors) > 1 else authors[0]
    if article.publisher.strip():
        source["publisher"] = cast.organisation(article.publisher, of_source=True)
    if _DATE.fullmatch(article.published):
        source["published"] = article.published
    elif article.published:
        cast.notes.append(
            f"the article is of {article.published}; write the day into source: published: if you know it"
        )
    for key, value in (("doi", article.doi), ("url", article.url), ("language", article.language)):
        if value and (key != "url" or _IRI.fullmatch(value)):
            source[key] = value
    if _IRI.fullmatch(article.licence):
        source["licence"] = article.licence
    elif article.licence:
        cast.notes.append(f"the licence is said to be {article.licence}; write its address into source: licence:")
    source["text-digest"] = digest(article.text)
    return source


def _statements(text: str, attribution: Attribution, speakers: Sequence[str]) -> list[Data]:
    counts: dict[str, int] = {}
    ids: list[str] = []
    statements: list[Data] = []
    spans = [telling(text, utterance) for utterance in attribution.utterances]
    phrases = Phrases(text, spans)
    for utterance in attribution.utterances:
        speaker = "" if utterance.speaker is None else speakers[utterance.speaker]
        stem = stem_of(speaker) if speaker else "speaker"
        counts[stem] = counts.get(stem, 0) + 1
        ids.append(f"{stem}-{counts[stem]}")
        at = choose_fragment(text, *spans[len(statements)], phrases)
        about: Data = {
            "paragraph": utterance.paragraph,
            "utterance": list(utterance.span),
            "rule": utterance.rule,
            "confidence": round(utterance.confidence, 2),
            "state": OPEN,
        }
        if not speaker and utterance.mention:
            about["mention"] = " ".join(text[slice(*utterance.mention)].split())
        if utterance.continues is not None and utterance.continues < len(ids) - 1:
            about["continues"] = ids[utterance.continues]
        statement: Data = {
            "id": ids[-1],
            "mode": utterance.mode,
            "quote": text[slice(*at)],
            "at": list(at),
            "draft": about,
        }
        statements.append({**statement, **({"speaker": speaker} if speaker else {})})
    return statements


def telling(text: str, utterance: Utterance) -> Span:
    """Choose the words to take the fragment from: of reported speech, the speaker's own where some are quoted."""
    own: Span | None = max(utterance.quotes, key=lambda span: span.end - span.start, default=None)
    return own if own and len(text[slice(*own)].split()) >= _FEW_WORDS else utterance.span
