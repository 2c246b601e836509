"""What the ontology files let a record say, and files that are none."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from counterpoint.building.build import build_in_memory
from counterpoint.errors import WorkspaceError
from counterpoint.vocabulary import CP, KINDS, PREFIXES, SCHEMA, Vocabulary, parse_turtle
from counterpoint.workspace import Workspace, shipped
from tests.desk import Desk


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Workspace(shipped()).vocabulary


def test_the_shipped_ontology_sorts_its_terms(vocabulary: Vocabulary) -> None:
    assert vocabulary.stances == {"supports", "opposes", "qualifies", "mentions"}
    assert vocabulary.modes == {"direct", "reported", "paraphrased"}
    assert vocabulary.source_types.keys() >= {"NewsArticle", "Report", "Book", "CreativeWork"}
    assert not vocabulary.source_types.keys() & {"Claim", "Statement", "Person"}
    assert vocabulary.concepts["role:medical-director"] == PREFIXES["cpr"] + "medical-director"
    assert not any(key.startswith("topic:") for key in vocabulary.concepts if f"role:{key[6:]}" in vocabulary.concepts)
    assert vocabulary.own_terms == frozenset()


def test_every_kind_has_its_own_section_and_a_type_in_the_context(vocabulary: Vocabulary) -> None:
    assert len({kind.section for kind in KINDS.values()}) == len(KINDS)
    for kind in KINDS.values():
        assert vocabulary.iri(kind.type) == kind.cls


@pytest.mark.parametrize(
    ("term", "iri"),
    [
        ("supports", CP + "supports"),
        ("title", SCHEMA + "name"),
        ("cp:claim", CP + "claim"),
        ("url", SCHEMA + "url"),
        ("https://example.org/x", "https://example.org/x"),
        ("nothing", "nothing"),
    ],
)
def test_a_term_is_expanded(vocabulary: Vocabulary, term: str, iri: str) -> None:
    assert vocabulary.iri(term) == iri


@pytest.mark.parametrize(
    "context",
    [
        {"a": "b:x", "b": "a:y"},
        {"a": "a:x"},
        {"a": {"@type": "@id"}},
        {"a": {"@id": None}},
        {"a": None},
        {"a": 3},
        {"a": "a:a:a:a"},
    ],
)
def test_a_context_that_goes_in_circles_or_says_nothing_ends(context: dict[str, object]) -> None:
    assert isinstance(Vocabulary(context).iri("a"), str)


def test_datatypes_are_those_of_the_context(vocabulary: Vocabulary) -> None:
    assert vocabulary.datatype("published") == "xsd:date"
    assert vocabulary.datatype("url") == "@id"
    assert vocabulary.datatype("name") == vocabulary.datatype("nothing") == ""


def test_a_workspace_adds_stances_roles_types_and_keys(desk: Desk) -> None:
    desk.write(
        "ontology/own.ttl",
        "@prefix cp: <https://w3id.org/counterpoint/ns#> . @prefix org: <http://www.w3.org/ns/org#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix schema: <https://schema.org/> .\n"
        "@prefix ex: <https://example.org/> .\n"
        "ex:doubts a cp:Stance . ex:astronomer a org:Role . ex:Podcast rdfs:subClassOf schema:CreativeWork .",
    )
    own = (
        '{"@context": {"ex": "https://example.org/", "doubts": "ex:doubts", "Podcast": "ex:Podcast", '
        '"heard-by": {"@id": "ex:heardBy", "@type": "@id"}, "@vocab": "x:"}}'
    )
    desk.write("ontology/context.jsonld", own)
    vocabulary = desk.workspace.vocabulary
    assert "doubts" in vocabulary.stances
    assert "Podcast" in vocabulary.source_types
    assert vocabulary.concepts["role:astronomer"] == "https://example.org/astronomer"
    assert vocabulary.own_terms == {"heard-by"}, "a prefix, a stance and a class are no keys of a person"
    desk.spoil("supports: cheese", "doubts: cheese")
    desk.spoil("title:", "type: Podcast\n  title:")
    assert desk.faults() == []


def test_the_range_of_an_own_property_says_what_its_ids_are_of(desk: Desk) -> None:
    desk.write(
        "ontology/own.ttl",
        "@prefix cp: <https://w3id.org/counterpoint/ns#> . @prefix org: <http://www.w3.org/ns/org#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix prov: <http://www.w3.org/ns/prov#> .\n"
        "@prefix ex: <https://example.org/> .\n"
        "ex:funder rdfs:range org:Organization . ex:friend rdfs:range prov:Agent . ex:echoes rdfs:range cp:Statement .",
    )
    terms = {
        name: {"@id": f"https://example.org/{name}", "@type": "@id"} for name in ("funder", "friend", "echoes", "x")
    }
    desk.write("ontology/context.jsonld", json.dumps({"@context": terms}))
    ranges = desk.workspace.vocabulary.ranges
    assert ranges == {"funder": ("organisation",), "friend": ("person", "organisation"), "echoes": ("statement",)}
    desk.spoil("bob: {name: Bob Bern}", "bob: {name: Bob Bern, funder: ada, friend: [ada, acme], x: moon}")
    desk.spoil("at: [9, 35]", "at: [9, 35]\n    echoes: bob-1\n  - speaker: bob\n    doubts: cheese")
    desk.spoil("    doubts: cheese", "    supports: cheese\n    mode: reported\n    quote: doubts it\n    at: [45, 54]")
    assert desk.faults() == [
        '7:33: no organisation has the id "ada"; define it under organisations: here or in another file of graph/'
    ]


def test_a_value_of_an_own_key_may_be_an_address(desk: Desk) -> None:
    desk.write("ontology/context.jsonld", '{"@context": {"home": {"@id": "https://example.org/home", "@type": "@id"}}}')
    desk.spoil("bob: {name: Bob Bern}", "bob: {name: Bob Bern, home: [https://example.org/bob, acme]}")
    assert desk.faults() == []
    desk.spoil("https://example.org/bob", "https://example.org/b|b")
    assert desk.faults() == [
        '7:32: home: "https://example.org/b|b" is not a web address (IRI); write https://… without spaces'
    ]


@pytest.mark.parametrize(
    ("context", "problem"),
    [
        (b"{", "is not a JSON-LD context"),
        (b"[]", "is not a JSON-LD context"),
        (b"{}", "is not a JSON-LD context"),
        (b"\xff", "context.jsonld is not UTF-8; save it in UTF-8"),
        (b'{"@context": []}', "is not a mapping; remote contexts are not fetched"),
        (b'{"@context": "https://example.org/context"}', "is not a mapping; remote contexts are not fetched"),
        (b'{"@context": ["https://example.org/", {}]}', "is not a mapping; remote contexts are not fetched"),
    ],
)
def test_a_context_that_cannot_be_read_is_told(tmp_path: Path, context: bytes, problem: str) -> None:
    path = tmp_path / "context.jsonld"
    path.write_bytes(context)
    with pytest.raises(WorkspaceError, match=r"context\.jsonld") as caught:
        Vocabulary.load([], [path])
    assert problem in str(caught.value)


@pytest.mark.parametrize("text", ["@prefix", "x", "<a> <b> .", "\ufffe"])
def test_an_ontology_that_does_not_parse_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"own\.ttl does not parse: .*; mend the Turtle"):
        Vocabulary.load([path], [shipped("ontology", "context.jsonld")])


@pytest.mark.parametrize("data", ['<a:b> <a:c> "caf\u00e9" .'.encode(encoding) for encoding in ("latin-1", "utf-16")])
def test_turtle_in_another_encoding_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "own.ttl"
    path.write_bytes(data)
    with pytest.raises(WorkspaceError, match=r"own\.ttl is not UTF-8; save it in UTF-8"):
        parse_turtle(path)


def test_turtle_and_a_context_that_are_folders_or_gone_are_told(tmp_path: Path) -> None:
    for read in (parse_turtle, lambda path: Vocabulary.load([], [path])):
        with pytest.raises(WorkspaceError) as caught:
            read(tmp_path)
        assert str(caught.value) == f"{tmp_path} cannot be read: Is a directory"
        with pytest.raises(WorkspaceError) as caught:
            read(tmp_path / "gone")
        assert str(caught.value) == f"{tmp_path / 'gone'} cannot be read: No such file or directory"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_turtle_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.touch(0)
    with pytest.raises(WorkspaceError) as caught:
        parse_turtle(path)
    assert str(caught.value) == f"{path} cannot be read: Permission denied"


def test_turtle_with_a_mark_of_the_byte_order_is_read(desk: Desk) -> None:
    own = """@prefix ex: <https://example.org/ns#> . @prefix cpr: <https://w3id.org/counterpoint/roles#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix org: <http://www.w3.org/ns/org#> .
cpr:astronomer a skos:Concept, org:Role ; skos:prefLabel "astronomer"@en ."""
    desk.write("ontology/own.ttl", "\ufeff" + own)
    desk.write("ontology/shapes-own.ttl", "\ufeff@prefix sh: <http://www.w3.org/ns/shacl#> .")
    desk.spoil("ada: Ada Lovelace", "ada: {name: Ada Lovelace, roles: astronomer}")
    assert desk.faults() == []
    assert "astronomer" in build_in_memory(desk.workspace).dump()
