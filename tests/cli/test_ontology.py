"""``counterpoint ontology check`` and ``show``."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run
from tests.desk import Desk
from tests.terms.conftest import FILES, spoil


def furnish(desk: Desk) -> None:
    for name, text in FILES.items():
        desk.write(name, text)


def test_sound_additions_are_counted(desk: Desk, run: Run) -> None:
    furnish(desk)
    done = run("ontology", "check", "-w", desk.root)
    assert (done.code, done.text, done.errors) == (0, "5 files without a fault; 5 terms added\n", "")


def test_a_workspace_that_adds_nothing_is_told_so(desk: Desk, run: Run) -> None:
    assert run("ontology", "check", "-w", desk.root).text == "the workspace adds no terms of its own\n"


def test_faults_are_lines_and_have_code_1(desk: Desk, run: Run) -> None:
    furnish(desk)
    spoil(desk, "queries/rules/doubters.rq", "cp:opposes", "cp:oposes")
    spoil(desk, "queries/who-pays.rq", "#+ summary: Who pays whom\n", "")
    done = run("-w", desk.root, "ontology", "check")
    assert done.code == 1
    assert done.text == ("queries/rules/doubters.rq:6:54: cp:oposes is described nowhere; did you mean cp:opposes?\n")
    note = "queries/who-pays.rq:1:1: the query does not say what it is for; begin it with #+ summary: …\n"
    assert done.errors == note + "1 fault in 5 files\n"


def test_an_endpoint_has_no_files_of_an_ontology(run: Run) -> None:
    done = run("ontology", "check", "-w", "https://example.org/sparql")
    assert (done.code, done.text) == (2, "")
    assert "ontology check works on the files of a workspace" in done.errors


def test_terms_are_shown_in_the_format_of_the_file(desk: Desk, run: Run, tmp_path: Path) -> None:
    furnish(desk)
    assert "* ex:doubts" in " ".join(run("ontology", "show", "-w", desk.root).text.split())
    for name, start in {
        "x.svg": "<svg",
        "x.html": "<!doctype",
        "x.ttl": "@prefix",
        "x.dot": "/*",
        "x.json": "[{",
    }.items():
        assert run("ontology", "show", "-w", desk.root, "-o", name).output == b""
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_one_term_is_shown(desk: Desk, run: Run) -> None:
    assert run("ontology", "show", "supports", "-w", desk.root).text.startswith("cp:supports, a stance\n")
    done = run("ontology", "show", "suports", "-w", desk.root)
    assert (done.code, done.text) == (2, "")
    assert done.errors.startswith('counterpoint: no term is called "suports"; did you mean "supports"')


def test_the_schema_is_renewed_where_the_ontology_grew(desk: Desk, run: Run) -> None:
    assert run("ontology", "schema", "-w", desk.root).text.endswith("record.schema.json renewed\n")
    assert run("ontology", "schema", "-w", desk.root).text.endswith("record.schema.json is up to date\n")
    furnish(desk)
    assert "counterpoint ontology schema renews it" in run("ontology", "check", "-w", desk.root).errors
    assert run("ontology", "schema", "-w", desk.root).text.endswith("renewed\n")
    assert not run("ontology", "check", "-w", desk.root).errors


def test_an_ending_that_no_format_has_is_refused(desk: Desk, run: Run, tmp_path: Path) -> None:
    done = run("ontology", "show", "-o", tmp_path / "x.xyz", "-w", desk.root)
    assert done.code == 2
    assert 'nothing is written as ".xyz"; name a file that ends on .json, .ttl, .dot' in done.errors
    assert not (tmp_path / "x.xyz").exists()
    assert run("ontology", "show", "-o", tmp_path / "x.txt", "-w", desk.root).code == 0
