"""What is wrong with a workspace's additions: each fault with its place and what to do, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from counterpoint.terms.checking import check_ontology
from counterpoint.workspace import Workspace, shipped
from tests.desk import Desk
from tests.terms.conftest import found_in, spoil

OWN, SHAPES, CONTEXT = "ontology/own.ttl", "ontology/shapes-own.ttl", "ontology/context.jsonld"
QUESTION, RULE = "queries/who-pays.rq", "queries/rules/doubters.rq"


def test_sound_additions_have_no_fault(own: Desk) -> None:
    found = found_in(own)
    assert [str(fault) for fault in (*found.faults, *found.notes)] == []
    assert (found.files, found.terms) == (5, 5)
    own.spoil("supports: cheese", "doubts: cheese")
    own.spoil("bob: {name: Bob Bern}", "bob: {name: Bob Bern, funded-by: acme, born: 1815, roles: astronomer}")
    assert own.faults() == []


def test_a_workspace_without_additions_has_no_fault(desk: Desk) -> None:
    assert check_ontology(desk.workspace).files == 0
    assert check_ontology(Workspace(shipped())).files == 0


FAULTS = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: f"{case['file']}: {case['new'][:40]}")
def test_a_fault_is_said_with_its_place_and_no_other(own: Desk, case: dict[str, Any]) -> None:
    spoil(own, case["file"], case["old"], case["new"])
    assert [str(fault).removeprefix(case["file"] + ":") for fault in found_in(own).faults] == case["faults"]


def test_turtle_that_does_not_parse_is_said_with_its_place(own: Desk) -> None:
    spoil(own, OWN, "ex:doubts a", "ex:doubts an")
    assert str(found_in(own).faults[-1]).startswith(f"{OWN}:11:11: the file does not parse: ")


def test_a_query_that_leads_nowhere_is_said(own: Desk) -> None:
    (own.root / RULE).unlink()
    (own.root / RULE).symlink_to("nowhere.rq")
    assert f"{RULE}:1:1: the query cannot be read: No such file or directory; mend it" in map(str, found_in(own).faults)


def test_turtle_that_cannot_be_read_is_said(own: Desk) -> None:
    path = own.root / OWN
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))
    assert str(found_in(own).faults[-1]) == f"{OWN}:1:1: the file is not UTF-8; save it in UTF-8"
    path.unlink()
    path.symlink_to("nowhere.ttl")
    assert str(found_in(own).faults[-1]) == f"{OWN}:1:1: the file cannot be read: No such file or directory"


@pytest.mark.parametrize(
    ("name", "old", "new", "note"),
    [
        (
            OWN,
            "    cp:polarity -0.5 ;\n",
            "",
            (
                "11:1: ex:doubts has no polarity, so it takes no side and is compared with nobody; "
                "add cp:polarity, from -1 against to 1 for; leave it out only where the stance takes no side"
            ),
        ),
        (
            OWN,
            "    rdfs:domain schema:Person ;\n",
            "",
            "17:1: ex:fundedBy has no rdfs:domain; rdfs:domain says what has it",
        ),
        (
            SHAPES,
            ' ;\n        sh:message "funded-by names one organisation; keep the largest"',
            "",
            '8:17: the shape ex:PersonShape has no words for ex:fundedBy; add sh:message "what is wrong; what to do"',
        ),
        (
            CONTEXT,
            '    "funded-by": {"@id": "ex:fundedBy", "@type": "@id"},\n',
            "",
            (
                f"{OWN}:17:1: no record can say ex:fundedBy: it has no key; "
                'add "funded-by": {"@id": "ex:fundedBy", "@type": "@id"} to ontology/context.jsonld'
            ),
        ),
        (
            CONTEXT,
            '"doubts"',
            '"name": "schema:name",\n    "doubts"',
            '4:5: the term "name" is defined here as it ships; take it out',
        ),
        (
            CONTEXT,
            '"Podcast": "ex:Podcast"',
            '"party": "http://dbpedia.org/ontology/party"',
            (
                '7:5: the key "party" means http://dbpedia.org/ontology/party, of which the ontology says nothing; '
                "describe it in a file of ontology/, with its label and what it leads to"
            ),
        ),
        (
            QUESTION,
            "#+ summary: Who pays whom\n",
            "",
            "1:1: the query does not say what it is for; begin it with #+ summary: …",
        ),
    ],
)
def test_what_is_hardly_meant_is_noted(own: Desk, name: str, old: str, new: str, note: str) -> None:
    spoil(own, name, old, new)
    found = found_in(own)
    assert found.faults == []
    assert [str(one).removeprefix(name + ":") for one in found.notes] == [note]


@pytest.mark.parametrize(
    "aim",
    [
        "sh:targetClass ex:Podcast",
        "sh:targetClass <https://w3id.org/counterpoint/ns#Statement>",
        "sh:targetClass <http://www.w3.org/ns/org#Membership>, schema:Person",
        "sh:targetSubjectsOf ex:fundedBy",
        "sh:targetObjectsOf ex:fundedBy",
        "sh:targetNode <https://w3id.org/counterpoint/id/person/ada>",
    ],
)
def test_what_a_shape_may_aim_at(own: Desk, aim: str) -> None:
    spoil(own, SHAPES, "sh:targetClass schema:Person", aim)
    found = found_in(own)
    assert [*found.faults, *found.notes] == []


def test_a_shape_that_another_leans_on_needs_no_aim(own: Desk) -> None:
    part = 'ex:Part a sh:NodeShape ; sh:property [ sh:path ex:born ; sh:maxCount 1 ; sh:message "one; x" ] .'
    spoil(own, SHAPES, "ex:PersonShape", f"{part}\nex:PersonShape")
    spoil(own, SHAPES, "sh:targetClass schema:Person ;", "sh:targetClass schema:Person ; sh:node ex:Part ;")
    assert found_in(own).faults == []


def test_what_may_be_said_of_a_shipped_term(own: Desk) -> None:
    more = (
        'cp:supports rdfs:label "unterstützt"@de ; skos:closeMatch <http://purl.org/spar/cito/agreesWith> .\n'
        "cp:Agreement owl:disjointWith cp:Disagreement .\nex:Podcast a owl:Class"
    )
    spoil(own, OWN, "ex:Podcast a owl:Class", more)
    assert found_in(own).faults == []


def test_a_file_in_place_of_a_shipped_one_is_noted(own: Desk) -> None:
    copy = shipped("ontology", "roles.ttl").read_bytes()
    own.write("ontology/roles.ttl", copy)
    assert found_in(own).notes == []
    own.write("ontology/roles.ttl", copy + b"# and ours\n")
    found = found_in(own)
    assert found.faults == []
    assert [str(note) for note in found.notes] == [
        (
            "ontology/roles.ttl:1:1: roles.ttl takes the place of the file of that name that ships with Counterpoint; "
            "give it another name, unless that is meant"
        )
    ]


def test_a_term_in_our_namespace_is_refused(own: Desk) -> None:
    text = (own.root / OWN).read_text(encoding="utf-8")
    own.write(OWN, text.replace("ex:Podcast", "cp:Podcast"))
    spoil(own, CONTEXT, '"ex:Podcast"', '"cp:Podcast"')
    assert [str(fault) for fault in found_in(own).faults] == [
        (
            f"{OWN}:31:1: cp:Podcast is in a namespace of Counterpoint, and is none of its terms; "
            "use a namespace of your own, such as https://example.org/debate#"
        )
    ]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"@prefix", b"\0" * 100, b"ex:a ex:b ex:c ."])
@pytest.mark.parametrize("name", [OWN, SHAPES, CONTEXT, QUESTION, RULE])
def test_no_file_is_too_odd_to_check(own: Desk, name: str, data: bytes) -> None:
    own.write(name, data)
    found = found_in(own)
    assert all(fault.place.line >= 1 for fault in found.faults)
    if name != OWN or data:
        assert found.faults or not data


def test_a_circle_of_three_is_said_of_each(own: Desk) -> None:
    more = "".join(
        f'ex:{one} a owl:Class ; rdfs:subClassOf ex:{two} ; rdfs:label "{one}"@en ; rdfs:comment "X."@en ; '
        "rdfs:isDefinedBy <https://example.org/debate> .\n"
        for one, two in zip("ABC", "BCA", strict=True)
    )
    own.write("ontology/circle.ttl", "\n".join((own.root / OWN).read_text("utf-8").splitlines()[:9]) + "\n" + more)
    assert [str(fault) for fault in found_in(own).faults] == [
        f"ontology/circle.ttl:{line}:20: ex:{one} is a subclass of itself, by way of ex:{two}; "
        "take one rdfs:subClassOf of the circle away"
        for line, (one, two) in enumerate(zip("ABC", "BCA", strict=True), 10)
    ]


def test_disjointness_is_followed_through_equivalence_and_intersection(own: Desk) -> None:
    head = "\n".join((own.root / OWN).read_text("utf-8").splitlines()[:9])
    words = 'rdfs:label "{0}"@en ; rdfs:comment "X."@en ; rdfs:isDefinedBy <https://example.org/debate> .\n'
    classes = {
        "Union": "owl:equivalentClass org:Organization",
        "Both": "owl:equivalentClass [ owl:intersectionOf ( ex:Union schema:Person ) ]",
        "Odd": "rdfs:subClassOf owl:Nothing",
    }
    more = "".join(f"ex:{name} a owl:Class ; {axiom} ; {words.format(name)}" for name, axiom in classes.items())
    own.write("ontology/more.ttl", head + "\n" + more)
    said = [str(fault) for fault in found_in(own).faults]
    assert len(said) == 2
    assert "nothing can be of the class ex:Both: it would be org:Organization and schema:Person" in said[0]
    assert "nothing can be of the class ex:Odd: it would be owl:Nothing and owl:Thing" in said[1]


def test_a_link_to_itself_is_a_file_that_cannot_be_read(own: Desk) -> None:
    (own.root / "ontology/loop.ttl").symlink_to("loop.ttl")
    assert [str(fault) for fault in found_in(own).faults] == [
        "ontology/loop.ttl:1:1: the file cannot be read: Too many levels of symbolic links"
    ]
