"""Every step of a review, so that each can be taken back: what it changed, from what, to what.

The steps stand in a file of their own under the workspace's state, one a line: a draft stays what a person reads.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from counterpoint.drafting.reading import Data, copied
from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.files import write_atomically
from counterpoint.workspace import Workspace

Cells = dict[str, Any]
_ORDER = "order"
_PROPOSED = ("similar", "likeness")
_OPEN = ".open"
_PATIENCE = 10.0
"""Seconds to wait for another program that is at work on the same draft."""


@dataclass(frozen=True)
class Step:
    """One thing that was done.

    :param what: what, as a message says it.
    :param item: the id of the statement that it was done to, or an empty string.
    :param before: the cells that it changed, as they were; nothing stands for a cell that was not there.
    :param after: the same cells as they became.
    """

    what: str
    item: str
    before: Cells
    after: Cells


class History:
    """The steps of the review of one draft.

    :param workspace: the workspace, under whose state they are kept.
    :param path: the draft.
    """

    def __init__(self, workspace: Workspace, path: Path) -> None:
        key = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:12]
        self.path = workspace.state / "reviews" / f"{path.stem[:60]}-{key}.jsonl"

    @property
    def lock(self) -> Path:
        """The file that whoever changes the draft holds."""
        return self.path.with_suffix(".lock")

    @contextmanager
    def changing(self, shown: str) -> Iterator[None]:
        """Be the only one who changes the draft.

        :param shown: what the draft is called in messages.
        :raises UsageError: where another program is at it for longer than ten seconds.
        :raises WorkspaceError: where the workspace cannot be written.
        """
        from filelock import FileLock, Timeout

        held = FileLock(self.lock, timeout=_PATIENCE)
        try:
            self.lock.parent.mkdir(parents=True, exist_ok=True)
            held.acquire()
        except Timeout as problem:
            raise UsageError(f"another program is changing {shown}", "try again") from problem
        except OSError as problem:
            message = f"{self.lock.parent} cannot be written: {problem.strerror}"
            raise WorkspaceError(message, "look at who may write there") from problem
        try:
            yield
        finally:
            held.release()

    @contextmanager
    def open(self) -> Iterator[None]:
        """Let other programs know that a person is reviewing the draft, for as long as they do.

        Where that cannot be noted, they do not know; each step is safe all the same.
        """
        from filelock import FileLock

        mark = self.path.with_suffix(f".{os.getpid()}-{id(self)}{_OPEN}")
        held = FileLock(mark, timeout=0)
        with suppress(OSError):
            mark.parent.mkdir(parents=True, exist_ok=True)
            held.acquire()
        try:
            yield
        finally:
            held.release()
            with suppress(OSError):
                mark.unlink(missing_ok=True)

    @property
    def is_open(self) -> bool:
        """Whether a program that runs is reviewing the draft; what one that was killed left behind is put away."""
        from filelock import FileLock, Timeout

        for mark in self.path.parent.glob(f"{glob.escape(self.path.stem)}.*{_OPEN}"):
            try:
                with FileLock(mark, timeout=0):
                    mark.unlink(missing_ok=True)
            except Timeout:
                return True
            except OSError:
                continue
        return False

    def add(self, what: str, item: str, before: Data, after: Data) -> None:
        """Note what a step changed.

        :param before: the draft as it was.
        :param after: the draft as it became.
        """
        old, new = _cells(before), _cells(after)
        changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        step = {"what": what, "item": item, "cells": [[key, old.get(key), new.get(key)] for key in changed]}
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                file.write(json.dumps(step, ensure_ascii=False).encode() + b"\n")
        except OSError as problem:
            raise WorkspaceError(f"{self.path} cannot be written: {problem.strerror}") from problem

    def last(self) -> Step | None:
        """Return the step that would be taken back next."""
        lines = self._lines()
        return _step(lines[-1]) if lines else None

    def take_back(self, data: Data) -> tuple[Data, Step]:
        """Return a draft as it was before the last step.

        :raises UsageError: where nothing was done, or what the step changed was changed again by other means.
        """
        now = _cells(data)
        while step := self.last():
            if all(_decided(now.get(key)) == _decided(value) for key, value in step.after.items()):
                return _with(data, step.before), step
            if any(_decided(now.get(key)) != _decided(value) for key, value in step.before.items()):
                hint = "mend it by hand in the file"
                raise UsageError(f"{step.what}: the draft was changed since by other means", hint)
            self.forget_last()  # noted, but never done: the program was ended in between
        raise UsageError("there is nothing to undo")

    def forget_last(self) -> None:
        """Forget the last step: it was taken back."""
        lines = self._lines()[:-1]
        write_atomically(self.path, b"".join(line + b"\n" for line in lines))

    def _lines(self) -> list[bytes]:
        """Read the steps; a last one that was written in part, as when the power failed, never happened."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except OSError:
            return []
        whole = [line for line in lines if line.strip()]
        while whole and _step(whole[-1]) is None:
            whole.pop()
        return whole


def _step(line: bytes) -> Step | None:
    try:
        step = json.loads(line)
        before = {str(key): old for key, old, _ in step["cells"]}
        after = {str(key): new for key, _, new in step["cells"]}
        return Step(str(step["what"]), str(step["item"]), before, after)
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def _cells(data: Data) -> Cells:
    """Take a draft apart into the pieces that a step changes: each thing, each statement, each key of ``draft:``."""
    cells: Cells = {}
    for section, value in data.items():
        if section == "statements":
            statements = value or []
            cells |= {f"statements/{statement['id']}": statement for statement in statements}
            cells[_ORDER] = [statement["id"] for statement in statements]
        elif isinstance(value, Mapping):
            cells |= {f"{section}/{key}": part for key, part in value.items()}
    return cells


def _decided(cell: Any) -> Any:
    """Leave out of a statement what is proposed for it: that changes whenever the debate gets new claims."""
    about = cell.get("draft") if isinstance(cell, Mapping) else None
    if not isinstance(about, Mapping):
        return cell
    return {**cell, "draft": {key: value for key, value in about.items() if key not in _PROPOSED}}


def _with(data: Data, cells: Cells) -> Data:
    """Put pieces back in their places; where there was none, there is none again."""
    whole = copied(data)
    by_id = {statement["id"]: statement for statement in whole.get("statements") or ()}
    order = cells.get(_ORDER) or list(by_id)
    for key, value in cells.items():
        section, _, identifier = key.partition("/")
        if section == "statements":
            by_id[identifier] = value
        elif section != _ORDER and value is None:
            whole.get(section, {}).pop(identifier, None)
        elif section != _ORDER:
            whole[section] = {**(whole.get(section) or {}), identifier: value}
    whole["statements"] = [by_id[identifier] for identifier in order]
    return {section: value for section, value in whole.items() if value or section in ("draft", "statements")}
