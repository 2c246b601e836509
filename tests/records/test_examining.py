"""A file under examination: its quads, what it uses and defines, and each fault told once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoint.records.examining import Examined, Examiner
from tests.desk import NAME, RECORD, Desk


def examined(desk: Desk) -> Examined:
    examiner = Examiner(desk.workspace)
    examiner.read([desk.record])
    return examiner.examine(desk.record)


def test_a_sound_file_gives_quads_in_its_own_graph(desk: Desk) -> None:
    found = examined(desk)
    assert (found.faults, found.verified) == ([], True)
    graph = "https://w3id.org/counterpoint/id/graph/sources/moon-talk"
    assert {quad.graph_name.value for quad in found.quads} == {graph}  # type: ignore[union-attr]
    assert found.uses == {"person:ada", "claim:cheese", "topic:moon", "roles-of:ada"}
    assert "claim:round" in found.defines


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("mode: direct", "mod: direct", '18:5: a statement has no key "mod"; did you mean mode?'),
        ("supports: cheese", "suports: cheese", '17:5: a statement has no key "suports"; did you mean supports?'),
        ("ada: Ada Lovelace", "ada: {nam: Ada}", '6:9: a person has no key "nam"; did you mean name?'),
        (
            "    quote: the moon is made of cheese\n",
            "",
            "16:5: a statement has no quote; add quote: with a few words of the source as evidence",
        ),
        (
            "quote: the moon is made of cheese",
            'quote: ""',
            "19:12: quote: has no value; write one, or take the key out",
        ),
        (
            "[9, 35]",
            "[9]",
            "20:9: at: must be two offsets; write at: [start, end], or take it out and run check --fill",
        ),
        ("[9, 35]", "[35, 9]", "20:10: the quote does not stand at [35, 9]; write at: [9, 35]"),
        (
            "    at: [9, 35]\n",
            "",
            "19:12: the quote has no place in the text yet; write at: [9, 35], or let counterpoint check --fill do so",
        ),
        ("speaker: ada", "speaker: [ada]", "16:14: speaker: takes one value, not a list; keep one"),
        ("acme: Acme", "acme: ~", '9:3: the organisation "acme" has no name; write the name after the colon'),
        (
            "  bob: {name: Bob Bern}",
            "  ada: Bob Bern",
            '7:3: "ada" stands here twice, first on line 6; keep one of them',
        ),
        (
            "published: 2020-02-29",
            "text-digest: abc",
            '4:16: text-digest: "abc" is no SHA-256 digest; it has 64 hexadecimal digits; sha256sum prints it',
        ),
        (
            "  id: moon-talk\n",
            "  id: ../moon-talk\n",
            (
                '2:7: "../moon-talk" cannot be an id; use letters, digits, hyphens, dots and underscores, '
                "beginning with a letter or a digit"
            ),
        ),
    ],
)
def test_one_slip_is_one_fault(desk: Desk, old: str, new: str, fault: str) -> None:
    desk.spoil(old, new)
    assert desk.faults() == [fault]


def test_statements_without_a_source_are_one_fault(desk: Desk) -> None:
    desk.write(NAME, "people:" + RECORD.partition("people:")[2])
    assert desk.faults() == ["1:1: there are statements but no source; add source: with its id and title"]


def test_several_faults_of_one_statement_are_all_told(desk: Desk) -> None:
    desk.spoil("speaker: ada", "speaker: adda")
    desk.spoil("supports: cheese", "supports: chese")
    desk.spoil("mode: direct", "mode: shouted\n    nope: 1")
    desk.spoil("[9, 35]", "[10, 36]")
    assert [fault.partition(": ")[0] for fault in desk.faults()] == ["16:14", "17:15", "18:11", "19:5", "21:10"]


@pytest.mark.parametrize("identifier", ["../texts/secret", "..", "a/b", "a" * 5000])
def test_no_text_outside_of_the_folder_of_texts_is_read(desk: Desk, identifier: str) -> None:
    desk.write("secret.txt", "the moon is made of gold")
    desk.spoil("id: moon-talk", f"id: {identifier}")
    [fault] = desk.faults()
    assert fault.startswith("2:7: ")


@pytest.fixture(scope="session")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("any"))


@settings(max_examples=40)
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_value_may_hold_any_text_or_is_refused_in_words(one_desk: Desk, text: str) -> None:
    written = json.dumps(text, ensure_ascii=False)  # what JSON writes, YAML reads
    one_desk.write(NAME, f"people: {{ada: {{name: {written}, note: {written}, url: {written}}}}}\n")
    found = examined(one_desk)
    assert found.faults or len(found.quads) == 4
    assert all(len(str(fault).splitlines()) == 1 for fault in found.faults)


def test_a_text_that_is_not_utf_8_is_a_fault_of_the_record(desk: Desk) -> None:
    desk.write("texts/moon-talk.txt", b"\xff\xfe")
    [fault] = desk.faults()
    assert fault.startswith("2:7: the text ")
    assert fault.endswith("texts/moon-talk.txt is not UTF-8; save it in UTF-8")


def test_a_context_that_makes_no_rdf_is_told_for_each_file(desk: Desk) -> None:
    desk.write("ontology/context.jsonld", '{"@context": {"foo": {"@id": "https://example.org/", "@type": 3}}}')
    [fault] = desk.faults()
    assert fault.startswith("1:1: the file makes no valid RDF: ")
    assert fault.endswith("; look at the workspace's own context.jsonld")


def test_a_key_of_the_workspaces_own_context_is_allowed_and_kept(desk: Desk) -> None:
    desk.write("ontology/context.jsonld", '{"@context": {"desk": "https://example.org/desk"}}')
    desk.spoil("title:", "desk: Science\n  title:")
    found = examined(desk)
    assert found.faults == []
    assert any(str(quad.predicate) == "<https://example.org/desk>" for quad in found.quads)
