"""``counterpoint undo``: the last change taken back."""

from __future__ import annotations

import click

from counterpoint.cli.changing import deciding, dry_run_option, tell, tell_differences, yes_option
from counterpoint.cli.common import show_progress, workspace_option
from counterpoint.corpus import Corpus


@click.command("undo")
@yes_option
@dry_run_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, yes: bool, dry_run: bool) -> None:
    """Take back what the last command that changes the debate did, in files and graph.

    These are add, remove, rename, merge, import, reconcile and check --reanchor. It is refused where one of the files
    was edited since. What changes is shown, and on a terminal you are asked. Done again, it takes back the change
    before; what was undone is made again by its command.
    """
    agree = deciding(yes=yes, dry_run=dry_run)
    change = Corpus.undo(ctx.obj, agree=agree, progress=show_progress())
    tell_differences(change)
    tell(ctx, change, dry_run=dry_run)
