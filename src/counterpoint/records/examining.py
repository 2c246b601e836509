"""Examine record files: read them, resolve their references, check shapes and quotes, and make quads of them."""

from __future__ import annotations

import os
from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from counterpoint.errors import Fault, Place, WorkspaceError
from counterpoint.records.index import Definition, Index
from counterpoint.records.linking import defined_by, link
from counterpoint.records.parts import Record
from counterpoint.records.quads import to_quads
from counterpoint.records.quotations import decoded, read_text, unplaced, verify
from counterpoint.records.reading import is_id, read
from counterpoint.records.shapes import Shapes
from counterpoint.workspace import Workspace

if TYPE_CHECKING:
    import pyoxigraph as ox


@dataclass(frozen=True)
class Examined:
    """What one file holds.

    :param path: the file.
    :param quads: what it says; empty where it has faults of form.
    :param uses: the ids that it refers to, as ``kind:id``.
    :param defines: the ids that it defines, as ``kind:id``.
    :param faults: all that is wrong with it.
    :param verified: whether its quotes were verified against the text.
    """

    path: Path
    quads: list[ox.Quad]
    uses: frozenset[str]
    defines: dict[str, Definition]
    faults: list[Fault]
    verified: bool = False


class Examiner:
    """The files of one workspace under examination.

    :param workspace: the workspace.
    :param known: what files that are not examined define, by ``kind:id``.
    :param contents: what files hold that are not on disk, or not so: records and texts; nothing for one that is gone.
    """

    def __init__(
        self,
        workspace: Workspace,
        known: Mapping[str, Definition] | None = None,
        contents: Mapping[Path, bytes | None] | None = None,
    ) -> None:
        self.workspace = workspace
        self._contents = contents or {}
        # Others may define very much, of which little is looked up: it is not copied, nor counted.
        self.index = Index(
            workspace.vocabulary.concepts, ChainMap({}, cast("dict[str, Definition]", {} if known is None else known))
        )
        self.texts: dict[str, Path] = {}
        """Texts of sources by source id, besides those in ``texts/``."""
        self._shapes = Shapes(workspace.shapes, workspace.vocabulary)
        self._records: dict[Path, Record] = {}
        self.defined: dict[Path, dict[str, Definition]] = {}

    def read(self, paths: Iterable[Path]) -> None:
        """Read files and note what they define; references are resolved only once all are read."""
        for path in paths:
            shown = self.workspace.shown(path)
            try:
                record = read(shown, self._bytes_of(path), self.workspace.vocabulary)
            except OSError as problem:
                fault = Fault(Place(shown, 1, 1), f"the file cannot be read: {problem.strerror}")
                record = Record(shown, faults=[fault])
                record.unread = True
            self._records[path] = record
            if record.unread:
                self.index.unread.append(shown)
            self.defined[path] = defined_by(record, self.workspace)
            record.faults += self.index.add(self.defined[path])

    def record(self, path: Path) -> Record:
        """Return what a file says, as it was read."""
        return self._records[path]

    def examine(self, path: Path) -> Examined:
        """Resolve, check and turn to quads one of the files that were read."""
        record = self._records[path]
        linked = link(record, self.index, self.workspace)
        text, quote_faults = self._quote_faults(record)
        faults = [*record.faults, *linked.faults, *quote_faults]
        try:
            quads = to_quads(linked.nodes, self.workspace.graph_of(path), self.workspace.vocabulary)
        except (SyntaxError, ValueError) as problem:
            quads = []
            if not faults:
                message, hint = f"the file makes no valid RDF: {problem}", "look at the workspace's own context.jsonld"
                faults = [Fault(Place(record.file, 1, 1), message, hint)]
        # What the reading has said of a place, the shapes need not say again.
        places = {fault.place for fault in faults}
        violations = self._shapes.check(quads, linked.classes, linked.places) if quads else []
        faults += [fault for fault in violations if fault.place not in places]
        uses, defines = frozenset(linked.uses), self.defined[path]
        return Examined(path, quads, uses, defines, sorted(set(faults)), verified=text is not None)

    def text_of(self, record: Record) -> str | None:
        """Return the text that a record codes, where it is at hand."""
        if not record.source or not is_id(record.source.identifier):
            return None
        path = self.texts.get(record.source.identifier) or self.workspace.text_of(record.source.identifier)
        if (content := self._contents.get(path)) is not None:
            return decoded(content, path)
        if path in self._contents:
            return None
        if not path.is_file() and os.path.lexists(path):
            raise WorkspaceError(f"the text {path} is not a file that can be read", "put the text there, or remove it")
        return read_text(path) if path.is_file() else None

    def _bytes_of(self, path: Path) -> bytes:
        content = self._contents.get(path)
        return path.read_bytes() if content is None else content

    def _quote_faults(self, record: Record) -> tuple[str | None, list[Fault]]:
        try:
            text = self.text_of(record)
        except WorkspaceError as problem:
            place = record.source.place_of("id") if record.source else Place(record.file, 1, 1)
            return None, [Fault(place, problem.message, problem.hint)]
        if text is not None:
            return text, list(verify(record, text))
        source = record.source.identifier if record.source else ""
        where = self.workspace.shown(self.workspace.text_of(source))
        return None, list(unplaced(record, where)) if source else []
