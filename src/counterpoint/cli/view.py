"""``counterpoint view``: the network as a page or a picture."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoint.cli.common import OutputPath, format_by_ending, open_corpus, warn_of_gaps, workspace_option

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from counterpoint.building.build import Progress as Told

_ENDINGS = {".html": "page", ".htm": "page", ".svg": "picture"}
_PATIENCE = 2.0
"""Seconds after which a person wants to see how long it will be."""


@click.command("view")
@click.option(
    "-o",
    "--output",
    type=OutputPath(dir_okay=False, path_type=Path),
    default="network.html",
    show_default=True,
    help="The file to write: a page, or the picture alone where its name ends on .svg.",
)
@click.option("--title", default="", help="The page's heading, by default the workspace's title.")
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, output: Path, title: str, open_: bool) -> None:
    """Draw who agrees and disagrees with whom as one page that needs no network.

    A click on a line or a speaker shows the words behind it.
    """
    format_by_ending(output, _ENDINGS, "page", otherwise="")
    corpus = open_corpus(ctx)
    warn_of_gaps(corpus)
    with ExitStack() as stack:
        view = corpus.view(title=title, progress=_bar(stack))
    path = view.write(output)
    click.echo(path)
    if open_:
        click.launch(path.as_uri())


def _bar(stack: ExitStack) -> Told | None:
    """Return a progress bar that appears after two seconds, on a terminal only, and goes when it is done.

    :param stack: ends with the work.
    """
    if not sys.stderr.isatty():
        return None
    started = time.monotonic()
    shown: list[tuple[Progress, TaskID]] = []

    def show(what: str, done: int, total: int) -> None:
        if not shown and time.monotonic() - started > _PATIENCE:
            shown.append(_drawn(stack, total))
        for bar, task in shown:
            bar.update(task, completed=done, description=what)

    return show


def _drawn(stack: ExitStack, total: int) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    return bar, bar.add_task("", total=total)
