"""``counterpoint questions``: what can be asked."""

from __future__ import annotations

import sys

import click

from counterpoint.cli.common import workspace_option
from counterpoint.corpus import find_workspace
from counterpoint.questions.catalogue import Catalogue


@click.command("questions")
@workspace_option
@click.pass_context
def command(ctx: click.Context) -> None:
    """List the questions of the library, with what each takes."""
    workspace = find_workspace(ctx.obj)
    library = Catalogue(workspace.overlay("queries", suffix=".rq"))
    width = max(map(len, library), default=0)
    for name, question in library.items():
        options = " ".join(
            f"[--{parameter.name}]" if parameter.optional else f"--{parameter.name}"
            for parameter in question.typed.values()
        )
        takes = f"  ({options})" if options else ""
        bold = click.style(name.ljust(width), bold=True) if sys.stdout.isatty() else name.ljust(width)
        click.echo(f"{bold}  {question.summary}{takes}")
