"""What is built from the repository, and that it works where the repository is not."""

from __future__ import annotations

import email
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from counterpoint.__about__ import __version__

CONTENT = ("graph", "ontology", "queries", "viz")


@pytest.fixture(scope="module")
def built(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source archive, and the wheel from it; give their folder."""
    folder = tmp_path_factory.mktemp("built")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(repository)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def members(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_source_archive_holds_the_repository(built: Path, repository_files: tuple[Path, ...]) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {file.as_posix() for file in repository_files} <= names


@pytest.mark.parametrize("folder", CONTENT)
def test_the_wheel_holds_all_content(folder: str, members: set[str], repository_files: tuple[Path, ...]) -> None:
    prefix = "counterpoint/_content/"
    packed = {name.removeprefix(prefix) for name in members if name.startswith(f"{prefix}{folder}/")}
    assert packed
    assert packed == {file.as_posix() for file in repository_files if file.parts[0] == folder}


def test_the_wheel_holds_the_package_and_nothing_else(members: set[str], repository_files: tuple[Path, ...]) -> None:
    info = f"counterpoint-{__version__}.dist-info/"
    package = {file.relative_to("src").as_posix() for file in repository_files if file.parts[0] == "src"}
    rest = {name for name in members if not name.startswith(("counterpoint/_content/", info))}
    assert rest == package
    assert "counterpoint/py.typed" in package
    assert {f"{info}licenses/LICENSE", f"{info}licenses/graph/LICENSE"} <= members


def test_the_metadata_say_what_the_package_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        info = f"counterpoint-{__version__}.dist-info/"
        metadata = email.message_from_bytes(archive.read(f"{info}METADATA"))
        scripts = archive.read(f"{info}entry_points.txt").decode()
    assert metadata["Version"] == __version__
    assert metadata["License-Expression"] == "MIT"
    assert metadata["Requires-Python"] == ">=3.11"
    assert "counterpoint = counterpoint.cli:main" in scripts


def test_an_installed_copy_finds_its_own_content(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.unpack_archive(wheel, site, "zip")
    script = f"from counterpoint.workspace import shipped\nfor name in {CONTENT!r}: print(shipped(name))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(site)},
    )
    found = [Path(line) for line in done.stdout.splitlines()]
    assert found == [site / "counterpoint" / "_content" / name for name in CONTENT]
