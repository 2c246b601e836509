"""Add sources: records and finished drafts, from anywhere into the debate."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from counterpoint.changing.landing import Base
from counterpoint.changing.plan import Origin, Plan, read_bytes
from counterpoint.errors import FaultsError, UsageError
from counterpoint.records.editing import Document
from counterpoint.records.parts import Record
from counterpoint.records.quotations import read_text
from counterpoint.records.reading import read
from counterpoint.records.writing import write
from counterpoint.workspace import Workspace, is_record_name

MAX_BYTES: Final = 8_000_000
"""The largest record: one of a thousand quotes has a twentieth of that."""


@dataclass(frozen=True)
class _Incoming:
    """A file that is to be added.

    :param path: where it is.
    :param data: the record that it holds, or has become.
    :param record: what that says.
    :param exact: whether the record is the file itself, line by line, and no finished draft.
    :param text: the text of its article, where that is to come along.
    :param coders: names of people who confirmed it, by id, as far as it says them.
    """

    path: Path
    data: bytes
    record: Record
    exact: bool = True
    text: str | None = None
    coders: Mapping[str, str] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        return self.record.source.identifier if self.record.source else ""


def plan_addition(base: Base, paths: Sequence[Path], *, replace: bool = False, text: Path | None = None) -> Plan:
    """Plan to take files into the debate as ``graph/sources/ID.yaml``.

    :param base: the debate.
    :param paths: records of one source each, and drafts in which nothing is open; a draft in the folder of drafts may
        be named by its id.
    :param replace: put a record in the place of the one that has its id.
    :param text: the text of the article, where one source is added; it becomes ``texts/ID.txt``.
    :raises UsageError: where a file is none, is in the debate already, holds no source, or one that is there already.
    :raises FaultsError: where a file has faults of form.
    """
    workspace = base.workspace
    named = list(dict.fromkeys(_meant(path, workspace) for path in paths))
    if text is not None and len(named) != 1:
        raise UsageError(f"--text is the text of one source, and {len(named)} are added", "add them one by one")
    incoming = [_read(path, workspace) for path in named]
    contents: dict[Path, bytes | None] = {}
    origins: dict[str, Origin] = {}
    for one in incoming:
        target = _target(base, one, replace=replace)
        if target in contents:
            raise UsageError(f'two of the files code the source "{one.identifier}"', "add one of them")
        contents[target] = one.data
        origins[workspace.shown(target)] = Origin(str(one.path), exact=one.exact)
        contents |= _text(workspace, one, text, replace=replace)
    notes = []
    if coders := _new_coders(base, incoming):
        people = workspace.root / "graph" / "people.yaml"
        contents[people] = _with_people(workspace, people, coders)
        notes = [f"{workspace.shown(people)} defines {identifier}: {name}" for identifier, name in coders.items()]
    names = [one.identifier for one in incoming]
    what = f"the source {names[0]}" if len(names) == 1 else f"the sources {', '.join(names)}"
    verb = "replace" if any(f"source:{name}" in base.notes.definitions() for name in names) else "add"
    return Plan.of(workspace, f"{verb} {what}", contents, notes, origins)


def _meant(path: Path, workspace: Workspace) -> Path:
    """Take the id of a draft for its file, as the review does, and a path as messages show it."""
    if path.exists() or path.is_symlink():
        return path
    seen_from_there = (workspace.root / path, workspace.drafts / f"{path}.yaml")
    return next((draft for draft in seen_from_there if draft.is_file()), path)


def _read(path: Path, workspace: Workspace) -> _Incoming:
    if not path.is_file():
        problem = "is not a file" if path.exists() or path.is_symlink() else "is not there"
        raise UsageError(f"{path} {problem}", "look at the spelling, and at the folder that you are in")
    if path.resolve().is_relative_to(workspace.root / "graph"):
        raise UsageError(f"{path} is in the debate already", "counterpoint build brings the graph up to date with it")
    try:
        if (size := path.stat().st_size) > MAX_BYTES:
            raise UsageError(f"{path} has {size:,} bytes, which no record has", f"at most {MAX_BYTES:,} are read")
        data = path.read_bytes()
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}") from problem
    record = read(str(path), data, workspace.vocabulary)
    if not record.unread and _is_draft(path, data):
        from counterpoint.drafting.drafts import Draft, finish

        draft = Draft.read(path, workspace)
        data = finish(draft, define_coders=False).encode()
        record = read(str(path), data, workspace.vocabulary)
        return _Incoming(path, data, record, exact=False, text=draft.text, coders=draft.new_coders)
    if record.unread and not is_record_name(path.name):
        hint = f"counterpoint draft {shlex.quote(str(path))} makes a draft of it where it is an article"
        raise UsageError(f"{path} is no record, whose name ends in .yaml", hint)
    if record.faults:
        raise FaultsError(record.faults)
    if record.source is None:
        hint = "a record begins with source: and its id; people, claims and topics go into the files of graph/"
        raise UsageError(f"{path} codes no source", hint)
    return _Incoming(path, data, record)


def _is_draft(path: Path, data: bytes) -> bool:
    """Tell whether a file is a draft: it has a section that no record has."""
    return any(key.value == "draft" for key, _ in Document(str(path), data).root.value)


def _target(base: Base, one: _Incoming, *, replace: bool) -> Path:
    """Find where a source goes: where its record is now, or into a new file."""
    root = base.workspace.root
    found = base.notes.definitions().get(f"source:{one.identifier}")
    target = root / (found.file if found else f"graph/sources/{one.identifier}.yaml")
    if found and not replace:
        hint = "--replace puts this one in its place, and shows first what changes"
        raise UsageError(f'the source "{one.identifier}" is there already, in {found.file}', hint)
    if not found and (target.exists() or target.is_symlink()):
        message = f'{base.workspace.shown(target)} is there already, and does not code "{one.identifier}"'
        raise UsageError(message, "rename the file, or give the source another id")
    return target


def _text(workspace: Workspace, one: _Incoming, text: Path | None, *, replace: bool) -> dict[Path, bytes | None]:
    """Give the text of an article its place, where one comes along."""
    target = workspace.text_of(one.identifier)
    if text is None:
        # A draft's text is there since it was drafted, unless it was drafted elsewhere.
        return {} if one.text is None or target.exists() else {target: one.text.encode()}
    if not text.is_file():
        problem = "is not a file" if text.exists() or text.is_symlink() else "is not there"
        raise UsageError(f"{text} {problem}", "look at the spelling, and at the folder that you are in")
    data = read_text(text).encode()
    if not replace and read_bytes(target) not in (None, data):
        hint = "--replace puts this one in its place"
        raise UsageError(f"{workspace.shown(target)} is there already, and is another text", hint)
    return {target: data}


def _new_coders(base: Base, incoming: Iterable[_Incoming]) -> dict[str, str]:
    """Find who confirmed the statements and is defined nowhere, and their names."""
    defined = base.notes.definitions()
    coming = {f"{thing.kind}:{thing.identifier}" for one in incoming for thing in one.record.things}
    found: dict[str, str] = {}
    for one in incoming:
        for statement in one.record.statements:
            coder = statement.text("confirmed-by").removeprefix("person:")
            keys = (f"person:{coder}", f"organisation:{coder}")
            if coder and ":" not in coder and not any(key in defined or key in coming for key in keys):
                found[coder] = one.coders.get(coder) or found.get(coder) or _name_of(coder)
    return found


def _name_of(identifier: str) -> str:
    """Make a name of an id.

    >>> _name_of("jane-doe")
    'Jane Doe'
    """
    return " ".join(part[:1].upper() + part[1:] for part in identifier.replace("_", "-").split("-"))


def _with_people(workspace: Workspace, path: Path, people: Mapping[str, str]) -> bytes | None:
    """Define people in a file of people."""
    entries = {identifier: {"name": name} for identifier, name in people.items()}
    if (data := read_bytes(path)) is None:
        return write({"people": entries}).encode()
    document = Document(workspace.shown(path), data)
    document.enter("people", entries)
    return document.result()
