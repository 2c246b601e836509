"""A store as an rdflib Dataset, for programs that know rdflib."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, NoReturn

import rdflib
from oxrdflib import OxigraphStore
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from counterpoint.errors import StoreError, UsageError
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.interface import Store
from counterpoint.store.paging import form_of
from counterpoint.store.reading import JSON, N_TRIPLES
from counterpoint.store.remote import RemoteStore
from counterpoint.tokens import names_dataset
from counterpoint.vocabulary import PREFIXES


def open_dataset(store: Store, held: object = None) -> rdflib.Dataset:
    """Return a Dataset over a store; its default graph is the union of all graphs, and our prefixes are bound.

    :param store: where the quads are.
    :param held: kept for as long as the Dataset lives, such as the lock of a snapshot.
    """
    if isinstance(store, EmbeddedStore):
        dataset = rdflib.Dataset(_Embedded(store, held), default_union=True)
    elif isinstance(store, RemoteStore):
        dataset = rdflib.Dataset(_Endpoint(store), default_union=True)
    else:
        raise UsageError(f"{type(store).__name__} cannot be read through rdflib")
    for prefix, iri in PREFIXES.items():
        dataset.bind(prefix, iri)
    return dataset


class _Embedded(OxigraphStore):
    """Oxigraph under rdflib, for reading: what is derived from files is not changed past them."""

    def __init__(self, store: EmbeddedStore, held: object) -> None:
        super().__init__(store=store.engine)
        self.held = held

    def query(
        self,
        query: Any,
        initNs: Mapping[str, Any],  # noqa: N803 - rdflib's names
        initBindings: Mapping[str, Any],  # noqa: N803
        queryGraph: str,  # noqa: N803
        **kwargs: object,
    ) -> Result:
        """Run a query; one with FROM names its own graphs in place of all."""
        graph = "" if isinstance(query, str) and names_dataset(query) else queryGraph
        found: Result = super().query(query, initNs, initBindings, graph, **kwargs)
        return found

    def add_graph(self, graph: rdflib.Graph) -> None:
        """Do nothing: rdflib calls this to read a graph, too."""

    def _refuse(self, *_args: object, **_kwargs: object) -> NoReturn:
        raise StoreError("the graph is for reading", "change the records; or copy it: rdflib.Dataset() + graph")

    add = remove = remove_graph = update = _refuse
    addN = _refuse  # noqa: N815 - rdflib's name


class _Endpoint(SPARQLStore):
    """An endpoint under rdflib, asked as all other parts ask it: over the union, with the same errors."""

    def __init__(self, remote: RemoteStore) -> None:
        super().__init__(remote.endpoint)
        self._remote = remote

    def _query(self, query: str, default_graph: str | None = None, **_: object) -> Result:
        graphs = None if default_graph is None else [str(default_graph)]
        # Told all that rdflib reads, Virtuoso chooses what rdflib then takes for something else.
        form = form_of(query)
        accept = N_TRIPLES if form in ("CONSTRUCT", "DESCRIBE") else JSON
        body, media_type = self._remote.answer(query, accept, graphs)
        found = Result.parse(BytesIO(body), content_type=media_type)
        if form != "ASK" or found.type == "ASK":
            return found
        truth = Result("ASK")  # Virtuoso answers with a row that holds 1 or 0
        truth.askAnswer = any(str(value) in ("1", "true") for row in found.bindings for value in row.values())
        return truth
