"""The pages of people, organisations and roles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from counterpoint.web.pages.reading import Held, Named, Reading, cut
from counterpoint.web.pages.tallies import Tally, tallies

if TYPE_CHECKING:
    from counterpoint.web.replies import Ask
    from counterpoint.web.site import Site

_OTHERS: Final = 25
_MOST: Final = 200


@dataclass
class Other:
    """Somebody who agrees or disagrees with the one on the page.

    :param who: the other.
    :param claims: what it is on, one or two related claims at a time.
    """

    who: Named
    claims: Sequence[Sequence[Named]] = field(default_factory=list)


def person(site: Site, iri: str, ask: Ask) -> dict[str, Any]:
    """Read what the page of a person shows."""
    reading = Reading(site)
    memberships = reading.rows("SELECT ?m WHERE { ?m org:member $iri }", iri=iri)
    return {
        "roles": in_order(reading.memberships(row[0] for row in memberships).values()),
        **_facts(reading, iri),
        **_said(reading, iri, ask),
    }


def organisation(site: Site, iri: str, ask: Ask) -> dict[str, Any]:
    """Read what the page of an organisation shows."""
    reading = Reading(site)
    above = [row[0] for row in reading.rows("SELECT ?o WHERE { $iri org:subOrganizationOf ?o }", iri=iri)]
    below = [row[0] for row in reading.rows("SELECT ?o WHERE { ?o org:subOrganizationOf $iri }", iri=iri)]
    memberships = [row[0] for row in reading.rows("SELECT ?m WHERE { ?m org:organization $iri }", iri=iri)]
    in_its_name = reading.rows(
        "SELECT ?claim ?stance ?speaker WHERE { ?m org:organization $iri . ?s cp:inCapacity ?m ; cp:claim ?claim ; "
        "cp:stance ?stance ; cp:speaker ?speaker }",
        iri=iri,
    )
    held = in_order(reading.memberships(memberships[:_MOST]).values())
    name = reading.names([*above, *below])
    stands: Sequence[Tally] = tallies(reading, in_its_name)
    return {
        "above": list(map(name, above)),
        "below": list(map(name, below)),
        "held": held,
        "more_held": len(memberships) - len(held),
        **_facts(reading, iri),
        "stands": stands[:_MOST],
        "more_stands": max(0, len(stands) - _MOST),
        **_said(reading, iri, ask),
    }


def role(site: Site, iri: str, _ask: Ask) -> dict[str, Any]:
    """Read what the page of a role shows: who holds or held it, and the roles above and below it."""
    reading = Reading(site)
    broader = [row[0] for row in reading.rows("SELECT ?r WHERE { $iri skos:broader ?r }", iri=iri)]
    narrower = [row[0] for row in reading.rows("SELECT ?r WHERE { ?r skos:broader $iri }", iri=iri)]
    memberships = [row[0] for row in reading.rows("SELECT ?m WHERE { ?m org:role $iri }", iri=iri)]
    name = reading.names([*broader, *narrower])
    return {
        "broader": list(map(name, broader)),
        "narrower": sorted(map(name, narrower), key=lambda one: one.name),
        "held": in_order(reading.memberships(memberships[:_MOST]).values()),
        "more_held": max(0, len(memberships) - _MOST),
    }


def _facts(reading: Reading, iri: str) -> dict[str, Any]:
    described = reading.rows("SELECT ?text WHERE { $iri schema:description ?text } ORDER BY ?text", iri=iri)
    elsewhere = reading.rows(
        "SELECT DISTINCT ?same WHERE { $iri schema:sameAs|schema:url ?same } ORDER BY ?same", iri=iri
    )
    return {"description": described[0][0] if described else "", "elsewhere": [row[0] for row in elsewhere]}


def in_order(held: Any) -> list[Held]:
    """Put roles in order: present ones first, then by who and where."""
    return sorted(held, key=lambda one: (one.role.former, one.person.name, one.role.organisation, one.role.held))


def _said(reading: Reading, iri: str, ask: Ask) -> dict[str, Any]:
    """Read what somebody said, and who stands with them and against them."""
    rows = reading.rows("SELECT ?s ?claim WHERE { ?s cp:speaker $iri ; cp:claim ?claim }", iri=iri)
    page = cut(ask, [row[0] for row in sorted(rows, key=lambda row: (row[1], row[0]))])
    page.entries = reading.entries(page.entries)
    allies, opponents, more = _others(reading, iri)
    return {"page": page, "allies": allies, "opponents": opponents, "more_others": more}


def _others(reading: Reading, iri: str) -> tuple[list[Other], list[Other], tuple[int, int]]:
    pairs = reading.rows(
        "SELECT ?a ?other ?kind WHERE { ?a cp:party $iri ; cp:party ?other ; a ?kind . "
        "FILTER (?other != $iri && (?kind = cp:Agreement || ?kind = cp:Disagreement)) }",
        iri=iri,
    )
    claims: dict[str, set[str]] = defaultdict(set)
    for alignment, claim in reading.rows("SELECT ?a ?claim WHERE { ?a cp:party $iri ; cp:onClaim ?claim }", iri=iri):
        claims[alignment].add(claim)
    points: dict[bool, dict[str, set[frozenset[str]]]] = {True: defaultdict(set), False: defaultdict(set)}
    for alignment, other, kind in pairs:
        points[kind.endswith("#Agreement")][other].add(frozenset(claims[alignment]))
    chosen = {
        agree: sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))[:_OTHERS]
        for agree, found in points.items()
    }
    wanted = {other for found in chosen.values() for other, _ in found}
    wanted |= {claim for found in chosen.values() for _, on in found for some in on for claim in some}
    name = reading.names(wanted)
    both = [
        [
            Other(name(other), [sorted(map(name, some), key=lambda one: one.name) for some in sorted(on, key=sorted)])
            for other, on in chosen[agree]
        ]
        for agree in (True, False)
    ]
    return both[0], both[1], (len(points[True]) - len(both[0]), len(points[False]) - len(both[1]))
