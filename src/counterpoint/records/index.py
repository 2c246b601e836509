"""The ids that all files of a workspace define, and how a reference finds what it means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from counterpoint.errors import Fault, Place
from counterpoint.matching import nearest
from counterpoint.records.parts import Part, Record, Value
from counterpoint.vocabulary import KINDS

ROLES_OF: Final = "roles-of"
_MOST_SUGGESTIONS: Final = 200


@dataclass(frozen=True)
class Definition:
    """Where an id is defined and what a reference to it has to know.

    :param file: the record file.
    :param line: the line, from 1.
    :param details: the claims of a statement; the memberships that an authority file gives a person, as IRIs.
    :param column: the column, from 1; not known of a file that is not read.
    :param name: the name of a person and so on; not known of a file that is not read.
    """

    file: str
    line: int
    details: tuple[str, ...] = ()
    column: int = 1
    name: str = ""


def definitions(record: Record, iri_of: Mapping[int, str], stances: Collection[str]) -> dict[str, Definition]:
    """List what a record defines, by ``kind:id``.

    :param record: the record.
    :param iri_of: the IRIs of its memberships, by ``id()`` of the part.
    :param stances: the keys of a statement that hold claims.
    """

    def at(place: Place, details: Iterable[str] = (), name: str = "") -> Definition:
        return Definition(record.file, place.line, tuple(details), place.column, name)

    found: dict[str, Definition] = {}
    if record.source and record.source.identifier:
        found[f"source:{record.source.identifier}"] = at(record.source.place_of("id"))
    for thing in record.things:
        if not thing.is_reference:
            found[f"{thing.kind}:{thing.identifier}"] = at(thing.place, name=thing.text("name"))
        if thing.parts and record.source is None:
            present = (iri_of[id(part)] for part in thing.parts if not is_past(part))
            found[f"{ROLES_OF}:{thing.identifier}"] = at(thing.place, present)
    if record.source:
        for statement in record.statements:
            key = f"statement:{record.source.identifier}/{statement.identifier}"
            values = (value for stance in sorted(stances) for value in statement.values.get(stance, ()))
            claims = dict.fromkeys(value.text.rpartition(":")[2] for value in values)
            found.setdefault(key, at(statement.place, claims))
    return found


def is_past(membership: Part) -> bool:
    """Tell whether a membership is marked as a past one."""
    return membership.text("former") == "true" or "until" in membership.values


@dataclass
class Index:
    """All definitions of a workspace.

    :param concepts: roles and topics that the ontology defines, ``kind:id`` to IRI.
    :param known: every definition of the records, by ``kind:id``.
    :param unread: the files that cannot be read: what is not found may stand in one of them.
    """

    concepts: Mapping[str, str]
    known: MutableMapping[str, Definition] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    _hints: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def add(self, found: Mapping[str, Definition]) -> list[Fault]:
        """Add a file's definitions; an id that another file defines is a fault."""
        faults = []
        same_source = any(key.startswith("source:") and key in self.known for key in found)
        for key, definition in found.items():
            kind, _, identifier = key.partition(":")
            first = self.known.get(key)
            if kind in KINDS and (first or key in self.concepts):
                if kind == "statement" and same_source:
                    continue  # two files with one source are one fault, not one for each of their statements
                where = f"{first.file}:{first.line}" if first else "the ontology"
                message = f'the {kind} "{identifier}" is defined twice, first in {where}'
                place = Place(definition.file, definition.line, definition.column)
                faults.append(Fault(place, message, "give one of them another id, or remove it"))
            else:
                self.known[key] = definition
        return faults

    def resolve(self, value: Value, kinds: Sequence[str]) -> tuple[str, str] | Fault:
        """Find what an id refers to: its kind and id, or the fault.

        :param value: an id, or ``kind:id`` where an id alone would be ambiguous.
        :param kinds: the kinds that it may be of, the likeliest first.
        """
        kind, colon, identifier = value.text.partition(":")
        if colon and kind in kinds and f"{kind}:{identifier}" in self:
            return kind, identifier
        matches = [key for kind in kinds if (key := f"{kind}:{value.text}") in self]
        if len(matches) == 1:
            kind, _, identifier = matches[0].partition(":")
            return kind, identifier
        what = " or ".join(kinds) if len(kinds) <= 3 else "thing"
        if matches:
            choice = " or ".join(matches)
            return Fault(value.place, f'"{value.text}" may be more than one thing', f"write {choice}")
        return Fault(value.place, f'no {what} has the id "{value.text[:80]}"', self._hint(value.text, tuple(kinds)))

    def ids(self, kinds: Iterable[str]) -> list[str]:
        """List the ids of things of some kinds."""
        wanted = set(kinds)
        return [key.partition(":")[2] for key in (*self.known, *self.concepts) if key.partition(":")[0] in wanted]

    def _hint(self, text: str, kinds: tuple[str, ...]) -> str:
        """Say what to do about an unknown id; the nearest are looked for once, and not for more than people mend."""
        if (text, kinds) not in self._hints:
            close: list[str] = []
            if len(self._hints) < _MOST_SUGGESTIONS:
                close = self._called(text, kinds) or nearest(text, self.ids(kinds))
            hint = f"did you mean {' or '.join(close)}?" if close else _define(kinds)
            if self.unread and not close:
                hint += f"; it may stand in {self.unread[0]}, which cannot be read"
            self._hints[text, kinds] = hint
        return self._hints[text, kinds]

    def _called(self, name: str, kinds: Collection[str]) -> list[str]:
        """List the ids of the things that have a name, which people write in place of the id."""
        wanted = name.strip().casefold()
        if not wanted:
            return []
        found = (key.partition(":") for key, known in self.known.items() if known.name.strip().casefold() == wanted)
        return [identifier for kind, _, identifier in found if kind in kinds]

    def __contains__(self, key: str) -> bool:
        return key in self.known or key in self.concepts


def _define(kinds: Sequence[str]) -> str:
    if "statement" in kinds:
        return "write the id of a statement of this source, or source/id for another's"
    sections = " or ".join(KINDS[kind].section + ":" for kind in kinds if kind in KINDS)
    return f"define it under {sections} here or in another file of graph/"
