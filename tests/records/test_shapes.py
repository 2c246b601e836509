"""The shapes of a workspace: violations at the line of their key, own shapes, shapes that cannot be used."""

from __future__ import annotations

import pytest

from counterpoint.errors import WorkspaceError
from tests.desk import Desk

PREFIXES = (
    "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix schema: <https://schema.org/> .\n"
    "@prefix ex: <https://example.org/> .\n"
)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "quote: the moon is made of cheese",
            "quote: " + "la " * 15 + "la",
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
