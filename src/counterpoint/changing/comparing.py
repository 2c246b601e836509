"""What files would do to agreement and disagreement, before they land: tried out on a copy of the graph."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from counterpoint.building.freshness import changes_of
from counterpoint.building.gathering import Progress
from counterpoint.changing.adding import plan_addition
from counterpoint.changing.differences import Difference
from counterpoint.changing.landing import Base, check, recover, refuse_shipped, try_out
from counterpoint.changing.plan import FileChange, Plan, read_bytes
from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.store.snapshots import Snapshots
from counterpoint.workspace import Workspace


def differences(workspace: Workspace, paths: Sequence[Path] = (), progress: Progress | None = None) -> list[Difference]:
    """Tell which agreements and disagreements files would bring, and which would go.

    :param workspace: the debate.
    :param paths: records of the debate that were edited since the last build, all of these where none are named; or
        records and finished drafts from elsewhere, which are compared with what they would replace.
    :param progress: told how far the reading is.
    :raises FaultsError: where the records would have faults.
    :raises UsageError: where files of the debate and others are named together.
    """
    refuse_shipped(workspace)
    recover(workspace)
    inside = {path: _inside(workspace, path) for path in paths}
    if paths and not any(inside.values()):
        base = Base.of(workspace, progress)
        return try_out(check(plan_addition(base, paths, replace=True), base, progress)).differences
    if not all(inside.values()):
        raise UsageError("some of the files are in the debate and some are not", "compare them one by one")
    base, plan = _edited(workspace, {path for path in inside.values() if path})
    return try_out(check(plan, base, progress)).differences if plan.files else []


def _inside(workspace: Workspace, path: Path) -> Path | None:
    """Return the record of the debate that a path leads to, if it is one."""
    real = os.path.realpath(path)
    return next((record for record in workspace.records() if os.path.realpath(record) == real), None)


def _edited(workspace: Workspace, chosen: set[Path]) -> tuple[Base, Plan]:
    """Give the edits since the snapshot in force as a change that starts from it."""
    snapshots = Snapshots(workspace.state)
    changes, notes = changes_of(workspace, snapshots)
    path = snapshots.current_path()
    if path is None or changes.everything:
        why = "there is no graph yet" if path is None else "the ontology, the rules or the settings have changed"
        raise WorkspaceError(f"{why}, so there is nothing to compare with", "counterpoint build makes the graph anew")
    changed = [one for one in changes.changed if not chosen or one in chosen]
    files = [FileChange(one, read_bytes(one), read_bytes(one)) for one in changed]
    gone = [] if chosen else [FileChange(workspace.root / name, None, None) for name in changes.removed]
    return Base(workspace, path, notes), Plan(workspace, "compare", (*files, *gone))
