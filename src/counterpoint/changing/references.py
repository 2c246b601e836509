"""Where a record names things: each mention, what it means, and how it reads once the thing has another id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from counterpoint.errors import Fault, Place
from counterpoint.records import forms
from counterpoint.records.index import Index
from counterpoint.records.parts import Part, Record, Value
from counterpoint.vocabulary import Vocabulary

Form = Literal["definition", "roles", "reference", "path", "capacity"]
_CAPACITY: Final = "in-capacity"


@dataclass(frozen=True)
class Mention:
    """A place where a record names a thing.

    :param target: the thing, as ``kind:id``.
    :param form: ``definition`` where the thing is defined there, ``roles`` where only its roles are given, ``path`` for
        a statement, ``capacity`` for a role or an organisation as ``role@organisation``, else ``reference``.
    :param text: what is written there.
    :param place: where.
    :param part: the part of the record that it is in.
    :param key: the key whose value it is; empty where it is a key itself.
    """

    target: str
    form: Form
    text: str
    place: Place
    part: Part
    key: str = ""

    @property
    def kind(self) -> str:
        """The kind of the thing."""
        return self.target.partition(":")[0]

    def renamed(self, identifier: str) -> str:
        """Write the mention for a thing that has another id: with its kind, its role or its source as before.

        :param identifier: the new id; of a statement, ``source/statement``.
        """
        if self.form == "path":
            return identifier if "/" in self.text else identifier.partition("/")[2]
        if self.form == "capacity":
            role, at, organisation = self.text.partition("@")
            return f"{identifier}{at}{organisation}" if self.kind == "role" else f"{role}@{identifier}"
        kind, colon, _ = self.text.rpartition(":")
        return f"{kind}{colon}{identifier}"


def mentions(record: Record, index: Index, vocabulary: Vocabulary) -> Iterator[Mention]:
    """Find every mention in a record; of what cannot be told what it means, none.

    :param record: the record, without faults of form.
    :param index: what all files define.
    :param vocabulary: what the workspace's ontology lets a record say.
    """
    finder = _Finder(record, index, vocabulary)
    if record.source:
        place = record.source.place_of("id")
        yield Mention(
            f"source:{record.source.identifier}", "definition", record.source.text("id"), place, record.source
        )
        yield from finder.values(record.source)
    for thing in record.things:
        form: Form = "roles" if thing.is_reference else "definition"
        yield Mention(f"{thing.kind}:{thing.identifier}", form, thing.identifier, thing.place, thing)
        for part in (thing, *thing.parts):
            yield from finder.values(part)
    for statement in record.statements:
        yield from finder.values(statement)


class _Finder:
    def __init__(self, record: Record, index: Index, vocabulary: Vocabulary) -> None:
        self.index, self.vocabulary = index, vocabulary
        self._source = record.source.identifier if record.source else ""

    def values(self, part: Part) -> Iterator[Mention]:
        for key, values in part.values.items():
            if key == "at" and part.kind == "statement":
                continue  # two offsets, and no organisation
            kinds = forms.referred(part.kind, key, self.vocabulary)
            for value in values:
                if key == _CAPACITY and part.kind == "statement":
                    yield from self._capacity(part, value)
                elif kinds == ("statement",):
                    path = value.text if "/" in value.text else f"{self._source}/{value.text}"
                    yield Mention(f"statement:{path}", "path", value.text, value.place, part, key)
                elif kinds and not isinstance(found := self.index.resolve(value, kinds), Fault):
                    target = ":".join(found)
                    yield Mention(target, "reference", value.text, value.place, part, key)

    def _capacity(self, part: Part, value: Value) -> Iterator[Mention]:
        role, _, place = value.text.partition("@")
        yield Mention(f"role:{role}", "capacity", value.text, value.place, part, _CAPACITY)
        if place:
            yield Mention(f"organisation:{place}", "capacity", value.text, value.place, part, _CAPACITY)
