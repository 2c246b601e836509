"""``counterpoint network``: the network for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from counterpoint.cli.common import open_corpus, workspace_option, write_output
from counterpoint.network import settings

FORMATS = ("graphml", "gexf", "csv", "csv-matrix", "json", "dl", "pajek")

_ENDINGS = {".csv": "csv", ".dl": "dl", ".gexf": "gexf", ".graphml": "graphml", ".json": "json", ".net": "pajek"}


def _choice(literal: Any) -> click.Choice[str]:
    return click.Choice(get_args(literal))


@click.command("network")
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="By default the one that the ending of the output file names, else graphml.",
)
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
def command(ctx: click.Context, /, format_: str | None, output: Path | None, **chosen: Any) -> None:
    """Write who agrees or disagrees with whom as a network for Gephi, R, UCINET or a spreadsheet.

    Aggregation, normalisation and duplicates are those of the Discourse Network Analyzer and give its numbers: they
    compare stances on the same claim, a qualified one counting half, and know nothing of claims that contradict or
    imply each other, nor of answers. Of an organisation's speakers, each statement counts for every organisation that
    the speaker spoke for, and so ties these to each other. Edges keep the IRIs of the statements behind them, in the
    formats that can hold them.
    """
    format_ = format_ or _ENDINGS.get(output.suffix.lower() if output else "", "graphml")
    from counterpoint.network import write_network

    given = {name: value for name, value in chosen.items() if value is not None}
    write_output(write_network(open_corpus(ctx).projection(**given), format_), output)
