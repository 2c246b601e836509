"""A workspace of one's own: whole from the first moment, and nobody's file is overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from counterpoint import Corpus, UsageError, WorkspaceError
from counterpoint.records.checking import check
from counterpoint.records.schema import SCHEMA_FILE, schema_text
from counterpoint.starting import init
from counterpoint.workspace import Workspace


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_is_sound_and_verified_from_the_first_moment(tmp_path: Path) -> None:
    root = init(tmp_path / "town-square").root
    report = check(Workspace(root))
    assert (report.faults, report.notes, report.verified) == ([], [], 1)


def test_its_example_disagrees(tmp_path: Path) -> None:
    corpus = Corpus.open(Corpus.init(tmp_path / "square").root, in_memory=True)
    assert [row["disagreements"] for row in corpus.ask("opponents")] == [1]


def test_it_inherits_questions_and_terms_and_not_the_debate_that_ships(tmp_path: Path) -> None:
    workspace = Workspace(init(tmp_path / "square").root)
    assert "role:medical-director" in workspace.vocabulary.concepts
    assert "who-agrees" in workspace.overlay("queries", suffix=".rq")
    assert [path.name for path in workspace.records()] == ["example.yaml"]


def test_it_has_the_four_folders_and_says_what_belongs_there(tmp_path: Path) -> None:
    beginning = init(tmp_path / "square")
    for name in ("graph/sources/example.yaml", "ontology/README.md", "queries/README.md", "viz/README.md", "README.md"):
        assert name in beginning.made
    assert "/texts/" in (beginning.root / ".gitignore").read_text(encoding="utf-8")


def test_its_schema_is_that_of_its_terms(tmp_path: Path) -> None:
    root = init(tmp_path / "square").root
    assert (root / "ontology" / SCHEMA_FILE).read_text(encoding="utf-8") == schema_text(Workspace(root))


@pytest.mark.parametrize(
    ("folder", "title", "expected", "base"),
    [
        ("town-square", "", "Town square", "https://example.org/town-square"),
        ("Zürich 2026", "", "Zürich 2026", "https://example.org/z-rich-2026"),
        ("x", 'A "quoted" \\ title', 'A "quoted" \\ title', "https://example.org/x"),
        ("x", "two\nlines", "two lines", "https://example.org/x"),
    ],
)
def test_title_and_base_come_from_the_folder_or_the_user(
    tmp_path: Path, folder: str, title: str, expected: str, base: str
) -> None:
    workspace = Workspace(init(tmp_path / folder, title=title).root)
    assert (workspace.title, workspace.base) == (expected, base)


def test_a_folder_with_files_keeps_them(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    beginning = init(tmp_path)
    assert beginning.kept == ["README.md"]
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


def test_a_debate_is_not_begun_twice(tmp_path: Path) -> None:
    init(tmp_path / "square")
    before = contents(tmp_path)
    with pytest.raises(UsageError, match="holds a debate already"):
        init(tmp_path / "square")
    assert contents(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "square").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file"):
        init(tmp_path / "square")


def test_a_base_that_is_no_iri_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the base 'no iri' is not an IRI"):
        init(tmp_path / "a" / "b", base="no iri")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:  # pragma: no cover - not as root
    tmp_path.chmod(0o500)
    with pytest.raises(WorkspaceError, match="cannot be written"):
        init(tmp_path / "square")


def test_a_place_below_a_file_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="cannot be written"):
        init(tmp_path / "file" / "square")
    assert contents(tmp_path) == {"file": b"x"}


@pytest.mark.parametrize("inside", ["graph", "graph/sources", "graph/sources/new"])
def test_a_debate_is_not_begun_among_the_records_of_another(tmp_path: Path, inside: str) -> None:
    init(tmp_path / "square")
    before = contents(tmp_path)
    with pytest.raises(UsageError, match=r"lies in graph/ of the debate .*square; name a folder that is not in it"):
        init(tmp_path / "square" / inside)
    assert contents(tmp_path) == before
    init(tmp_path / "square" / "other")
