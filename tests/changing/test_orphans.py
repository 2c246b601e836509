"""Quotes that a changed text no longer holds are listed; offsets are written only where that is asked for."""

from __future__ import annotations

import pytest

from counterpoint import Corpus
from counterpoint.changing.orphans import as_answer
from counterpoint.errors import FaultsError, UsageError
from counterpoint.records.quotations import digest
from tests.changing.conftest import TALK, TEXT, Debate

CHANGED = "New: Ada says the moon is made of cheese. Bob doubted it. The moon is round and the moon is round, says Ada."


def test_each_orphan_has_its_nearest_passage(debate: Debate) -> None:
    assert Corpus.orphans(where=debate.root) == []
    debate.write("texts/talk.txt", CHANGED)
    found = {one.statement: one for one in Corpus.orphans(where=debate.root)}
    assert {name: one.state for name, one in found.items()} == {"ada-1": "moved", "doubt": "changed", "ada-2": "moved"}
    assert (found["ada-1"].at, found["ada-1"].found) == ((9, 35), (14, 40))
    assert (found["doubt"].nearest, found["doubt"].quote) == ("doubted it", "doubts it")
    assert CHANGED[slice(*(found["doubt"].found or ()))] == "doubted it"
    assert str(found["doubt"].place) == "graph/sources/talk.yaml:24:12"
    debate.write(
        "texts/talk.txt", CHANGED.replace("The moon is round", "the moon is round").replace("Bob doubted it", "Bub")
    )
    found = {one.statement: one for one in Corpus.orphans(where=debate.root)}
    assert {name: one.state for name, one in found.items()} == {
        "ada-1": "moved",
        "doubt": "missing",
        "ada-2": "several",
    }
    assert found["doubt"].found is None


def test_nothing_is_anchored_anew_by_itself(debate: Debate) -> None:
    debate.write("texts/talk.txt", CHANGED)
    before = debate.files()
    assert len(Corpus.check(debate.root).faults) == 3
    Corpus.orphans(where=debate.root)
    assert debate.files() == before


def test_offsets_of_what_moved_are_written_and_no_word(debate: Debate) -> None:
    debate.write("texts/talk.txt", CHANGED)
    assert Corpus.reanchor(where=debate.root) == {"graph/sources/talk.yaml": 2}
    assert debate.text("graph/sources/talk.yaml") == TALK.replace("[9, 35]", "[14, 40]").replace("[56, 73]", "[80, 97]")
    assert [one.statement for one in Corpus.orphans(where=debate.root)] == ["doubt"]
    assert Corpus.reanchor(where=debate.root) == {}
    Corpus.undo(debate.root)
    assert debate.text("graph/sources/talk.yaml") == TALK


@pytest.mark.parametrize("text", ["Well, " + TEXT, "Well, " + TEXT.replace("doubts it", "doubts that")])
def test_the_digest_is_written_once_all_quotes_stand(debate: Debate, text: str) -> None:
    old = digest(TEXT)
    debate.write("graph/sources/talk.yaml", TALK.replace("  author: ada\n", f"  author: ada\n  text-digest: {old}\n"))
    Corpus.build(debate.root)
    debate.write("texts/talk.txt", text)
    Corpus.reanchor(where=debate.root)
    whole = "doubts it" in text
    assert (digest(text) in debate.text("graph/sources/talk.yaml")) == whole
    assert (old in debate.text("graph/sources/talk.yaml")) != whole
    assert bool(Corpus.check(debate.root).faults) != whole


def test_records_may_be_named(debate: Debate) -> None:
    debate.write("texts/talk.txt", "x" + TEXT)
    with pytest.raises(UsageError) as caught:  # it would pass for one whose quotes all stand
        Corpus.orphans([debate.root / "graph/sources/reply.yaml"])
    wanted = "the text of graph/sources/reply.yaml is not at hand; put it into texts/reply.txt"
    assert str(caught.value) == wanted
    assert len(Corpus.orphans([debate.root / "graph/sources/talk.yaml"])) == 3
    with pytest.raises(UsageError, match=r"nope\.yaml is not a file"):
        Corpus.orphans([debate.root / "nope.yaml"])


def test_a_record_that_was_never_built_is_looked_at_too(debate: Debate) -> None:
    debate.write("graph/sources/new.yaml", TALK.replace("id: talk", "id: new"))
    debate.write("texts/new.txt", "y" + TEXT)
    assert {one.source for one in Corpus.orphans(where=debate.root)} == {"new"}
    debate.write("graph/sources/new.yaml", "source: [\n")
    with pytest.raises(FaultsError, match=r"new\.yaml:2:1"):
        Corpus.orphans(where=debate.root)


def test_orphans_are_written_as_rows(debate: Debate) -> None:
    debate.write("texts/talk.txt", CHANGED)
    rows = as_answer(Corpus.orphans(where=debate.root)).rows
    assert rows[1] == {
        "place": "graph/sources/talk.yaml:24:12",
        "statement": "talk/doubt",
        "state": "changed",
        "quote": "doubts it",
        "at": "[45, 54]",
        "nearest": "doubted it",
        "found": "[46, 56]",
    }
