"""A series of immutable snapshots on disk: one writer makes the next, any number of readers keep the one they have.

    .counterpoint/
        lock                  held by the one process that writes
        current               the number of the snapshot in force, swapped atomically
        snapshots/17/db/      an Oxigraph store
        snapshots/17/manifest.json
        snapshots/17/files        what was noted of the record files
        snapshots/17/statements   the statement table, once somebody has read it
        snapshots/17/in-use   locked in shared mode by each reader, so that nobody removes it under them

A process killed at any moment leaves at worst a folder that ``current`` does not name; the next writer removes it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from counterpoint.errors import StoreError
from counterpoint.store.embedded import EmbeddedStore

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows itself refuses to remove a folder that is in use
    fcntl = None  # type: ignore[assignment]

TABLE: Final = "statements"
NOTES: Final = "files"


@dataclass(frozen=True)
class Snapshot:
    """One whole state of the graph.

    :param path: the snapshot's folder.
    :param store: its quads, read-only.
    """

    path: Path
    store: EmbeddedStore
    _held: _Hold | None = field(default=None, repr=False)

    @property
    def number(self) -> int:
        """The snapshot's place in the series, from 1."""
        return int(self.path.name)

    @property
    def table(self) -> Path:
        """Where the statement table is kept, once somebody has read it."""
        return self.path / TABLE

    def manifest(self) -> dict[str, Any]:
        """Return what the build says of its making."""
        return _read_manifest(self.path / "manifest.json")


class Snapshots:
    """The snapshots of one workspace.

    :param state: the folder that holds them, made when first written to.
    """

    def __init__(self, state: Path) -> None:
        self.state = state
        self._folder = state / "snapshots"

    def current_path(self) -> Path | None:
        """Return the folder of the snapshot in force, or nothing where there is none yet."""
        try:
            path = self._folder / (self.state / "current").read_text(encoding="ascii").strip()
        except (FileNotFoundError, UnicodeDecodeError):
            return None
        # One that somebody has damaged counts as none: a new one is built.
        return path if (path / "db").is_dir() and (path / "in-use").is_file() else None

    def manifest(self) -> dict[str, Any]:
        """Return the manifest of the snapshot in force without opening its store; empty where there is none."""
        path = self.current_path()
        return _read_manifest(path / "manifest.json") if path else {}

    def open(self) -> Snapshot | None:
        """Open the snapshot in force for reading, and hold it until the object goes away."""
        while path := self.current_path():
            try:
                held = _Hold(path / "in-use")
            except FileNotFoundError:
                continue  # a writer put a newer one in force and removed this one just now
            # A writer renames a snapshot away, under its lock, before removing it: if the file is still here, so is
            # the snapshot, for as long as the lock is held.
            if (path / "in-use").exists():
                return Snapshot(path, EmbeddedStore.read_only(path / "db"), held)
        return None

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the right to write; wait for a writer that has it.

        :raises StoreError: where the folder cannot be written.
        """
        from filelock import FileLock

        try:
            self.state.mkdir(parents=True, exist_ok=True)
            with FileLock(self.state / "lock"):
                yield
        except OSError as problem:
            hint = "look at who may write there, or name a folder of yours with -w"
            raise StoreError(f"{self.state} cannot be written: {problem.strerror or problem}", hint) from problem

    @contextmanager
    def next(self, *, start_from_current: bool) -> Iterator[Draft]:
        """Make the next snapshot; it comes into force when the block ends without an error.

        The caller holds :meth:`lock`.

        :param start_from_current: begin with a copy of the one in force, by hard links, rather than empty.
        """
        current = self.current_path()
        number = 1 + max((int(p.name) for p in self._folder.glob("*") if re.fullmatch("[0-9]+", p.name)), default=0)
        path = self._folder / f"{number}.making"
        self._sweep(keep=current)
        path.mkdir(parents=True)
        if start_from_current and current:
            EmbeddedStore.read_only(current / "db").copy_to(path / "db")
            if (current / NOTES).is_file():
                shutil.copyfile(current / NOTES, path / NOTES)
        draft = Draft(path, EmbeddedStore.writable(path / "db"))
        try:
            yield draft
            draft.store.engine.flush()
            draft.close()
            _write(path / "in-use", "")
            _write(path / "manifest.json", json.dumps(draft.manifest, sort_keys=True))
            path = path.rename(self._folder / str(number))
            _sync_folder(self._folder)
            _write(self.state / "current.new", path.name)
            (self.state / "current.new").replace(self.state / "current")
            _sync_folder(self.state)
        except BaseException:
            draft.close()
            shutil.rmtree(path, ignore_errors=True)
            raise
        self._sweep(keep=path)

    def _sweep(self, keep: Path | None) -> None:
        """Remove the snapshots that no reader holds, and what a killed writer left."""
        for path in self._folder.glob("*"):
            if path.suffix in (".making", ".gone"):
                shutil.rmtree(path, ignore_errors=True)
            elif path != keep:
                _remove_unless_held(path)


@dataclass
class Draft:
    """A snapshot in the making.

    :param path: its folder.
    :param store: its quads, writable.
    :param manifest: what the writer wants noted.
    """

    path: Path
    store: EmbeddedStore
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> Path:
        """Where a statement table may be put for the snapshot's readers."""
        return self.path / TABLE

    @property
    def notes(self) -> Path:
        """Where to write down what the snapshot rests on; a copy of what was noted for the one before."""
        return self.path / NOTES

    def close(self) -> None:
        """Let go of the store, so that its files are complete and its lock is free."""
        self.store = EmbeddedStore()


class _Hold:
    """A shared lock on a file for as long as the object lives.

    :raises FileNotFoundError: where the file is gone.
    """

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDONLY)
        if fcntl is not None:
            fcntl.flock(self._handle, fcntl.LOCK_SH)

    def __del__(self) -> None:
        if handle := self.__dict__.pop("_handle", None):
            os.close(handle)


def _remove_unless_held(path: Path) -> None:
    gone = path.with_suffix(".gone")
    try:
        with (path / "in-use").open("rb") as probe:
            if fcntl is not None:
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.rename(gone)
    except FileNotFoundError:
        path.rename(gone)
    except OSError:
        return
    shutil.rmtree(gone, ignore_errors=True)


def _read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest; one that is damaged counts as empty, so that everything is built anew."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return {}
    except OSError as problem:
        raise StoreError(f"{path} cannot be read: {problem.strerror}") from problem
    return content if isinstance(content, dict) else {}


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(path: Path) -> None:
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
