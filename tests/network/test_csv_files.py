"""Statement tables as CSV files: ours, those of others, and those that are none. With pyarrow and without."""

from __future__ import annotations

import math
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpoint.errors import UsageError
from counterpoint.network import csv_files
from counterpoint.network.projection import project
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Actor, Settings
from counterpoint.network.table import StatementTable
from tests.network.tables import TABLE, same

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(params=["pyarrow", "no pyarrow"], autouse=True)
def library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run each test with pyarrow and as if it were not installed."""
    name: str = request.param
    if name == "pyarrow":
        pytest.importorskip("pyarrow")
    else:
        monkeypatch.setitem(sys.modules, "pyarrow", None)
    return name


def _read(path: Path, text: str | bytes, **how: object) -> StatementTable:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return StatementTable.from_csv(path, **how)  # type: ignore[arg-type]


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    assert same(_read(tmp_path / "s.csv", TABLE.to_csv()), TABLE)
    assert StatementTable.from_file(tmp_path / "s.csv").to_csv() == TABLE.to_csv()


def test_nothing_is_a_table_too(tmp_path: Path) -> None:
    empty = StatementTable.from_rows([])
    assert same(_read(tmp_path / "s.csv", empty.to_csv()), empty)
    assert len(_read(tmp_path / "s.csv", "claim,speaker")) == 0


def test_the_columns_are_those_of_the_manual() -> None:
    header, first = TABLE.to_csv().decode().split("\r\n")[:2]
    assert header == (
        "statement,date,source,source_label,speaker,speaker_label,speaker_kind,speaker_same_as,claim,claim_label,level,"
        "organisations,organisation_labels,roles,role_labels,topics,topic_labels"
    )
    assert first == (
        'x1,2016-02-03,d,"A ""talk"", 2016",ann,"Ann, A.",person,https://orcid.org/1,hot,It is hot,0.5,'
        "o1|o\\|2,One|,r,,t|u,T|U"
    )


def test_a_file_from_elsewhere(tmp_path: Path) -> None:
    table = _read(
        tmp_path / "coded.csv",
        "\ufeffwho,claim,level,organisations,date,note\n"
        'Ann,"Yes, we can",agree,"One, Inc.|Two",2016-02-03,x\n'
        "\n"
        "Bob,Perhaps,-0.5,,2016,\n"
        "Cy, Perhaps ,NA,|,NA,\n",
        columns={"speaker": "who"},
        levels={"agree": 1.0},
    )
    assert table.statements == ("2", "3", "4")
    assert table.speaker.labels == ("Ann", "Bob", "Cy")
    assert table.claim.labels == ("Perhaps", "Yes, we can")
    assert table.level[:2].tolist() == [1.0, -0.5]
    assert math.isnan(table.level[2])
    assert table.organisation.labels == ("One, Inc.", "Two")
    assert table.date.astype(str).tolist() == ["2016-02-03", "2016-01-01", "NaT"]
    assert table.labels.of("One, Inc.", "person").kind == "organisation"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_separators(tmp_path: Path, mark: str) -> None:
    text = 'statement ID,time,person,concept,agreement\n7,2005-01-26 00:00:00,"Ann; A.","Yes, or no",1\n'
    quoted = text.replace("Yes, or no", "Yes\0 or no").replace(",", mark).replace("\0", ",")
    columns = {"statement": "statement ID", "date": "time", "speaker": "person", "claim": "concept"}
    table = _read(tmp_path / "coded.csv", quoted, columns={**columns, "level": "agreement"}, levels={"1": 1, "0": -1})
    assert (table.statements, table.speaker.labels, table.claim.labels) == (("7",), ("Ann; A.",), ("Yes, or no",))
    assert (str(table.date[0]), table.level.tolist()) == ("2005-01-26", [1.0])


def test_a_statement_without_identifier_has_the_number_of_its_row(tmp_path: Path) -> None:
    assert _read(tmp_path / "s.csv", "statement,speaker,claim\nx,a,p\n,b,p\n").statements == ("x", "3")


def test_line_breaks_and_long_cells(tmp_path: Path) -> None:
    long = "x" * 100_000
    table = _read(tmp_path / "s.csv", f'speaker,claim\r\n"A\r\nB",p\r\n{long},"q ""r"""\r\n')
    assert table.speaker.labels == ("A\r\nB", long)
    assert table.claim.labels == ("p", 'q "r"')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("speaker,level\nAnn,1\n", 'coded.csv:1: there is no column "claim"; the columns are speaker, level'),
        ("claim\nYes\n", 'coded.csv:1: there is no column "speaker"'),
        ("", 'coded.csv:1: there is no column "claim"'),
        ("speaker,claim,claim\nAnn,Yes,No\n", 'coded.csv:1: there are two columns "claim"'),
        ("speaker,claim,level\nAnn,Yes,1\nAnn,No,agree\n", 'coded.csv:3: the level "agree" is no number'),
        ('speaker,claim,level\n"A\nB",Yes,1\n\nAnn,No,inf\n', 'coded.csv:5: the level "inf" is no number'),
        ("speaker,claim,level\nAnn,Yes,1e999\n", 'coded.csv:2: the level "1e999" is no number'),
        ("speaker,claim,date\nAnn,Yes,2015-02-29\n", 'coded.csv:2: the date "2015-02-29" does not exist'),
        ("speaker,claim,date\nAnn,Yes,\nAnn,Yes,last week\n", 'coded.csv:3: the date "last week" does not exist'),
        ("speaker,claim\nAnn,Yes\nAnn\n", "coded.csv:3: the row has 1 cells, the header 2; quote cells"),
        ("speaker,claim\nAnn,Yes, we can\n", "coded.csv:2: the row has 3 cells, the header 2"),
        ("statement,speaker,claim\nx,a,p\ny,a,p\nx,b,p\n", 'coded.csv:4: the statement "x" is there twice'),
        ("speaker,claim,topics,topic_labels\na,p,t,T\na,p,t|u,T\n", "coded.csv:3: there are not as many topic_labels"),
        ('speaker,claim\nAnn,"Yes\n', "coded.csv is no CSV file: unexpected end of data"),
        ("speaker,claim\n" + "x" * 140_000 + ',"y"z"\n', "coded.csv is no CSV file: field larger than field limit"),
        ("speaker,claim\nAnn,Jos\u00e9\n".encode("latin-1"), "coded.csv is not in UTF-8; save it as UTF-8"),
        (b"PK\x03\x04\xff\xfe", "coded.csv is not in UTF-8"),
        ("speaker,claim\n".encode("utf-16"), "coded.csv is not in UTF-8"),
    ],
)
def test_a_file_that_does_not_read_is_named_with_its_line(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        _read(tmp_path / "coded.csv", text)
    assert message in str(refused.value)


def test_columns_that_are_named_have_to_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match='there is no column "who"'):
        _read(tmp_path / "s.csv", "speaker,claim\na,p\n", columns={"speaker": "who"})
    with pytest.raises(UsageError, match='a statement has no field "person"; the fields are statement, speaker, claim'):
        _read(tmp_path / "s.csv", "speaker,claim\na,p\n", columns={"person": "speaker"})
    with pytest.raises(UsageError, match="outside the scale"):
        _read(tmp_path / "s.csv", "speaker,claim,level\na,p,3\n", scale=(-1.0, 1.0))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is no file"):
        StatementTable.from_csv(tmp_path / "nowhere.csv")


def test_a_table_that_was_read_in_part_is_not_written() -> None:
    with pytest.raises(UsageError, match="without topic"):
        replace(TABLE, parts=TABLE.parts - {"topic"}).to_csv()


texts = st.text(
    st.sampled_from(["a", "b", ",", '"', "\n", "\r", "|", "\\", "'", "=", "-", "1", " ", "é", ";"]), max_size=4
)
cells = texts.map(str.strip)


@given(
    st.lists(
        st.builds(
            StatementRow,
            st.just(""),
            cells,
            cells,
            st.sampled_from([-1.0, 0.0, 0.1, math.nan]),
            cells,
            st.sampled_from(["", "2016-02-03"]),
            several := st.lists(cells.filter(bool), max_size=2, unique=True).map(tuple),
            several,
            several,
        ),
        max_size=4,
    ),
    st.dictionaries(cells.filter(bool), cells.filter(bool), max_size=4),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back(tmp_path: Path, rows: list[StatementRow], names: dict[str, str]) -> None:
    numbered = [row._replace(statement=f"x{number}") for number, row in enumerate(rows)]
    table = StatementTable.from_rows(numbered, names=names)
    assert same(_read(tmp_path / "s.csv", table.to_csv()), table)


def test_both_readers_read_the_same_of_any_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is only nearly CSV must not depend on what is installed."""
    path = tmp_path / "s.csv"
    quick = csv_files._read_quickly  # noqa: SLF001
    pieces = st.sampled_from(["a", '"', '"b"', ",", "\n", "\r\n", "\r", " ", "|", "'=", "\0", ";", "é", ",c,t|u\n"])

    def read() -> object:
        try:
            table = StatementTable.from_csv(path)
        except UsageError as problem:
            return str(problem)
        columns = (table.speaker, table.claim, table.topic)
        return [tuple(table.statements), *((one.labels, one.codes.tolist()) for one in columns)]

    @given(st.lists(pieces, max_size=20).map("".join))
    @settings(max_examples=300)
    def check(body: str) -> None:
        path.write_bytes(f"speaker,claim,topics\n{body}".encode())
        monkeypatch.setattr(csv_files, "_read_quickly", quick)
        first = read()
        monkeypatch.setattr(csv_files, "_read_quickly", lambda *_: None)
        assert first == read()

    check()


def test_the_sample_of_dna_is_the_same_again(dna_sample: StatementTable, tmp_path: Path) -> None:
    again = _read(tmp_path / "s.csv", dna_sample.to_csv())
    actors: tuple[Actor, ...] = ("speaker", "organisation")
    for actor in actors:
        one, other = (
            project(table, Settings("actors", actor, "congruence", "average")) for table in (dna_sample, again)
        )
        assert one.rows.iris == other.rows.iris
        assert (one.weights.toarray() == other.weights.toarray()).all()


def test_two_fields_are_read_from_one_column(tmp_path: Path) -> None:
    text = "organisations,claim\nAcme,hot\nBolt,cold\n"
    table = _read(tmp_path / "s.csv", text, columns={"speaker": "organisations"})
    assert [table.speaker.labels[code] for code in table.speaker.codes] == ["Acme", "Bolt"]
    assert [table.organisation.labels[code] for code in table.organisation.codes] == ["Acme", "Bolt"]
