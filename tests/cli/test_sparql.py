"""``counterpoint sparql``: a query as text, as a file, on standard input; each form of answer."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.cli.conftest import Run
from tests.desk import Desk

NAMES = "SELECT ?name { ?x a schema:Person ; schema:name ?name } ORDER BY ?name"
ADA = "https://w3id.org/counterpoint/id/person/ada"


@pytest.mark.parametrize("how", ["text", "file", "file with a mark", "input"])
def test_a_query_is_text_a_file_or_standard_input(desk: Desk, run: Run, how: str) -> None:
    path = desk.write("names.rq", ("\ufeff" if "mark" in how else "") + NAMES)
    query, stdin = {"text": (NAMES, b""), "input": ("-", NAMES.encode())}.get(how, (str(path), b""))
    done = run("sparql", query, "-w", desk.root, stdin=stdin)
    assert (done.code, done.errors) == (0, "")
    assert done.text.split() == ["name", "Ada", "Lovelace", "Bob", "Bern"]


@pytest.mark.parametrize(
    "query", [f"DESCRIBE <{ADA}>", f"describe<{ADA}>", "DESCRIBE schema:Person", "DESCRIBE cp:supports"]
)
def test_a_description_needs_no_braces(desk: Desk, run: Run, query: str) -> None:
    assert run("sparql", query, "-w", desk.root).code == 0


def test_each_form_has_its_own_default_format(desk: Desk, run: Run) -> None:
    assert run("sparql", "ASK { ?x a schema:Person }", "-w", desk.root).output == b"true"
    graph = run("sparql", "CONSTRUCT WHERE { ?x a schema:Person }", "-w", desk.root).text
    assert f"<{ADA}> a schema:Person ." in graph
    assert run("sparql", NAMES, "-w", desk.root).output.startswith(b"name\r\n")


@pytest.mark.parametrize(("format_", "start"), [("turtle", "@prefix"), ("ntriples", "<https://"), ("jsonld", "[")])
def test_a_graph_can_be_written_in_three_formats(desk: Desk, run: Run, format_: str, start: str) -> None:
    done = run("sparql", f"DESCRIBE <{ADA}>", "--format", format_, "-w", desk.root)
    assert done.text.startswith(start)


def test_an_answer_is_that_of_the_whole_debate(desk: Desk, run: Run) -> None:
    query = "SELECT ?quote { ?s cp:stance cp:supports ; cp:evidence/oa:hasSelector/oa:exact ?quote }"
    done = run("sparql", query, "--format", "json", "-w", desk.root)
    [row] = json.loads(done.output)["results"]["bindings"]
    assert row["quote"]["value"] == "the moon is made of cheese"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "the query is empty; write a query, the name of a file, or - for standard input"),
        ("-", "the query is empty; write a query, the name of a file, or - for standard input"),
        (
            "nope.rq",
            (
                "the query file nope.rq cannot be read: No such file or directory; "
                "a query has SELECT, ASK, CONSTRUCT or DESCRIBE in it"
            ),
        ),
        (".", "the query file . cannot be read: Is a directory; a query has SELECT, ASK, CONSTRUCT or DESCRIBE in it"),
    ],
)
def test_what_is_no_query_is_misuse(desk: Desk, run: Run, query: str, message: str) -> None:
    done = run("sparql", query, "-w", desk.root)
    assert (done.code, done.text, done.errors) == (2, "", f"counterpoint: {message}\n")


def test_a_file_or_input_that_is_not_utf_8_is_misuse(desk: Desk, run: Run) -> None:
    path = desk.write("x.rq", b"\xff")
    assert (
        run("sparql", path, "-w", desk.root).errors == f"counterpoint: {path} is not UTF-8; save the query in UTF-8\n"
    )
    done = run("sparql", "-", "-w", desk.root, stdin=b"\xff")
    assert (done.code, done.errors) == (2, "counterpoint: standard input is not UTF-8; save the query in UTF-8\n")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT * WHERE {", "line 1, column 17"),
        ("SELECT * {\n  ?x ?y }", "line 2, column 9"),
        ("SELECT ?x { ?x foo:bar 1 }", "line 1, column 23: a prefix is used that is not declared"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "line 1, column 10: it is an update, and the graph is for reading"),
        ("# all\nDELETE WHERE { ?s ?p ?o }", "line 2, column 1: it is an update, and the graph is for reading"),
        ("LOAD <file:///etc/passwd>", "line 1, column 1: it is an update, and the graph is for reading"),
        ("DROP ALL", "line 1, column 1: it is an update, and the graph is for reading"),
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "line 1, column 30: Duplicated variable name in SELECT"),
    ],
)
def test_a_query_that_does_not_parse_is_told_with_its_place(desk: Desk, run: Run, query: str, place: str) -> None:
    done = run("sparql", query, "-w", desk.root)
    assert (done.code, done.text) == (1, "")
    assert done.errors.startswith(f"counterpoint: the query does not parse at {place.split(':', maxsplit=1)[0][:15]}")
    assert done.errors.splitlines()[-1].strip() == "^"
    assert len(done.errors.splitlines()) == 3


def test_nothing_can_be_changed(desk: Desk, run: Run) -> None:
    before = run("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "-w", desk.root).output
    for update in ("CLEAR ALL\n", "DROP ALL #{", "DELETE WHERE { ?s ?p ?o }"):
        assert run("sparql", update, "-w", desk.root).code == 1
    assert run("sparql", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", "-w", desk.root).output == before


@pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")
def test_an_interrupt_stops_the_engine(desk: Desk) -> None:
    everything = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [sys.executable, "-m", "counterpoint", "sparql", everything, "-w", str(desk.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as query:
        time.sleep(2)
        assert query.poll() is None
        query.send_signal(signal.SIGINT)
        assert query.wait(5) == -signal.SIGINT
        assert query.stderr
        assert query.stderr.read() == b""


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_make_no_traceback(desk: Desk, closed: str) -> None:
    script = f'"{sys.executable}" -m counterpoint sparql - -w "$1" {closed}'
    done = subprocess.run(["sh", "-c", script, "sh", desk.root], input=b"ASK {}", capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 2)
