"""What files say now in the place of what they said: loaded in bulk or not, it is what a fresh build gives."""

from __future__ import annotations

import pytest

from counterpoint.building.build import build, build_in_memory
from counterpoint.store import embedded
from counterpoint.store.snapshots import Snapshots
from counterpoint.workspace import Workspace
from tests.building.conftest import SECOND


@pytest.mark.parametrize("many", [1, 20_000])
def test_a_change_loaded_in_bulk_gives_the_same_graph(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    build(workspace)
    monkeypatch.setattr(embedded, "_MANY", many)
    (workspace.root / "graph/sources/reply.yaml").write_text(SECOND, encoding="utf-8")
    build(workspace)
    snapshot = Snapshots(workspace.state).open()
    assert snapshot
    assert snapshot.store.dump() == build_in_memory(workspace).dump()
