"""Make statements of the words of a text, and of one another: add one, repeat, divide and join them."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any, Final

from counterpoint.drafting.altering import decide
from counterpoint.drafting.drafts import Draft
from counterpoint.drafting.items import stances_of
from counterpoint.drafting.placing import MOST_WORDS, pattern, surroundings
from counterpoint.drafting.reading import OPEN, Data, listed
from counterpoint.errors import UsageError

BY_HAND: Final = "by-hand"
"""The rule of a statement that a person made of words that no rule found."""

_MOST_LISTED: Final = 5


def find_words(text: str, words: str, which: int = 0) -> tuple[int, int]:
    """Find where words stand in a text; spaces and line breaks may differ.

    :param which: which of several places, from 1; 0 where there must be one alone.
    :raises UsageError: where they do not stand there, or in several places.
    """
    if not words.split():
        raise UsageError("no words are given", "take them as they are in the text")
    found = [match.span() for match in pattern(words).finditer(text)]
    if not found:
        raise UsageError("these words are not in the text", "take them as they are in the text")
    if which > len(found) or which < 0:
        raise UsageError(f"there is no place {which}: these words stand there {_times(len(found))}", "choose another")
    if which or len(found) == 1:
        return found[which - 1 if which else 0]
    places = [f"{number} {surroundings(text, *span)}" for number, span in enumerate(found[:_MOST_LISTED], 1)]
    more = ["…"] if len(found) > _MOST_LISTED else []
    hint = "write more of them, or the number of the place before them"
    raise UsageError(f"these words stand there {_times(len(found))}: {', '.join([*places, *more])}", hint)


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def statement_of_span(draft: Draft, start: int, end: int, mode: str = "") -> Data:
    """Make an open statement without a speaker of a span of the text, in its place among the others.

    :param mode: direct, reported …; where it is not said, direct within quotation marks, and reported elsewhere.
    :returns: the statement.
    :raises UsageError: where there are no words there, or a statement is of the same words.
    """
    from counterpoint.drafting.attribution.paragraphs import find_paragraphs

    text = draft.text
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not any(sign.isalnum() for sign in text[start:end]):
        raise UsageError("there are no words", "choose some of the text")
    for other in draft.statements:
        if (other.get("draft") or {}).get("utterance") == [start, end]:
            hint = f"go to it: {other['id']}; another makes one more of the same words"
            raise UsageError(f"{other['id']} is of these words already", hint)
    paragraphs = find_paragraphs(text)
    number = next((number for number, span in enumerate(paragraphs, 1) if start < span.end), len(paragraphs))
    at = _fragment(text, start, end)
    statement: Data = {
        "id": next_id(draft, "speaker"),
        "mode": mode or _mode(text, start, end, paragraphs[number - 1 : number]),
        "quote": text[slice(*at)],
        "at": list(at),
        "draft": {"paragraph": number, "utterance": [start, end], "rule": BY_HAND, "state": OPEN},
    }
    statements = draft.data["statements"] = draft.data.get("statements") or []
    later = (number for number, one in enumerate(statements) if _utterance(one)[0] > start)
    statements.insert(next(later, len(statements)), statement)
    return statement


def _fragment(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the words as they are where they may be the fragment, else choose some."""
    from counterpoint.drafting.fragments import choose_fragment, is_whole_sentence

    plain = not re.search('["“”„«»]', text[start:end])
    if plain and len(text[start:end].split()) <= MOST_WORDS and not is_whole_sentence(text, start, end):
        return start, end
    return choose_fragment(text, start, end)


def _mode(text: str, start: int, end: int, paragraphs: list[Any]) -> str:
    from counterpoint.drafting.attribution.marks import pair

    quotes = [quote.span for some in pair(text, paragraphs) for quote in some]
    within = sum(max(0, min(end, quote.end) - max(start, quote.start)) for quote in quotes)
    return "direct" if 2 * within > end - start else "reported"


def _utterance(statement: Data) -> tuple[int, int]:
    start, end = (statement.get("draft") or {}).get("utterance") or statement.get("at") or (0, 0)
    return start, end


def another(draft: Draft, statement: Data, offset: int | None) -> Data:
    """Make another statement of the same utterance, or of the part of it that begins at a place.

    :param offset: where the new one's utterance begins; nothing for the same utterance.
    :returns: the new one, which stands after the other.
    :raises UsageError: where the place is not inside the utterance, or one of the parts holds no words.
    """
    from counterpoint.drafting.fragments import choose_fragment

    new = deepcopy(statement)
    new["id"] = next_id(draft, str(statement["id"]).rpartition("-")[0] or str(statement["id"]))
    for key in (*draft.workspace.vocabulary.stances, "inferred-by", "note"):
        new.pop(key, None)
    new["draft"].pop("proposal", None)
    if offset is not None:
        start, end = _utterance(statement)
        if not start < offset < end:
            raise UsageError(f"{offset} is not inside the utterance", f"choose a place between {start} and {end}")
        for one, span in ((statement, (start, offset)), (new, (offset, end))):
            if not any(sign.isalnum() for sign in draft.text[slice(*span)]):
                raise UsageError("one of the two would hold no words", "choose a place between two words")
            at = choose_fragment(draft.text, *span)
            one["draft"]["utterance"], one["at"], one["quote"] = list(span), list(at), draft.text[slice(*at)]
            one["draft"].pop("proposal", None)
        decide(statement, OPEN)
    decide(new, OPEN)
    draft.data["statements"].insert(draft.data["statements"].index(statement) + 1, new)
    return new


def join(draft: Draft, one: Data, other: Data) -> Data:
    """Make one statement of two, of the words from the first of them to the last; it is open.

    :returns: the one that stands first in the text, which stays.
    :raises UsageError: where they are the same, have two speakers, take two stances on one claim, or another speaks
        between them.
    """
    if one is other:
        raise UsageError(f"{one['id']} cannot be joined with itself", "say another statement")
    first, second = sorted((one, other), key=_utterance)
    speakers = {str(each["speaker"]) for each in (first, second) if each.get("speaker")}
    if len(speakers) > 1:
        hint = "say for one of them first that the other speaks"
        raise UsageError(f"{first['id']} and {second['id']} have two speakers", hint)
    start, end = _utterance(first)[0], max(_utterance(first)[1], _utterance(second)[1])
    for each in draft.statements:
        others = speakers and each.get("speaker") and str(each["speaker"]) not in speakers
        if others and start < _utterance(each)[0] < _utterance(second)[0]:
            hint = "join only what one person says without a break"
            raise UsageError(f"{each['id']} stands between {first['id']} and {second['id']}", hint)
    _join_stances(draft, first, second)
    if not first.get("speaker") and second.get("in-capacity"):
        first["in-capacity"] = second["in-capacity"]
    notes = dict.fromkeys(str(each["note"]) for each in (first, second) if each.get("note"))
    for key, said in (("speaker", "".join(speakers)), ("note", "; ".join(notes))):
        first.update({key: said} if said else {})
    if second.get("inferred-by"):
        first.setdefault("inferred-by", second["inferred-by"])
    first["draft"]["utterance"] = [start, end]
    first["draft"].pop("proposal", None)
    draft.data["statements"] = [each for each in draft.statements if each is not second]
    _refer(draft, str(second["id"]), str(first["id"]))
    decide(first, OPEN)
    return first


def _join_stances(draft: Draft, first: Data, second: Data) -> None:
    known = draft.workspace.vocabulary.stances
    found = {stance: list(claims) for stance, claims in stances_of(first, known).items()}
    for stance, claims in stances_of(second, known).items():
        found[stance] = list(dict.fromkeys([*found.get(stance, ()), *claims]))
    said = [claim for claims in found.values() for claim in claims]
    if len(set(said)) < len(said):
        hint = "change one of them first"
        raise UsageError(f"{first['id']} and {second['id']} take two stances on one claim", hint)
    first.update({stance: claims[0] if len(claims) == 1 else claims for stance, claims in found.items()})


def _refer(draft: Draft, old: str, new: str) -> None:
    """Let what referred to a statement refer to the one that it became a part of."""
    for each in draft.statements:
        about = each.get("draft") or {}
        if about.get("continues") == old:
            about["continues"] = new
        if about.get("continues") == each["id"]:
            del about["continues"]
    for span in listed(draft.about.get("not-speech")):
        if span.get("taken") == old:
            span["taken"] = new


def next_id(draft: Draft, stem: str) -> str:
    """Make an id for a new statement: the stem and the next number that is free."""
    taken = {str(statement["id"]) for statement in draft.statements}
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def stem_of(speaker: str) -> str:
    """Make of a speaker's id what the ids of their statements begin with: of a person's the last part, the surname.

    >>> stem_of("jane-doe"), stem_of("organisation:marsh-society")
    ('doe', 'marsh-society')
    """
    bare = speaker.rpartition(":")[2]
    last = bare.rpartition("-")[2]
    return bare if speaker.startswith("organisation:") or len(last) < 2 or last.isdigit() else last
