"""``counterpoint sparql``: any query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from counterpoint.cli.common import format_option, open_corpus, workspace_option, write_answer
from counterpoint.errors import UsageError


@click.command("sparql")
@click.argument("query", metavar="QUERY|FILE|-")
@format_option
@workspace_option
@click.pass_context
def command(ctx: click.Context, query: str, format_: str | None) -> None:
    """Run a SELECT, ASK, CONSTRUCT or DESCRIBE over the union of all graphs.

    The query is given as text, as the path of a file, or on standard input (-). The prefixes cp, cpr, oa, org, owl,
    prov, rdf, rdfs, schema, skos and xsd need no declaration.
    """
    write_answer(open_corpus(ctx).sparql(_read(query)), format_)


def _read(query: str) -> str:
    try:
        if query == "-":
            return sys.stdin.read()
        # A query has spaces or braces; what has neither and is no file was meant as one.
        if not any(character in query for character in "{}\n"):
            return Path(query).read_text(encoding="utf-8")
    except UnicodeDecodeError as problem:
        raise UsageError(f"{query} is not UTF-8", "save the query in UTF-8") from problem
    except OSError as problem:
        raise UsageError(f"the query file {query} cannot be read: {problem.strerror}") from problem
    return query
