"""What a debate is made of."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Final, NamedTuple

CURATORS: Final = "organisation/the-curators"


@dataclass(frozen=True)
class Size:
    """How large a debate is.

    :param statements: how many statements; an utterance that speaks to two claims makes two.
    :param sources: how many sources they are spread over; at least one statement each.
    :param people: how many people speak.
    :param claims: how many claims there are.
    :param spread: standard deviation of the logarithm of a claim's popularity; 0 makes all alike.
    """

    statements: int
    sources: int
    people: int
    claims: int
    spread: float = 1.0

    @classmethod
    def of(cls, statements: int, sources: int | None = None, spread: float = 1.0) -> Size:
        """Choose the rest by the number of statements: ten a source, five a person, twenty a claim."""
        sources = min(sources or ceil(statements / 10), statements)
        return cls(statements, sources, ceil(statements / 5), ceil(statements / 20), spread)

    @property
    def organisations(self) -> int:
        """How many organisations people belong to."""
        return ceil(self.people / 20)

    @property
    def topics(self) -> int:
        """How many narrow topics there are, besides the areas and the one above all."""
        return ceil(self.claims / 25)

    @property
    def areas(self) -> int:
        """How many areas the topics fall into."""
        return min(8, self.topics)


class Person(NamedTuple):
    """A person: path of the IRI, name, camp (-1, 1, or 0 for none), current roles as role and organisation."""

    path: str
    name: str
    camp: int
    roles: tuple[tuple[str, str], tuple[str, str]]
    same_as: str


class Organisation(NamedTuple):
    """An organisation; ``part_of`` is the path of the one above or empty."""

    path: str
    name: str
    part_of: str
    same_as: str


class Topic(NamedTuple):
    """A topic; ``broader`` is the path of the one above or empty."""

    path: str
    name: str
    broader: str


class Claim(NamedTuple):
    """A claim, the topics it is about, the side that holds it (-1, 1, or 0 for common ground), and its relations."""

    path: str
    name: str
    about: tuple[str, ...]
    side: int
    contradicts: str
    implies: str
    refines: str


class Membership(NamedTuple):
    """A role as a source cites it; ``path`` is below ``membership/``."""

    path: str
    person: str
    role: str
    at: str
    cited_as: str
    former: bool
    since: str
    until: str


class Utterance(NamedTuple):
    """What somebody said in a source, with a stance towards one claim or more; ``how`` says how it answers another."""

    identifier: str
    speaker: str
    camp: int
    stances: tuple[tuple[str, str], ...]
    mode: str
    inferred: bool
    quote: str
    start: int
    capacity: tuple[Membership, ...]
    named: str
    how: str
    answers: Utterance | None


class Source(NamedTuple):
    """A source and all that it says."""

    identifier: str
    title: str
    author: str
    publisher: str
    published: str
    digest: str
    memberships: tuple[Membership, ...]
    utterances: tuple[Utterance, ...]
