"""Write the offsets of quotes into a record file, touching nothing else of it."""

from __future__ import annotations

from pathlib import Path

from counterpoint.files import write_atomically
from counterpoint.records.quotations import occurrences
from counterpoint.records.reading import Record, read
from counterpoint.vocabulary import Vocabulary


def fill(path: Path, record: Record, text: str, vocabulary: Vocabulary) -> int:
    """Add ``at: [start, end]`` below each quote that has none and stands in the text once.

    :param path: the record's file.
    :param record: what it says.
    :param text: the text of its source.
    :param vocabulary: to read the result again.
    :returns: how many were added.
    """
    old = path.read_bytes().decode("utf-8-sig")
    lines = old.splitlines(keepends=True)
    added = 0
    for statement in reversed(record.statements):
        found = occurrences(statement, text)
        if "quote" not in statement.values or "at" in statement.values or len(found) != 1:
            continue
        quote = statement.values["quote"][0]
        column = _key_column(lines[quote.key_line - 1])
        if column is None:
            continue
        start, end = found[0]
        ending = "\r\n" if lines[quote.key_line - 1].endswith("\r\n") else "\n"
        if not lines[quote.end_line - 1].endswith("\n"):
            lines[quote.end_line - 1] += ending
        lines.insert(quote.end_line, f"{' ' * column}at: [{start}, {end}]{ending}")
        added += 1
    new = "".join(lines)
    # Written only if the file still reads as before, but for the offsets.
    again = read(record.file, new.encode(), vocabulary)
    if again.faults != record.faults and len(again.faults) >= len(record.faults):
        return 0
    if added:
        write_atomically(path, new.encode())
    return added


def _key_column(line: str) -> int | None:
    """Return the column of ``quote:`` where it begins its line, also as the first key of an item."""
    bare = line.lstrip(" -")
    return len(line) - len(bare) if bare.startswith("quote:") else None
