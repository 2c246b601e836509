"""The endpoint: formats, datasets, what it refuses, and clients that people have."""

from __future__ import annotations

import json
import subprocess
import urllib.parse
from pathlib import Path

import pytest
import rdflib

from tests.web.serving import Served

CLAIMS = "SELECT ?claim ?name WHERE { ?claim a cp:Claim ; schema:name ?name } ORDER BY ?claim"
CLAIM = "https://w3id.org/counterpoint/id/claim/every-doctor-is-a-leader"
BASE = "https://w3id.org/counterpoint/id"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        ("application/sparql-results+json", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/turtle, */*;q=0.1", "application/sparql-results+json"),
    ],
)
def test_rows_come_in_the_format_that_the_client_wants_most(demo: Served, accept: str, media_type: str) -> None:
    answer = demo.sparql(CLAIMS, accept)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    if media_type.endswith("json"):
        assert len(answer.json["results"]["bindings"]) == 30
    else:
        assert CLAIM in answer.text


@pytest.mark.parametrize(
    ("accept", "media_type", "name"),
    [
        ("text/turtle", "text/turtle", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/n-quads", "application/n-quads", "nquads"),
        ("application/trig", "application/trig", "trig"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/json", "application/ld+json", "json-ld"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("text/plain", "application/n-triples", "nt"),
        ("*/*", "text/turtle", "turtle"),
    ],
)
def test_graphs_come_in_the_format_that_the_client_wants_most(
    demo: Served, accept: str, media_type: str, name: str
) -> None:
    answer = demo.sparql("CONSTRUCT { ?claim a cp:Claim } WHERE { ?claim a cp:Claim }", accept)
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=answer.body, format=name)
    assert len(set(dataset.subjects())) == 30


def test_a_format_that_there_is_not_is_refused_with_those_that_there_are(demo: Served) -> None:
    answer = demo.sparql(CLAIMS, "image/png")
    assert answer.status == 406
    assert answer.headers["content-type"] == "application/problem+json"
    assert "text/csv" in answer.json["offered"]
    assert demo.sparql(CLAIMS, "nonsense").status == 400
    assert demo.sparql(CLAIMS, format="csv").headers["content-type"] == "text/csv"


def test_the_default_graph_is_the_union_unless_graphs_are_named(demo: Served) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"

    def number(query: str, **more: str) -> int:
        return int(demo.sparql(query, **more).json["results"]["bindings"][0]["n"]["value"])

    people = f"{BASE}/graph/people"
    whole, part = number(count), number(count, **{"default-graph-uri": people})
    assert 0 < part < whole
    assert number(f"SELECT (COUNT(*) AS ?n) FROM <{people}> WHERE {{ ?s ?p ?o }}") == part
    named = "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert number(named, **{"named-graph-uri": people}) == part
    assert number(count, **{"named-graph-uri": people}) == 0
    # What the request names goes before what the query names.
    both = f"SELECT (COUNT(*) AS ?n) FROM <{people}> WHERE {{ ?s ?p ?o }}"
    assert number(both, **{"default-graph-uri": "urn:none"}) == 0


def test_relative_iris_are_relative_to_the_data(demo: Served) -> None:
    assert demo.sparql("ASK { <claim/every-doctor-is-a-leader> a cp:Claim }").json["boolean"] is True


def test_every_way_to_send_a_query_gives_the_same(demo: Served) -> None:
    form = urllib.parse.urlencode({"query": CLAIMS}).encode()
    ways = [
        demo.sparql(CLAIMS),
        demo.ask("/sparql", method="POST", body=form, headers={"Content-Type": "application/x-www-form-urlencoded"}),
        demo.ask(
            "/sparql",
            method="POST",
            body=CLAIMS.encode(),
            headers={"Content-Type": "application/sparql-query; charset=UTF-8"},
        ),
    ]
    assert len({way.body for way in ways}) == 1
    assert all(way.status == 200 for way in ways)


def test_a_browser_is_led_to_the_editor(demo: Served) -> None:
    answer = demo.sparql(CLAIMS, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.status == 303
    assert urllib.parse.unquote(answer.headers["location"]) == f"/editor?query={CLAIMS}"


def test_head_gives_the_headers_only(demo: Served) -> None:
    answer = demo.ask(f"/sparql?{urllib.parse.urlencode({'query': 'ASK {}'})}", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 10


def test_any_origin_may_read(demo: Served) -> None:
    assert demo.sparql("ASK {}").headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    answer = demo.ask("/sparql", method="OPTIONS", headers=asked)
    assert answer.status == 204
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, POST, OPTIONS"


def test_an_answer_that_the_client_has_is_not_sent_again(demo: Served) -> None:
    path = f"/sparql?{urllib.parse.urlencode({'query': CLAIMS})}"
    tag = demo.ask(path).headers["etag"]
    again = demo.ask(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status, again.body) == (304, b"")
    assert demo.ask(path, headers={"If-None-Match": '"other"'}).status == 200


def test_an_answer_in_another_format_has_another_tag(demo: Served) -> None:
    path = f"/sparql?{urllib.parse.urlencode({'query': CLAIMS})}"
    tag = demo.ask(path, headers={"Accept": "text/csv"}).headers["etag"]
    again = demo.ask(path, headers={"Accept": "application/sparql-results+xml", "If-None-Match": tag})
    assert again.status == 200, "the client would take the CSV that it has for the XML that it wants"


@pytest.mark.parametrize("host", ["a b", 'x"><y>', "x\\y"])
def test_a_host_that_is_none_is_refused(demo: Served, host: str) -> None:
    assert demo.ask("/.well-known/void", headers={"Host": host}).status == 400


class TestRefusals:
    def test_what_does_not_parse_is_told_with_its_place(self, demo: Served) -> None:
        answer = demo.sparql("SELECT *\nWHERE { ?s foo:p ?o }")
        assert answer.status == 400
        told = answer.json
        assert (told["title"], told["line"], told["column"]) == ("The query does not parse", 2, 17)
        assert told["excerpt"] == "WHERE { ?s foo:p ?o }"
        assert told["detail"].splitlines()[-1] == " " * 20 + "^"
        assert answer.headers["content-type"] == "application/problem+json"

    @pytest.mark.parametrize(
        ("headers", "body"),
        [
            ({"Content-Type": "application/sparql-update"}, b"CLEAR ALL"),
            ({"Content-Type": "application/x-www-form-urlencoded"}, b"update=CLEAR%20ALL"),
        ],
    )
    def test_updates_are_refused(self, demo: Served, headers: dict[str, str], body: bytes) -> None:
        answer = demo.ask("/sparql", method="POST", body=body, headers=headers)
        assert answer.status == 403
        assert answer.json["detail"] == "this endpoint answers queries and takes no updates"

    def test_an_update_sent_as_a_query_changes_nothing(self, demo: Served) -> None:
        answer = demo.sparql("INSERT DATA { <a:a> <a:b> <a:c> }")
        assert answer.status == 400
        assert "it is an update" in answer.json["detail"]
        assert demo.sparql("ASK { <a:a> <a:b> <a:c> }").json["boolean"] is False

    @pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
    def test_other_methods_are_refused(self, demo: Served, method: str) -> None:
        answer = demo.ask("/sparql", method=method)
        assert answer.status == 405
        assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"

    def test_a_body_of_another_type_is_refused(self, demo: Served) -> None:
        for media_type in ("text/plain", "application/json", "", "multipart/form-data; boundary=x"):
            answer = demo.ask("/sparql", method="POST", body=b"ASK {}", headers={"Content-Type": media_type})
            assert answer.status == 415, media_type
        latin = {"Content-Type": "application/sparql-query; charset=latin-1"}
        assert demo.ask("/sparql", method="POST", body=b"ASK {}", headers=latin).status == 415

    @pytest.mark.parametrize(
        "query",
        [
            "SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
            "SELECT * { service silent <http://127.0.0.1:PORT/> { ?s ?p ?o } }",
            "SELECT * { ?s ?p 1SERVICE<http://127.0.0.1:PORT/>{ ?a ?b ?c } }",
            "PREFIX : <http://127.0.0.1:PORT/> SELECT * {SERVICE:x { ?s ?p ?o }}",
            "SELECT * { FILTER(1<2#>'''\n) SERVICE <http://127.0.0.1:PORT/> { ?a ?b ?c } }#'''",
            "SELECT * { BIND(<http://127.0.0.1:PORT/> AS ?x) SERVICE ?x { ?a ?b ?c } }",
            "SELECT * { SERVICE # {\n <http://127.0.0.1:PORT/>\n#\n{ ?a ?b ?c } }",
            "SELECT * { SERVICE <http://127.0.0.1:\\u0050ORT/> { ?a ?b ?c } }",
            "SELECT * { SERVICE <http://127.0.0.1:PORT/\u00a0> { ?s ?p ?o } }",
            "SELECT * { SERVICE <http://127.0.0.1:PORT/\\u3000> { ?s ?p ?o } }",
            "SELECT * { SERVICE #\\u000A x\n <http://127.0.0.1:PORT/\\u00E9> { ?s ?p ?o } }",
            "SELECT * { BIND(<http://127.0.0.1:PORT/> AS ?x\u0300) SERVICE ?x\u0300 { ?a ?b ?c } }",
            "SELECT * { SERVICE <http://127.0.0.1:PORT/\\uD800> { ?s ?p ?o } }",
            "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:PORT/> { ?s ?p ?o } } } }",
        ],
    )
    def test_no_other_server_is_asked(self, demo: Served, query: str) -> None:
        from http.server import BaseHTTPRequestHandler, HTTPServer
        from threading import Thread

        seen: list[str] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                seen.append(self.path)
                self.send_error(500)

            do_GET = do_POST  # noqa: N815 - the name that http.server calls

        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            answer = demo.sparql(query.replace("PORT", str(server.server_port)))
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
        assert answer.status == 403
        assert not seen
        assert answer.json["title"] == "The query asks for what is not allowed"

    def test_words_that_look_like_it_are_no_reason_to_refuse(self, demo: Served) -> None:
        query = 'SELECT ?service { ?service schema:name "service: a from <b> service" }'
        assert demo.sparql(query).status == 200

    def test_from_an_address_fetches_nothing_and_finds_nothing(self, demo: Served) -> None:
        answer = demo.sparql("SELECT * FROM <http://127.0.0.1:9/x.ttl> { ?s ?p ?o }")
        assert answer.json["results"]["bindings"] == []

    def test_two_queries_or_none_are_refused(self, demo: Served) -> None:
        assert "2 queries" in demo.ask("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").json["detail"]
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        assert "no query" in demo.ask("/sparql", method="POST", body=b"q=x", headers=form).json["detail"]

    @pytest.mark.parametrize("query", ["%FF%FE", "ASK%7B%7D%00", "%ED%A0%80"])
    def test_what_is_no_text_is_refused(self, demo: Served, query: str) -> None:
        assert demo.ask(f"/sparql?query={query}").status == 400

    def test_a_query_nested_without_bound_is_refused(self, demo: Served) -> None:
        answer = demo.sparql("SELECT * " + "{" * 1000 + "}" * 1000)
        assert (answer.status, "deep" in answer.json["detail"]) == (400, True)


class TestClients:
    def test_the_example_of_sparqlwrapper(self, demo: Served) -> None:
        from SPARQLWrapper import JSON, SPARQLWrapper

        sparql = SPARQLWrapper(f"{demo.url}/sparql")
        sparql.setReturnFormat(JSON)
        sparql.setQuery(
            """
            PREFIX schema: <https://schema.org/>
            PREFIX cp: <https://w3id.org/counterpoint/ns#>
            SELECT ?claim ?name WHERE { ?claim a cp:Claim ; schema:name ?name } ORDER BY ?claim LIMIT 3
            """
        )
        found = sparql.queryAndConvert()
        assert len(found["results"]["bindings"]) == 3  # type: ignore[index, call-overload]

    @pytest.mark.filterwarnings("ignore::DeprecationWarning:SPARQLWrapper")
    @pytest.mark.parametrize("name", ["XML", "CSV", "TSV", "TURTLE", "N3", "RDFXML", "JSONLD"])
    def test_every_format_of_sparqlwrapper(self, demo: Served, name: str) -> None:
        import SPARQLWrapper

        sparql = SPARQLWrapper.SPARQLWrapper(f"{demo.url}/sparql")
        sparql.setReturnFormat(getattr(SPARQLWrapper, name))
        graph = name in ("TURTLE", "N3", "RDFXML", "JSONLD")
        sparql.setQuery("CONSTRUCT WHERE { ?s a cp:Claim }" if graph else "SELECT ?s { ?s a cp:Claim }")
        assert sparql.query().convert()

    def test_sparqlwrapper_by_post(self, demo: Served) -> None:
        from SPARQLWrapper import JSON, POST, POSTDIRECTLY, SPARQLWrapper

        for how in ("urlencoded", POSTDIRECTLY):
            sparql = SPARQLWrapper(f"{demo.url}/sparql")
            sparql.setMethod(POST)
            sparql.setRequestMethod(how)
            sparql.setReturnFormat(JSON)
            sparql.setQuery("ASK { ?s a cp:Claim }")
            assert sparql.queryAndConvert()["boolean"] is True  # type: ignore[index, call-overload]

    def test_rdflib(self, demo: Served) -> None:
        from rdflib.plugins.stores.sparqlstore import SPARQLStore

        for method in ("GET", "POST", "POST_FORM"):
            graph = rdflib.Graph(SPARQLStore(f"{demo.url}/sparql", method=method))
            claims = set(graph.subjects(rdflib.RDF.type, rdflib.URIRef("https://w3id.org/counterpoint/ns#Claim")))
            assert len(claims) == 30
            assert len(list(graph.query("SELECT * { ?s a <https://w3id.org/counterpoint/ns#Claim> }"))) == 30

    def test_curl(self, demo: Served, tmp_path: Path) -> None:
        query = f"query={CLAIMS}"
        command = ["curl", "--silent", "--fail", "-H", "Accept: text/csv", f"{demo.url}/sparql", "--data-urlencode"]
        for more in ([], ["--get"]):
            out = subprocess.run([*command, query, *more], capture_output=True, text=True, check=True, cwd=tmp_path)
            assert out.stdout.startswith("claim,name")
            assert len(out.stdout.splitlines()) == 31

    def test_counterpoint_itself(self, demo: Served) -> None:
        from counterpoint import Corpus

        corpus = Corpus.open(f"{demo.url}/sparql")
        assert len(corpus.ask("who-disagrees", speaker="Stephen Gillam").rows) == 3
        assert json.dumps(corpus.questions["allies"].summary)
