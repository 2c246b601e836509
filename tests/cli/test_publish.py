"""``counterpoint publish``: a debate goes to a SPARQL engine, and answers from there as it does from here."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from counterpoint.store.credentials import Credentials
from counterpoint.store.remote import RemoteStore
from tests.cli.conftest import Run
from tests.desk import Desk
from tests.engines import oxigraph_server, virtuoso_server

pytestmark = pytest.mark.engine


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph_server(tmp_path_factory.mktemp("oxigraph")) as address:
        yield f"{address}/query"


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso_server(tmp_path_factory.mktemp("virtuoso"), rows=50) as address:
        yield f"{address}/sparql"


@pytest.fixture(params=["oxigraph", "virtuoso"])
def url(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the query service of an engine that holds nothing, with credentials in the environment."""
    monkeypatch.setenv("COUNTERPOINT_USER", "dba")
    monkeypatch.setenv("COUNTERPOINT_PASSWORD", "dba")
    monkeypatch.delenv("COUNTERPOINT_TOKEN", raising=False)
    found: str = request.getfixturevalue(request.param)
    place = found.replace("/query", "/store").replace("/sparql", "/sparql-graph-crud-auth")
    store = RemoteStore(found, graph_store=place, credentials=Credentials("dba", "dba"))
    for graph in store.graphs():
        store.remove_graph(graph)
    return found


@pytest.mark.parametrize(
    "question",
    [
        ["ask", "opponents"],
        ["ask", "what-a-speaker-said", "--speaker", "Stephen Gillam"],
        ["ask", "who-disagrees", "--speaker", "Jonathan Fielden"],
        ["ask", "most-quoted-speakers"],
        ["network", "--format", "json"],
        ["network", "--format", "graphml", "--actor", "organisation"],
        ["view", "--title", "Both", "-o", "-"],
    ],
)
def test_questions_have_the_same_answers_there(url: str, run: Run, question: list[str]) -> None:
    assert run("publish", url, "-w", ":demo:").code == 0
    here, there = run("-w", ":demo:", *question), run("-w", url, *question)
    assert (there.code, there.errors) == (0, "")
    assert there.output == here.output


def test_it_says_what_it_would_do_then_what_it_did_then_that_nothing_is_left_to_do(
    url: str, desk: Desk, run: Run
) -> None:
    plan = run("publish", "--dry-run", url, "-w", desk.root)
    assert plan.code == 0
    lines = plan.text.splitlines()
    assert lines[-1].endswith(" triples)")
    assert lines[-1].startswith(f"{len(lines) - 1} graphs would be written (")
    assert any(line.startswith("would write ") and "graph/sources/moon-talk (" in line for line in lines)
    graphs = f"{len(lines) - 1} graphs"
    done = run("publish", url, "-w", desk.root)
    assert (done.code, done.errors) == (0, "")
    written = lines[-1].replace("would be written", "written")
    assert done.text == f"{written}, {graphs} read back and found right\n"
    assert run("publish", url, "-w", desk.root).text == f"{graphs} there already, {graphs} read back and found right\n"
    assert run("publish", "--quick", "--dry-run", url, "-w", desk.root).text == f"{graphs} there already\n"


def test_a_source_that_is_taken_out_is_removed_there(url: str, desk: Desk, run: Run) -> None:
    assert run("publish", url, "-w", desk.root).code == 0
    desk.record.unlink()
    plan = run("publish", "--dry-run", url, "-w", desk.root)
    assert any(line.startswith("would remove ") and line.endswith("/moon-talk") for line in plan.text.splitlines())
    assert "1 graph removed, " in run("publish", url, "-w", desk.root).text


def test_one_that_was_killed_goes_on(url: str, desk: Desk, run: Run) -> None:
    code = (
        "import os, sys; from counterpoint import Corpus; from counterpoint.store import publishing; "
        "publishing._EVERY = 0; "
        "stop = lambda what, done, _: os._exit(9) if (what, done) == ('writing', 3) else None; "
        "Corpus.open(sys.argv[1]).publish(sys.argv[2], progress=stop)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    killed = subprocess.run([sys.executable, "-c", code, desk.root, url], env=environment, check=False, timeout=60)
    assert killed.returncode == 9
    done = run("publish", url, "-w", desk.root)
    assert done.code == 0
    assert ", 3 graphs there already, " in done.text


def test_what_differs_in_the_end_is_told_with_an_exit_code(oxigraph: str, desk: Desk, run: Run) -> None:
    assert run("publish", oxigraph, "-w", desk.root).code == 0
    store = RemoteStore(oxigraph, graph_store=oxigraph.replace("query", "store"))
    spoilt = next(graph for graph in store.graphs() if graph.endswith("moon-talk"))
    store.remove_graph(spoilt)
    done = run("publish", oxigraph, "-w", desk.root)
    assert (done.code, done.text) == (1, "")
    assert f"in 1 graph: {spoilt} has 0 triples in place of " in done.errors
    assert done.errors.endswith("; publish again, and they are written anew\n")
    assert ", 1 graph" not in run("publish", oxigraph, "-w", desk.root).errors


@pytest.mark.parametrize("option", [["--graph-store", "store"], ["--update", "update"]])
def test_the_service_may_be_named(oxigraph: str, desk: Desk, run: Run, option: list[str]) -> None:
    desk.spoil("The moon is round.", f"The moon is round ({option[1]}).")
    service = oxigraph.replace("query", option[1])
    assert run("publish", oxigraph, option[0], service, "-w", desk.root).code == 0


def test_a_guarded_engine_says_how_to_give_credentials(
    virtuoso: str, desk: Desk, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"COUNTERPOINT_{name}", raising=False)
    desk.spoil("The moon is round.", "The moon is a disc.")
    done = run("publish", virtuoso, "-w", desk.root)
    assert done.code == 1
    assert done.errors.endswith("; set COUNTERPOINT_USER and COUNTERPOINT_PASSWORD, or COUNTERPOINT_TOKEN\n")
    wrong = run("publish", virtuoso.replace("//", "//dba:s3cret@"), "-w", desk.root)
    assert wrong.code == 1
    assert wrong.errors.endswith("; the credentials given are not accepted; are they right?\n")
    assert "s3cret" not in wrong.errors
    assert run("publish", virtuoso.replace("//", "//dba:dba@"), "-w", desk.root).code == 0


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (["there"], '"there" is not the URL of a SPARQL service; write it as in https://host/sparql'),
        (["http://host/", "--update", "file:x"], '"file:x" is not the URL'),
        (["http://host/", "--update", "http://a/", "--graph-store", "http://b/"], "do not go together; name one"),
        (["http://host/", "-w", "http://host/"], "the graph behind an endpoint is not published; name the folder"),
        ([], "Missing argument 'URL'"),
    ],
)
def test_misuse(run: Run, args: list[str], problem: str) -> None:
    done = run("publish", *args)
    assert done.code == 2
    assert problem in done.errors


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://127.0.0.1:9/query", "cannot be reached: "),
        ("http://", "http:// is not an address"),
        ("http://127.0.0.1:nine/", "is not an address"),
    ],
)
def test_an_address_that_is_none_is_told(run: Run, desk: Desk, address: str, problem: str) -> None:
    done = run("publish", address, "-w", desk.root)
    assert done.code == 1
    assert problem in done.errors
    assert "Traceback" not in done.errors
