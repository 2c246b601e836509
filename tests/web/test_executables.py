"""The questions are given as RDF that a SHACL engine understands."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import RDF, RDFS, SH, XSD
from rdflib.collection import Collection

from counterpoint.corpus import Corpus
from counterpoint.questions.catalogue import Catalogue
from counterpoint.web.executables import library_reply
from counterpoint.web.negotiation import GRAPHS
from tests.web.serving import Served

PLACE = "http://localhost:1/api/questions"


def graph_of(catalogue: Catalogue) -> rdflib.Graph:
    reply = library_reply(catalogue, "text/turtle", "http://localhost:1")
    return rdflib.Graph().parse(data=reply.body, format="turtle")


def value(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef) -> Any:
    (found,) = graph.objects(subject, predicate)
    return found


def question(text: str, folder: Path) -> tuple[rdflib.Graph, rdflib.URIRef]:
    (folder / "own.rq").write_text(text, encoding="utf-8")
    return graph_of(Catalogue({"own": folder / "own.rq"})), rdflib.URIRef(f"{PLACE}/own")


def test_every_question_is_executable_sparql_with_its_text() -> None:
    questions = Corpus.open(":demo:", in_memory=True).questions
    graph = graph_of(questions)
    assert set(graph.subjects(RDF.type, SH.SPARQLExecutable)) == {
        rdflib.URIRef(f"{PLACE}/{name}") for name in questions
    }
    for name, one in questions.items():
        node = rdflib.URIRef(f"{PLACE}/{name}")
        assert graph.value(node, SH[one.form.lower()]) == rdflib.Literal(one.text)
        assert str(graph.value(node, RDFS.label)) == one.summary
        assert len(list(graph.objects(node, SH.parameter))) == len(one.typed)


@pytest.mark.parametrize(
    ("query", "kind", "predicate"),
    [
        ("SELECT * { ?s ?p 'ASK' }", SH.SPARQLSelectExecutable, SH.select),
        ("# SELECT\nPREFIX select: <urn:select>\nASK { ?s ?p ?o }", SH.SPARQLAskExecutable, SH.ask),
        ("construct where { ?s ?p ?o }", SH.SPARQLConstructExecutable, SH.construct),
    ],
)
def test_each_kind_of_query_has_its_class(
    tmp_path: Path, query: str, kind: rdflib.URIRef, predicate: rdflib.URIRef
) -> None:
    graph, node = question(query, tmp_path)
    assert (node, RDF.type, kind) in graph
    assert str(graph.value(node, predicate)) == query


def test_a_describe_has_no_text_for_there_is_no_word_for_it(tmp_path: Path) -> None:
    graph, node = question("DESCRIBE ?s { ?s ?p ?o }", tmp_path)
    assert set(graph.objects(node, RDF.type)) == {SH.SPARQLExecutable}


def test_the_prefixes_that_need_no_declaration_are_declared(tmp_path: Path) -> None:
    graph, node = question("ASK { ?s a cp:Claim }", tmp_path)
    declared = {
        str(graph.value(one, SH.prefix)): str(graph.value(one, SH.namespace))
        for one in graph.objects(graph.value(node, SH.prefixes), SH.declare)
    }
    assert declared["cp"] == "https://w3id.org/counterpoint/ns#"


def test_a_parameter_has_a_path_a_type_and_says_whether_it_may_be_left_out(tmp_path: Path) -> None:
    graph, node = question("#+ params: {who: speaker, day: date, n: number}\nASK { ?_who ?__day ?_n }", tmp_path)
    found = {str(graph.value(one, SH.name)): one for one in graph.objects(node, SH.parameter)}
    assert {str(graph.value(one, SH.path)) for one in found.values()} == {f"{node}#{name}" for name in found}
    assert graph.value(found["day"], SH.datatype) == XSD.date
    assert [value(graph, found[name], SH.optional).toPython() for name in ("who", "day", "n")] == [False, True, False]
    choices = Collection(graph, value(graph, found["who"], SH["or"]))
    assert {str(graph.value(one, SH["class"])) for one in choices} == {
        "https://schema.org/Person",
        "http://www.w3.org/ns/org#Organization",
    }
    numbers = Collection(graph, value(graph, found["n"], SH["or"]))
    assert {graph.value(one, SH.datatype) for one in numbers} == {XSD.integer, XSD.decimal}


@pytest.mark.parametrize(
    ("variable", "predicate", "value"),
    [
        ("x_iri", SH.nodeKind, SH.IRI),
        ("x_en", SH.datatype, RDF.langString),
        ("x_xsd_dateTime", SH.datatype, XSD.dateTime),
        ("x", SH.datatype, XSD.string),
    ],
)
def test_a_name_from_elsewhere_says_the_type(
    tmp_path: Path, variable: str, predicate: rdflib.URIRef, value: rdflib.URIRef
) -> None:
    graph, node = question(f"ASK {{ ?s ?p ?_{variable} }}", tmp_path)
    part = graph.value(node, SH.parameter)
    assert graph.value(part, predicate) == value
    assert str(graph.value(part, SH.path)) == f"{node}#{variable}"


@pytest.mark.parametrize("media_type", GRAPHS)
def test_the_server_gives_every_format(demo: Served, media_type: str) -> None:
    answer = demo.get("/api/questions", media_type)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    assert f"{demo.url}/api/questions/who-disagrees".encode() in answer.body
