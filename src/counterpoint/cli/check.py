"""``counterpoint check``: what is wrong with the records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from counterpoint.cli.common import format_option, workspace_option, write_answer
from counterpoint.corpus import Corpus
from counterpoint.errors import UsageError, visible


@click.command("check")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option("--text", type=click.Path(path_type=Path), help="The text of the source, where one source is checked.")
@click.option("--fill", is_flag=True, help="Write the offsets of quotes that have none into the files.")
@click.option("--orphans", is_flag=True, help="List the quotes that a changed text no longer holds where they were.")
@click.option("--reanchor", is_flag=True, help="Write the offsets of those that stand elsewhere, unchanged and once.")
@format_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[Path, ...], format_: str | None, **asked: Any) -> None:
    """Check records, all of the workspace or the files and folders named, and say every fault.

    One line a fault: file:line:column, what is wrong, what to do. Quotes are verified against the text of their source
    where it is at hand: --text, or texts/ID.txt in the workspace. The exit code is 0 where all is well, 1 where there
    are faults, 2 for a misuse of the command.

    Where a text has changed, --orphans lists each quote that does not stand there any more, with the passage most like
    it (--format says how); --reanchor writes the offsets of those whose words stand in the new text once. Words are
    never changed.
    """
    if asked["orphans"] or asked["reanchor"]:
        for name in ("text", "fill"):
            if asked[name]:
                raise UsageError(f"--{name} is not for --orphans and --reanchor", "leave it out")
        _orphans(ctx, paths, format_, reanchor=asked["reanchor"])
        return
    if format_:
        raise UsageError("--format is for --orphans", "leave it out")
    _check(ctx, paths, asked["text"], fill=asked["fill"])


def _orphans(ctx: click.Context, paths: tuple[Path, ...], format_: str | None, *, reanchor: bool) -> None:
    from counterpoint.changing.orphans import as_answer

    if reanchor:
        written = Corpus.reanchor(paths, ctx.obj)
        if not written:
            click.echo("there are no offsets to write", err=True)
        for path, count in written.items():
            offsets = "the offsets of 1 quote" if count == 1 else f"the offsets of {count} quotes"
            click.echo(visible(f"{path}: {offsets} written; counterpoint undo takes it back"), err=True)
    orphans = Corpus.orphans(paths, ctx.obj)
    if orphans or not reanchor:
        write_answer(as_answer(orphans), format_)
    ctx.exit(1 if orphans else 0)


def _check(ctx: click.Context, paths: tuple[Path, ...], text: Path | None, *, fill: bool) -> None:
    report = Corpus.check(ctx.obj, paths, text=text, fill=fill)
    for path, count in report.filled.items():
        click.echo(visible(f"{path}: the offsets of {count} {'quote' if count == 1 else 'quotes'} written"))
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
