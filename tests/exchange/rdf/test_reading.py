"""RDF from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.errors import FaultsError, UsageError
from tests.exchange.arrivals import arrive, bring, report, statements, write

FOREIGN = """\
@prefix cp: <https://w3id.org/counterpoint/ns#> .
@prefix cpr: <https://w3id.org/counterpoint/roles#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix schema: <https://schema.org/> .
@prefix ex: <http://example.org/d/> .

ex:ann a schema:Person ; schema:name "Ann Lee" ; foaf:age 44 .
ex:post a org:Membership ; org:member ex:ann ; org:role cpr:nurse ; cp:citedIn ex:news .
ex:cheese a cp:Claim ; schema:name "The moon is cheese." .
ex:news a schema:NewsArticle ; schema:name "Moon news" ; schema:datePublished "2020-01-26" .
ex:s1 a cp:Statement ; cp:speaker ex:ann ; cp:claim ex:cheese ; cp:stance cp:supports ; cp:mode cp:direct ;
    prov:wasQuotedFrom ex:news ; cp:statedBy ex:news ; cp:inCapacity ex:post ;
    cp:evidence [ a oa:SpecificResource ; oa:hasSource ex:news ;
        oa:hasSelector [ a oa:TextQuoteSelector ; oa:exact "made of cheese" ] ,
            [ a oa:TextPositionSelector ; oa:start 7 ; oa:end 21 ] ] .
ex:s2 a cp:Statement ; cp:speaker ex:nobody ; cp:claim ex:cheese ; cp:stance cp:supports ; prov:wasQuotedFrom ex:news .
ex:rain a foaf:Document ; foaf:topic ex:weather .
"""


def test_foreign_rdf_that_uses_the_ontology_becomes_records(tmp_path: Path) -> None:
    arrival = bring(write(tmp_path / "d.ttl", FOREIGN), tmp_path / "ws")
    record = (tmp_path / "ws/graph/sources/news.yaml").read_text()
    assert "type: NewsArticle\n  title: Moon news\n" in record
    assert "  ann:\n    roles: [{role: nurse}]\n" in record
    assert (
        "speaker: ann\n    supports: cheese\n    mode: direct\n    quote: made of cheese\n    at: [7, 21]\n" in record
    )
    told = report(arrival)
    assert "statements without a speaker: 1 (http://example.org/d/s2)" in told
    for iri, count in (("age", 1), ("topic", 1)):
        assert f"triples with http://xmlns.com/foaf/0.1/{iri}: {count}" in told


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.ttl", "<a> <b>", "does not parse"),
        ("a.ttl", "<http://a> <http://b> <http://c> .", "of the 1 triples in .*, none uses the ontology"),
        (
            "a.rdf",
            '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r/>',
            "declares entities",
        ),
        ("a.rdf", '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><r/>', "declares entities"),
        (
            "a.rdf",
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE r [<!ENTITY a "x">]><r/>'.encode("utf-16"),
            "declares entities",
        ),
        (
            "a.jsonld",
            '{"@context": "http://127.0.0.1:9/ctx", "@id": "http://a"}',
            "does not parse: .*context.*; write the context into the file; nothing is fetched",
        ),
        ("a.jsonld", "[" * 200_000, "nests more than 200 levels deep"),
        ("a.nq", b"\xff\xfe\x00", "does not parse"),
    ],
)
def test_what_is_no_debate_is_refused(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        bring(write(tmp_path / name, content), tmp_path / "ws")


def test_a_statement_without_its_parts_is_told_from_rdf_of_another_kind(tmp_path: Path) -> None:
    text = "@prefix cp: <https://w3id.org/counterpoint/ns#> .\n<urn:x:1> a cp:Statement ; cp:claim <urn:x:2> ."
    with pytest.raises(UsageError, match=r"no statement can be made; .*statements without a source: 1 \(urn:x:1\)"):
        bring(write(tmp_path / "d.ttl", text), tmp_path / "ws")


def test_the_source_of_the_evidence_is_the_source_where_nothing_else_says_it(tmp_path: Path) -> None:
    text = FOREIGN.replace("    prov:wasQuotedFrom ex:news ; cp:statedBy ex:news ;", "   ")
    bring(write(tmp_path / "d.ttl", text), tmp_path / "ws")
    assert "quote: made of cheese" in (tmp_path / "ws/graph/sources/news.yaml").read_text()


def test_relative_names_stay_within_the_file(tmp_path: Path) -> None:
    text = FOREIGN.replace("ex:ann", "<../../ann>").replace("<http://example.org/d/> .", "<http://example.org/d/> .", 1)
    corpus = arrive(write(tmp_path / "d.ttl", text), tmp_path / "ws")
    assert [row[0] for row in statements(corpus)] == ["Ann Lee"]
    assert "  ann-lee: Ann Lee" in (tmp_path / "ws/graph/people.yaml").read_text()


def test_evidence_that_no_record_can_hold_is_a_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(
        FaultsError,
        match=r"d.ttl, http://example.org/d/s1: the text is not at hand, and the statement has no words of it",
    ):
        bring(write(tmp_path / "d.ttl", FOREIGN.replace('oa:exact "made of cheese"', "a oa:Selector")), tmp_path / "ws")
