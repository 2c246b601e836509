"""Merge one thing into another: every reference follows, and what only the one says of itself moves along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import yaml

from counterpoint.changing.contradicting import contradictions, sides_taken
from counterpoint.changing.landing import Base
from counterpoint.changing.plan import Plan
from counterpoint.changing.references import Mention
from counterpoint.changing.renaming import elsewhere
from counterpoint.changing.workbench import Opened, Workbench, pick
from counterpoint.errors import Fault, FaultsError, UsageError
from counterpoint.records.composing import Node
from counterpoint.records.editing import children_of, plain
from counterpoint.records.forms import RESPONSES, referred
from counterpoint.records.parts import Part
from counterpoint.vocabulary import KINDS

KINDS_MERGED: Final = ("person", "organisation", "claim", "topic", "role")
_ONE: Final = frozenset({"name", "description", "note", "url", "part-of"})
"""Keys of which a thing has one value."""


def plan_merger(base: Base, old: str, new: str) -> Plan:
    """Plan to make one thing of two; the second keeps its id and what it says of itself.

    :param base: the debate.
    :param old: the id of the thing that goes.
    :param new: the id of the one that stays.
    :raises UnknownNameError: where nothing has one of the ids.
    :raises UsageError: where they are one thing, or of two kinds.
    :raises FaultsError: with each place where the two cannot be one: a claim that would contradict itself, a statement
        that would take two stances on it, a speaker who would answer themselves.
    """
    goes = pick(base, old, KINDS_MERGED)
    kind, _, identifier = goes.partition(":")
    known = base.notes.definitions()
    stays = pick(base, f"{kind}:{new}" if f"{kind}:{new}" in known else new, KINDS_MERGED)
    if goes == stays:
        raise UsageError(f'"{old}" and "{new}" are one thing already', "name two")
    if not stays.startswith(f"{kind}:"):
        raise UsageError(f"{goes} and {stays} are of two kinds", "name two of one kind")
    merger = _Merger(Workbench(base), goes, stays)
    merger.refuse_conflicts()
    merger.follow()
    merger.move_definition()
    contents = merger.bench.contents() | elsewhere(base.workspace, goes, merger.identifier)
    summary = f"merge the {kind} {identifier} into {merger.identifier}"
    return Plan.of(base.workspace, summary, contents, merger.notes)


class _Merger:
    def __init__(self, bench: Workbench, goes: str, stays: str) -> None:
        self.bench, self.goes, self.stays = bench, goes, stays
        self.identifier = stays.partition(":")[2]
        self.kind = KINDS[stays.partition(":")[0]]
        self.notes: list[str] = []
        self.files = [*bench.users(goes), *bench.drafts()]

    def refuse_conflicts(self) -> None:
        """Refuse what would make the records say what nobody means.

        :raises FaultsError: with each place.
        """
        faults = [fault for one in self.files for fault in self._conflicts(one)]
        if self.kind.name == "claim":
            faults += contradictions(self.bench, self.goes, self.stays)
        if faults:
            raise FaultsError(faults)
        self.notes += sides_taken(self.bench, self.goes, self.stays)

    def _conflicts(self, one: Opened) -> Iterator[Fault]:
        for statement in one.record.statements:
            if self.kind.name == "claim":
                yield from self._two_stances(one, statement)
            elif self.kind.name in ("person", "organisation"):
                yield from self._answers_to_oneself(one, statement)

    def _two_stances(self, one: Opened, statement: Part) -> Iterator[Fault]:
        taken = {
            mention.target: mention
            for mention in one.mentions
            if mention.part is statement and mention.target in (self.goes, self.stays)
        }
        if len(taken) == 2 and len({mention.key for mention in taken.values()}) == 2:
            keys = " and ".join(sorted(mention.key for mention in taken.values()))
            message = f"the statement would take two stances on one claim: {keys}"
            yield Fault(taken[self.goes].place, message, "keep one of them, or write two statements")

    def _answers_to_oneself(self, one: Opened, statement: Part) -> Iterator[Fault]:
        """Find statements of the one that endorse or rebut the other's: nobody answers themselves."""
        own = next((m.target for m in one.mentions if m.part is statement and m.key == "speaker"), "")
        if own not in (self.goes, self.stays):
            return
        other = self.stays if own == self.goes else self.goes
        for mention in one.mentions:
            if mention.part is statement and mention.key in RESPONSES and self._speaker(mention) == other:
                yield Fault(mention.place, f"{mention.key}: the speaker would answer themselves", "take it out")

    def _speaker(self, mention: Mention) -> str:
        """Find who makes the statement that is answered."""
        where = self.bench.known.get(mention.target)
        if where is None:
            return ""
        one = self.bench.open(where.file)
        wanted = mention.target.partition("/")[2]
        return next((m.target for m in one.mentions if m.key == "speaker" and m.part.identifier == wanted), "")

    def follow(self) -> None:
        """Let every reference to the one mean the other."""
        for one in self.files:
            for mention in one.of(self.goes):
                if mention.form == "roles":
                    self._move_roles(one, mention)
                elif mention.form != "definition":
                    self._follow(one, mention)
        for one, mention in self._own(self.stays):
            if mention.target == self.goes:
                self._drop_self_reference(one, mention)

    def _follow(self, one: Opened, mention: Mention) -> None:
        document, part = one.document, mention.part
        if part.kind == self.kind.name and part.identifier == self.identifier:
            return  # it would name itself
        node = document.at(mention.place)
        again = any(
            other.part is part and other.key == mention.key and other.target == self.stays for other in one.mentions
        )
        if again and mention.form == "reference":
            document.remove(node)
            self.notes.append(f"{mention.place.file}:{mention.place.line}: {mention.key} names both, and now one")
        else:
            one.rename(mention, self.identifier)

    def _own(self, target: str) -> Iterator[tuple[Opened, Mention]]:
        """Yield what the definition of a thing names."""
        one = self.bench.open(self.bench.known[target].file)
        for mention in one.mentions:
            if f"{mention.part.kind}:{mention.part.identifier}" == target and mention.key:
                yield one, mention

    def _drop_self_reference(self, one: Opened, mention: Mention) -> None:
        one.document.remove(one.document.at(mention.place))
        self.notes.append(f"{mention.place.file}:{mention.place.line}: {mention.key} would name itself, and goes")

    def _entry(self, one: Opened, identifier: str) -> Node | None:
        return one.document.child(one.document.child(one.document.root, self.kind.section), identifier)

    def _move_roles(self, one: Opened, mention: Mention) -> None:
        """Give the roles that a source cites to the other: its key, or its list where it has one there."""
        there = self._entry(one, self.identifier)
        mine = self._entry(one, mention.text)
        if there is None or mine is None:
            one.rename(mention, self.identifier)
            return
        self._add_roles(one, there, one.document.child(mine, "roles"))
        one.document.remove(mine)

    def _add_roles(self, one: Opened, there: Node, roles: Node | None) -> None:
        document = one.document
        known = document.child(there, "roles")
        held = [plain(item) for item in _items(known)]
        new = [plain(item) for item in _items(roles) if plain(item) not in held]
        if known is None and new and isinstance(there, yaml.MappingNode):
            document.add(there, "roles", new)
        elif isinstance(known, yaml.SequenceNode):
            for item in new:
                document.append(known, item)
        elif known is not None and new:
            document.replace(known, [*held, *new])

    def move_definition(self) -> None:
        """Take the definition of the one out, and add to the other's what it lacks."""
        one = self.bench.open(self.bench.known[self.goes].file)
        other = self.bench.open(self.bench.known[self.stays].file)
        old = self.goes.partition(":")[2]
        mine, theirs = self._entry(one, old), self._entry(other, self.identifier)
        if mine is None or theirs is None:
            return
        self._complete(other, theirs, _said(mine), _said(theirs))
        roles = one.document.child(mine, "roles")
        if roles is None:
            one.document.remove(mine)
        elif (there := self._entry(one, self.identifier)) is not None:
            self._add_roles(one, there, roles)
            one.document.remove(mine)
        else:  # the roles stay with the source that cites them, under the other's id
            one.document.replace(one.document.key_of(mine), self.identifier)
            for key, value in children_of(mine):
                if key is not None and key.value != "roles":
                    one.document.remove(value)

    def _complete(self, other: Opened, theirs: Node, mine: _Said, known: _Said) -> None:
        """Add to a definition what another one says and it does not; note what it says otherwise."""
        lacking: dict[str, str | list[str]] = {}
        for key, values in mine.items():
            new = [value for value in values if value not in known.get(key, ()) and not self._is_either(key, value)]
            if new and key not in known:
                lacking[key] = new if len(new) > 1 else new[0]
            elif new and key in _ONE:
                self.notes.append(f'{key}: "{new[0]}" goes, "{known[key][0]}" stays')
            elif new:
                self._append(other, other.document.child(theirs, key), new)
        if isinstance(theirs, yaml.MappingNode):
            for key, value in lacking.items():
                other.document.add(theirs, key, value)
        elif lacking:
            other.document.replace(theirs, {"name": known["name"][0], **lacking})

    def _append(self, other: Opened, node: Node | None, values: list[str]) -> None:
        if isinstance(node, yaml.SequenceNode):
            for value in values:
                other.document.append(node, value)
        elif isinstance(node, yaml.ScalarNode):
            kept = [] if other.document.is_gone(node) else [node.value]
            other.document.restore(node)
            other.document.replace(node, [*kept, *values])

    def _is_either(self, key: str, value: str) -> bool:
        """Tell whether a value is one of the two themselves, which would then name itself."""
        if self.kind.name not in referred(self.kind.name, key, self.bench.vocabulary):
            return False
        return f"{self.kind.name}:{value.rpartition(':')[2]}" in (self.goes, self.stays)


_Said = Mapping[str, list[str]]


def _said(definition: Node) -> _Said:
    """List what a definition says: the values of each key but roles."""
    if isinstance(definition, yaml.ScalarNode):
        return {"name": [definition.value]}
    found = {key.value: value for key, value in children_of(definition) if key is not None and key.value != "roles"}
    return {key: [str(plain(item)) for item in _items(value)] for key, value in found.items()}


def _items(node: Node | None) -> list[Node]:
    """List the items of a list, or the one value in its place."""
    if isinstance(node, yaml.SequenceNode):
        return list(node.value)
    return [] if node is None else [node]
