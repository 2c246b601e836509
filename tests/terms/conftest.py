"""A workspace whose additions to the ontology are sound, for a test to spoil in one place."""

from __future__ import annotations

import pytest

from counterpoint.terms.checking import check_ontology
from counterpoint.terms.findings import Findings
from tests.desk import Desk

TURTLE = """\
@prefix cp: <https://w3id.org/counterpoint/ns#> .
@prefix cpr: <https://w3id.org/counterpoint/roles#> .
@prefix ex: <https://example.org/debate#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

ex:doubts a cp:Stance, owl:NamedIndividual ;
    cp:polarity -0.5 ;
    rdfs:label "doubts"@en ;
    rdfs:comment "The speaker finds the claim hard to believe."@en ;
    rdfs:isDefinedBy <https://example.org/debate> .

ex:fundedBy a owl:ObjectProperty ;
    rdfs:domain schema:Person ;
    rdfs:range org:Organization ;
    rdfs:label "funded by"@en ;
    rdfs:comment "Who pays for the person's work."@en ;
    rdfs:isDefinedBy <https://example.org/debate> .

ex:born a owl:DatatypeProperty ;
    rdfs:domain schema:Person ;
    rdfs:range xsd:gYear ;
    rdfs:label "born"@en ;
    rdfs:comment "The year of birth."@en ;
    rdfs:isDefinedBy <https://example.org/debate> .

ex:Podcast a owl:Class ;
    rdfs:subClassOf schema:CreativeWork ;
    rdfs:label "podcast"@en ;
    rdfs:comment "A talk that is listened to."@en ;
    rdfs:isDefinedBy <https://example.org/debate> .

ex:astronomer a org:Role, skos:Concept ;
    skos:prefLabel "astronomer"@en ;
    rdfs:comment "Looks at the moon."@en ;
    skos:broader cpr:academic ;
    skos:inScheme <https://w3id.org/counterpoint/roles> ;
    rdfs:isDefinedBy <https://example.org/debate> .
"""

SHAPES = """\
@prefix ex: <https://example.org/debate#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

ex:PersonShape a sh:NodeShape ;
    sh:targetClass schema:Person ;
    sh:property [
        sh:path ex:fundedBy ; sh:maxCount 1 ;
        sh:message "funded-by names one organisation; keep the largest" ] .
"""

CONTEXT = """\
{
  "@context": {
    "ex": "https://example.org/debate#",
    "doubts": "ex:doubts",
    "funded-by": {"@id": "ex:fundedBy", "@type": "@id"},
    "born": {"@id": "ex:born", "@type": "xsd:gYear"},
    "Podcast": "ex:Podcast"
  }
}
"""

QUESTION = """\
#+ summary: Who pays whom
PREFIX ex: <https://example.org/debate#>
SELECT ?person ?funder WHERE { ?person ex:fundedBy ?funder } ORDER BY ?person ?funder LIMIT ?_limit
"""

RULE = """\
#+ summary: Who doubts and who opposes agree
PREFIX ex: <https://example.org/debate#>
CONSTRUCT { ?one cp:agreesWith ?other } WHERE {
  VALUES ?claim { ?_claims }
  ?a cp:claim ?claim ; cp:speaker ?one ; cp:stance ex:doubts .
  ?b cp:claim ?claim ; cp:speaker ?other ; cp:stance cp:opposes .
}
"""

FILES = {
    "ontology/own.ttl": TURTLE,
    "ontology/shapes-own.ttl": SHAPES,
    "ontology/context.jsonld": CONTEXT,
    "queries/who-pays.rq": QUESTION,
    "queries/rules/doubters.rq": RULE,
}


@pytest.fixture
def own(desk: Desk) -> Desk:
    """Give a workspace with terms, shapes, keys, a question and a rule of its own."""
    for name, text in FILES.items():
        desk.write(name, text)
    return desk


def spoil(desk: Desk, name: str, old: str, new: str) -> None:
    """Put something else into one of the files, where it stands first."""
    text = (desk.root / name).read_text(encoding="utf-8")
    assert old in text
    desk.write(name, text.replace(old, new, 1))


def found_in(desk: Desk) -> Findings:
    return check_ontology(desk.workspace)
