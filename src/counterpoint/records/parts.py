"""What a record consists of: parts with keys and values, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from counterpoint.errors import Fault, Place


class Span(NamedTuple):
    """Where a key begins and its value ends in the text of a file; lines and columns count from 0."""

    key_line: int
    key_column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Value:
    """One scalar as it is written, and where.

    :param text: the scalar.
    :param place: where it begins.
    :param span: for a quote, from its key to its end.
    """

    text: str
    place: Place
    span: Span | None = None


@dataclass
class Part:
    """A mapping of a record: a source, a person, a claim, a membership, a statement and so on.

    :param kind: the name of its kind; ``membership`` for a role of a person.
    :param identifier: its id within its kind; for a membership the person's.
    :param place: where it begins.
    :param values: its keys and their values, each with its place.
    :param parts: what stands inside it: the memberships of a person.
    :param places: where the value of each key stands, also of one whose value is a fault.
    :param flow: whether it is written between braces.
    """

    kind: str
    identifier: str
    place: Place
    values: dict[str, list[Value]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    flow: bool = False

    @property
    def is_reference(self) -> bool:
        """Whether it only adds roles to a person whom another file defines."""
        return bool(self.parts) and "name" not in self.places

    def text(self, key: str) -> str:
        """Return the one value of a key, or an empty string."""
        found = self.values.get(key)
        return found[0].text if found else ""

    def place_of(self, key: str) -> Place:
        """Return where the value of a key stands, else where the part begins."""
        return self.places.get(key, self.place)


@dataclass
class Record:
    """What one file says.

    :param file: its name, for messages.
    :param source: the source that it codes, if any.
    :param things: people, organisations, claims, topics and roles.
    :param statements: the utterances, in order.
    :param faults: what is wrong with its form.
    :param unread: whether it could not be read at all.
    """

    file: str
    source: Part | None = None
    things: list[Part] = field(default_factory=list)
    statements: list[Part] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unread: bool = False


def named(things: Iterable[Part]) -> dict[tuple[str, str], str]:
    """Give the name of each thing that a record defines, by its kind and id."""
    return {(thing.kind, thing.identifier): thing.text("name") for thing in things if not thing.is_reference}
