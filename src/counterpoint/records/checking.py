"""Check a workspace's records: all of them, or some files in the company of the rest."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from counterpoint.errors import Fault, Place, UsageError, WorkspaceError
from counterpoint.matching import nearest
from counterpoint.records.examining import Examiner
from counterpoint.records.filling import fill as fill_offsets
from counterpoint.workspace import Workspace, record_files


@dataclass(frozen=True)
class CheckReport:
    """What a check found.

    :param files: how many files were checked.
    :param faults: all faults, in order of file and line.
    :param verified: how many sources had their quotes verified against the text.
    :param filled: how many offsets were written, by file.
    :param notes: what is no fault and yet hardly meant: a text that belongs to no source.
    """

    files: int
    faults: list[Fault]
    verified: int = 0
    filled: dict[str, int] = field(default_factory=dict)
    notes: list[Fault] = field(default_factory=list)


def check(
    workspace: Workspace, paths: Sequence[Path] = (), *, text: Path | None = None, fill: bool = False
) -> CheckReport:
    """Check record files; those that are not named lend their ids and are not checked themselves.

    :param workspace: the workspace that the records belong to.
    :param paths: files and folders; all records of the workspace where there are none.
    :param text: the text of the one source among the files.
    :param fill: write the offsets of quotes that have none and stand in the text once.
    :raises UsageError: where a path is not there, or the text belongs to none or several of the sources.
    """
    checked = _select(workspace, paths)
    examiner = _read(workspace, checked, text)
    filled = _fill(examiner, checked) if fill else {}
    if filled:
        examiner = _read(workspace, checked, text)
    examined = [examiner.examine(path) for path in checked]
    faults = sorted(fault for file in examined for fault in file.faults)
    notes = [] if paths else _strays(examiner)
    return CheckReport(len(checked), faults, sum(file.verified for file in examined), filled, notes)


def _read(workspace: Workspace, checked: list[Path], text: Path | None) -> Examiner:
    """Read the checked files last: an id that another file defines already is then a fault of theirs."""
    examiner = Examiner(workspace)
    named = set(checked)
    examiner.read([*(path for path in workspace.records() if path not in named), *checked])
    if text is not None:
        examiner.texts[_only_source(examiner, checked)] = _existing(text)
    return examiner


def _strays(examiner: Examiner) -> list[Fault]:
    """Note the texts that are named like no source or draft: what they were to verify is not verified."""
    workspace = examiner.workspace
    sources = [key.removeprefix("source:") for key in examiner.index.known if key.startswith("source:")]
    notes = []
    for path in sorted(workspace.text_of("x").parent.glob("*.txt")):
        if path.stem not in sources and not (workspace.drafts / f"{path.stem}.yaml").is_file():
            close = nearest(path.stem, sources, limit=1)
            hint = f"name it {close[0]}.txt to verify that source" if close else "name it like the id of its source"
            notes.append(Fault(Place(workspace.shown(path), 1, 1), f'no source has the id "{path.stem}"', hint))
    return notes


def _select(workspace: Workspace, paths: Sequence[Path]) -> list[Path]:
    records = workspace.records()
    if not paths:
        return records
    # A record may be reached by another way, such as a link; it is one record all the same.
    known = {os.path.realpath(path): path for path in records}
    selected: list[Path] = []
    for path in paths:
        found = _records_at(path)
        if not found:
            raise UsageError(f"there is no record in {path}", "records end in .yaml")
        selected += [known.get(real, Path(real)) for real in map(os.path.realpath, found)]
    return list(dict.fromkeys(selected))


def _records_at(path: Path) -> list[Path]:
    try:
        return record_files(path) if path.is_dir() else [_existing(path)]
    except OSError as problem:
        raise UsageError(f"{path} cannot be read: {problem.strerror}") from problem


def _existing(path: Path) -> Path:
    if not path.is_file():
        problem = "is not a file" if path.exists() or path.is_symlink() else "is not there"
        raise UsageError(f"{path} {problem}", "look at the spelling, and at the folder that you are in")
    return path


def _only_source(examiner: Examiner, paths: list[Path]) -> str:
    sources = [record.source.identifier for path in paths if (record := examiner.record(path)).source]
    if len(sources) != 1:
        found = f"there are {len(sources)} sources" if sources else "there is no source"
        raise UsageError(f"--text is the text of one source, and {found} here", "name the record of the text")
    return sources[0]


def _fill(examiner: Examiner, paths: list[Path]) -> dict[str, int]:
    filled = {}
    for path in paths:
        record = examiner.record(path)
        try:
            text = examiner.text_of(record)
        except WorkspaceError:
            continue  # a text that cannot be read is a fault, which the examination notes
        if text is not None and (count := fill_offsets(path, record, text, examiner.workspace.vocabulary)):
            filled[record.file] = count
    return filled
