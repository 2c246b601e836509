"""``counterpoint export``: the whole graph as RDF."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoint.cli.common import open_corpus, workspace_option, write_output


@click.command("export")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["nquads", "trig"]),
    default="nquads",
    show_default=True,
    help="N-Quads are canonical: equal graphs give equal bytes.",
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, format_: str, output: Path | None) -> None:
    """Write the whole graph: the ontology, each record in a graph of its own, and what follows from them."""
    write_output(open_corpus(ctx).export(format_), output)
