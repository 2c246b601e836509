"""The API: questions, network, descriptions, as programs ask for them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from zipfile import ZipFile

import networkx as nx
import pytest
import rdflib
from openapi_spec_validator import validate

from counterpoint import Corpus
from tests.web.serving import Served

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.open(":demo:", in_memory=True)


def rows(answer: Any) -> list[dict[str, str]]:
    return [{name: cell["value"] for name, cell in row.items()} for row in answer.json["results"]["bindings"]]


class TestQuestions:
    def test_a_question_is_a_route(self, demo: Served, corpus: Corpus) -> None:
        answer = demo.get("/api/questions/who-disagrees", "application/json", speaker="stephen gillam")
        assert answer.headers["content-type"] == "application/sparql-results+json"
        own = corpus.ask("who-disagrees", speaker="Stephen Gillam").rows
        assert [row["quote"] for row in rows(answer)] == [row["quote"] for row in own]

    def test_the_format_is_in_the_address_or_in_the_header(self, demo: Served) -> None:
        for accept, query in (("text/csv", {}), ("*/*", {"format": "csv"})):
            answer = demo.get("/api/questions/allies", accept, **query)
            assert answer.headers["content-type"] == "text/csv"
            assert next(csv.reader(io.StringIO(answer.text)))[0] == "one"

    def test_a_parameter_that_is_left_out_may_be_named(self, demo: Served) -> None:
        whole = demo.get("/api/questions/stance-by-organisation", "text/csv")
        assert demo.get("/api/questions/stance-by-organisation", "text/csv", topic="").body == whole.body

    @pytest.mark.parametrize(
        ("path", "status", "detail", "nearest"),
        [
            ("alies", 404, 'no question is called "alies"', "allies"),
            ("who-disagrees?speaker=Stephan+Gillam", 400, "no person or organisation is called", "Stephen Gillam"),
            ("who-disagrees?speeker=x", 400, 'no parameter of who-disagrees is called "speeker"', "speaker"),
            ("who-disagrees", 400, 'the question "who-disagrees" needs speaker', ""),
            ("most-quoted-speakers?limit=many", 400, 'limit: "many" is not a whole number', ""),
            ("most-quoted-speakers?limit=-1", 400, "is not a whole number", ""),
            ("allies?format=docx", 406, 'there is no format "docx"', ""),
        ],
    )
    def test_mistakes_are_told_with_what_is_near(
        self, demo: Served, path: str, status: int, detail: str, nearest: str
    ) -> None:
        answer = demo.get(f"/api/questions/{path}", "application/json")
        assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
        assert detail in answer.json["detail"]
        assert answer.json.get("hint")
        if nearest:
            assert answer.json["did_you_mean"][0] == nearest

    @pytest.mark.parametrize(
        "value",
        [
            '" . ?s ?p ?o . } #',
            "> ?s ?p ?o . <",
            "'); DROP",
            'x\\" } UNION { ?a ?b ?c } #',
            "<https://w3id.org/counterpoint/id/person/michael-west> ?p ?o } #",
            "\n#\r",
        ],
    )
    def test_no_value_breaks_out_of_its_term(self, demo: Served, value: str) -> None:
        found = demo.get("/api/questions/find-words", "application/json", text=value)
        assert (found.status, rows(found)) == (200, [])
        named = demo.get("/api/questions/who-agrees", "application/json", speaker=value)
        assert named.status == 400
        assert "is called" in named.json["detail"]

    def test_the_list_names_every_question_and_parameter(self, demo: Served, corpus: Corpus) -> None:
        listed = {one["name"]: one for one in demo.get("/api/questions", "application/json").json["questions"]}
        assert set(listed) == set(corpus.questions)
        (speaker,) = listed["who-agrees"]["parameters"]
        assert (speaker["name"], speaker["type"], speaker["required"]) == ("speaker", "speaker", True)
        assert demo.ask("/api/questions").headers["content-type"] == "application/json"

    def test_the_library_is_executable_sparql(self, demo: Served, corpus: Corpus) -> None:
        answer = demo.get("/api/questions", "text/turtle")
        graph = rdflib.Graph().parse(data=answer.body, format="turtle")
        selects = dict(graph.subject_objects(SH.select))
        assert {str(question).rpartition("/")[2] for question in selects} == set(corpus.questions)
        for question in graph.subjects(rdflib.RDF.type, SH.SPARQLSelectExecutable):
            assert graph.value(question, rdflib.RDFS.label)
        one = next(question for question in selects if str(question).endswith("/who-agrees"))
        (parameter,) = graph.objects(one, SH.parameter)
        assert str(graph.value(parameter, SH.name)) == "speaker"


class TestOpenApi:
    def test_it_is_valid_and_its_examples_work(self, demo: Served, corpus: Corpus) -> None:
        about = demo.get("/api/openapi.json", "application/json").json
        validate(about)
        assert about["servers"] == [{"url": demo.url}]
        for name in corpus.questions:
            operation = about["paths"][f"/api/questions/{name}"]["get"]
            given = {one["name"]: str(one["example"]) for one in operation["parameters"] if "example" in one}
            assert {one["name"] for one in operation["parameters"] if one["required"]} <= set(given)
            answer = demo.get(f"/api/questions/{name}", "application/json", **given)
            assert answer.status == 200, (name, answer.text)

    def test_every_setting_of_a_network_is_there(self, demo: Served) -> None:
        about = demo.get("/api/openapi.json", "application/json").json
        names = {one["name"] for one in about["paths"]["/api/network"]["get"]["parameters"]}
        assert {"mode", "aggregation", "format", "from", "topic", "exclude_topic", "window", "step"} <= names


class TestNetwork:
    def test_it_comes_in_the_formats_that_programs_read(self, demo: Served, corpus: Corpus) -> None:
        own = corpus.network(aggregation="conflict")
        answer = demo.get("/api/network", "application/json", aggregation="conflict")
        graph = nx.node_link_graph(answer.json, edges="edges" if "edges" in answer.json else "links")
        assert set(graph.nodes) == set(own.nodes)
        assert {frozenset(edge) for edge in graph.edges} == {frozenset(edge) for edge in own.edges}
        for format_, reader in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
            found = demo.get("/api/network", "*/*", format=format_, aggregation="conflict")
            assert len(reader(io.BytesIO(found.body)).edges) == len(own.edges)
        assert demo.get("/api/network", "application/graphml+xml").body.startswith(b"<?xml")

    @pytest.mark.parametrize(
        ("query", "asked"),
        [
            ("exclude_role=academic", {"exclude_role": "academic"}),
            ("speaker=peter+wilson&speaker=Stephen%20Gillam&isolates", {"speaker": ["peter-wilson", "stephen-gillam"]}),
            ("from=2016-02&until=2016&topic=", {"from_": "2016-02", "until": "2016"}),
            ("until=2015&exclude_side=none", {"until": "2015", "exclude_side": "none"}),
            ("actor=organisation&organisation=King's+Fund", {"actor": "organisation", "organisation": "King’s Fund"}),
        ],
    )
    def test_slices(self, demo: Served, corpus: Corpus, query: str, asked: dict[str, Any]) -> None:
        own = corpus.network(**asked, isolates="isolates" in query)
        answer = demo.get(f"/api/network?{query}", "application/json")
        assert answer.status == 200, answer.text
        assert {node["id"] for node in answer.json["nodes"]} == set(own.nodes)
        assert len(answer.json["edges"]) == own.number_of_edges()
        assert answer.json["graph"] == own.graph

    def test_windows_are_an_archive(self, demo: Served, corpus: Corpus) -> None:
        answer = demo.get("/api/network?window=1m&step=1m&from=2016-01&until=2016-03&format=graphml", "*/*")
        assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
        assert answer.headers["content-disposition"] == 'attachment; filename="networks.zip"'
        with ZipFile(io.BytesIO(answer.body)) as archive:
            names = archive.namelist()
            assert [name.partition("_")[2] for name in names[:-1]] == [
                *("2016-01-01_2016-01-31.graphml", "2016-02-01_2016-02-29.graphml", "2016-03-01_2016-03-31.graphml")
            ]
            graph = nx.read_graphml(io.BytesIO(archive.read(names[1])))
        assert set(graph.nodes) == set(corpus.network(until="2016-02").nodes)

    @pytest.mark.parametrize(
        ("query", "detail"),
        [
            ("topic=The+mon", 'no topic is called "The mon"'),
            ("exclude_mode=actors", 'no setting of a network is called "exclude_mode"'),
            ("from=soon", 'from: "soon" is no date'),
            ("from=2016&until=2015", "the slice ends on 2015-12-31, before it begins"),
            ("side=left", '"left" is no side of a stance'),
            ("window=soon", 'window: "soon" is no length'),
            ("window=1d&from=0001", "there would be more than 10,000 windows"),
            ("window=1y&until=1900", "no statement has a date"),
            ("step=1y", "a step is that of a window"),
            ("moode=actors", 'no setting of a network is called "moode"'),
            ("mode=actor", '"actor" is no mode of a network'),
            ("mode=two-mode&aggregation=congruence", "a two-mode network has no aggregation"),
            ("isolates=perhaps", 'isolates is "perhaps"'),
            ("mode=actors&mode=claims", "mode is there 2 times"),
            ("format=json&format=gexf", "format is there 2 times"),
            ("window=1y&window=1m&window=1d", "window is there 3 times"),
            ("from=2016&from=", "from is there 2 times"),
            ("isolates&isolates=no", "isolates is there 2 times"),
            ("format=docx", 'no format of a network is called "docx"'),
        ],
    )
    def test_mistakes_are_told(self, demo: Served, query: str, detail: str) -> None:
        answer = demo.get(f"/api/network?{query}", "application/json")
        assert answer.status == 400
        assert detail in answer.json["detail"]


class TestDescriptions:
    def test_a_bare_get_describes_the_service(self, demo: Served) -> None:
        answer = demo.ask("/sparql", headers={"Accept": "text/turtle"})
        graph = rdflib.Graph().parse(data=answer.body, format="turtle")
        (service,) = graph.subjects(rdflib.RDF.type, SD.Service)
        assert graph.value(service, SD.endpoint) == rdflib.URIRef(f"{demo.url}/sparql")
        assert (service, SD.feature, SD.UnionDefaultGraph) in graph
        names = {str(name) for name in graph.objects(None, SD.name)}
        assert "https://w3id.org/counterpoint/id/graph/sources/bmj-i631" in names
        assert demo.ask("/sparql", headers={"Accept": "application/ld+json"}).json

    def test_void_counts_what_there_is(self, demo: Served, corpus: Corpus) -> None:
        answer = demo.get("/.well-known/void", "text/turtle")
        graph = rdflib.Graph().parse(data=answer.body, format="turtle")
        (dataset,) = graph.subjects(rdflib.RDF.type, VOID.Dataset)
        (row,) = corpus.store.table("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert int(str(graph.value(dataset, VOID.triples))) == int(row[0])
        claim = rdflib.URIRef("https://w3id.org/counterpoint/ns#Claim")
        (part,) = graph.subjects(VOID["class"], claim)
        assert int(str(graph.value(part, VOID.entities))) == 30
        speaker = rdflib.URIRef("https://w3id.org/counterpoint/ns#speaker")
        (part,) = graph.subjects(VOID.property, speaker)
        assert int(str(graph.value(part, VOID.triples))) == 48


def test_search_finds_what_somebody_types(demo: Served) -> None:
    found = demo.get("/api/search", "application/json", q="gilam").json["results"]
    assert found[0]["path"] == "/person/stephen-gillam"
    assert json.dumps(found[0]["name"])
    answer = demo.get("/api/search", "application/json", q="x", kind="persn")
    assert (answer.status, answer.json["did_you_mean"]) == (400, ["person"])
