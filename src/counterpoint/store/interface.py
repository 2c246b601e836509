"""The interface that every store has, and what both kinds of store share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

import pyoxigraph as ox

from counterpoint.errors import QueryError

Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
"""What a query gives: the solutions of a SELECT, the answer of an ASK, the triples of a CONSTRUCT or DESCRIBE."""


class Named(NamedTuple):
    """The graphs that a query is asked over, as the SPARQL Protocol names them; they go before FROM.

    :param default: IRIs of the graphs whose union is the default graph.
    :param named: IRIs of the graphs that GRAPH finds.
    """

    default: Sequence[str] = ()
    named: Sequence[str] = ()


class Store(Protocol):
    """Quads that can be asked. The default graph of a query is the union of all named graphs."""

    def query(self, sparql: str) -> Result:
        """Run a query; the prefixes of :data:`counterpoint.vocabulary.PREFIXES` are known.

        :raises QueryError: where the query does not parse or fails.
        :raises StoreError: where the store cannot be read.
        """
        ...

    def table(self, sparql: str) -> list[tuple[str, ...]]:
        """Run a SELECT and return its rows as plain strings, in the order of its variables.

        IRIs and lexical forms come as they are, an unbound variable as an empty string. This is several times
        faster than :meth:`query` where there are many rows.

        :raises QueryError: where the query does not parse, fails, or is no SELECT.
        """
        ...

    def graphs(self) -> list[str]:
        """List the IRIs of the named graphs, in order."""
        ...

    def replace_graph(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Put quads in place of all that a named graph holds.

        :raises StoreError: where the store cannot be written.
        """
        ...

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph and all that it holds; one that is not there is no error."""
        ...


def triples_of(result: Result) -> Iterator[ox.Triple]:
    """Yield the triples that a CONSTRUCT or DESCRIBE gave.

    :raises QueryError: where the query was another.
    """
    if not isinstance(result, ox.QueryTriples):
        raise QueryError("triples need a CONSTRUCT or DESCRIBE query")
    yield from result


_ENDS_TO_COMMAS = bytes.maketrans(b"\n", b",")
_TOO_WIDE = "a row of the CSV result is not as wide as its header"


def read_columns(data: bytes) -> list[list[str]]:
    r"""Read a SPARQL CSV result into its columns, without its header; faster than :func:`read_csv`.

    :raises ValueError: as :func:`read_csv` does.

    >>> read_columns(b"a,b\r\n1,\r\n2,x\r\n")
    [['1', '2'], ['', 'x']]
    """
    cells, width = _plain_cells(data)
    if width:
        return [cells[width + column : -1 : width] for column in range(width)]
    header = data.partition(b"\n")[0].count(b",") + 1
    rows = read_csv(data)
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(header)]


def _plain_cells(data: bytes) -> tuple[list[str], int]:
    """Give all cells of a result without quotes, header and an empty one at the end included, and how many make a row.

    Nothing is quoted, so every comma and line end separates, which is much faster than a reader of CSV. Where something
    is quoted, there are 0 to a row.
    """
    if b'"' in data:
        return [], 0
    width = data.partition(b"\n")[0].count(b",") + 1
    whole = data if data.endswith(b"\n") else data + b"\n"
    lines = whole.count(b"\n")
    joined = whole.translate(_ENDS_TO_COMMAS, b"\r")
    if joined.count(b",") != lines * width:
        raise ValueError(_TOO_WIDE)
    return joined.decode("utf-8").split(","), width


def read_csv(data: bytes) -> list[tuple[str, ...]]:
    r"""Read a SPARQL CSV result into rows of strings, without its header.

    :raises ValueError: where a row is not as wide as the header: the engine does not quote the comma of an IRI.

    >>> read_csv(b"a,b\r\n1,\r\n")
    [('1', '')]
    """
    cells, width = _plain_cells(data)
    if width:
        return list(zip(*[iter(cells[width:-1])] * width, strict=True))
    import csv
    import io

    rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""))
    width = len(next(rows, []))
    # A result with one column writes an unbound value as an empty line, which the reader gives as [].
    found = [tuple(row) if row else ("",) for row in rows]
    if any(len(row) != width for row in found):
        raise ValueError(_TOO_WIDE)
    return found


# Compiled where a query is wrong: most are not.
_UPDATE = (
    r"(?i)(?:\s|#[^\r\n]*|(?:PREFIX\s+\S+|BASE)\s*<[^>]*>)*"
    r"(?:INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH)\b"
)
_PLACE = r"(?s)error at (\d+):(\d+): ?(.*)"


def syntax_error(sparql: str, problem: str) -> QueryError:
    """Turn the engine's complaint about a query into one line, the query's own line and a caret.

    >>> print(syntax_error("SELECT * WHERE {", "error at 1:17: expected one of …"))
    the query does not parse at line 1, column 17
        SELECT * WHERE {
                        ^
    """
    found = re.search(_PLACE, problem)
    if not found:
        return QueryError(f"the query does not parse: {problem.strip()}")
    line, column, expected = int(found[1]), int(found[2]), found[3]
    lines = sparql.splitlines() or [""]
    shown = lines[line - 1] if line <= len(lines) else ""
    reason = "" if expected.startswith("expected") else f": {expected.strip()}"
    if "Prefix not found" in expected:
        reason = ": a prefix is used that is not declared"
    if re.match(_UPDATE, sparql):
        reason = ": it is an update, and the graph is for reading"
    shown, caret = shown.replace("\t", " "), " " * (column - 1) + "^"
    message = f"the query does not parse at line {line}, column {column}{reason}\n    {shown}\n    {caret}"
    return QueryError(message, line=line, column=column, excerpt=shown)
