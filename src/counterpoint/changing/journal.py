"""The journal of changes: what files held before, so that a change is made whole or not at all, and can be undone.

    .counterpoint/changes/pending     the change that is being made
    .counterpoint/changes/12          the twelfth change, made

Each is a zip archive, written as a whole before the first file is touched: what every file held, and what it is to
hold. A command that finds a pending change whose maker is gone takes it back, or completes it where it had reached the
graph.
"""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from counterpoint.changing.plan import FileChange, Plan, read_bytes
from counterpoint.errors import StoreError, WorkspaceError
from counterpoint.files import write_atomically
from counterpoint.workspace import Workspace

KEPT: Final = 20
"""How many changes can be undone, the newest first."""
_PENDING: Final = "pending"


@dataclass(frozen=True)
class Entry:
    """A change in the journal.

    :param summary: what it does.
    :param files: what happens to each file.
    :param undoes: whether it takes back the change before it.
    :param only_files: whether it left the graph for the next build.
    """

    summary: str
    files: tuple[FileChange, ...]
    undoes: bool = False
    only_files: bool = False

    def edited(self, *, wanted: Callable[[FileChange], Iterable[bytes | None]]) -> list[Path]:
        """List the files that hold nothing of what is wanted: somebody has edited them since."""
        return [change.path for change in self.files if read_bytes(change.path) not in wanted(change)]


class Journal:
    """The journal of one workspace.

    :param workspace: whose changes.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._folder = workspace.state / "changes"

    def is_pending(self) -> bool:
        """Tell whether a change is being made, or was broken off."""
        return (self._folder / _PENDING).is_file()

    def begin(self, plan: Plan, *, undoes: bool = False, only_files: bool = False) -> None:
        """Write a change down before it is made; the caller holds the right to write.

        :param plan: the change.
        :param undoes: whether it takes back the last one, which is then forgotten once it is made.
        :param only_files: whether it leaves the graph for the next build.
        :raises StoreError: where it cannot be written; nothing is changed then.
        """
        making = self._folder / "making"
        kind = {"undoes": undoes, "only_files": only_files}
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with making.open("wb") as file:
                self._write(zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1), plan, kind)
                file.flush()
                os.fsync(file.fileno())
            making.replace(self._folder / _PENDING)
        except OSError as problem:
            with suppress(OSError):
                making.unlink()
            message = f"{self._folder} cannot be written: {problem.strerror or problem}; nothing was changed"
            raise StoreError(message, "look at who may write there, and at the room on the disk") from problem

    def _write(self, archive: zipfile.ZipFile, plan: Plan, kind: dict[str, bool]) -> None:
        with archive:
            names = [self.workspace.shown(change.path) for change in plan.files]
            for number, change in enumerate(plan.files):
                for side, data in (("before", change.before), ("after", change.after)):
                    if data is not None:
                        archive.writestr(f"{side}/{number}", data)
            archive.writestr("journal.json", json.dumps({"summary": plan.summary, "files": names, **kind}))

    def read(self, name: str = _PENDING) -> Entry:
        """Read a change.

        :raises StoreError: where it is damaged.
        """
        path = self._folder / name
        try:
            with zipfile.ZipFile(path) as archive:
                head = json.loads(archive.read("journal.json"))
                held = set(archive.namelist())

                def side(which: str, number: int) -> bytes | None:
                    member = f"{which}/{number}"
                    return archive.read(member) if member in held else None

                files = tuple(
                    FileChange(self.workspace.root / file, side("before", number), side("after", number))
                    for number, file in enumerate(head["files"])
                )
                return Entry(str(head["summary"]), files, bool(head["undoes"]), bool(head["only_files"]))
        except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as problem:
            raise StoreError(f"the journal {path} cannot be read: {problem}", "remove it") from problem

    def finish(self) -> None:
        """Take the pending change for made: it is what undo takes back next, unless it is itself an undoing."""
        numbers = self._numbers()
        if self.read().undoes:
            if numbers:
                (self._folder / str(numbers[-1])).unlink(missing_ok=True)
            (self._folder / _PENDING).unlink()
            return
        (self._folder / _PENDING).replace(self._folder / str(max(numbers, default=0) + 1))
        for number in numbers[: max(0, len(numbers) + 1 - KEPT)]:
            (self._folder / str(number)).unlink(missing_ok=True)

    def roll_back(self) -> list[Path]:
        """Give the files of the pending change what they held before, and forget it.

        :returns: the files that somebody has edited meanwhile, which are left as they are; the change is then kept
            beside the others as ``broken-off``.
        :raises WorkspaceError: where a file cannot be written; the change stays pending, and the next command tries
            again.
        """
        entry = self.read()
        edited = entry.edited(wanted=lambda change: (change.before, change.after))
        for change in entry.files:
            if change.path not in edited:
                put(change.path, change.before)
        pending = self._folder / _PENDING
        if edited:
            pending.replace(self._folder / "broken-off")
        else:
            pending.unlink()
        return edited

    def sweep(self) -> None:
        """Remove what a killed maker of the pending change was just writing beside its files."""
        for change in self.read().files:
            # Named as write_atomically names what it then puts in place.
            for stray in change.path.parent.glob(f".{change.path.name[:50]}.????????"):
                stray.unlink(missing_ok=True)

    def last(self) -> Entry | None:
        """Return the last change that was made, or nothing."""
        numbers = self._numbers()
        return self.read(str(numbers[-1])) if numbers else None

    def _numbers(self) -> list[int]:
        with suppress(OSError):
            return sorted(int(name) for name in os.listdir(self._folder) if re.fullmatch("[0-9]+", name))  # noqa: PTH208
        return []


def put(path: Path, data: bytes | None) -> None:
    """Give a file its content, or remove it; one that is so already is not touched.

    :raises WorkspaceError: where that fails.
    """
    if read_bytes(path) == data:
        return
    try:
        if data is None:
            path.unlink()
            return
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WorkspaceError(f"{path} cannot be changed: {problem.strerror or problem}") from problem
    write_atomically(path, data)
