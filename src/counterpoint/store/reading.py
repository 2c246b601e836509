"""Read whole answers from an endpoint that may give only so many rows at a time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeVar

import pyoxigraph as ox

from counterpoint.errors import CounterpointError, QueryError, StoreError
from counterpoint.store.interface import Result, read_csv
from counterpoint.store.paging import Select, pattern_of, take_apart

CSV: Final = "text/csv"
JSON: Final = "application/sparql-results+json"
N_TRIPLES: Final = "application/n-triples"

_IS_SPARQL: Final = "is it the address of a SPARQL endpoint?"
ROWS_CAPPED: Final = "X-SPARQL-MaxRows"
_FEW: Final = 100
"""No endpoint cuts an answer off below so many rows, unless it says so."""
_MANY: Final = 1000

Ask = Callable[[str, str], tuple[bytes, str, Mapping[str, str]]]
"""Called with a query and a media type; gives the body, its media type and the headers."""

Row = TypeVar("Row")
Parsed = TypeVar("Parsed")


class Reader:
    """Answers of one endpoint, made whole.

    An answer is cut off where the endpoint says so, as Virtuoso does, or where it has fewer rows than the query counts.
    They are counted only where there is doubt: where rows are many, or a round number, and more than came whole before.

    :param ask: makes the request.
    :param endpoint: how it is called in messages.
    """

    def __init__(self, ask: Ask, endpoint: str) -> None:
        self._ask, self._endpoint = ask, endpoint
        self._cap = 0  # how many rows an answer has at most, where that is known
        self._whole = _FEW - 1  # as many are known not to be cut off
        self._nested = False

    def table(self, sparql: str) -> list[tuple[str, ...]]:
        """Read the rows of a SELECT as plain strings.

        :raises QueryError: where it is no SELECT.
        :raises StoreError: where the endpoint does not give them all.
        """
        body, headers = self._get(sparql, CSV)
        rows = self._parsed(CSV, read_csv, body)
        total = self._total(sparql, len(rows), headers)
        if total <= len(rows):
            return rows
        names = next(csv.reader(io.StringIO(body.decode("utf-8"))), [])
        return self._pages(sparql, names, total, lambda page: self._parsed(CSV, read_csv, self._get(page, CSV)[0]))

    def solutions(self, sparql: str, *, ask: bool = False) -> Result:
        """Read the solutions of a SELECT, or the answer of an ASK."""
        body, headers = self._get(sparql, JSON)
        result = self._parsed(JSON, _parse_json, body)
        if ask and isinstance(result, ox.QuerySolutions):
            return truth(result)
        if isinstance(result, ox.QueryBoolean) or (body.count(b"{") <= _FEW and ROWS_CAPPED not in headers):
            return result
        count = sum(1 for _ in self._parsed(JSON, _parse_rows, body))
        total = self._total(sparql, count, headers)
        if total <= count:
            return result
        names = [variable.value for variable in result.variables]
        rows = self._pages(sparql, names, total, lambda page: self._bindings(self._get(page, JSON)[0]))
        return _parse_json(json.dumps({"head": {"vars": names}, "results": {"bindings": rows}}).encode())

    def triples(self, sparql: str) -> Result:
        """Read the triples of a CONSTRUCT or DESCRIBE.

        :raises StoreError: where the endpoint gives a part of a CONSTRUCT only, which is not read in pages.
        """
        body, headers = self._get(sparql, N_TRIPLES)
        if ROWS_CAPPED in headers:
            raise self._cut(headers[ROWS_CAPPED])
        graph = ox.Store()
        self._parsed(N_TRIPLES, lambda data: graph.load(data, format=ox.RdfFormat.N_TRIPLES), body)
        if (self._cap or len(graph) >= _FEW) and (solutions := pattern_of(sparql)):
            self._refuse_cut(solutions)
        return graph.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def _refuse_cut(self, solutions: Select) -> None:
        """Refuse triples that were made of some solutions only: Virtuoso says nothing of that.

        :raises StoreError: where there are more solutions than the endpoint gives rows.
        """
        counted = self._counted(solutions)
        if not self._cap and counted > self._whole:
            sparql = solutions.whole()
            body, headers = self._get(sparql, CSV)
            self._total(sparql, len(self._parsed(CSV, read_csv, body)), headers)
        if self._cap and counted > self._cap:
            raise self._cut(f"{self._cap:,} of the {counted:,}")

    def _counted(self, select: Select) -> int:
        counted = self._parsed(CSV, read_csv, self._get(select.count(), CSV)[0])
        return int(counted[0][0]) if counted and counted[0][0].isdecimal() else 0

    def _total(self, sparql: str, rows: int, headers: Mapping[str, str]) -> int:
        """Tell how many rows an answer should have; as many as it has where there is no doubt."""
        said = headers.get(ROWS_CAPPED, "")
        if not said and not self._doubtful(rows):
            return rows
        select = take_apart(sparql)
        if select is None:
            if said:
                raise self._cut(said)
            return rows
        total = self._counted(select)
        if total > rows:
            self._cap = rows
        else:
            self._whole = max(self._whole, rows)
        return total

    def _doubtful(self, rows: int) -> bool:
        if rows <= self._whole or (self._cap and rows < self._cap):
            return False
        return rows >= _MANY or rows % 50 == 0 or rows == self._cap

    def _pages(self, sparql: str, names: Sequence[str], total: int, read: Callable[[str], list[Row]]) -> list[Row]:
        """Ask for the rows of a query, page by page.

        To sort takes an engine long, for each page anew, so where nothing is said of their order the rows are first
        taken as they come. If as many are there as were counted, and no two are the same, they are all.
        """
        select = take_apart(sparql)
        assert select is not None  # noqa: S101 - it was counted
        size = self._cap
        if not select.order:
            rows = _gathered(total, lambda start: read(select.piece(size, start)))
            if len(rows) == total == len({repr(row) for row in rows}):
                return rows
        rows = _gathered(total, lambda start: self._page(select, names, size, start, read))
        if len(rows) != total:
            message = f"{self._endpoint} gives {len(rows):,} of {total:,} rows, {size:,} at a time"
            raise StoreError(message, "it may be changing; ask again, or let it give more rows at a time")
        return rows

    def _page(
        self, select: Select, names: Sequence[str], size: int, start: int, read: Callable[[str], list[Row]]
    ) -> list[Row]:
        if not self._nested:
            try:
                return read(select.page(names, size, start, nested=False))
            except CounterpointError:
                # Virtuoso does not sort that deep; if this is another failure, it comes again.
                self._nested = True
        return read(select.page(names, size, start, nested=True))

    def _get(self, sparql: str, accept: str) -> tuple[bytes, Mapping[str, str]]:
        body, media_type, headers = self._ask(sparql, accept)
        if headers.get("X-SQL-State"):  # Virtuoso's, where its time was up
            message = f"{self._endpoint} gives a part of the answer only: {headers.get('X-SQL-Message', '')[:300]}"
            raise StoreError(message, "ask for less, or allow it more time")
        if media_type == accept:
            return body, headers
        if media_type == "text/plain" and accept == N_TRIPLES:  # as N-Triples were called before they had a type
            return body, headers
        if accept == CSV and media_type.endswith(("triples", "turtle", "rdf+xml")):
            raise QueryError("a table needs a SELECT query")
        raise StoreError(f"{self._endpoint} answers with {media_type or 'nothing'}, not {accept}", _IS_SPARQL)

    def _parsed(self, media_type: str, parse: Callable[[bytes], Parsed], body: bytes) -> Parsed:
        try:
            return parse(body)
        except (SyntaxError, ValueError) as problem:
            message = f"{self._endpoint} answers with {media_type} that does not parse: {problem}"
            raise StoreError(message, _IS_SPARQL) from problem

    def _bindings(self, body: bytes) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._parsed(JSON, lambda data: json.loads(data)["results"]["bindings"], body)
        return found

    def _cut(self, rows: str) -> StoreError:
        hint = "ask with SELECT, or with LIMIT and OFFSET"
        return StoreError(f"{self._endpoint} gives only {rows} rows of the answer", hint)


def _gathered(total: int, read: Callable[[int], list[Row]]) -> list[Row]:
    """Collect pages until all rows are there, or none comes any more."""
    rows: list[Row] = []
    while len(rows) < total:
        page = read(len(rows))
        if not page:
            break
        rows += page
    return rows


def _parse_json(data: bytes) -> ox.QuerySolutions | ox.QueryBoolean:
    return ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)


def _parse_rows(data: bytes) -> ox.QuerySolutions:
    found = _parse_json(data)
    if not isinstance(found, ox.QuerySolutions):
        raise ValueError("it has no rows")  # noqa: TRY004 - the value is at fault
    return found


def truth(result: ox.QuerySolutions) -> Result:
    """Read the answer of an ASK that comes as a row with one number, as Virtuoso's does."""
    row = next(iter(result), None)
    value = getattr(row[0], "value", "") if row is not None else ""
    return _parse_json(b'{"head": {}, "boolean": %s}' % (b"true" if value in ("1", "true") else b"false"))
