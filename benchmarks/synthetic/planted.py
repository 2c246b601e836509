"""A debate for the network page, with so many speakers, lines between them and camps as asked for.

What the rules derive from a `Debate` of this package has as many lines as it happens to have, and a picture is measured
at a given size. So here everybody makes five statements, each with a quote of its own, and of the pairs of speakers who
spoke to one claim as many are compared as there are lines wanted.
"""

from __future__ import annotations

import datetime
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Final, NamedTuple

from benchmarks.synthetic.prose import Prose
from benchmarks.synthetic.words import (
    FIRST_NAMES,
    IN_PLACES,
    INITIALS,
    INSTITUTIONS,
    LAST_NAMES,
    OBJECTS,
    PAIRS_OF_THEMES,
    PLACES,
    ROLES,
    SUBJECTS,
    VERBS,
    combine,
    slug,
)
from counterpoint.view.debate import Alignment, Claim, Debate, Role, Source, Speaker, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BASE: Final = "https://debate.example/id"
RULES: Final = {1: "They stand on the same side of a claim", -1: "They stand on opposite sides of a claim"}
_FIRST_DAY: Final = datetime.date(2015, 1, 1)
_DAYS: Final = 3650
_MODES: Final = ("direct", "direct", "reported", "paraphrased")
_AT_HOME: Final = 0.8
"""How many of the statements on a claim come from the camp that holds it."""


class Planted(NamedTuple):
    """A debate and what was planted in it.

    :param debate: what the page shows, everything in the order of IRIs.
    :param camps: the camp of each speaker, by IRI.
    """

    debate: Debate
    camps: dict[str, int]


def plant(speakers: int, *, lines: int | None = None, camps: int | None = None, seed: int = 1) -> Planted:
    """Make a debate in which camps agree within and mostly disagree across.

    A claim belongs to a camp, which makes four in five of the statements on it and nine in ten of these in support;
    three in four of the others oppose it.

    :param speakers: how many people and organisations speak, one in twenty an organisation.
    :param lines: how many lines there are, of agreement and of disagreement together; five a speaker by default.
    :param camps: how many camps, the first twice as large as the last; one for 25 speakers by default, two to eight.
    :param seed: any whole number; the same arguments give the same debate.
    :raises ValueError: where so few speakers have too few pairs for the lines.
    """
    rng = Random(f"{seed} planted")  # noqa: S311 - the same numbers again are what is wanted
    wanted = 5 * speakers if lines is None else lines
    cast = _cast(speakers, rng)
    number = camps or min(8, max(2, speakers // 25))
    members = {speaker.iri: rng.choices(range(number), range(2 * number, number, -1))[0] for speaker in cast}
    claims = _claims(max(number, speakers // 4), speakers)
    statements = _statements(cast, members, claims, number, Prose(seed), rng)
    alignments = _alignments(statements, wanted, rng)
    sources = _sources({statement.source for statement in statements}, cast, Prose(seed + 1), rng)
    debate = Debate(
        tuple(sorted(cast, key=lambda speaker: speaker.iri)),
        tuple(sorted(claims, key=lambda claim: claim.iri)),
        tuple(sorted(statements, key=lambda statement: statement.iri)),
        tuple(sorted(alignments, key=lambda alignment: alignment.iri)),
        sources,
        title=f"A debate of {speakers:,} speakers",
    )
    if len(debate.edges) < wanted:
        raise ValueError(f"{speakers} speakers have {len(debate.edges)} lines between them, not {wanted}")
    return Planted(debate, members)


def _cast(count: int, rng: Random) -> list[Speaker]:
    """Name the speakers, and give people one role or two."""
    places = [" ".join(combine(number, PLACES, INSTITUTIONS)) for number in range(max(4, count // 20))]
    titles = [role.replace("-", " ") for role in ROLES]
    cast = []
    for number in range(count):
        if number % 20 == 19:
            name = f"{places[number // 20 % len(places)]} Union{'' if number < 20 * len(places) else f' {number}'}"
            cast.append(Speaker(f"{BASE}/organisation/{slug(name)}", name, "organisation"))
            continue
        first, last, *rest = combine(number, FIRST_NAMES, LAST_NAMES, INITIALS)
        name = f"{first}{rest[0]} {last}{''.join(rest[1:])}"
        held = [Role(rng.choice(titles), rng.choice(places)) for _ in range(2 if rng.random() < 0.3 else 1)]
        roles = tuple(sorted(dict.fromkeys(held), key=lambda role: (role.organisation, role.title)))
        cast.append(Speaker(f"{BASE}/person/{slug(name)}", name, "person", roles))
    return cast


def _claims(count: int, speakers: int) -> list[Claim]:
    """Word the claims; their topics are a twentieth as many."""
    topics = ["".join(combine(number, PAIRS_OF_THEMES, IN_PLACES)) for number in range(max(3, min(80, speakers // 80)))]
    made = []
    for number in range(count):
        parts = combine(number, SUBJECTS, VERBS, OBJECTS, IN_PLACES)
        name = f"{parts[0]} {parts[1]} {''.join(parts[2:])}."
        made.append(Claim(f"{BASE}/claim/{slug(name)}", name, (topics[number % len(topics)],)))
    return made


def _statements(
    cast: Sequence[Speaker], members: dict[str, int], claims: Sequence[Claim], camps: int, prose: Prose, rng: Random
) -> list[Statement]:
    """Let everybody speak to five claims, four of them of the own camp; ten statements make a source."""
    pools = [claims[camp::camps] for camp in range(camps)]
    held = {speaker.iri: speaker.roles for speaker in cast}
    made: list[Statement] = []
    for turn in range(5):
        for speaker in cast:
            camp = members[speaker.iri]
            at_home = rng.random() < _AT_HOME
            pool = pools[camp if at_home else (camp + rng.randrange(1, max(2, camps))) % camps]
            claim = pool[int(len(pool) * rng.random() ** 1.5)]
            supports = rng.random() < (0.9 if at_home else 0.25)
            number = len(made)
            source = f"{BASE}/source/source-{number // 10:06d}"
            made.append(
                Statement(
                    f"{BASE}/statement/{source.rpartition('/')[2]}/{number:06d}",
                    speaker.iri,
                    claim.iri,
                    "supports" if supports else "opposes",
                    1.0 if supports else -1.0,
                    rng.choice(_MODES),
                    prose.quote(),
                    held[speaker.iri][: 1 + turn % 2],
                    source,
                    "curator" if rng.random() < 0.3 else "source",
                )
            )
    return made


def _alignments(statements: Sequence[Statement], wanted: int, rng: Random) -> Iterator[Alignment]:
    """Compare pairs of statements on one claim, chosen at random, until there are enough lines."""
    on: dict[str, list[Statement]] = {}
    for statement in statements:
        on.setdefault(statement.claim, []).append(statement)
    pairs = [pair for said in on.values() for pair in combinations(said, 2) if pair[0].speaker != pair[1].speaker]
    rng.shuffle(pairs)
    lines: set[tuple[str, str, bool]] = set()
    compared: set[tuple[str, str, str, bool]] = set()
    for one, other in pairs:
        first, second = sorted((one.speaker, other.speaker))
        same = one.polarity == other.polarity
        if (first, second, same) not in lines and len(lines) == wanted:
            continue
        lines.add((first, second, same))
        if (first, second, one.claim, same) in compared:
            continue
        compared.add((first, second, one.claim, same))
        yield Alignment(
            f"{BASE}/alignment/{len(compared):06d}",
            1 if same else -1,
            (first, second),
            (one.claim,),
            tuple(sorted((one.iri, other.iri))),
            RULES[1 if same else -1],
        )


def _sources(iris: set[str], cast: Sequence[Speaker], prose: Prose, rng: Random) -> tuple[Source, ...]:
    """Give each source a headline, a date, an address, a publisher and an author."""
    people = [speaker.name for speaker in cast if speaker.kind == "person"][: max(3, len(cast) // 50)]
    papers = [f"{place} {kind}" for place in PLACES for kind in ("Post", "Herald", "Review")][: max(3, len(iris) // 30)]
    return tuple(
        Source(
            iri,
            prose.title(),
            str(_FIRST_DAY + datetime.timedelta(days=number * _DAYS // len(iris))),
            f"https://news.example/{iri.rpartition('/')[2]}",
            rng.choice(papers),
            rng.choice(people),
        )
        for number, iri in enumerate(sorted(iris))
    )
