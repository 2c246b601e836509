"""``counterpoint view``: the network as a page."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoint.cli.common import open_corpus, warn_of_gaps, workspace_option


@click.command("view")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default="network.html",
    show_default=True,
    help="The file to write.",
)
@click.option("--title", default="", help="The page's heading, by default the workspace's title.")
@click.option("--open", "open_", is_flag=True, help="Open the page in the browser.")
@workspace_option
@click.pass_context
def command(ctx: click.Context, output: Path, title: str, open_: bool) -> None:
    """Draw who agrees and disagrees with whom as one page that needs no network.

    A click on a line or a speaker shows the words behind it.
    """
    corpus = open_corpus(ctx)
    warn_of_gaps(corpus)
    path = corpus.view(title=title).write(output)
    click.echo(path)
    if open_:
        click.launch(path.as_uri())
