"""``counterpoint remove``: a thing out of the debate."""

from __future__ import annotations

import click

from counterpoint.cli.changing import deciding, dry_run_option, tell, tell_differences, yes_option
from counterpoint.cli.common import show_progress, workspace_option
from counterpoint.corpus import Corpus


@click.command("remove")
@click.argument("name", metavar="ID")
@click.option("--cascade", is_flag=True, help="Remove what cannot stand without it, too.")
@yes_option
@dry_run_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, name: str, cascade: bool, yes: bool, dry_run: bool) -> None:
    """Remove a person, an organisation, a claim, a topic, a role or a source.

    ID may be kind:id where several things share it (person:bmj). Where others name it, each place is listed and nothing
    is changed. With --cascade a speaker's statements go along, a claim's stances and the statements that take no other,
    and answers to these; other keys lose the value. What changes is shown, and on a terminal you are asked.
    """
    agree = deciding(yes=yes, dry_run=dry_run)
    change = Corpus.remove(name, ctx.obj, cascade=cascade, agree=agree, progress=show_progress())
    tell_differences(change)
    tell(ctx, change, dry_run=dry_run)
