"""Find the place of words in a text, and of a fragment in its utterance."""

from __future__ import annotations

import re
from typing import Any, Final

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft
from counterpoint.drafting.reading import Data
from counterpoint.errors import UsageError

Span = tuple[int, int]

MOST_WORDS: Final = 15
"""The most words of an article that a statement may quote."""

_AROUND: Final = 30


def pattern(words: str) -> re.Pattern[str]:
    """Make a pattern that finds words as a whole in a text; spaces and line breaks may differ."""
    before = r"(?<!\w)" if words.strip()[:1].isalnum() else ""
    after = r"(?!\w)" if words.strip()[-1:].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, words.split())) + after)


def placed(draft: Draft, statement: Data, names: Names, quote: str, at: Any) -> tuple[str, tuple[int, int]]:
    """Find the place of a fragment, or the fragment at a place.

    :param names: what the draft and its workspace define.
    :param quote: the fragment; may be empty where the place is said.
    :param at: where it stands, or nothing.
    :raises UsageError: where the words do not stand there, stand in several places, are too many, or lie outside of
        the utterance, where somebody else may speak.
    """
    text = draft.text
    if at is not None:
        start, end = offsets(at, text)
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        found = text[start:end]
        if quote and found != quote.strip():
            raise UsageError(
                f"the fragment does not stand at [{start}, {end}]", "take the words as they are in the text"
            )
    else:
        found, (start, end) = _looked_up(draft, statement, quote.strip())
    if not found:
        raise UsageError("the fragment is empty", "choose a few words of the utterance")
    if (count := len(found.split())) > MOST_WORDS:
        raise UsageError(f"the fragment has {count} words", f"choose {MOST_WORDS} at most")
    _refuse_foreign(draft, statement, names, start, end)
    return found, (start, end)


def _looked_up(draft: Draft, statement: Data, quote: str) -> tuple[str, Span]:
    """Look for words in the utterance first, then in the whole text; spaces and line breaks may differ."""
    if not quote:
        raise UsageError("the fragment is empty", "choose a few words of the utterance")
    utterance = (statement.get("draft") or {}).get("utterance") or (0, len(draft.text))
    if found := list(pattern(quote).finditer(draft.text, *utterance)):
        if len(found) > 1:
            raise UsageError(f"these words stand there {len(found)} times", "choose more of them")
        return found[0][0], found[0].span()
    if elsewhere := pattern(quote).search(draft.text):
        return elsewhere[0], elsewhere.span()
    raise UsageError("these words are not in the text", "take them as they are in the text")


def _refuse_foreign(draft: Draft, statement: Data, names: Names, start: int, end: int) -> None:
    """Refuse as a fragment what lies outside of the utterance, and say who speaks there: it is not what they said."""
    utterance = (statement.get("draft") or {}).get("utterance")
    if not utterance or utterance[0] <= start < end <= utterance[1]:
        return
    where = f"these words are not in the utterance of {statement['id']}, but"
    hint = "choose some of the utterance, or make a new statement of these: missed WORDS"
    for other in draft.statements:
        first, last = (other.get("draft") or {}).get("utterance") or (0, 0)
        if other is not statement and first <= start < end <= last:
            speaker = str(other.get("speaker") or "").rpartition(":")[2]
            who = f"{names.called(speaker)} speaks" if speaker else "it is not known who speaks"
            raise UsageError(f"{where} in that of {other['id']}, where {who}", hint)
    raise UsageError(f"{where} at {surroundings(draft.text, start, end)}", hint)


def surroundings(text: str, start: int, end: int) -> str:
    """Show where words stand: with what is around them, on one line."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    return f"“{' '.join(text[first:last].split())}”"


def offsets(at: Any, text: str) -> tuple[int, int]:
    """Take two offsets for a place in a text.

    :raises UsageError: where they are none.
    """
    pair = list(at) if isinstance(at, list | tuple) else []
    if len(pair) != 2 or not all(isinstance(one, int) and not isinstance(one, bool) for one in pair):
        raise UsageError(f"{at!r} is no place in the text", "give two offsets: start and end")
    if not 0 <= pair[0] < pair[1] <= len(text):
        raise UsageError(f"[{pair[0]}, {pair[1]}] is no place in the text", f"it has {len(text):,} characters")
    return pair[0], pair[1]
