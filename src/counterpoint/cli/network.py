"""``counterpoint network``: the network for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from counterpoint.cli.common import open_corpus, workspace_option, write_output
from counterpoint.network import settings

FORMATS = ("graphml", "gexf", "csv", "csv-matrix", "json", "dl", "pajek")


def _choice(literal: Any) -> click.Choice[str]:
    return click.Choice(get_args(literal))


@click.command("network")
@click.option("--format", "format_", type=click.Choice(FORMATS), default="graphml", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option(
    "--mode",
    type=_choice(settings.Mode),
    default="actors",
    show_default=True,
    help="Actors tied by claims, claims tied by actors, or actors tied to claims.",
)
@click.option(
    "--actor",
    type=_choice(settings.Actor),
    default="speaker",
    show_default=True,
    help="Who acts: speakers, or the organisations in whose name they speak.",
)
@click.option(
    "--aggregation",
    type=_choice(settings.Aggregation),
    default=None,
    help="How stances make a weight; by default congruence, and ignore where mode is two-mode.",
)
@click.option(
    "--normalisation",
    type=_choice(settings.Normalisation),
    default="none",
    show_default=True,
    help="What a weight is divided by.",
)
@click.option(
    "--duplicates",
    type=_choice(settings.Duplicates),
    default="all",
    show_default=True,
    help="How often an actor counts who says the same again: always, or once a document, week, month, year or range.",
)
@click.option("--isolates", is_flag=True, help="Keep actors and claims without an edge.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, /, format_: str, output: Path | None, **chosen: Any) -> None:
    """Write who agrees or disagrees with whom as a network for Gephi, R, UCINET or a spreadsheet.

    Aggregation, normalisation and duplicates are those of the Discourse Network Analyzer and give its numbers. Edges
    keep the IRIs of the statements behind them.
    """
    from counterpoint.network import write_network

    given = {name: value for name, value in chosen.items() if value is not None}
    write_output(write_network(open_corpus(ctx).projection(**given), format_), output)
