"""A stance of a workspace's own with a polarity of one half, through rules, networks, pages and questions."""

from __future__ import annotations

from typing import Any

import pytest

from counterpoint.corpus import Corpus
from tests.desk import Desk

MORE = """\
  - {speaker: bob, half-supports: cheese, mode: reported, quote: doubts it, at: [45, 54]}
  - {speaker: acme, opposes: cheese, mode: direct, quote: The moon is round, at: [56, 73]}
  - {speaker: cy, qualifies: cheese, mode: direct, quote: the moon is big, at: [85, 100]}
"""


@pytest.fixture
def debate(desk: Desk) -> Corpus:
    """Build a debate in which one supports, one half supports, one opposes and one qualifies a claim."""
    desk.write(
        "ontology/half.ttl",
        "@prefix cp: <https://w3id.org/counterpoint/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<https://example.org/half> a cp:Stance ; cp:polarity 0.5 ; rdfs:label "half supports"@en .',
    )
    desk.write("ontology/context.jsonld", '{"@context": {"half-supports": "https://example.org/half"}}')
    desk.spoil("bob: {name: Bob Bern}", "bob: {name: Bob Bern}\n  cy: Cy")
    desk.record.write_text(desk.record.read_text(encoding="utf-8") + MORE, encoding="utf-8")
    assert desk.faults() == []
    return Corpus.open(desk.root, in_memory=True)


def test_rules_read_its_sign(debate: Corpus) -> None:
    rows = debate.sparql(
        "SELECT ?kind ?one ?other { ?x a ?kind ; cp:party ?one, ?other FILTER (STR(?one) < STR(?other)) }"
    ).rows
    found = {
        (row["kind"].rpartition("#")[2], row["one"].rpartition("/")[2], row["other"].rpartition("/")[2]) for row in rows
    }
    assert found == {("Agreement", "ada", "bob"), ("Disagreement", "acme", "ada"), ("Disagreement", "acme", "bob")}


def test_networks_read_the_number(debate: Corpus) -> None:
    def weights(aggregation: str) -> dict[tuple[str, str], float]:
        graph = debate.network(aggregation=aggregation)
        edges: Any = graph.edges(data="weight")
        return {(one.rpartition("/")[2], other.rpartition("/")[2]): weight for one, other, weight in edges}

    congruence, conflict = weights("congruence"), weights("conflict")
    assert (congruence["ada", "bob"], conflict["ada", "bob"]) == (0.75, 0.25)
    assert (congruence["acme", "bob"], conflict["acme", "bob"]) == (0.25, 0.75)
    assert conflict["acme", "ada"] == 1


def test_the_page_and_the_questions_call_it_by_its_label(debate: Corpus) -> None:
    assert "half supports" in debate.view().html
    stances = {row["speakerName"]: row["stance"] for row in debate.ask("stands-on-claim", claim="cheese").rows}
    assert stances == {"Ada Lovelace": "supports", "Bob Bern": "half supports", "Acme": "opposes", "Cy": "qualifies"}
    assert debate.ask("most-contested-claims").rows[0]["claimName"] == "The moon is cheese."
