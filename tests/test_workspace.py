"""A workspace: found, configured, laid over the shipped content."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import WorkspaceError
from counterpoint.workspace import DEFAULT_BASE, DEFAULT_MAX_PAIRS, Workspace, record_files, shipped
from tests.desk import Desk


def configured(root: Path, text: str | bytes) -> Workspace:
    (root / "counterpoint.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Workspace(root)


def test_a_workspace_is_found_upward(desk: Desk, tmp_path: Path) -> None:
    assert Workspace.find(desk.root / "graph/sources").root == desk.root.resolve()
    assert Workspace.find(tmp_path).root == shipped()
    (tmp_path / "counterpoint.toml").touch()
    assert Workspace.find(tmp_path / "elsewhere").root == tmp_path.resolve()


def test_a_workspace_is_a_folder_with_records_or_settings(tmp_path: Path) -> None:
    hint = "; name the folder that holds graph/"
    with pytest.raises(WorkspaceError) as caught:
        Workspace.at(tmp_path / "nowhere")
    assert str(caught.value) == f"there is no folder {tmp_path / 'nowhere'}{hint}"
    with pytest.raises(WorkspaceError) as caught:
        Workspace.at(tmp_path)
    assert str(caught.value) == f"{tmp_path} holds neither graph/ nor counterpoint.toml{hint}"
    (tmp_path / "file").touch()
    with pytest.raises(WorkspaceError) as caught:
        Workspace.at(tmp_path / "file")
    assert str(caught.value) == f"{tmp_path / 'file'} is no folder{hint}"
    (tmp_path / "graph").mkdir()
    assert Workspace.at(tmp_path).root == tmp_path.resolve()


def test_settings_have_defaults(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert (workspace.title, workspace.base) == (tmp_path.name, DEFAULT_BASE)
    assert workspace.max_pairs == DEFAULT_MAX_PAIRS


def test_settings_are_read(tmp_path: Path) -> None:
    text = '[workspace]\ntitle = "Der Mond"\nbase = "https://exämple.org/mond//"\n[inference]\nmax_pairs = 0\n'
    workspace = configured(tmp_path, text)
    assert (workspace.title, workspace.base, workspace.max_pairs) == ("Der Mond", "https://exämple.org/mond", 0)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (b"[workspace\n", "cannot be read: Expected ']'"),
        (b"\xff", "{} is not UTF-8; save it in UTF-8"),
        (b"workspace = 3", "workspace in {} is 3; write [workspace] on a line of its own"),
        (b"[workspce]", "[workspce] in {} is no setting; did you mean workspace?"),
        (b"[zzz]", "[zzz] in {} is no setting; there may be inference, reconcile, review, workspace"),
        (b"[workspace]\nbasse = 'x'", "[workspace] basse in {} is no setting; did you mean base?"),
        (b"[inference]\nmaxpairs = 1", "[inference] maxpairs in {} is no setting; did you mean max_pairs?"),
        (b"[workspace]\nbase = 3", "[workspace] base in {} is 3; it must be text"),
        (b"[workspace]\ntitle = ['a']", "[workspace] title in {} is ['a']; it must be text"),
        (b"[workspace]\nbase = 'not an iri'", "the base 'not an iri' in {} is not an IRI; write https://…"),
        (b"[workspace]\nbase = 'http://[x'", "the base 'http://[x' in {} is not an IRI; write https://…"),
        (b"[workspace]\nbase = '/relative'", "the base '/relative' in {} is not an IRI; write https://…"),
        ("[workspace]\nbase = 'https://a.b/\u00a0c'".encode(), "in {} is not an IRI; write https://…"),
        (b"[workspace]\nbase = ''", "the base '' in {} is not an IRI; write https://…"),
        (b"[inference]\nmax_pairs = 'many'", "[inference] max_pairs in {} is 'many'; it must be a whole number"),
        (b"[inference]\nmax_pairs = true", "[inference] max_pairs in {} is True; it must be a whole number"),
        (b"[inference]\nmax_pairs = 1.5", "[inference] max_pairs in {} is 1.5; it must be a whole number"),
        (b"[inference]\nmax_pairs = -1", "[inference] max_pairs in {} is -1; it must be 0 or more"),
    ],
)
def test_a_setting_that_cannot_be_used_is_told(tmp_path: Path, text: bytes, problem: str) -> None:
    workspace = configured(tmp_path, text)
    with pytest.raises(WorkspaceError) as caught:
        _ = (workspace.title, workspace.base, workspace.max_pairs)
    assert problem.format(tmp_path / "counterpoint.toml") in str(caught.value)


def test_own_files_lie_over_the_shipped_ones(desk: Desk) -> None:
    own = desk.write("queries/rules/same-side.rq", "ASK {}")
    found = desk.workspace.overlay("queries", "rules", suffix=".rq")
    assert found["same-side"] == own
    assert found["response"] == shipped("queries", "rules", "response.rq")
    assert list(found) == sorted(found)


def test_shapes_are_no_part_of_the_ontology_and_contexts_come_shipped_first(desk: Desk) -> None:
    desk.write("ontology/shapes-own.ttl", "")
    own = desk.write("ontology/own.ttl", "")
    context = desk.write("ontology/context.jsonld", '{"@context": {}}')
    workspace = desk.workspace
    assert own in workspace.ontology
    assert {path.name for path in workspace.shapes} == {"shapes.ttl", "shapes-own.ttl"}
    assert not set(workspace.shapes) & set(workspace.ontology)
    assert workspace.contexts == [shipped("ontology", "context.jsonld"), context]


def test_the_shipped_debate_is_built_beside_its_files_or_in_the_cache(tmp_path: Path) -> None:
    assert Workspace(tmp_path).state == tmp_path / ".counterpoint"


def test_two_records_never_share_a_graph(desk: Desk) -> None:
    names = ["a.yaml", "a.yml", "a.YAML", "a b.yaml", "a%20b.yaml", "ä.yaml", "x/a.yaml", "x.yaml/a.yaml", "a.b.yaml"]
    graphs = [desk.workspace.graph_of(desk.root / "graph" / name) for name in names]
    assert len(set(graphs)) == len(names)
    assert all(ox.NamedNode(graph) for graph in graphs)
    assert graphs[0] == f"{DEFAULT_BASE}/graph/a"


@pytest.mark.skipif(os.name != "posix", reason="names of files are bytes on POSIX only")
def test_a_graph_is_named_after_a_file_whose_name_is_no_text(desk: Desk) -> None:
    name = os.fsdecode(b"\xff.yaml")
    assert desk.workspace.graph_of(desk.root / "graph" / name) == f"{DEFAULT_BASE}/graph/%FF"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_makes_an_iri(text: str) -> None:
    iri = Workspace(Path("elsewhere")).iri("person", text)
    assert ox.NamedNode(iri).value == iri


def test_ids_stay_readable_in_iris() -> None:
    workspace = Workspace(Path("elsewhere"))
    assert workspace.iri("person", "zoë-müller.2_b") == f"{DEFAULT_BASE}/person/zoë-müller.2_b"
    assert workspace.iri("statement", "talk/ada-1/cheese") == f"{DEFAULT_BASE}/statement/talk/ada-1/cheese"
    assert workspace.iri("person", 'a b"<>%') == f"{DEFAULT_BASE}/person/a%20b%22%3C%3E%25"


def test_paths_are_shown_from_the_workspace(desk: Desk, tmp_path: Path) -> None:
    assert desk.workspace.shown(desk.record) == "graph/sources/moon-talk.yaml"
    assert desk.workspace.shown(tmp_path / "x") == str(tmp_path / "x")


def test_record_files_are_listed_in_order_and_hidden_ones_are_left_out(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "C.YAML", ".x.yaml", "notes.txt", "sub/d.yaml", ".hidden/e.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = [path.relative_to(tmp_path).as_posix() for path in record_files(tmp_path)]
    assert found == ["C.YAML", "a.yml", "b.yaml", "sub/d.yaml"]
    assert record_files(tmp_path / "nowhere") == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_not_passed_over(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    with pytest.raises(PermissionError):
        record_files(tmp_path)


def copied(root: Path) -> Workspace:
    for name in ("ontology", "queries", "viz", "graph"):
        shutil.copytree(shipped(name), root / name)
    return Workspace(root)


def test_a_checkout_beside_a_program_installed_elsewhere_has_nothing_of_its_own(tmp_path: Path) -> None:
    workspace = copied(tmp_path)
    assert (workspace.ontology, workspace.shapes) == (Workspace(shipped()).ontology, Workspace(shipped()).shapes)
    assert workspace.contexts == [shipped("ontology", "context.jsonld")]
    assert workspace.vocabulary == Workspace(shipped()).vocabulary
    assert all(path.is_relative_to(shipped()) for path in workspace.overlay("queries", suffix=".rq").values())


def test_an_older_copy_of_the_context_changes_nothing(tmp_path: Path) -> None:
    workspace = copied(tmp_path)
    path = tmp_path / "ontology" / "context.jsonld"
    terms = json.loads(path.read_text(encoding="utf-8"))["@context"]
    del terms["proposed-by"]
    path.write_text(json.dumps({"@context": terms | {"pays": "https://example.org/pays"}}), encoding="utf-8")
    assert workspace.vocabulary.own_terms == {"pays"}
    assert set(workspace.vocabulary.context) == {*Workspace(shipped()).vocabulary.context, "pays"}
