"""Debates for the tests of the pages: the shipped one, an invented one, and one whose texts would like to be code."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pyoxigraph as ox

from counterpoint.corpus import Corpus
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import PREFIXES
from counterpoint.web.site import Site

OTHER: Final = Path(__file__).parents[2] / "content" / "other-debate"
BASE: Final = "https://w3id.org/counterpoint/id"

PAYLOADS: Final = {
    "script": "<script>globalThis.fired=1</script>",
    "end of script": "</script><script>globalThis.fired=1</script>",
    "comment": "<!--<script>globalThis.fired=1",
    "end of title": "</title></style></textarea><img src=x onerror=globalThis.fired=1>",
    "attribute": "\" onmouseover='globalThis.fired=1' autofocus onfocus='globalThis.fired=1",
    "template": "{{ 7 * 7 }}{% raw %}",
    "direction": "\u202egnp.exe\u2066",
    "long": "Wolfeschlegelsteinhausen" * 400,
    "right to left": "محمد بن سلمان",
    "separators": "a\u2028b\u2029c",
    "empty": "",
}


def with_turtle(corpus: Corpus, turtle: str) -> Site:
    """Add triples to what a debate says."""
    engine = ox.Store()
    engine.bulk_load(corpus.store.trig(), format=ox.RdfFormat.TRIG)  # type: ignore[attr-defined]
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    engine.load((prefixes + turtle).encode(), format=ox.RdfFormat.TURTLE, to_graph=ox.NamedNode(f"{BASE}/graph/more"))
    return Site(Corpus(corpus.workspace, EmbeddedStore(engine)), snapshot="one")


def everywhere(text: str) -> str:
    """Write Turtle with a text in every place that a page shows."""
    value = str(ox.Literal(text))
    return f"""
    @prefix x: <{BASE}/> .
    <{BASE}/person/p> a schema:Person ; schema:name {value} ; schema:description {value} ;
        schema:sameAs <javascript:globalThis.fired=1> .
    <{BASE}/person/q> a schema:Person ; schema:name {value} .
    <{BASE}/organisation/o> a org:Organization ; schema:name {value} ;
        schema:url <https://example.org/?a=1&b=%22%3E> .
    <{BASE}/role/r> a skos:Concept, org:Role ; skos:prefLabel {value} .
    <{BASE}/membership/m> a org:Membership ; org:member <{BASE}/person/p> ; org:role <{BASE}/role/r> ;
        org:organization <{BASE}/organisation/o> ; cp:citedAs {value} ; cp:former true ; cp:citedIn <{BASE}/source/s> .
    <{BASE}/topic/t> a skos:Concept ; skos:prefLabel {value} .
    <{BASE}/claim/c> a cp:Claim ; schema:name {value} ; cp:about <{BASE}/topic/t> ; cp:implies <{BASE}/claim/d> .
    <{BASE}/claim/d> a cp:Claim ; schema:name {value} ; cp:contradicts <{BASE}/claim/c> .
    <{BASE}/source/s> a schema:CreativeWork ; schema:name {value} ; schema:datePublished {value} ;
        schema:author {value} ; schema:url <javascript:globalThis.fired=1> ; schema:identifier {value} .
    <{BASE}/statement/s/1> a cp:Statement ; cp:speaker <{BASE}/person/p> ; cp:claim <{BASE}/claim/c> ;
        cp:stance cp:supports ; prov:wasQuotedFrom <{BASE}/source/s> ; cp:inCapacity <{BASE}/membership/m> ;
        cp:evidence <{BASE}/evidence/1> ; cp:inferredBy <{BASE}/person/q> .
    <{BASE}/evidence/1> oa:hasSelector <{BASE}/evidence/1/q> .
    <{BASE}/evidence/1/q> oa:exact {value} .
    <{BASE}/statement/s/2> a cp:Statement ; cp:speaker <{BASE}/person/q> ; cp:claim <{BASE}/claim/c> ;
        cp:stance cp:opposes ; prov:wasQuotedFrom <{BASE}/source/s> .
    <{BASE}/alignment/a> a cp:Disagreement ; rdfs:label {value} ; cp:party <{BASE}/person/p>, <{BASE}/person/q> ;
        cp:onClaim <{BASE}/claim/c> ; cp:basis <{BASE}/statement/s/1>, <{BASE}/statement/s/2> .
    """


HOSTILE_PATHS: Final = (
    "/person/p",
    "/person/q",
    "/organisation/o",
    "/role/r",
    "/topic/t",
    "/claim/c",
    "/claim/d",
    "/source/s",
    "/statement/s/1",
    "/alignment/a",
)
"""The pages of what :func:`everywhere` writes."""
