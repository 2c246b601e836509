"""From parts to JSON-LD: references resolved, one node a claim, the speaker's roles, faults at their places."""

from __future__ import annotations

from typing import Any

import pytest

from counterpoint.records.index import Index
from counterpoint.records.linking import Linked, defined_by, link
from tests.desk import NAME, RECORD, Desk

BASE = "https://w3id.org/counterpoint/id"


def linked(desk: Desk) -> Linked:
    record, workspace = desk.read(), desk.workspace
    index = Index(workspace.vocabulary.concepts)
    index.add(defined_by(record, workspace))
    return link(record, index, workspace)


def nodes(desk: Desk, kind: str) -> list[dict[str, Any]]:
    return [node for node in linked(desk).nodes if kind in node["type"]]


def faults(desk: Desk) -> list[str]:
    return [str(fault).removeprefix(NAME + ":") for fault in linked(desk).faults]


def test_a_statement_has_its_source_its_claim_its_stance_and_its_evidence(desk: Desk) -> None:
    assert nodes(desk, "Statement") == [
        {
            "id": f"{BASE}/statement/moon-talk/ada-1/cheese",
            "type": ["Statement"],
            "quoted-from": f"{BASE}/source/moon-talk",
            "evidence": f"{BASE}/evidence/moon-talk/ada-1",
            "speaker": f"{BASE}/person/ada",
            "mode": "direct",
            "stated-by": f"{BASE}/source/moon-talk",
            "claim": f"{BASE}/claim/cheese",
            "stance": "supports",
        }
    ]


def test_an_utterance_on_two_claims_is_two_statements_with_one_evidence(desk: Desk) -> None:
    desk.spoil("supports: cheese", "supports: [cheese]\n    opposes: [round]")
    one, other = nodes(desk, "Statement")
    assert (one["stance"], other["stance"]) == ("supports", "opposes")
    assert one["evidence"] == other["evidence"]
    assert one["id"] != other["id"]
    assert len(nodes(desk, "Evidence")) == 1


def test_a_stance_that_a_curator_inferred_is_not_stated_by_the_source(desk: Desk) -> None:
    desk.spoil("mode: direct", "mode: direct\n    inferred-by: acme")
    [statement] = nodes(desk, "Statement")
    assert statement["inferred-by"] == f"{BASE}/organisation/acme"
    assert "stated-by" not in statement


def test_a_speaker_speaks_in_all_present_roles_or_in_those_named(desk: Desk) -> None:
    roles = "[lecturer, {role: dean, at: acme}, {role: medical-director, former: true}]"
    desk.spoil("ada: Ada Lovelace", f"ada: {{name: Ada, roles: {roles}}}")
    desk.spoil("organisations:", "roles: {dean: Dean}\norganisations:")
    [statement] = nodes(desk, "Statement")
    where = f"{BASE}/membership/moon-talk/ada"
    assert statement["in-capacity"] == [f"{where}/lecturer", f"{where}/dean/acme"]
    desk.spoil("mode: direct", "mode: direct\n    in-capacity: medical-director")
    [statement] = nodes(desk, "Statement")
    assert statement["in-capacity"] == [f"{where}/medical-director/-/former"]


def test_an_answer_to_an_utterance_on_two_claims_answers_both_statements(desk: Desk) -> None:
    desk.spoil("supports: cheese", "supports: [cheese, round]")
    answer = RECORD.partition("statements:\n")[2].replace("speaker: ada", "speaker: bob\n    rebuts: ada-1")
    desk.write(NAME, desk.record.read_text(encoding="utf-8") + answer)
    assert nodes(desk, "Statement")[-1]["rebuts"] == [
        f"{BASE}/statement/moon-talk/ada-1/cheese",
        f"{BASE}/statement/moon-talk/ada-1/round",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("speaker: ada", "speaker: adda", '16:14: no person or organisation has the id "adda"; did you mean ada?'),
        (
            "speaker: ada",
            "speaker: Ada Lovelace",
            '16:14: no person or organisation has the id "Ada Lovelace"; did you mean ada?',
        ),
        ("supports: cheese", "supports: chese", '17:15: no claim has the id "chese"; did you mean cheese?'),
        (
            "supports: cheese",
            "supports: [cheese, tides]",
            '17:24: no claim has the id "tides"; define it under claims: here or in another file of graph/',
        ),
        ("about: moon", "about: mooon", '13:46: no topic has the id "mooon"; did you mean moon?'),
        (
            "    supports: cheese\n",
            "",
            "16:5: the statement takes no stance on a claim; add one of mentions:, opposes:, qualifies:, supports:",
        ),
        (
            "mode: direct",
            "mode: shouted",
            '18:11: "shouted" is no reporting mode; use one of direct, paraphrased, reported',
        ),
        ("mode: direct", "mode: drect", '18:11: "drect" is no reporting mode; did you mean direct?'),
        (
            "mode: direct",
            "mode: direct\n    opposes: cheese",
            '19:14: the statement both supports and opposes "cheese"; keep one, or write two statements',
        ),
        (
            "mode: direct",
            "mode: direct\n    rebuts: bob-9",
            (
                '19:13: no statement has the id "moon-talk/bob-9"; '
                "write the id of a statement of this source, or source/id for another's"
            ),
        ),
        (
            "mode: direct",
            "mode: direct\n    rebuts: ada-1",
            "19:13: rebuts: a statement does not answer itself; name another statement",
        ),
        (
            "mode: direct",
            "mode: direct\n    in-capacity: dean",
            '19:18: "ada" has no role "dean" in this source; the roles given here are: none',
        ),
        (
            "about: moon}",
            "about: moon, contradicts: cheese}",
            '13:65: contradicts: the claim "cheese" names itself; name another one, or take the key out',
        ),
        (
            "title: A talk",
            "type: NewsArtcle\n  title: A talk",
            '3:9: "NewsArtcle" is no type of source; did you mean NewsArticle or OpinionNewsArticle?',
        ),
        (
            "published: 2020-02-29",
            "published: 2020-02-30",
            '4:14: published: "2020-02-30" is a date that does not exist; look at the month and the day',
        ),
        (
            "ada: Ada Lovelace",
            "ada: {name: Ada, roles: head of things}",
            '6:27: no role has the id "head of things"; did you mean head-of-thought-leadership?',
        ),
        (
            "ada: Ada Lovelace",
            "ada: {name: Ada, roles: [lecturer, {role: lecturer}]}",
            "6:38: this role stands here twice, first on line 6; remove one",
        ),
        (
            "ada: Ada Lovelace",
            "ada: Ada\n  zed: {roles: [lecturer]}",
            '7:3: the person "zed" has no name; add name: …',
        ),
        ("[9, 35]", "[nine, 35]", '20:10: at: "nine" is not a whole number from 0; write digits only'),
    ],
)
def test_a_fault_is_told_once_with_what_to_do(desk: Desk, old: str, new: str, fault: str) -> None:
    desk.spoil(old, new)
    assert faults(desk) == [fault]


def test_a_role_of_which_there_are_two_is_asked_for_with_its_organisation(desk: Desk) -> None:
    desk.spoil("organisations:\n", "organisations:\n  bolt: Bolt\n")
    roles = "[{role: lecturer, at: acme}, {role: lecturer, at: bolt}]"
    desk.spoil("ada: Ada Lovelace", f"ada: {{name: Ada, roles: {roles}}}")
    desk.spoil("mode: direct", "mode: direct\n    in-capacity: lecturer")
    assert faults(desk) == ['20:18: "ada" has more than one role "lecturer" in this source; write role@organisation']
    desk.spoil("in-capacity: lecturer", "in-capacity: lecturer@bolt")
    assert faults(desk) == []


def test_every_iri_is_one_whatever_stands_in_the_record(desk: Desk) -> None:
    import pyoxigraph as ox

    desk.spoil("id: moon-talk", "id: a talk <b> ü %")
    desk.spoil("ada: Ada Lovelace", "ada: {name: Ada, roles: [head of things]}\n  a b: Ab")
    for node in linked(desk).nodes:
        assert ox.NamedNode(node["id"]).value == node["id"]
