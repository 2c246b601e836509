"""Remove a thing: refused while others name it, or, where that is asked for, with what cannot stand without it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from counterpoint.changing.landing import Base
from counterpoint.changing.plan import Plan
from counterpoint.changing.references import Mention
from counterpoint.changing.workbench import Opened, Workbench, pick
from counterpoint.errors import Fault, InUseError
from counterpoint.records.composing import Node
from counterpoint.vocabulary import KINDS

KINDS_REMOVED: Final = ("person", "organisation", "claim", "topic", "role", "source")
_READERS: Final = ("inferred-by", "confirmed-by")
"""Keys that are never dropped: a reading without its reader would say that the source states it outright."""


def plan_removal(base: Base, name: str, *, cascade: bool = False) -> Plan:
    """Plan to remove a person, an organisation, a claim, a topic, a role or a source.

    :param base: the debate.
    :param name: its id, or ``kind:id`` where several things share it.
    :param cascade: remove what cannot stand without it, too: a speaker's statements, a claim's stances and the
        statements that take no other, roles held at an organisation lose it, and other keys lose the value. What
        others need that a source defines, and who read a stance, is never removed on the way.
    :raises UnknownNameError: where nothing has that id.
    :raises InUseError: where others name it; it carries each place.
    """
    target = pick(base, name, KINDS_REMOVED)
    kind, _, identifier = target.partition(":")
    remover = _Remover(Workbench(base), cascade=cascade)
    contents = remover.source(target) if kind == "source" else remover.thing(target)
    if remover.against:
        raise InUseError(f'the {kind} "{identifier}"', remover.against)
    return Plan.of(base.workspace, f"remove the {kind} {identifier}", contents, remover.notes)


class _Remover:
    def __init__(self, bench: Workbench, *, cascade: bool) -> None:
        self.bench, self.cascade = bench, cascade
        self.against: list[Fault] = []
        self.notes: list[str] = []

    def source(self, target: str) -> dict[Path, bytes | None]:
        """Remove the file of a source, and with it all that only it needs."""
        workspace, identifier = self.bench.workspace, target.partition(":")[2]
        own = self.bench.open(self.bench.known[target].file)
        self._answers(f"{identifier}/{statement.identifier}" for statement in own.record.statements)
        defined = {f"{thing.kind}:{thing.identifier}" for thing in own.record.things if not thing.is_reference}
        for key in sorted({target, *defined}):
            for one in self.bench.users(key):
                if one.path != own.path:
                    for mention in one.of(key):
                        hint = (
                            f"move its definition from {own.record.file} into a file of graph/, then remove the source"
                        )
                        self._stands_against(mention, hint)
        for path in sorted(workspace.drafts.glob(f"{identifier}.*")):
            if path.is_file():
                self.notes.append(f"{workspace.shown(path)} stays where it is")
        gone: dict[Path, bytes | None] = {own.path: None}
        if (text := workspace.text_of(identifier)).is_file():
            gone[text] = None
            self.notes.append(f"{workspace.shown(text)} goes with it; counterpoint undo brings it back")
        return self.bench.contents() | gone

    def thing(self, target: str) -> dict[Path, bytes | None]:
        """Remove the definition of a thing, and the places that name it."""
        kind, _, identifier = target.partition(":")
        for one in self.bench.users(target):
            for mention in one.of(target):
                if mention.form == "definition":
                    section = one.document.child(one.document.root, KINDS[kind].section)
                    if (node := one.document.child(section, identifier)) is not None:
                        one.document.remove(node)
                elif self.cascade and mention.key not in _READERS:
                    self._drop(one, mention)
                else:
                    self._stands_against(mention, self._hint(mention))
        for draft in self.bench.drafts():
            if any(draft.of(target)):
                self.notes.append(f"{draft.record.file} names it, too, and is left as it is")
        if kind in ("person", "organisation") and self.bench.workspace.coder in (identifier, target):
            self.notes.append("counterpoint.toml names it as the coder, and is left as it is")
        return self.bench.contents()

    def _hint(self, mention: Mention) -> str:
        if mention.key in _READERS:
            return "say who else read it"
        return "name another there, or remove it, too, with --cascade"

    def _stands_against(self, mention: Mention, hint: str) -> None:
        what, identifier = mention.target.partition(":")[::2]
        how = f"{mention.key}:" if mention.key else "roles:"
        self.against.append(Fault(mention.place, f'{how} names the {what} "{identifier}"', hint))

    def _drop(self, one: Opened, mention: Mention) -> None:
        """Take out a mention, and what cannot stand without it."""
        document = one.document
        if mention.form == "roles":
            section = document.child(document.root, KINDS[mention.kind].section)
            if (node := document.child(section, mention.text)) is not None:
                document.remove(node)
            return
        document.remove(document.at(mention.place))
        part = mention.part
        if part.kind == "membership" and mention.key == "role":
            node = document.at(mention.place)
            # A role may be an entry of its mapping, or stand in the list by itself.
            if document.holds_keys(document.parent(node)):
                document.remove(document.parent(node))
        elif part.kind == "statement":
            stances = [value for key in self.bench.vocabulary.stances for value in part.values.get(key, ())]
            left = any(not document.is_gone(document.at(value.place)) for value in stances)
            if mention.key == "speaker" or not left:
                self._drop_statement(one, self._statement(one, mention))

    def _statement(self, one: Opened, mention: Mention) -> int:
        return next(number for number, part in enumerate(one.record.statements) if part is mention.part)

    def _drop_statement(self, one: Opened, number: int) -> None:
        node: Node = one.document.items("statements")[number]
        if one.document.is_gone(node):
            return
        one.document.remove(node)
        statement = one.record.statements[number]
        self.notes.append(f"{one.record.file}:{statement.place.line}: the statement {statement.identifier} goes")
        source = one.record.source.identifier if one.record.source else ""
        self._answers([f"{source}/{statement.identifier}"])

    def _answers(self, paths: Iterable[str]) -> None:
        """Drop the answers to statements that go, or note that they stand against it."""
        gone = set(paths)
        own = {path.partition("/")[0] for path in gone}
        for name in sorted(self.bench.base.notes.users(gone)):
            one = self.bench.open(name)
            source = one.record.source.identifier if one.record.source else ""
            for mention in one.mentions:
                if mention.form == "path" and mention.target.removeprefix("statement:") in gone:
                    if self.cascade:
                        one.document.remove(one.document.at(mention.place))
                    elif source not in own:
                        self._stands_against(mention, "take it out there, or let --cascade do so")
