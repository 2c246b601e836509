"""``counterpoint import``: coded statements from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoint.cli.common import show_progress, workspace_option
from counterpoint.corpus import Corpus
from counterpoint.errors import visible

if TYPE_CHECKING:
    from counterpoint.corpus.exchange import Arrival
    from counterpoint.exchange.debate import Report


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "excel", "dna", "aif", "rdf"]),
    help="By default the content of the file tells.",
)
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="Which column or variable holds what; by default FILE.mapping.toml, which is made where it is not there.",
)
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, file: Path, format_: str | None, mapping: Path | None, dry_run: bool) -> None:
    """Make records of statements that were coded elsewhere.

    FILE is a table of coded statements, as CSV or Excel; a database of the Discourse Network Analyzer, version 2 or 3;
    an argument map in AIF, as JSON; or RDF that uses the ontology, in any syntax. Each document becomes a record in
    graph/sources/, and what is new among people, organisations, claims and topics goes into files of its own. All of
    it is checked first, and where there are faults nothing is written. What is not carried over is said.
    """
    progress = show_progress()
    arrival = Corpus.import_from(
        file, ctx.obj, format=format_ or "", mapping=mapping, dry_run=dry_run, progress=progress
    )
    _tell_mapping(arrival)
    _tell_report(arrival.read.debate.report)
    names = arrival.change.files
    done = "would be written" if dry_run else "written"
    shown = ", ".join(names[:6]) + (f" and {len(names) - 6:,} more" if len(names) > 6 else "")
    back = "; counterpoint undo takes it back" if arrival.change.made else ""
    click.echo(visible(f"{len(names):,} {'file' if len(names) == 1 else 'files'} {done}: {shown}{back}"))


def _tell_mapping(arrival: Arrival) -> None:
    read = arrival.read
    if read.mapped is None:
        return
    click.echo(visible(", ".join(f"{field} = {name}" for field, name in read.mapped.columns.items())))
    if read.mapped.stances:
        click.echo(visible(", ".join(f'"{value}" {stance}' for value, stance in read.mapped.stances.items())))
    if read.mapping and read.saved:
        click.echo(visible(f"this mapping is in {read.mapping}, to be mended where it is wrong"))


def _tell_report(report: Report) -> None:
    carried = ", ".join(f"{what} {count:,}" for what, count in report.carried.items() if count)
    click.echo(f"carried over: {carried}")
    for finding in report.changed.values():
        click.echo(visible(f"changed: {finding}"))
    for finding in report.dropped.values():
        click.echo(visible(f"not carried over: {finding}"))
    for note in report.notes:
        click.echo(visible(f"note: {note}"))
