"""``counterpoint init``: a workspace of one's own."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from counterpoint.corpus import Corpus
from counterpoint.errors import UsageError, visible


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--title", default="", help="What the debate is called; by default after the folder.")
@click.option("--base", default="", metavar="IRI", help="What the IRIs of its data begin with.")
def command(folder: str, title: str, base: str) -> None:
    """Make a workspace of your own in DIR: folders, settings, and an example to look at.

    It has the ontology, the roles, the questions and the pages that ship with Counterpoint; files of its own go over
    them. What stands in DIR already is left as it is.
    """
    if not folder:
        raise UsageError("an empty path is no folder", "name the folder; counterpoint init . takes the one you are in")
    beginning = Corpus.init(Path(folder), title=title, base=base)
    shown = visible(str(Path(folder)))
    click.echo(f"{shown} is a workspace now: {len(beginning.made)} files")
    for name in beginning.kept:
        click.echo(f"{visible(str(Path(folder) / name))} was there already and is as it was", err=True)
    where = shlex.quote(f"./{shown}" if shown.startswith("-") else shown)
    click.echo(f"next: cd {where} && counterpoint draft ARTICLE, or counterpoint view to see its example")
    click.echo("counterpoint remove example takes the example out")
