"""What the network page shows: speakers, what they said, and how they stand to each other."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Literal, NamedTuple

Sign = Literal[1, -1]
"""How two parties stand to each other: 1 where they agree, -1 where they disagree."""

Reader = Literal["source", "curator", ""]
"""Who says where a speaker stands: the source itself, the curator who read it, or nobody on record."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a speaker holds or held.

    :param title: the kind of role ("medical director").
    :param organisation: the name of the organisation it is held at, or an empty string.
    :param cited_as: the source's own words for the role, or an empty string.
    :param former: whether the source calls the role past.
    :param period: "2010-2014" where dates are known, else an empty string.
    """

    title: str
    organisation: str = ""
    cited_as: str = ""
    former: bool = False
    period: str = ""

    @property
    def held(self) -> str:
        """What is held, in the source's words where it has some."""
        return self.cited_as or self.title

    @property
    def at(self) -> str:
        """The organisation, or an empty string where the words for the role name it already.

        >>> Role("manager", "NHS", cited_as="former NHS manager").at, Role("lecturer", "LECT").at
        ('', 'LECT')
        """
        if self.organisation.lower() not in self.held.lower():
            return self.organisation
        named = re.search(rf"(?<!\w){re.escape(self.organisation)}(?!\w)", self.held, re.IGNORECASE)
        return "" if named else self.organisation

    def __str__(self) -> str:
        """Give the role as a reader would say it, in the source's words where it has some.

        >>> str(Role("manager", "NHS", former=True))
        'formerly manager, NHS'
        >>> str(Role("manager", "NHS", cited_as="former NHS manager", former=True))
        'former NHS manager'
        """
        words = ", ".join(filter(None, (self.held, self.at)))
        return f"formerly {words}" if self.former and not words.lower().startswith("former") else words


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person or an organisation that is quoted.

    :param roles: every role that a source gives, present ones first.
    """

    iri: str
    name: str
    kind: Literal["person", "organisation"] = "person"
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was said; ``date`` is ISO 8601, ``publisher`` and ``author`` are names."""

    iri: str
    title: str
    date: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A proposition, with the names of the topics it is about."""

    iri: str
    name: str
    topics: tuple[str, ...] = ()


class Relation(NamedTuple):
    """How two claims, given by IRI, are related: the first ``implies`` or ``contradicts`` the second."""

    claim: str
    word: Literal["implies", "contradicts"]
    other: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance, read as one stance towards one claim.

    :param speaker: IRI of the speaker.
    :param claim: IRI of the claim.
    :param stance: the stance in a word ("supports").
    :param polarity: between -1 (against) and 1 (for); None for a stance that takes no side.
    :param mode: how the source gives the words ("direct", "reported", "paraphrased").
    :param quote: the words that are its evidence.
    :param roles: the roles in which the source presents the speaker here.
    :param source: IRI of the source.
    :param said_by: whether the source itself says so or the curator read it so.
    """

    iri: str
    speaker: str
    claim: str
    stance: str
    polarity: float | None = None
    mode: str = ""
    quote: str = ""
    roles: tuple[Role, ...] = ()
    source: str = ""
    said_by: Reader = ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two speakers stand to each other on one claim, or on two that are related.

    :param parties: IRIs of the two speakers.
    :param claims: IRIs of the one or two claims.
    :param statements: IRIs of the statements it rests on.
    :param rule: the name of the rule that derived it.
    """

    iri: str
    sign: Sign
    parties: tuple[str, str]
    claims: tuple[str, ...]
    statements: tuple[str, ...]
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """Everything on which two speakers agree, or everything on which they disagree."""

    parties: tuple[str, str]
    sign: Sign
    alignments: tuple[Alignment, ...]

    @property
    def weight(self) -> int:
        """Count the distinct claims (or pairs of related claims) that the edge rests on."""
        if len(self.alignments) == 1:
            return 1
        return len({frozenset(alignment.claims) for alignment in self.alignments})


@dataclass(frozen=True)
class Debate:
    """All that one page shows.

    Anything that an alignment or a statement names but that is missing from the debate is left out of the page.

    :param title: a heading, or an empty string.
    :param left_out: how many claims the rules did not compare, because there were too many statements on them.
    """

    speakers: tuple[Speaker, ...] = ()
    claims: tuple[Claim, ...] = ()
    statements: tuple[Statement, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    sources: tuple[Source, ...] = ()
    relations: tuple[Relation, ...] = ()
    title: str = field(default="", kw_only=True)
    left_out: int = field(default=0, kw_only=True)

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """Join the alignments of each pair of speakers and sign, agreement first, in the order of the parties' IRIs."""
        known = {speaker.iri for speaker in self.speakers}
        claims = {claim.iri for claim in self.claims}
        groups: dict[tuple[int, tuple[str, str]], list[Alignment]] = defaultdict(list)
        for alignment in self.alignments:
            first, second = sorted(alignment.parties)
            if first != second and first in known and second in known and not claims.isdisjoint(alignment.claims):
                groups[-alignment.sign, (first, second)].append(alignment)
        return tuple(
            Edge(parties, alignments[0].sign, tuple(sorted(alignments, key=lambda item: (item.claims, item.iri))))
            for (_, parties), alignments in sorted(groups.items())
        )

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Name every topic of a claim once, in alphabetical order."""
        return tuple(sorted(set(chain.from_iterable(claim.topics for claim in self.claims))))
