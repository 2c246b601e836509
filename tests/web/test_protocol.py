"""The W3C's tests of the SPARQL 1.1 Protocol, against the server as it runs: queries pass, updates are refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF

from tests.web.serving import Answer, Served, serving

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
RDFS = rdflib.RDFS

UPDATES = """
    update_dataset_default_graph update_dataset_default_graphs update_dataset_named_graphs update_dataset_full
    update_post_form update_post_direct update_base_uri
""".split()
"""Tests whose updates must succeed where updates are allowed; here each update is refused, with 403."""

# The test data are records of no debate, so they are put into the store of one.
GRAPHS = "http://kasei.us/2009/09/sparql/data/"


@dataclass(frozen=True)
class Step:
    """One request of a test, and what is expected of its answer."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[str]
    boolean: bool | None
    format: str


def manifest(shared: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(shared / "data" / "w3c-sparql-protocol" / "manifest.ttl")


def names() -> list[str]:
    path = Path(__file__).resolve().parents[3] / "shared" / "data" / "w3c-sparql-protocol" / "manifest.ttl"
    if not path.is_file():
        return ["not-here"]
    graph = rdflib.Graph().parse(path)
    entries = Collection(graph, next(graph.objects(None, MF.entries)))
    return [str(entry).rpartition("#")[2] for entry in entries]


def steps(graph: rdflib.Graph, name: str) -> Iterator[Step]:
    """Read the requests of a test."""
    test = next(subject for subject in graph.subjects(RDF.type, MF.ProtocolTest) if str(subject).endswith(f"#{name}"))
    for connection in graph.objects(test, MF.action):
        for request in Collection(graph, next(graph.objects(connection, HT.requests))):
            response = next(graph.objects(request, HT.resp))
            headers = {
                str(graph.value(header, HT.fieldName)): str(graph.value(header, HT.fieldValue))
                for part in graph.objects(request, HT.headers)
                for header in Collection(graph, part)
            }
            yield Step(
                str(graph.value(request, HT.methodName)),
                str(graph.value(request, HT.absolutePath)),
                headers,
                body_of(graph, request),
                frozenset(str(status)[-3] for status in graph.objects(response, MF.expectedStatus)),
                truth(graph.value(response, MF.expectedBoolean)),
                str(graph.value(response, MF.expectedFormat) or ""),
            )


def body_of(graph: rdflib.Graph, request: Any) -> bytes | None:
    body = graph.value(request, HT.body)
    if body is None:
        return None
    encoding = str(graph.value(body, CNT.characterEncoding) or "UTF-8")
    return str(graph.value(body, CNT.chars)).encode(encoding)


def truth(value: Any) -> bool | None:
    return None if value is None else bool(value.toPython())


@pytest.fixture(scope="module")
def served(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a store that holds the tests' data, and nothing of any debate."""
    from counterpoint.store.snapshots import Snapshots

    root = tmp_path_factory.mktemp("w3c")
    (root / "graph").mkdir()
    (root / "counterpoint.toml").write_text('[workspace]\ntitle = "The data of the tests"\n', encoding="utf-8")
    with serving(workspace=root) as server:
        snapshots = Snapshots(root / ".counterpoint")
        with snapshots.lock(), snapshots.next(start_from_current=True) as draft:
            draft.manifest = snapshots.manifest()
            for number in (1, 2, 3):
                data = (shared / "data" / "w3c-sparql-protocol" / f"data{number}.nt").read_bytes()
                to = ox.NamedNode(f"{GRAPHS}data{number}.rdf")
                draft.store.engine.load(data, format=ox.RdfFormat.N_TRIPLES, to_graph=to)
        wait_for(server, f"ASK {{ GRAPH <{GRAPHS}data3.rdf> {{ ?s ?p ?o }} }}")
        yield server


def wait_for(server: Served, question: str) -> None:
    """Wait until the server has taken up what a question asks for."""
    import time

    for _ in range(200):
        if server.sparql(question).json["boolean"]:
            return
        time.sleep(0.05)
    pytest.fail("the server has not taken up the new snapshot")


@pytest.mark.parametrize("name", names())
def test_the_endpoint_does_as_the_w3c_has_it(name: str, served: Served, shared: Path) -> None:
    found = list(steps(manifest(shared), name))
    assert found
    for step in found:
        path = step.path.replace("/sparql/", "/sparql", 1)
        answer = served.ask(path, method=step.method, body=step.body, headers=step.headers)
        is_update = b"update=" in (step.body or b"") or "application/sparql-update" in step.headers.values()
        if name in UPDATES and is_update:
            assert answer.status == 403
            assert "takes no updates" in answer.json["detail"]
            continue
        if name in UPDATES:
            continue  # it asks for what the update would have done
        assert str(answer.status)[0] in step.statuses, answer
        check_format(answer, step)


def check_format(answer: Answer, step: Step) -> None:
    media_type = answer.headers["content-type"]
    if step.boolean is not None:
        assert answer.json["boolean"] is step.boolean
    if step.format == "tabular":
        assert media_type in ("application/sparql-results+json", "application/sparql-results+xml", "text/csv")
        assert json.loads(answer.body)["head"]["vars"]
    if step.format == "RDF":
        assert media_type in ("text/turtle", "application/rdf+xml", "application/n-triples")
        rdflib.Graph().parse(data=answer.body, format=media_type)
