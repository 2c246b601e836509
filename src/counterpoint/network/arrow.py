"""From Arrow's columns to ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from counterpoint.errors import UsageError
from counterpoint.network.coding import SEVERAL, Coded, Listed, split
from counterpoint.network.table import Codes
from counterpoint.network.texts import Texts

if TYPE_CHECKING:
    from types import ModuleType

Piece = Coded | Listed | NDArray[Any] | Texts
"""A column of some rows: coded, any number of values a row, numbers or dates, or identifiers that all differ."""


def import_pyarrow() -> ModuleType:
    """Import pyarrow.

    :raises UsageError: where it is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError as problem:
        raise UsageError("pyarrow is not installed", "pip install 'counterpoint[parquet]', or use csv") from problem
    module: ModuleType = pa
    return module


def dictionary(codes: Codes, texts: Sequence[str | None]) -> Any:
    """Make an Arrow array of codes; those of no text, and -1, become nulls.

    The dictionary holds no text twice: Arrow would write bytes of its memory in the place of the second.
    """
    import pyarrow as pa

    number: dict[str, int] = {}
    place = [number.setdefault(text, len(number)) if text else -1 for text in texts]
    places = np.array([*place, -1], np.int32)[codes]
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), pa.array(list(number), pa.string()))


def convert(field: str, column: Any, *, text_levels: bool) -> Piece:
    """Convert a column of any type that can stand for a field.

    :param field: one of :data:`counterpoint.network.coding.FIELDS` or its ``LABELS``.
    :param column: an Arrow array.
    :param text_levels: whether levels are read as text, whatever they are.
    :raises pyarrow.ArrowException: where the type is another.
    """
    import pyarrow as pa

    if field == "statement":
        return Texts(_text(column).cast(pa.large_string()))
    if field == "level" and not text_levels and (pa.types.is_floating(column.type) or pa.types.is_integer(column.type)):
        levels: NDArray[np.float64] = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
        return levels
    if field == "date" and (pa.types.is_date(column.type) or pa.types.is_timestamp(column.type)):
        return _dates(column)
    if field in SEVERAL or field in SEVERAL.values():
        return _listed(column)
    return coded_of(_text(column))


def gather(pieces: Sequence[Any]) -> Piece:
    """Put the pieces of a column together, one below the other."""
    first = pieces[0]
    if isinstance(first, Coded):
        return _gather_coded(pieces)
    if isinstance(first, Listed):
        starts = np.cumsum([0, *(piece.size for piece in pieces)])
        rows = [piece.rows + np.int32(start) for piece, start in zip(pieces, starts[:-1].tolist(), strict=True)]
        return Listed(np.concatenate(rows), _gather_coded([piece.coded for piece in pieces]), int(starts[-1]))
    if isinstance(first, Texts):
        import pyarrow as pa

        return Texts(pa.concat_arrays([piece.array for piece in pieces]))
    whole: NDArray[Any] = np.concatenate(pieces)
    return whole


def _gather_coded(pieces: Sequence[Coded]) -> Coded:
    import pyarrow as pa

    # Arrow finds the distinct values: in Python it would take longer than all the rest.
    values = pa.concat_arrays([_as_array(piece.values) for piece in pieces]).dictionary_encode()
    places = np.append(values.indices.to_numpy(zero_copy_only=False), -1).astype(np.int32)
    starts = np.cumsum([0, *(len(piece.values) for piece in pieces)])
    codes = [
        places[np.where(piece.codes < 0, -1, piece.codes + start)]
        for piece, start in zip(pieces, starts[:-1].tolist(), strict=True)
    ]
    return Coded(np.concatenate(codes), values.dictionary.to_pylist())


def _as_array(values: Sequence[str]) -> Any:
    import pyarrow as pa

    return values.array if isinstance(values, Texts) else pa.array(values, pa.large_string())


def coded_of(column: Any) -> Coded:
    """Give a column of text as codes and the values that occur."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries().combine_chunks() if column.num_chunks else pa.array([], column.type)
    codes = column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    # A batch of a file comes with the values of all batches before it.
    occurs = np.bincount(codes + 1, minlength=len(column.dictionary) + 1)[1:] > 0
    place = np.append(np.cumsum(occurs, dtype=np.int32) - 1, np.int32(-1))
    values = column.dictionary.take(np.flatnonzero(occurs)).cast(pa.large_string())
    return Coded(place[codes], Texts(pc.fill_null(values, "")))


def _text(column: Any) -> Any:
    """Read identifiers of any simple type as text."""
    import pyarrow as pa

    kind = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if pa.types.is_string(kind):
        return column
    if pa.types.is_nested(kind):
        raise pa.ArrowTypeError(f"{kind}, where text was expected")
    return column.cast(pa.string())


def _dates(column: Any) -> NDArray[np.datetime64]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_timestamp(column.type) and column.type.tz:
        column = pc.local_timestamp(column)
    days = column.cast(pa.date32(), safe=False).cast(pa.int32())
    dates: NDArray[np.datetime64] = days.fill_null(0).to_numpy(zero_copy_only=False).astype("datetime64[D]")
    dates[days.is_null().to_numpy(zero_copy_only=False)] = np.datetime64("NaT")
    return dates


def _listed(column: Any) -> Listed:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not (pa.types.is_list(column.type) or pa.types.is_large_list(column.type)):
        return split(coded_of(_text(column)))
    rows = pc.list_parent_indices(column).to_numpy(zero_copy_only=False).astype(np.int32)
    return Listed(rows, coded_of(_text(column.flatten())), len(column))
