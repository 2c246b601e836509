"""Quotes that no longer stand where their record says, as the text has changed: a list for a person to act upon.

Nothing is anchored anew by itself. Where the words stand in the text unchanged, and once, their offsets can be written;
the words are never touched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyoxigraph as ox

from counterpoint.building.freshness import changes_of
from counterpoint.changing.landing import put_files, recover, refuse_shipped
from counterpoint.changing.plan import Plan, read_bytes
from counterpoint.errors import FaultsError, Place, UsageError
from counterpoint.records.editing import Document
from counterpoint.records.parts import Record
from counterpoint.records.quotations import digest, nearest_passage, occurrences, offsets_of, read_text, stands_at
from counterpoint.records.reading import read
from counterpoint.store.snapshots import Snapshots
from counterpoint.workspace import Workspace

if TYPE_CHECKING:
    from counterpoint.questions.answers import Answer
    from counterpoint.records.parts import Part

State = Literal["moved", "several", "changed", "missing"]


@dataclass(frozen=True)
class Orphan:
    """A quote that does not stand where its record says.

    :param place: the quote in the record.
    :param source: the id of the source.
    :param statement: the id of the statement.
    :param quote: the words.
    :param state: ``moved`` where they stand elsewhere, once; ``several`` where they do so more than once; ``changed``
        where something like them does; ``missing`` where nothing is like them.
    :param at: where they were to stand: two offsets, in characters.
    :param nearest: the passage that is most like them.
    :param found: where that stands.
    """

    place: Place
    source: str
    statement: str
    quote: str
    state: State
    at: tuple[int, int]
    nearest: str = ""
    found: tuple[int, int] | None = None


def find_orphans(workspace: Workspace, paths: Sequence[Path] = ()) -> list[Orphan]:
    """List the quotes that do not stand in their text where their record says.

    :param workspace: the debate.
    :param paths: records; all whose text is at hand, where none are named.
    :raises FaultsError: where one of the records cannot be read.
    :raises UsageError: where one is named that is none, or whose text is not at hand.
    """
    return [orphan for record, text in _coded(workspace, paths) for orphan in _orphans(record, text)]


def reanchor(workspace: Workspace, paths: Sequence[Path] = ()) -> dict[str, int]:
    """Write the offsets of quotes that stand elsewhere in their text, unchanged and once; one change to be undone.

    The digest of the text is written where all quotes of the source then stand.

    :returns: how many offsets were written, by file.
    """
    refuse_shipped(workspace)
    recover(workspace)
    contents: dict[Path, bytes | None] = {}
    written: dict[str, int] = {}
    for record, text in _coded(workspace, paths):
        orphans = list(_orphans(record, text))
        moved = {orphan.statement: orphan.found for orphan in orphans if orphan.state == "moved" and orphan.found}
        if moved:
            path = workspace.root / record.file
            contents[path] = _anchored(path, record, moved, text if len(moved) == len(orphans) else None)
            written[record.file] = len(moved)
    plan = Plan.of(workspace, f"anchor the quotes of {', '.join(written)} anew", contents)
    if plan.files:
        put_files(plan)
    return written


def _coded(workspace: Workspace, paths: Sequence[Path]) -> Iterator[tuple[Record, str]]:
    """Yield the records whose text is at hand, with it."""
    for path in [_named(path) for path in paths] or _with_text(workspace):
        record = read(workspace.shown(path), read_bytes(path) or b"", workspace.vocabulary)
        if record.unread:
            raise FaultsError(record.faults)
        text = workspace.text_of(record.source.identifier) if record.source else None
        if text is not None and text.is_file():
            yield record, read_text(text)
        elif paths:
            place = workspace.shown(text) if text else "texts/ID.txt"
            raise UsageError(f"the text of {record.file} is not at hand", f"put it into {place}")


def _named(path: Path) -> Path:
    if not path.is_file():
        raise UsageError(f"{path} is not a file", "name records; without any, all whose text is at hand are looked at")
    return path.resolve()


def _with_text(workspace: Workspace) -> list[Path]:
    """Find the records of the sources whose texts are at hand, reading no others than those that changed."""
    changes, notes = changes_of(workspace, Snapshots(workspace.state))
    known = notes.definitions()
    stems = [path.stem for path in workspace.text_of("x").parent.glob("*.txt")]
    found = {workspace.root / one.file for stem in stems if (one := known.get(f"source:{stem}"))}
    return sorted({*found, *changes.changed} - {workspace.root / name for name in changes.removed})


def _orphans(record: Record, text: str) -> Iterator[Orphan]:
    for statement in record.statements:
        at = offsets_of(statement)
        if at and statement.text("quote") and not stands_at(statement, text, at):
            yield _orphan(record, statement, text, at)


def _orphan(record: Record, statement: Part, text: str, at: tuple[int, int]) -> Orphan:
    found = occurrences(statement, text)
    state: State = "moved" if len(found) == 1 else "several"
    span = found[0] if found else nearest_passage(statement.text("quote"), text)
    if not found:
        state = "changed" if span else "missing"
    return Orphan(
        statement.place_of("quote"),
        record.source.identifier if record.source else "",
        statement.identifier,
        statement.text("quote"),
        state,
        at,
        text[slice(*span)] if span else "",
        span,
    )


def _anchored(path: Path, record: Record, moved: dict[str, tuple[int, int]], text: str | None) -> bytes | None:
    """Write offsets into a record, and the digest of the text where all its quotes stand in it."""
    document = Document(record.file, read_bytes(path) or b"")
    for statement in record.statements:
        if statement.identifier in moved:
            for value, offset in zip(statement.values["at"], moved[statement.identifier], strict=True):
                document.replace(document.at(value.place), str(offset))
    if text is not None and record.source and "text-digest" in record.source.values:
        document.replace(document.at(record.source.place_of("text-digest")), digest(text))
    return document.result()


def as_answer(orphans: Iterable[Orphan]) -> Answer:
    """Give orphaned quotes as the rows of an answer, which can be written in every format."""
    from counterpoint.questions.answers import Answer

    columns = ["place", "statement", "state", "quote", "at", "nearest", "found"]
    rows = []
    for one in orphans:
        at, found = (json.dumps(list(span)) if span else "" for span in (one.at, one.found))
        path = f"{one.source}/{one.statement}"
        values = (str(one.place), path, one.state, one.quote, at, one.nearest, found)
        cells = dict(zip(columns, values, strict=True))
        rows.append({name: {"type": "literal", "value": value} for name, value in cells.items() if value})
    document = json.dumps({"head": {"vars": columns}, "results": {"bindings": rows}})
    solutions = ox.parse_query_results(document, format=ox.QueryResultsFormat.JSON)
    assert isinstance(solutions, ox.QuerySolutions)  # noqa: S101 - for the types: there are rows, not a truth value
    return Answer(solutions)
