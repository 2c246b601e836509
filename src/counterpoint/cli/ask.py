"""``counterpoint ask``: each question of the library is a command with its parameters as options."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import click

from counterpoint.cli.common import (
    format_option,
    interruptible,
    open_corpus,
    warn_of_gaps,
    workspace_option,
    write_answer,
)
from counterpoint.corpus import find_workspace
from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.matching import nearest
from counterpoint.questions.catalogue import Catalogue, Question


class _Questions(click.Group):
    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a workspace that is named after the question, too: it decides which questions there are."""
        before = ""
        for flag, value in pairwise([*args, ""]):
            is_value, before = before.startswith("--") and "=" not in before and before != "--help", flag
            if is_value:
                continue
            if flag in ("-w", "--workspace"):
                ctx.obj = value or ctx.obj
            elif flag.startswith("--workspace="):
                ctx.obj = flag.partition("=")[2]
            elif flag.startswith("-w"):
                ctx.obj = flag.removeprefix("-w")
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_library(ctx))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _command(_library(ctx)[cmd_name])


def _library(ctx: click.Context) -> Catalogue:
    workspace = find_workspace(ctx.obj)
    return Catalogue(workspace.overlay("queries", suffix=".rq"))


def _command(question: Question) -> click.Command:
    @click.pass_context
    def run(ctx: click.Context, /, format_: str | None, **values: Any) -> None:
        if missing := question.missing({name for name, value in values.items() if value}):
            needed = " and ".join(f"--{parameter.name}" for parameter in missing)
            example = " ".join(f'--{parameter.name} "{parameter.example or "…"}"' for parameter in missing)
            raise UsageError(f'the question "{question.name}" needs {needed}', f"as in {example}")
        corpus = open_corpus(ctx)
        if question.rests_on_rules:
            warn_of_gaps(corpus)
        with interruptible():
            write_answer(corpus.ask(question.name, **values), format_)

    options: list[click.Parameter] = [
        click.Option(
            [f"--{parameter.name}", parameter.name],
            metavar=parameter.type.upper(),
            help=_help(parameter.description, parameter.optional, parameter.default, parameter.example),
        )
        for parameter in question.typed.values()
    ]
    command = _Question(
        question.name, params=options, callback=run, help=question.description, short_help=question.summary
    )
    command.takes = tuple(question.typed)
    return workspace_option(format_option(command))


class _Question(click.Command):
    allow_extra_args = True  # refused below, with what to write in their place
    takes: tuple[str, ...] = ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse an unknown option with the nearest there is."""
        known = [name for parameter in self.params for name in parameter.opts]
        for arg in args:
            name = arg.partition("=")[0]
            if name.startswith("--") and len(name) > 2 and name not in (*known, "--help"):
                raise UnknownNameError(f"option of {self.name}", name, nearest(name, known), known)
        rest = super().parse_args(ctx, args)
        if rest:
            takes = " or ".join(f"--{name}" for name in self.takes) or "no parameter"
            raise UsageError(f'"{" ".join(rest)}" belongs to no parameter', f"the question {self.name} takes {takes}")
        return rest


def _help(description: str, optional: bool, default: str, example: str) -> str:
    notes = [
        f"by default {default}" if default else "optional" if optional else "",
        f"e.g. {example}" if example else "",
    ]
    return description + "".join(f"; {note}" for note in notes if note) + "."


@click.group("ask", cls=_Questions, subcommand_metavar="NAME [PARAMETERS]")
@workspace_option
def command() -> None:
    """Ask a question of the library.

    A parameter takes the name of a person, an organisation, a claim, a topic, a role or a source as you would type it,
    or its id. `counterpoint ask NAME --help` says what a question takes.
    """
