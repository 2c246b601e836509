"""The data that the page carries."""

from __future__ import annotations

import json
from dataclasses import replace

from counterpoint.view.debate import Alignment, Claim, Debate, Relation, Speaker, Statement
from counterpoint.view.payload import MOST_EDGES, MOST_SPEAKERS, make_payload


def test_every_line_bends_its_own_way_and_disagreement_lies_on_top(debate: Debate) -> None:
    payload = make_payload(debate)
    signs = [line["color"]["color"] for line in payload.edges]
    assert signs == sorted(signs, key=["#0072B2", "#D55E00"].index)
    bends = [(line["from"], line["to"], line["smooth"]["type"], line["smooth"]["roundness"]) for line in payload.edges]
    assert len(set(bends)) == len(bends)
    assert all(bool(line["dashes"]) == (line["color"]["color"] == "#D55E00") for line in payload.edges)


def test_ids_are_opaque_and_stay(debate: Debate) -> None:
    hostile = replace(debate, speakers=(*debate.speakers, Speaker("http://x/__proto__", "Proto")))
    ids = {node["id"] for node in make_payload(hostile).nodes}
    assert {node["id"] for node in make_payload(debate).nodes} <= ids
    assert all(len(name) == 13 and name.isalnum() for name in ids)


def test_places_in_lists_lead_to_the_right_things(debate: Debate) -> None:
    data = make_payload(debate).data
    for said, statement in zip(data["statements"], debate.statements, strict=True):
        assert debate.speakers[said["speaker"]].iri == statement.speaker
        assert debate.claims[said["claim"]].iri == statement.claim
    assert sum(len(edge["alignments"]) for edge in data["edges"]) == len(debate.alignments)
    assert json.loads(json.dumps(data)) == data


def test_a_statement_without_a_role_of_its_own_shows_the_present_roles(debate: Debate) -> None:
    said = make_payload(debate).data["statements"]
    assert said[0]["roles"] == ["professor of transport, Institute for Transport Studies"]


def test_two_related_claims_are_read_in_the_order_of_their_relation() -> None:
    claims = tuple(Claim(name, name) for name in "abc")
    speakers = (Speaker("x", "X"), Speaker("y", "Y"))
    alignments = tuple(
        Alignment(str(number), -1, ("x", "y"), pair, ())
        for number, pair in enumerate([("c", "a"), ("b", "c"), ("a", "b"), ("b",)])
    )
    relations = (Relation("a", "implies", "b"), Relation("b", "implies", "c"), Relation("c", "contradicts", "b"))
    debate = Debate(speakers, claims, alignments=alignments, relations=relations)
    (edge,) = make_payload(debate).data["edges"]
    links = {(*found["claims"], found["link"]) for found in edge["alignments"]}
    assert links == {(0, 2, "implies"), (2, 1, "contradicts"), (0, 1, "implies"), (1, "")}


def test_what_is_missing_from_the_debate_is_left_out() -> None:
    debate = Debate(
        (Speaker("x", "X"),), statements=(Statement("1", "x", "nothing", "supports"), Statement("2", "y", "", ""))
    )
    assert make_payload(debate).data["statements"] == []


def test_no_more_is_drawn_than_can_be_read() -> None:
    speakers = tuple(Speaker(f"s{number:04}", f"Speaker {number}") for number in range(400))
    claims = tuple(Claim(f"c{number}", f"Claim {number}") for number in range(3))
    alignments = tuple(
        Alignment(f"a{one}-{other}", 1, (speakers[one].iri, speakers[other].iri), (claims[one % 3].iri,), ())
        for one in range(0, 400, 2)
        for other in range(one + 1, min(one + 16, 400))
    )
    payload = make_payload(Debate(speakers, claims, alignments=alignments))
    assert len(payload.nodes) == MOST_SPEAKERS
    assert len(payload.edges) == MOST_EDGES
    assert len(payload.data["speakers"]) == 400
    assert len(payload.data["edges"]) == len(alignments)
    drawn = {node["id"] for node in payload.nodes}
    assert all({line["from"], line["to"]} <= drawn for line in payload.edges)


def test_nothing_at_all_can_be_drawn() -> None:
    payload = make_payload(Debate())
    assert payload.nodes == payload.edges == []
