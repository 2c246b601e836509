"""Make a change: check it in memory against the graph as it would be, then files and store together or neither."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from counterpoint.building.build import build, note
from counterpoint.building.freshness import changes_of, stamp
from counterpoint.building.gathering import Progress, examine, gather
from counterpoint.building.notes import Notes, Noting
from counterpoint.building.replacing import replace_files
from counterpoint.changing.differences import Difference, compare
from counterpoint.changing.journal import Journal, put
from counterpoint.changing.plan import Plan, read_bytes
from counterpoint.errors import FaultsError, StoreError, UsageError, WorkspaceError
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.snapshots import NOTES, Draft, Snapshots
from counterpoint.workspace import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from counterpoint.records.examining import Examined
    from counterpoint.workspace import Workspace


@dataclass(frozen=True)
class Base:
    """The files and the graph that a change starts from: they say the same, without a fault.

    :param workspace: whose.
    :param path: the snapshot in force.
    :param notes: what was noted of the files.
    """

    workspace: Workspace
    path: Path
    notes: Notes

    @classmethod
    def of(cls, workspace: Workspace, progress: Progress | None = None) -> Base:
        """Bring the graph up to date and start from there.

        :raises FaultsError: where the records have faults, which are to be mended first.
        :raises UsageError: where the debate is the one that ships, installed.
        """
        refuse_shipped(workspace)
        recover(workspace)
        snapshots = Snapshots(workspace.state)
        changes, notes = changes_of(workspace, snapshots)
        if changes:
            build(workspace, progress=progress)
            notes = Notes((snapshots.current_path() or workspace.state) / NOTES)
        path = snapshots.current_path()
        if path is None:
            raise WorkspaceError(f"{workspace.state} holds no snapshot", "run counterpoint build")
        return cls(workspace, path, notes)


@dataclass(frozen=True)
class Checked:
    """A change that has no faults.

    :param plan: the change.
    :param base: what it starts from.
    :param examined: the files that say something else after it, or refer to what does.
    :param started: when they were read, in nanoseconds since 1970.
    """

    plan: Plan
    base: Base
    examined: list[Examined]
    started: int


@dataclass(frozen=True)
class Landed:
    """What a change did to the graph.

    :param differences: the agreements and disagreements that are new, and those that are gone.
    :param left_out: the claims that the rules did not compare, with the number of pairs.
    """

    differences: list[Difference] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)


def check(plan: Plan, base: Base, progress: Progress | None = None) -> Checked:
    """Examine what a change makes of the records, in memory.

    :raises FaultsError: with every fault that the records would have.
    """
    started = time.time_ns()
    changed = {change.path for change in plan.records if change.after is not None} | _with_other_text(plan, base)
    examiner, paths = gather(plan.workspace, base.notes, changed, _removed(plan), plan.contents)
    try:
        return Checked(plan, base, list(examine(examiner, paths, progress)), started)
    except FaultsError as problem:
        raise FaultsError([plan.told(fault) for fault in problem.faults]) from problem


def _with_other_text(plan: Plan, base: Base) -> set[Path]:
    """Find the records of sources whose texts a change replaces: their quotes are to stand there, too."""
    known, workspace = base.notes.definitions(), plan.workspace
    texts = [change.path for change in plan.files if change.path == workspace.text_of(change.path.stem)]
    sources = [known.get(f"source:{path.stem}") for path in texts]
    return {workspace.root / one.file for one in sources if one and one.file not in _removed(plan)}


def land(checked: Checked, *, undoes: bool = False) -> Landed:
    """Make a change: in the store, then in the files; both come into force, or neither.

    :param checked: the change.
    :param undoes: whether it takes back the last one.
    :raises WorkspaceError: where a file cannot be written, or files changed since it was checked.
    :raises StoreError: where the store cannot be written.
    """
    plan, workspace = checked.plan, checked.plan.workspace
    snapshots, journal = Snapshots(workspace.state), Journal(workspace)
    with snapshots.lock():
        _refuse_stale(checked, snapshots)
        journal.begin(plan, undoes=undoes)
        try:
            if plan.records:
                with _next(snapshots) as draft:
                    landed, counts = _load(draft, checked)
                    _write(plan)
                    _note(draft, checked, counts)
            else:
                _write(plan)
                landed = Landed()
        except BaseException:
            journal.roll_back()
            raise
        journal.finish()
    return landed


def put_files(plan: Plan, *, undoes: bool = False) -> None:
    """Make a change of files alone, and leave the graph for the next build, which says what is wrong with them.

    :param plan: the change.
    :param undoes: whether it takes back the last one.
    :raises WorkspaceError: where a file cannot be written; then none is changed.
    """
    journal = Journal(plan.workspace)
    with Snapshots(plan.workspace.state).lock():
        journal.begin(plan, undoes=undoes, only_files=True)
        try:
            _write(plan)
        except BaseException:
            journal.roll_back()
            raise
        journal.finish()


def try_out(checked: Checked) -> Landed:
    """Tell what a change would do to the graph, on a copy that is thrown away."""
    snapshots = Snapshots(checked.plan.workspace.state)
    with snapshots.lock():
        _refuse_stale(checked, snapshots)
        tried = Landed()
        with suppress(_DiscardError), _next(snapshots) as draft:
            tried, _ = _load(draft, checked)
            raise _DiscardError
    return tried


def recover(workspace: Workspace) -> None:
    """Take back a change whose maker was killed, or complete it where it had reached the graph.

    :raises WorkspaceError: where a file was edited meanwhile: it is left as it is, and the others are taken back.
    """
    journal = Journal(workspace)
    if not journal.is_pending():
        return
    with Snapshots(workspace.state).lock():
        if not journal.is_pending():
            return  # its maker was at work and has finished
        entry = journal.read()
        journal.sweep()
        current = Snapshots(workspace.state).current_path()
        noted = Notes(current / NOTES if current else None).stamps
        plan = Plan(workspace, entry.summary, entry.files)
        made = not entry.edited(wanted=lambda change: (change.after,)) and all(
            (workspace.shown(change.path) in noted) == (change.after is not None)
            and (change.after is None or noted[workspace.shown(change.path)].sha256 == _sha256(change.after))
            for change in plan.records
            if not entry.only_files
        )
        if made:
            journal.finish()
        elif edited := journal.roll_back():
            names = ", ".join(workspace.shown(path) for path in edited)
            message = f"a change was broken off ({entry.summary}) and is taken back, except in {names}"
            raise WorkspaceError(message, "that was edited since: look at it, then do this again")


def refuse_shipped(workspace: Workspace) -> None:
    """Refuse to change the debate that is installed with the program.

    :raises UsageError: where it is that one.
    """
    if workspace.root == shipped() and shipped().name == "_content":
        raise UsageError(
            "the debate that ships with Counterpoint is not changed", "make one of your own: counterpoint init DIR"
        )


class _DiscardError(Exception):
    """Throw the snapshot in the making away."""


@contextmanager
def _next(snapshots: Snapshots) -> Iterator[Draft]:
    try:
        with snapshots.next(start_from_current=True) as draft:
            yield draft
    except (OSError, StoreError) as problem:
        reason = getattr(problem, "strerror", None) or getattr(problem, "message", None) or problem
        message = f"{snapshots.state} cannot be written: {reason}; nothing was changed"
        raise StoreError(message, "look at who may write there, and at the room on the disk") from problem


def _load(draft: Draft, checked: Checked) -> tuple[Landed, dict[str, int]]:
    """Put what the files say after the change into a snapshot in the making."""
    plan, base = checked.plan, checked.base
    old = base.notes.counts()
    inference, counts = replace_files(draft.store, plan.workspace, checked.examined, _removed(plan), old)
    before = EmbeddedStore.read_only(base.path / "db")
    differences = compare(before, draft.store, f"{plan.workspace.base}/alignments", inference.touched)
    return Landed(differences, inference.left_out), counts


def _write(plan: Plan) -> None:
    for change in plan.files:
        put(change.path, change.after)


def _note(draft: Draft, checked: Checked, counts: dict[str, int]) -> None:
    plan, shown = checked.plan, checked.plan.workspace.shown
    stamps = {shown(change.path): stamp(change.path) for change in plan.records if change.after is not None}
    removed = [name for name in _removed(plan) if name in checked.base.notes.stamps]
    files = ((shown(file.path), file) for file in checked.examined)
    note(draft, plan.workspace, Noting(stamps, removed, files, counts), checked.started)
    # The ontology and the rules are read by the next build, which then makes everything anew.
    deep = [plan.workspace.root / "ontology", plan.workspace.root / "queries" / "rules"]
    if any(change.path.is_relative_to(folder) for change in plan.files for folder in deep):
        draft.manifest = {**draft.manifest, "setup": ""}


def _removed(plan: Plan) -> list[str]:
    return [plan.workspace.shown(change.path) for change in plan.records if change.after is None]


def _refuse_stale(checked: Checked, snapshots: Snapshots) -> None:
    """Refuse a change that was checked against what is no more.

    :raises WorkspaceError: where the graph or a file is another one now.
    """
    stale = [change.path for change in checked.plan.files if read_bytes(change.path) != change.before]
    if stale or snapshots.current_path() != checked.base.path:
        what = checked.plan.workspace.shown(stale[0]) if stale else "the debate"
        raise WorkspaceError(f"{what} was changed by somebody else meanwhile; nothing was changed", "do it again")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
