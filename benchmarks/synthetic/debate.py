"""The debate itself: who there is, what is claimed, and, source by source, who says what."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import exp
from random import Random
from statistics import NormalDist
from typing import TypeVar

from benchmarks.synthetic.telling import Writer
from benchmarks.synthetic.things import CURATORS, Claim, Organisation, Person, Size, Source, Topic
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
    THEMES,
    VERBS,
    combine,
    slug,
)

Item = TypeVar("Item")


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
        return Writer(self, number, Random(f"{self.seed} source {number}")).write()  # noqa: S311

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
