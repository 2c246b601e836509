"""Where terms are written: what the parser says that a file holds, the scanner finds at its place."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.terms.scanning import mentions, mentions_in
from counterpoint.vocabulary import PREFIXES, RDF_TYPE
from counterpoint.workspace import shipped

WRITTEN = ("first", "rest", "nil", "type", "integer", "decimal", "boolean", "double")


@pytest.mark.parametrize("name", ["alignments", "counterpoint", "roles", "shapes"])
def test_the_terms_of_the_shipped_files_are_those_that_the_parser_reads(name: str) -> None:
    path = shipped("ontology", f"{name}.ttl")
    triples = list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    terms = [term for quad in triples for term in (quad.subject, quad.predicate, quad.object)]
    parsed = {term.value for term in terms if isinstance(term, ox.NamedNode)}
    parsed |= {term.datatype.value for term in terms if isinstance(term, ox.Literal)}
    found = mentions_in(path)
    assert {one.iri for one in found} <= parsed
    # What Turtle has an abbreviation for, such as lists and numbers, is not written.
    assert all(
        iri.endswith(tuple(f"#{word}" for word in (*WRITTEN, "string", "langString")))
        for iri in parsed - {one.iri for one in found}
    )
    subjects = {quad.subject.value for quad in triples if isinstance(quad.subject, ox.NamedNode)}
    assert {one.iri for one in found if one.leads} == subjects
    lines = path.read_text(encoding="utf-8").splitlines()
    for one in found:
        at = lines[one.line - 1][one.column - 1 :]
        assert at.startswith(
            (
                "<" + one.iri + ">",
                *(
                    f"{prefix}:"
                    for prefix in (*PREFIXES, "dcterms", "vann", "sh", "cps", "cito", "aif", "ibis", "sioc")
                ),
            )
        )


def test_comments_strings_and_blank_nodes_hold_no_terms() -> None:
    text = (
        "@prefix ex: <urn:x#> .\n# ex:comment\nex:a ex:b \"ex:string\", '''ex:long\n ex:long''', _:ex .\n"
        '<urn:y> ex:c 1.5 . ex:d\\,e a [ ex:f "g"^^ex:h ] ; ex:i ( ex:j "k"@en ) .'
    )
    found = mentions(text)
    assert [one.iri.replace("urn:x#", "") for one in found] == ["a", "b", "urn:y", "c", "d,e", "f", "h", "i", "j"]
    assert [one.iri.replace("urn:x#", "") for one in found if one.leads] == ["a", "urn:y", "d,e"]
    assert [(one.line, one.column) for one in found[:4]] == [(3, 1), (3, 6), (5, 1), (5, 9)]
    assert found[7].subject == "urn:x#d,e"


def test_prefixes_are_followed_in_their_order_and_bases_too() -> None:
    text = "PREFIX ex: <urn:x#> BASE <https://example.org/a/> @prefix ex: <b#> . ex:c <d> <../e> ."
    assert [one.iri for one in mentions(text)] == [
        "https://example.org/a/b#c", "https://example.org/a/d", "https://example.org/e"
    ]  # fmt: skip


def test_a_query_needs_no_declaration_of_known_prefixes() -> None:
    found = mentions(
        "SELECT * { ?s a cp:Claim ; cp:about/^skos:broader* ?_topic FILTER (?a < 3 && ?b > 2) }", prefixes=PREFIXES
    )
    assert [one.iri.rpartition("#")[2] for one in found] == ["Claim", "about", "broader"]
    assert RDF_TYPE not in {one.iri for one in found}


@given(st.text(st.sampled_from("<>\"'.:;[]()@#^ex \n\\a1_?%-")))
def test_any_text_can_be_scanned(text: str) -> None:
    for one in mentions(text, prefixes={"ex": "urn:x#"}, base="https://example.org/"):
        assert one.line >= 1
        assert one.column >= 1
