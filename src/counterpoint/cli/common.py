"""What several commands share: the workspace option, formats, progress."""

from __future__ import annotations

import re
import shlex
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from counterpoint.corpus import Corpus
from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from counterpoint.building.build import Progress
    from counterpoint.questions.answers import Answer

_PATIENCE = 2.0
"""Seconds after which a person wants to see that something happens."""

_REVIEW = re.compile(r"counterpoint review (?:'[^']*'|[^\s,;']+)")
"""A command that messages give, and its draft."""

F = TypeVar("F", bound=Callable[..., Any])

FORMAT_NAMES = ("table", "markdown", "json", "csv", "tsv", "xml", "turtle", "ntriples", "jsonld")

workspace_option = click.option(
    "-w",
    "--workspace",
    metavar="DIR",
    help="The workspace, or the URL of a SPARQL endpoint.",
    expose_value=False,
    callback=lambda ctx, _, value: _choose(ctx, value),
)
format_option = click.option(
    "--format",
    "format_",
    type=click.Choice(FORMAT_NAMES),
    help="By default a table on a terminal and CSV into a pipe; Turtle for a graph.",
)


def _choose(ctx: click.Context, value: str | None) -> None:
    if value is not None:
        ctx.obj = value


def next_command(ctx: click.Context, verb: str, path: str = "") -> str:
    """Write a command as the user can give it where they are: with the workspace that they named.

    :param verb: the command's name.
    :param path: what it works on, relative to the workspace; empty where that is the whole workspace.
    """
    what = f" {shlex.quote(path)}" if path else ""
    where = f" -w {shlex.quote(ctx.obj)}" if ctx.obj else ""
    return f"counterpoint {verb}{what}{where}"


@contextmanager
def commands_of(ctx: click.Context) -> Iterator[None]:
    """Let the commands that a message gives work where it is read: with the workspace that the user named."""
    try:
        yield
    except UsageError as problem:
        where = f" -w {shlex.quote(ctx.obj)}" if ctx.obj else ""
        hint = _REVIEW.sub(lambda found: found[0] + where, problem.hint)
        raise UsageError(problem.message, hint) from problem


def open_corpus(ctx: click.Context) -> Corpus:
    """Open the workspace that the user named, or the one around the current folder."""
    return Corpus.open(ctx.obj, progress=show_progress())


def show_progress(unit: str = "files") -> Progress | None:
    """Return a progress bar for what takes longer than two seconds, on a terminal only.

    :param unit: what is counted.
    """
    if not sys.stderr.isatty():
        return None
    started = time.monotonic()

    def show(what: str, done: int, total: int) -> None:
        if time.monotonic() - started > _PATIENCE:
            # The line is written over by the next, and cleared at the end.
            text = f"{what} {done:,} of {total:,} {unit}" if done < total else ""
            click.echo(f"\r\033[K{text}", err=True, nl=False)

    return show


def warn_of_gaps(corpus: Corpus) -> None:
    """Say on standard error where the rules left claims out: what rests on agreement is then not the whole of it."""
    if found := len(corpus.not_compared):
        claims = "1 claim was" if found == 1 else f"{found:,} claims were"
        hint = "counterpoint build --fresh names them; raise [inference] max_pairs in counterpoint.toml"
        click.echo(f"counterpoint: {claims} left out of agreement and disagreement; {hint}", err=True)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: while the engine works on a query, Python would not hear of it.

    Only for what changes no file.
    """
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def write_answer(answer: Answer, format_: str | None) -> None:
    """Write an answer to standard output in the chosen format, or the one that fits where it goes."""
    fitting = "turtle" if answer.is_graph else "table" if sys.stdout.isatty() else "csv"
    data = answer.serialize(format_ or fitting)
    sys.stdout.buffer.write(data if data.endswith(b"\n") or not sys.stdout.isatty() else data + b"\n")
    sys.stdout.buffer.flush()


def tell_undated(number: int) -> None:
    """Say on standard error how many statements were left out for want of a date."""
    if number:
        statements = "1 statement without a date was" if number == 1 else f"{number:,} statements without a date were"
        click.echo(f"counterpoint: {statements} left out", err=True)


class OutputPath(click.Path):
    """The path of what is written; an empty one, such as an unset variable of the shell gives, is none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Read the path.

        :raises UsageError: where it is empty.
        """
        if value == "":
            raise UsageError("an empty path is no file", "name a file with -o, or leave out -o")
        return super().convert(value, param, ctx)


def format_by_ending(
    output: Path | None, endings: Mapping[str, str], default: str, otherwise: str = ", or say --format"
) -> str:
    """Tell the format that the ending of a file's name stands for; a file without an ending has the default one.

    :param output: the file, none for standard output.
    :param endings: the format of each ending.
    :param otherwise: what else can be done, as a hint goes on.
    :raises UsageError: where the ending is of no format: the file would not hold what its name promises.
    """
    ending = output.suffix.lower() if output else ""
    if ending and ending not in endings:
        known = ", ".join(endings)
        raise UsageError(f'nothing is written as "{ending}"', f"name a file that ends on {known}{otherwise}")
    return endings.get(ending, default)


def write_output(data: bytes, output: Path | None) -> None:
    """Write to a file, whole or not at all, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        from counterpoint.files import write_atomically

        write_atomically(output, data)
