"""Take the last change back, as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from counterpoint.building.gathering import Progress
from counterpoint.changing.change import Agree, Change, carry_out
from counterpoint.changing.journal import Entry, Journal
from counterpoint.changing.landing import Base, put_files, recover, refuse_shipped
from counterpoint.changing.plan import Plan
from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.workspace import Workspace

_WHAT: Final = "what add, remove, rename, merge, import, reconcile and check --reanchor do can be undone"


def undo(workspace: Workspace, agree: Agree | None = None, progress: Progress | None = None) -> Change:
    """Give the files of the last change what they held before it, and the graph what they say then.

    :param workspace: the debate.
    :param agree: asked before it is done.
    :param progress: told how far the reading is.
    :raises UsageError: where no change is known.
    :raises WorkspaceError: where one of the files was edited since.
    :raises FaultsError: where the records would have faults.
    """
    refuse_shipped(workspace)
    recover(workspace)
    entry = Journal(workspace).last()
    if entry is None:
        raise UsageError("there is no change to undo", _WHAT)
    plan = _plan(workspace, entry)
    if not entry.only_files:
        return carry_out(plan, Base.of(workspace, progress), agree, progress, undoes=True)
    change = Change(plan, undoes=True)
    if agree is not None and not agree(change):
        return change
    put_files(plan, undoes=True)
    return replace(change, made=True)


def _plan(workspace: Workspace, entry: Entry) -> Plan:
    if edited := entry.edited(wanted=lambda change: (change.after,)):
        names = ", ".join(workspace.shown(path) for path in edited)
        message = f"the last change ({entry.summary}) is not undone: {names} was edited since"
        raise WorkspaceError(message, "take that edit back first, or mend by hand")
    contents = {change.path: change.before for change in entry.files}
    return Plan.of(workspace, f"undo: {entry.summary}", contents)
