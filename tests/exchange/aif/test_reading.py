"""Argument maps in AIF, read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from counterpoint.corpus import Corpus
from counterpoint.errors import FaultsError, UsageError
from counterpoint.exchange.aif.reading import read_aif
from tests.exchange.arrivals import arrive, bring, report, statements, write

# A turn of a debate as AIFdb has it: Ann asserts and argues, Bob disagrees, Eve asks.
NODES = [
    ("1", "L", "Ann Lee : the moon is made of cheese"),
    ("2", "YA", "Asserting"),
    ("3", "I", "the moon is made of cheese"),
    ("4", "L", "Ann Lee : it is yellow"),
    ("5", "YA", "Asserting"),
    ("6", "I", "it is yellow"),
    ("7", "TA", "Default Transition"),
    ("8", "YA", "Arguing"),
    ("9", "RA", "Default Inference"),
    ("10", "L", "Bob : no, it is rock"),
    ("11", "YA", "Asserting"),
    ("12", "I", "it is rock"),
    ("13", "TA", "Default Transition"),
    ("14", "YA", "Disagreeing"),
    ("15", "CA", "Default Conflict"),
    ("16", "L", "Eve : is it?"),
    ("17", "YA", "Pure Questioning"),
]
EDGES = [
    (1, 2),
    (2, 3),
    (4, 5),
    (5, 6),
    (1, 7),
    (7, 4),
    (7, 8),
    (8, 9),
    (6, 9),
    (9, 3),
    (10, 11),
    (11, 12),
    (1, 13),
    (13, 10),
]
EDGES += [(13, 14), (14, 15), (12, 15), (15, 3), (16, 17), (17, 3)]
MAP: dict[str, Any] = {
    "nodes": [{"nodeID": number, "type": kind, "text": text} for number, kind, text in NODES],
    "edges": [
        {"edgeID": str(place), "fromID": str(one), "toID": str(other)} for place, (one, other) in enumerate(EDGES)
    ],
    "locutions": [{"nodeID": "10", "personID": "77"}],
    "participants": [{"participantID": "77", "firstname": "Robert", "surname": "Bern"}],
}


def saved(tmp_path: Path, whole: Any) -> Path:
    return write(tmp_path / "map.json", json.dumps(whole))


def test_locutions_take_the_stances_of_what_they_do(tmp_path: Path) -> None:
    corpus = arrive(saved(tmp_path, MAP), tmp_path / "ws")
    assert [(row[0], row[1].rpartition("#")[2], row[2], row[3]) for row in statements(corpus)] == [
        ("Ann Lee", "supports", "it is yellow", "it is yellow"),
        ("Ann Lee", "supports", "the moon is made of cheese", "it is yellow"),
        ("Ann Lee", "supports", "the moon is made of cheese", "the moon is made of cheese"),
        ("Eve", "mentions", "the moon is made of cheese", "is it?"),
        ("Robert Bern", "opposes", "the moon is made of cheese", "Bob : no, it is rock"),
        ("Robert Bern", "supports", "it is rock", "Bob : no, it is rock"),
    ]
    answers = corpus.sparql("SELECT DISTINCT ?who { ?s cp:respondsTo ?t ; cp:speaker/schema:name ?who } ORDER BY ?who")
    assert [row["who"] for row in answers.rows] == ["Ann Lee", "Robert Bern"]
    assert "contradicts: the-moon-is-made-of-cheese" in (tmp_path / "ws/graph/claims.yaml").read_text()


def test_a_map_within_an_xaif_is_the_same(tmp_path: Path) -> None:
    one = arrive(saved(tmp_path, MAP), tmp_path / "one")
    other = arrive(saved(tmp_path, {"AIF": MAP, "text": {"txt": "<p>…</p>"}, "dialog": True}), tmp_path / "other")
    assert statements(one) == statements(other)


def test_what_has_no_place_is_said(tmp_path: Path) -> None:
    more = {
        **MAP,
        "nodes": [*MAP["nodes"], {"nodeID": "90", "type": "L", "text": "no speaker"}, {"nodeID": "91", "type": "ZZ"}],
    }
    more["edges"] = [*MAP["edges"], {"fromID": "1", "toID": "999"}]
    told = report(bring(saved(tmp_path, more), tmp_path / "ws"))
    assert "locutions without a speaker: 1 (90)" in told
    assert 'nodes of the type "ZZ": 1 (91)' in told
    assert "edges from or to a node that is not there: 1 (1 to 999)" in told
    assert "inferences and rephrasings between claims, which may be no implications: 1 (Default Inference)" in told


def test_cycles_do_no_harm(tmp_path: Path) -> None:
    around = {
        **MAP,
        "edges": [
            *MAP["edges"],
            *({"fromID": str(one), "toID": str(other)} for one, other in ((3, 9), (3, 1), (9, 9), (4, 7), (7, 1))),
        ],
    }
    corpus = arrive(saved(tmp_path, around), tmp_path / "ws")
    assert {row[0] for row in statements(corpus)} == {"Ann Lee", "Eve", "Robert Bern"}
    assert not Corpus.check(tmp_path / "ws").faults


def test_a_number_that_two_nodes_have_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultsError, match=r"map.json, node 3: two nodes have this number"):
        bring(
            saved(tmp_path, {**MAP, "nodes": [*MAP["nodes"], {"nodeID": 3, "type": "I", "text": "x"}]}), tmp_path / "ws"
        )


def test_a_map_without_positions_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FaultsError, match=r"no locution of it takes a position"):
        bring(saved(tmp_path, {"nodes": [{"nodeID": "1", "type": "I", "text": "x"}], "edges": []}), tmp_path / "ws")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "is no AIF: it has no nodes and edges"),
        ('{"nodes": {}, "edges": []}', "is no AIF"),
        ("[" * 100_000, "nests more than 200 levels deep"),
        ('{"nodes": ' + "[" * 300 + "]" * 300 + "}", "nests more than 200 levels deep"),
        (b'{"nodes": "\xff"}', "is no JSON"),
    ],
)
def test_what_is_no_map_is_refused(tmp_path: Path, content: str | bytes, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        read_aif(write(tmp_path / "map.json", content))


@pytest.mark.parametrize(
    "whole", [{"nodes": [1, None, "x", {}], "edges": [[], {}], "locutions": 7, "participants": [3]}]
)
def test_odd_content_raises_nothing(tmp_path: Path, whole: Any) -> None:
    assert read_aif(saved(tmp_path, whole)).faults
