"""Tell which files changed since a snapshot was made, reading as few of them as may be."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from counterpoint.__about__ import __version__
from counterpoint.workspace import CONFIG, Workspace

FORMAT: Final = 2
"""The form of manifests and graphs; raised where either changes within a version: old snapshots are built anew."""

_UNREADABLE: Final = {"size": -1, "mtime_ns": 0, "ctime_ns": 0, "sha256": ""}
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
    stamps: dict[str, dict[str, Any]]

    def __bool__(self) -> bool:
        return self.everything or bool(self.changed or self.removed)


def find_changes(workspace: Workspace, manifest: Mapping[str, Any]) -> Changes:
    """Compare the files of a workspace with the manifest of a snapshot.

    A file whose size and times are as noted is taken as unchanged, unless it was so new when noted that a later change
    could bear the same times; any other file is told by its SHA-256.
    """
    old = manifest.get("files", {})
    everything = manifest.get("setup") != setup_digest(workspace)
    noted_at = int(manifest.get("time_ns", 0))
    changed, stamps = [], {}
    for path in workspace.records():
        name = workspace.shown(path)
        before = old.get(name, {})
        stamps[name] = _stamp(path, before, noted_at)
        # What cannot be read counts as changed: whoever reads it says what is wrong, with all other faults.
        if everything or stamps[name]["sha256"] != before.get("sha256") or not stamps[name]["sha256"]:
            changed.append(path)
    removed = sorted(set(old) - set(stamps))
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


def _stamp(path: Path, before: Mapping[str, Any], noted_at: int) -> dict[str, Any]:
    try:
        status = path.stat()
    except OSError:
        return dict(_UNREADABLE)
    # The change time comes along because a program may set the modification time back, but not that one.
    now = {"size": status.st_size, "mtime_ns": status.st_mtime_ns, "ctime_ns": status.st_ctime_ns}
    same = all(before.get(key) == value for key, value in now.items())
    if same and max(status.st_mtime_ns, status.st_ctime_ns) + _RACY_NS < noted_at:
        return {**now, "sha256": before["sha256"]}
    try:
        return {**now, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    except OSError:
        return dict(_UNREADABLE)
