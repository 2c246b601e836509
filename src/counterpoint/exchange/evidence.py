"""Give every statement a fragment of at most fifteen words, and its place in the text of its source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from counterpoint.errors import Fault
from counterpoint.exchange.debate import Debate, Report, Source, Statement
from counterpoint.exchange.fragments import fragment
from counterpoint.records.quotations import digest

_DIRECT: Final = '"“„«‹‘‚'
EXCERPTS: Final = "The text is the excerpts that were coded, a paragraph each; offsets count in it."


def settle(debate: Debate, text_of: Callable[[str], str | None]) -> list[Fault]:
    """Shorten the evidence of all statements and find its place; return what is wrong with it.

    Where no text of a source is at hand and its quotes have no places, the excerpts of the file become its text.

    :param debate: whose statements and sources are changed.
    :param text_of: gives the text that the workspace has of a source, by the source's key.
    """
    of_source: dict[str, list[Statement]] = {}
    for statement in debate.statements:
        of_source.setdefault(statement.source, []).append(statement)
    faults: list[Fault] = []
    for key, source in debate.sources.items():
        own = text_of(key)
        if own is not None and source.text is not None and own != source.text:
            debate.report.note(f'of "{source.title}" the workspace has another text; the quotes are sought in that one')
        source.text = source.text if own is None else own
        statements = of_source.get(key, [])
        if source.text is None and statements and all(one.quote and not one.at for one in statements):
            source.text = _excerpts(statements)
            source.details.setdefault("note", []).append(EXCERPTS)
            debate.report.change("sources whose text is the excerpts that were coded", source.title)
        faults += [fault for one in statements if (fault := _place(one, source, debate.report))]
        if source.text is not None:
            source.details["text-digest"] = [digest(source.text)]
    return faults


def _excerpts(statements: Iterable[Statement]) -> str:
    """Join the quotes of statements, each once, and note their places."""
    places: dict[str, tuple[int, int]] = {}
    end = 0
    for one in statements:
        if one.quote not in places:
            places[one.quote] = (end, end + len(one.quote))
            end += len(one.quote) + 2
        one.at = places[one.quote]
    return "\n\n".join(places) + "\n"


def _place(one: Statement, source: Source, report: Report) -> Fault | None:
    if source.text is None:
        return _trust(one, source, report)
    if one.quote and (fault := _find(one, source.text)):
        return fault
    if one.at is None:
        return Fault(one.origin, "the statement has neither words nor a place in the text", "give it one of the two")
    start, end = one.at
    if not 0 <= start < end <= len(source.text):
        message = f"the passage from {start:,} to {end:,} is not in the text, which has {len(source.text):,} characters"
        return Fault(one.origin, message, "look whether it belongs to another text")
    return _shorten(one, source.text, start, end, report)


def _trust(one: Statement, source: Source, report: Report) -> Fault | None:
    """Take the place of a quote as the file gives it, there being no text to look at."""
    if not one.quote or one.at is None:
        what = "the text is not at hand, and the statement has no " + ("place in it" if one.quote else "words of it")
        return Fault(one.origin, what, f'put the text of "{source.title}" where counterpoint check looks for it')
    start = one.at[0]
    found = fragment(one.quote)
    if found is None:
        return Fault(one.origin, "the quote holds no words", "give the words that show the stance")
    if one.at[1] - start == len(one.quote) or found != (0, len(one.quote)):
        one.at = (start + found[0], start + found[1])
    _note_shortened(one, len(one.quote.rstrip()) - found[1], report)
    one.quote = one.quote[slice(*found)]
    return None


def _find(one: Statement, text: str) -> Fault | None:
    """Find the passage that a file quotes, at the place that it names or at the only one where it stands."""
    quote = one.quote.strip()
    if one.at and text[one.at[0] : one.at[0] + len(quote)] == quote:
        one.at = (one.at[0], one.at[0] + len(quote))
        return None
    words = r"\s+".join(map(re.escape, quote.split()))
    found = [(match.start(), match.end()) for match in re.finditer(words, text)] if words else []
    if len(found) == 1 and one.at is None:
        one.at = found[0]
        return None
    shown = quote if len(quote) <= 60 else quote[:60] + "…"
    if not found:
        return Fault(one.origin, f'the quote "{shown}" is not in the text of its source', "look for it in another text")
    if one.at:
        places = " or ".join(str(start) for start, _ in found[:3])
        return Fault(one.origin, f'the quote "{shown}" does not stand at {one.at[0]:,}', f"it stands at {places}")
    return Fault(one.origin, f'the quote "{shown}" stands in the text {len(found)} times', "say where it begins")


def _shorten(one: Statement, text: str, start: int, end: int, report: Report) -> Fault | None:
    found = fragment(text, start, end)
    if found is None:
        return Fault(one.origin, f"the passage from {start:,} to {end:,} holds no words", "look at its place")
    _note_shortened(one, len(text[start:end].rstrip()) - (found[1] - start), report)
    one.at, one.quote = found, text[slice(*found)]
    if not one.mode and found[0] and text[found[0] - 1] in _DIRECT:
        one.mode = "direct"
    return None


def _note_shortened(one: Statement, left: int, report: Report) -> None:
    if left > 0:
        report.change("statements whose evidence is cut to its first fifteen words", str(one.origin))
