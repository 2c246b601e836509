"""Which files have to be read for a change: those that changed, and those that refer to what is defined otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from counterpoint.building.notes import Notes
from counterpoint.errors import Fault, FaultsError
from counterpoint.records.examining import Examined, Examiner
from counterpoint.workspace import Workspace

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many files are done, and how many there are."""


def gather(
    workspace: Workspace,
    notes: Notes,
    changed: Collection[Path],
    removed: Collection[str] = (),
    contents: Mapping[Path, bytes | None] | None = None,
) -> tuple[Examiner, list[Path]]:
    """Read the changed files, and the unchanged ones that refer to what the changes define otherwise.

    :param workspace: whose files.
    :param notes: what was noted of all files before the change.
    :param changed: the files that are new or have other content.
    :param removed: names of the files that are gone.
    :param contents: what files hold that are not on disk, or not so: records and texts; nothing for one that is gone.
    :returns: the examiner that has read them, and the files to examine.
    """
    paths = sorted(changed)
    while True:
        read = {workspace.shown(path) for path in paths} | set(removed)
        examiner = Examiner(workspace, notes.definitions(read), contents)
        examiner.read(paths)
        # An id of another kind may make a reference ambiguous, so ids are compared whatever their kind.
        ids = {key.partition(":")[2] for key in _altered(notes, read, examiner)}
        more = [workspace.root / name for name in notes.users(ids) - read]
        if not more:
            return examiner, paths
        paths = sorted({*paths, *more})


def _altered(notes: Notes, read: Collection[str], examiner: Examiner) -> set[str]:
    """Find the ids that the files define otherwise than before, or no longer, or for the first time."""
    before = {key: found.details for key, found in notes.defined_in(read).items()}
    after = {key: found.details for defined in examiner.defined.values() for key, found in defined.items()}
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


def examine(examiner: Examiner, paths: Collection[Path], progress: Progress | None = None) -> Iterator[Examined]:
    """Yield the files that were read, one by one, as long as none has a fault.

    :raises FaultsError: at the end, with all faults.
    """
    faults: list[Fault] = []
    for number, path in enumerate(paths, 1):
        file = examiner.examine(path)
        faults += file.faults
        if not faults:
            yield file
        if progress:
            progress("reading", number, len(paths))
    if faults:
        raise FaultsError(faults)
