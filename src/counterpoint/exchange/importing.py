"""Read a file from elsewhere, whatever its format."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.exchange.files import FORMATS, recognise, refuse_odd
from counterpoint.exchange.mapping import ENDING, Mapped, read_mapping, write_mapping
from counterpoint.files import write_atomically
from counterpoint.matching import nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from counterpoint.exchange.debate import Debate
    from counterpoint.workspace import Workspace


@dataclass(frozen=True)
class Read:
    """What was read of a file.

    :param debate: what it holds.
    :param mapped: which column or variable holds what, where it has such.
    :param mapping: the file of the mapping, where it has one.
    :param saved: whether that file was made now.
    """

    debate: Debate
    mapped: Mapped | None = None
    mapping: Path | None = None
    saved: bool = False


def refuse_format(name: str) -> None:
    """Refuse a format that nothing is imported from.

    :raises UsageError: where it is none.
    """
    if name and name not in FORMATS:
        close = nearest(name, FORMATS)
        hint = f"did you mean {close[0]}?" if close else f"use {', '.join(FORMATS)}"
        raise UsageError(f'nothing is imported as "{name}"', hint)


def read(path: Path, workspace: Workspace, format: str = "", mapping: Path | None = None) -> Read:  # noqa: A002
    """Read a file; nothing is written but its mapping, where there is none yet.

    :param path: the file.
    :param workspace: whose terms the records will use.
    :param format: one of :data:`counterpoint.exchange.files.FORMATS`; by default the content tells.
    :param mapping: which column or variable holds what, as TOML; by default ``FILE.mapping.toml`` where that is there,
        else it is guessed and written there.
    :raises UsageError: where the file cannot be read.
    """
    refuse_format(format)
    refuse_odd(path)
    format = format or recognise(path)  # noqa: A001
    if format in ("csv", "excel"):
        return _read_table(path, workspace, format, mapping)
    if format == "dna":
        from counterpoint.exchange.dna.coding import read_dna

        given, there = _given(path, mapping)
        debate, mapped, unused = read_dna(path, given, workspace.vocabulary.stances)
        return Read(debate, mapped, *_save(mapped, there, path, unused))
    if mapping is not None:
        raise UsageError(f"{path} needs no mapping", "leave out --mapping")
    if format == "aif":
        from counterpoint.exchange.aif.reading import read_aif

        return Read(read_aif(path))
    from counterpoint.exchange.rdf.reading import read_rdf

    return Read(read_rdf(path, workspace.vocabulary))


def _read_table(path: Path, workspace: Workspace, format: str, mapping: Path | None) -> Read:  # noqa: A002
    from counterpoint.exchange.tables.coding import code, map_columns, refuse_incomplete, unused

    given, there = _given(path, mapping)
    if format == "excel":
        from counterpoint.exchange.tables.workbooks import read_workbook

        sheet = read_workbook(path, given)
    else:
        from counterpoint.exchange.tables.delimited import read_delimited

        asked = {name: given.text(name) for name in ("encoding", "delimiter")}
        sheet = read_delimited(path, **asked, header=int(given.settings.get("header", 0)))
    mapped = map_columns(sheet, given)
    saved = _save(mapped, there, path, unused(sheet, mapped))
    refuse_incomplete(sheet, mapped, saved[0])
    debate = code(sheet, mapped, workspace.vocabulary.stances, workspace.vocabulary.modes)
    return Read(debate, mapped, *saved)


def _given(path: Path, mapping: Path | None) -> tuple[Mapped, Path | None]:
    beside = path.with_name(path.name + ENDING)
    there = mapping or (beside if beside.is_file() else None)
    return (read_mapping(there) if there else Mapped()), there


def _save(mapped: Mapped, there: Path | None, path: Path, unused: Collection[str]) -> tuple[Path | None, bool]:
    """Keep what was guessed beside the file, so that a person can mend it."""
    if there is not None:
        return there, False
    beside = path.with_name(path.name + ENDING)
    with suppress(WorkspaceError):  # the folder is not writable
        write_atomically(beside, write_mapping(mapped, path.name, unused).encode())
        return beside, True
    return None, False
