"""What a query gives back, as rows for a program and in every format for a person."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox

from counterpoint.errors import CounterpointError, QueryError, StoreError, UsageError
from counterpoint.store.interface import Result
from counterpoint.vocabulary import PREFIXES, XSD

if TYPE_CHECKING:
    import pandas as pd

RESULT_FORMATS: Final = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
}
FORMATS: Final = ("table", "markdown", *RESULT_FORMATS, *GRAPH_FORMATS)

Row = dict[str, Any]


class Answer:
    """The answer to a query.

    A SELECT has :attr:`columns` and :attr:`rows`; an ASK has one row with the column ``answer``; a CONSTRUCT or
    DESCRIBE has the columns ``subject``, ``predicate`` and ``object``.

    :param result: what the store gave.
    """

    def __init__(self, result: Result) -> None:
        self._result = result
        # The engine's result can be gone through once, so what was read is kept: as terms, or as SPARQL JSON.
        self._terms: list[tuple[Any, ...]] | None = None
        self._json: bytes | None = None
        self.is_graph = isinstance(result, ox.QueryTriples)
        self.columns: list[str] = _columns(result)

    @cached_property
    def rows(self) -> list[Row]:
        """The rows, each a dict from column to a Python value: IRIs and text as str, numbers, dates, truth values.

        An unbound variable is None.
        """
        return [dict(zip(self.columns, map(to_python, row), strict=True)) for row in self._all_terms()]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self._all_terms())

    def __bool__(self) -> bool:
        """Tell whether there is any row; for an ASK, whether the answer is yes."""
        return bool(self._result) if isinstance(self._result, ox.QueryBoolean) else len(self) > 0

    def __repr__(self) -> str:
        return f"<Answer: {len(self)} rows of {', '.join(self.columns)}>"

    def serialize(self, format: str) -> bytes:  # noqa: A002 - the name that rdflib and pyoxigraph use
        """Write the answer in one of :data:`FORMATS`.

        :param format: ``json``, ``csv``, ``tsv`` and ``xml`` are SPARQL's standard formats of SELECT and ASK;
            ``turtle``, ``ntriples`` and ``jsonld`` are for CONSTRUCT and DESCRIBE; ``markdown`` and ``table`` for all.
        :raises UsageError: where the format does not fit the query.
        """
        if format in ("table", "markdown"):
            from counterpoint.questions.tables import markdown
            from counterpoint.questions.terminal import text_table

            write: Callable[[Answer], str] = markdown if format == "markdown" else text_table
            return write(self).encode()
        if format not in FORMATS:
            raise UsageError(f'there is no format "{format}"', f"use one of {', '.join(FORMATS)}")
        if format not in (fitting := GRAPH_FORMATS if self.is_graph else RESULT_FORMATS):
            kind = "a graph" if self.is_graph else "rows"
            names = ", ".join([*fitting, "table", "markdown"])
            raise UsageError(f"the query gives {kind}, which {format} cannot hold", f"use one of {names}")
        try:
            if self.is_graph:
                return self._triples(format)
            return self._solutions().serialize(format=RESULT_FORMATS[format]) or b""
        except (OSError, RuntimeError, SyntaxError, ValueError) as problem:
            raise _failure(problem) from problem

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas DataFrame with one column a variable.

        :raises UsageError: where pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as problem:
            raise UsageError("pandas is not installed", "pip install 'counterpoint[pandas]'") from problem
        return pd.DataFrame(self.rows, columns=self.columns)

    def _repr_html_(self) -> str:
        """Show the answer as a table in a notebook."""
        from counterpoint.questions.tables import html

        return html(self)

    def _all_terms(self) -> list[tuple[Any, ...]]:
        if self._terms is None:
            try:
                if isinstance(self._result, ox.QueryBoolean):
                    self._terms = [(ox.Literal(bool(self._result)),)]
                else:
                    again = self._result if self._json is None else self._parse(self._json)
                    self._terms = [tuple(row) for row in again]
            except (OSError, RuntimeError, SyntaxError, ValueError) as problem:
                raise _failure(problem) from problem
        return self._terms

    def _solutions(self) -> ox.QuerySolutions | ox.QueryBoolean:
        """Return what can be serialised, without Python's hand on a row that nobody has asked for."""
        if isinstance(self._result, ox.QueryBoolean):
            return self._result
        if self._json is None:
            if self._terms is None and isinstance(self._result, ox.QuerySolutions):
                self._json = self._result.serialize(format=ox.QueryResultsFormat.JSON) or b""
            else:
                self._json = self._rows_as_json()
        return self._parse(self._json)

    @staticmethod
    def _parse(data: bytes) -> ox.QuerySolutions:
        solutions = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
        if not isinstance(solutions, ox.QuerySolutions):
            raise QueryError("the query gives no rows")
        return solutions

    def _rows_as_json(self) -> bytes:
        rows = [
            {c: _json_term(t) for c, t in zip(self.columns, row, strict=True) if t is not None}
            for row in self._all_terms()
        ]
        return json.dumps({"head": {"vars": self.columns}, "results": {"bindings": rows}}).encode()

    def _triples(self, format: str) -> bytes:  # noqa: A002
        triples = (ox.Triple(*row) for row in self._all_terms())
        prefixes = dict(PREFIXES) if format == "turtle" else None
        return ox.serialize(triples, format=GRAPH_FORMATS[format], prefixes=prefixes) or b""


def _failure(problem: Exception) -> CounterpointError:
    """Say why an answer cannot be read to its end: the query fails on its way, or an endpoint stops in the middle."""
    if isinstance(problem, (SyntaxError, ValueError)):
        hint = "a server may do so where a query takes too long; ask for less, or again"
        return StoreError(f"the endpoint's answer breaks off: {problem}", hint)
    return QueryError(f"the query fails: {problem}")


def _columns(result: Result) -> list[str]:
    if isinstance(result, ox.QuerySolutions):
        return [variable.value for variable in result.variables]
    return ["answer"] if isinstance(result, ox.QueryBoolean) else ["subject", "predicate", "object"]


def to_python(term: Any) -> Any:
    """Turn a term into a Python value; a literal that does not fit its datatype stays text.

    >>> to_python(ox.Literal(3)), to_python(ox.NamedNode("https://example.org/")), to_python(None)
    (3, 'https://example.org/', None)
    """
    if not isinstance(term, ox.Literal):
        return None if term is None else getattr(term, "value", str(term))
    convert = _CONVERT.get(term.datatype.value)
    try:
        return convert(term.value) if convert else term.value
    except (ValueError, KeyError, InvalidOperation):
        return term.value


_CONVERT: Final[dict[str, Callable[[str], Any]]] = {
    XSD + "boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
    XSD + "date": datetime.date.fromisoformat,
    XSD + "dateTime": datetime.datetime.fromisoformat,
    XSD + "decimal": Decimal,
    XSD + "double": float,
    XSD + "float": float,
    **dict.fromkeys((XSD + name for name in ("integer", "nonNegativeInteger", "int", "long")), int),
}


def _json_term(term: Any) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Literal):
        found: dict[str, Any] = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = term.language
            if term.direction is not None:
                found["its:dir"] = term.direction.value
        elif term.datatype.value != XSD + "string":
            found["datatype"] = term.datatype.value
        return found
    parts = {name: _json_term(getattr(term, name)) for name in ("subject", "predicate", "object")}
    return {"type": "triple", "value": parts}


def displayed(columns: Sequence[str]) -> list[tuple[str, str]]:
    """Choose what a table shows: for ``claim`` and ``claimName`` one column, headed ``claim``, holding the name.

    :returns: pairs of heading and column.

    >>> displayed(["claim", "claimName", "quote"])
    [('claim', 'claimName'), ('quote', 'quote')]
    """
    names = set(columns)
    shown = []
    for column in columns:
        if column.endswith("Name") and column.removesuffix("Name") in names:
            continue
        shown.append((column, f"{column}Name" if f"{column}Name" in names else column))
    return shown
