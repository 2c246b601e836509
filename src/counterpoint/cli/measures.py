"""``counterpoint measures``: camps, centralities, balance and polarisation of a network."""

from __future__ import annotations

import shutil
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final, get_args

import click

from counterpoint.cli.common import (
    OutputPath,
    format_by_ending,
    open_corpus,
    tell_undated,
    workspace_option,
    write_output,
)
from counterpoint.cli.grouping import GroupedCommand, GroupedOption
from counterpoint.cli.slicing import slicing
from counterpoint.network import settings

_ENDINGS: Final = {".csv": "csv", ".json": "json", ".txt": "table"}

_made = partial(click.option, cls=GroupedOption, group="How the network is made")
_in_time = partial(click.option, cls=GroupedOption, group="Over time")
_written = partial(click.option, cls=GroupedOption, group="What is written")


@click.command("measures", cls=GroupedCommand)
@_written(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json"]),
    help="By default tables on a terminal and CSV, one row a node, into a pipe; JSON holds everything.",
)
@_written("-o", "--output", type=OutputPath(dir_okay=False, path_type=Path), help="The file to write.")
@_written(
    "--most", type=click.IntRange(1), default=20, show_default=True, help="How many names and claims a table shows."
)
@_made(
    "--mode",
    type=click.Choice(["actors", "claims"]),
    default="actors",
    show_default=True,
    help="Actors tied by claims, or claims tied by actors.",
)
@_made(
    "--actor",
    type=click.Choice(get_args(settings.Actor)),
    default="speaker",
    show_default=True,
    help="Who acts: speakers, or the organisations in whose name they speak.",
)
@_made(
    "--normalisation",
    type=click.Choice([name for name in get_args(settings.Normalisation) if name not in ("activity", "prominence")]),
    default="none",
    show_default=True,
    help="What a weight is divided by.",
)
@_made(
    "--duplicates",
    type=click.Choice(get_args(settings.Duplicates)),
    default="all",
    show_default=True,
    help="How often an actor counts who says the same again.",
)
@_made("--isolates", is_flag=True, help="Keep all actors and claims, also those without a statement in the slice.")
@slicing
@_in_time("--from", "from_", metavar="DATE", help="The first day: 2014, 2014-06 or 2014-06-30.")
@_in_time("--until", metavar="DATE", help="The last day; 2014 means the end of that year.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, /, format_: str | None, output: Path | None, most: int, **asked: Any) -> None:
    """Say who stands together, who stands between, and how divided the debate is.

    Agreement is congruence and disagreement conflict, as `counterpoint network` has them: two who agree on one claim
    and disagree on another do both, and camps, balance and centralities go by what outweighs.
    docs/explanation/measures.md defines each measure and says where it comes from.
    """
    format_ = format_ or _format_of(output)
    corpus = open_corpus(ctx)
    given = {name: value for name, value in asked.items() if value not in (None, ())}
    measured = corpus.measures(**given)
    tell_undated(measured.undated)
    if measured.left_out:
        click.echo(f"counterpoint: {measured.left_out}", err=True)
    if format_ == "json":
        from counterpoint.network.formats import as_json

        data = as_json(measured.as_dict())
    elif format_ == "csv":
        from counterpoint.network.measures.texts import node_csv

        data = node_csv(measured)
    else:
        from counterpoint.network.measures.texts import text

        camps = measured.camps
        of_actors = given["mode"] == "actors" and len(camps) > 1
        groups = [[node.node for node in camp] for camp in camps[:2]]
        dividing = corpus.what_divides(*groups, **given) if of_actors else []
        width = shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else 100
        data = text(measured, dividing, most=most, width=width).encode()
    write_output(data, output)


def _format_of(output: Path | None) -> str:
    if output is None:
        return "table" if sys.stdout.isatty() else "csv"
    return format_by_ending(output, _ENDINGS, "table")
