"""``counterpoint merge``: two things into one, wherever they are named."""

from __future__ import annotations

import click

from counterpoint.cli.changing import deciding, dry_run_option, tell, tell_differences, yes_option
from counterpoint.cli.common import show_progress, workspace_option
from counterpoint.corpus import Corpus


@click.command("merge")
@click.argument("old")
@click.argument("new")
@yes_option
@dry_run_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, old: str, new: str, yes: bool, dry_run: bool) -> None:
    """Make OLD and NEW one: a person, an organisation, a claim, a topic or a role.

    NEW keeps its id and what it says of itself; what only OLD says moves there, and every file that names OLD names
    NEW. Where the two cannot be one, each place is listed and nothing is changed. What changes is shown, and on a
    terminal you are asked.
    """
    agree = deciding(yes=yes, dry_run=dry_run)
    change = Corpus.merge(old, new, ctx.obj, agree=agree, progress=show_progress())
    tell_differences(change)
    tell(ctx, change, dry_run=dry_run)
