"""Many files at once: what is wrong with a few of them is told with file and line, in the words of the shapes."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoint.building.build import build
from counterpoint.errors import FaultsError
from counterpoint.records.checking import check
from tests.desk import NAME, RECORD, Desk


def furnish(desk: Desk, count: int) -> list[str]:
    """Give the desk many sources that are alike, and return their names."""
    head, statements = RECORD.partition("people:")[0], RECORD.partition("statements:")[2]
    names = [f"graph/sources/talk-{number:02}.yaml" for number in range(count)]
    for name in names:
        desk.write(name, head.replace("moon-talk", Path(name).stem) + "statements:" + statements)
    return names


def test_a_violation_in_one_of_many_sources_is_told_at_its_line(desk: Desk) -> None:
    names = furnish(desk, 40)
    for name, old, new in (
        (names[7], "the moon is made of cheese\n    at: [9, 35]", "la " * 15 + "la\n    at: [9, 56]"),
        (names[23], "at: [9, 35]", "at: [35, 9]"),
        (names[31], "mode: direct", "mode: direct\n    after: " + "x" * 33),
        (names[31], "supports: cheese", "supports: chese"),
        (NAME, "ada: Ada Lovelace", "ada: {name: Ada Lovelace, same-as: Ada}"),
    ):
        path = desk.root / name
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(FaultsError) as told:
        build(desk.workspace)
    expected = [
        f'{NAME}:6:38: same-as: "Ada" is not a web address (IRI); write https://… without spaces',
        f"{names[7]}:9:12: the quote has more than 15 words; keep the fragment that shows the stance",
        (
            f"{names[23]}:10:10: a place in the text begins before it ends; "
            "write at: [start, end], or let counterpoint check --fill find it"
        ),
        f'{names[31]}:7:15: no claim has the id "chese"; did you mean cheese?',
        f"{names[31]}:9:12: after: holds up to 32 characters; shorten it",
    ]
    assert [str(fault) for fault in told.value.faults] == expected
    assert [str(fault) for fault in check(desk.workspace).faults] == expected


def test_a_violation_of_a_shape_that_only_pyshacl_understands_is_told_at_its_line(desk: Desk) -> None:
    names = furnish(desk, 10)
    desk.write(
        "ontology/shapes-own.ttl",
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix oa: <http://www.w3.org/ns/oa#> . "
        "<urn:shape> a sh:NodeShape ; sh:targetClass oa:TextQuoteSelector ; sh:property [ sh:path oa:exact ; "
        'sh:pattern "^the moon" ; sh:flags "i" ; sh:message "words about the moon are wanted; find some" ] .',
    )
    path = desk.root / names[4]
    path.write_text(path.read_text(encoding="utf-8").replace("the moon is", "the star is"), encoding="utf-8")
    with pytest.raises(FaultsError) as told:
        build(desk.workspace)
    assert [str(fault) for fault in told.value.faults] == [
        f"{names[4]}:9:12: words about the moon are wanted; find some"
    ]
