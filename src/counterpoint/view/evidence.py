"""The words behind every line: what the page reads once its first picture stands."""

from __future__ import annotations

from collections import defaultdict
from os.path import commonprefix
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from counterpoint.view.index import LINE, NAME, PERIOD, QUOTE, Index
from counterpoint.view.text import clean

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from counterpoint.view.debate import Relation, Role

_BY = {"": 0, "source": 1, "curator": 2}

Word = TypeVar("Word", bound="Hashable")


class _Codes(Generic[Word]):
    """Number different things in the order in which they come."""

    def __init__(self) -> None:
        self.found: dict[Word, int] = {}

    def __getitem__(self, thing: Word) -> int:
        found = self.found.get(thing)
        return self.found.setdefault(thing, len(self.found)) if found is None else found


def make_evidence(index: Index) -> dict[str, Any]:
    """Write down all statements and what they show, ready for JSON.

    :param index: the things of the debate.
    """
    debate = index.debate
    stances, modes, capacities = _Codes[tuple[str, float | None]](), _Codes[str](), _Codes[tuple[int, ...]]()
    # By identity first: to compare roles takes long, and most statements share them.
    roles = {id(role): place for role, place in index.roles.items()}
    known = index.known
    statements: dict[str, list[Any]] = {
        "speaker": [index.speakers[one.speaker] for one in known],
        "claim": [index.claims[one.claim] for one in known],
        "stance": [stances[one.stance, one.polarity] for one in known],
        "mode": [modes[one.mode] if one.mode else -1 for one in known],
        "source": [index.sources.get(one.source, -1) for one in known],
        "by": [_BY[one.said_by] for one in known],
        "capacity": [
            capacities[tuple(roles[id(role)] if id(role) in roles else index.roles[role] for role in one.roles)]
            if one.roles
            else -1
            for one in known
        ],
        "quote": [clean(one.quote, limit=QUOTE, joiners=True) for one in known],
    }
    base, suffixes = {}, {}
    for kind, things in (
        ("statements", known),
        ("speakers", debate.speakers),
        ("claims", debate.claims),
        ("sources", debate.sources),
    ):
        base[kind], suffixes[kind] = _split([thing.iri for thing in things])
    return {
        "roles": [_role(role, index) for role in index.roles],
        "speakerRoles": [[index.roles[role] for role in speaker.roles] for speaker in debate.speakers],
        "stances": [[clean(word, limit=NAME), polarity] for word, polarity in stances.found],
        "modes": [clean(word, limit=NAME) for word in modes.found],
        "capacities": [list(roles) for roles in capacities.found],
        "statements": statements | {"iri": suffixes["statements"]},
        **_lines(index),
        "base": base,
        "speakerIri": suffixes["speakers"],
        "claimIri": suffixes["claims"],
        "sourceIri": suffixes["sources"],
    }


def _role(role: Role, index: Index) -> dict[str, Any]:
    return {
        "held": clean(role.held, limit=LINE),
        "at": clean(role.at, limit=NAME),
        "former": role.former,
        "period": clean(role.period, limit=PERIOD),
        "organisation": index.organisations.get(clean(role.organisation, limit=NAME), -1),
        "kind": index.role_kinds.get(clean(role.title, limit=NAME), -1),
    }


def _lines(index: Index) -> dict[str, Any]:
    """Write down the edges, each with the alignments it rests on."""
    rules, abouts, related = _Codes[str](), _Codes[tuple[str | int, ...]](), _Related(index.debate.relations)
    edges: dict[str, list[int]] = {"one": [], "other": [], "sign": [], "until": []}
    about: list[int] = []
    rule: list[int] = []
    behind: list[list[int]] = []
    ordered: dict[tuple[str, ...], int] = {}
    place = index.statements.get
    for edge in index.debate.edges:
        codes = []
        for alignment in edge.alignments:
            code = ordered.get(alignment.claims)
            if code is None:
                code = ordered[alignment.claims] = abouts[_about(alignment.claims, index, related)]
            codes.append(code)
        rows = zip(codes, edge.alignments, strict=True)
        for code, alignment in rows if len(codes) == 1 else sorted(rows, key=lambda row: row[0]):
            about.append(code)
            rule.append(rules[alignment.rule] if alignment.rule else -1)
            behind.append([at for at in map(place, alignment.statements) if at is not None])
        edges["until"].append(len(about))
    parties = [edge.parties for edge in index.debate.edges]
    edges["one"] = [index.speakers[one] for one, _ in parties]
    edges["other"] = [index.speakers[other] for _, other in parties]
    edges["sign"] = [edge.sign for edge in index.debate.edges]
    return {
        "rules": [clean(words, limit=LINE) for words in rules.found],
        "abouts": [list(parts) for parts in abouts.found],
        "edges": edges,
        "alignments": {"about": about, "rule": rule, "statements": behind},
    }


def _about(claims: tuple[str, ...], index: Index, related: _Related) -> tuple[str | int, ...]:
    known = tuple(claim for claim in claims if claim in index.claims)
    ordered, link = related.order(known)
    places = tuple(index.claims[claim] for claim in ordered)
    return (*places, link) if link else places


def _split(iris: Sequence[str]) -> tuple[str, list[str]]:
    """Take off what all IRIs begin with."""
    base = commonprefix(iris)  # noqa: RUF071 - of characters, not of folders
    return base, [iri[len(base) :] for iri in iris]


class _Related:
    """Which of two claims comes first, and the word between them.

    :param relations: the relations as recorded; what follows from implications in a row is found here.
    """

    def __init__(self, relations: Iterable[Relation]) -> None:
        self._words = {(relation.claim, relation.other): relation.word for relation in relations}
        self._implied: dict[str, list[str]] = defaultdict(list)
        for (claim, other), word in self._words.items():
            if word == "implies":
                self._implied[claim].append(other)

    def order(self, claims: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
        """Give the claims in the order to be read in, and how the first is related to the second."""
        if len(claims) != 2:
            return claims, ""
        ways = (claims, claims[::-1])
        for way in ways:
            if self._words.get((way[0], way[1])) == "contradicts":
                return way, "contradicts"
        for way in ways:
            if way[1] in self._reach(way[0]):
                return way, "implies"
        return claims, "and"

    def _reach(self, claim: str) -> set[str]:
        reached, waiting = set[str](), [claim]
        while waiting:
            for other in self._implied.get(waiting.pop(), ()):
                if other not in reached:
                    reached.add(other)
                    waiting.append(other)
        return reached
