"""Argument maps in AIF, written."""

from __future__ import annotations

import json
from collections import Counter

from counterpoint.corpus import Corpus


def test_a_map_has_the_nodes_and_edges_that_aif_allows() -> None:
    whole = json.loads(Corpus.open(":demo:").export("aif"))
    kinds = {node["nodeID"]: node["type"] for node in whole["nodes"]}
    assert len(kinds) == len(whole["nodes"])
    between = Counter((kinds[edge["fromID"]], kinds[edge["toID"]]) for edge in whole["edges"])
    assert set(between) == {
        ("L", "YA"),
        ("YA", "I"),
        ("I", "RA"),
        ("RA", "I"),
        ("I", "CA"),
        ("CA", "I"),
        ("I", "MA"),
        ("MA", "I"),
    } | {*(("L", "TA"), ("TA", "L"), ("L", "MA"), ("MA", "L"), ("L", "CA"), ("CA", "L"))}
    # No two propositions are linked but through a scheme, and every scheme has an end on either side.
    schemes = {number for number, kind in kinds.items() if kind not in ("I", "L")}
    assert {edge["fromID"] for edge in whole["edges"]} >= schemes <= {edge["toID"] for edge in whole["edges"]}


def test_agreement_and_disagreement_stand_between_the_locutions() -> None:
    demo = Corpus.open(":demo:")
    texts = Counter(node["text"] for node in json.loads(demo.export("aif"))["nodes"] if node["type"] in ("MA", "CA"))
    assert texts["Agreement"]
    assert texts["Disagreement"]
    assert set(texts) == {"Agreement", "Disagreement", "Default Conflict", "Refinement"}


def test_speakers_are_participants_with_their_names() -> None:
    whole = json.loads(Corpus.open(":demo:").export("aif"))
    names = {f"{one['firstname']} {one['surname']}" for one in whole["participants"]}
    assert len(names) == 7
    assert "Jonathan Fielden" in names
    people = {one["participantID"] for one in whole["participants"]}
    assert {one["personID"] for one in whole["locutions"]} == people
