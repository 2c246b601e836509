"""``counterpoint export``: the debate as RDF, as a table, and for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoint.cli.common import OutputPath, format_by_ending, open_corpus, workspace_option, write_output
from counterpoint.errors import visible

# Named here, as the help must not wait for what writes them.
_FORMATS = (
    *("nquads", "trig", "jsonld", "turtle", "ntriples", "n3", "rdfxml"),
    *("csv", "parquet", "excel", "dna", "aif", "nanopubs"),
)


@click.command("export")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help="By default the one that the ending of the output file names, else nquads, in which equal graphs give equal "
    "bytes. Parquet needs the extra counterpoint[parquet], Excel counterpoint[excel].",
)
@click.option("-o", "--output", type=OutputPath(dir_okay=False, path_type=Path), help="The file to write.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, format_: str | None, output: Path | None) -> None:
    """Write the whole graph, all statements as a table, or the debate for another program.

    N-Quads, TriG and JSON-LD hold the ontology, each record in a graph of its own, and what follows from them; Turtle,
    N-Triples, N3 and RDF/XML the same without the graphs. Parquet and CSV hold one row a statement, for R, pandas,
    DuckDB or a spreadsheet: who said it, for whom, in which role, on which claim and topics, with which stance, where
    and when. Excel holds statements with their quotes, people, organisations, claims and sources. A database of the
    Discourse Network Analyzer (dna) has the layout of its version 3; aif is an argument map, nanopubs a
    nanopublication for each statement. What a format cannot hold is said.
    """
    from counterpoint.exchange.debate import Report
    from counterpoint.exchange.exporting import ENDINGS

    format_ = format_ or format_by_ending(output, ENDINGS, "nquads")
    report = Report()
    write_output(open_corpus(ctx).export(format_, report=report), output)
    for finding in report.changed.values():
        click.echo(visible(f"counterpoint: changed: {finding}"), err=True)
    for finding in report.dropped.values():
        click.echo(visible(f"counterpoint: not carried over: {finding}"), err=True)
