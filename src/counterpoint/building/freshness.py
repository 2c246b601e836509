"""Tell which files changed since a snapshot was made, reading as few of them as may be."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from counterpoint.__about__ import __version__
from counterpoint.building.notes import Notes, Stamp
from counterpoint.store.snapshots import NOTES, Snapshots
from counterpoint.workspace import CONFIG, Workspace

FORMAT: Final = 3
"""The form of manifests and graphs; raised where either changes within a version: old snapshots are built anew."""

_UNREADABLE: Final = Stamp(-1, 0, 0, "")
_RACY_NS: Final = 2_000_000_000


@dataclass(frozen=True)
class Changes:
    """What differs between the files and a snapshot.

    :param everything: the ontology, the rules, the settings or the program changed: nothing can be kept.
    :param changed: record files that are new or have other content.
    :param removed: names of record files that are gone.
    :param stamps: how each record file is now, by name, for the next manifest.
    """

    everything: bool
    changed: list[Path]
    removed: list[str]
    stamps: dict[str, Stamp]

    def __bool__(self) -> bool:
        return self.everything or bool(self.changed or self.removed)


def changes_of(workspace: Workspace, snapshots: Snapshots) -> tuple[Changes, Notes]:
    """Tell what changed since the snapshot in force was made, and give what was noted for it."""
    path = snapshots.current_path()
    notes = Notes(path / NOTES if path else None)
    return find_changes(workspace, snapshots.manifest(), notes), notes


def find_changes(workspace: Workspace, manifest: Mapping[str, Any], notes: Notes) -> Changes:
    """Compare the files of a workspace with what was noted of them for a snapshot.

    A file whose size and times are as noted is taken as unchanged, unless it was so new when noted that a later change
    could bear the same times; any other file is told by its SHA-256.

    :param workspace: whose files.
    :param manifest: what the snapshot says of its making.
    :param notes: what was noted of the files.
    """
    everything = not notes.are_there or manifest.get("setup") != setup_digest(workspace)
    noted_at = int(manifest.get("time_ns", 0))
    changed, stamps = [], {}
    root = os.path.join(workspace.root, "")  # noqa: PTH118 - text, as there may be ten thousand
    for name in workspace.record_names():
        before = notes.stamps.get(name, _UNREADABLE)
        now = stamps[name] = stamp(root + name, before, noted_at)
        # What cannot be read counts as changed: whoever reads it says what is wrong, with all other faults.
        if everything or now.sha256 != before.sha256 or not now.sha256:
            changed.append(Path(root + name))
    removed = sorted(set(notes.stamps) - set(stamps))
    return Changes(everything, changed, removed, stamps)


def setup_digest(workspace: Workspace) -> str:
    """Digest all but the records that a snapshot depends on."""
    import pyoxigraph

    whole = hashlib.sha256(
        f"{FORMAT} {__version__} {pyoxigraph.__version__} {workspace.base} {workspace.max_pairs}".encode()
    )
    rules = workspace.overlay("queries", "rules", suffix=".rq").values()
    paths: Iterable[Path] = [*workspace.ontology, *workspace.shapes, *workspace.contexts, *rules]
    for path in (*paths, workspace.root / CONFIG):
        if path.is_file() or path.is_symlink():
            name = os.fsencode(path.name)
            whole.update(b"\0" + name + b"\0" + (path.read_bytes() if path.is_file() else b"missing"))
    return whole.hexdigest()


def stamp(path: str | Path, before: Stamp = _UNREADABLE, noted_at: int = 0) -> Stamp:
    """Note how a file is now, reading it only where its size or times are not as before.

    :param before: how it was noted.
    :param noted_at: when, in nanoseconds since 1970.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - of ten thousand files, a third faster
    except OSError:
        return _UNREADABLE
    # The change time comes along because a program may set the modification time back, but not that one.
    now = (status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    if now == before[:3] and max(status.st_mtime_ns, status.st_ctime_ns) + _RACY_NS < noted_at:
        return before
    try:
        return Stamp(*now, hashlib.sha256(Path(path).read_bytes()).hexdigest())
    except OSError:
        return _UNREADABLE
