"""The endpoint and the data describe themselves, as editors and crawlers read it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import DCTERMS, RDF, VOID

from counterpoint.corpus import Corpus
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import CP, RDF_TYPE
from counterpoint.web.description import void
from counterpoint.web.negotiation import GRAPHS
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Ask
from counterpoint.web.site import Site
from tests.web.serving import Served

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.open(":demo:", in_memory=True)


def described(corpus: Corpus) -> rdflib.Graph:
    reply = void(Site(corpus, snapshot="one"), Ask("/.well-known/void", origin="http://localhost:1"))
    return rdflib.Graph().parse(data=reply.body, format="turtle")


def count(graph: rdflib.Graph, of: rdflib.URIRef) -> int:
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    value = graph.value(dataset, of)
    assert isinstance(value, rdflib.Literal)
    return int(value)


def test_the_counts_are_those_of_the_data(corpus: Corpus) -> None:
    graph = described(corpus)
    triples = {quad.triple for quad in ox.parse(corpus.export(), format=ox.RdfFormat.N_QUADS)}
    assert count(graph, VOID.triples) == len(triples)
    assert count(graph, VOID.distinctSubjects) == len({triple.subject for triple in triples})
    typed = {triple.subject for triple in triples if triple.predicate.value == RDF_TYPE}
    assert count(graph, VOID.entities) == len(typed)
    assert count(graph, VOID.properties) == len({triple.predicate for triple in triples})


def test_each_class_and_each_property_has_its_part(corpus: Corpus) -> None:
    graph = described(corpus)
    triples = {quad.triple for quad in ox.parse(corpus.export(), format=ox.RdfFormat.N_QUADS)}
    claims = [t for t in triples if t.predicate.value == RDF_TYPE and t.object == ox.NamedNode(CP + "Claim")]
    (claim,) = graph.subjects(VOID["class"], rdflib.URIRef(CP + "Claim"))
    assert set(graph.objects(claim, VOID.entities)) == {rdflib.Literal(len(claims))}
    (speaker,) = graph.subjects(VOID.property, rdflib.URIRef(CP + "speaker"))
    spoken = [triple for triple in triples if triple.predicate.value == CP + "speaker"]
    assert set(graph.objects(speaker, VOID.triples)) == {rdflib.Literal(len(spoken))}
    parts = {graph.value(part, VOID.property) for part in graph.objects(None, VOID.propertyPartition)}
    assert len(parts) == count(graph, VOID.properties)


def test_the_dataset_says_where_it_is(corpus: Corpus) -> None:
    graph = described(corpus)
    (dataset,) = graph.subjects(RDF.type, VOID.Dataset)
    assert graph.value(dataset, VOID.sparqlEndpoint) == rdflib.URIRef("http://localhost:1/sparql")
    assert str(graph.value(dataset, VOID.uriSpace)) == "https://w3id.org/counterpoint/id/"
    assert graph.value(dataset, DCTERMS.title)
    assert rdflib.URIRef(CP) in set(graph.objects(dataset, VOID.vocabulary))


@pytest.mark.parametrize("media_type", GRAPHS)
@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_the_server_gives_every_format(demo: Served, path: str, media_type: str) -> None:
    answer = demo.get(path, media_type)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    assert list(ox.parse(answer.body, format=GRAPHS[media_type]))


def test_a_format_that_there_is_not_is_told(corpus: Corpus) -> None:
    with pytest.raises(ProblemError, match='there is no "image/png" here'):
        void(Site(corpus), Ask("/.well-known/void", accept="image/png"))


def test_the_service_says_what_it_speaks(demo: Served) -> None:
    graph = rdflib.Graph().parse(data=demo.get("/sparql", "text/turtle").body, format="turtle")
    (service,) = graph.subjects(RDF.type, SD.Service)
    assert graph.value(service, SD.endpoint) == rdflib.URIRef(f"{demo.url}/sparql")
    assert graph.value(service, SD.supportedLanguage) == SD.SPARQL11Query
    assert SD.UnionDefaultGraph in set(graph.objects(service, SD.feature))
    names = {str(name).rpartition("/")[2] for name in graph.objects(service, SD.resultFormat)}
    assert {"SPARQL_Results_JSON", "SPARQL_Results_CSV", "Turtle", "JSON-LD", "RDF_XML"} <= names


def test_the_named_graphs_are_those_that_there_are(demo: Served) -> None:
    graph = rdflib.Graph().parse(data=demo.get("/sparql", "text/turtle").body, format="turtle")
    rows = demo.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").json["results"]["bindings"]
    assert {str(name) for name in graph.objects(None, SD.name)} == {row["g"]["value"] for row in rows}
    for node in graph.objects(None, SD.namedGraph):
        assert (node, RDF.type, SD.NamedGraph) in graph


def test_an_empty_graph_is_described_too(corpus: Corpus) -> None:
    graph = described(Corpus(corpus.workspace, EmbeddedStore()))
    assert count(graph, VOID.triples) == 0
    assert list(graph.objects(None, VOID.classPartition)) == []


def test_it_is_counted_once_for_each_state_of_the_graph(corpus: Corpus) -> None:
    site = Site(corpus, snapshot="one")
    void(site, Ask("/.well-known/void", origin="http://localhost:1"))
    kept = site._kept["void"]  # noqa: SLF001 - what is kept is what matters here
    void(site, Ask("/.well-known/void", origin="http://localhost:2"))
    assert site._kept["void"] is kept  # noqa: SLF001
