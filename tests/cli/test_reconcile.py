"""``counterpoint reconcile``: candidates listed, chosen on a terminal, or taken with --apply."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.cli.conftest import Run
from tests.desk import NAME, Desk
from tests.endpoints import Says
from tests.terms.services import queries_of, service


def test_candidates_are_listed_and_nothing_is_written(desk: Desk, run: Run) -> None:
    before = desk.record.read_bytes()
    with service() as server:
        done = run("reconcile", "--service", server.url, "-w", desk.root)
    assert (done.code, done.errors) == (0, "")
    assert done.text == (
        "Ada Lovelace (person ada)\n"
        "   1. Ada Lovelace: English mathematician; human [100, sure] http://www.wikidata.org/entity/Q7259\n"
        "   2. Ada Lovelace: a crater [43.5] http://www.wikidata.org/entity/Q101\n"
        "Bob Bern (person bob)\n"
        "   no candidate\n"
        "Acme (organisation acme)\n"
        "   1. Acme: organization [60] http://www.wikidata.org/entity/Q1\n"
        "nothing written; the service is sure of 1 of them, which --apply takes\n"
    )
    assert desk.record.read_bytes() == before


def test_what_the_service_is_sure_of_is_applied(desk: Desk, run: Run) -> None:
    with service() as server:
        done = run("reconcile", "--service", server.url, "--apply", "-w", desk.root)
    assert done.code == 0
    assert done.text.endswith("done: add 1 identifier; counterpoint undo takes it back\n")
    text = desk.record.read_text(encoding="utf-8")
    assert "ada: {name: Ada Lovelace, same-as: http://www.wikidata.org/entity/Q7259}\n  bob: {name: Bob Bern}\n" in text
    assert run("check", "-w", desk.root).code == 0


def test_kinds_types_and_properties_are_passed_on(desk: Desk, run: Run) -> None:
    with service() as server:
        run(
            "reconcile",
            "--service",
            server.url,
            "--kind",
            "person",
            "--type",
            "person=X",
            "--limit",
            "2",
            "-w",
            desk.root,
        )
    assert list(queries_of(server.asked[1]).values()) == [
        {"query": "Ada Lovelace", "limit": 2, "type": "X"},
        {"query": "Bob Bern", "limit": 2, "type": "X"},
    ]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ([], "no reconciliation service is configured, and nothing is asked without one; name one with --service"),
        (["--service", "http://127.0.0.1:1/"], "cannot be reached"),
        (["--service", "x", "--type", "person"], '--type "person" has no value; write --type NAME=VALUE'),
        (["--service", "x", "--property", "P1=age"], '"age" is no fact that is looked up'),
        (["--kind", "claim"], "Invalid value for '--kind'"),
        (["--limit", "0"], "Invalid value for '--limit'"),
    ],
)
def test_misuse_is_said(desk: Desk, run: Run, args: list[str], message: str) -> None:
    done = run("reconcile", "-w", desk.root, *args)
    assert done.code in (1, 2)
    assert message in done.errors
    assert "Traceback" not in done.errors


def test_a_service_that_fails_leaves_everything_as_it_was(desk: Desk, run: Run) -> None:
    before = desk.record.read_bytes()
    with service(Says(500, b"broken")) as server:
        done = run("reconcile", "--service", server.url, "--apply", "-w", desk.root)
    assert done.code == 1
    assert "answers 500 Internal Server Error: broken" in done.errors
    assert desk.record.read_bytes() == before


def test_a_person_chooses_on_a_terminal(desk: Desk) -> None:
    pty = pytest.importorskip("pty", reason="a terminal is needed")
    ours, theirs = pty.openpty()
    with service() as server:
        command = [sys.executable, "-m", "counterpoint", "reconcile", "--service", server.url, "-w", str(desk.root)]
        environment = {**os.environ, "TERM": "dumb", "COLUMNS": "100"}
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment) as process:
            os.close(theirs)
            shown = ""
            for answer in ("7\n", "2\n", "\n"):  # no such number, the second, none of the last
                shown += read_until(ours, "q to end: ")
                os.write(ours, answer.encode())
            shown += read_until(ours, "takes it back")
            os.close(ours)
        assert process.returncode == 0
    assert "'7' is not one of '1', '2'" in shown
    text = desk.record.read_text(encoding="utf-8")
    assert "ada: {name: Ada Lovelace, same-as: http://www.wikidata.org/entity/Q101}" in text
    assert text.count("same-as") == 1


def read_until(terminal: int, wanted: str) -> str:
    """Read what a terminal shows until some words come."""
    shown = ""
    while wanted not in shown:
        try:
            piece = os.read(terminal, 4096)
        except OSError:
            break
        if not piece:
            break
        shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown + piece.decode())
    return shown


def test_a_workspace_where_all_have_identifiers_is_told_so(desk: Desk, run: Run) -> None:
    desk.write(NAME, "claims: {a: {name: A.}}\n")
    done = run("reconcile", "--service", "http://127.0.0.1:1/", "-w", desk.root)
    assert done.text == "every person and organisation has an identifier, or there is none\n"
