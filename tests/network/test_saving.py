from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from counterpoint.errors import StoreError
from counterpoint.network.rows import StatementRow
from counterpoint.network.saving import load_table, save_table
from counterpoint.network.table import Column, Links, StatementTable

if TYPE_CHECKING:
    from pathlib import Path

TABLE = StatementTable.from_rows(
    [
        StatementRow("x1", "ann", "hot", 1.0, "d", "2016-02-03", ("o1", "o2"), ("r",), ("t",)),
        StatementRow("x2", "bob\n", "hot", source="e"),
    ],
    names={"ann": "Ann\r\n\x00é", "hot": 'It is "hot", 𝕙𝕠𝕥'},
)


@pytest.mark.parametrize("table", [TABLE, StatementTable.from_rows([])])
def test_a_table_comes_back_as_it_was(table: StatementTable, tmp_path: Path) -> None:
    save_table(table, tmp_path / "statements.npz")
    again = load_table(tmp_path / "statements.npz")
    for name, value in vars(table).items():
        found = getattr(again, name)
        if isinstance(value, (Column, Links)):
            assert found.labels == value.labels
            assert found.codes.tolist() == value.codes.tolist()
            assert found.codes.dtype == np.int32
            assert getattr(found, "rows", np.empty(0)).tolist() == getattr(value, "rows", np.empty(0)).tolist()
        elif isinstance(value, np.ndarray):
            np.testing.assert_array_equal(found, value)
            assert found.dtype == value.dtype
        else:
            assert found == value


def test_equal_tables_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_table(TABLE, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\x93NUMPY", b"{}", None])
def test_a_file_that_is_no_table_is_refused(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "statements.npz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreError, match="holds no statement table"):
        load_table(path)


def test_a_file_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "statements.npz"
    with path.open("wb") as file:
        np.savez(file, texts=np.frombuffer(b'{"version": 0}', np.uint8))
    with pytest.raises(StoreError, match="another version"):
        load_table(path)
