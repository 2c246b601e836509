"""The data that the page carries."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from counterpoint.view.debate import Alignment, Claim, Debate, Relation, Role, Source, Speaker, Statement
from counterpoint.view.payload import MOST_EDGES, MOST_SPEAKERS, make_payload, opaque


def many(speakers: int, camps: int = 5) -> Debate:
    """Make camps in which everybody agrees with the next three, and disagrees with one of the next camp."""
    cast = tuple(Speaker(f"s{number:04}", f"Speaker {number}") for number in range(speakers))
    pairs = [
        (one, other, 1)
        for one in range(speakers)
        for other in range(one + camps, min(one + 3 * camps + 1, speakers), camps)
    ]
    pairs += [(one, one + 1, -1) for one in range(0, speakers - 1, 7)]
    alignments = tuple(
        Alignment(f"a{one}-{other}", sign, (cast[one].iri, cast[other].iri), ("c",), ())  # type: ignore[arg-type]
        for one, other, sign in pairs
    )
    return Debate(cast, (Claim("c", "A claim"),), alignments=alignments)


def test_every_line_bends_its_own_way_and_disagreement_lies_on_top(debate: Debate) -> None:
    payload = make_payload(debate)
    signs = [line["color"] for line in payload.edges]
    assert signs == sorted(signs, key=["#0072B2", "#D55E00"].index)
    bends = [(line["from"], line["to"], line["smooth"]["type"], line["smooth"]["roundness"]) for line in payload.edges]
    assert len(set(bends)) == len(bends)
    assert all(bool(line["dashes"]) == (line["color"] == "#D55E00") for line in payload.edges)
    assert all(
        line["id"] == f"{line['from']}~{line['to']}~{'disagree' if line['dashes'] else 'agree'}"
        for line in payload.edges
    )


def test_ids_are_opaque_and_stay(debate: Debate) -> None:
    hostile = replace(debate, speakers=(*debate.speakers, Speaker("http://x/__proto__", "Proto")))
    ids = {node["id"] for node in make_payload(hostile).nodes}
    assert {node["id"] for node in make_payload(debate).nodes} <= ids
    assert all(len(name) == 13 and name.isalnum() for name in ids)


def test_columns_are_of_one_length_and_lead_to_the_right_things(debate: Debate) -> None:
    payload = make_payload(debate)
    core, evidence = payload.core, payload.evidence
    for columns, count in (
        (core["speakers"], len(debate.speakers)),
        (core["claims"], len(debate.claims)),
        (evidence["statements"], len(debate.statements)),
        (evidence["edges"], len(debate.edges)),
        (evidence["alignments"], len(debate.alignments)),
    ):
        assert {len(column) for column in columns.values()} == {count}
    for at, statement in enumerate(debate.statements):
        said = {name: column[at] for name, column in evidence["statements"].items()}
        assert core["speakers"]["id"][said["speaker"]] == opaque("s", statement.speaker)
        assert core["claims"]["id"][said["claim"]] == opaque("c", statement.claim)
        assert core["sources"][said["source"]]["id"] == opaque("o", statement.source)
        assert evidence["stances"][said["stance"]] == [statement.stance, statement.polarity]
        assert evidence["base"]["statements"] + said["iri"] == statement.iri
        assert ["", "source", "curator"][said["by"]] == statement.said_by
    for edge, (start, end) in zip(debate.edges, pairwise([0, *evidence["edges"]["until"]]), strict=True):
        abouts = evidence["alignments"]["about"][start:end]
        assert abouts == sorted(abouts)
        shown = {
            (
                *(debate.claims[claim].iri for claim in evidence["abouts"][about]),
                *(debate.statements[place].iri for place in behind),
            )
            for about, behind in zip(abouts, evidence["alignments"]["statements"][start:end], strict=True)
        }
        assert shown == {(*alignment.claims, *alignment.statements) for alignment in edge.alignments}
    assert json.loads(json.dumps(payload.core)) == payload.core
    assert json.loads(json.dumps(payload.evidence)) == payload.evidence


def test_the_core_counts_what_the_debate_holds(debate: Debate) -> None:
    core = make_payload(debate, title="  The <b>bridge</b>\u202e ").core
    assert core["title"] == "The <b>bridge</b>"
    assert core["counts"] == {"agree": 7, "disagree": 4, "statements": 12}
    assert core["speakers"]["said"] == [2, 3, 2, 3, 1, 1]
    assert (core["opening"], core["ring"], core["budget"]) == ("speakers", True, [MOST_SPEAKERS, MOST_EDGES])
    assert core["sources"][1] | {"id": ""} == {
        "id": "",
        "title": "Minutes of the council",
        "day": "2023-11",
        "date": "November 2023",
        "publisher": "City Council",
        "author": "",
        "url": "https://example.org/minutes",
    }
    assert "page" not in core["speakers"]


def test_edges_between_camps_add_up_to_all_whose_ends_are_in_one(debate: Debate) -> None:
    core = make_payload(debate).core
    camp = dict(zip((speaker.iri for speaker in debate.speakers), core["speakers"]["camp"], strict=True))
    inside = [edge for edge in debate.edges if all(camp[party] >= 0 for party in edge.parties)]
    assert sum(row[3] for row in core["campEdges"]) == len(inside)
    assert sum(row[4] for row in core["campEdges"]) == sum(edge.weight for edge in inside)
    assert all(one <= other and sign in {1, -1} for one, other, sign, _, _ in core["campEdges"])


def test_the_members_of_a_camp_come_in_the_order_of_the_agreement_that_they_meet() -> None:
    speakers = tuple(Speaker(name, name.upper()) for name in "abcd")
    pairs = [("a", "d"), ("b", "d"), ("c", "d"), ("b", "c"), ("a", "b")]
    alignments = tuple(Alignment("".join(pair), 1, pair, ("x",), ()) for pair in pairs)
    (camp,) = make_payload(Debate(speakers, (Claim("x", "X"),), alignments=alignments)).core["camps"]
    assert camp["members"] == [1, 3, 0, 2]
    assert camp["id"] == opaque("k", *"abcd")
    assert not camp["others"]


def test_roles_organisations_and_capacities_are_listed_once() -> None:
    chair, past = Role("chair", "Union", "the chair"), Role("clerk", "City", former=True)
    guest = Role("guest", "Union \u202e")
    speakers = (Speaker("a", "A", roles=(chair, past)), Speaker("b", "B", roles=(chair,)))
    statements = (
        Statement("1", "a", "x", "supports", roles=(chair, guest)),
        Statement("2", "b", "x", "supports", roles=(chair, guest)),
        Statement("3", "b", "x", "supports"),
    )
    payload = make_payload(Debate(speakers, (Claim("x", "X"),), statements))
    core, evidence = payload.core, payload.evidence
    assert (core["organisations"], core["roleKinds"]) == (["City", "Union"], ["chair", "clerk", "guest"])
    assert core["speakers"]["at"] == [[1], [1]]
    assert [role["held"] for role in evidence["roles"]] == ["the chair", "clerk", "guest"]
    assert [(role["organisation"], role["kind"], role["former"]) for role in evidence["roles"]] == [
        (1, 0, False),
        (0, 1, True),
        (1, 2, False),
    ]
    assert evidence["speakerRoles"] == [[0, 1], [0]]
    assert evidence["capacities"] == [[0, 2]]
    assert evidence["statements"]["capacity"] == [0, 0, -1]


def test_two_related_claims_are_read_in_the_order_of_their_relation() -> None:
    claims = tuple(Claim(name, name) for name in "abc")
    speakers = (Speaker("x", "X"), Speaker("y", "Y"))
    alignments = tuple(
        Alignment(str(number), -1, ("x", "y"), pair, ())
        for number, pair in enumerate([("c", "a"), ("b", "c"), ("a", "b"), ("b",)])
    )
    relations = (Relation("a", "implies", "b"), Relation("b", "implies", "c"), Relation("c", "contradicts", "b"))
    evidence = make_payload(Debate(speakers, claims, alignments=alignments, relations=relations)).evidence
    abouts = {tuple(evidence["abouts"][about]) for about in evidence["alignments"]["about"]}
    assert abouts == {(0, 2, "implies"), (2, 1, "contradicts"), (0, 1, "implies"), (1,)}


def test_what_is_missing_from_the_debate_is_left_out() -> None:
    debate = Debate(
        (Speaker("x", "X"),), statements=(Statement("1", "x", "nothing", "supports"), Statement("2", "y", "", ""))
    )
    payload = make_payload(debate)
    assert payload.evidence["statements"]["claim"] == []
    assert payload.core["counts"]["statements"] == 0
    assert payload.core["speakers"]["said"] == [0]


def test_where_things_have_pages_their_addresses_are_given(debate: Debate) -> None:
    core = make_payload(debate, "/see/{}".format).core
    assert core["speakers"]["page"][0] == "/see/p/ada"
    assert core["claims"]["page"][0] == "/see/c/air"
    assert core["sources"][0]["page"] == "/see/s/post"


def test_over_the_budget_camps_are_drawn_and_everybody_has_a_place_and_a_camp() -> None:
    debate = many(400)
    payload = make_payload(debate)
    core = payload.core
    assert core["opening"] == "camps"
    assert {node["id"] for node in payload.nodes} == {camp["id"] for camp in core["camps"]}
    assert {end for line in payload.edges for end in (line["from"], line["to"])} <= {
        node["id"] for node in payload.nodes
    }
    assert {line["smooth"]["type"] for line in payload.edges} == {"curvedCW", "curvedCCW"}
    assert sorted(member for camp in core["camps"] for member in camp["members"]) == list(range(400))
    assert len(set(zip(core["speakers"]["x"], core["speakers"]["y"], strict=True))) == 400
    assert all(-10_000 <= place <= 10_000 for axis in "xy" for place in core["speakers"][axis])
    assert [camp["others"] for camp in core["camps"]].count(True) <= 1


def test_small_camps_and_loners_are_folded_into_the_others_which_come_last() -> None:
    debate = many(400)
    loners = tuple(Speaker(f"z{number}", "Z") for number in range(5))
    pair = Alignment("pair", 1, ("z0", "z1"), ("c",), ())
    camps = make_payload(
        replace(debate, speakers=(*debate.speakers, *loners), alignments=(*debate.alignments, pair))
    ).core["camps"]
    assert camps[-1]["others"]
    assert set(range(400, 405)) <= set(camps[-1]["members"])
    assert all(len(camp["members"]) >= 3 for camp in camps[:-1])
    sizes = [len(camp["members"]) for camp in camps[:-1]]
    assert sizes == sorted(sizes, reverse=True)
    assert len(camps) <= 25


@pytest.mark.parametrize("number", [MOST_SPEAKERS, MOST_SPEAKERS + 1])
def test_the_budget_is_where_it_is_said_to_be(number: int) -> None:
    debate = Debate(tuple(Speaker(f"s{at}", "S") for at in range(number)))
    assert make_payload(debate).core["opening"] == ("speakers" if number == MOST_SPEAKERS else "camps")


def test_too_many_lines_are_too_many_as_well() -> None:
    cast = tuple(Speaker(f"s{at:02}", "S") for at in range(60))
    alignments = tuple(
        Alignment(f"{one}-{other}", 1, (cast[one].iri, cast[other].iri), ("c",), ())
        for one in range(60)
        for other in range(one)
    )
    payload = make_payload(Debate(cast, (Claim("c", "C"),), alignments=alignments))
    assert len(alignments) > MOST_EDGES
    assert payload.core["opening"] == "camps"
    assert payload.core["counts"]["agree"] == len(alignments)


def test_the_same_debate_gives_the_same_payload_whatever_the_order_of_its_alignments() -> None:
    debate = many(350)
    assert make_payload(debate) == make_payload(replace(debate, alignments=debate.alignments[::-1]))


def test_nothing_at_all_can_be_drawn() -> None:
    payload = make_payload(Debate())
    assert payload.nodes == payload.edges == payload.core["camps"] == []
    assert payload.core["title"] == "Who agrees with whom"


def test_only_agreement_only_one_speaker_only_one_source() -> None:
    one = make_payload(Debate((Speaker("a", "A"),), sources=(Source("o", "O"),)))
    assert (one.nodes[0]["x"], one.nodes[0]["y"], one.edges) == (0, 0, [])
    agreed = many(30, camps=1)
    agreed = replace(agreed, alignments=tuple(item for item in agreed.alignments if item.sign > 0))
    core = make_payload(agreed).core
    assert core["counts"]["disagree"] == 0
    assert all(sign == 1 for _, _, sign, _, _ in core["campEdges"])
