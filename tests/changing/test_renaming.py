"""A renamed thing has its new id wherever it is named, and nothing else of any file changes."""

from __future__ import annotations

import difflib

import pytest

from counterpoint import Corpus
from counterpoint.errors import FaultsError, UnknownNameError, UsageError
from tests.changing.conftest import Debate


def lines_changed(debate: Debate, before: dict[str, bytes]) -> dict[str, list[str]]:
    """Give the lines that are new, by file; as many have gone."""
    found = {}
    for name, data in debate.files().items():
        diff = list(difflib.ndiff(before.get(name, b"").decode().splitlines(), data.decode().splitlines()))
        assert sum(line.startswith("+ ") for line in diff) == sum(line.startswith("- ") for line in diff)
        if new := [line[2:] for line in diff if line.startswith("+ ")]:
            found[name] = new
    return found


def test_a_person_is_renamed_in_every_form(debate: Debate) -> None:
    before = debate.files()
    change = Corpus.rename("ada", "ada-lovelace", debate.root)
    assert (change.made, change.summary) == (True, "rename the person ada to ada-lovelace")
    assert lines_changed(debate, before) == {
        "counterpoint.toml": ['coder = "ada-lovelace"  # me'],
        "graph/people.yaml": ["  ada-lovelace: Ada Lovelace  # first"],
        "graph/sources/talk.yaml": [
            "  author: ada-lovelace",
            "  ada-lovelace:",
            "  - speaker: ada-lovelace",
            "    rebuts: ada-lovelace-1",  # statements without an id are counted by speaker
            "  - speaker: 'ada-lovelace'",
        ],
        "graph/sources/reply.yaml": [
            "    responds-to: [talk/ada-lovelace-2, talk/doubt]",
            (
                "  - {speaker: bob, supports: round, mode: direct, quote: round as a ball, at: [20, 35], "
                "endorses: talk/ada-lovelace-2}"
            ),
        ],
    }
    assert debate.is_sound()
    assert not change.differences


def test_the_form_with_the_kind_stays(debate: Debate) -> None:
    Corpus.rename("person:bob", "person:bob-bern", debate.root)
    assert "    speaker: person:bob-bern\n" in debate.text("graph/sources/talk.yaml")
    assert debate.is_sound()


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (
            "acme",
            "acme-inc",
            ["      - {role: lecturer, at: acme-inc}   # at that time", "    in-capacity: lecturer@acme-inc"],
        ),
        ("big", "large", ['    supports: [cheese, "large"]']),
        ("cheese", "of-cheese", ['    supports: [of-cheese, "big"]', "    opposes: of-cheese"]),
    ],
)
def test_organisations_and_claims_are_renamed(debate: Debate, old: str, new: str, lines: list[str]) -> None:
    before = debate.files()
    Corpus.rename(old, new, debate.root)
    changed = lines_changed(debate, before)["graph/sources/talk.yaml"]
    assert [line for line in lines if line not in changed] == []
    assert debate.is_sound()


def test_topics_and_roles_of_ones_own_are_renamed(debate: Debate) -> None:
    debate.write("graph/roles.yaml", "roles: {astronomer: {name: astronomer, broader: academic}}\n")
    talk = debate.text("graph/sources/talk.yaml").replace("{role: lecturer, at: bmj}", "{role: astronomer, at: bmj}")
    talk = talk.replace("    opposes: cheese\n", "    opposes: cheese\n    in-capacity: astronomer\n")
    debate.write("graph/sources/talk.yaml", talk)
    before = debate.files()
    Corpus.rename("astronomer", "star-gazer", debate.root)
    Corpus.rename("moon", "the-moon", debate.root)
    assert lines_changed(debate, before) == {
        "graph/roles.yaml": ["roles: {star-gazer: {name: astronomer, broader: academic}}"],
        "graph/sources/talk.yaml": [
            "  bob: {roles: [{role: star-gazer, at: bmj}, {role: lecturer, at: acme, former: true}]}",
            "    in-capacity: star-gazer",
        ],
        "graph/claims.yaml": [
            "    about: the-moon",
            "  big: {name: The moon is big., about: the-moon}",
            "  round: {name: The moon is round., about: the-moon, contradicts: flat}",
            "  flat: {name: The moon is flat., about: the-moon}",
            "  the-moon: The moon",
        ],
    }
    assert debate.is_sound()


def test_a_source_is_renamed_with_its_files_and_the_paths_of_its_statements(debate: Debate) -> None:
    before = debate.files()
    debate.write("drafts/talk.yaml", "source: {id: talk, title: A draft}\n")
    shown = Corpus.rename("talk", "moon-talk", debate.root, agree=lambda _: False)
    assert "rename from graph/sources/talk.yaml\nrename to graph/sources/moon-talk.yaml\n" in shown.diff()
    assert "rename from texts/talk.txt\nrename to texts/moon-talk.txt\n" in shown.diff()
    assert "cheese, and Bob" not in shown.diff()
    Corpus.rename("talk", "moon-talk", debate.root)
    after = debate.files()
    assert set(after) - set(before) == {
        "graph/sources/moon-talk.yaml",
        "texts/moon-talk.txt",
        "drafts/moon-talk.yaml",
    }
    assert set(before) - set(after) == {"graph/sources/talk.yaml", "texts/talk.txt"}
    assert after["graph/sources/moon-talk.yaml"].decode() == TALK_RENAMED(before)
    assert "responds-to: [moon-talk/ada-2, moon-talk/doubt]" in debate.text("graph/sources/reply.yaml")
    assert debate.text("drafts/moon-talk.yaml") == "source: {id: moon-talk, title: A draft}\n"
    assert debate.is_sound()


def TALK_RENAMED(before: dict[str, bytes]) -> str:  # noqa: N802
    return before["graph/sources/talk.yaml"].decode().replace("id: talk\n", "id: moon-talk\n")


def test_drafts_follow(debate: Debate) -> None:
    draft = (
        "source: {id: next, title: Next, author: ada}\nstatements:\n"
        "  - id: u1\n    speaker: ada  # so it seems\n    mode: direct\n    quote: well\n"
        "    draft: {state: open, similar: [cheese, big]}\n"
    )
    debate.write("drafts/next.yaml", draft)
    Corpus.rename("ada", "lovelace", debate.root)
    Corpus.rename("claim:big", "large", debate.root)
    wanted = draft.replace("author: ada", "author: lovelace").replace("speaker: ada", "speaker: lovelace")
    assert debate.text("drafts/next.yaml") == wanted.replace("big]", "large]")


def test_questions_of_ones_own_follow(debate: Debate) -> None:
    iri = "https://example.org/person/ada"
    question = f"#+ summary: Ada\nSELECT ?s {{ ?s cp:speaker <{iri}> . ?s ?p <{iri}-b> }}\n"
    debate.write("queries/ada.rq", question)
    Corpus.rename("ada", "lovelace", debate.root)
    assert debate.text("queries/ada.rq") == question.replace("person/ada>", "person/lovelace>")


def test_a_reference_that_becomes_ambiguous_is_a_fault_and_nothing_changes(debate: Debate) -> None:
    Corpus.build(debate.root)
    before, stored = debate.files(), debate.stored()
    with pytest.raises(FaultsError, match='"bmj" may be more than one thing; write') as caught:
        Corpus.rename("bob", "bmj", debate.root)
    assert {fault.place.file for fault in caught.value.faults} == {"graph/sources/reply.yaml"}
    assert (debate.files(), debate.stored()) == (before, stored)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("adda", "x", 'is called "adda"; did you mean "ada"?'),
        ("ada", "bob", 'there is a person "bob" already; counterpoint merge ada bob makes them one'),
        ("talk", "reply", 'there is a source "reply" already; name another id'),
        ("ada", "../ada", '"../ada" cannot be the id of a person; use letters'),
        ("ada", "a/b", "cannot be the id"),
        ("ada", "", "cannot be the id"),
        ("ada", "x" * 121, "cannot be the id"),
        ("talk", "aux", 'Windows can hold no file that is called "aux"; name another id'),
        ("statement:talk/doubt", "x", "a statement cannot be meant here"),
        ("lecturer", "reader", 'the role "lecturer" is defined by the ontology, not by the records'),
        ("round", "claim:flat", 'there is a claim "flat" already'),
    ],
)
def test_what_cannot_be_renamed_is_refused(debate: Debate, old: str, new: str, message: str) -> None:
    before = debate.files()
    with pytest.raises(UsageError) as caught:
        Corpus.rename(old, new, debate.root)
    assert message in str(caught.value)
    assert debate.files() == before


def test_an_id_of_two_kinds_is_asked_for_with_its_kind(debate: Debate) -> None:
    debate.write("graph/more.yaml", "claims: {acme: {name: ACME is right., about: moon}}\n")
    with pytest.raises(UsageError, match='"acme" is the id of 2 things; write organisation:acme or claim:acme'):
        Corpus.rename("acme", "x", debate.root)
    Corpus.rename("claim:acme", "acme-is-right", debate.root)
    assert debate.text("graph/more.yaml").startswith("claims: {acme-is-right: ")
    assert "at: acme}" in debate.text("graph/sources/talk.yaml")


def test_a_file_that_would_be_in_the_way_is_not_overwritten(debate: Debate) -> None:
    debate.write("texts/moon-talk.txt", "mine")
    with pytest.raises(UsageError, match=r"texts/moon-talk\.txt is there already"):
        Corpus.rename("talk", "moon-talk", debate.root)
    assert debate.text("texts/moon-talk.txt") == "mine"


def test_while_another_file_has_faults_nothing_is_renamed(debate: Debate) -> None:
    debate.write("graph/other.yaml", "people: [\n")
    before = debate.files()
    with pytest.raises(FaultsError, match=r"graph/other\.yaml:2:1: this is not valid YAML"):
        Corpus.rename("ada", "lovelace", debate.root)
    assert debate.files() == before


def test_a_draft_that_cannot_be_read_is_named(debate: Debate) -> None:
    debate.write("drafts/bad.yaml", "people: [\n")
    with pytest.raises(FaultsError, match=r"drafts/bad\.yaml:2:1: this is not valid YAML"):
        Corpus.rename("ada", "lovelace", debate.root)


def test_names_of_nothing_carry_the_nearest(debate: Debate) -> None:
    with pytest.raises(UnknownNameError) as caught:
        Corpus.rename("person:adda", "x", debate.root)
    assert caught.value.nearest == ("ada",)


def test_the_line_ends_and_the_mark_of_a_file_stay(debate: Debate) -> None:
    talk = debate.text("graph/sources/talk.yaml")
    debate.write("graph/sources/talk.yaml", "\ufeff" + talk.replace("\n", "\r\n"))
    Corpus.rename("cheese", "of-cheese", debate.root)
    assert debate.text("graph/sources/talk.yaml") == (
        "\ufeff"
        + talk.replace("[cheese", "[of-cheese").replace("opposes: cheese", "opposes: of-cheese").replace("\n", "\r\n")
    )


@pytest.mark.parametrize(
    ("old", "name", "line"),
    [
        ("ada", "Ada King", "  ada: Ada King  # first"),
        ("bob", "Bob: Bern", "    name: 'Bob: Bern'"),
        ("person:cy", "Cy", "  cy: {name: Cy}"),
        ("bmj", "The BMJ, of London", "  bmj: {name: 'The BMJ, of London', part-of: acme}"),
        ("cheese", "  The moon\nis no cheese. ", "    name: The moon is no cheese."),
        ("flat", "true", "  flat: {name: 'true', about: moon}"),
        ("moon", "Our moon", "  moon: Our moon"),
        ("talk", "A talk", "  title: A talk"),
        ("reply", "A {reply}", "source: {id: reply, title: 'A {reply}'}"),
    ],
)
def test_a_name_is_changed_where_the_thing_is_defined(debate: Debate, old: str, name: str, line: str) -> None:
    before = debate.files()
    change = Corpus.rename(old, None, debate.root, name=name)
    assert change.made
    assert change.summary.endswith(f'"{" ".join(name.split())}"')
    [lines] = lines_changed(debate, before).values()
    assert [shown.replace('"', "'") for shown in lines] == [line]
    assert debate.is_sound()
    Corpus.undo(debate.root)
    assert debate.files() == before
    assert debate.is_sound()


def test_id_and_name_are_changed_together_and_taken_back_together(debate: Debate) -> None:
    before = debate.files()
    change = Corpus.rename("ada", "ada-king", debate.root, name="Ada King")
    assert change.summary == 'rename the person ada to ada-king and call it "Ada King"'
    assert "  ada-king: Ada King  # first" in debate.text("graph/people.yaml")
    assert "speaker: ada-king" in debate.text("graph/sources/talk.yaml")
    assert debate.is_sound()
    Corpus.undo(debate.root)
    assert debate.files() == before


def test_a_source_moves_and_has_another_title(debate: Debate) -> None:
    Corpus.rename("talk", "moon-talk", debate.root, name="Of the moon")
    assert "  id: moon-talk\n  title: Of the moon\n" in debate.text("graph/sources/moon-talk.yaml")
    assert not (debate.root / "graph/sources/talk.yaml").exists()
    assert debate.is_sound()


def test_a_name_that_a_file_of_several_lines_folds_is_changed_whole(debate: Debate) -> None:
    debate.write("graph/more.yaml", "claims:\n  far:\n    name: >-\n      The moon\n      is far.\n    about: moon\n")
    Corpus.rename("far", None, debate.root, name="The moon is near.")
    assert debate.text("graph/more.yaml") == "claims:\n  far:\n    name: The moon is near.\n    about: moon\n"


def test_renaming_to_nothing_is_refused_and_to_the_same_changes_nothing(debate: Debate) -> None:
    with pytest.raises(UsageError, match=r"neither another id nor another name is said; write rename OLD NEW, or add"):
        Corpus.rename("ada", None, debate.root)
    for name, problem in ((" \n", "the name is empty; write one"), ("x" * 5000, "the name has 5,000 characters")):
        with pytest.raises(UsageError, match=problem):
            Corpus.rename("ada", "ada-king", debate.root, name=name)
    assert not Corpus.rename("ada", None, debate.root, name="Ada Lovelace").plan.files
    with pytest.raises(UnknownNameError):
        Corpus.rename("nobody", None, debate.root, name="x")
    with pytest.raises(UsageError, match="is defined by the ontology"):
        Corpus.rename("lecturer", None, debate.root, name="reader")


def test_who_has_the_name_already_is_told(debate: Debate) -> None:
    change = Corpus.rename("ada", None, debate.root, name="Bob bern", agree=lambda _: False)
    assert change.notes == ("the person bob has that name already; counterpoint merge makes one of two that are one",)
    assert not Corpus.rename("bmj", None, debate.root, name="Bob Bern", agree=lambda _: False).notes


def test_characters_that_disguise_a_name_do_not_come_into_it(debate: Debate) -> None:
    Corpus.rename("ada", None, debate.root, name="Ada\u202eKing")
    assert "  ada: Ada King  # first" in debate.text("graph/people.yaml")
