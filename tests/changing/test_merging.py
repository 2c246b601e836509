"""Merging: every reference follows, what only the one says moves along, and what cannot be one is told before."""

from __future__ import annotations

import pytest

from counterpoint import Corpus
from counterpoint.errors import FaultsError, UsageError
from tests.changing.conftest import REPLY, TALK, Debate

PEOPLE = """\
people:
  ada: Ada Lovelace  # first
  a-lovelace:
    name: A. Lovelace
    same-as: [https://example.org/a, https://example.org/l]
    note: Countess
  bob:
    name: Bob Bern
    same-as: https://example.org/bob
  robert:
    name: Bob Bern
    same-as: [https://example.org/bob, https://example.org/robert]
"""


@pytest.fixture
def doubled(debate: Debate) -> Debate:
    """Give the debate with two people whom it knows twice, and a source of the one."""
    debate.write("graph/people.yaml", PEOPLE + "  cy: {name: Cy Young}\n")
    debate.write(
        "graph/sources/third.yaml",
        "source: {id: third, title: Third, author: [ada, a-lovelace]}\npeople:\n"
        "  a-lovelace:\n    roles:\n      - {role: lecturer, at: acme}  # again\n      - {role: lecturer, at: bmj}\n"
        "  ada: {roles: [{role: lecturer, at: acme}]}\nstatements:\n"
        "  - speaker: a-lovelace\n    in-capacity: lecturer@acme\n    mentions: big\n    mode: direct\n"
        "    quote: how big it is\n    at: [0, 13]\n",
    )
    return debate


def test_people_are_merged(doubled: Debate) -> None:
    change = Corpus.merge("a-lovelace", "ada", doubled.root)
    people = PEOPLE.replace(
        "ada: Ada Lovelace",
        "ada: {name: Ada Lovelace, same-as: [https://example.org/a, https://example.org/l], note: Countess}",
    )
    gone = PEOPLE[PEOPLE.index("  a-lovelace") : PEOPLE.index("  bob:")]
    assert doubled.text("graph/people.yaml") == people.replace(gone, "") + "  cy: {name: Cy Young}\n"
    third = doubled.text("graph/sources/third.yaml")
    assert "author: [ada]}" in third
    assert "  ada: {roles: [{role: lecturer, at: acme}, {role: lecturer, at: bmj}]}\n" in third
    assert "- speaker: ada\n" in third
    assert "a-lovelace" not in third
    assert 'name: "A. Lovelace" goes, "Ada Lovelace" stays' in change.notes
    assert "graph/sources/third.yaml:1: author names both, and now one" in change.notes
    assert doubled.is_sound()


def test_what_one_has_already_is_not_said_twice(doubled: Debate) -> None:
    change = Corpus.merge("robert", "bob", doubled.root)
    assert "  bob:\n    name: Bob Bern\n    same-as: [https://example.org/bob, https://example.org/robert]\n" in (
        doubled.text("graph/people.yaml")
    )
    assert not change.notes
    assert doubled.is_sound()


def test_roles_stay_with_the_source_that_defines_who_goes(debate: Debate) -> None:
    debate.write(
        "graph/sources/own.yaml",
        "source: {id: own, title: Own}\npeople:\n  bobby:\n    name: Bobby\n    roles: [{role: lecturer}]\n"
        "statements:\n  - {speaker: bobby, mentions: big, mode: direct, quote: big, at: [0, 3]}\n",
    )
    Corpus.merge("bobby", "bob", debate.root)
    assert "people:\n  bob:\n    roles: [{role: lecturer}]\n" in debate.text("graph/sources/own.yaml")
    assert debate.is_sound()


def test_organisations_are_merged_and_do_not_name_themselves(debate: Debate) -> None:
    change = Corpus.merge("acme", "bmj", debate.root)
    assert debate.text("graph/organisations.yaml") == "organisations:\n  bmj: {name: BMJ}\n"
    assert "graph/organisations.yaml:3: part-of would name itself, and goes" in change.notes
    assert "in-capacity: lecturer@bmj" in debate.text("graph/sources/talk.yaml")
    assert debate.is_sound()


def test_claims_are_merged(debate: Debate) -> None:
    Corpus.merge("big", "cheese", debate.root, agree=lambda _: False)
    change = Corpus.merge("big", "cheese", debate.root)
    assert "    supports: [cheese]\n" in debate.text("graph/sources/talk.yaml")
    assert "graph/sources/talk.yaml:14: supports names both, and now one" in change.notes
    assert "big" not in debate.text("graph/claims.yaml").replace("The moon is big.", "")
    assert debate.is_sound()


def test_relations_of_the_one_become_the_others(debate: Debate) -> None:
    debate.write("graph/more.yaml", "claims: {ball: {name: It is a ball., about: moon, implies: [round, big]}}\n")
    change = Corpus.merge("ball", "round", debate.root)
    assert "round: {name: The moon is round., about: moon, contradicts: flat, implies: big}" in (
        debate.text("graph/claims.yaml")
    )
    assert not (debate.root / "graph/more.yaml").exists()
    assert change.files == ["graph/claims.yaml", "graph/more.yaml"]
    assert debate.is_sound()


def without_answers(debate: Debate) -> None:
    """Take out what the speakers answer to each other, who could then not be one."""
    talk = TALK.replace("    rebuts: ada-1\n", "").replace("lecturer, at: acme, former", "general-practitioner, former")
    debate.write("graph/sources/talk.yaml", talk)
    reply = REPLY.replace(", endorses: talk/ada-2", "").replace("    responds-to: [talk/ada-2, talk/doubt]\n", "")
    debate.write("graph/sources/reply.yaml", reply)


def test_whoever_would_stand_on_both_sides_of_a_claim_is_noted(debate: Debate) -> None:
    without_answers(debate)
    change = Corpus.merge("bob", "ada", debate.root)
    assert change.notes == (
        "ada would stand on both sides of: The moon is made of cheese.",
        'name: "Bob Bern" goes, "Ada Lovelace" stays',
    )
    talk = debate.text("graph/sources/talk.yaml")
    assert (
        "      - {role: lecturer, at: acme}   # at that time\n      - {role: lecturer, at: bmj}\n"
        "      - {role: general-practitioner, former: true}\nstatements:"
    ) in talk
    gone = {(one.change, one.kind, one.one.name, one.other.name) for one in change.differences}
    assert ("gone", "disagreement", "Ada Lovelace", "Bob Bern") in gone
    assert ("gone", "agreement", "Ada Lovelace", "Bob Bern") in gone
    assert debate.is_sound()


def test_speakers_on_both_sides_of_what_becomes_one_claim_are_noted(debate: Debate) -> None:
    without_answers(debate)
    debate.write(
        "graph/sources/reply.yaml", debate.text("graph/sources/reply.yaml").replace("supports: round", "supports: big")
    )
    change = Corpus.merge("big", "cheese", debate.root, agree=lambda _: False)
    assert change.notes[0] == "Bob Bern would stand on both sides of cheese"


CONFLICTS = {
    "claims that contradict each other": (
        "flat",
        "round",
        ['graph/claims.yaml:10:3: the claim "round" would contradict itself'],
    ),
    "a speaker who would answer themselves": (
        "bob",
        "ada",
        [
            "graph/sources/reply.yaml:10:99: endorses: the speaker would answer themselves",
            "graph/sources/talk.yaml:26:13: rebuts: the speaker would answer themselves",
        ],
    ),
}


@pytest.mark.parametrize("case", CONFLICTS)
def test_what_cannot_be_one_is_refused_with_each_place(debate: Debate, case: str) -> None:
    old, new, messages = CONFLICTS[case]
    before = debate.files()
    with pytest.raises(FaultsError) as caught:
        Corpus.merge(old, new, debate.root)
    assert [message for message in messages if message not in str(caught.value)] == [], str(caught.value)
    assert debate.files() == before


def test_a_statement_that_would_take_two_stances_is_refused(debate: Debate) -> None:
    talk = TALK.replace("    opposes: cheese\n", "    opposes: cheese\n    supports: big\n")
    debate.write("graph/sources/talk.yaml", talk)
    with pytest.raises(FaultsError, match=r"talk\.yaml:23:15: the statement would take two stances on one claim: opp"):
        Corpus.merge("big", "cheese", debate.root)


def test_a_claim_that_would_contradict_what_it_implies_is_refused(debate: Debate) -> None:
    debate.write("graph/more.yaml", "claims: {ball: {name: It is a ball., about: moon, implies: round}}\n")
    with pytest.raises(FaultsError, match="would contradict itself, or what it implies"):
        Corpus.merge("ball", "flat", debate.root)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("ada", "ada", '"ada" and "ada" are one thing already'),
        ("ada", "organisation:acme", "person:ada and organisation:acme are of two kinds"),
        ("ada", "acme", "person:ada and organisation:acme are of two kinds"),
        ("ada", "", 'no thing is called ""'),
        ("talk", "reply", 'is called "talk"'),
        ("ada", "boob", 'is called "boob"; did you mean "bob"?'),
    ],
)
def test_what_cannot_be_merged_is_refused(debate: Debate, old: str, new: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Corpus.merge(old, new, debate.root)
    assert message in str(caught.value)
