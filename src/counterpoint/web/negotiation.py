"""Content negotiation: which of the formats that there are a client wants most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import pyoxigraph as ox

from counterpoint.web.problems import ProblemError

ROWS: Final[Mapping[str, ox.QueryResultsFormat]] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""The formats of SELECT and ASK, the one that is given where any will do first."""

GRAPHS: Final[Mapping[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/n-quads": ox.RdfFormat.N_QUADS,
    "application/trig": ox.RdfFormat.TRIG,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""The formats of CONSTRUCT and DESCRIBE, and of all other RDF that the server gives."""

_ALSO: Final = {
    "application/json": ("application/sparql-results+json", "application/ld+json"),
    "application/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/xml": ("application/sparql-results+xml", "application/rdf+xml"),
    "text/plain": ("application/n-triples",),
    "application/x-turtle": ("text/turtle",),
    "text/n3": ("text/turtle",),
    "application/x-trig": ("application/trig",),
    "text/x-nquads": ("application/n-quads",),
}
"""Other names by which clients ask for the same."""

SHORT: Final[Mapping[str, str]] = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "turtle": "text/turtle",
    "ttl": "text/turtle",
    "ntriples": "application/n-triples",
    "nt": "application/n-triples",
    "nquads": "application/n-quads",
    "nq": "application/n-quads",
    "trig": "application/trig",
    "jsonld": "application/ld+json",
    "rdfxml": "application/rdf+xml",
    "rdf": "application/rdf+xml",
    "html": "text/html",
}
"""Names of formats for ``?format=`` and for the endings of paths."""


@lru_cache(maxsize=512)
def choose(accept: str, offered: Sequence[str]) -> str:
    """Choose the media type that a client wants most.

    :param accept: the Accept header.
    :param offered: what there is, what the server likes best first.
    :raises ProblemError: where the client wants none of it, or the header cannot be read.

    >>> choose("text/csv;q=0.5, application/json", tuple(ROWS))
    'application/sparql-results+json'
    >>> choose("*/*", tuple(GRAPHS))
    'text/turtle'
    """
    import mimeparse

    also = [name for name, meant in _ALSO.items() if name not in offered and set(meant) & set(offered)]
    try:
        # Of equally good ones the last is taken, so the favourite comes last.
        best = mimeparse.best_match([*also, *reversed(offered)], accept) if accept.strip() else offered[0]
    except (mimeparse.MimeTypeParseException, ValueError) as problem:
        raise ProblemError("request", f'the Accept header "{accept[:200]}" cannot be read: {problem}') from problem
    if not best:
        raise ProblemError(
            "not-acceptable", f'there is no "{accept[:200]}" here', f"there is {', '.join(offered)}", offered=offered
        )
    return str(best) if best in offered else next(name for name in _ALSO[best] if name in offered)


def chosen(name: str, accept: str, offered: Sequence[str]) -> str:
    """Choose by the short name in an address where there is one, else by the Accept header.

    :raises ProblemError: where the name is not known or does not fit.

    >>> chosen("csv", "text/html", tuple(ROWS))
    'text/csv'
    """
    if not name:
        return choose(accept, offered)
    found = SHORT.get(name.lower(), name)
    names = [found, name, *_ALSO.get(found, ())]
    # The same short name means one thing for rows and another for a graph.
    names += {"application/sparql-results+json": ["application/json", "application/ld+json"]}.get(found, [])
    names += {"application/sparql-results+xml": ["application/rdf+xml"]}.get(found, [])
    for candidate in names:
        if candidate in offered:
            return candidate
    known = ", ".join(short for short, full in SHORT.items() if full in offered)
    raise ProblemError("not-acceptable", f'there is no format "{name[:100]}" here', f"use one of {known}")
