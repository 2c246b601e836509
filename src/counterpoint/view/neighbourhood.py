"""One speaker and those who stand nearest, for agreement or against it, cut out of a debate that may be large."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.interface import triples_of
from counterpoint.vocabulary import PREFIXES

if TYPE_CHECKING:
    from counterpoint.store.interface import Store

NEAREST: Final = 40
"""As many others as anybody can tell apart around one."""
_GRAPH: Final = ox.NamedNode("urn:counterpoint:neighbourhood")
_DECLARED: Final = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

_OTHERS: Final = """SELECT ?other (COUNT(*) AS ?n) WHERE {{
    ?alignment cp:party {speaker} , ?other . FILTER (?other != {speaker}) }}
GROUP BY ?other ORDER BY DESC(?n) ?other LIMIT {most}"""

_ALIGNMENTS: Final = """CONSTRUCT {{ ?alignment ?p ?o }} WHERE {{
    VALUES ?other {{ {others} }} ?alignment cp:party ?other ; cp:party {speaker} ; ?p ?o }}"""

_OWN: Final = "CONSTRUCT {{ ?statement ?p ?o }} WHERE {{ ?statement cp:speaker {speaker} ; ?p ?o }}"

_OF: Final = "CONSTRUCT {{ ?thing ?p ?o }} WHERE {{ VALUES ?thing {{ {things} }} ?thing ?p ?o }}"

_MEMBERSHIPS: Final = """CONSTRUCT {{ ?membership ?p ?o }} WHERE {{
    VALUES ?member {{ {things} }} ?membership org:member ?member ; ?p ?o }}"""

_FOLLOWED: Final = (
    "cp:basis",
    "cp:speaker cp:claim cp:stance cp:mode cp:evidence cp:onClaim cp:byRule prov:wasQuotedFrom cp:inCapacity",
    "oa:hasSelector org:organization org:role org:memberDuring cp:about schema:publisher schema:author",
)
"""From what is known, step by step, to what else the page shows."""

_AT_ONCE: Final = 400


def neighbourhood(store: Store, speaker: str) -> EmbeddedStore:
    """Cut out what there is to show around one speaker.

    :param store: the whole debate.
    :param speaker: IRI of a person or an organisation.
    :returns: a store with the speaker's statements, the nearest others, the alignments with these, and all that
        describes them; it holds nothing where nobody of that IRI has said anything.
    """
    found = EmbeddedStore()
    one = ox.NamedNode(speaker)

    def gather(query: str) -> None:
        triples = triples_of(store.query(_DECLARED + query))
        found.engine.extend(ox.Quad(one.subject, one.predicate, one.object, _GRAPH) for one in triples)

    def gather_all(form: str, things: list[str]) -> None:
        for start in range(0, len(things), _AT_ONCE):
            named = " ".join(str(ox.NamedNode(thing)) for thing in things[start : start + _AT_ONCE])
            gather(form.format(things=named))

    nearest = [row[0] for row in store.table(_DECLARED + _OTHERS.format(speaker=one, most=NEAREST))]
    gather(_OWN.format(speaker=one))
    if nearest:
        gather(_ALIGNMENTS.format(speaker=one, others=" ".join(str(ox.NamedNode(other)) for other in nearest)))
    for properties in _FOLLOWED:
        gather_all(_OF, _targets(found, properties))
    gather_all(_MEMBERSHIPS, [speaker, *nearest])
    gather_all(_OF, _targets(found, "org:organization org:role org:memberDuring"))
    return found


def _targets(store: EmbeddedStore, properties: str) -> list[str]:
    """List the things that some properties lead to and that nothing is known of yet."""
    rows = store.table(
        f"{_DECLARED} SELECT DISTINCT ?thing WHERE {{ VALUES ?p {{ {properties} }} ?s ?p ?thing "
        "FILTER (isIRI(?thing)) FILTER NOT EXISTS { ?thing ?any ?value } } ORDER BY ?thing"
    )
    return [row[0] for row in rows]
