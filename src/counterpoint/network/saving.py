"""Keep a statement table in a file beside the store it was read from, because reading it again takes longer.

The file is a numpy archive without pickled objects: the columns as they are, and all text as JSON. It is derived, like
the store: where there is none, or one of another version, the table is read from the store.
"""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, Final
from zipfile import BadZipFile

import numpy as np
from numpy.lib.npyio import NpzFile

from counterpoint.errors import StoreError
from counterpoint.files import write_atomically
from counterpoint.network.table import Column, Labels, Links, StatementTable
from counterpoint.pauses import no_collection

if TYPE_CHECKING:
    from pathlib import Path

_VERSION: Final = 2
_COLUMNS: Final = ("speaker", "claim", "source")
_LINKS: Final = ("organisation", "role", "topic")


def save_table(table: StatementTable, path: Path) -> None:
    """Write a statement table to a file, whole or not at all; equal tables give equal bytes.

    :raises WorkspaceError: where it cannot be written.
    """
    texts: dict[str, Any] = {
        "version": _VERSION,
        "statements": list(table.statements),
        "names": table.labels.names,
        "organisations": sorted(table.labels.organisations),
        "attributes": table.labels.attributes,
        "scale": table.scale,
        "parts": sorted(table.parts),
    }
    arrays: dict[str, np.ndarray[Any, np.dtype[Any]]] = {"level": table.level, "date": table.date}
    for name in (*_COLUMNS, *_LINKS):
        values: Column | Links = getattr(table, name)
        texts[name] = values.labels
        arrays[f"{name}.codes"] = values.codes
        if isinstance(values, Links):
            arrays[f"{name}.rows"] = values.rows
    arrays["texts"] = np.frombuffer(json.dumps(texts, sort_keys=True).encode(), np.uint8)
    file = io.BytesIO()
    np.savez(file, allow_pickle=False, **arrays)
    write_atomically(path, file.getvalue())


def load_table(path: Path) -> StatementTable:
    """Read a statement table from a file that :func:`save_table` wrote.

    :raises StoreError: where there is no such file, or another version wrote it.
    """
    try:
        with no_collection(), path.open("rb") as file, NpzFile(file, allow_pickle=False) as arrays:
            texts = json.loads(arrays["texts"].tobytes())
            if texts["version"] != _VERSION:
                raise StoreError(f"{path} was written by another version of Counterpoint")
            columns: dict[str, Any] = {name: Column(arrays[f"{name}.codes"], tuple(texts[name])) for name in _COLUMNS}
            for name in _LINKS:
                columns[name] = Links(arrays[f"{name}.rows"], arrays[f"{name}.codes"], tuple(texts[name]))
            return StatementTable(
                statements=tuple(texts["statements"]),
                level=arrays["level"],
                date=arrays["date"],
                labels=Labels(texts["names"], frozenset(texts["organisations"]), texts["attributes"]),
                scale=(texts["scale"][0], texts["scale"][1]),
                parts=frozenset(texts["parts"]),
                **columns,
            )
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as problem:
        raise StoreError(f"{path} holds no statement table: {problem}", "remove it, or read the store") from problem
