"""``counterpoint sparql``: any query."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Final

import click

from counterpoint.cli.common import format_option, interruptible, open_corpus, workspace_option, write_answer
from counterpoint.errors import UsageError

# No file is called like this; a DESCRIBE needs no braces.
_QUERY: Final = re.compile(
    r"[{}\n]|\bdescribe\s*[<?$*]|\bdescribe\s+\S+:|^\s*(clear|drop|load|create|add|move|copy)\s", re.IGNORECASE
)


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
    text, corpus = _read(query), open_corpus(ctx)
    with interruptible():
        write_answer(corpus.sparql(text), format_)


def _read(query: str) -> str:
    text = query if _QUERY.search(query) else _read_file(query) if query else ""
    if not text.strip():
        raise UsageError("the query is empty", "write a query, the name of a file, or - for standard input")
    return text


def _read_file(query: str) -> str:
    try:
        return sys.stdin.read() if query == "-" else Path(query).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        where = "standard input" if query == "-" else query
        raise UsageError(f"{where} is not UTF-8", "save the query in UTF-8") from problem
    except OSError as problem:
        hint = "a query has SELECT, ASK, CONSTRUCT or DESCRIBE in it"
        raise UsageError(f"the query file {query} cannot be read: {problem.strerror}", hint) from problem
