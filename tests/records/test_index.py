"""Ids: defined once, found by whoever refers to them, and the nearest named where one is mistyped."""

from __future__ import annotations

import pytest

from counterpoint.errors import Fault, Place
from counterpoint.records.index import Definition, Index
from counterpoint.records.linking import defined_by
from counterpoint.records.parts import Value
from tests.desk import NAME, RECORD, Desk


def index(*keys: str) -> Index:
    made = Index({"role:lecturer": "https://example.org/roles#lecturer"})
    made.add({key: Definition("graph/people.yaml", line) for line, key in enumerate(keys, 2)})
    return made


def asked(made: Index, text: str, *kinds: str) -> tuple[str, str] | str:
    found = made.resolve(Value(text, Place("x.yaml", 3, 9)), kinds)
    return str(found) if isinstance(found, Fault) else found


def test_a_record_defines_its_source_its_things_and_its_statements(desk: Desk) -> None:
    found = defined_by(desk.read(), desk.workspace)
    assert sorted(found) == [
        "claim:cheese",
        "claim:round",
        "organisation:acme",
        "person:ada",
        "person:bob",
        "source:moon-talk",
        "statement:moon-talk/ada-1",
        "topic:moon",
    ]
    assert found["person:ada"] == Definition(NAME, 6, (), 3, "Ada Lovelace")
    assert found["statement:moon-talk/ada-1"].details == ("cheese",)


def test_a_person_with_roles_only_is_defined_elsewhere(desk: Desk) -> None:
    desk.spoil("ada: Ada Lovelace", "ada: {roles: [lecturer]}")
    assert "person:ada" not in defined_by(desk.read(), desk.workspace)


def test_a_person_whose_name_is_missing_is_defined_all_the_same(desk: Desk) -> None:
    desk.spoil("ada: Ada Lovelace", "ada: {note: x}")
    assert "person:ada" in defined_by(desk.read(), desk.workspace)


def test_an_authority_file_lends_a_persons_present_roles(desk: Desk) -> None:
    people = "people:\n  cy: {name: Cy, roles: [lecturer, {role: dean, former: true}, {role: x, until: 2010-01-01}]}\n"
    path = desk.write("graph/people.yaml", people)
    from counterpoint.records.reading import read

    found = defined_by(read("graph/people.yaml", path.read_bytes(), desk.workspace.vocabulary), desk.workspace)
    assert len(found["roles-of:cy"].details) == 1


def test_an_id_that_two_files_define_is_told_at_the_second() -> None:
    made = index("person:ada", "person:bob")
    [fault] = made.add({"person:bob": Definition("graph/sources/a.yaml", 7, column=3)})
    assert str(fault) == (
        'graph/sources/a.yaml:7:3: the person "bob" is defined twice, first in graph/people.yaml:3; '
        "give one of them another id, or remove it"
    )


def test_an_id_of_the_ontology_cannot_be_defined_anew() -> None:
    [fault] = index().add({"role:lecturer": Definition("graph/roles.yaml", 2)})
    assert 'the role "lecturer" is defined twice, first in the ontology' in str(fault)


def test_two_files_with_one_source_are_one_fault_however_many_statements_they_have() -> None:
    keys = ["source:talk", *(f"statement:talk/ada-{n}" for n in range(50))]
    made = index(*keys)
    assert len(made.add({key: Definition("b.yaml", 1) for key in keys})) == 1


def test_one_id_may_name_a_person_and_an_organisation() -> None:
    made = index("person:king", "organisation:king")
    assert asked(made, "king", "person") == ("person", "king")
    assert asked(made, "organisation:king", "person", "organisation") == ("organisation", "king")
    assert asked(made, "king", "person", "organisation") == (
        'x.yaml:3:9: "king" may be more than one thing; write person:king or organisation:king'
    )


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("michel-west", "did you mean michael-west?"),
        ("Michael West", "did you mean michael-west?"),
        ("MICHAEL-WEST", "did you mean michael-west?"),
        ("xyzzy", "define it under people: here or in another file of graph/"),
        ("person:zed", "define it under people: here or in another file of graph/"),
        ("", "define it under people: here or in another file of graph/"),
    ],
)
def test_an_unknown_id_is_told_with_the_nearest_or_where_to_define_it(typed: str, hint: str) -> None:
    made = index("person:michael-west", "person:peter-wilson")
    assert asked(made, typed, "person") == f'x.yaml:3:9: no person has the id "{typed}"; {hint}'


def test_a_name_in_place_of_an_id_is_told_with_the_id() -> None:
    made = index()
    made.add({"person:ada": Definition("p.yaml", 2, name="Augusta King"), "organisation:acme": Definition("o.yaml", 2)})
    assert asked(made, "augusta king ", "person", "organisation").endswith("; did you mean ada?")  # type: ignore[union-attr]


def test_an_unknown_id_may_stand_in_a_file_that_cannot_be_read() -> None:
    made = index("person:ada")
    made.unread.append("graph/claims.yaml")
    assert asked(made, "cheese", "claim") == (
        'x.yaml:3:9: no claim has the id "cheese"; define it under claims: here or in another file of graph/; '
        "it may stand in graph/claims.yaml, which cannot be read"
    )


def test_an_unknown_statement_is_told_how_statements_are_named() -> None:
    assert asked(index(), "talk/ada-9", "statement") == (
        'x.yaml:3:9: no statement has the id "talk/ada-9"; '
        "write the id of a statement of this source, or source/id for another's"
    )


def test_a_long_unknown_id_is_told_by_its_beginning() -> None:
    assert f'"{"x" * 80}"' in asked(index(), "x" * 5000, "person")


def test_thousands_of_unknown_ids_among_thousands_are_told_in_a_moment() -> None:
    made = index(*(f"person:speaker-number-{n}" for n in range(5_000)))
    for n in range(5_000):
        assert "no person has the id" in asked(made, f"unknown-{n}", "person")


def test_roles_of_the_ontology_are_known(desk: Desk) -> None:
    assert "lecturer" in Index(desk.workspace.vocabulary.concepts).ids(["role"])


def test_the_record_of_these_tests_has_no_fault(desk: Desk) -> None:
    assert desk.faults() == []
    assert RECORD in desk.record.read_text(encoding="utf-8")
