"""The JSON-LD context as data: every word means something, and two processors read the same from it."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, XSD

from counterpoint.records import forms
from counterpoint.records.examining import Examiner
from counterpoint.records.linking import link
from counterpoint.vocabulary import KINDS, PREFIXES, Vocabulary
from counterpoint.workspace import Workspace, shipped
from tests.content import vocabularies
from tests.content.graphs import CONTEXT, context, defined_terms, expanded_terms, vocabulary_graph

# Keys of a record that the reader turns into structure, so that they are no terms of JSON-LD.
STRUCTURE = {"roles"}
# Two words for one property: a source has a title, all else a name.
SAME = [{"name", "title"}]

Quad = tuple[str, str, tuple[str, ...], str]
WORKSPACE = Workspace(shipped())


def words() -> dict[str, str]:
    """Give the terms that are no prefixes and no keywords, expanded."""
    return {term: iri for term, iri in expanded_terms().items() if not iri.endswith(("#", "/"))}


def definition(term: str) -> dict[str, str]:
    found = context()[term]
    return found if isinstance(found, dict) else {"@id": found}


# What the words mean


@pytest.mark.parametrize("term", sorted(words()))
def test_every_word_expands_to_a_term_that_is_defined(term: str) -> None:
    known = defined_terms() | vocabularies.CLASSES.keys() | vocabularies.PROPERTIES.keys()
    rdfs_comment = str(rdflib.RDFS.comment)
    assert words()[term] in known | {rdfs_comment}, f'"{term}" means {words()[term]}, which nothing defines'


def test_the_prefixes_are_those_of_queries() -> None:
    prefixes = {term: iri for term, iri in expanded_terms().items() if iri.endswith(("#", "/"))}
    shared = prefixes.keys() & PREFIXES.keys()
    assert {"cp", "cpr", "oa", "org", "prov", "schema", "skos", "xsd"} <= shared
    assert {prefix: prefixes[prefix] for prefix in shared} == {prefix: PREFIXES[prefix] for prefix in shared}


def test_no_two_words_mean_the_same() -> None:
    meanings: dict[str, set[str]] = {}
    for term, iri in words().items():
        meanings.setdefault(iri, set()).add(term)
    assert [found for found in meanings.values() if len(found) > 1] == SAME


def test_the_words_of_a_record_are_in_the_context() -> None:
    keys = set().union(*forms.KEYS.values()) - STRUCTURE
    assert not keys - context().keys(), "the reader knows them, JSON-LD does not"
    assert {kind.type for kind in KINDS.values()} <= context().keys()
    assert WORKSPACE.vocabulary.stances == {"supports", "opposes", "qualifies", "mentions"}
    assert WORKSPACE.vocabulary.modes == {"direct", "reported", "paraphrased"}


def test_an_alias_stands_for_a_keyword() -> None:
    aliases = {term: value for term, value in context().items() if isinstance(value, str) and value.startswith("@")}
    assert aliases == {"id": "@id", "type": "@type"}
    assert context()["@version"] == 1.1


@pytest.mark.parametrize("term", sorted(words()))
def test_the_type_of_a_words_values_agrees_with_the_ontology(term: str) -> None:
    node, kind = rdflib.URIRef(words()[term]), definition(term).get("@type", "")
    if (node, RDF.type, OWL.ObjectProperty) in vocabulary_graph():
        assert kind in ("@id", "@vocab")
    elif (node, RDF.type, OWL.DatatypeProperty) in vocabulary_graph():
        ranges = [str(value) for value in vocabulary_graph().objects(node, rdflib.RDFS.range)]
        assert [Vocabulary(context()).iri(kind) if kind else str(XSD.string)] == ranges
    elif kind and not kind.startswith("@"):
        assert kind.removeprefix("xsd:") in XSD


def test_closed_lists_are_written_as_words() -> None:
    by_word = {term for term in words() if definition(term).get("@type") == "@vocab"}
    assert by_word == {"stance", "mode"}


# What two processors make of it


def by_oxigraph(document: dict[str, Any]) -> set[Quad]:
    def term(value: object) -> tuple[str, ...]:
        if isinstance(value, ox.Literal):
            return (value.value, value.datatype.value, value.language or "")
        assert isinstance(value, ox.NamedNode), f"a blank node: {value}"
        return (value.value,)

    quads = ox.parse(json.dumps(document), format=ox.RdfFormat.JSON_LD)
    return {
        (*term(quad.subject), *term(quad.predicate), term(quad.object), *term(quad.graph_name))  # type: ignore[misc]
        for quad in quads
    }


def by_rdflib(document: dict[str, Any]) -> set[Quad]:
    def term(value: object) -> tuple[str, ...]:
        if isinstance(value, rdflib.Literal):
            plain = rdflib.RDF.langString if value.language else XSD.string
            return (str(value), str(value.datatype or plain), value.language or "")
        assert isinstance(value, rdflib.URIRef), f"a blank node: {value}"
        return (str(value),)

    dataset = rdflib.Dataset()
    # The lexical forms are compared as they are written.
    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        dataset.parse(data=json.dumps(document), format="json-ld")
    finally:
        rdflib.NORMALIZE_LITERALS = before
    return {(str(s), str(p), term(o), str(graph)) for s, p, o, graph in dataset.quads()}


@pytest.fixture(scope="module")
def examiner() -> Examiner:
    found = Examiner(WORKSPACE)
    found.read(WORKSPACE.records())
    return found


@pytest.fixture(params=WORKSPACE.records(), ids=WORKSPACE.shown)
def document(request: pytest.FixtureRequest, examiner: Examiner) -> dict[str, Any]:
    """Give the JSON-LD that the reader makes of a shipped record."""
    nodes = link(examiner.record(request.param), examiner.index, WORKSPACE).nodes
    return {"@context": context(), "@id": WORKSPACE.graph_of(request.param), "@graph": nodes}


def test_both_processors_read_the_same_from_a_shipped_record(document: dict[str, Any]) -> None:
    quads = by_oxigraph(document)
    assert quads
    assert quads == by_rdflib(document)


def test_no_word_of_a_shipped_record_is_lost(document: dict[str, Any]) -> None:
    # A key that the context does not know is dropped in silence by every processor.
    said = sum(
        len(value) if isinstance(value, list) else 1
        for node in document["@graph"]
        for key, value in node.items()
        if key != "id"
    )
    assert len(by_oxigraph(document)) == said


VALUES = {
    "@id": "https://example.org/other",
    "@vocab": "supports",
    "xsd:date": "2016-02-03",
    "xsd:dateTime": "2016-02-03T12:00:00Z",
    "xsd:boolean": True,
    "xsd:nonNegativeInteger": "7",
    "": "some words",
}


@pytest.mark.parametrize("term", sorted(words()))
def test_both_processors_read_the_same_from_every_word(term: str) -> None:
    node: dict[str, Any] = {"id": "https://example.org/thing"}
    if words()[term] in vocabularies.CLASSES or term[0].isupper():
        node["type"] = term
        expected = str(RDF.type)
    elif words()[term] in {words()[word] for word in WORKSPACE.vocabulary.stances | WORKSPACE.vocabulary.modes}:
        node["stance"] = term
        expected = words()["stance"]
    else:
        node[term] = VALUES[definition(term).get("@type", "")]
        expected = words()[term]
    document = {"@context": context(), "@id": "https://example.org/graph", "@graph": [node]}
    ((_, predicate, value, _),) = quads = by_oxigraph(document)
    assert predicate == expected
    assert len(value) == (1 if definition(term).get("@type", "").startswith("@") or expected != words()[term] else 3)
    assert quads == by_rdflib(document)


def test_the_context_is_json_with_one_key() -> None:
    assert list(json.loads(CONTEXT.read_text(encoding="utf-8"))) == ["@context"]
    pairs: list[str] = []
    json.loads(CONTEXT.read_text(encoding="utf-8"), object_pairs_hook=lambda found: pairs.extend(k for k, _ in found))
    keys = [key for key in pairs if not key.startswith("@")]
    assert len(keys) == len(set(keys)), "a word stands there twice"
