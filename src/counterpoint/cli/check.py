"""``counterpoint check``: what is wrong with the records."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoint.cli.common import workspace_option
from counterpoint.corpus import Corpus


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--text", type=click.Path(path_type=Path), help="The text of the source, where one source is checked.")
@click.option("--fill", is_flag=True, help="Write the offsets of quotes that have none into the files.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], text: Path | None, fill: bool) -> None:
    """Check records, all of the workspace or the files and folders named, and say every fault.

    One line a fault: file:line:column, what is wrong, what to do. Quotes are verified against the text of their source
    where it is at hand: --text, or texts/ID.txt in the workspace. The exit code is 0 where all is well, 1 where there
    are faults, 2 for a misuse of the command.
    """
    report = Corpus.check(ctx.obj, paths, text=text, fill=fill)
    for path, count in report.filled.items():
        click.echo(f"{path}: the offsets of {count} {'quote' if count == 1 else 'quotes'} written")
    for fault in report.faults:
        click.echo(str(fault))
    for note in report.notes:
        click.echo(str(note), err=True)
    files = "1 file" if report.files == 1 else f"{report.files} files"
    if report.faults:
        faults = "1 fault" if len(report.faults) == 1 else f"{len(report.faults)} faults"
        click.echo(f"{faults} in {files}", err=True)
        ctx.exit(1)
    sources = "1 source" if report.verified == 1 else f"{report.verified} sources"
    verified = f"; the quotes of {sources} verified against the text" if report.verified else ""
    click.echo(f"{files} without a fault{verified}")
