"""Verify quotes against the text that they are from, and find the offsets of those that have none."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from counterpoint.errors import Fault, WorkspaceError
from counterpoint.records.parts import Part, Record
from counterpoint.records.values import is_digest

_OFFSET: Final = re.compile("[0-9]{1,18}")
_MOST_SPACE: Final = 100
"""The most spaces and line breaks between a quote and the words that stand before or after it."""


def read_text(path: Path) -> str:
    """Read the text of a source, every character as it is: offsets count them.

    :raises WorkspaceError: where it cannot be read or is not UTF-8.
    """
    try:
        return decoded(path.read_bytes(), path)
    except OSError as problem:
        raise WorkspaceError(f"the text {path} cannot be read: {problem.strerror}") from problem


def decoded(data: bytes, path: Path) -> str:
    """Decode the text of a source.

    :param path: where it is, for the message.
    :raises WorkspaceError: where it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
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
    noted = record.source.text("text-digest").strip().lower() if record.source else ""
    if record.source and is_digest(noted) and noted != digest(text):
        place = record.source.place_of("text-digest")
        message = "the text at hand is not the one that was coded: its digest differs"
        yield Fault(place, message, f"find the text that was coded, or code this one and write {digest(text)}")
    for statement in record.statements:
        if "quote" in statement.values:
            yield from _verify(statement, text)


def unplaced(record: Record, where: str) -> Iterator[Fault]:
    """Yield the quotes whose offsets are missing or cannot be right, where the text to look for them is not at hand.

    :param record: a record with a source.
    :param where: the file that the text is looked for in.
    """
    for statement in record.statements:
        offsets, length = offsets_of(statement), len(statement.text("quote"))
        if length and offsets and offsets[1] > offsets[0] and offsets[1] - offsets[0] != length:
            message = f"the offsets span {offsets[1] - offsets[0]:,} characters, and the quote has {length:,}"
            yield Fault(statement.values["at"][0].place, message, "write where the quote begins and where it ends")
        if "quote" in statement.values and "at" not in statement.places:
            hint = f"put the text into {where} and let counterpoint check --fill find it, or write at: [start, end]"
            message = "the quote has no place in the text, and the text is not at hand"
            yield Fault(statement.place_of("quote"), message, hint)


def occurrences(statement: Part, text: str) -> list[tuple[int, int]]:
    """Find every place where a statement's quote stands, between the words that it says come before and after.

    :returns: start and end offsets, in characters.
    """
    before, quote, after = (statement.text(key) for key in ("before", "quote", "after"))
    found: list[tuple[int, int]] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        end = start + len(quote)
        if _is_between(before, after, text, start, end):
            found.append((start, end))
        start = text.find(quote, start + 1)
    return found


def stands_at(statement: Part, text: str, offsets: tuple[int, int]) -> bool:
    """Tell whether a quote stands at its offsets: to look there is faster than to look for it everywhere."""
    before, quote, after = (statement.text(key) for key in ("before", "quote", "after"))
    return text[slice(*offsets)] == quote and _is_between(before, after, text, *offsets)


def _is_between(before: str, after: str, text: str, start: int, end: int) -> bool:
    """Tell whether words come before and after a passage, whatever spaces and line breaks are in between."""
    left = text[max(0, start - len(before) - _MOST_SPACE) : start].rstrip()
    right = text[end : end + len(after) + _MOST_SPACE].lstrip()
    return left.endswith(before.strip()) and right.startswith(after.strip())


def _verify(statement: Part, text: str) -> Iterator[Fault]:
    place = statement.place_of("quote")
    offsets = offsets_of(statement)
    if offsets and stands_at(statement, text, offsets):
        return
    found = occurrences(statement, text)
    if not found:
        yield _missing(statement, text)
    if offsets and offsets[1] > len(text):
        message = f"the offsets end at {offsets[1]:,}, but the text has only {len(text):,} characters"
        yield Fault(statement.values["at"][0].place, message, _where(found))
    elif not found:
        return
    elif offsets:
        message = f"the quote does not stand at [{offsets[0]}, {offsets[1]}]"
        yield Fault(statement.values["at"][0].place, message, _where(found))
    elif "at" not in statement.places:
        if len(found) > 1:
            message = f"the quote stands in the text {len(found)} times"
            hint = f"say which with before: or after: and the words next to it, or {_where(found)}"
            yield Fault(place, message, hint)
        else:
            hint = f"{_where(found)}, or let counterpoint check --fill do so"
            yield Fault(place, "the quote has no place in the text yet", hint)


def offsets_of(statement: Part) -> tuple[int, int] | None:
    """Return the offsets that a statement gives its quote, if it gives two."""
    values = statement.values.get("at", ())
    numbers = [int(value.text) for value in values if _OFFSET.fullmatch(value.text.strip())]
    return (numbers[0], numbers[1]) if len(numbers) == 2 else None


def _where(found: list[tuple[int, int]]) -> str:
    if not found:
        return "look for the words in the text"
    some = " or ".join(f"at: [{start}, {end}]" for start, end in found[:3])
    return f"write {some}" + (" or …" if len(found) > 3 else "")


def _missing(statement: Part, text: str) -> Fault:
    place, quote = statement.place_of("quote"), statement.text("quote")
    bare = Part("statement", "", statement.place, {"quote": statement.values["quote"]})
    if found := occurrences(bare, text):
        message = f'the quote "{_shown(quote)}" does not stand between the words of before: and after:'
        return Fault(place, message, f"mend these, or take them out and {_where(found)}")
    return Fault(place, f'the quote "{_shown(quote)}" is not in the text', _closest(quote, text))


def _closest(quote: str, text: str) -> str:
    """Show the passage of the text that is most like a quote that is not there."""
    if spaced := _spaced_otherwise(quote, text):
        return f"the words stand there with other spaces or line breaks; write quote: {spaced}"
    if not (span := nearest_passage(quote, text)):
        return "nothing in the text is like it"
    return f'the nearest passage is "{_shown(text[slice(*span)])}"'


def nearest_passage(quote: str, text: str) -> tuple[int, int] | None:
    """Find the passage of a text that is most like a quote that is not there, in whole words.

    :returns: its start and end, in characters; nothing where no passage is like it.
    """
    from rapidfuzz import fuzz

    match = fuzz.partial_ratio_alignment(quote, text, score_cutoff=60)
    if not match:
        return None
    start, end = match.dest_start, match.dest_end
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():  # whole words
        start -= 1
    while 0 < end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _spaced_otherwise(quote: str, text: str) -> str:
    """Find the words of a quote with other spaces between them, and write them so that YAML keeps these."""
    match = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    written = json.dumps(match[0], ensure_ascii=False) if match else ""
    return re.sub(r"[^\S ]", lambda space: f"\\u{ord(space[0]):04x}", written)


def _shown(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 100 else flat[:99] + "…"
