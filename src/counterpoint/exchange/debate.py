"""A debate between two formats: sources, things with names, and statements, called as the file calls them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from counterpoint.errors import Fault, Place


class Spot(Place):
    """Where something stands in a file that has no lines.

    :param file: the file and the place in it, in words.
    :param line: a number by which places are sorted.

    >>> str(Spot("sample.dna, statement 12", 12, 1))
    'sample.dna, statement 12'
    """

    __slots__ = ()

    def __str__(self) -> str:
        return self.file


NOWHERE: Final = Spot("", 0, 0)


class Ref(NamedTuple):
    """A thing as a file calls it.

    :param kind: the name of its kind, as in :data:`counterpoint.vocabulary.KINDS`.
    :param key: what the file calls it: a name, a number, an IRI.
    """

    kind: str
    key: str


Details = dict[str, list[str | Ref]]
"""Further keys of a record and their values; a reference where a record has an id."""


@dataclass(slots=True)
class Thing:
    """A person, an organisation, a claim, a topic or a role.

    :param ref: what the file calls it.
    :param name: how people call it.
    :param details: what else is known of it.
    :param identifier: the id that it should have, if one is known.
    """

    ref: Ref
    name: str
    details: Details = field(default_factory=dict)
    identifier: str = ""


@dataclass(frozen=True, slots=True)
class Membership:
    """A role of a person as a source cites it.

    :param role: the role, or None where the file names only the organisation.
    :param organisation: where the role is held, if that is known.
    :param former: whether it is a past one.
    :param details: further keys and their values.
    """

    role: Ref | None
    organisation: Ref | None = None
    former: bool = False
    details: tuple[tuple[str, str], ...] = ()

    @property
    def is_past(self) -> bool:
        """Whether the person holds the role no more."""
        return self.former or any(key == "until" for key, _ in self.details)


@dataclass(slots=True)
class Source:
    """A document in which people are quoted.

    :param key: what the file calls it.
    :param title: its title.
    :param details: what else is known of it: ``published``, ``url`` and other keys of a record.
    :param text: the text that offsets count in, where the file has it.
    :param memberships: the roles that it cites, by person.
    :param identifier: the id that it should have, if one is known.
    :param origin: where in the file it stands, for messages.
    """

    key: str
    title: str
    details: Details = field(default_factory=dict)
    text: str | None = None
    memberships: dict[Ref, list[Membership]] = field(default_factory=dict)
    identifier: str = ""
    origin: Place = NOWHERE

    def cite(self, person: Ref, membership: Membership) -> None:
        """Note a role of a person, once."""
        held = self.memberships.setdefault(person, [])
        if membership not in held:
            held.append(membership)


@dataclass(slots=True)
class Statement:
    """An utterance.

    :param source: the key of its source.
    :param speaker: who says it.
    :param positions: stances, each with the claim that it is taken on.
    :param quote: the evidence, as long as the file has it.
    :param at: where the quote begins and ends in the text, in characters; None where that is not known.
    :param mode: how it is reported.
    :param capacities: the roles in which it is said; None where all present ones are meant that the source cites.
    :param details: further keys of a record.
    :param origin: where in the file it stands, for messages.
    :param identifier: the id that it should have within its source.
    :param key: what the file calls it, where others refer to it.
    """

    source: str
    speaker: Ref
    positions: list[tuple[str, Ref]]
    quote: str = ""
    at: tuple[int, int] | None = None
    mode: str = ""
    capacities: list[Membership] | None = None
    details: Details = field(default_factory=dict)
    origin: Place = NOWHERE
    identifier: str = ""
    key: str = ""


@dataclass(slots=True)
class Finding:
    """Something that was carried over otherwise than it stands, or not at all.

    :param what: what it is.
    :param count: how often.
    :param examples: some of them.
    """

    what: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        more = self.count - len(self.examples)
        shown = ", ".join(self.examples) + (f" and {more:,} more" if self.examples and more > 0 else "")
        return f"{self.what}: {self.count:,}" + (f" ({shown})" if shown else "")


_EXAMPLES: Final = 5
_LONGEST: Final = 120


@dataclass(slots=True)
class Report:
    """What was and was not carried over.

    :param carried: how many of each kind of thing.
    :param changed: what was carried over otherwise than it stands.
    :param dropped: what was not carried over.
    :param notes: what a reader of the result should know.
    """

    carried: dict[str, int] = field(default_factory=dict)
    changed: dict[str, Finding] = field(default_factory=dict)
    dropped: dict[str, Finding] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def change(self, what: str, example: str = "") -> None:
        """Note that something was carried over otherwise than it stands."""
        _count(self.changed, what, example)

    def drop(self, what: str, example: str = "", times: int = 1) -> None:
        """Note that something was not carried over."""
        _count(self.dropped, what, example, times)

    def note(self, text: str) -> None:
        """Note what a reader should know, once."""
        if text not in self.notes:
            self.notes.append(text)


def _count(findings: dict[str, Finding], what: str, example: str, times: int = 1) -> None:
    found = findings.setdefault(what, Finding(what))
    found.count += times
    shown = example if len(example) <= _LONGEST else example[:_LONGEST] + "…"
    if shown and len(found.examples) < _EXAMPLES and shown not in found.examples:
        found.examples.append(shown)


@dataclass(slots=True)
class Debate:
    """What a file holds.

    :param things: people, organisations, claims, topics and roles.
    :param sources: the documents, by key.
    :param statements: the utterances, in order.
    :param memberships: roles that no source cites, by person.
    :param report: what was and was not carried over.
    :param faults: what is wrong with the file.
    """

    things: dict[Ref, Thing] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    memberships: dict[Ref, list[Membership]] = field(default_factory=dict)
    report: Report = field(default_factory=Report)
    faults: list[Fault] = field(default_factory=list)

    def name(self, kind: str, key: str, name: str = "", **details: list[str | Ref]) -> Ref:
        """Add a thing, unless it is there; return what it is called by."""
        ref = Ref(kind, key)
        if ref not in self.things:
            self.things[ref] = Thing(ref, name or key, dict(details))
        return ref
