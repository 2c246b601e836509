"""The server over engines that others run: the same pages, answers and network, and what happens when they fail."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from counterpoint import Corpus
from counterpoint.store.credentials import Credentials
from tests.engines import free_port, oxigraph_server, virtuoso_server
from tests.web.serving import Served, serving

pytestmark = pytest.mark.engine

DBA = Credentials("dba", "dba")
PAGES = (
    "/",
    "/person/stephen-gillam",
    "/organisation/kings-fund",
    "/claim/every-doctor-is-a-leader",
    "/topic/who-leads",
    "/source/bmj-i631",
    "/statement/bmj-i631/gillam-2/every-doctor-is-a-leader",
    "/thing?iri=https%3A%2F%2Fw3id.org%2Fcounterpoint%2Froles%23lecturer",
    "/ask/who-disagrees?speaker=Stephen+Gillam",
    "/search?q=lead",
)


@pytest.fixture(scope="module", params=["oxigraph", "union", "virtuoso"])
def over(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the shipped debate from an engine of another make."""
    folder = tmp_path_factory.mktemp(request.param)
    with ExitStack() as stack:
        if request.param == "virtuoso":
            address = stack.enter_context(virtuoso_server(folder))
            endpoint, place = f"{address}/sparql", f"{address}/sparql-graph-crud-auth"
        else:
            options = ["--union-default-graph"] if request.param == "union" else []
            address = stack.enter_context(oxigraph_server(folder, *options))
            endpoint, place = f"{address}/query", f"{address}/store"
        Corpus.open(":demo:", in_memory=True).publish(endpoint, graph_store=place, credentials=DBA)
        yield stack.enter_context(serving("--endpoint", endpoint))


def main_of(page: str) -> str:
    """Give the content of a page without what differs from server to server: the title and the origin."""
    return page.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same(over: Served, demo: Served, path: str) -> None:
    here, there = demo.get(path), over.get(path)
    assert there.status == here.status == 200
    if path == "/":
        assert "Every doctor is a leader." in there.text
        assert "48 statements" in there.text
    else:
        assert main_of(there.text) == main_of(here.text)


@pytest.mark.parametrize("name", ["allies", "most-contested-claims", "what-a-speaker-said?speaker=Lisi+Gordon"])
def test_an_answer_is_the_same(over: Served, demo: Served, name: str) -> None:
    here = demo.get(f"/api/questions/{name}", "text/csv")
    there = over.get(f"/api/questions/{name}", "text/csv")
    assert (there.status, there.text) == (200, here.text)


def test_the_network_is_the_same(over: Served, demo: Served) -> None:
    assert over.get("/api/network", format="graphml").body == demo.get("/api/network", format="graphml").body
    assert over.get("/network").status == 200


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_every_format_is_there_whatever_the_engine_has(over: Served, accept: str) -> None:
    answer = over.sparql("CONSTRUCT { ?c a cp:Claim } WHERE { ?c a cp:Claim }", accept)
    assert (answer.status, answer.headers["content-type"]) == (200, accept)
    assert answer.text.count("every-doctor-is-a-leader") >= 1


def test_the_endpoint_answers_as_the_protocol_has_it(over: Served) -> None:
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?p a schema:Person }"
    assert "7" in over.sparql(count, "text/csv").text
    people = "https://w3id.org/counterpoint/id/graph/people"
    assert over.sparql("ASK { ?s a cp:Statement }", **{"default-graph-uri": people}).json["boolean"] is False
    assert over.sparql("ASK { ?s ?p ?o }").json["boolean"] is True
    assert over.ask("/sparql", method="POST", body=b"update=CLEAR+ALL").status in (403, 415)


def test_a_mistake_is_told_with_its_place(over: Served) -> None:
    answer = over.sparql("SELECT *\nWHERE { ?s foo:p ?o }")
    assert (answer.status, answer.json["line"], answer.json["column"]) == (400, 2, 17)


def test_no_graph_of_the_web_is_fetched(over: Served) -> None:
    for query, more in (
        ("SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }", {}),
        ("SELECT * FROM NAMED <http://127.0.0.1:9/x> { GRAPH ?g { ?s ?p ?o } }", {}),
        ("SELECT * { ?s ?p ?o }", {"default-graph-uri": "http://127.0.0.1:9/x"}),
        ("SELECT * { SERVICE <http://127.0.0.1:9/x> { ?s ?p ?o } }", {}),
    ):
        answer = over.sparql(query, **more)
        assert answer.status == 403
        assert "not allowed" in answer.json["detail"]


def test_what_is_answered_has_no_tag_that_nobody_can_vouch_for(over: Served) -> None:
    assert "etag" not in over.sparql("ASK {}").headers


class TestAnEngineThatFails:
    def test_one_that_is_gone_is_told_and_comes_back(self, tmp_path: Path) -> None:
        binary = str(Path(__import__("sys").executable).with_name("oxigraph"))
        port = free_port()
        command = [binary, "serve", "--location", str(tmp_path), "--bind", f"127.0.0.1:{port}"]

        def start() -> subprocess.Popen[bytes]:
            engine = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(1)
            return engine

        engine = start()
        try:
            with serving("--endpoint", f"http://127.0.0.1:{port}/query", "--timeout", "5") as served:
                assert served.sparql("ASK {}").status == 200
                engine.kill()
                engine.wait()
                answer = served.sparql("ASK {}")
                assert answer.status == 502
                assert "cannot be reached" in answer.json["detail"] or "not able to answer" in answer.json["detail"]
                page = served.get("/claim/x")
                assert page.status == 502
                assert "Traceback" not in page.text
                engine = start()
                assert served.sparql("ASK {}").status == 200
                assert not any("Traceback" in line for line in served.log)
        finally:
            engine.kill()
            engine.wait()

    @pytest.mark.parametrize(
        ("body", "media_type"),
        [
            (
                b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "val',
                "application/sparql-results+json",
            ),
            (b"<html>It works!</html>", "text/html"),
            (b"", ""),
        ],
    )
    def test_an_answer_that_is_none_is_told(self, body: bytes, media_type: str) -> None:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                kind, answer = media_type, body
                if "csv" in self.headers["Accept"]:  # what is asked before the first query
                    kind, answer = "text/csv", b"s,p\r\n"
                elif "ASK" in sent:
                    kind, answer = "application/sparql-results+json", b'{"head": {}, "boolean": true}'
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            with serving("--endpoint", f"http://127.0.0.1:{server.server_port}/") as served:
                answer = served.sparql("SELECT ?x { ?x a cp:Claim }")
                assert answer.status in (400, 502), answer
                assert answer.headers["content-type"] == "application/problem+json"
                assert not any("Traceback" in line for line in served.log)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
