"""``counterpoint publish``: the graph on a SPARQL engine."""

from __future__ import annotations

import click

from counterpoint.cli.common import open_corpus, show_progress, workspace_option
from counterpoint.corpus import is_endpoint
from counterpoint.errors import UsageError, visible
from counterpoint.store.publishing import Publication


@click.command("publish")
@click.argument("endpoint", metavar="URL")
@click.option("--graph-store", metavar="URL", help="The engine's Graph Store Protocol service.")
@click.option("--update", metavar="URL", help="The engine's SPARQL Update service, in place of --graph-store.")
@click.option("--dry-run", is_flag=True, help="Only say what would be written and removed.")
@click.option("--quick", is_flag=True, help="Read back only what was written, not everything.")
@workspace_option
@click.pass_context
def command(
    ctx: click.Context, endpoint: str, graph_store: str | None, update: str | None, dry_run: bool, quick: bool
) -> None:
    """Write the graph to the SPARQL engine whose query service is at URL, source by source, and read it back.

    Only what differs from what was published before is written, so an interrupted publication goes on where it was;
    what is no more in the workspace is removed. The engine's service to write to is looked for in the usual places
    where neither --graph-store nor --update names it.

    Credentials come from the environment, COUNTERPOINT_USER and COUNTERPOINT_PASSWORD or COUNTERPOINT_TOKEN, or stand
    in the URL as in https://user:password@host/sparql.
    """
    for url in filter(None, (endpoint, graph_store, update)):
        if not is_endpoint(url):
            raise UsageError(f'"{url}" is not the URL of a SPARQL service', "write it as in https://host/sparql")
    corpus = open_corpus(ctx)
    publication = corpus.publish(
        endpoint,
        graph_store=graph_store,
        update=update,
        dry_run=dry_run,
        quick=quick,
        progress=show_progress("graphs"),
    )
    if dry_run:
        for graph, triples in publication.written.items():
            click.echo(visible(f"would write {graph} ({_counted(triples, 'triple')})"))
        for graph in publication.removed:
            click.echo(visible(f"would remove {graph}"))
    click.echo(_summary(publication, "would be " if dry_run else ""))


def _summary(publication: Publication, tense: str) -> str:
    graphs, triples = len(publication.written), sum(publication.written.values())
    parts = [f"{_counted(graphs, 'graph')} {tense}written ({_counted(triples, 'triple')})"] if graphs else []
    if publication.removed:
        parts.append(f"{_counted(len(publication.removed), 'graph')} {tense}removed")
    if publication.kept:
        parts.append(f"{_counted(publication.kept, 'graph')} there already")
    if not tense:
        parts.append(f"{_counted(publication.verified, 'graph')} read back and found right")
    return ", ".join(parts)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else what + 's'}"
