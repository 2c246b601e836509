"""``counterpoint export``: the whole graph as RDF, the statements as a table."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoint.cli.common import OutputPath, open_corpus, workspace_option, write_output

_ENDINGS = {".nq": "nquads", ".trig": "trig", ".parquet": "parquet", ".csv": "csv"}


@click.command("export")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["nquads", "trig", "parquet", "csv"]),
    help="By default the one that the ending of the output file names, else nquads, in which equal graphs give equal "
    "bytes. Parquet needs the extra counterpoint[parquet].",
)
@click.option("-o", "--output", type=OutputPath(dir_okay=False, path_type=Path), help="The file to write.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, format_: str | None, output: Path | None) -> None:
    """Write the whole graph, or all statements as a table.

    N-Quads and TriG hold the ontology, each record in a graph of its own, and what follows from them. Parquet and CSV
    hold one row a statement, for R, pandas, DuckDB or a spreadsheet: who said it, for whom, in which role, on which
    claim and topics, with which stance, where and when.
    """
    format_ = format_ or _ENDINGS.get(output.suffix.lower() if output else "", "nquads")
    write_output(open_corpus(ctx).export(format_), output)
