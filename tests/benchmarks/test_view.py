from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_our_page_is_measured(repository: Path) -> None:
    """In a process of its own: there may be one Playwright in a process."""
    options = ["--speakers", "60", "--visits", "1", "--moving", "0.2", "--no-peers", "--writing", "60"]
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.view", *options],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    rows = [line.split(" | ") for line in run.stdout.splitlines() if line.startswith(("| counterpoint", "| 60"))]
    assert [len(row) for row in rows] == [8, 5, 6]
    assert all(cell.endswith((" s", " ms")) for cell in rows[0][3:6])
