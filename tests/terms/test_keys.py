"""Keys of a workspace's own: on a person, a source and a statement; ids, addresses, numbers, dates and text."""

from __future__ import annotations

import json
from typing import Any

import pytest

from counterpoint.corpus import Corpus
from tests.desk import Desk

TERMS: dict[str, dict[str, str]] = {
    "funded-by": {"@id": "ex:fundedBy", "@type": "@id"},
    "income": {"@id": "ex:income", "@type": "xsd:decimal"},
    "born": {"@id": "ex:born", "@type": "xsd:gYear"},
    "words": {"@id": "ex:words", "@type": "xsd:integer"},
    "paid": {"@id": "ex:paid", "@type": "xsd:boolean"},
    "heard-by": {"@id": "ex:heardBy", "@type": "@id"},
    "tone": {"@id": "ex:tone"},
}


@pytest.fixture
def keyed(desk: Desk) -> Desk:
    """Give a workspace whose records have such keys."""
    desk.write("ontology/context.jsonld", json.dumps({"@context": {"ex": "https://example.org/#", **TERMS}}))
    desk.spoil(
        "ada: Ada Lovelace", "ada: {name: Ada Lovelace, funded-by: [acme, https://example.org/fund], income: 12.5}"
    )
    desk.spoil("bob: {name: Bob Bern}", "bob: {name: Bob Bern, born: 1815}")
    desk.spoil("published: 2020-02-29", "published: 2020-02-29\n  words: 800\n  paid: true")
    desk.spoil("at: [9, 35]", "at: [9, 35]\n    heard-by: [bob, acme]\n    tone: calm, and a little sad")
    return desk


def test_each_says_what_it_is_to_say(keyed: Desk) -> None:
    assert keyed.faults() == []
    rows = (
        Corpus.open(keyed.root, in_memory=True)
        .sparql("SELECT ?s ?p ?o { ?s ?p ?o FILTER STRSTARTS(STR(?p), 'https://example.org/#') } ORDER BY ?s ?p ?o")
        .rows
    )
    short = [tuple(str(row[name]).rpartition("/")[2].lstrip("#") for name in ("s", "p", "o")) for row in rows]
    assert sorted(short) == [
        ("ada", "fundedBy", "acme"),
        ("ada", "fundedBy", "fund"),
        ("ada", "income", "12.5"),
        ("bob", "born", "1815"),
        ("cheese", "heardBy", "acme"),
        ("cheese", "heardBy", "bob"),
        ("cheese", "tone", "calm, and a little sad"),
        ("moon-talk", "paid", "True"),
        ("moon-talk", "words", "800"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("income: 12.5", "income: a lot", 'income: "a lot" is not a number; write digits, with a point for decimals'),
        ("born: 1815", "born: 1815-12", 'born: "1815-12" has another form; write the year, as in 2016'),
        ("words: 800", "words: 8.5", 'words: "8.5" is not a whole number; write digits only'),
        ("paid: true", "paid: yes", 'paid: "yes" is neither true nor false; write true or false'),
        ("[bob, acme]", "[bob, acne]", 'no thing has the id "acne"; did you mean acme?'),
        ("  words: 800", "  wrds: 800", 'a source has no key "wrds"; did you mean words?'),
    ],
)
def test_a_wrong_value_is_a_fault_at_its_place(keyed: Desk, old: str, new: str, fault: str) -> None:
    keyed.spoil(old, new)
    [found] = keyed.faults()
    assert found.partition(": ")[2] == fault


@pytest.mark.parametrize("key", ["doubts", "ex", "Podcast"])
def test_a_stance_a_prefix_and_a_class_are_no_keys_of_a_person(keyed: Desk, key: str) -> None:
    keyed.write(
        "ontology/own.ttl",
        "@prefix cp: <https://w3id.org/counterpoint/ns#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "<https://example.org/#doubts> a cp:Stance . <https://example.org/#Podcast> a owl:Class .",
    )
    more: dict[str, Any] = {"ex": "https://example.org/#", **TERMS, "doubts": "ex:doubts", "Podcast": "ex:Podcast"}
    keyed.write("ontology/context.jsonld", json.dumps({"@context": more}))
    assert keyed.faults() == []
    keyed.spoil("ada: {name: Ada Lovelace", f"ada: {{name: Ada Lovelace, {key}: cheese")
    [found] = keyed.faults()
    assert f'a person has no key "{key}"' in found
