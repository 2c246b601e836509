"""A store with the things that people may name."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import PREFIXES

BASE = "https://example.org/id"

DATA = f"""
@prefix : <{BASE}/> .
<{BASE}/person/michael-west> a schema:Person ; schema:name "Michael West" .
<{BASE}/person/ann-king> a schema:Person ; schema:name "Ann King" .
<{BASE}/person/ann-king-2> a schema:Person ; schema:name "Ann King" .
<{BASE}/person/king> a schema:Person ; schema:name "King" .
<{BASE}/person/jose> a schema:Person ; schema:name "José Núñez" .
<{BASE}/person/hostile> a schema:Person ; schema:name "\\" }} ; DROP ALL #\\\\ <b>" .
<{BASE}/organisation/king> a org:Organization ; schema:name "King" .
<{BASE}/organisation/kings-fund> a org:Organization ; schema:name "King’s Fund" .
<{BASE}/claim/separable> a cp:Claim ; schema:name "Leadership and management can be kept apart." .
<{BASE}/topic/moon> a skos:Concept ; skos:prefLabel "The moon" .
<https://w3id.org/counterpoint/roles#dean> a org:Role, skos:Concept ; skos:prefLabel "dean"@en, "Dekan"@de .
<{BASE}/source/talk> a schema:CreativeWork ; schema:name "A talk" .
"""


@pytest.fixture(scope="session")
def store() -> EmbeddedStore:
    """Give a store with people, organisations, a claim, a topic, a role and a source."""
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    engine = ox.Store()
    engine.load(prefixes + DATA, format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(f"{BASE}/graph"))
    return EmbeddedStore(engine)
