"""``counterpoint build``: files to graph."""

from __future__ import annotations

import click

from counterpoint.cli.common import show_progress, workspace_option
from counterpoint.corpus import Corpus, find_workspace
from counterpoint.errors import visible

_SHOWN = 10
"""How many of the claims that were not compared are named, those with the most pairs first."""


@click.command("build")
@click.option("--fresh", is_flag=True, help="Build everything anew, whatever changed.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, fresh: bool) -> None:
    """Bring the graph up to date with the records; only changed files are read again.

    Every command that needs the graph does this itself.
    """
    report = Corpus.build(ctx.obj, fresh=fresh, progress=show_progress())
    workspace = find_workspace(ctx.obj)
    for path in report.changed:
        click.echo(visible(f"read {workspace.shown(path)}"))
    for name in report.removed:
        click.echo(visible(f"removed {name}"))
    most_pairs_first = sorted(report.left_out.items(), key=lambda item: (-item[1], item[0]))
    for claim, pairs in most_pairs_first[:_SHOWN]:
        click.echo(f"not compared: {claim} ({pairs:,} {'pair' if pairs == 1 else 'pairs'} of statements)")
    if len(most_pairs_first) > _SHOWN:
        query = "SELECT ?claim ?pairs { ?claim cp:notCompared ?pairs }"
        click.echo(f"not compared: {len(most_pairs_first) - _SHOWN:,} more; counterpoint sparql '{query}'")
    if report.left_out:
        click.echo(
            f"max_pairs is {workspace.max_pairs:,}: {len(report.left_out):,} claims were left out of agreement and "
            "disagreement; raise [inference] max_pairs in counterpoint.toml to compare them",
            err=True,
        )
    held = ", ".join(f"{count:,} {what if count == 1 else what + 's'}" for what, count in report.holds.items())
    click.echo(f"the graph is up to date{': ' + held if held else ''}")
