"""What a change would make of the files: known before any of them is touched."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from counterpoint.errors import Fault, Place, WorkspaceError
from counterpoint.workspace import Workspace, is_record_name

_NOTHING: Final = "/dev/null"
"""What a unified diff calls the side that is not there."""


@dataclass(frozen=True)
class FileChange:
    """What happens to one file.

    :param path: where it is.
    :param before: what it holds; nothing where there is none.
    :param after: what it will hold; nothing where it goes.
    """

    path: Path
    before: bytes | None
    after: bytes | None


class Origin(NamedTuple):
    """Where the content of a file comes from.

    :param name: the file that it was taken from, for messages.
    :param exact: whether each line is that file's.
    """

    name: str
    exact: bool


@dataclass(frozen=True)
class Plan:
    """A change that is not made yet.

    :param workspace: whose files.
    :param summary: what it does, as an order: ``rename the person ada to ada-lovelace``.
    :param files: what happens to each file, in order of path; files that stay as they are are left out.
    :param notes: what whoever decides should know: what is dropped, what stays behind.
    :param origins: where files that come from elsewhere were, by the names that they will have.
    """

    workspace: Workspace
    summary: str
    files: tuple[FileChange, ...]
    notes: tuple[str, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        workspace: Workspace,
        summary: str,
        contents: Mapping[Path, bytes | None],
        notes: Iterable[str] = (),
        origins: Mapping[str, Origin] | None = None,
    ) -> Plan:
        """Plan to give files other contents.

        :param contents: what each file is to hold; nothing for one that is to go.
        :raises WorkspaceError: where a file cannot be read.
        """
        found = [FileChange(path, read_bytes(path), after) for path, after in sorted(contents.items())]
        changes = tuple(change for change in found if change.before != change.after)
        return cls(workspace, summary, changes, tuple(dict.fromkeys(notes)), origins or {})

    @property
    def only_adds(self) -> bool:
        """Whether files and lines come and none go."""
        return all(change.before is None or _only_adds(change) for change in self.files)

    @property
    def contents(self) -> dict[Path, bytes | None]:
        """What each file will hold."""
        return {change.path: change.after for change in self.files}

    @property
    def records(self) -> list[FileChange]:
        """The files among them that the graph is made of."""
        graph = self.workspace.root / "graph"
        return [one for one in self.files if one.path.is_relative_to(graph) and is_record_name(one.path.name)]

    def told(self, fault: Fault) -> Fault:
        """Give a fault its place in the file that the content was taken from."""
        origin = self.origins.get(fault.place.file)
        if origin is None:
            return fault
        where = fault.place if origin.exact else Place("", 1, 1)
        return Fault(where._replace(file=origin.name), fault.message, fault.hint)

    def diff(self) -> str:
        """Write the change as a unified diff; of the texts of articles, which may be long, only that they change."""
        return "".join(self._lines())

    def _lines(self) -> Iterator[str]:
        moved = {one.path: other for one, other in self._moves()}
        targets = {other.path for other in moved.values()}
        for change in self.files:
            name = self.workspace.shown(change.path)
            if (other := moved.get(change.path)) is not None:
                now = self.workspace.shown(other.path)
                yield f"rename from {name}\nrename to {now}\n"
                yield from _unified(name, now, _decoded(change.before), _decoded(other.after))
            elif change.path in targets:
                continue
            elif change.path.is_relative_to(self.workspace.root / "texts"):
                length = len(_decoded(change.before))
                became = "go" if change.after is None else f"become {len(_decoded(change.after)):,}"
                yield f"{name}: {length:,} characters {became}\n"
            else:
                old = _NOTHING if change.before is None else name
                new = _NOTHING if change.after is None else name
                yield from _unified(old, new, _decoded(change.before), _decoded(change.after))

    def _moves(self) -> Iterator[tuple[FileChange, FileChange]]:
        """Pair the files that go with new ones in the same folder that hold much the same."""
        new = [change for change in self.files if change.before is None]
        for change in self.files:
            if change.after is None:
                lines = set(_decoded(change.before).splitlines())
                for other in new:
                    held = set(_decoded(other.after).splitlines())
                    if other.path.parent == change.path.parent and 2 * len(lines & held) > max(len(lines), len(held)):
                        new.remove(other)
                        yield change, other
                        break


def read_bytes(path: Path) -> bytes | None:
    """Return what a file holds; nothing where there is none.

    :raises WorkspaceError: where it cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise WorkspaceError(f"{path} cannot be read: {problem.strerror or problem}") from problem


def _only_adds(change: FileChange) -> bool:
    lines = _unified("", "", _decoded(change.before), _decoded(change.after))
    return change.after is not None and not any(line.startswith("-") for line in list(lines)[2:])


def _decoded(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "replace")


def _unified(old: str, new: str, before: str, after: str) -> Iterator[str]:
    for line in difflib.unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), old, new):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
