"""The pages of claims and topics."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from counterpoint.web.pages.reading import A_PAGE, Named, Page, Reading, cut, pairs
from counterpoint.web.pages.tallies import tallies

if TYPE_CHECKING:
    from counterpoint.web.replies import Ask
    from counterpoint.web.site import Site

_RELATIONS: Final = (
    ("contradicts", "cp:contradicts", "contradicts"),
    ("implies", "cp:implies", "is implied by"),
    ("refines", "cp:refines", "is refined by"),
)
_PAIRS: Final = 100


@dataclass(frozen=True)
class Related:
    """Another claim, and how the one on the page is related to it."""

    word: str
    claim: Named


def claim(site: Site, iri: str, ask: Ask) -> dict[str, Any]:
    """Read what the page of a claim shows: everybody who spoke to it, by side."""
    reading = Reading(site)
    rows = reading.rows(
        "SELECT ?s ?stance ?speaker WHERE { ?s cp:claim $iri ; cp:stance ?stance ; cp:speaker ?speaker }", iri=iri
    )
    sides: dict[str, list[str]] = defaultdict(list)
    for statement, stance, _ in sorted(rows):
        sides[_side(reading.polarity(stance))].append(statement)
    # One number turns the pages of all sides; a shorter one is empty on the later ones.
    longest = max(sides.values(), key=len, default=[])
    page = cut(ask, longest)
    shown = {side: found[(page.number - 1) * A_PAGE : page.number * A_PAGE] for side, found in sides.items()}
    read = {entry.iri: entry for entry in reading.entries([one for found in shown.values() for one in found])}
    entries = {side: [read[one] for one in found if one in read] for side, found in shown.items()}
    topics = [row[0] for row in reading.rows("SELECT ?t WHERE { $iri cp:about ?t }", iri=iri)]
    return {
        "sides": {side: entries.get(side, []) for side in ("for", "against", "in part", "no side")},
        "counts": {side: len(found) for side, found in sides.items()},
        "tally": next(iter(tallies(reading, [(iri, stance, speaker) for _, stance, speaker in rows])), None),
        "page": page,
        "topics": list(map(reading.names(topics), topics)),
        "related": _related(reading, iri),
        "disagreements": _disagreements(reading, iri),
        "most_disagreements": _PAIRS,
    }


def topic(site: Site, iri: str, ask: Ask) -> dict[str, Any]:
    """Read what the page of a topic shows: its claims, and how far they are contested."""
    reading = Reading(site)
    broader = [row[0] for row in reading.rows("SELECT ?t WHERE { $iri skos:broader ?t }", iri=iri)]
    narrower = [row[0] for row in reading.rows("SELECT ?t WHERE { ?t skos:broader $iri }", iri=iri)]
    name = reading.names([*broader, *narrower])
    said = reading.rows(
        "SELECT ?claim ?stance ?speaker WHERE { ?claim cp:about $iri . "
        "?s cp:claim ?claim ; cp:stance ?stance ; cp:speaker ?speaker }",
        iri=iri,
    )
    counted = tallies(reading, said)
    spoken = {one.claim.iri for one in counted}
    about = [row[0] for row in reading.rows("SELECT ?claim WHERE { ?claim cp:about $iri }", iri=iri)]
    silent = sorted(set(about) - spoken)
    page: Page = cut(ask, counted)
    return {
        "broader": list(map(name, broader)),
        "narrower": sorted(map(name, narrower), key=lambda one: one.name),
        "page": page,
        "silent": list(map(reading.names(silent[:100]), silent[:100])),
        "speakers": len({row[2] for row in said}),
        "statements": len(said),
    }


def _side(polarity: float | None) -> str:
    if polarity is None:
        return "no side"
    return "for" if polarity > 0 else "against" if polarity < 0 else "in part"


def _related(reading: Reading, iri: str) -> list[Related]:
    found: dict[tuple[str, str], None] = {}
    for word, predicate, back in _RELATIONS:
        for (other,) in reading.rows(f"SELECT ?o WHERE {{ $iri {predicate} ?o }}", iri=iri):
            found[word, other] = None
        for (other,) in reading.rows(f"SELECT ?o WHERE {{ ?o {predicate} $iri }}", iri=iri):
            found[back, other] = None
    name = reading.names(other for _, other in found)
    return [Related(word, name(other)) for word, other in found if other != iri]


def _disagreements(reading: Reading, iri: str) -> list[dict[str, Any]]:
    """List who disagrees on the claim, or on it and a related one."""
    # Cut first and without order: a claim that thousands spoke to has hundreds of thousands of disagreements.
    rows = sorted(
        reading.rows(
            "SELECT DISTINCT ?a ?one ?other WHERE { "
            f"{{ SELECT DISTINCT ?a WHERE {{ ?a cp:onClaim $iri ; a cp:Disagreement }} LIMIT {_PAIRS} }} "
            "?a cp:party ?one ; cp:party ?other . FILTER (STR(?one) < STR(?other)) }",
            iri=iri,
        )
    )
    through = pairs(
        reading.about(
            f"SELECT ?x ?claim WHERE {{ $things ?x cp:onClaim ?claim . FILTER (?claim != <{iri}>) }}",
            [row[0] for row in rows],
        )
    )
    name = reading.names({iri for row in rows for iri in row[1:]} | set(through.values()))
    found = {
        (one, other, through.get(alignment, "")): {
            "one": name(one),
            "other": name(other),
            "through": name(through[alignment]) if alignment in through else None,
        }
        for alignment, one, other in rows
    }
    return list(found.values())
