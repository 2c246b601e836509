"""Fixtures that every part of the tests shares."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.desk import Desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).resolve().parents[1]

# Machines differ in speed, so an example may take its time; a build must give the same verdict twice.
hypothesis.settings.register_profile("default", deadline=None)
hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, max_examples=40)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "default")


@pytest.fixture(scope="session")
def repository() -> Path:
    """Give the root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of material that tests read but the repository does not hold, or skip the test."""
    folder = Path(os.environ.get("COUNTERPOINT_SHARED") or REPOSITORY.parent / "shared")
    if not folder.is_dir():
        pytest.skip("the shared material is not here; COUNTERPOINT_SHARED can name its folder")
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Give the path of a Chromium to drive, or skip the test."""
    found = subprocess.run(
        [REPOSITORY / "tools" / "chromium", "find"], capture_output=True, text=True, check=False, cwd=REPOSITORY
    )
    if found.returncode:
        pytest.skip(f"no Chromium: `make test` gets one, CHROMIUM names one. {found.stderr.strip()}")
    return found.stdout.strip()


@pytest.fixture(scope="session")
def repository_files() -> tuple[Path, ...]:
    """Give the files of the checkout as a commit of it would hold them, relative to its root, or skip the test."""
    if not (REPOSITORY / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    ).stdout
    return tuple(sorted(Path(name) for name in listed.split("\0") if name and (REPOSITORY / name).is_file()))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Give a workspace with one sound record, for a test to spoil."""
    return Desk.furnish(tmp_path / "debate")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start a Chromium: the one that CHROMIUM names, Debian's, or Playwright's own. Without one, the tests fail."""
    from playwright.sync_api import Error, sync_playwright

    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(
                executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium"),
                args=[
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--no-first-run",
                    "--disable-component-update",
                    "--disable-sync",
                ],
            )
        except Error as error:
            pytest.fail(f"no Chromium to test a page with: `make test` installs one, CHROMIUM names one\n{error}")
        yield started
        started.close()


@pytest.fixture(scope="session")
def firefox_program(repository: Path) -> str:
    """Give the path of a Firefox, or skip the test, except where CI is set."""
    found = subprocess.run(
        [repository / "tools" / "firefox", "find"], capture_output=True, text=True, check=False, cwd=repository
    )
    if found.returncode:
        reason = f"no Firefox: `make test` gets one, FIREFOX names one. {found.stderr.strip()}"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    return found.stdout.strip()
