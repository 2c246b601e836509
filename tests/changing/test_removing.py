"""Removing: refused while others name the thing; with what cannot stand without it where that is asked for."""

from __future__ import annotations

import pytest

from counterpoint import Corpus
from counterpoint.errors import InUseError, UnknownNameError
from tests.changing.conftest import CLAIMS, REPLY, TALK, Debate


def test_what_nobody_names_is_removed(debate: Debate) -> None:
    debate.write("graph/people.yaml", debate.text("graph/people.yaml") + "  # never said a word\n  dee: Dee\n")
    change = Corpus.remove("dee", debate.root)
    assert change.summary == "remove the person dee"
    assert debate.text("graph/people.yaml").endswith("  cy: {name: Cy Young}\n  # never said a word\n")
    assert debate.is_sound()


def test_what_others_name_stays_and_each_place_is_told(debate: Debate) -> None:
    before = debate.files()
    with pytest.raises(InUseError) as caught:
        Corpus.remove("cheese", debate.root)
    assert str(caught.value) == (
        'graph/sources/talk.yaml:14:16: supports: names the claim "cheese"; name another there, or remove it, too, with'
        " --cascade\n"
        'graph/sources/talk.yaml:22:14: opposes: names the claim "cheese"; name another there, or remove it, too, with'
        " --cascade\n"
        'the claim "cheese" is named in 2 places, and is not removed'
    )
    assert debate.files() == before


def test_a_claim_goes_with_its_stances_and_the_statements_that_take_no_other(debate: Debate) -> None:
    change = Corpus.remove("cheese", debate.root, cascade=True)
    assert debate.text("graph/claims.yaml") == CLAIMS.replace(
        "  cheese:\n    name: The moon is made of cheese.\n    about: moon\n\n", ""
    )
    talk = debate.text("graph/sources/talk.yaml")
    assert '    supports: ["big"]\n' in talk
    assert "doubt" not in talk.replace("who doubts", "")
    assert debate.text("graph/sources/reply.yaml") == REPLY.replace(", talk/doubt", "")
    assert change.notes == ("graph/sources/talk.yaml:20: the statement doubt goes",)
    assert ("gone", "disagreement", "Ada Lovelace", "Bob Bern") in {
        (one.change, one.kind, one.one.name, one.other.name) for one in change.differences
    }
    assert debate.is_sound()


def test_a_person_goes_with_what_they_said_and_answers_follow_those_that_are_counted_anew(debate: Debate) -> None:
    debate.write("counterpoint.toml", debate.text("counterpoint.toml").replace('"ada"', '"bob"'))
    change = Corpus.remove("bob", debate.root, cascade=True)
    talk = debate.text("graph/sources/talk.yaml")
    assert "bob" not in talk
    assert "people:\n  ada:\n    roles:\n      - {role: lecturer, at: acme}   # at that time\nstatements:" in talk
    assert debate.text("graph/sources/reply.yaml") == "".join(
        line for line in REPLY.replace(", talk/doubt", "").splitlines(keepends=True) if "bob" not in line
    )
    assert "counterpoint.toml names it as the coder, and is left as it is" in change.notes
    assert debate.is_sound()


def test_statements_that_are_counted_anew_keep_their_answers(debate: Debate) -> None:
    talk = TALK.replace('[cheese, "big"]', "cheese").replace("    rebuts: ada-1\n", "")
    debate.write("graph/sources/talk.yaml", talk)
    Corpus.remove("cheese", debate.root, cascade=True)
    assert "responds-to: [talk/ada-1]" in debate.text("graph/sources/reply.yaml")
    assert "endorses: talk/ada-1}" in debate.text("graph/sources/reply.yaml")
    assert debate.is_sound()


def test_an_organisation_leaves_the_roles_that_were_held_there(debate: Debate) -> None:
    with pytest.raises(InUseError, match=r'inferred-by: names the organisation "bmj"; say who else read it'):
        Corpus.remove("bmj", debate.root, cascade=True)
    debate.write("graph/sources/reply.yaml", REPLY.replace("inferred-by: bmj", "inferred-by: ada"))
    Corpus.remove("bmj", debate.root, cascade=True)
    talk = debate.text("graph/sources/talk.yaml")
    assert "bob: {roles: [{role: lecturer}, {role: lecturer, at: acme, former: true}]}" in talk
    assert "publisher" not in talk
    assert debate.is_sound()


def test_a_role_goes_with_those_who_hold_it(debate: Debate) -> None:
    debate.write("graph/roles.yaml", "roles: {astronomer: {name: astronomer, broader: academic}}\n")
    debate.write("graph/sources/talk.yaml", TALK.replace("{role: lecturer, at: bmj}", "astronomer"))
    Corpus.remove("astronomer", debate.root, cascade=True)
    assert "  bob: {roles: [{role: lecturer, at: acme, former: true}]}\n" in debate.text("graph/sources/talk.yaml")
    assert not (debate.root / "graph/roles.yaml").exists()
    assert debate.is_sound()


def test_a_source_goes_with_its_text_until_it_is_undone(debate: Debate) -> None:
    with pytest.raises(
        InUseError, match=r'graph/sources/reply\.yaml:8:19: responds-to: names the statement "talk/ada-2"'
    ):
        Corpus.remove("talk", debate.root)
    change = Corpus.remove("talk", debate.root, cascade=True)
    assert not (debate.root / "graph/sources/talk.yaml").exists()
    assert not (debate.root / "texts/talk.txt").exists()
    assert change.notes == ("texts/talk.txt goes with it; counterpoint undo brings it back",)
    assert "talk/" not in debate.text("graph/sources/reply.yaml")
    assert debate.is_sound()
    Corpus.undo(debate.root)
    assert (debate.root / "texts/talk.txt").exists()


def test_a_source_stays_while_others_need_what_it_defines(debate: Debate) -> None:
    debate.write(
        "graph/sources/talk.yaml", TALK.replace("people:\n", "claims: {new: {name: New., about: moon}}\npeople:\n")
    )
    debate.write("graph/sources/reply.yaml", REPLY.replace("supports: flat", "supports: [flat, new]"))
    with pytest.raises(InUseError, match=r'names the claim "new"; move its definition from graph/sources/talk\.yaml'):
        Corpus.remove("talk", debate.root, cascade=True)
    Corpus.remove("reply", debate.root)
    assert {one.change for one in Corpus.remove("talk", debate.root).differences} == {"gone"}
    assert debate.is_sound()


def test_a_draft_that_names_the_thing_is_noted(debate: Debate) -> None:
    debate.write("graph/people.yaml", debate.text("graph/people.yaml") + "  dee: Dee\n")
    debate.write("drafts/next.yaml", "source: {id: next, title: Next, author: dee}\n")
    change = Corpus.remove("dee", debate.root)
    assert change.notes == ("drafts/next.yaml names it, too, and is left as it is",)


@pytest.mark.parametrize(
    "name", ["", "../talk", "nobody", "person:talk", "graph/sources/talk.yaml", "x" * 5000, "a\nb"]
)
def test_what_there_is_not_is_not_removed(debate: Debate, name: str) -> None:
    with pytest.raises(UnknownNameError):
        Corpus.remove(name, debate.root)
