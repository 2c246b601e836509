"""``counterpoint serve``: the debate on the web."""

from __future__ import annotations

import click

from counterpoint.cli.common import workspace_option
from counterpoint.errors import UsageError


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7474, show_default=True, help="The port; 0 for any free one."
)
@click.option("--open", "open_", is_flag=True, help="Open the pages in the browser.")
@click.option("--endpoint", metavar="URL", help="Serve what a SPARQL 1.1 endpoint holds; the same as -w URL.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="The longest that a query may take; then its process is killed.",
)
@click.option(
    "--max-request",
    type=click.IntRange(min=1024),
    default=1 << 20,
    show_default=True,
    metavar="BYTES",
    help="The longest request.",
)
@click.option(
    "--max-queries",
    type=click.IntRange(min=1),
    default=16,
    show_default=True,
    metavar="N",
    help="How many requests are worked on at once, each in a process of its own.",
)
@click.option(
    "--max-waiting",
    type=click.IntRange(min=0),
    default=256,
    show_default=True,
    metavar="N",
    help="How many more may wait for their turn.",
)
@click.option(
    "--max-rows",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="N",
    help="The most rows that a query may give; 0 for any number.",
)
@click.option(
    "--allow", multiple=True, metavar="URL", help="An address that queries may reach with SERVICE; may be repeated."
)
@click.option("--edit", is_flag=True, help="Let people confirm drafts, at /edit.")
@click.option("--as", "coder", metavar="NAME", help="Who confirms them: a person or an organisation of the debate.")
@workspace_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    *,
    host: str,
    port: int,
    open_: bool,
    endpoint: str | None,
    timeout: float,
    max_request: int,
    max_queries: int,
    max_waiting: int,
    max_rows: int,
    allow: tuple[str, ...],
    edit: bool,
    coder: str | None,
) -> None:
    """Serve pages, an API and a SPARQL endpoint, for reading, until Ctrl-C.

    Each request is worked on in a process of its own, which is killed where it takes too long. A newer graph, as
    `counterpoint build` makes it, is taken up while the server runs. With --endpoint, pages, API, questions and network
    are over any SPARQL 1.1 engine.

    With --edit, drafts are confirmed at /edit: on this machine by whoever uses it, on another address by those who have
    the token that is printed, or that COUNTERPOINT_EDIT_TOKEN holds.
    """
    from counterpoint.web.editing.settings import editing_on
    from counterpoint.web.limits import Limits
    from counterpoint.web.server import serve

    if endpoint is not None and not endpoint.startswith(("http://", "https://")):
        raise UsageError(f'"{endpoint}" is not the address of an endpoint', "write it with http:// or https://")
    if coder is not None and not edit:
        raise UsageError("--as says who confirms drafts, and nobody can here", "add --edit")
    limits = Limits(timeout, max_request, max_queries, max_waiting, max_rows, frozenset(allow))

    def ready(address: str) -> None:
        click.echo(f"{address}\nSPARQL endpoint: {address}sparql")
        if editing:
            click.echo(f"Drafts: {address}edit")
            if editing.made:
                click.echo(f"Token: {editing.token}")
        click.echo("Ctrl-C stops it.")
        if open_:
            click.launch(address)

    editing = editing_on(host, coder or "") if edit else None
    serve(endpoint or ctx.obj, host=host, port=port, limits=limits, editing=editing, ready=ready)
