"""``counterpoint reliability``: how alike several people coded one source."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from counterpoint.cli.common import OutputPath, commands_of, format_by_ending, workspace_option, write_output
from counterpoint.corpus import Corpus

_ENDINGS = {".csv": "csv", ".json": "json", ".html": "html", ".htm": "html", ".txt": "table"}


@click.command("reliability")
@click.argument("records", metavar="RECORD RECORD...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--text", type=click.Path(path_type=Path), help="The text of the source, if not in texts/.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "csv", "json", "html"]),
    help="By default what the ending of the file says, else a table; JSON holds everything.",
)
@click.option("-o", "--output", type=OutputPath(dir_okay=False, path_type=Path), help="The file to write.")
@workspace_option
@click.pass_context
def command(
    ctx: click.Context, records: tuple[Path, ...], text: Path | None, format_: str | None, output: Path | None
) -> None:
    """Say how alike two or more people coded one source: one record of each.

    Statements are matched where their quoted words overlap. Krippendorff's alpha and percent agreement are given for
    claim, stance, speaker and mode, and every place at which the coders differ. docs/how-to/measure-reliability.md
    says how statements are matched and when two claims count as one.
    """
    format_ = format_ or format_by_ending(output, _ENDINGS, "table")
    with commands_of(ctx):
        found = Corpus.reliability(records, ctx.obj, text=text)
    width = shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else 100
    for note in found.notes:
        click.echo(f"counterpoint: {note}", err=True)
    write_output(found.write(format_, width=width), output)
