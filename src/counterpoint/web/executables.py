"""The question library as RDF: each question as executable SPARQL, in the words of SHACL Advanced Features.

https://www.w3.org/TR/shacl-af/
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox

from counterpoint.questions.parameters import ENTITY_TYPES, Parameter
from counterpoint.vocabulary import KINDS, PREFIXES, RDF_TYPE, XSD
from counterpoint.web.negotiation import GRAPHS
from counterpoint.web.replies import Reply

if TYPE_CHECKING:
    from counterpoint.questions.catalogue import Catalogue, Question

SH: Final = "http://www.w3.org/ns/shacl#"
_RDFS: Final = PREFIXES["rdfs"]
_FORMS: Final = {
    "SELECT": ("SPARQLSelectExecutable", "select"),
    "ASK": ("SPARQLAskExecutable", "ask"),
    "CONSTRUCT": ("SPARQLConstructExecutable", "construct"),
}
_DATATYPES: Final = {
    "date": ["date"],
    "number": ["integer", "decimal"],
    "integer": ["integer"],
    "decimal": ["decimal"],
    "text": ["string"],
}


def library_reply(catalogue: Catalogue, media_type: str, origin: str) -> Reply:
    """Give the library as RDF.

    A question is named after its address, where its answer is: that is what a program that finds it wants next.

    :param catalogue: the questions.
    :param media_type: one of :data:`GRAPHS`.
    :param origin: scheme and host of the server.
    """
    triples = [*_prefixes(origin)]
    triples += [triple for question in catalogue.values() for triple in _question(question, origin)]
    with_prefixes = media_type not in ("application/n-triples", "application/n-quads")
    prefixes = {**PREFIXES, "sh": SH} if with_prefixes else None
    return Reply(ox.serialize(triples, format=GRAPHS[media_type], prefixes=prefixes) or b"", media_type)


def _prefixes(origin: str) -> Iterator[ox.Triple]:
    """Declare the prefixes that the queries may use without declaring them."""
    node = ox.NamedNode(f"{origin}/api/questions")
    yield _triple(node, RDF_TYPE, ox.NamedNode(PREFIXES["owl"] + "Ontology"))
    for prefix, namespace in PREFIXES.items():
        part = ox.BlankNode(f"prefix{prefix}")
        yield _triple(node, SH + "declare", part)
        yield _triple(part, RDF_TYPE, ox.NamedNode(SH + "PrefixDeclaration"))
        yield _triple(part, SH + "prefix", ox.Literal(prefix))
        yield _triple(part, SH + "namespace", ox.Literal(namespace, datatype=ox.NamedNode(XSD + "anyURI")))


def _question(question: Question, origin: str) -> Iterator[ox.Triple]:
    node = ox.NamedNode(f"{origin}/api/questions/{question.name}")
    yield _triple(node, RDF_TYPE, ox.NamedNode(SH + "SPARQLExecutable"))
    if question.form in _FORMS:  # SHACL has no word for DESCRIBE
        kind, predicate = _FORMS[question.form]
        yield _triple(node, RDF_TYPE, ox.NamedNode(SH + kind))
        yield _triple(node, SH + predicate, ox.Literal(question.text))
    yield _triple(node, SH + "prefixes", ox.NamedNode(f"{origin}/api/questions"))
    yield _triple(node, _RDFS + "label", ox.Literal(question.summary, language="en"))
    if question.description:
        yield _triple(node, _RDFS + "comment", ox.Literal(question.description, language="en"))
    for number, parameter in enumerate(question.typed.values()):
        part = ox.BlankNode(f"{question.name.replace('-', '')}p{number}")
        yield _triple(node, SH + "parameter", part)
        path = ox.NamedNode(f"{origin}/api/questions/{question.name}#{parameter.variable or parameter.name}")
        yield _triple(part, SH + "path", path)  # SHACL calls a variable by the end of the path's IRI
        yield from _parameter(part, parameter)


def _parameter(part: ox.BlankNode, parameter: Parameter) -> Iterator[ox.Triple]:
    yield _triple(part, RDF_TYPE, ox.NamedNode(SH + "Parameter"))
    yield _triple(part, SH + "name", ox.Literal(parameter.name))
    yield _triple(part, SH + "description", ox.Literal(parameter.description, language="en"))
    yield _triple(part, SH + "optional", ox.Literal(parameter.optional))
    if parameter.default:
        yield _triple(part, SH + "defaultValue", ox.Literal(parameter.default))
    if kinds := ENTITY_TYPES.get(parameter.type):
        yield from _one_of(part, "class", [KINDS[kind].cls for kind in kinds])
    elif parameter.type == "iri":
        yield _triple(part, SH + "nodeKind", ox.NamedNode(SH + "IRI"))
    else:
        known = [XSD + name for name in _DATATYPES[parameter.type]]
        language = [PREFIXES["rdf"] + "langString"] if parameter.language else []
        yield from _one_of(part, "datatype", language or ([parameter.datatype] if parameter.datatype else known))


def _one_of(part: ox.BlankNode, predicate: str, values: Sequence[str]) -> Iterator[ox.Triple]:
    """Say that one of several classes or datatypes is meant: said of one node, all of them would be."""
    if len(values) == 1:
        yield _triple(part, SH + predicate, ox.NamedNode(values[0]))
        return
    rdf = PREFIXES["rdf"]
    cells = [ox.BlankNode(f"{part.value}o{number}") for number in range(len(values))]
    yield _triple(part, SH + "or", cells[0])
    for number, (cell, value) in enumerate(zip(cells, values, strict=True)):
        choice = ox.BlankNode(f"{cell.value}c")
        yield _triple(cell, rdf + "first", choice)
        yield _triple(cell, rdf + "rest", cells[number + 1] if number + 1 < len(cells) else ox.NamedNode(rdf + "nil"))
        yield _triple(choice, SH + predicate, ox.NamedNode(value))


def _triple(
    subject: ox.NamedNode | ox.BlankNode, predicate: str, value: ox.NamedNode | ox.BlankNode | ox.Literal
) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)
