"""Snapshots that somebody has damaged: they count as none, and the next build makes a new one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from counterpoint.building.build import build
from counterpoint.errors import StoreError
from counterpoint.store.snapshots import Snapshots
from tests.desk import Desk


def _spoil_table(snapshot: Path) -> None:
    for path in (snapshot / "db").glob("*.sst"):
        os.truncate(path, 10)


HARMS: dict[str, Callable[[Path], object]] = {
    "no file to lock": lambda snapshot: (snapshot / "in-use").unlink(),
    "no store": lambda snapshot: shutil.rmtree(snapshot / "db"),
    "no manifest": lambda snapshot: (snapshot / "manifest.json").unlink(),
    "a manifest of nothing": lambda snapshot: (snapshot / "manifest.json").write_text("null"),
    "a manifest of another shape": lambda snapshot: (snapshot / "manifest.json").write_text('{"files": []}'),
    "a manifest without end": lambda snapshot: (snapshot / "manifest.json").write_text("[" * 100_000),
    "a pointer that is no number": lambda snapshot: (snapshot.parents[1] / "current").write_bytes(b"\xff"),
    "a pointer to nowhere": lambda snapshot: (snapshot.parents[1] / "current").write_text("99"),
    "a folder with an odd name": lambda snapshot: (snapshot.parent / "²").mkdir(),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_damaged_snapshot_is_made_anew(desk: Desk, harm: str) -> None:
    build(desk.workspace)
    snapshots = Snapshots(desk.workspace.state)
    path = snapshots.current_path()
    assert path
    HARMS[harm](path)
    desk.spoil("The moon is round.", "The moon is quite round.")
    build(desk.workspace)
    snapshot = snapshots.open()
    assert snapshot
    assert snapshot.store.table('SELECT ?x WHERE { ?x schema:name "The moon is quite round." }')


def test_a_store_that_cannot_be_read_is_told_with_what_to_do(desk: Desk) -> None:
    build(desk.workspace)
    snapshots = Snapshots(desk.workspace.state)
    path = snapshots.current_path()
    assert path
    _spoil_table(path)
    with pytest.raises(StoreError, match=r"cannot be read: .*; counterpoint build --fresh makes it anew"):
        snapshots.open()
    build(desk.workspace, fresh=True)
    assert snapshots.open()
