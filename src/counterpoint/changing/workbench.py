"""The records that a change edits, each opened once, and what becomes of statements that are counted anew."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from counterpoint.changing.landing import Base
from counterpoint.changing.plan import read_bytes
from counterpoint.changing.references import Mention, mentions
from counterpoint.errors import FaultsError, UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.records.editing import Document, children_of
from counterpoint.records.index import Index, definitions
from counterpoint.records.parts import Part, Record
from counterpoint.records.reading import read
from counterpoint.vocabulary import KINDS
from counterpoint.workspace import is_record_name


@dataclass
class Opened:
    """A record or a draft that is open for editing.

    :param path: its file.
    :param data: what the file holds.
    :param record: what it says.
    :param document: its text, to be edited.
    :param mentions: where it names things.
    """

    path: Path
    data: bytes
    record: Record
    document: Document
    mentions: list[Mention]

    def of(self, target: str) -> Iterator[Mention]:
        """Yield the mentions of a thing."""
        return (mention for mention in self.mentions if mention.target == target)

    def rename(self, mention: Mention, identifier: str) -> None:
        """Write another id at a mention."""
        node = self.document.at(mention.place)
        # A role and an organisation may stand in one value; the second edit goes on from the first.
        text = self.document.text_of(node)
        current = Mention(mention.target, mention.form, text, mention.place, mention.part, mention.key)
        self.document.replace(node, current.renamed(identifier))


class Workbench:
    """The records of a debate that a change edits.

    :param base: the debate.
    """

    def __init__(self, base: Base) -> None:
        self.base, self.workspace = base, base.workspace
        self.known = base.notes.definitions()
        self.vocabulary = self.workspace.vocabulary
        self._index = Index(self.vocabulary.concepts, ChainMap({}, self.known))  # type: ignore[arg-type]
        self._opened: dict[Path, Opened] = {}

    def open(self, name: str) -> Opened:
        """Open a record of the debate by its name."""
        return self._open(self.workspace.root / name, self._index)

    def users(self, target: str) -> list[Opened]:
        """Open the files that define a thing or refer to it."""
        kind, _, identifier = target.partition(":")
        names = self.base.notes.users({identifier})
        if kind == "source":
            names = names | self.base.notes.users_below(f"{identifier}/")
        if target in self.known:
            names = names | {self.known[target].file}
        return [self.open(name) for name in sorted(names)]

    def drafts(self) -> list[Opened]:
        """Open all drafts of the workspace.

        :raises FaultsError: where one cannot be read.
        """
        folder = self.workspace.drafts
        paths = [path for path in sorted(folder.glob("*")) if is_record_name(path.name) and path.is_file()]
        return [self._open_draft(path) for path in paths]

    def _open_draft(self, path: Path) -> Opened:
        data = read_bytes(path) or b""
        record = read(self.workspace.shown(path), data, self.vocabulary)
        own = definitions(record, _NoIris(), self.vocabulary.stances)
        one = self._open(path, Index(self.vocabulary.concepts, ChainMap({**own}, self.known)))  # type: ignore[arg-type]
        one.mentions += _proposed(one)
        return one

    def _open(self, path: Path, index: Index) -> Opened:
        if path not in self._opened:
            name, data = self.workspace.shown(path), read_bytes(path) or b""
            record = read(name, data, self.vocabulary)
            if record.unread:
                raise FaultsError(record.faults)
            found = list(mentions(record, index, self.vocabulary))
            self._opened[path] = Opened(path, data, record, Document(name, data), found)
        return self._opened[path]

    def contents(self) -> dict[Path, bytes | None]:
        """Return what the edited files hold now; nothing for one in which nothing is left.

        :raises WorkspaceError: where a file cannot be edited safely.
        """
        self._follow_statements()
        edited = (one for one in self._opened.values() if one.document.is_edited)
        return {one.path: one.document.result() for one in edited}

    def _follow_statements(self) -> None:
        """Let answers follow the statements without an id, which are counted by speaker."""
        moved: dict[str, str] = {}
        for one in list(self._opened.values()):
            if one.record.source and one.record.statements and one.document.is_edited:
                moved |= self._recounted(one)
        if not moved:
            return
        names = self.base.notes.users(set(moved))
        for one in {id(one): one for one in (*self._opened.values(), *map(self.open, sorted(names)))}.values():
            for mention in one.mentions:
                target = mention.target.removeprefix("statement:")
                if mention.form == "path" and target in moved:
                    one.rename(mention, moved[target])

    def _recounted(self, one: Opened) -> dict[str, str]:
        """Find the statements of a source that have another id after its edits."""
        data = one.document.result()
        if data is None:
            return {}
        after = read(one.record.file, data, self.vocabulary)
        nodes = one.document.items("statements")
        before = [
            statement
            for statement, node in zip(one.record.statements, nodes, strict=False)
            if not one.document.is_gone(node)
        ]
        old, new = (record.source.identifier if record.source else "" for record in (one.record, after))
        if len(nodes) != len(one.record.statements) or len(before) != len(after.statements):
            return {}  # a draft may hold what no statement is
        pairs = zip(before, after.statements, strict=True)
        return {
            f"{old}/{was.identifier}": f"{new}/{now.identifier}"
            for was, now in pairs
            if (old, was.identifier) != (new, now.identifier)
        }


def _proposed(one: Opened) -> Iterator[Mention]:
    """Find the claims that a draft proposes for its statements, which are no part of any record."""
    document = one.document
    for item in document.items("statements"):
        proposed = document.child(document.child(item, "draft"), "similar")
        for _, node in children_of(proposed):
            if isinstance(node, yaml.ScalarNode):
                place = document.place_of(node)
                yield Mention(
                    f"claim:{node.value}", "reference", node.value, place, Part("draft", "", place), "similar"
                )


class _NoIris(Mapping[int, str]):
    """Stand for the IRIs of memberships where only ids matter."""

    def __getitem__(self, key: int) -> str:
        return ""

    def __iter__(self) -> Iterator[int]:
        return iter(())

    def __len__(self) -> int:
        return 0


def pick(base: Base, text: str, kinds: Collection[str]) -> str:
    """Find the thing that an id means, as ``kind:id``.

    :param base: the debate.
    :param text: an id, or ``kind:id``.
    :param kinds: the kinds that it may be of.
    :raises UnknownNameError: where nothing has that id; it carries the nearest.
    :raises UsageError: where several things have it, or only the ontology defines it.
    """
    known, concepts = base.notes.definitions(), base.workspace.vocabulary.concepts
    kind, colon, identifier = text.partition(":")
    wanted = [f"{kind}:{identifier}"] if colon and kind in KINDS else [f"{one}:{text}" for one in kinds]
    if colon and kind in KINDS and kind not in kinds:
        raise UsageError(f"a {kind} cannot be meant here", f"name one of {', '.join(sorted(kinds))}")
    found = [key for key in wanted if key in known]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f'"{text}" is the id of {len(found)} things', f"write {' or '.join(found)}")
    if shipped := [key for key in wanted if key in concepts]:
        what, _, identifier = shipped[0].partition(":")
        message = f'the {what} "{identifier}" is defined by the ontology, not by the records'
        raise UsageError(message, "the ontology that ships is laid under a workspace's own, and not edited")
    ids = {key.partition(":")[2] for key in known if key.partition(":")[0] in kinds}
    raise UnknownNameError(
        " or ".join(kinds) if len(kinds) <= 3 else "thing", text, nearest(identifier if colon else text, ids), ids
    )
