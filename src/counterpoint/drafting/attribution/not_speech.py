"""Tell quoted words that are no speech: titles, names, terms, words that the writer keeps at a distance."""

from __future__ import annotations

import re
from typing import Final

from counterpoint.drafting.attribution.cues import words
from counterpoint.drafting.attribution.reading import Passage
from counterpoint.drafting.attribution.results import Span

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SMALL: Final = frozenset(
    "a an and as at but by de for from in is it la le of on or our the to up with you your vs".split()
)
_ENDED: Final = re.compile(r"[.!?…,][\s)\]]*$")
_SPEECH_VERB: Final = re.compile(
    r"\b(?:said|says|told|asked|added|replied|tweeted|wrote|shouted|declared|stated)\b[^.]{0,40}[,:]?\s*$"
)
_LINKED: Final = re.compile(r"[,:]\s*$")
_FEW: Final = 3


def reason(text: str, passage: Passage, number: int, *, attributed: bool) -> str:
    """Say why a quoted span is no speech, "" where it may be.

    :param attributed: whether a verb of speaking, in the sentence, takes the span for its object.
    """
    quote = passage.quotes[number]
    inner = quote.inner.of(text)
    found = _WORD.findall(inner)
    if not found:
        return "nothing but marks"
    if not quote.closed or not quote.opened:
        return ""
    before = text[max(passage.span.start, quote.span.start - 60) : quote.span.start]
    lead = [word.lower() for word in _WORD.findall(before)]
    spoken = _LINKED.search(before) is not None or _SPEECH_VERB.search(before) is not None
    titled = _titled(found) and not _ENDED.search(inner.rstrip(","))
    if _named(before.rstrip(), lead, spoken=spoken, attributed=attributed, titled=titled, many=len(found)):
        return "a name or title"
    if attributed:
        return ""
    apart = _ENDED.search(inner) and before.strip()[-1:] in {"", ".", "!", "?", ":"}
    if len(found) <= _FEW and not apart:
        return "a term, or words kept at a distance"
    first = not text[passage.span.start : quote.span.start].strip()
    return "part of a headline" if first and passage.number <= 2 and not _stopped(text, passage) else ""


def _named(before: str, lead: list[str], *, spoken: bool, attributed: bool, titled: bool, many: int) -> bool:
    """Say whether a quoted span names something: a work, or what is called so.

    :param before: the words in front of it, and `lead` those in lower case, without marks.
    :param spoken: whether these end as before speech: with a comma, a colon, a verb of speaking.
    :param titled: whether it is capitalised as a title is.
    :param many: of how many words it is.
    """
    last = lead[-1] if lead else ""
    work = last in words("work")
    if not spoken:
        called = last in words("naming_words") or " ".join(lead[-2:]) in {"known as", "billed as"}
        if called and not attributed:
            return True
        if last in words("heading") or lead[-2:] == ["subject", "line"]:
            return True
        if work and before[-1:] not in {".", "!", "?"} and (titled or many <= _FEW + 2):
            return True
    if not titled or many < 2:
        return False
    return (work and not before.endswith(":")) or not (attributed and spoken)


def _titled(found: list[str]) -> bool:
    """Say whether words are capitalised as in a title."""
    large = [word for word in found if word.lower() not in _SMALL]
    return bool(large) and all(word[0].isupper() or word[0].isdigit() for word in large) and found[0][0].isupper()


def _stopped(text: str, passage: Passage) -> bool:
    return Span(*passage.span).of(text).rstrip("\"'”’»")[-1:] in {".", "!", "?", "…", ",", ":"}
