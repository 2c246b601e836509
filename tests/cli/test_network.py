"""``counterpoint network``: every format, slices, windows, lists of statements, statements from a file."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from contextlib import nullcontext
from pathlib import Path
from zipfile import ZipFile

import networkx as nx
import pytest

from counterpoint.cli.network import FORMATS
from counterpoint.network import FORMATS as WRITTEN
from counterpoint.network import limits
from counterpoint.network.projection import project
from counterpoint.network.settings import Settings
from counterpoint.network.table import StatementTable
from tests.cli.conftest import Run
from tests.desk import Desk

OTHER = """\
  - speaker: bob
    opposes: cheese
    mode: direct
    quote: Bob doubts it
    at: [41, 54]
"""


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Give a debate with two sides."""
    desk.record.write_text(desk.record.read_text(encoding="utf-8") + OTHER, encoding="utf-8")
    return desk


def test_the_command_offers_what_can_be_written() -> None:
    assert set(FORMATS) == set(WRITTEN)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written(two: Desk, run: Run, name: str) -> None:
    done = run("network", "--format", name, "--aggregation", "conflict", "-w", two.root)
    assert (done.code, done.errors) == (0, "")
    assert b"Ada Lovelace" in done.output or b"person/ada" in done.output


def test_the_ending_of_the_file_names_the_format(two: Desk, run: Run) -> None:
    for name in ("n.graphml", "n.gexf", "n.json", "n.csv", "n"):
        assert run("network", "--aggregation", "conflict", "-o", two.root / name, "-w", two.root).code == 0
    assert nx.read_graphml(two.root / "n.graphml").number_of_edges() == 1
    assert nx.read_graphml(two.root / "n").number_of_edges() == 1
    assert nx.read_gexf(two.root / "n.gexf").number_of_edges() == 1
    assert len(json.loads((two.root / "n.json").read_text(encoding="utf-8"))["nodes"]) == 2
    assert len(list(csv.reader(io.StringIO((two.root / "n.csv").read_text(encoding="utf-8"))))) == 2


def test_an_ending_that_no_format_has_is_refused(two: Desk, run: Run) -> None:
    done = run("network", "-o", two.root / "n.xlsx", "-w", two.root)
    endings = ".graphml, .gexf, .csv, .json, .dl, .pajek, .parquet, .net"
    wanted = f'nothing is written as ".xlsx"; name a file that ends on {endings}, or say --format'
    assert (done.code, done.errors) == (2, f"counterpoint: {wanted}\n")
    assert not (two.root / "n.xlsx").exists()
    assert run("network", "-o", two.root / "n.xlsx", "--format", "csv", "-w", two.root).code == 0
    assert run("network", "--window", "12m", "-o", two.root / "windows.2014", "-w", two.root).code == 0


def test_a_two_mode_network_needs_no_aggregation(two: Desk, run: Run) -> None:
    done = run("network", "--mode", "two-mode", "--format", "csv", "-w", two.root)
    assert (done.code, len(done.text.splitlines())) == (0, 3)


def test_settings_that_do_not_go_together_are_misuse(two: Desk, run: Run) -> None:
    done = run("network", "--mode", "two-mode", "--aggregation", "conflict", "-w", two.root)
    assert (done.code, done.text) == (2, "")
    assert done.errors == (
        'counterpoint: a two-mode network has no aggregation "conflict"; choose ignore, subtract or combine\n'
    )


CODED = """\
person;organisation;concept;agreement;date
Ann;Acme|Bolt;It rains.;yes;2014-05-01
Bob;Bolt;It rains.;no;2014-06-01
Cy;Acme;It rains.;yes;2015-01-01
Dee;;It rains.;yes;
"""
COLUMNS = "speaker=person", "organisations=organisation", "claim=concept", "level=agreement"
HOW = [part for pair in COLUMNS for part in ("--column", pair)] + ["--level", "yes=1", "--level", "no=-1"]


@pytest.fixture
def coded(tmp_path: Path) -> list[str]:
    """Give the options that read a file of four coded statements."""
    path = tmp_path / "coded.csv"
    path.write_text(CODED, encoding="utf-8")
    return ["--statements", str(path), *HOW]


def _edges(text: str) -> set[str]:
    return {f"{row['source']} {row['target']} {row['weight']}" for row in csv.DictReader(io.StringIO(text))}


@pytest.mark.parametrize(
    ("options", "edges"),
    [
        ([], {"Ann Cy 1", "Ann Dee 1", "Cy Dee 1"}),
        (["--aggregation", "conflict"], {"Ann Bob 1", "Bob Cy 1", "Bob Dee 1"}),
        (["--exclude-speaker", "cy", "--exclude-speaker", "Bob"], {"Ann Dee 1"}),
        (["--speaker", "ann", "--speaker", "cy"], {"Ann Cy 1"}),
        (["--organisation", "acme"], {"Ann Cy 1"}),
        (["--organisation", "acme", "--exclude-organisation", "bolt"], set()),
        (["--claim", "it rains.", "--side", "for"], {"Ann Cy 1", "Ann Dee 1", "Cy Dee 1"}),
        (["--exclude-side", "for"], set()),
        (["--actor", "organisation"], {"Acme Bolt 2"}),
        (["--actor", "organisation", "--exclude-speaker", "Ann", "--aggregation", "conflict"], {"Acme Bolt 1"}),
        (["--actor", "organisation", "--organisation", "Bolt"], set()),
    ],
)
def test_slices_of_a_coded_file(coded: list[str], run: Run, options: list[str], edges: set[str]) -> None:
    done = run("network", *coded, *options, "--format", "csv")
    assert (done.code, done.errors, _edges(done.text)) == (0, "", edges)


def test_statements_left_out_for_want_of_a_date_are_counted(coded: list[str], run: Run) -> None:
    done = run(
        "network", *coded, "--from", "2014", "--until", "2014-12", "--aggregation", "conflict", "--format", "json"
    )
    assert (done.code, done.errors) == (0, "counterpoint: 1 statement without a date was left out\n")
    about = json.loads(done.text)["graph"]
    assert (about["from"], about["until"], about["undated"]) == ("2014-01-01", "2014-12-31", 1)


def test_slices_of_a_workspace_go_by_name(two: Desk, run: Run) -> None:
    for name in ("the moon", "moon"):
        done = run("network", "--aggregation", "conflict", "--topic", name, "--format", "csv", "-w", two.root)
        assert (done.code, len(done.text.splitlines())) == (0, 2)
    done = run("network", "--topic", "The mon", "-w", two.root)
    assert (done.code, done.text) == (2, "")
    assert done.errors == 'counterpoint: no topic is called "The mon"; did you mean "The moon"?\n'
    done = run("network", "--until", "2020-01", "--isolates", "--format", "csv-matrix", "-w", two.root)
    assert (done.code, len(done.text.splitlines())) == (0, 3)


def test_a_list_of_statements(coded: list[str], run: Run, tmp_path: Path) -> None:
    done = run("network", "--mode", "events", *coded, "--side", "for", "--until", "2014")
    assert (done.code, done.errors) == (0, "counterpoint: 1 statement without a date was left out\n")
    (row,) = csv.DictReader(io.StringIO(done.text))
    assert (row["speaker"], row["organisations"], row["level"]) == ("Ann", "Acme|Bolt", "1")
    assert run("network", "--mode", "events", *coded, "-o", tmp_path / "e.json").code == 0
    assert [event["speaker"] for event in json.loads((tmp_path / "e.json").read_text(encoding="utf-8"))] == [
        *("Ann", "Bob", "Cy", "Dee")
    ]


def test_windows_go_to_a_folder(coded: list[str], run: Run, tmp_path: Path) -> None:
    done = run("network", *coded, "--window", "12m", "--step", "12m", "--format", "csv", "-o", tmp_path / "new/windows")
    assert (done.code, done.text) == (0, "")
    assert done.errors == "counterpoint: 1 statement without a date was left out\n"
    assert sorted(path.name for path in (tmp_path / "new/windows").iterdir()) == [
        "001_2014-05-01_2015-04-30.csv",
        "windows.csv",
    ]
    assert _edges((tmp_path / "new/windows/001_2014-05-01_2015-04-30.csv").read_text(encoding="utf-8")) == {"Ann Cy 1"}


def test_windows_go_to_an_archive(coded: list[str], run: Run, tmp_path: Path) -> None:
    assert run("network", *coded, "--window", "1y", "-o", tmp_path / "windows.zip").code == 0
    with ZipFile(tmp_path / "windows.zip") as archive:
        assert archive.namelist() == [
            "001_2014-01-01_2014-12-31.graphml",
            "002_2015-01-01_2015-12-31.graphml",
            "windows.csv",
        ]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--window", "1y"], "windows are several files; name a folder, or a file that ends with .zip, with -o"),
        (["--window", "1y", "-o", "coded.csv"], "coded.csv is no folder"),
        (["--window", "soon", "-o", "w"], 'window: "soon" is no length'),
        (["--step", "1y"], "a step is that of a window; name the window with --window"),
        (["--window", "1y", "--speaker", "dee", "-o", "w"], "no statement has a date, so there is no window"),
        (["--mode", "events", "--window", "1y", "-o", "w"], "a list of statements has no windows"),
        (["--mode", "events", "--aggregation", "conflict"], "a list of statements has no mode"),
        (["--mode", "events", "--format", "gexf"], 'an event list is not written as "gexf"; choose csv or json'),
        (["-o", "."], ". is a folder; name a file"),
        (["--from", "soon"], 'from: "soon" is no date; write 2014, 2014-06 or 2014-06-30'),
        (["--speaker", "Anne"], 'no speaker is called "Anne"; did you mean "Ann"?'),
        (["--column", "speaker"], '--column "speaker" is no pair; write it as one=other'),
        (["--column", "speaker=who"], 'there is no column "who"'),
        (["--level", "yes=sure"], '--level yes=sure: "sure" is no number'),
        (["--level", "yes=inf"], '--level yes=inf: "inf" is no level; write a finite number'),
        (["--level", "yes=nan"], '--level yes=nan: "nan" is no level'),
        (["--statements", "/dev/null"], "/dev/null is no file"),
        (["-w", "."], "statements come from a workspace or from a file"),
    ],
)
def test_misuse_is_told(coded: list[str], run: Run, options: list[str], message: str) -> None:
    done = run("network", *coded, *options)
    assert (done.code, done.text) == (2, "")
    assert done.errors.startswith("counterpoint: ")
    assert message in done.errors
    assert not Path("w").exists()


def test_columns_are_those_of_a_file(two: Desk, run: Run) -> None:
    done = run("network", "--column", "speaker=who", "-w", two.root)
    assert (done.code, done.errors) == (
        2,
        "counterpoint: columns and levels are those of a file; name the file with --statements\n",
    )


def test_a_file_that_is_no_table_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_bytes(b"speaker,claim,level\nAnn,It rains.,much\n")
    done = run("network", "--statements", tmp_path / "s.csv")
    assert (done.code, done.errors) == (
        2,
        f'counterpoint: {tmp_path / "s.csv"}:2: the level "much" is no number; say what it stands for\n',
    )


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_what_export_writes_gives_the_same_network(two: Desk, run: Run, tmp_path: Path, format_: str) -> None:
    if format_ == "parquet":
        pytest.importorskip("pyarrow")
    path = tmp_path / f"statements.{format_}"
    assert run("export", "-o", path, "-w", two.root).code == 0
    for options in ([], ["--mode", "claims"], ["--mode", "two-mode", "--topic", "The moon"]):
        own = run("network", *options, "-w", two.root)
        assert own.code == 0
        assert _without_slice(run("network", "--statements", path, *options).text) == _without_slice(own.text)


def _without_slice(graphml: str) -> str:
    return re.sub(r'<data key="d\d+">[^<]*topic[^<]*</data>', "", graphml)


def test_the_help_shows_options_in_groups(run: Run) -> None:
    text = run("network", "--help").text
    headings = re.findall(r"^(\S.*):$", text, re.MULTILINE)
    assert [heading.partition(":")[0] for heading in headings] == [
        *("What is written", "How the network is made", "Which statements", "Over time"),
        *("Statements from a file, in place of a workspace", "Options"),
    ]
    assert "--topic, --exclude-topic NAME" in text


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Give a file of statements by five people on two claims."""
    path = tmp_path / "many.csv"
    lines = [f"x{n},s{n % 5},c{n % 2},{'1' if n % 3 else '-1'}" for n in range(12)]
    path.write_text("\n".join(["statement,speaker,claim,level", *lines]), encoding="utf-8")
    return path


def test_what_is_left_out_is_told(many: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    done = run("network", "--statements", many, "--top", "1", "--format", "csv")
    assert done.errors.startswith("counterpoint: 3 of 8 ties are kept")
    assert "those that are among the 1 strongest of one of their ends" in done.errors
    assert len(done.text.splitlines()) == 1 + 3
    assert run("network", "--statements", many, "--top", "0").errors == ""
    both = run("network", "--statements", many, "--top", "1", "--backbone", "0.9").errors
    assert "those that are significant at 0.9 for one of their ends, and among its 1 strongest\n" in both
    assert "significant at 0.3" in run("network", "--statements", many, "--backbone", "0.3").errors
    monkeypatch.setattr(limits, "MOST_TIES", 1)
    monkeypatch.setattr(limits, "FEWEST", 1)
    assert "because more would not fit" in run("network", "--statements", many).errors


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--top", "-1"], "Invalid value for '--top'"),
        (["--backbone", "1"], "Invalid value for '--backbone'"),
        (["--top", "1", "--mode", "two-mode"], "a two-mode network keeps all of its ties"),
        (["--master", "local"], "a master is that of Spark; add --engine spark"),
        (["--engine", "spark", "--mode", "events"], "Spark makes networks, not lists or windows"),
        (["--engine", "spark", "--format", "parquet"], "Spark writes Parquet as a folder; name it with -o"),
        (["--engine", "spark", "-o", "many.csv.d"], "is a folder"),
        (["--engine", "spark", "--format", "parquet", "-o", "many.csv"], "is there already"),
    ],
)
def test_misuse_of_engines_and_limits_is_told(many: Path, run: Run, options: list[str], message: str) -> None:
    (many.parent / "many.csv.d").mkdir()
    done = run("network", "--statements", many, *options)
    assert done.code == 2
    assert message in done.errors


def test_without_spark_the_extra_is_named(many: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    done = run("network", "--statements", many, "--engine", "spark")
    assert (done.code, "counterpoint[spark]" in done.errors) == (2, True)


def test_windows_that_lack_ties_are_told(many: Path, run: Run, tmp_path: Path) -> None:
    lines = many.read_text(encoding="utf-8").splitlines()
    many.write_text("\n".join([f"{lines[0]},date", *(f"{line},2014-05-01" for line in lines[1:])]), encoding="utf-8")
    done = run("network", "--statements", many, "--top", "1", "--window", "1y", "-o", tmp_path / "w")
    assert (done.code, done.errors) == (0, "counterpoint: 1 of 1 windows lack ties, as left_out in windows.csv says\n")
    assert run("network", "--statements", many, "--window", "1y", "-o", tmp_path / "w").errors == ""


@pytest.mark.parametrize("command", ["network", "network --window 1y", "export", "measures", "view"])
def test_an_empty_path_is_no_file(run: Run, command: str) -> None:
    done = run(*command.split(), "-o", "", "-w", ":demo:")
    assert (done.code, done.text) == (2, "")
    assert done.errors.startswith("counterpoint: an empty path is no file; name a file with -o")


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "parquet"])
def test_spark_keeps_the_statements_of_edges_where_the_format_holds_them(
    many: Path, run: Run, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    class Here:
        def __init__(self, table: StatementTable, settings: Settings, *, evidence: bool) -> None:
            self.projection, self.evidence = project(table, settings), evidence

        def to_networkx(self) -> nx.Graph[str]:
            return self.projection.to_networkx(evidence=self.evidence)

    def on_spark(_: object, table: StatementTable, settings: Settings, *, evidence: bool, columns: object) -> Here:
        assert columns == {}
        return Here(table, settings, evidence=evidence)

    monkeypatch.setattr("counterpoint.network.spark.start", lambda _: nullcontext())
    monkeypatch.setattr("counterpoint.network.spark.project_on_spark", on_spark)
    done = run("network", "--statements", many, "--engine", "spark", "--format", name)
    assert (done.code, done.errors) == (0, "")
    assert ("x11" in done.text) == (name not in {"csv-matrix", "dl"})
