"""The ``counterpoint`` command and its subcommands, each imported only when it is called."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn

import click

from counterpoint.__about__ import __version__
from counterpoint.errors import CounterpointError, FaultsError, InUseError, UsageError, visible

COMMANDS: Final = {
    "init": "Make a workspace of your own.",
    "draft": "Find who says what in an article, and write a draft of its record.",
    "review": "Confirm a draft, statement by statement.",
    "add": "Add a confirmed draft or a record to the debate.",
    "check": "Check records; say every fault with its file, line and column.",
    "diff": "Say what changed records do to agreements and disagreements.",
    "rename": "Give a thing another id, wherever it is named, or another name.",
    "merge": "Make two things one, wherever they are named.",
    "remove": "Remove a thing from the debate.",
    "undo": "Take the last change back.",
    "build": "Bring the graph up to date with the records.",
    "questions": "List the questions of the library.",
    "ask": "Ask a question of the library.",
    "sparql": "Run a SPARQL query.",
    "view": "Draw the network of agreement and disagreement as a page.",
    "network": "Write the network for other programs.",
    "measures": "Say who stands together, who between, and how divided all are.",
    "serve": "Serve pages, an API and a SPARQL endpoint.",
    "import": "Bring in coded statements: CSV, Excel, DNA, AIF, RDF.",
    "export": "Write the debate for other programs: RDF, AIF, nanopublications, DNA, CSV, Excel.",
    "publish": "Write the graph to a SPARQL engine.",
    "reliability": "Say how alike several people coded one source.",
    "ontology": "Check or show the terms of the debate.",
    "reconcile": "Look up identifiers of people and organisations.",
}
_MODULES: Final = {"import": "importing"}
"""The modules of commands whose name is a word of Python."""
EXIT_FAULTS: Final = 1
EXIT_MISUSE: Final = 2


class _Commands(click.Group):
    """Commands that are imported when called: a question is answered before most libraries would be loaded."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"counterpoint.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        command.short_help = command.short_help or COMMANDS[cmd_name]
        return command

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from counterpoint.errors import UnknownNameError
            from counterpoint.matching import nearest

            close = nearest(args[0], COMMANDS)
            raise UnknownNameError("command", args[0], close, otherwise="counterpoint --help lists them all")
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="counterpoint", message="%(prog)s %(version)s")
@click.option("-w", "--workspace", metavar="DIR", help="The workspace, or the URL of a SPARQL endpoint.")
@click.pass_context
def counterpoint(ctx: click.Context, workspace: str | None) -> None:
    """Turn articles that quote people into a graph of who said what, and who agrees and disagrees with whom.

    Without -w, the workspace is the folder you are in or one above it; outside of any, the debate that ships with
    Counterpoint.
    """
    ctx.obj = workspace


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit code: 0 for success, 1 for faults and failures, 2 for misuse."""
    _open_what_is_closed()
    for stream in (sys.stdout, sys.stderr):
        # A file's name may hold what the terminal's encoding lacks; it is shown as far as it goes.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = counterpoint.main(args, prog_name="counterpoint", standalone_mode=False)
        sys.stdout.flush()
        sys.exit(code if isinstance(code, int) else 0)
    except (FaultsError, InUseError) as problem:
        click.echo(str(problem), err=True)
        sys.exit(EXIT_FAULTS)
    except CounterpointError as problem:
        _complain(str(problem))
        sys.exit(EXIT_MISUSE if isinstance(problem, UsageError) else EXIT_FAULTS)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except OSError as problem:
        # Where whoever read our output has gone, there is nobody to tell.
        if not isinstance(problem, BrokenPipeError):
            where = visible(str(problem.filename or ""))
            said = ": ".join(filter(None, [where, problem.strerror or str(problem)]))
            _complain("the folder that you are in is gone; go to another" if _is_nowhere() else said)
        discard_output()
        sys.exit(EXIT_FAULTS)


def _is_nowhere() -> bool:
    """Tell whether the current folder was removed meanwhile."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _open_what_is_closed() -> None:
    """Give the program streams where the shell closed them: what is written goes nowhere, and nothing is to be read."""
    import os

    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for the whole run


def _complain(message: str) -> None:
    lines = f"counterpoint: {message}".split("\n")
    click.echo("\n".join(map(visible, lines)), err=True)


def discard_output() -> None:
    """Let what is written from here on go nowhere: whoever read it has gone, or there is no room for it."""
    import os

    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
