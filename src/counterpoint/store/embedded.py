"""Quads in Oxigraph, inside this process: in memory or on disk."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final, cast

import pyoxigraph as ox

from counterpoint.errors import QueryError, StoreError
from counterpoint.store.interface import Named, Result, read_columns, read_csv, syntax_error
from counterpoint.tokens import names_dataset, refuse_depth
from counterpoint.vocabulary import PREFIXES

_PREFIXES: Final = dict(PREFIXES)
_MEND: Final = "counterpoint build --fresh makes it anew"
_MANY: Final = 20_000
"""From so many quads on, loading in bulk takes less time than a transaction and the flush after it."""


class EmbeddedStore:
    """A store in memory, or a folder on disk.

    :param engine: the Oxigraph store to read and write.
    """

    def __init__(self, engine: ox.Store | None = None) -> None:
        self.engine = engine if engine is not None else ox.Store()

    @classmethod
    def read_only(cls, path: Path) -> EmbeddedStore:
        """Open a folder for reading; any number of processes may.

        :raises StoreError: where it holds no store.
        """
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, RuntimeError) as problem:
            raise StoreError(f"the store in {path} cannot be read: {problem}", _MEND) from problem

    @classmethod
    def writable(cls, path: Path) -> EmbeddedStore:
        """Open or make a folder for writing; one process at a time may.

        :raises StoreError: where it cannot be opened.
        """
        try:
            return cls(ox.Store(str(path)))
        except OSError as problem:
            raise StoreError(f"the store in {path} cannot be written: {problem}") from problem

    def copy_to(self, path: Path) -> None:
        """Copy a store on disk to another folder, by hard links where that is possible.

        :raises StoreError: where it cannot be copied.
        """
        try:
            self.engine.backup(str(path))
        except (OSError, RuntimeError) as problem:
            raise StoreError(f"the store cannot be copied to {path}: {problem}", _MEND) from problem

    def query(self, sparql: str, graphs: Named | None = None, base: str | None = None) -> Result:
        """Run a query over the union of all graphs; one with FROM names its own.

        :param graphs: the graphs to ask in place of those.
        :param base: what relative IRIs are relative to; without it, there may be none.
        :raises QueryError: where the query, or the IRI of a graph, does not parse, or the query fails.
        """
        refuse_depth(sparql)
        try:
            if graphs is not None:
                default: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = list(map(ox.NamedNode, graphs.default))
                named: list[ox.NamedNode | ox.BlankNode] = list(map(ox.NamedNode, graphs.named))
                return self.engine.query(
                    sparql, base_iri=base, prefixes=_PREFIXES, default_graph=default, named_graphs=named
                )
            union = not names_dataset(sparql)  # the engine would heed it before FROM
            return self.engine.query(sparql, base_iri=base, prefixes=_PREFIXES, use_default_graph_as_union=union)
        except SyntaxError as problem:
            raise syntax_error(sparql, str(problem)) from problem
        except (OSError, RuntimeError, ValueError) as problem:
            raise QueryError(f"the query fails: {problem}") from problem

    def table(self, sparql: str) -> list[tuple[str, ...]]:
        """Run a SELECT and return its rows as plain strings."""
        try:
            return read_csv(self._csv(sparql))
        except ValueError:  # the engine has left the comma of an IRI unquoted
            rows = cast("ox.QuerySolutions", self.query(sparql))
            return [tuple("" if term is None else _plain(term) for term in row) for row in rows]

    def columns(self, sparql: str) -> list[list[str]]:
        """Run a SELECT and return its columns as plain strings; sooner than :meth:`table` its rows."""
        try:
            return read_columns(self._csv(sparql))
        except ValueError:
            return [list(column) for column in zip(*self.table(sparql), strict=True)]

    def _csv(self, sparql: str) -> bytes:
        result = self.query(sparql)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("a table needs a SELECT query")
        try:
            return result.serialize(format=ox.QueryResultsFormat.CSV) or b""
        except (OSError, RuntimeError, ValueError) as problem:
            raise QueryError(f"the query fails: {problem}") from problem

    def graphs(self) -> list[str]:
        """List the IRIs of the named graphs, in order."""
        return sorted(graph.value for graph in self.engine.named_graphs())

    def add(self, quads: Collection[ox.Quad]) -> None:
        """Add quads. Many are loaded in bulk, so that of a store which cannot be written some may be there.

        :raises StoreError: where the store cannot be written.
        """
        try:
            (self.engine.extend if len(quads) < _MANY else self.engine.bulk_extend)(quads)
        except OSError as problem:
            raise StoreError(f"the store cannot be written: {problem}") from problem

    def replace_graph(self, graph: str, quads: Iterable[ox.Quad]) -> None:
        """Put quads in place of all that a named graph holds."""
        self.remove_graph(graph)
        try:
            self.engine.extend(quads)
        except OSError as problem:
            raise StoreError(f"the store cannot be written: {problem}") from problem

    def remove_graph(self, graph: str) -> None:
        """Remove a named graph and all that it holds."""
        try:
            self.engine.remove_graph(ox.NamedNode(graph))
        except OSError as problem:
            raise StoreError(f"the store cannot be written: {problem}") from problem

    def dump(self) -> str:
        """Return all quads as canonical N-Quads, sorted: equal stores give equal text, byte for byte."""
        data = ox.Dataset(self.engine)
        data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        lines = (ox.serialize(data, format=ox.RdfFormat.N_QUADS) or b"").decode("utf-8").splitlines(keepends=True)
        return "".join(sorted(lines))

    def trig(self) -> bytes:
        """Return all quads as TriG, graph by graph, with prefixes."""
        return self.engine.dump(format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""


def _plain(term: Any) -> str:
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(getattr(term, "value", term))
