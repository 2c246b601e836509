"""``counterpoint ontology``: the terms of the debate, checked and shown."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from counterpoint.cli.common import OutputPath, format_by_ending, workspace_option, write_output
from counterpoint.corpus import Corpus

_FORMATS = ("table", "tree", "json", "ttl", "dot", "svg", "html")
_ENDINGS = {f".{name}": name for name in _FORMATS[2:]} | {".txt": "table", ".gv": "dot", ".htm": "html"}


@click.group("ontology")
def command() -> None:
    """Check what the workspace adds to the ontology, or show the terms that there are."""


@command.command("check", short_help="Check the terms that the workspace adds.")
@workspace_option
@click.pass_context
def check(ctx: click.Context) -> None:
    """Check the terms that the workspace adds, as the shipped ones are tested.

    Looks at ontology/*.ttl, ontology/context.jsonld and queries/ of the workspace: terms that are described nowhere or
    not enough, that clash with shipped ones or cannot be true, shapes that look at nothing, keys that mean nothing,
    queries that use what there is not. One line a fault: file:line:column, what is wrong, what to do. What is hardly
    meant goes to standard error. The exit code is 1 where there are faults.
    """
    found = Corpus.check_ontology(ctx.obj)
    for fault in found.faults:
        click.echo(str(fault))
    for note in found.notes:
        click.echo(f"{note}", err=True)
    files = "1 file" if found.files == 1 else f"{found.files} files"
    if found.faults:
        faults = "1 fault" if len(found.faults) == 1 else f"{len(found.faults)} faults"
        click.echo(f"{faults} in {files}", err=True)
        ctx.exit(1)
    terms = "1 term" if found.terms == 1 else f"{found.terms} terms"
    click.echo(f"{files} without a fault; {terms} added" if found.files else "the workspace adds no terms of its own")


@command.command("show", short_help="Show the terms that there are, or one of them.")
@click.argument("term", required=False, default="")
@click.option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    help="By default what the ending of the file says, else a table.",
)
@click.option("-o", "--output", type=OutputPath(dir_okay=False, path_type=Path), help="The file to write.")
@workspace_option
@click.pass_context
def show(ctx: click.Context, term: str, format_: str | None, output: Path | None) -> None:
    """Show the terms that the debate can be told in, or one of them with what it is related to.

    Classes, properties, stances with their polarity, modes, roles and topics; those that the workspace adds are marked.
    TERM is a key of a record, a name with a prefix, a label or an IRI.
    """
    format_ = format_ or format_by_ending(output, _ENDINGS, "table")
    width = shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else 100
    write_output(Corpus.show_ontology(term, ctx.obj, format=format_, width=width), output)


@command.command("schema", short_help="Renew the schema by which editors check records.")
@workspace_option
@click.pass_context
def schema(ctx: click.Context) -> None:
    """Renew ontology/record.schema.json, by which editors complete and check records.

    It holds the keys, stances, modes and roles that the ontology allows, so it is renewed where that grows.
    """
    path, renewed = Corpus.write_schema(ctx.obj)
    click.echo(f"{path} renewed" if renewed else f"{path} is up to date")
