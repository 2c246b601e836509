"""The shapes of a workspace: violations at the line of their key, own shapes, shapes that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import RDF, SH

from counterpoint.errors import WorkspaceError
from counterpoint.records.shapes import aim_at_targets
from counterpoint.workspace import shipped
from tests.desk import Desk

PREFIXES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .\n"
    "@prefix ex: <https://example.org/> .\n"
)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "quote: the moon is made of cheese\n    at: [9, 35]",
            "quote: " + "la " * 15 + "la\n    at: [9, 56]",
            "19:12: the quote has more than 15 words; keep the fragment that shows the stance",
        ),
        (
            "[9, 35]",
            "[35, 9]",
            (
                "20:10: a place in the text begins before it ends; "
                "write at: [start, end], or let counterpoint check --fill find it"
            ),
        ),
        (
            "mode: direct",
            "mode: direct\n    before: " + "x" * 33,
            "19:13: before: holds up to 32 characters; shorten it",
        ),
    ],
)
def test_a_violation_is_told_at_its_key(desk: Desk, old: str, new: str, fault: str) -> None:
    (desk.root / "texts/moon-talk.txt").unlink()
    desk.spoil(old, new)
    assert desk.faults() == [fault]


def test_a_workspace_may_have_shapes_of_its_own(desk: Desk) -> None:
    desk.write(
        "ontology/shapes-own.ttl",
        PREFIXES + "ex:Web a sh:NodeShape ; sh:targetClass schema:Person ; sh:property "
        '[ sh:path schema:url ; sh:minCount 1 ; sh:message "a person needs a page; write url: https://…" ] .',
    )
    assert desk.faults() == [
        "6:3: a person needs a page; write url: https://…",
        "7:3: a person needs a page; write url: https://…",
    ]


def test_the_words_of_a_shape_without_a_message_are_shown(desk: Desk) -> None:
    desk.write(
        "ontology/shapes-own.ttl",
        PREFIXES + "ex:Web a sh:NodeShape ; sh:targetNode <https://w3id.org/counterpoint/id/person/ada> ; "
        "sh:property [ sh:path schema:email ; sh:minCount 1 ] .",
    )
    [fault] = desk.faults()
    assert fault.startswith("6:3: Less than 1 values on ")


@pytest.mark.parametrize(
    ("shapes", "problem"),
    [
        ("@prefix", "shapes-own.ttl does not parse"),
        ("x", "shapes-own.ttl does not parse"),
        (PREFIXES + 'ex:A a sh:NodeShape ; sh:targetClass schema:Person ; sh:pattern "(" .', "cannot be used: missing"),
        (
            PREFIXES + "ex:A a sh:NodeShape ; sh:targetClass schema:Person ; "
            'sh:property [ sh:path schema:name ; sh:minCount "x" ] .',
            "the shapes cannot be used: ",
        ),
    ],
)
def test_shapes_that_cannot_be_used_are_told(desk: Desk, shapes: str, problem: str) -> None:
    desk.write("ontology/shapes-own.ttl", shapes)
    with pytest.raises(WorkspaceError, match=r"shapes-own\.ttl") as caught:
        desk.faults()
    assert problem in str(caught.value)


EXAMPLES = sorted((Path(__file__).resolve().parents[1] / "examples").glob("*valid/*.ttl"))


def violations(example: Path, shapes: rdflib.Graph) -> set[tuple[str, ...]]:
    """Give node, path, constraint and message of every violation in an example."""
    _, report, _ = pyshacl.validate(rdflib.Graph().parse(example), shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    parts = (SH.focusNode, SH.resultPath, SH.sourceConstraintComponent, SH.resultMessage)
    return {
        tuple(str(report.value(result, part)) for part in parts)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    }


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_aiming_shapes_at_their_targets_changes_no_violation(example: Path) -> None:
    written = rdflib.Graph().parse(shipped("ontology", "shapes.ttl"))
    aimed = rdflib.Graph().parse(shipped("ontology", "shapes.ttl"))
    aim_at_targets(aimed)
    assert set(aimed) != set(written)
    assert violations(example, aimed) == violations(example, written)


SPECIAL = """
ex:Closed a sh:NodeShape ; sh:targetClass ex:A ; sh:closed true ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
ex:Off a sh:NodeShape ; sh:targetClass ex:A ; sh:deactivated true ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
ex:Part a sh:NodeShape ; sh:targetClass ex:A ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
ex:Whole a sh:NodeShape ; sh:targetClass ex:B ; sh:not ex:Part .
ex:Aimless a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] .
"""


def test_a_shape_that_is_more_than_its_parts_stays_as_it_is() -> None:
    shapes = rdflib.Graph().parse(data=PREFIXES + SPECIAL)
    before = set(shapes)
    aim_at_targets(shapes)
    assert set(shapes) == before
