"""What the endpoint is and what it holds: SPARQL 1.1 Service Description, and VoID.

https://www.w3.org/TR/sparql11-service-description/, https://www.w3.org/TR/void/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from counterpoint.vocabulary import PREFIXES, RDF_TYPE, XSD
from counterpoint.web.negotiation import GRAPHS, chosen
from counterpoint.web.replies import Ask, Reply

if TYPE_CHECKING:
    from counterpoint.web.site import Site

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_DCTERMS: Final = "http://purl.org/dc/terms/"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_RESULT_FORMATS: Final = (
    "SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV "
    "Turtle N-Triples N-Quads TriG JSON-LD RDF_XML"
).split()
_PREFIXES: Final = {**PREFIXES, "sd": _SD, "void": _VOID, "dcterms": _DCTERMS}
_GRAPHS_NAMED: Final = 1_000
"""Named graphs that a description lists; a debate of many sources has one each."""

_CLASSES: Final = (
    "SELECT ?class (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class } GROUP BY ?class ORDER BY DESC(?n) ?class"
)
_PROPERTIES: Final = "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p ORDER BY DESC(?n) ?p"
_SUBJECTS: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }"
_ENTITIES: Final = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?class }"


def describe_service(site: Site, ask: Ask) -> Reply:
    """Describe the endpoint: where it is, what it speaks, which graphs it holds.

    :raises ProblemError: where the client wants a format that there is not.
    """
    media_type = chosen(ask.get("format"), ask.accept, tuple(GRAPHS))
    return _written(_service(site, ask.origin), media_type)


def void(site: Site, ask: Ask) -> Reply:
    """Describe the data: how much there is of what; editors complete from it.

    :raises ProblemError: where the client wants a format that there is not.
    """
    media_type = chosen(ask.get("format"), ask.accept, tuple(GRAPHS))
    counts = site.kept("void", lambda: _counts(site))
    return _written(_dataset(site, ask.origin, *counts), media_type)


def _written(triples: Iterator[ox.Triple], media_type: str) -> Reply:
    with_prefixes = media_type not in ("application/n-triples", "application/n-quads")
    body = ox.serialize(triples, format=GRAPHS[media_type], prefixes=_PREFIXES if with_prefixes else None)
    return Reply(body or b"", media_type)


def _iri(text: str) -> ox.NamedNode:
    return ox.NamedNode(text)


def _triple(subject: ox.NamedNode | ox.BlankNode, predicate: str, value: object) -> ox.Triple:
    term = value if isinstance(value, (ox.NamedNode, ox.BlankNode, ox.Literal)) else ox.Literal(str(value))
    return ox.Triple(subject, _iri(predicate), term)


def _number(value: int) -> ox.Literal:
    return ox.Literal(str(value), datatype=_iri(XSD + "integer"))


def _service(site: Site, origin: str) -> Iterator[ox.Triple]:
    service, dataset, default = _iri(f"{origin}/sparql"), ox.BlankNode("dataset"), ox.BlankNode("default")
    yield _triple(service, RDF_TYPE, _iri(_SD + "Service"))
    yield _triple(service, _SD + "endpoint", service)
    yield _triple(service, _DCTERMS + "title", site.title)
    yield _triple(service, _SD + "supportedLanguage", _iri(_SD + "SPARQL11Query"))
    yield _triple(service, _SD + "feature", _iri(_SD + "UnionDefaultGraph"))
    for name in _RESULT_FORMATS:
        yield _triple(service, _SD + "resultFormat", _iri(_FORMATS + name))
    yield _triple(service, _SD + "defaultDataset", dataset)
    yield _triple(dataset, RDF_TYPE, _iri(_SD + "Dataset"))
    yield _triple(dataset, _SD + "defaultGraph", default)
    yield _triple(default, RDF_TYPE, _iri(_SD + "Graph"))
    yield _triple(dataset, "http://www.w3.org/2000/01/rdf-schema#seeAlso", _iri(f"{origin}/.well-known/void"))
    for number, graph in enumerate(site.kept("graphs", site.corpus.store.graphs)[:_GRAPHS_NAMED]):
        named = ox.BlankNode(f"graph{number}")
        yield _triple(dataset, _SD + "namedGraph", named)
        yield _triple(named, RDF_TYPE, _iri(_SD + "NamedGraph"))
        yield _triple(named, _SD + "name", _iri(graph))


def _counts(site: Site) -> tuple[int, int, list[tuple[str, ...]], list[tuple[str, ...]]]:
    table = site.corpus.store.table
    return int(table(_SUBJECTS)[0][0]), int(table(_ENTITIES)[0][0]), table(_CLASSES), table(_PROPERTIES)


def _dataset(
    site: Site,
    origin: str,
    subjects: int,
    entities: int,
    classes: list[tuple[str, ...]],
    properties: list[tuple[str, ...]],
) -> Iterator[ox.Triple]:
    dataset = _iri(f"{origin}/.well-known/void#dataset")
    yield _triple(dataset, RDF_TYPE, _iri(_VOID + "Dataset"))
    yield _triple(dataset, _DCTERMS + "title", site.title)
    yield _triple(dataset, _VOID + "sparqlEndpoint", _iri(f"{origin}/sparql"))
    yield _triple(dataset, _VOID + "uriSpace", f"{site.base}/")
    yield _triple(dataset, _VOID + "triples", _number(sum(int(count) for _, count in properties)))
    yield _triple(dataset, _VOID + "entities", _number(entities))
    yield _triple(dataset, _VOID + "distinctSubjects", _number(subjects))
    yield _triple(dataset, _VOID + "classes", _number(len(classes)))
    yield _triple(dataset, _VOID + "properties", _number(len(properties)))
    for iri in sorted(set(PREFIXES.values())):
        yield _triple(dataset, _VOID + "vocabulary", _iri(iri))
    for number, (cls, count) in enumerate(classes):
        part = ox.BlankNode(f"class{number}")
        yield _triple(dataset, _VOID + "classPartition", part)
        yield _triple(part, _VOID + "class", _iri(cls))
        yield _triple(part, _VOID + "entities", _number(int(count)))
    for number, (predicate, count) in enumerate(properties):
        part = ox.BlankNode(f"property{number}")
        yield _triple(dataset, _VOID + "propertyPartition", part)
        yield _triple(part, _VOID + "property", _iri(predicate))
        yield _triple(part, _VOID + "triples", _number(int(count)))
