"""The debate itself: who there is, what is claimed, and, source by source, who says what."""

from __future__ import annotations

import datetime
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil, exp
from random import Random
from statistics import NormalDist
from typing import Final, NamedTuple, TypeVar

from benchmarks.synthetic.words import (
    CITED_AS,
    ENDINGS,
    FIRST_NAMES,
    IN_PLACES,
    INITIALS,
    INSTITUTIONS,
    LAST_NAMES,
    MIDDLES,
    OBJECTS,
    OPENINGS,
    PAIRS_OF_THEMES,
    PLACES,
    ROLES,
    SUBJECTS,
    THEMES,
    TITLES,
    VERBS,
    combine,
    slug,
)

Item = TypeVar("Item")

FIRST_DAY: Final = datetime.date(2015, 1, 1)
DAYS: Final = 3650
CURATORS: Final = "organisation/the-curators"
STANCES: Final = ("supports", "opposes", "qualifies", "mentions")
_STANCE_ODDS: Final = {  # by whether the speaker's side and the claim's are the same: shares of the first three stances
    0: (0.86, 0.90, 0.96),
    1: (0.80, 0.85, 0.93),
    -1: (0.08, 0.80, 0.92),
}


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


class Debate:
    """One debate, the same for the same seed and size.

    :param seed: any whole number.
    :param size: how large it is.
    """

    def __init__(self, seed: int, size: Size) -> None:
        self.seed, self.size = seed, size
        rng = Random(f"{seed} world")  # noqa: S311 - the same numbers again are what is wanted
        self.organisations = self._organisations(rng)
        self.topics = self._topics()
        self.people = self._people(rng)
        self.claims = self._claims(rng)
        self._pools = self._claim_pools(rng)
        self._casts = self._cast(rng)

    def sources(self) -> Iterator[Source]:
        """Make the sources one after the other; none is kept."""
        for number in range(self.size.sources):
            yield self.source(number)

    def source(self, number: int) -> Source:
        """Make one source."""
        return _Writer(self, number, Random(f"{self.seed} source {number}")).write()  # noqa: S311

    def share(self, number: int) -> int:
        """Say how many statements a source holds."""
        each, rest = divmod(self.size.statements, self.size.sources)
        return each + (number < rest)

    def cast(self, number: int) -> list[int]:
        """Say which people speak in a source, by number."""
        area, turn = number % self.size.areas, number // self.size.areas
        people = self._casts[area]
        here = (self.size.sources - area + self.size.areas - 1) // self.size.areas
        return list(dict.fromkeys(people[len(people) * turn // here : len(people) * (turn + 1) // here]))

    def draw_claims(self, area: int, count: int, rng: Random) -> list[Claim]:
        """Draw claims of an area by their popularity, and one in ten of any area."""
        found: dict[int, None] = {}
        for _ in range(3 * count):
            at_home = rng.random() < 0.9
            claims, totals = self._pools[area if at_home else int(rng.random() * self.size.areas)]
            found[claims[_draw(totals, rng.random())]] = None
            if len(found) == count:
                break
        return [self.claims[claim] for claim in found]

    def _organisations(self, rng: Random) -> list[Organisation]:
        made = [Organisation(CURATORS, "The curators", "", "")]
        for number in range(self.size.organisations):
            place, *rest = combine(number, PLACES, INSTITUTIONS)
            name = f"{place} {''.join(rest)}"
            above = made[1 + int(rng.random() * number)].path if number and rng.random() < 0.3 else ""
            same = f"https://ror.example/{number:09d}" if rng.random() < 0.5 else ""
            made.append(Organisation(f"organisation/{slug(name)}", name, above, same))
        return made

    def _topics(self) -> list[Topic]:
        made = [Topic("topic/health-care", "Health care", "")]
        made += [Topic(f"topic/area-{slug(THEMES[n])}", THEMES[n], made[0].path) for n in range(self.size.areas)]
        for number in range(self.size.topics):
            name = "".join(combine(number, PAIRS_OF_THEMES, IN_PLACES))
            made.append(Topic(f"topic/{slug(name)}", name, made[1 + number % self.size.areas].path))
        return made

    def _people(self, rng: Random) -> list[Person]:
        popular = _shuffled(_weights(len(self.organisations) - 1, 1.0), rng)
        totals = list(accumulate(popular))
        made = []
        for number in range(self.size.people):
            first, last, *rest = combine(number, FIRST_NAMES, LAST_NAMES, INITIALS)
            name = f"{first}{rest[0]} {last}{''.join(rest[1:])}"
            camp = 0 if rng.random() < 0.15 else 1 if rng.random() < 0.5 else -1
            places = [self.organisations[1 + _draw(totals, rng.random())].path for _ in range(2)]
            role = int(rng.random() * len(ROLES))
            other = (role + 1 + int(rng.random() * (len(ROLES) - 1))) % len(ROLES)
            same = f"https://orcid.example/{number:016d}" if rng.random() < 0.6 else ""
            held = ((ROLES[role], places[0]), (ROLES[other], places[1]))
            made.append(Person(f"person/{slug(name)}", name, camp, held, same))
        return made

    def _claims(self, rng: Random) -> list[Claim]:
        made: list[Claim] = []
        topics = self.topics[1 + self.size.areas :]
        for number in range(self.size.claims):
            parts = combine(number, SUBJECTS, VERBS, OBJECTS, IN_PLACES)
            name = f"{parts[0]} {parts[1]} {''.join(parts[2:])}."
            about = [topics[number % len(topics)].path]
            if rng.random() < 0.1:
                about.append(topics[int(rng.random() * len(topics))].path)
            side = 0 if rng.random() < 0.4 else 1 if rng.random() < 0.5 else -1
            relations = ["", "", ""]
            # Only earlier claims on the same topic, so that nothing implies itself.
            if (before := number // len(topics)) and (draw := rng.random()) < 0.4:
                other = made[number % len(topics) + len(topics) * int(rng.random() * before)]
                relations[0 if draw < 0.15 else 1 if draw < 0.3 else 2] = other.path
            made.append(Claim(f"claim/{slug(name)}", name, tuple(dict.fromkeys(about)), side, *relations))
        return made

    def _claim_pools(self, rng: Random) -> list[tuple[list[int], list[float]]]:
        """Give the claims of each area with their cumulated popularity."""
        weights = _shuffled(_weights(len(self.claims), self.size.spread), rng)
        topics = self.size.topics
        areas: list[list[int]] = [[] for _ in range(self.size.areas)]
        for number in range(len(self.claims)):
            areas[number % topics % self.size.areas].append(number)
        return [(area, list(accumulate(weights[number] for number in area))) for area in areas]

    def _cast(self, rng: Random) -> list[list[int]]:
        """Give the people of each area, as often as they appear there, in order of appearance.

        Two statements and a half for one appearance; everybody appears once, the rest goes by weight, and one
        appearance in five is outside of the person's own area.
        """
        size = self.size
        weights = _shuffled(_weights(size.people, 1.0), rng)
        extra = max(0.0, size.statements / 2.5 - size.people) / sum(weights)
        casts: list[list[int]] = [[] for _ in range(size.areas)]
        for person, weight in enumerate(weights):
            times = 1 + int(weight * extra + rng.random())
            for _ in range(times):
                own = rng.random() < 0.8
                casts[person % size.areas if own else int(rng.random() * size.areas)].append(person)
        return [_shuffled(cast, rng) for cast in casts]


class _Writer:
    """One source in the making."""

    def __init__(self, debate: Debate, number: int, rng: Random) -> None:
        self.debate, self.number, self.rng = debate, number, rng
        self.identifier = f"source-{number:05d}"
        self.memberships: list[Membership] = []

    def write(self) -> Source:
        debate, rng, random = self.debate, self.rng, self.rng.random
        share = debate.share(self.number)
        author = debate.people[int(random() * max(1, len(debate.people) // 50))]
        publisher = debate.organisations[1 + int(random() * max(1, len(debate.organisations) // 50))].path
        day = FIRST_DAY + datetime.timedelta(days=self.number * DAYS // debate.size.sources)
        claims = debate.draw_claims(self.number % debate.size.areas, max(2, share * 6 // 10), rng)
        speakers = self._speakers(author, publisher)
        made: list[Utterance] = []
        counts: dict[str, int] = {}
        position, written = 200, 0
        while written < share:
            turn = len(made)
            path, camp, capacity = speakers[turn if turn < len(speakers) else int(random() * len(speakers))]
            counts[path] = turn_of_speaker = counts.get(path, 0) + 1
            stances = self._stances(claims, camp, share - written)
            written += len(stances)
            quote = f"{_pick(OPENINGS, random())} {_pick(MIDDLES, random())} {_pick(ENDINGS, random())}"
            position += 20 + int(random() * 180)
            mode = "paraphrased" if path == author.path else _pick(_MODES, random())
            named = capacity[int(random() * len(capacity))] if len(capacity) > 1 and random() < 0.5 else None
            how, answers = self._response(made, path, camp)
            utterance = Utterance(
                f"{path.partition('/')[2]}-{turn_of_speaker}",
                path,
                camp,
                stances,
                mode,
                random() < 0.25,
                quote,
                position,
                (named,) if named else capacity,
                named.role if named else "",
                how,
                answers,
            )
            made.append(utterance)
            position += len(quote)
        title = f"{_pick(TITLES, random())} Part {self.number}"
        digest = f"{rng.getrandbits(256):064x}"
        return Source(
            self.identifier,
            title,
            author.path,
            publisher,
            day.isoformat(),
            digest,
            tuple(self.memberships),
            tuple(made),
        )

    def _speakers(self, author: Person, publisher: str) -> list[tuple[str, int, tuple[Membership, ...]]]:
        """Choose who speaks: path, camp, and the memberships in which the source presents them."""
        debate, random = self.debate, self.rng.random
        found = []
        for number in self.debate.cast(self.number):
            person = debate.people[number]
            if person is not author:
                found.append((person.path, person.camp, self._cite(person)))
        if random() < 0.2:
            chosen = 1 + int(random() * (len(debate.organisations) - 1))
            found.append((debate.organisations[chosen].path, (-1, 1)[chosen % 2], ()))
        if random() < 0.6 or not found:
            found.append((author.path, author.camp, (self._membership(author, "freelance-journalist", publisher),)))
        return found

    def _cite(self, person: Person) -> tuple[Membership, ...]:
        """Make the memberships that the source gives a speaker; return those that are not past."""
        random = self.rng.random
        if random() < 0.08:
            return ()
        (role, place), (second, elsewhere) = person.roles
        cited_as = _pick(CITED_AS, random()) if random() < 0.25 else ""
        present = [self._membership(person, role, place if random() < 0.9 else "", cited_as=cited_as)]
        draw = random()
        if draw < 0.12:
            present.append(self._membership(person, second, elsewhere))
        elif draw < 0.18:
            self._membership(person, second, elsewhere, former=True)
        elif draw < 0.21:
            since = 1990 + int(random() * 20)
            until = since + int(random() * 5)
            self._membership(person, second, elsewhere, since=f"{since}-04-01", until=f"{until}-10-01")
        return tuple(present)

    def _membership(
        self,
        person: Person,
        role: str,
        at: str,
        *,
        cited_as: str = "",
        former: bool = False,
        since: str = "",
        until: str = "",
    ) -> Membership:
        past = "former" if former or until else ""
        parts = (self.identifier, person.path.partition("/")[2], role, at.partition("/")[2], past)
        path = "/".join(part for part in parts if part)
        made = Membership(path, person.path, role, at, cited_as, former, since, until)
        self.memberships.append(made)
        return made

    def _stances(self, claims: Sequence[Claim], camp: int, room: int) -> tuple[tuple[str, str], ...]:
        """Draw one claim, or now and then two or three, and how somebody of a camp stands to each."""
        random = self.rng.random
        draw = random()
        count = min(1 if draw < 0.85 else 2 if draw < 0.97 else 3, room)
        first = int(random() * len(claims))
        found = []
        for step in range(min(count, len(claims))):
            claim = claims[(first + step) % len(claims)]
            side = camp or (1 if random() < 0.5 else -1)
            found.append((STANCES[bisect(_STANCE_ODDS[claim.side * side], random())], claim.path))
        return tuple(found)

    def _response(self, made: Sequence[Utterance], speaker: str, camp: int) -> tuple[str, Utterance | None]:
        """Let one utterance in twelve answer an earlier one by somebody else."""
        random = self.rng.random
        if not made or random() > 1 / 12:
            return "", None
        answered = made[int(random() * len(made))]
        if answered.speaker == speaker:
            return "", None
        draw = random()
        how = "responds-to" if draw < 0.25 else "endorses" if (camp == answered.camp) == (draw < 0.9) else "rebuts"
        return how, answered


_MODES: Final = ("direct", "direct", "direct", "reported", "reported", "paraphrased")


def _pick(words: Sequence[str], draw: float) -> str:
    return words[int(draw * len(words))]


def _draw(totals: Sequence[float], draw: float) -> int:
    """Choose a place by cumulated weights, with a number from 0 to 1."""
    return min(bisect(totals, draw * totals[-1]), len(totals) - 1)


def _weights(count: int, spread: float) -> list[float]:
    """Give log-normal weights: the distribution's quantiles, so that no size has an outlier by chance."""
    quantile = NormalDist().inv_cdf
    return [exp(spread * quantile((rank + 0.5) / count)) for rank in range(count)]


def _shuffled(items: Sequence[Item], rng: Random) -> list[Item]:
    keyed = [(rng.random(), place) for place in range(len(items))]
    return [items[place] for _, place in sorted(keyed)]
