"""The pages of sources and statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from counterpoint.web.pages.reading import Reading, cut

if TYPE_CHECKING:
    from counterpoint.web.replies import Ask
    from counterpoint.web.site import Site

_FACTS: Final = {
    "author": "schema:author",
    "publisher": "schema:publisher",
    "published": "schema:datePublished",
    "url": "schema:url",
    "identifier": "schema:identifier",
    "licence": "schema:license",
    "digest": "cp:textDigest",
}
_ANSWERS: Final = (
    ("endorses", "cp:endorses", "is endorsed by"),
    ("rebuts", "cp:rebuts", "is rebutted by"),
    ("responds to", "cp:respondsTo", "is answered by"),
)


def source(site: Site, iri: str, ask: Ask) -> dict[str, Any]:
    """Read what the page of a source shows: its facts, and its statements in order of the text."""
    reading = Reading(site)
    facts = {
        fact: next((row[0] for row in reading.rows(f"SELECT ?v WHERE {{ $iri {predicate} ?v }}", iri=iri)), "")
        for fact, predicate in _FACTS.items()
    }
    name = reading.names(value for fact, value in facts.items() if fact in ("author", "publisher"))
    statements = {row[0] for row in reading.rows("SELECT ?s WHERE { ?s prov:wasQuotedFrom $iri }", iri=iri)}
    starts = reading.rows(
        "SELECT ?s ?start WHERE { ?s prov:wasQuotedFrom $iri ; cp:evidence ?e . ?e oa:hasSelector ?x . "
        "?x oa:start ?start }",
        iri=iri,
    )
    places: dict[str, int] = {}
    for statement, start in starts:
        places[statement] = min(int(start), places.get(statement, int(start)))
    in_order = sorted(statements, key=lambda one: (one not in places, places.get(one, 0), one))
    page = cut(ask, in_order)
    page.entries = reading.entries(page.entries)
    speakers = sorted(
        {
            row[0]
            for row in reading.rows("SELECT DISTINCT ?p WHERE { ?s prov:wasQuotedFrom $iri ; cp:speaker ?p }", iri=iri)
        }
    )
    return {
        "facts": facts,
        "author": _or_text(name, facts["author"]),
        "publisher": _or_text(name, facts["publisher"]),
        "page": page,
        "speakers": sorted(map(reading.names(speakers), speakers), key=lambda one: one.name)[:100],
    }


def statement(site: Site, iri: str, _ask: Ask) -> dict[str, Any]:
    """Read what the page of a statement shows: all of it, what it answers, and what rests on it."""
    reading = Reading(site)
    answers = []
    for word, predicate, back in _ANSWERS:
        for direction, pattern in ((word, f"$iri {predicate} ?o"), (back, f"?o {predicate} $iri")):
            answers += [(direction, row[0]) for row in reading.rows(f"SELECT ?o WHERE {{ {pattern} }}", iri=iri)]
    entries = {entry.iri: entry for entry in reading.entries([other for _, other in answers])}
    resting = reading.rows(
        "SELECT DISTINCT ?a ?kind ?other WHERE { ?a cp:basis $iri ; cp:basis ?other ; a ?kind . "
        "FILTER (?other != $iri && (?kind = cp:Agreement || ?kind = cp:Disagreement)) } "
        "ORDER BY ?kind ?other LIMIT 200",
        iri=iri,
    )
    others = {entry.iri: entry for entry in reading.entries(sorted({row[2] for row in resting}))}
    rests: dict[tuple[bool, str], Any] = {
        (kind.endswith("#Agreement"), other): others[other] for _, kind, other in resting if other in others
    }
    return {
        "entry": next(iter(reading.entries([iri])), None),
        "answers": [(word, entries[other]) for word, other in answers if other in entries],
        "rests": [(agree, entry) for (agree, _), entry in rests.items()],
    }


def _or_text(name: Any, value: str) -> Any:
    """Name a thing where the value is its IRI; else the value is the name itself."""
    return name(value) if value.startswith(("http://", "https://", "urn:")) else value
