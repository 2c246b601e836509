"""What records would do to agreement and disagreement is told before they land, from a graph that is really derived."""

from __future__ import annotations

import csv
import io
import json

import pytest

from counterpoint import Corpus
from counterpoint.changing.differences import Difference, as_answer
from counterpoint.errors import FaultsError, UsageError, WorkspaceError
from tests.changing.conftest import REPLY, TALK, Debate
from tests.changing.test_adding import NEW, outside


def told(differences: list[Difference]) -> set[tuple[str, ...]]:
    return {
        (one.change, one.kind, one.one.name, one.other.name, *(claim.name for claim in one.claims), one.rule.iri[-12:])
        for one in differences
    }


def test_edits_on_disk_are_compared_with_the_graph_in_force(debate: Debate) -> None:
    stored = debate.stored()
    debate.write("graph/sources/reply.yaml", REPLY.replace("supports: flat", "supports: cheese"))
    assert told(Corpus.differences(where=debate.root)) == {
        ("gone", "disagreement", "Ada Lovelace", "Cy Young", "The moon is flat.", "The moon is round.", "cting-claims"),
        ("gone", "disagreement", "Bob Bern", "Cy Young", "The moon is flat.", "The moon is round.", "cting-claims"),
        ("new", "agreement", "Ada Lovelace", "Cy Young", "The moon is made of cheese.", "le/same-side"),
        ("new", "disagreement", "Bob Bern", "Cy Young", "The moon is made of cheese.", "posite-sides"),
    }
    assert debate.stored() == stored


def test_what_is_told_is_what_a_build_then_does(debate: Debate) -> None:
    debate.write(
        "graph/sources/talk.yaml",
        TALK.replace("supports: round", "opposes: round").replace("opposes: cheese", "supports: cheese"),
    )
    debate.write("graph/more.yaml", "claims: {ball: {name: It is a ball., about: moon, implies: round}}\n")
    debate.write("graph/sources/reply.yaml", REPLY.replace("supports: flat", "supports: ball"))
    query = "SELECT ?a { VALUES ?kind { cp:Agreement cp:Disagreement } ?a a ?kind }"
    before = {row["a"] for row in Corpus.open(debate.root, in_memory=True).sparql(query)}
    found = Corpus.differences(where=debate.root)
    (debate.root / "graph/sources/talk.yaml").write_text(TALK, encoding="utf-8")
    (debate.root / "graph/sources/reply.yaml").write_text(REPLY, encoding="utf-8")
    was = {row["a"] for row in Corpus.open(debate.root, in_memory=True).sparql(query)}
    assert (sum(one.change == "new" for one in found), sum(one.change == "gone" for one in found)) == (
        len(before - was),
        len(was - before),
    )


def test_a_file_from_elsewhere_is_compared_with_what_it_would_replace(debate: Debate) -> None:
    before, stored = debate.files(), debate.stored()
    added = Corpus.differences([outside(debate, NEW)], debate.root)
    assert {one.change for one in added} == {"new"}
    assert added == Corpus.add([outside(debate, NEW)], debate.root).differences
    Corpus.undo(debate.root)
    replaced = Corpus.differences([outside(debate, TALK.replace("supports: round", "mentions: round"))], debate.root)
    assert {(one.change, one.one.name, one.other.name) for one in replaced} == {
        ("gone", "Ada Lovelace", "Bob Bern"),
        ("gone", "Ada Lovelace", "Cy Young"),
    }
    assert (debate.files(), debate.stored()) == (before, stored)


def test_only_the_records_that_are_named_are_compared(debate: Debate) -> None:
    debate.write("graph/sources/reply.yaml", REPLY.replace("supports: flat", "supports: cheese"))
    debate.write("graph/sources/talk.yaml", TALK.replace("supports: round", "mentions: round"))
    found = Corpus.differences([debate.root / "graph/sources/talk.yaml"], debate.root)
    assert {one.change for one in found} == {"gone"}
    with pytest.raises(UsageError, match="some of the files are in the debate and some are not"):
        Corpus.differences([debate.root / "graph/sources/talk.yaml", outside(debate, NEW)], debate.root)


def test_a_source_that_is_gone_takes_its_alignments_along(debate: Debate) -> None:
    (debate.root / "graph/sources/reply.yaml").unlink()
    assert {one.change for one in Corpus.differences(where=debate.root)} == {"gone"}
    assert not Corpus.differences([debate.root / "graph/people.yaml"], debate.root)


def test_without_edits_there_is_nothing_to_tell(debate: Debate) -> None:
    assert Corpus.differences(where=debate.root) == []
    debate.write("graph/people.yaml", debate.text("graph/people.yaml").replace("ada: Ada", "ada: Lady Ada"))
    assert Corpus.differences(where=debate.root) == []


def test_faults_are_told(debate: Debate) -> None:
    debate.write("graph/sources/reply.yaml", REPLY.replace("supports: flat", "supports: flatt"))
    with pytest.raises(FaultsError, match="did you mean flat"):
        Corpus.differences(where=debate.root)


def test_without_a_graph_there_is_nothing_to_compare_with(debate: Debate) -> None:
    debate.write("counterpoint.toml", '[workspace]\nbase = "https://example.com"\n')
    with pytest.raises(WorkspaceError, match="the settings have changed, so there is nothing to compare with"):
        Corpus.differences(where=debate.root)


def test_differences_are_written_in_every_format(debate: Debate) -> None:
    answer = as_answer(Corpus.differences([outside(debate, NEW)], debate.root))
    rows = list(csv.DictReader(io.StringIO(answer.serialize("csv").decode())))
    assert rows[0]["change"] == "new"
    assert {row["oneName"] for row in rows} >= {"Ada Lovelace", "Bob Bern"}
    assert len(json.loads(answer.serialize("json"))["results"]["bindings"]) == len(rows)
    assert "disagreement" in answer.serialize("table").decode()
    assert as_answer([]).serialize("csv").startswith(b"change,kind,one,oneName,")
