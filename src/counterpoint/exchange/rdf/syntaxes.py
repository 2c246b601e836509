"""The syntaxes of RDF: their names, their endings, and whether they hold named graphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Syntax:
    """A syntax of RDF.

    :param name: what the library calls it, an attribute of ``pyoxigraph.RdfFormat``.
    :param endings: how names of files end.
    :param graphs: whether it holds named graphs.
    """

    name: str
    endings: tuple[str, ...]
    graphs: bool


SYNTAXES: Final = {
    "nquads": Syntax("N_QUADS", (".nq", ".nquads"), graphs=True),
    "trig": Syntax("TRIG", (".trig",), graphs=True),
    "jsonld": Syntax("JSON_LD", (".jsonld", ".json"), graphs=True),
    "turtle": Syntax("TURTLE", (".ttl", ".turtle"), graphs=False),
    "ntriples": Syntax("N_TRIPLES", (".nt",), graphs=False),
    "n3": Syntax("N3", (".n3",), graphs=False),
    "rdfxml": Syntax("RDF_XML", (".rdf", ".owl", ".xml"), graphs=False),
}
"""By the names that commands know."""
