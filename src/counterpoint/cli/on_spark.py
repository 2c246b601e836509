"""``counterpoint network --engine spark``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterpoint.cli.common import write_output
from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from counterpoint.network.settings import Settings
    from counterpoint.network.table import StatementTable


def reads_itself(path: Path | None, asked: Mapping[str, Any], levels: object) -> bool:
    """Tell whether Spark can read a file of statements, because all of them and their levels are wanted as they are."""
    from counterpoint.network.choosing import SETTINGS

    if path is None or levels or asked.keys() - {*SETTINGS}:
        return False
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def write_on_spark(
    statements: StatementTable | Path,
    settings: Settings,
    columns: Mapping[str, str],
    master: str,
    where: tuple[str, Path | None],
) -> None:
    """Make a network on Spark and write it.

    :param statements: a Parquet file, or a table to send there.
    :param columns: for a field the column of the file that holds it, where that has another name.
    :param where: the format and the file; for ``parquet`` a folder.
    """
    from counterpoint.network.exports import write_network
    from counterpoint.network.spark import project_on_spark, start

    format_, output = where
    folder = output if format_ == "parquet" else None
    if format_ == "parquet" and folder is None:
        raise UsageError("Spark writes Parquet as a folder", "name it with -o")
    if folder and folder.exists():
        raise UsageError(f"{folder} is there already", "name another folder")
    if not folder and output and output.is_dir():
        raise UsageError(f"{output} is a folder", "name a file")
    with start(master) as session:
        source = statements.absolute() if isinstance(statements, Path) else statements
        # A folder may hold more edges than their statements could be listed for.
        evidence = format_ not in {"csv-matrix", "dl", "parquet"}
        network = project_on_spark(session, source, settings, evidence=evidence, columns=columns)
        if folder:
            network.write(folder.absolute())
        else:
            write_output(write_network(network.to_networkx(), format_), output)
