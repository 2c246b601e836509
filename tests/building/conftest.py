"""A small workspace that tests may change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from counterpoint.workspace import Workspace, shipped


def lay(root: Path) -> Workspace:
    """Copy the shipped debate to a folder."""
    shutil.copytree(shipped("graph"), root / "graph")
    (root / "counterpoint.toml").write_text('[workspace]\nbase = "https://example.org/debate"\n', encoding="utf-8")
    return Workspace(root)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Give a copy of the shipped debate."""
    return lay(tmp_path / "debate")


SECOND = """\
source:
  id: reply
  title: A reply
  published: 2017-05-01
statements:
  - speaker: michael-west
    supports: every-doctor-is-a-leader
    mode: direct
    quote: doctors lead
    at: [0, 12]
  - id: bird-again
    speaker: simon-bird
    supports: separable
    rebuts: bmj-i631/wilson-1
    mode: direct
    quote: keep them apart
    at: [20, 35]
"""
"""A second source that brings disagreement, an answer to the first, and a speaker who changed sides."""
