"""Verify quotes against the text that they are from, and find the offsets of those that have none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from counterpoint.errors import Fault, WorkspaceError
from counterpoint.records.reading import Part, Record


def read_text(path: Path) -> str:
    """Read the text of a source, every character as it is: offsets count them.

    :raises WorkspaceError: where it cannot be read or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as problem:
        raise WorkspaceError(f"the text {path} cannot be read: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise WorkspaceError(f"the text {path} is not UTF-8", "save it in UTF-8") from problem


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal.

    >>> digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def verify(record: Record, text: str) -> Iterator[Fault]:
    """Yield what is wrong between a record's quotes and the text of its source.

    :param record: a record with a source.
    :param text: the text that the record codes.
    """
    if record.source and (noted := record.source.text("text-digest")) and noted != digest(text):
        place = record.source.place_of("text-digest")
        message = "the text at hand is not the one that was coded: its digest differs"
        yield Fault(place, message, f"find the text that was coded, or code this one and write {digest(text)}")
    for statement in record.statements:
        if "quote" in statement.values:
            yield from _verify(statement, text)


def occurrences(statement: Part, text: str) -> list[tuple[int, int]]:
    """Find every place where a statement's quote stands, between the words that it says come before and after.

    :returns: start and end offsets, in characters.
    """
    before, quote, after = (statement.text(key) for key in ("before", "quote", "after"))
    whole = before + quote + after
    found, start = [], text.find(whole)
    while start >= 0:
        begin = start + len(before)
        found.append((begin, begin + len(quote)))
        start = text.find(whole, start + 1)
    return found


def _verify(statement: Part, text: str) -> Iterator[Fault]:
    place = statement.place_of("quote")
    found = occurrences(statement, text)
    offsets = _offsets(statement)
    if offsets and offsets[1] > len(text):
        message = f"the offsets end at {offsets[1]:,}, the text after {len(text):,} characters"
        yield Fault(statement.place_of("at"), message, _where(found))
    elif not found:
        yield Fault(place, f'the quote "{_shown(statement.text("quote"))}" is not in the text', _closest(statement, text))
    elif offsets and offsets not in found:
        message = f"the quote does not stand at [{offsets[0]}, {offsets[1]}]"
        yield Fault(statement.place_of("at"), message, _where(found))
    elif not offsets and len(found) > 1:
        message = f"the quote stands in the text {len(found)} times"
        yield Fault(place, message, "say which with at: [start, end], or with before: or after:; " + _where(found))
    elif not offsets and "at" not in statement.values:
        yield Fault(place, "the quote has no place in the text yet", _where(found) + ", or run check --fill")


def _offsets(statement: Part) -> tuple[int, int] | None:
    values = statement.values.get("at", ())
    numbers = [int(value.text) for value in values if value.text.isdecimal()]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def _where(found: list[tuple[int, int]]) -> str:
    return " or ".join(f"write at: [{start}, {end}]" for start, end in found[:3]) or "look for the words in the text"


def _closest(statement: Part, text: str) -> str:
    """Show the passage of the text that is most like a quote that is not there."""
    from rapidfuzz import fuzz

    if statement.text("before") or statement.text("after"):
        bare = Part("statement", "", statement.place, {"quote": statement.values["quote"]})
        if found := occurrences(bare, text):
            return f"it stands there without these words around it: {_where(found)}"
    match = fuzz.partial_ratio_alignment(statement.text("quote"), text, score_cutoff=60)
    if not match:
        return "nothing in the text is like it"
    return f'the nearest passage is "{_shown(text[match.dest_start : match.dest_end])}"'


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 100 else flat[:99] + "…"
