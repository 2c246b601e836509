"""Open a debate for a worker, and tell one state of it from another."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from counterpoint.__about__ import __version__
from counterpoint.corpus import Corpus
from counterpoint.errors import WorkspaceError
from counterpoint.store.snapshots import Snapshot, Snapshots
from counterpoint.web.limits import Limits
from counterpoint.web.site import Site
from counterpoint.workspace import Workspace, shipped


def settings_of(workspace: Workspace, endpoint: str, limits: Limits, *, editing: bool = False) -> dict[str, Any]:
    """Write down what a worker needs to know, as JSON can hold it.

    :param workspace: whose snapshots, questions and pages there are.
    :param endpoint: the URL of an endpoint to ask in place of a snapshot, or an empty text.
    :param limits: what requests may ask for.
    :param editing: whether there are pages on which drafts are confirmed.
    """
    return {
        "root": str(workspace.root),
        "endpoint": endpoint,
        "editing": editing,
        "limits": {**vars(limits), "services": sorted(limits.services)},
    }


def open_site(settings: Mapping[str, Any]) -> Site:
    """Open what the settings name: the snapshot in force, or an endpoint.

    :raises WorkspaceError: where there is no snapshot.
    :raises StoreError: where it cannot be read.
    """
    limits = Limits(**{**settings["limits"], "services": frozenset(settings["limits"]["services"])})
    workspace = Workspace(Path(settings["root"]))
    if settings["endpoint"]:
        from counterpoint.store.connection import Patience
        from counterpoint.store.remote import RemoteStore

        # Whoever waits for a page does not wait for long.
        patience = Patience(connect=5, read=limits.seconds, tries=3, pause=0.3, longest=limits.seconds / 4)
        return Site(Corpus(workspace, RemoteStore(settings["endpoint"], patience=patience)), limits)
    snapshot = Snapshots(workspace.state).open()
    if snapshot is None:
        raise WorkspaceError(f"{workspace.state} holds no snapshot", "run counterpoint build")
    corpus = Corpus(workspace, snapshot.store, snapshot)
    return Site(corpus, limits, mark_of(snapshot), editing=settings["editing"])


def mark_of(snapshot: Snapshot) -> str:
    """Give a short text that differs between any two snapshots."""
    manifest = (snapshot.path / "manifest.json").read_bytes()
    return hashlib.sha256(f"{__version__} {snapshot.number} ".encode() + manifest).hexdigest()[:16]


def state_on_disk(workspace: Workspace) -> tuple[object, ...]:
    """Tell whether a newer snapshot is in force, without opening it: the value changes with it."""
    path = Snapshots(workspace.state).current_path()
    if path is None:
        return ()
    about = (path / "manifest.json").stat()
    return path.name, about.st_ino, about.st_mtime_ns


def state_of_files(workspace: Workspace) -> str:
    """Tell whether the questions or the templates have changed, which pages depend on beside the graph."""
    found = []
    for root in dict.fromkeys((shipped(), workspace.root)):
        for folder in (root / "queries", root / "viz" / "web"):
            with suppress(OSError), os.scandir(folder) as entries:
                for entry in entries:
                    about = entry.stat()
                    found.append((entry.path, about.st_mtime_ns, about.st_size))
    return hashlib.sha256(repr(sorted(found)).encode()).hexdigest()[:8]
