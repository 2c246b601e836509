"""Read a debate from a store."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Protocol

from counterpoint.view.debate import Alignment, Claim, Debate, Relation, Role, Source, Speaker, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from counterpoint.view.debate import Reader, Sign

_PREFIXES = """
PREFIX cp: <https://w3id.org/counterpoint/ns#>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""

_STATEMENTS = """SELECT ?statement ?speaker ?claim ?stance ?mode ?source ?stated ?inferred WHERE {
    ?statement cp:speaker ?speaker ; cp:claim ?claim ; cp:stance ?stance .
    OPTIONAL { ?statement cp:mode ?mode }
    OPTIONAL { ?statement prov:wasQuotedFrom ?source }
    OPTIONAL { ?statement cp:statedBy ?stated }
    OPTIONAL { ?statement cp:inferredBy ?inferred } }"""

_MEMBERSHIPS = """SELECT ?membership ?member ?organisation ?role ?cited ?former ?from ?until WHERE {
    ?membership org:member ?member .
    OPTIONAL { ?membership org:organization ?organisation }
    OPTIONAL { ?membership org:role ?role }
    OPTIONAL { ?membership cp:citedAs ?cited }
    OPTIONAL { ?membership cp:former ?former }
    OPTIONAL { ?membership org:memberDuring ?period .
        OPTIONAL { ?period schema:startDate ?from } OPTIONAL { ?period schema:endDate ?until } } }"""

_SOURCES = """SELECT ?source ?date ?url ?identifier ?publisher ?author WHERE {
    { SELECT DISTINCT ?source WHERE { ?statement prov:wasQuotedFrom ?source } }
    OPTIONAL { ?source schema:datePublished ?date }
    OPTIONAL { ?source schema:url ?url }
    OPTIONAL { ?source schema:identifier ?identifier }
    OPTIONAL { ?source schema:publisher ?publisher }
    OPTIONAL { ?source schema:author ?author } }"""

_QUOTES = """SELECT ?statement ?words WHERE {
    ?statement cp:evidence ?evidence . ?evidence oa:hasSelector ?selector . ?selector oa:exact ?words }"""

_ORGANISATIONS = "SELECT ?organisation WHERE { ?organisation a org:Organization }"

_ALIGNMENTS = """SELECT ?alignment ?kind WHERE {
    VALUES ?kind { cp:Agreement cp:Disagreement } ?alignment a ?kind }"""

_SIGNS: dict[str, Sign] = {
    "https://w3id.org/counterpoint/ns#Agreement": 1,
    "https://w3id.org/counterpoint/ns#Disagreement": -1,
}


class Tabular(Protocol):
    """Anything that answers a SELECT with rows of plain strings, an empty one where a variable is unbound."""

    def table(self, sparql: str, /) -> list[tuple[str, ...]]:
        """Give the rows of a SELECT over the union of all graphs."""


def read_debate(store: Tabular, *, title: str = "") -> Debate:
    """Read everything that the page shows from a store.

    A dozen queries fetch one relation each and Python joins them: on large graphs that is many times faster
    than one query with all the joins.

    :param store: where the statements and the alignments derived from them are.
    :param title: a heading for the page; left empty, a debate with one source has that source's title.
    :returns: the debate, everything in it in the order of IRIs.
    """

    def rows(query: str) -> list[tuple[str, ...]]:
        return sorted(set(store.table(_PREFIXES + query)))

    def pairs(predicate: str) -> list[tuple[str, ...]]:
        return rows(f"SELECT ?subject ?object WHERE {{ ?subject {predicate} ?object }}")

    names = _first(pairs("schema:name"))
    labels = _first(pairs("rdfs:label")) | _first(pairs("skos:prefLabel")) | names
    statements = rows(_STATEMENTS)
    said = {row[2] for row in statements}
    aligned = pairs("cp:onClaim")
    roles = _roles(rows(_MEMBERSHIPS), labels)
    sources = _sources(rows(_SOURCES), names)
    return Debate(
        speakers=_speakers({row[1] for row in statements}, {row[0] for row in rows(_ORGANISATIONS)}, roles, names),
        claims=_claims(said | {claim for _, claim in aligned}, _lists(pairs("cp:about")), labels),
        statements=_statements(
            statements,
            _lists(pairs("cp:inCapacity")),
            _lists(rows(_QUOTES)),
            {role: str(held) for role, (_, held) in roles.items()},
            _first(pairs("cp:polarity")),
            labels,
        ),
        alignments=_alignments(
            rows(_ALIGNMENTS), pairs("cp:party"), aligned, pairs("cp:basis"), _first(pairs("cp:byRule")), labels
        ),
        sources=sources,
        relations=(
            *(Relation(claim, "implies", other) for claim, other in pairs("cp:implies")),
            *(Relation(claim, "contradicts", other) for claim, other in pairs("cp:contradicts")),
        ),
        left_out=len(pairs("cp:notCompared")),
        title=title or (sources[0].title if len(sources) == 1 else ""),
    )


def _first(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Keep the first value of each subject."""
    found: dict[str, str] = {}
    for subject, value in rows:
        found.setdefault(subject, value)
    return found


def _lists(rows: Iterable[tuple[str, ...]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for subject, value in rows:
        found[subject].append(value)
    return found


def _label(iri: str, labels: Mapping[str, str]) -> str:
    """Give a thing's label, or what its IRI ends on, as words."""
    return labels.get(iri) or iri.rstrip("/#").rpartition("/")[2].rpartition("#")[2].replace("-", " ")


def _roles(memberships: Iterable[tuple[str, ...]], labels: Mapping[str, str]) -> dict[str, tuple[str, Role]]:
    """Give each membership's member and role, by the membership's IRI."""
    found: dict[str, tuple[str, Role]] = {}
    for membership, member, organisation, role, cited, former, start, end in memberships:
        found.setdefault(
            membership,
            (
                member,
                Role(
                    title=_label(role, labels) if role else "",
                    organisation=_label(organisation, labels) if organisation else "",
                    cited_as=cited,
                    former=former in {"true", "1"},
                    period=f"{start[:4]}–{end[:4]}" if start or end else "",
                ),
            ),
        )
    return found


def _speakers(
    iris: set[str], organisations: set[str], roles: Mapping[str, tuple[str, Role]], names: Mapping[str, str]
) -> tuple[Speaker, ...]:
    held: dict[str, list[Role]] = defaultdict(list)
    for member, role in roles.values():
        if role not in held[member]:
            held[member].append(role)
    return tuple(
        Speaker(
            iri,
            _label(iri, names),
            "organisation" if iri in organisations else "person",
            tuple(sorted(held[iri], key=lambda role: (role.former, role.organisation, role.title))),
        )
        for iri in sorted(iris)
    )


def _claims(iris: set[str], topics: Mapping[str, list[str]], labels: Mapping[str, str]) -> tuple[Claim, ...]:
    return tuple(
        Claim(iri, _label(iri, labels), tuple(_label(topic, labels) for topic in topics.get(iri, ())))
        for iri in sorted(iris)
    )


def _statements(
    rows: Iterable[tuple[str, ...]],
    capacities: Mapping[str, list[str]],
    quotes: Mapping[str, list[str]],
    roles: Mapping[str, str],
    polarities: Mapping[str, str],
    labels: Mapping[str, str],
) -> tuple[Statement, ...]:
    found: dict[str, Statement] = {}
    for iri, speaker, claim, stance, mode, source, stated, inferred in rows:
        said_by: Reader = "source" if stated else "curator" if inferred else ""
        found.setdefault(
            iri,
            Statement(
                iri,
                speaker,
                claim,
                stance=_label(stance, labels),
                polarity=float(polarities[stance]) if stance in polarities else None,
                mode=_label(mode, labels) if mode else "",
                quote=" […] ".join(quotes.get(iri, ())),
                roles=tuple(roles[role] for role in capacities.get(iri, ()) if role in roles),
                source=source,
                said_by=said_by,
            ),
        )
    return tuple(found.values())


def _alignments(
    types: Iterable[tuple[str, ...]],
    parties: Iterable[tuple[str, ...]],
    claims: Iterable[tuple[str, ...]],
    basis: Iterable[tuple[str, ...]],
    rules: Mapping[str, str],
    labels: Mapping[str, str],
) -> tuple[Alignment, ...]:
    on, behind, between = _lists(claims), _lists(basis), _lists(parties)
    found: dict[str, Alignment] = {}
    for iri, kind in types:
        if kind in _SIGNS and len(between[iri]) == 2:
            first, second = between[iri]
            rule = _label(rules[iri], labels) if iri in rules else ""
            found[iri] = Alignment(iri, _SIGNS[kind], (first, second), tuple(on[iri]), tuple(behind[iri]), rule)
    return tuple(found.values())


def _sources(rows: Iterable[tuple[str, ...]], names: Mapping[str, str]) -> tuple[Source, ...]:
    found: dict[str, Source] = {}
    for iri, date, url, identifier, publisher, author in rows:
        link = url or (f"https://doi.org/{identifier}" if identifier.startswith("10.") else "")
        found.setdefault(
            iri,
            Source(
                iri,
                _label(iri, names),
                date,
                link,
                _label(publisher, names) if publisher else "",
                _label(author, names) if author else "",
            ),
        )
    return tuple(found.values())
