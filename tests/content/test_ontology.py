"""The ontology as data: it parses, hangs together, is true to other vocabularies, and is consistent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from owlrl.Namespaces import ERRNS
from rdflib import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN, XSD
from rdflib.compare import isomorphic

from counterpoint.__about__ import __version__
from counterpoint.vocabulary import CP, PREFIXES
from counterpoint.workspace import shipped
from tests.content import vocabularies
from tests.content.graphs import (
    CPR,
    CPS,
    ONTOLOGY,
    OWN,
    SHAPES,
    context,
    defined_terms,
    expanded_terms,
    iris_of,
    own_terms_in,
    shipped_store,
    texts_that_use_terms,
    to_rdflib,
    turtle,
    vocabulary_graph,
)

if TYPE_CHECKING:
    from rdflib.term import Node

# Vocabularies whose terms rdflib knows one by one.
CLOSED = {str(one): one for one in (DCTERMS, ORG, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, TIME, VANN, XSD)}
LANGUAGES = tuple(str(one) for one in (OWL, RDF, RDFS, SH, XSD))
LICENCES = {"https://creativecommons.org/licenses/by/4.0/"}
# Where a class stands: as the object of these.
CLASS_PLACES = {RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith, SH.targetClass, SH["class"]}
# A term that no record, query, shape or module names, and why it is there all the same.
FOR_READERS = {
    CP + "Alignment": "what agreements and disagreements have in common; asked for by users' own queries",
}


def uri(prefixed: str) -> rdflib.URIRef:
    prefix, _, local = prefixed.partition(":")
    return rdflib.URIRef({"cp": CP, "cpr": CPR}[prefix] + local)


def own_subjects(kind: rdflib.URIRef) -> Iterator[rdflib.URIRef]:
    for term in vocabulary_graph().subjects(RDF.type, kind):
        if isinstance(term, rdflib.URIRef) and term.startswith(CP):
            yield term


def foreign_terms() -> dict[str, set[str]]:
    """Give each IRI that the ontology's files use and do not own, with the files."""
    found: dict[str, set[str]] = {}
    for path in ONTOLOGY:
        for triple in turtle(path):
            for iri in iris_of(triple):
                found.setdefault(iri, set()).add(path.name)
    for iri in expanded_terms().values():
        found.setdefault(iri, set()).add("context.jsonld")
    own = (*OWN, *OWN.values(), CPS)
    namespaces = {iri for iri in expanded_terms().values() if iri.endswith(("#", "/"))} - LICENCES
    return {iri: files for iri, files in found.items() if not iri.startswith(own) and iri not in namespaces}


def prefixes() -> Iterator[tuple[str, str, str]]:
    """Give every prefix that is declared anywhere, its namespace, and where."""
    for path in (*ONTOLOGY, *sorted((shipped() / "tests" / "examples").rglob("*.ttl"))):
        for prefix, namespace in re.findall(r"^@prefix (\w+): *<(.*)> \.$", path.read_text("utf-8"), re.MULTILINE):
            yield prefix, namespace, path.name
    for prefix, namespace in PREFIXES.items():
        yield prefix, namespace, "vocabulary.py"
    for term, namespace in context().items():
        if isinstance(namespace, str) and namespace.endswith(("#", "/")):
            yield term, namespace, "context.jsonld"


# Parsing


@pytest.mark.parametrize("path", ONTOLOGY, ids=lambda path: path.name)
def test_both_parsers_read_the_same_triples(path: Path) -> None:
    here = turtle(path)
    triples = {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
    there = rdflib.Graph().parse(data=ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES), format="nt")
    assert len(here) == len(triples) > 0
    assert isomorphic(here, there)


def test_every_file_of_the_ontology_is_tested() -> None:
    files = {path.name for path in shipped("ontology").iterdir()}
    assert files == {path.name for path in ONTOLOGY} | {"context.jsonld", "record.schema.json"}


def test_a_prefix_means_the_same_everywhere() -> None:
    meanings: dict[str, set[str]] = {}
    for prefix, namespace, _ in prefixes():
        meanings.setdefault(prefix, set()).add(namespace)
    assert not {prefix: found for prefix, found in meanings.items() if len(found) > 1}


# Terms of ours


def test_no_term_is_dangling(repository: Path) -> None:
    dangling = {
        f"{path}: {term}"
        for path, text in texts_that_use_terms(repository)
        for term in own_terms_in(text)
        if term not in defined_terms()
    }
    assert not dangling, f"define them in ontology/counterpoint.ttl, or mend the spelling: {sorted(dangling)}"


@pytest.mark.parametrize(
    "text", ["?s cp:speeker ?o", 'CP + "speeker"', 'f"{CP}speeker"', "<https://w3id.org/counterpoint/ns#speeker>"]
)
def test_a_dangling_term_is_seen_however_it_is_written(text: str) -> None:
    assert set(own_terms_in(text)) - defined_terms()


def test_every_term_is_used(repository: Path) -> None:
    own_files = {Path("ontology/counterpoint.ttl"), Path("ontology/roles.ttl")}
    used = {
        term for path, text in texts_that_use_terms(repository) if path not in own_files for term in own_terms_in(text)
    }
    used |= {iri for quad in shipped_store().engine for iri in _iris(quad) if "/id/ontology/" not in str(quad)}
    roles = {term for term in defined_terms() if term.startswith(CPR)}
    unused = defined_terms() - used - roles - FOR_READERS.keys()
    assert not unused, f"use them, remove them, or say in {Path(__file__).name} why they are there: {sorted(unused)}"


def _iris(quad: ox.Quad) -> Iterator[str]:
    for term in (quad.subject, quad.predicate, quad.object):
        if isinstance(term, ox.NamedNode):
            yield term.value


@pytest.mark.parametrize("term", sorted(defined_terms()))
def test_every_term_is_labelled_explained_and_placed(term: str) -> None:
    graph, node = vocabulary_graph(), rdflib.URIRef(term)
    # SKOS makes skos:prefLabel a kind of rdfs:label, and the names of roles are looked up by it.
    labels = [*graph.objects(node, RDFS.label), *graph.objects(node, SKOS.prefLabel)]
    comments = list(graph.objects(node, RDFS.comment))
    documents = [str(one) for one in graph.objects(node, RDFS.isDefinedBy)]
    assert len(labels) == 1
    assert len(comments) == 1
    assert documents == [document for namespace, document in OWN.items() if term.startswith(namespace)]
    comment = comments[0]
    assert isinstance(comment, rdflib.Literal)
    assert comment.language == "en"
    assert str(comment)[0].isupper(), "a comment is a sentence"
    assert str(comment).endswith("."), "a comment is a sentence"


def test_no_two_terms_of_a_kind_share_a_label() -> None:
    graph = vocabulary_graph()
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
    labels = [(kind, str(graph.value(term, RDFS.label))) for kind in kinds for term in own_subjects(kind)]
    labels += [(ORG.Role, str(graph.value(term, SKOS.prefLabel))) for term in graph.subjects(RDF.type, ORG.Role)]
    assert not [label for label, count in Counter(labels).items() if count > 1]


def test_every_term_is_of_one_kind() -> None:
    kinds = {
        term: [
            kind
            for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual)
            if (rdflib.URIRef(term), RDF.type, kind) in vocabulary_graph()
        ]
        for term in defined_terms()
        if term.startswith(CP)
    }
    assert not {term: found for term, found in kinds.items() if len(found) != 1}
    assert all(
        rdflib.URIRef(term).split("#")[1][0].isupper() == (found == [OWL.Class]) for term, found in kinds.items()
    ), "classes are written with a capital, all else without"


@pytest.mark.parametrize("kind", [OWL.ObjectProperty, OWL.DatatypeProperty])
def test_every_property_has_a_domain_and_a_range(kind: rdflib.URIRef) -> None:
    graph = vocabulary_graph()
    for term in own_subjects(kind):
        above = list(graph.transitive_objects(term, RDFS.subPropertyOf))
        for axiom in (RDFS.domain, RDFS.range):
            found = {one for prop in above for one in graph.objects(prop, axiom)}
            assert len(found) == 1, f"{term} has {len(found)} of {axiom}, its own and inherited"
        (value,) = {one for prop in above for one in graph.objects(prop, RDFS.range)}
        assert str(value).startswith(str(XSD)) == (kind == OWL.DatatypeProperty), f"{term} has the range {value}"


def test_every_class_that_a_property_leans_on_is_described() -> None:
    graph = vocabulary_graph()
    for axiom in (RDFS.domain, RDFS.range):
        for cls in set(graph.objects(None, axiom)):
            known = str(cls) in vocabularies.CLASSES or str(cls) in defined_terms() or str(cls).startswith(str(XSD))
            assert known, f"{cls} is the {axiom} of a property"


# Terms of others


def test_terms_of_other_vocabularies_are_reviewed() -> None:
    reviewed = vocabularies.CLASSES.keys() | vocabularies.PROPERTIES.keys() | LICENCES
    used = {iri for iri in foreign_terms() if not iri.startswith(LANGUAGES)}
    assert not used - reviewed, f"look them up, then add them to tests/content/vocabularies.py: {used - reviewed}"
    assert not reviewed - used, f"no longer used; take them out: {reviewed - used}"


def test_terms_of_other_vocabularies_exist() -> None:
    unknown = []
    for iri in foreign_terms():
        for namespace, terms in CLOSED.items():
            if iri.startswith(namespace) and iri.removeprefix(namespace) not in terms:
                unknown.append(iri)
    assert not unknown
    assert "Membrship" not in ORG, "rdflib no longer knows the terms one by one"


def test_classes_and_properties_of_others_are_used_as_such() -> None:
    for path in ONTOLOGY:
        for subject, predicate, value in turtle(path):
            assert str(predicate) not in vocabularies.CLASSES, f"{predicate} is a class"
            if predicate in CLASS_PLACES:
                assert str(value) not in vocabularies.PROPERTIES, f"{value} is a property: {subject} {predicate}"
            if predicate == SH.path:
                assert str(value) not in vocabularies.CLASSES, f"{value} is a class"


def test_nothing_is_said_of_others_classes_that_they_do_not_say() -> None:
    graph = vocabulary_graph()
    for cls, parent in graph.subject_objects(RDFS.subClassOf):
        if str(cls).startswith(CP):
            continue
        if parent == PROV.Agent:
            assert str(cls) in vocabularies.READ_AS_AGENTS
            continue
        assert str(parent) in _ancestors(str(cls)), f"{cls} is no kind of {parent}"


@cache
def _ancestors(cls: str) -> frozenset[str]:
    parent = vocabularies.SUPERCLASSES.get(cls)
    return frozenset({cls}) | (_ancestors(parent) if parent else frozenset())


def test_alignments_only_match() -> None:
    graph = turtle(shipped("ontology", "alignments.ttl"))
    topics = (SKOS.Concept, RDFS.seeAlso)
    for subject, predicate, value in graph:
        if (subject, predicate) != topics:
            assert predicate in (SKOS.closeMatch, SKOS.relatedMatch), f"{subject} {predicate} {value}"
            assert str(subject) in defined_terms()
        assert str(value) in vocabularies.CLASSES | vocabularies.PROPERTIES
    assert not set(graph.subject_objects(SKOS.closeMatch)) & set(graph.subject_objects(SKOS.relatedMatch))


def test_no_term_of_ours_is_a_kind_of_citation() -> None:
    graph = turtle(*ONTOLOGY)
    linked = (vocabularies.AIF, vocabularies.CITO, vocabularies.IBIS, vocabularies.SIOC)
    for predicate in (RDFS.subPropertyOf, RDFS.subClassOf, OWL.equivalentProperty, OWL.equivalentClass, OWL.sameAs):
        assert not [str(value) for value in graph.objects(None, predicate) if str(value).startswith(linked)]


def test_a_close_match_joins_like_with_like() -> None:
    graph, matches = vocabulary_graph(), turtle(shipped("ontology", "alignments.ttl"))
    for subject, value in matches.subject_objects(SKOS.closeMatch):
        is_class = (subject, RDF.type, OWL.Class) in graph
        assert is_class == (str(value) in vocabularies.CLASSES), f"{subject} and {value}: use skos:relatedMatch"


# Versions, stances, roles


def test_the_version_is_the_packages() -> None:
    graph, document = vocabulary_graph(), rdflib.URIRef(OWN[CP])
    assert str(graph.value(document, OWL.versionInfo)) == __version__
    assert str(graph.value(document, OWL.versionIRI)) == f"{OWN[CP]}/{__version__}"


def test_every_stance_has_one_polarity_or_none() -> None:
    graph = vocabulary_graph()
    stances = {
        str(stance).removeprefix(CP): sorted(float(str(value)) for value in graph.objects(stance, uri("cp:polarity")))
        for stance in graph.subjects(RDF.type, uri("cp:Stance"))
    }
    assert stances == {"supports": [1.0], "opposes": [-1.0], "qualifies": [0.0], "mentions": []}
    types = {value.datatype for value in graph.objects(None, uri("cp:polarity")) if isinstance(value, rdflib.Literal)}
    assert types == {XSD.decimal}


def test_the_modes_are_the_three() -> None:
    modes = {str(mode).removeprefix(CP) for mode in vocabulary_graph().subjects(RDF.type, uri("cp:Mode"))}
    assert modes == {"direct", "reported", "paraphrased"}


def test_every_role_falls_under_one_of_the_six_kinds() -> None:
    graph, scheme = vocabulary_graph(), rdflib.URIRef(OWN[CPR])
    tops = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert tops == set(graph.subjects(SKOS.topConceptOf, scheme))
    assert {str(top).removeprefix(CPR) for top in tops} == {
        "clinical",
        "managerial",
        "academic",
        "policy",
        "consultancy",
        "journalism",
    }
    for role in graph.subjects(RDF.type, ORG.Role):
        above = set(graph.transitive_objects(role, SKOS.broader)) - {role}
        assert (role, RDF.type, SKOS.Concept) in graph
        assert (role, SKOS.inScheme, scheme) in graph
        assert bool(above & tops) != (role in tops), f"{role} is neither a kind of role nor under one"
        assert not any(role in graph.transitive_objects(other, SKOS.broader) for other in above), f"{role} goes round"


# Reasoning


def inconsistencies(graph: rdflib.Graph) -> list[str]:
    """Close a graph under OWL 2 RL and list what the reasoner calls an error."""
    closed = graph + rdflib.Graph()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    errors: list[Node] = list(closed.subjects(RDF.type, ERRNS.ErrorMessage))
    return sorted(str(closed.value(error, ERRNS.error)) for error in errors)


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return turtle(*(path for path in ONTOLOGY if path != SHAPES))


def test_the_shipped_graph_is_consistent() -> None:
    graph = to_rdflib(shipped_store().engine)
    assert (None, RDF.type, uri("cp:Agreement")) in graph
    assert (None, SKOS.closeMatch, None) in graph
    assert inconsistencies(graph) == []


@pytest.mark.parametrize(
    ("what", "broken"),
    [
        ("Disjoint classes", "ex:x a cp:Agreement, cp:Disagreement ."),
        ("Disjoint classes", "ex:x a schema:Person, org:Organization ."),
        ("Irreflexive property", "ex:x cp:agreesWith ex:x ."),
        ("Irreflexive property", "ex:x cp:disagreesWith ex:x ."),
        ("Irreflexive property", "ex:x cp:contradicts ex:x ."),
        ("Irreflexive property", "ex:x cp:agreesWith ex:y . ex:x owl:sameAs ex:y ."),
        ("Lexical value", 'ex:x cp:former "perhaps"^^xsd:boolean .'),
    ],
)
def test_the_reasoner_sees_what_cannot_be(ontology: rdflib.Graph, what: str, broken: str) -> None:
    prefixes = f"@prefix ex: <https://example.org/> . @prefix cp: <{CP}> . @prefix schema: <{SDO}> . "
    prefixes += f"@prefix org: <{ORG}> . @prefix owl: <{OWL}> . @prefix xsd: <{XSD}> . "
    found = inconsistencies(ontology + rdflib.Graph().parse(data=prefixes + broken, format="turtle"))
    assert found
    assert all(what in message for message in found)


def test_the_reasoner_follows_our_axioms(ontology: rdflib.Graph) -> None:
    text = f"""@prefix ex: <https://example.org/> . @prefix cp: <{CP}> .
    ex:a cp:implies ex:b . ex:b cp:implies ex:c . ex:c cp:contradicts ex:d . ex:s cp:endorses ex:t .
    ex:ag a cp:Agreement ; cp:basis ex:s ; cp:party ex:p ."""
    closed = ontology + rdflib.Graph().parse(data=text, format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    ex = rdflib.Namespace("https://example.org/")
    expected = [
        (ex.a, uri("cp:implies"), ex.c),
        (ex.d, uri("cp:contradicts"), ex.c),
        (ex.a, RDF.type, uri("cp:Claim")),
        (ex.s, uri("cp:respondsTo"), ex.t),
        (ex.t, RDF.type, uri("cp:Statement")),
        (ex.t, RDF.type, SDO.CreativeWork),
        (ex.ag, RDF.type, uri("cp:Alignment")),
        (ex.ag, PROV.wasDerivedFrom, ex.s),
        (ex.p, RDF.type, PROV.Agent),
    ]
    assert not [triple for triple in expected if triple not in closed]
