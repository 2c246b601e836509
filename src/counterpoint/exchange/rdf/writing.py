"""The whole graph as RDF."""

from __future__ import annotations

import pyoxigraph as ox

from counterpoint.errors import UsageError
from counterpoint.exchange.rdf.syntaxes import SYNTAXES
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import PREFIXES


def write_rdf(store: EmbeddedStore, name: str) -> bytes:
    """Write all that a store holds.

    Where the syntax has no named graphs, each triple is written once, whichever graphs it is in, in order, so that
    equal graphs give equal bytes.

    :param name: one of :data:`counterpoint.exchange.rdf.syntaxes.SYNTAXES`.
    :raises UsageError: where the syntax cannot hold it.
    """
    if name == "nquads":
        return store.dump().encode()
    if name == "trig":
        return store.trig()
    format_ = getattr(ox.RdfFormat, SYNTAXES[name].name)
    data = ox.Dataset(store.engine)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    quads = sorted(data, key=str)
    try:
        if SYNTAXES[name].graphs:
            return ox.serialize(quads, format=format_, prefixes=dict(PREFIXES)) or b""
        triples = sorted({quad.triple for quad in quads}, key=str)
        return ox.serialize(triples, format=format_, prefixes=dict(PREFIXES)) or b""
    except (ValueError, OSError) as problem:
        raise UsageError(f"the graph cannot be written as {name}: {problem}", "use nquads") from problem
