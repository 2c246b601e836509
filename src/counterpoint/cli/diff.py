"""``counterpoint diff``: what records would do to agreements and disagreements."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoint.cli.common import format_option, show_progress, workspace_option, write_answer
from counterpoint.corpus import Corpus


@click.command("diff")
@click.argument("paths", metavar="[FILE]...", nargs=-1, type=click.Path(path_type=Path))
@format_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], format_: str | None) -> None:
    """Say which agreements and disagreements records would bring, and which would go, before they land.

    Without FILE, or with records of the debate, these are the edits since the last build; a FILE from elsewhere is
    compared with the source that it would replace, if any. Nothing is changed.
    """
    from counterpoint.changing.differences import as_answer

    write_answer(as_answer(Corpus.differences(paths, ctx.obj, progress=show_progress())), format_)
