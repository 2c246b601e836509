"""Whole comparisons: published data as records, ids that differ, and what cannot be compared."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from counterpoint.corpus import Corpus
from counterpoint.errors import FaultsError, UsageError
from counterpoint.reliability.comparing import Reliability
from tests.desk import RECORD, TEXT, Desk
from tests.reliability.conftest import HEAD, Coders, record
from tests.reliability.test_alpha import MISSING

CLAIMS = dict(zip("12345", ("cheese", "round", "big", "far", "old"), strict=True))
Compare = Callable[..., Reliability]


def test_published_data_written_as_records_give_the_published_alpha(compare: Compare) -> None:
    coders = [
        [
            (20 * number, 20 * number + 10, f"supports: {CLAIMS[value]}")
            for number, unit in enumerate(MISSING)
            if (value := unit[coder])
        ]
        for coder in range(4)
    ]
    found = compare(*coders)
    claim = found.variables["claim"]
    assert claim.alpha == pytest.approx(0.743, abs=0.0005)
    assert (claim.units, claim.pairs, claim.agreeing) == (11, 55, 43)
    assert found.counts["claim"] == {
        "round": (3, 4, 3, 3),
        "cheese": (3, 2, 1, 3),
        "big": (2, 3, 4, 2),
        "far": (1, 1, 1, 2),
        "old": (0, 1, 1, 1),
    }
    assert found.variables["stance"].why.startswith("all values are the same")
    assert len(found.pairwise) == 6
    assert found.unitising.matched == (9, 10, 10, 11)


def test_an_utterance_on_two_claims_is_two_statements(compare: Compare) -> None:
    found = compare([(0, 10, "supports: [cheese, round]")], [(0, 10, "supports: round\n    opposes: cheese")])
    assert [unit.differs for unit in found.units] == [("stance",), ()]
    assert found.variables["claim"].alpha == 1.0


def test_a_statement_without_a_stance_has_missing_values(compare: Compare) -> None:
    found = compare(
        [(0, 10, "note: none"), (20, 30, "supports: round"), (40, 50, "supports: big")],
        [(0, 10, "supports: cheese"), (20, 30, "supports: round"), (40, 50, "opposes: big")],
    )
    assert found.variables["claim"].units == 2
    assert found.variables["speaker"].units == 3
    assert found.units[0].differs == ("claim", "stance")


def test_claims_of_different_ids_with_the_same_wording_are_one(compare: Compare) -> None:
    other = record([(0, 10, "supports: gouda")], HEAD.replace("cheese: {name: The moon", "gouda: {name: the  MOON"))
    found = compare([(0, 10, "supports: cheese")], other)
    assert found.units[0].differs == ()
    assert found.notes == ['"cheese" of a and "gouda" of b have the same wording and count as one claim']


def test_one_id_with_two_wordings_is_two_claims(compare: Compare) -> None:
    other = record([(0, 10, "supports: cheese")], HEAD.replace("is made of cheese", "smells of cheese"))
    found = compare([(0, 10, "supports: cheese")], other)
    assert found.units[0].differs == ("claim",)
    assert found.notes == ['the claim "cheese" is worded differently by a and b, and counts as 2 claims']
    assert [found.value("claim", one) for one in found.units[0].said] == ["cheese", "cheese (b)"]


def test_an_id_that_one_coder_defines_and_the_other_only_uses_is_one(compare: Compare) -> None:
    bare = record([(0, 10, "supports: cheese")], "source: {id: moon-talk, title: A talk about the moon}\n")
    found = compare([(0, 10, "supports: cheese")], bare)
    assert (found.units[0].differs, list(found.notes)) == ((), [])


def test_speakers_are_one_where_the_id_or_the_name_is_the_same(compare: Compare) -> None:
    head = HEAD.replace("ada: Ada Lovelace", "lovelace: ada lovelace").replace("Bob Bern", "Robert Bern")
    other = record([(0, 10, "supports: cheese", "lovelace"), (20, 30, "supports: cheese", "person:bob")], head)
    found = compare([(0, 10, "supports: cheese"), (20, 30, "supports: cheese", "bob")], other)
    assert [unit.differs for unit in found.units] == [(), ()]
    assert found.notes == ['"ada" of a and "lovelace" of b have the same name and count as one speaker']


def test_two_people_of_one_name_whom_a_coder_tells_apart_stay_two(compare: Compare) -> None:
    head = HEAD.replace("bob: Bob Bern", "bob: Ada Lovelace")
    said = [(0, 10, "supports: cheese", "ada"), (20, 30, "supports: cheese", "bob")]
    found = compare(record(said, head), record([(*said[0][:3], "bob"), said[1]], head))
    assert [unit.differs for unit in found.units] == [("speaker",), ()]


def test_what_the_workspace_defines_the_coders_need_not(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    statements = RECORD[RECORD.index("statements:") :]
    claims = "claims: {gouda: {name: The moon is cheese., about: moon}}\n"
    source = "source: {id: moon-talk, title: A talk about the moon}\n"
    other.write_text(source + claims + statements.replace("cheese\n    mode", "gouda\n    mode"), encoding="utf-8")
    bare = tmp_path / "bare.yaml"
    bare.write_text(source + statements, encoding="utf-8")
    assert Corpus.reliability([bare, other], desk.root).units[0].differs == ()


# The text


def test_with_the_text_places_have_paragraphs_and_characters_are_measured(compare: Compare, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("x" * 20 + "\n\n" + "x" * 20 + "\n \n\n" + "x" * 20, encoding="utf-8")
    found = compare(
        [(0, 10, "supports: cheese"), (22, 32, "supports: big"), (46, 56, "supports: big")],
        [(0, 10, "supports: cheese"), (22, 32, "supports: big"), (50, 60, "opposes: big")],
        text=text,
    )
    assert [unit.paragraph for unit in found.units] == [1, 2, 3]
    quoted = found.unitising.quoted
    assert quoted is not None
    assert (quoted.units, quoted.agreeing) == (66, 58)
    # 30 of 66 characters are quoted by either: by hand, D_o = 8/66 and D_e = 2·60·72/(132·131).
    assert quoted.alpha == pytest.approx(1 - (8 / 66) / (2 * 60 * 72 / (132 * 131)))
    assert compare([(0, 10, "supports: cheese")], []).unitising.quoted is None


def test_lines_are_the_paragraphs_of_a_text_without_blank_lines(compare: Compare, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("x" * 20 + "\n" + "x" * 20 + "\n", encoding="utf-8")
    said = [(0, 10, "supports: cheese"), (22, 32, "supports: big")]
    assert [unit.paragraph for unit in compare(said, said, text=text).units] == [1, 2]


def test_a_quote_without_offsets_is_looked_for_in_the_text(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(RECORD.replace("    at: [9, 35]\n", ""), encoding="utf-8")
    assert Corpus.reliability([desk.record, other], desk.root).units[0].start == 9
    (desk.root / "texts/moon-talk.txt").unlink()
    found = Corpus.reliability([desk.record, other], desk.root)
    assert found.variables["claim"].why == "no two coders have a value for the same words"
    assert "other.yaml:19:12: the quote has no place in the text, and is left out" in found.notes[0]


def test_other_fingerprints_are_said(coders: Coders, tmp_path: Path) -> None:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    title = "title: A talk about the moon"
    heads = [HEAD.replace(title, f"{title}\n  text-digest: {one}") for one in (digest, "0" * 64)]
    said = [(0, 10, "supports: cheese")]
    paths = coders(*(record(said, head) for head in heads))
    text = tmp_path / "text.txt"
    text.write_text("another text", encoding="utf-8")
    (tmp_path / "debate" / "graph").mkdir(parents=True)
    found = Corpus.reliability(paths, tmp_path / "debate", text=text)
    assert found.notes[0] == (
        "a and b note different fingerprints of the text: their offsets may count in different texts"
    )
    assert found.notes[1].endswith("is not the text that was coded, and was not read: its fingerprint differs")
    assert found.text is None


def test_other_ids_of_one_text_are_one_source(compare: Compare) -> None:
    head = HEAD.replace("id: moon-talk", f"id: moon-talk\n  text-digest: {'0' * 64}")
    said = [(0, 10, "supports: cheese")]
    assert compare(record(said, head), record(said, head.replace("id: moon-talk", "id: moon-b"))).paired == 1


# What cannot be compared


def test_records_that_share_no_words_have_no_agreement(compare: Compare) -> None:
    found = compare([(0, 10, "supports: cheese")], [(20, 30, "supports: cheese")])
    assert {one.why for one in found.variables.values()} == {"no two coders have a value for the same words"}
    assert found.unitising.share == 0
    assert "undefined" in found.write("table").decode()


def test_a_record_without_statements_is_said(compare: Compare) -> None:
    found = compare([(0, 10, "supports: cheese")], [])
    assert found.notes == ["b codes no statement"]
    assert found.units[0].differs == ("unit",)
    empty = compare([], [])
    assert empty.unitising.share is None
    assert json.loads(empty.write("json"))["units"] == []


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ([[(0, 10, "supports: cheese")]], "agreement is between coders, and this is one record"),
        ([record([]), record([]).replace("id: moon-talk", "id: sun-talk")], 'codes "sun-talk"; name records of one'),
        ([record([]), "people: {ada: Ada}\n"], "b.yaml codes no source"),
    ],
)
def test_what_cannot_be_compared_is_refused(compare: Compare, records: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        compare(*records)


def test_the_same_file_twice_is_refused(coders: Coders, tmp_path: Path) -> None:
    (path,) = coders([(0, 10, "supports: cheese")])
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    for twice in (path, link):
        with pytest.raises(UsageError, match="is named twice"):
            Corpus.reliability([path, twice])


def test_a_record_with_faults_is_refused_with_each(compare: Compare) -> None:
    with pytest.raises(FaultsError, match=r'b\.yaml:16:5: a statement has no key "mod"; did you mean mode\?'):
        compare([], record([(0, 10, "supports: cheese")]).replace("mode:", "mod:"))
    with pytest.raises(FaultsError, match="this is not valid YAML"):
        compare([], "source: {")


def test_a_file_that_is_not_there_is_said(coders: Coders, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nope\.yaml cannot be read: No such file or directory"):
        Corpus.reliability([*coders([]), tmp_path / "nope.yaml"])
    os.mkfifo(tmp_path / "pipe.yaml")
    with pytest.raises(UsageError, match=r"pipe\.yaml is not a file; name the record of each coder"):
        Corpus.reliability([*coders([]), tmp_path / "pipe.yaml"])


def test_coders_whose_files_have_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    paths = []
    for folder in ("jane", "john"):
        (tmp_path / folder).mkdir()
        paths.append(tmp_path / folder / "moon.yaml")
        paths[-1].write_text(record([]), encoding="utf-8")
    assert [coding.name for coding in Corpus.reliability(paths).codings] == ["jane/moon", "john/moon"]
