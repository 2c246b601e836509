"""One source of a debate: who is cited in it, and who says what."""

from __future__ import annotations

import datetime
from bisect import bisect
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from benchmarks.synthetic.things import Claim, Membership, Person, Source, Utterance
from benchmarks.synthetic.words import CITED_AS, ENDINGS, MIDDLES, OPENINGS, TITLES

if TYPE_CHECKING:
    from random import Random

    from benchmarks.synthetic.debate import Debate

FIRST_DAY: Final = datetime.date(2015, 1, 1)
DAYS: Final = 3650
STANCES: Final = ("supports", "opposes", "qualifies", "mentions")
_STANCE_ODDS: Final = {  # by whether the speaker's side and the claim's are the same: shares of the first three stances
    0: (0.86, 0.90, 0.96),
    1: (0.80, 0.85, 0.93),
    -1: (0.08, 0.80, 0.92),
}
_MODES: Final = ("direct", "direct", "direct", "reported", "reported", "paraphrased")


class Writer:
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


def _pick(words: Sequence[str], draw: float) -> str:
    return words[int(draw * len(words))]
