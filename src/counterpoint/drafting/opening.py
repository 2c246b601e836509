"""A draft opened for review: what it holds, read anew before each step, and each step saved and noted as it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from pathlib import Path

from counterpoint.drafting.authorities import Names
from counterpoint.drafting.drafts import Draft, added_as
from counterpoint.drafting.history import History
from counterpoint.drafting.items import Item, Question, SetAside, item_of, questions_of, set_aside_of
from counterpoint.drafting.reading import OPEN, Data, as_read, copied
from counterpoint.errors import UnknownNameError
from counterpoint.matching import nearest
from counterpoint.pauses import no_collection
from counterpoint.workspace import Workspace


class Opened:
    """A draft that is being reviewed; another may be at work on it, too.

    :param workspace: the debate that the draft is meant for.
    :param path: the draft's file.
    :raises UsageError: where it cannot be read as a draft.
    :raises FaultsError: where it has faults of form.
    """

    @no_collection()
    def __init__(self, workspace: Workspace, path: Path) -> None:
        self.workspace, self.path = workspace, path
        self._known = Names.read(workspace)
        self._history = History(workspace, path)
        self._whole: Draft | None = None
        self._stamp = _stamp(path)
        self._draft = Draft.read(path, workspace)
        self._position = next((number for number, item in enumerate(self.items) if item.state == OPEN), 0)

    @property
    def draft(self) -> Draft:
        """The draft as it was read last."""
        return self._draft

    @property
    def text(self) -> str:
        """The text of the article, which all offsets count."""
        return self._draft.text

    @property
    def title(self) -> str:
        """The title of the article, or the id of the source."""
        source = self._draft.data["source"]
        return str(source.get("title") or source["id"])

    @property
    def added(self) -> Path | None:
        """The record of this source in the debate, where there is one of the same text."""
        return added_as(self._draft)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The statements, in the order of the text."""
        questions = self.questions
        return tuple(item_of(self._draft, one, self.names, questions) for one in self._draft.statements)

    @cached_property
    def names(self) -> Names:
        """What people, organisations, claims, topics and roles are called, here and in the debate."""
        return self._known.joined(self._draft.names)

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the machine could not tell, answered or not."""
        return questions_of(self._draft)

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The quoted spans that were taken for no speech."""
        return set_aside_of(self._draft)

    @property
    def left(self) -> int:
        """How many statements are open."""
        return sum(item.state == OPEN for item in self.items)

    @property
    def position(self) -> int:
        """The index of the item that is looked at; at first, of the first that is open."""
        return min(self._position, max(0, len(self.items) - 1))

    @position.setter
    def position(self, index: int) -> None:
        self._position = max(0, min(index, len(self.items) - 1))

    def item(self, identifier: str) -> Item:
        """Return a statement.

        :raises UnknownNameError: where none has the id.
        """
        for item in self.items:
            if item.id == identifier:
                return item
        ids = [item.id for item in self.items]
        raise UnknownNameError("statement", identifier, nearest(identifier, ids), ids)

    def open(self) -> AbstractContextManager[None]:
        """Let other programs know that a person is reviewing the draft: it is not drafted anew meanwhile."""
        return self._history.open()

    @property
    def is_current(self) -> bool:
        """Whether the file is still as it was read or written last."""
        return _stamp(self.path) == self._stamp

    def reload(self) -> None:
        """Read the draft anew, as another may have changed it."""
        self._take(self._fresh())

    def undo(self) -> str:
        """Take the last step back, of this review or an earlier one of the draft.

        :returns: what was taken back.
        :raises UsageError: where there is nothing, or the draft was changed since by other means.
        """
        with self._history.changing(self._draft.shown):
            draft = self._fresh()
            draft.data, step = self._history.take_back(draft.data)
            self._write(draft)
            self._history.forget_last()
            self._take(draft)
        ids = [item.id for item in self.items]
        if step.item in ids:
            self.position = ids.index(step.item)
        return step.what

    @contextmanager
    def together(self, what: str, item: str = "") -> Iterator[None]:
        """Take several steps as one: all of them are done, or none, and one undo takes them back.

        :param what: what they come to, as :meth:`undo` says it.
        :param item: the id of the statement that they are about.
        """
        if self._whole is not None:
            yield
            return
        with self._step(what, item) as draft:
            self._whole = draft
            try:
                yield
            finally:
                self._whole = None

    @contextmanager
    def _step(self, what: str, item: str) -> Iterator[Draft]:
        """Give the draft as it is in its file, to be changed; what becomes of it is saved and noted.

        Where the change fails, nothing has happened.
        """
        if self._whole is not None:
            with self._part(self._whole) as draft:
                yield draft
            return
        with self._history.changing(self._draft.shown):
            draft = self._fresh()
            before = copied(draft.data)
            self._take(draft)
            try:
                yield draft
                if draft.data != before:
                    draft.data = as_read(draft.data)
                    self._history.add(what, item, before, draft.data)
                    self._write(draft)
            except BaseException:
                self._take(Draft(self.path, self.workspace, before, draft.text))
                raise
            self._take(draft)

    @contextmanager
    def _part(self, draft: Draft) -> Iterator[Draft]:
        """Give the draft for one of several steps that are taken as one."""
        before = copied(draft.data)
        try:
            yield draft
            draft.data = as_read(draft.data)
        except BaseException:
            draft.data = before
            raise
        finally:
            self._take(draft)

    def _fresh(self) -> Draft:
        """Return the draft as it is in its file; it is read only where another has changed it."""
        stamp = _stamp(self.path)
        if stamp and stamp == self._stamp:
            return Draft(self.path, self.workspace, copied(self._draft.data), self._draft.text)
        draft = Draft.read(self.path, self.workspace)
        self._stamp = stamp
        return draft

    def _write(self, draft: Draft) -> None:
        draft.write()
        self._stamp = _stamp(self.path)

    def _take(self, draft: Draft) -> None:
        self._draft = draft
        for derived in ("items", "names"):
            self.__dict__.pop(derived, None)

    @staticmethod
    def _statement(draft: Draft, identifier: str) -> Data:
        for statement in draft.statements:
            if statement["id"] == identifier:
                return statement
        ids = [str(statement["id"]) for statement in draft.statements]
        raise UnknownNameError("statement", identifier, nearest(identifier, ids), ids)


def _stamp(path: Path) -> tuple[int, ...]:
    """Tell a state of a file from every other: each writing of a draft makes a new file."""
    try:
        status = path.stat()
    except OSError:
        return ()
    return (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
