"""Statement tables as Parquet files."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from counterpoint.errors import UsageError
from counterpoint.network.arrow import Piece, convert, dictionary, gather, import_pyarrow
from counterpoint.network.coding import FIELDS, LABELS, Cells, Coded, Listed, assemble
from counterpoint.network.csv_files import check_header
from counterpoint.network.settings import PARTS, Part
from counterpoint.network.table import Column, Links, StatementTable
from counterpoint.network.texts import Texts
from counterpoint.pauses import no_collection

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

MOST_ROWS: Final = 2**31 - 1
_BATCH: Final = 1_000_000
_METADATA: Final = "counterpoint"
_PART_OF: Final[Mapping[str, Part]] = {
    **dict.fromkeys(("source", "source_label", "date"), "source"),
    **dict.fromkeys(("organisations", "organisation_labels"), "organisation"),
    **dict.fromkeys(("roles", "role_labels"), "role"),
    **dict.fromkeys(("topics", "topic_labels"), "topic"),
}


def write_parquet(table: StatementTable) -> bytes:
    """Write a statement table as a Parquet file: one row a statement, sorted by IRI.

    Texts are plain strings, dates are dates, and what a statement can have several of is a list of strings.

    :raises UsageError: where pyarrow is not installed, or the table was read in part.
    """
    pa = import_pyarrow()
    import pyarrow.parquet as pq

    table.require(PARTS)
    if not (np.diff(table.order) == 1).all():
        table = table.select(np.argsort(table.order))
    names, organisations, attributes = table.labels.names, table.labels.organisations, table.labels.attributes
    same_as = {thing: str(more["same_as"]) for thing, more in attributes.items() if "same_as" in more}
    kinds = {who: "organisation" if who in organisations else "person" for who in table.speaker.labels}
    statements = table.statements
    columns = {
        "statement": statements.array if isinstance(statements, Texts) else pa.array(statements, pa.large_string()),
        "date": pa.array(table.date, pa.date32()),
        "source": _single(table.source),
        "source_label": _single(table.source, names),
        "speaker": _single(table.speaker),
        "speaker_label": _single(table.speaker, names),
        "speaker_kind": _single(table.speaker, kinds),
        "speaker_same_as": _single(table.speaker, same_as),
        "claim": _single(table.claim),
        "claim_label": _single(table.claim, names),
        "level": pa.array(table.level, from_pandas=True),
        "organisations": _several(pa, table.organisation, len(table)),
        "organisation_labels": _several(pa, table.organisation, len(table), names),
        "roles": _several(pa, table.role, len(table)),
        "role_labels": _several(pa, table.role, len(table), names),
        "topics": _several(pa, table.topic, len(table)),
        "topic_labels": _several(pa, table.topic, len(table), names),
    }
    present = chain(table.speaker.labels, table.organisation.labels, table.claim.labels)
    about = {"scale": table.scale, "attributes": {iri: attributes[iri] for iri in present if iri in attributes}}
    file = io.BytesIO()
    # Without Arrow's own schema, other programs read plain strings, not categories.
    data = pa.table(columns)
    with pq.ParquetWriter(file, data.schema, store_schema=False) as writer:
        writer.write_table(data)
        writer.add_key_value_metadata({_METADATA: json.dumps(about, sort_keys=True)})
    return file.getvalue()


def _single(column: Column, texts: Mapping[str, str] | None = None) -> Any:
    return dictionary(column.codes, column.labels if texts is None else [*map(texts.get, column.labels)])


def _several(pa: ModuleType, links: Links, size: int, texts: Mapping[str, str] | None = None) -> Any:
    values = dictionary(links.codes, links.labels if texts is None else [*map(texts.get, links.labels)])
    offsets = np.searchsorted(links.rows, np.arange(size + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), values)


def read_parquet(
    path: Path,
    columns: Mapping[str, str],
    levels: Mapping[str, float],
    scale: tuple[float, float] | None,
    parts: frozenset[Part],
) -> StatementTable:
    """Read a statement table from a Parquet file; see :meth:`StatementTable.from_parquet`."""
    pa = import_pyarrow()
    import pyarrow.parquet as pq

    names = {name: columns.get(name, name) for name in (*FIELDS, *LABELS)}
    try:
        with pq.ParquetFile(path) as file:
            schema, rows, metadata = file.schema_arrow, file.metadata.num_rows, file.metadata.metadata or {}
            leaves = [file.schema.column(number).path for number in range(len(file.schema))]
        if rows > MOST_ROWS:
            raise UsageError(f"{path} has {rows:,} rows, more than the {MOST_ROWS:,} that a table holds")
        check_header(str(path), schema.names, names, columns)
        wanted = {
            field: name
            for field, name in names.items()
            if name in schema.names and (field not in _PART_OF or _PART_OF[field] in parts)
        }
        # What has few different values is read as numbers at once.
        few = {name for field, name in wanted.items() if field != "statement" and _is_text(pa, schema.field(name).type)}
        pieces: dict[str, list[Piece]] = {field: [] for field in wanted}
        coded = [leaf for leaf in leaves if leaf.partition(".")[0] in few]
        with no_collection(), pq.ParquetFile(path, read_dictionary=coded) as file:
            for batch in _batches(pa, file, list(wanted.values())):
                batch.validate(full=True)  # else a damaged file might be read as another, or past its end
                for field, name in wanted.items():
                    pieces[field].append(_convert(pa, path, (field, name), batch, text_levels=bool(levels)))
    except (OSError, pa.ArrowException, UnicodeDecodeError) as problem:
        if getattr(problem, "errno", None):
            raise
        raise UsageError(f"{path} cannot be read as Parquet: {_line(problem)}", "write it anew") from problem
    cells = _cells(path, pieces, metadata)
    pieces.clear()
    pa.default_memory_pool().release_unused()  # or Arrow keeps gigabytes that it no longer needs
    return assemble(cells, levels, scale, parts)


def _batches(pa: ModuleType, file: Any, names: list[str]) -> Iterator[Any]:
    """Give the rows in batches, none across row groups, as Arrow reads lists of coded text only so; at least one."""
    some = False
    for group in range(file.num_row_groups):
        for batch in file.iter_batches(_BATCH, row_groups=[group], columns=names):
            some = True
            yield batch
    if not some:
        yield pa.RecordBatch.from_pylist([], schema=file.schema_arrow)


def _convert(pa: ModuleType, path: Path, names: tuple[str, str], batch: Any, *, text_levels: bool) -> Piece:
    field, name = names
    try:
        return convert(field, batch.column(name), text_levels=text_levels)
    except (pa.ArrowException, NotImplementedError) as problem:
        raise UsageError(f'{path}: the column "{name}" does not read: {_line(problem)}') from problem


def _cells(path: Path, pieces: dict[str, list[Piece]], metadata: Mapping[bytes, bytes]) -> Cells:
    found: dict[str, Any] = {}
    for field in list(pieces):
        found[field] = gather(pieces.pop(field))
    about = _about(metadata)
    return Cells(
        size=len(found["claim"].codes),
        statements=found.get("statement"),
        single={field: column for field, column in found.items() if isinstance(column, Coded)},
        several={field: column for field, column in found.items() if isinstance(column, Listed)},
        place=lambda row: f"{path}: row {row + 1:,}",
        level=found["level"] if isinstance(found.get("level"), np.ndarray) else None,
        date=found["date"] if isinstance(found.get("date"), np.ndarray) else None,
        attributes=about.get("attributes", {}),
        scale=about.get("scale"),
    )


def _is_text(pa: ModuleType, kind: Any) -> bool:
    return bool(pa.types.is_string(kind.value_type if pa.types.is_list(kind) else kind))


def _about(metadata: Mapping[bytes, bytes]) -> dict[str, Any]:
    """Read what Counterpoint wrote beside the columns; what others may have put there is left alone."""
    try:
        about = json.loads(metadata.get(_METADATA.encode(), b"{}"))
        scale = about.get("scale")
        return {
            "scale": (float(scale[0]), float(scale[1])) if scale else None,
            "attributes": {
                str(iri): {str(name): str(value) for name, value in more.items()}
                for iri, more in about.get("attributes", {}).items()
            },
        }
    except (ValueError, TypeError, AttributeError, LookupError):
        return {}


def _line(problem: BaseException) -> str:
    text: Sequence[str] = str(problem).splitlines()
    return text[0] if text else type(problem).__name__
