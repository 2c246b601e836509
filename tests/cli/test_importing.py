"""``counterpoint import``: what was coded elsewhere becomes records, or nothing does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.desk import Desk

TABLE = """\
person,concept,agreement,text,weather
Ada Lovelace,The moon is cheese.,0,it is not,fine
Eve Evans,The sun is hot.,1,very,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "codings.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_an_import_says_what_it_did(desk: Desk, run: Run, table: Path) -> None:
    done = run("import", table, "-w", desk.root)
    assert (done.code, done.errors) == (0, "")
    assert done.text.splitlines() == [
        "speaker = person, claim = concept, stance = agreement, quote = text",
        '"0" opposes, "1" supports',
        f"this mapping is in {table}.mapping.toml, to be mended where it is wrong",
        (
            "carried over: people that are known already 1, claims that are known already 1, "
            "sources 1, people 1, claims 1, statements 2"
        ),
        "changed: sources whose text is the excerpts that were coded: 1 (codings)",
        "changed: statements whose mode the file does not say, taken as reported: 2",
        'not carried over: cells of the column "weather", which is not mapped: 1',
        (
            "4 files written: graph/claims.yaml, graph/people.yaml, graph/sources/codings.yaml, texts/codings.txt; "
            "counterpoint undo takes it back"
        ),
    ]
    assert run("check", "-w", desk.root).code == 0
    record = (desk.root / "graph/sources/codings.yaml").read_text()
    assert "speaker: ada\n    opposes: cheese\n" in record


def test_a_dry_run_writes_only_the_mapping(desk: Desk, run: Run, table: Path) -> None:
    before = {path: path.read_bytes() for path in (desk.root / "graph").rglob("*.yaml")}
    done = run("import", "--dry-run", table, "-w", desk.root)
    assert done.code == 0
    assert done.text.splitlines()[-1].startswith("4 files would be written: graph/claims.yaml")
    assert {path: path.read_bytes() for path in (desk.root / "graph").rglob("*.yaml")} == before
    assert sorted(path.name for path in table.parent.glob("codings*")) == ["codings.csv", "codings.csv.mapping.toml"]


def test_faults_are_listed_and_nothing_is_written(desk: Desk, run: Run, table: Path) -> None:
    table.write_text(TABLE + ",C.,1,x,\nBob,,1,y,\n", encoding="utf-8")
    before = {
        path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file() and ".counterpoint" not in path.parts
    }
    done = run("import", table, "-w", desk.root)
    assert (done.code, done.errors.splitlines()) == (
        1,
        [
            "codings.csv:4:1: the statement has no speaker; name a person or an organisation",
            "codings.csv:5:2: the statement has no claim; say what it is about",
            f"2 faults in codings.csv, as {table}.mapping.toml reads it",
        ],
    )
    after = {
        path: path.read_bytes() for path in desk.root.rglob("*") if path.is_file() and ".counterpoint" not in path.parts
    }
    assert after == before


def test_where_the_folder_is_not_writable_the_mapping_is_only_shown(desk: Desk, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "read-only"
    folder.mkdir()
    (folder / "codings.csv").write_text(TABLE, encoding="utf-8")
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("whoever runs this may write everywhere")
        done = run("import", folder / "codings.csv", "-w", desk.root)
    finally:
        folder.chmod(0o700)
    assert done.code == 0
    assert "this mapping is in" not in done.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty; look whether it was saved"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a document of an old Office; save it as .xlsx"),
        (b"\x7fELF", "is of no format that is known; name it with --format: csv, excel, dna, aif, rdf"),
    ],
)
def test_content_that_nothing_is_imported_from_is_misuse(
    desk: Desk, run: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "thing"
    path.write_bytes(content)
    done = run("import", path, "-w", desk.root)
    assert (done.code, done.text, done.errors) == (2, "", f"counterpoint: {path} {said}\n")


def test_what_is_no_file_is_misuse(desk: Desk, run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name, said in (("none", "is not there"), ("folder", "is a folder"), ("pipe", "is not a file")):
        done = run("import", tmp_path / name, "-w", desk.root)
        assert (done.code, done.errors) == (2, f"counterpoint: {tmp_path / name} {said}; name the one file to import\n")


def test_an_endpoint_is_not_imported_into(run: Run, table: Path) -> None:
    done = run("import", table, "-w", "http://127.0.0.1:9/query")
    assert done.code == 2
    assert "import works on the files of a workspace" in done.errors


def test_a_format_that_is_named_is_the_one_that_is_read(desk: Desk, run: Run, table: Path) -> None:
    done = run("import", "--format", "aif", table, "-w", desk.root)
    assert (done.code, "is no JSON" in done.errors) == (2, True)
    assert run("import", "--format", "word", table, "-w", desk.root).code == 2


def test_a_mapping_with_a_mistake_is_told_with_its_place(desk: Desk, run: Run, table: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    for content, said in (
        ("[colums]", "[colums] in {0} is no part of a mapping; did you mean columns?"),
        ('[columns]\nspeeker = "person"', "[columns] speeker in {0} is no part of a mapping; did you mean speaker?"),
        ("[columns]\nspeaker = 1", "[columns] speaker in {0} is 1; write the name of a column"),
        ('[settings]\ndates = "ymd"', "[settings] dates in {0} is 'ymd'; write dmy or mdy or excel-1900 or excel-1904"),
        ('[settings]\nheader = "3"', "[settings] header in {0} is '3'; it must be a whole number"),
        ("columns = 3", "columns in {0} is 3; write [columns] on a line of its own"),
        ("[stances]\n1 = true", "[stances] 1 in {0} is True; write the name of a stance, such as supports"),
        ("= 3", "the mapping {0} cannot be read: "),
    ):
        mapping.write_text(content, encoding="utf-8")
        done = run("import", "--mapping", mapping, table, "-w", desk.root)
        assert (done.code, done.errors.startswith("counterpoint: " + said.format(mapping))) == (2, True), done.errors
    assert run("import", "--mapping", tmp_path / "none.toml", table, "-w", desk.root).code == 2
    done = run("import", "--mapping", tmp_path, table, "-w", desk.root)
    assert (done.code, done.errors.startswith(f"counterpoint: the mapping {tmp_path} is not a file")) == (2, True)
