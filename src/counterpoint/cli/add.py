"""``counterpoint add``: records and finished drafts into the debate."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoint.cli.changing import deciding, dry_run_option, say, tell, tell_differences, yes_option
from counterpoint.cli.common import commands_of, show_progress, workspace_option
from counterpoint.corpus import Corpus


@click.command("add")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put a source in the place of the one that has its id.")
@click.option("--text", type=click.Path(path_type=Path), help="The text of the article, to become texts/ID.txt.")
@yes_option
@dry_run_option
@workspace_option
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], replace: bool, text: Path | None, yes: bool, dry_run: bool
) -> None:
    """Add records and finished drafts to the debate, as graph/sources/ID.yaml.

    All is checked first: where there are faults, files and graph stay as they were. A draft is finished once each
    statement is accepted or rejected (counterpoint review). Where a source is replaced, what changes is shown, and on a
    terminal you are asked. A draft in drafts/ may be named by its id alone.
    """
    agree = deciding(yes=yes, dry_run=dry_run, freely=lambda change: change.plan.only_adds)
    with commands_of(ctx):
        change = Corpus.add(paths, ctx.obj, replace=replace, text=text, agree=agree, progress=show_progress())
    if change.made:
        for note in change.notes:
            say(note)
        statements = "1 statement" if change.statements == 1 else f"{change.statements:,} statements"
        speakers = "1 speaker" if change.speakers == 1 else f"{change.speakers:,} speakers"
        say(f"{statements} by {speakers}")
        tell_differences(change, otherwise="counterpoint diff FILE lists them before a source is added")
    tell(ctx, change, dry_run=dry_run)
