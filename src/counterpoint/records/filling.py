"""Write the offsets of quotes into a record file, touching nothing else of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from counterpoint.files import write_atomically
from counterpoint.records.parts import Part, Record, Span
from counterpoint.records.quotations import occurrences
from counterpoint.records.reading import read
from counterpoint.vocabulary import Vocabulary

_BREAK: Final = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line in YAML."""
_MARK: Final = "\ufeff"


def fill(path: Path, record: Record, text: str, vocabulary: Vocabulary) -> int:
    """Add ``at: [start, end]`` to each statement that has none and whose quote stands in the text once.

    :param path: the record's file.
    :param record: what it says.
    :param text: the text of its source.
    :param vocabulary: to read the result again.
    :returns: how many were added.
    """
    old = path.read_bytes().decode("utf-8")
    lines = _lines(old)
    added: dict[str, tuple[int, int]] = {}
    written: set[Span | None] = set()
    for statement in reversed(record.statements):
        if "quote" not in statement.values or "at" in statement.places:
            continue
        found = occurrences(statement, text)
        span = statement.values["quote"][0].span  # one that an alias repeats is written once
        if len(found) == 1 and (span in written or _insert(lines, statement, found[0])):
            added[statement.identifier] = found[0]
            written.add(span)
    new = "".join(lines)
    if not added or not _says_the_same(read(record.file, new.encode(), vocabulary), record, added):
        return 0
    write_atomically(path, new.encode())
    return len(written)


def _lines(text: str) -> list[str]:
    """Split at what YAML takes for the end of a line, and keep it; a byte order mark stands by itself, at the end."""
    lines, start = [], 0
    for end in _BREAK.finditer(text):
        lines.append(text[start : end.end()])
        start = end.end()
    return [*lines, text[start:]]


def _insert(lines: list[str], statement: Part, offsets: tuple[int, int]) -> bool:
    """Write the offsets after a statement's quote; tell whether there is a place for them."""
    quote = statement.values["quote"][0]
    if quote.span is None or (quote.span.end_line, quote.span.end_column) < (quote.span.key_line, 0):
        return False  # an alias: the quote stands elsewhere
    entry = f"at: [{offsets[0]}, {offsets[1]}]"
    key_line, key_column, end_line, end_column = quote.span
    if statement.flow:
        shift = len(_MARK) if end_line == 0 and lines[0].startswith(_MARK) else 0
        line = lines[end_line]
        lines[end_line] = f"{line[: end_column + shift]}, {entry}{line[end_column + shift :]}"
        return True
    ending = _BREAK.search(lines[key_line])
    line_break = ending[0] if ending else "\n"
    if not _BREAK.search(lines[end_line]):
        lines[end_line] += line_break
    lines.insert(end_line + 1, f"{' ' * key_column}{entry}{line_break}")
    return True


def _says_the_same(new: Record, old: Record, added: dict[str, tuple[int, int]]) -> bool:
    """Tell whether a record says what it said before, but for the offsets that were added."""
    if len(new.faults) > len(old.faults) or len(new.statements) != len(old.statements):
        return False
    for now, then in zip(new.statements, old.statements, strict=True):
        expected = {key: [value.text for value in values] for key, values in then.values.items()}
        if then.identifier in added:
            expected["at"] = [str(offset) for offset in added[then.identifier]]
        if {key: [value.text for value in values] for key, values in now.values.items()} != expected:
            return False
    return True
