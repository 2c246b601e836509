"""Statement tables as Parquet files: ours, those of others, and those that are none."""

from __future__ import annotations

import datetime
import io
import math
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from counterpoint.errors import UsageError
from counterpoint.network import parquet
from counterpoint.network.projection import project
from counterpoint.network.settings import PARTS, Part, Settings
from counterpoint.network.table import StatementTable
from tests.network.tables import TABLE, same

if TYPE_CHECKING:
    from pathlib import Path

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "s.parquet"


def _read(file: Path, data: dict[str, Any], /, **how: Any) -> StatementTable:
    pq.write_table(pa.table(data), file)
    return StatementTable.from_parquet(file, **how)


def test_what_was_written_is_read_again(file: Path) -> None:
    file.write_bytes(TABLE.to_parquet())
    again = StatementTable.from_file(file)
    assert same(again, TABLE)
    assert again.to_parquet() == TABLE.to_parquet()
    assert again.to_csv() == TABLE.to_csv()


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_file_in_several_pieces_is_read_as_a_whole(file: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Row groups have dictionaries of their own, and so have batches."""
    whole = pq.read_table(io.BytesIO(TABLE.to_parquet()))
    pq.write_table(whole, file, row_group_size=size)
    assert same(StatementTable.from_parquet(file), TABLE)
    monkeypatch.setattr(parquet, "_BATCH", 2)
    assert same(StatementTable.from_parquet(file), TABLE)
    pq.write_table(whole, file)
    assert same(StatementTable.from_parquet(file), TABLE)
    pq.write_table(whole, file, use_dictionary=False)
    assert same(StatementTable.from_parquet(file), TABLE)


def test_nothing_is_a_table_too(file: Path) -> None:
    empty = StatementTable.from_rows([])
    file.write_bytes(empty.to_parquet())
    assert same(StatementTable.from_parquet(file), empty)


def test_the_scale_and_further_attributes_come_back(file: Path) -> None:
    attributes = {"hot": {"same_as": "https://example.org/"}, "o1": {"colour": "red"}, "nowhere": {"same_as": "x"}}
    table = replace(TABLE, scale=(-2.0, 5.0), labels=replace(TABLE.labels, attributes=attributes))
    file.write_bytes(table.to_parquet())
    again = StatementTable.from_parquet(file)
    assert again.scale == (-2.0, 5.0)
    assert again.labels.attributes == {"hot": {"same_as": "https://example.org/"}, "o1": {"colour": "red"}}
    assert StatementTable.from_parquet(file, scale=(-3.0, 3.0)).scale == (-3.0, 3.0)


def test_other_programs_see_plain_types() -> None:
    schema = pq.read_schema(io.BytesIO(TABLE.to_parquet()))
    types = {field.name: str(field.type) for field in schema}
    text, several = "string", "list<element: string>"
    assert types == {
        **dict.fromkeys(("statement", "source", "source_label", "speaker", "speaker_label"), text),
        **dict.fromkeys(("speaker_kind", "speaker_same_as", "claim", "claim_label"), text),
        **dict.fromkeys(("organisations", "organisation_labels", "roles", "role_labels"), several),
        **dict.fromkeys(("topics", "topic_labels"), several),
        "date": "date32[day]",
        "level": "double",
    }
    rows = pq.read_table(io.BytesIO(TABLE.to_parquet())).to_pylist()
    assert rows[0] == {
        "statement": "x1",
        "date": datetime.date(2016, 2, 3),
        "source": "d",
        "source_label": 'A "talk", 2016',
        "speaker": "ann",
        "speaker_label": "Ann, A.",
        "speaker_kind": "person",
        "speaker_same_as": "https://orcid.org/1",
        "claim": "hot",
        "claim_label": "It is hot",
        "level": 0.5,
        "organisations": ["o1", "o|2"],
        "organisation_labels": ["One", None],
        "roles": ["r"],
        "role_labels": [None],
        "topics": ["t", "u"],
        "topic_labels": ["T", "U"],
    }
    assert (rows[1]["level"], rows[1]["date"], rows[1]["topics"], rows[3]["speaker"]) == (None, None, [], None)


def test_other_programs_read_it(file: Path) -> None:
    pandas = pytest.importorskip("pandas")
    file.write_bytes(TABLE.to_parquet())
    frame = pandas.read_parquet(file)
    assert frame.speaker.tolist()[:2] == ["ann", "bob\nb"]
    assert frame.organisations[0].tolist() == ["o1", "o|2"]


def test_what_duckdb_writes_is_read(file: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE s AS SELECT * FROM (VALUES (1, 'ann', 'p', 1, ['o1', 'o2'], DATE '2016-02-03'), "
        "(2, 'bob', 'p', -1, NULL, NULL)) AS s(statement, speaker, claim, level, organisations, date)"
    )
    connection.execute(f"COPY s TO '{file}' (FORMAT parquet)")
    table = StatementTable.from_parquet(file)
    assert (list(table.statements), table.level.tolist()) == (["1", "2"], [1.0, -1.0])
    assert (table.organisation.rows.tolist(), table.organisation.labels) == ([0, 0], ("o1", "o2"))
    assert table.date.astype(str).tolist() == ["2016-02-03", "NaT"]


def test_only_what_is_needed_is_read(file: Path) -> None:
    file.write_bytes(TABLE.to_parquet())
    lean = StatementTable.from_parquet(file, parts=())
    assert lean.parts == set()
    assert (lean.topic.labels, lean.source.labels, lean.organisation.labels) == ((), (), ())
    whole = project(TABLE, Settings("two-mode", aggregation="subtract"))
    lean_too = project(lean, Settings("two-mode", aggregation="subtract"))
    assert (lean_too.weights.toarray() == whole.weights.toarray()).all()
    part: tuple[Part, ...] = ("organisation",)
    assert StatementTable.from_parquet(file, parts=part).organisation.labels == TABLE.organisation.labels


@pytest.mark.parametrize(
    ("columns", "how"),
    [
        ({"who": ["ann", "bob"], "claim": ["p", "q"], "level": [1.0, None]}, {"columns": {"speaker": "who"}}),
        ({"speaker": ["ann", "bob"], "claim": ["p", "q"], "level": [1, None]}, {}),
        ({"speaker": ["ann", "bob"], "claim": ["p", "q"], "level": ["1.0", ""]}, {}),
        ({"speaker": ["ann", "bob"], "claim": ["p", "q"], "level": ["yes", "NA"]}, {"levels": {"yes": 1.0}}),
        ({"speaker": ["ann", "bob"], "claim": ["p", "q"], "level": [True, None]}, {"levels": {"true": 1.0}}),
        ({"speaker": ["ann", "bob"], "claim": ["p", "q"], "level": [5, 0]}, {"levels": {"5": 1.0, "0": math.nan}}),
    ],
)
def test_levels_of_any_type(file: Path, columns: dict[str, Any], how: dict[str, Any]) -> None:
    table = _read(file, columns, **how)
    assert (table.speaker.labels, table.level[0], math.isnan(table.level[1])) == (("ann", "bob"), 1.0, True)
    assert list(table.statements) == ["2", "3"]


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([datetime.date(2016, 2, 3), None]),
        pa.array([datetime.date(2016, 2, 3), None], pa.date64()),
        pa.array([datetime.datetime(2016, 2, 3, 23, 30), None]),  # noqa: DTZ001 - this one has no zone
        pa.array([datetime.datetime(2016, 2, 3, 22, 30, tzinfo=datetime.UTC), None], pa.timestamp("us", "+01:00")),
        pa.array(["2016-02-03", ""]),
        pa.array(["2016-02-03T23:30:00+01:00", None]),
        pa.array(["2016-02-03", "NA"]).dictionary_encode(),
        pa.array(["2016-02-03", None], pa.large_string()),
    ],
)
def test_dates_of_any_type(file: Path, dates: Any) -> None:
    table = _read(file, {"speaker": ["a", "b"], "claim": ["p", "p"], "date": dates})
    assert table.date.astype(str).tolist() == ["2016-02-03", "NaT"]
    assert str(table.date.dtype) == "datetime64[D]"


@pytest.mark.parametrize(
    "several",
    [
        pa.array([["t", "u"], None, []]),
        pa.array([["t", "u"], [None], []], pa.large_list(pa.large_string())),
        pa.array(["t|u", "", None]),
        pa.array([["t", "u", "t"], [""], []]),
    ],
)
def test_several_values_of_any_type(file: Path, several: Any) -> None:
    table = _read(file, {"speaker": [7, 8, 9], "claim": ["p", "p", "p"], "topics": several})
    assert (table.topic.rows.tolist(), table.topic.codes.tolist(), table.topic.labels) == ([0, 0], [0, 1], ("t", "u"))
    assert table.speaker.labels == ("7", "8", "9")


def test_values_that_no_row_has_are_no_actors(file: Path) -> None:
    speakers = pa.DictionaryArray.from_arrays(pa.array([1, None]), pa.array(["nobody", "ann"]))
    assert _read(file, {"speaker": speakers, "claim": ["p", "p"]}).speaker.labels == ("ann",)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"speaker": ["a"]}, 's.parquet: there is no column "claim"; the columns are speaker'),
        ({"claim": ["p"], "organization": ["o"]}, 'there is no column "speaker"'),
        (
            {"statement": ["x", "x"], "speaker": ["a", "b"], "claim": ["p", "p"]},
            'row 2: the statement "x" is there twice',
        ),
        (
            {"statement": ["y", "x", "z", "x"], "speaker": list("abcd"), "claim": list("pppp")},
            'row 4: the statement "x" is there twice',
        ),
        (
            {"statement": ["x", None], "speaker": ["a", "b"], "claim": ["p", "p"]},
            "row 2: the statement has no identifier",
        ),
        ({"speaker": [["a"]], "claim": ["p"]}, 'the column "speaker" does not read'),
        ({"speaker": [{"name": "a"}], "claim": ["p"]}, 'the column "speaker" does not read'),
        ({"speaker": ["a"], "claim": ["p"], "level": [["1"]]}, 'the column "level" does not read'),
        (
            {"speaker": ["a", "b"], "claim": ["p", "p"], "level": ["1", "agree"]},
            'row 2: the level "agree" is no number',
        ),
        ({"speaker": ["a", "b"], "claim": ["p", "p"], "level": [1.0, math.inf]}, "row 2: the level inf is no number"),
        ({"speaker": ["a", "b"], "claim": ["p", "p"], "date": ["", "soon"]}, 'row 2: the date "soon" does not exist'),
        ({"speaker": ["a"], "claim": ["p"], "date": [20160203]}, 'row 1: the date "20160203" does not exist'),
        ({"speaker": ["a"], "claim": ["p"], "topics": [[{"t": 1}]]}, 'the column "topics" does not read'),
        ({"speaker": ["a"], "claim": ["p"], "topics": [{"t": 1}]}, 'the column "topics" does not read'),
        (
            {"speaker": ["a", "b"], "claim": ["p", "p"], "topics": [["t"], ["t", "u"]], "topic_labels": [["T"], ["T"]]},
            "row 2: there are not as many topic_labels as topics",
        ),
    ],
)
def test_a_file_that_does_not_read_is_named_with_its_row(file: Path, columns: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        _read(file, columns)
    assert str(file) in str(refused.value)
    assert message in str(refused.value)


@pytest.mark.parametrize("damage", [b"", b"PAR1", b"PAR1PAR1", b"statement,speaker\n", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_what_is_no_parquet_file_is_told(file: Path, damage: bytes) -> None:
    file.write_bytes(damage)
    with pytest.raises(UsageError, match=r"s\.parquet cannot be read as Parquet"):
        StatementTable.from_parquet(file)


def test_a_damaged_file_is_told_or_read_as_it_was(file: Path) -> None:
    whole = TABLE.to_parquet()
    for place in range(0, len(whole), 37):
        for damaged in (whole[:place], whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]):
            file.write_bytes(damaged)
            try:
                found = StatementTable.from_parquet(file)
            except UsageError as problem:
                assert str(file) in str(problem)  # noqa: PT017 - it need not be raised
            else:
                project(found, Settings("actors", "organisation"))


def test_more_rows_than_a_table_holds_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MOST_ROWS", 1)
    with pytest.raises(UsageError, match="has 2 rows, more than the 1 that a table holds"):
        _read(file, {"speaker": ["a", "b"], "claim": ["p", "p"]})


@pytest.mark.parametrize(
    "metadata", [b"", b"[]", b"{", b'{"scale": 1}', b'{"attributes": [1]}', b'{"scale": ["a", "b"]}', b"\xff"]
)
def test_metadata_of_others_are_left_alone(file: Path, metadata: bytes) -> None:
    table = pa.table({"speaker": ["a"], "claim": ["p"]}).replace_schema_metadata({b"counterpoint": metadata})
    pq.write_table(table, file)
    assert StatementTable.from_parquet(file).scale == (-1.0, 1.0)


def test_without_pyarrow_it_says_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(TABLE.to_parquet())
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for call in (TABLE.to_parquet, lambda: StatementTable.from_file(file)):
        with pytest.raises(UsageError, match=r"pyarrow is not installed; pip install 'counterpoint\[parquet\]'"):
            call()


def test_a_table_that_was_read_in_part_is_not_written() -> None:
    with pytest.raises(UsageError, match="without topic"):
        replace(TABLE, parts=PARTS - {"topic"}).to_parquet()


def test_a_slice_of_what_was_read_is_written_too(file: Path) -> None:
    file.write_bytes(TABLE.to_parquet())
    table = StatementTable.from_parquet(file)
    some = table.select(table.order % 2 == 0)
    file.write_bytes(some.to_parquet())
    assert list(StatementTable.from_parquet(file).statements) == ["x1", "x3"]


def test_a_level_outside_the_scale_of_the_file_is_told_with_its_row(file: Path) -> None:
    data = pa.table({"speaker": ["a", "b"], "claim": ["c", "c"], "level": [1.0, 2.0]})
    with pq.ParquetWriter(file, data.schema) as writer:
        writer.write_table(data)
        writer.add_key_value_metadata({"counterpoint": '{"scale": [-1, 1]}'})
    with pytest.raises(UsageError, match=r"row 2: the level 2 lies outside the scale of the file, -1 to 1"):
        StatementTable.from_parquet(file)
