"""What the tests of the content share: the shipped files as graphs, and the terms that each of them uses."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph as ox
import rdflib

from counterpoint.building.build import build_in_memory
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import CP, PREFIXES, Vocabulary
from counterpoint.workspace import Workspace, shipped

if TYPE_CHECKING:
    from rdflib.term import Node

CPR: Final = PREFIXES["cpr"]
CPS: Final = "https://w3id.org/counterpoint/shapes#"
OWN: Final = {CP: CP.rstrip("#"), CPR: CPR.rstrip("#")}
"""Our namespaces, and the document that defines each."""

ONTOLOGY: Final = sorted(shipped("ontology").glob("*.ttl"))
SHAPES: Final = shipped("ontology", "shapes.ttl")
CONTEXT: Final = shipped("ontology", "context.jsonld")

_CODE = {".py", ".rq", ".js", ".j2", ".ttl", ".jsonld", ".yaml"}
_MENTION = re.compile(
    r"""\b(?P<prefix>cpr?):(?P<local>[A-Za-z][\w-]*)
    | https://w3id\.org/counterpoint/(?P<document>ns|roles)\#(?P<name>[A-Za-z][\w-]*)
    | \bCP\s*\+\s*["'](?P<joined>[A-Za-z]\w*)
    | \{CP\}(?P<formatted>[A-Za-z]\w*)""",
    re.VERBOSE,
)


def turtle(*paths: Path) -> rdflib.Graph:
    """Parse Turtle files into one graph."""
    graph = rdflib.Graph()
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@cache
def vocabulary_graph() -> rdflib.Graph:
    """Give the ontology and the roles: what defines our terms."""
    return turtle(shipped("ontology", "counterpoint.ttl"), shipped("ontology", "roles.ttl"))


@cache
def defined_terms() -> frozenset[str]:
    """List the IRIs in our namespaces that the ontology describes."""
    return frozenset(str(term) for term in vocabulary_graph().subjects() if str(term).startswith(tuple(OWN)))


@cache
def context() -> dict[str, Any]:
    """Give the shipped JSON-LD context."""
    terms: dict[str, Any] = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    return terms


def expanded_terms() -> dict[str, str]:
    """Expand the context's terms and datatypes: the words that stand for an IRI, by word."""
    vocabulary = Vocabulary(context())
    words = {term: vocabulary.iri(term) for term in context() if not term.startswith("@")}
    return {term: iri for term, iri in words.items() if not iri.startswith("@")}


def own_terms_in(text: str) -> Iterator[str]:
    """Find our terms in a text, however they are written there: ``cp:claim``, ``CP + "claim"``, a whole IRI."""
    documents = {"cp": CP, "cpr": CPR, "ns": CP, "roles": CPR}
    for found in _MENTION.finditer(text):
        if kind := found["prefix"] or found["document"]:
            yield documents[kind] + (found["local"] or found["name"])
        else:
            yield CP + (found["joined"] or found["formatted"])


def texts_that_use_terms(repository: Path) -> Iterator[tuple[Path, str]]:
    """Give each file of content and code that may use one of our terms, with its text."""
    for folder in ("ontology", "queries", "graph", "viz", "src", "benchmarks"):
        for path in sorted((repository / folder).rglob("*")):
            if path.suffix in _CODE and "vendor" not in path.parts:
                yield path.relative_to(repository), path.read_text(encoding="utf-8")


@cache
def shipped_store() -> EmbeddedStore:
    """Build the shipped debate in memory, alignments included."""
    return build_in_memory(Workspace(shipped()))


def to_rdflib(quads: Iterable[ox.Quad]) -> rdflib.Graph:
    """Copy quads into one graph, without the names of theirs."""
    triples = {quad.triple for quad in quads}
    data = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


def iris_of(triple: tuple[Node, Node, Node]) -> Iterator[str]:
    """Give the IRIs of a triple, datatypes among them."""
    for term in triple:
        if isinstance(term, rdflib.URIRef):
            yield str(term)
        elif isinstance(term, rdflib.Literal) and term.datatype:
            yield str(term.datatype)
