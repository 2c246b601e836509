"""``counterpoint rename``: another id for a thing, wherever it is named, and another name."""

from __future__ import annotations

import click

from counterpoint.cli.changing import deciding, dry_run_option, tell, tell_differences, yes_option
from counterpoint.cli.common import show_progress, workspace_option
from counterpoint.corpus import Corpus


@click.command("rename")
@click.argument("old")
@click.argument("new", required=False)
@click.option("--name", help="What it is to be called; of a claim its words, of a source its title.")
@yes_option
@dry_run_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, old: str, new: str | None, name: str | None, yes: bool, dry_run: bool) -> None:
    """Give a person, an organisation, a claim, a topic, a role or a source another id, another name, or both.

    OLD is its id, or kind:id where several things share it (person:bmj). NEW is the id that it is to have. Every file
    that names it follows: records, drafts, questions, texts/ID.txt and counterpoint.toml; comments, order and layout
    stay. What changes is shown, and on a terminal you are asked.
    """
    agree = deciding(yes=yes, dry_run=dry_run)
    change = Corpus.rename(old, new, ctx.obj, name=name, agree=agree, progress=show_progress())
    tell_differences(change)
    tell(ctx, change, dry_run=dry_run)
