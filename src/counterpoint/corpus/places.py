"""Where a debate is: the folder of a workspace, the debate that ships, or an endpoint."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from counterpoint.errors import UsageError
from counterpoint.workspace import Workspace, shipped

Where = str | os.PathLike[str] | None


def is_endpoint(where: Where) -> bool:
    """Tell whether a place is the URL of an endpoint rather than a folder."""
    return isinstance(where, str) and where.startswith(("http://", "https://"))


def refuse_endpoint(where: Where, what: str) -> None:
    """Refuse what works on files where an endpoint is named.

    :raises UsageError: where it is.
    """
    if is_endpoint(where):
        raise UsageError(f"{what} works on the files of a workspace, not on an endpoint", "name a folder with -w")


def workspace_around(where: Where, paths: Sequence[Path]) -> Workspace:
    """Return the workspace that is named, else the one that the first of some files is in.

    A file in no workspace, such as a draft, belongs to the one around the current folder.
    """
    workspace = find_workspace(where)
    if where is not None or not paths:
        return workspace
    first = Path(paths[0])
    around = Workspace.find(first if first.is_dir() else first.parent)
    return workspace if around.root == shipped() else around


def find_workspace(where: Where = None) -> Workspace:
    """Return the workspace in a folder, the shipped one for ``":demo:"``, or the one around the current folder.

    An endpoint is asked the questions of the one around the current folder.

    :raises UsageError: where the place is an empty text, such as an unset variable of the shell gives.
    :raises WorkspaceError: where the folder is no workspace, or a change that was broken off cannot be taken back.
    """
    if where == "":
        raise UsageError("an empty path is no workspace", "name a folder with -w, or leave out -w")
    if where is None or is_endpoint(where):
        workspace = Workspace.find()
    else:
        workspace = Workspace(shipped()) if where == ":demo:" else Workspace.at(Path(where))
    if (workspace.state / "changes" / "pending").exists():
        from counterpoint.changing.landing import recover

        recover(workspace)  # a change was broken off, or is being made just now
    return workspace
