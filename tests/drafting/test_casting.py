from __future__ import annotations

import pytest

from counterpoint.drafting.attribution import Voice
from counterpoint.drafting.authorities import Names
from counterpoint.drafting.casting import Cast
from counterpoint.vocabulary import KINDS


@pytest.fixture
def cast() -> Cast:
    names = Names({kind: {} for kind in KINDS})
    names.of["person"] |= {"jane-smith": "Jane Smith", "ann-lee": "Ann Lee", "bmj": "Bea M. Jones"}
    names.of["organisation"] |= {"nhs": "National Health Service", "bmj": "BMJ"}
    names.of["role"] |= {"professor": "professor", "research-professor": "research professor", "nurse": "nurse"}
    return Cast(names)


def person(name: str) -> Voice:
    return Voice(name, "person", ())


def test_known_person_is_referred_to_and_not_defined(cast: Cast) -> None:
    assert cast.speaker(person("Dr Jane Smith")) == "jane-smith"
    assert cast.sections == {}


def test_new_person_is_defined_once(cast: Cast) -> None:
    assert cast.speaker(person("Eve  Hall")) == cast.speaker(person("Eve Hall")) == "eve-hall"
    assert cast.sections == {"people": {"eve-hall": {"name": "Eve Hall"}}}
    assert cast.questions == []


def test_doubtful_person_is_a_question_and_not_a_guess(cast: Cast) -> None:
    assert cast.speaker(person("Smith")) == "smith"
    [question] = cast.questions
    assert question == {
        "id": "question-1",
        "kind": "person",
        "of": ["smith"],
        "text": "is “Smith” the person Jane Smith (jane-smith)?",
        "candidates": ["jane-smith"],
    }


def test_id_that_a_person_and_an_organisation_share_says_which_is_meant(cast: Cast) -> None:
    assert cast.speaker(Voice("BMJ", "organisation", ())) == "organisation:bmj"
    assert cast.speaker(person("Bea M. Jones")) == "person:bmj"


def test_unnamed_voice_is_nobody_yet(cast: Cast) -> None:
    assert cast.speaker(Voice("a resident", "unnamed", ())) == ""
    assert cast.sections == {}


def test_roles_stand_with_who_has_them(cast: Cast) -> None:
    cast.give_role(cast.speaker(person("Jane Smith")), "nurse", "National Health Service")
    cast.give_role(cast.speaker(person("Jane Smith")), "nurse", "National Health Service")
    cast.give_role(cast.speaker(person("Eve Hall")), "chief  of staff", "the Town Hall", former=True)
    assert cast.sections == {
        "people": {
            "eve-hall": {
                "name": "Eve Hall",
                "roles": [{"role": "chief-of-staff", "at": "the-town-hall", "former": True}],
            },
            "jane-smith": {"roles": [{"role": "nurse", "at": "nhs"}]},
        },
        "organisations": {"the-town-hall": {"name": "the Town Hall"}},
        "roles": {"chief-of-staff": cast.sections["roles"]["chief-of-staff"]},
    }


def test_new_role_is_a_kind_of_the_closest_known_one(cast: Cast) -> None:
    cast.give_role(cast.speaker(person("Eve Hall")), "research professor of law", "")
    assert cast.sections["roles"]["research-professor-of-law"]["broader"] == "research-professor"
    assert cast.questions == []


def test_known_role_keeps_the_words_of_the_article(cast: Cast) -> None:
    cast.give_role(cast.speaker(person("Eve Hall")), "Nurses", "")
    [role] = cast.sections["people"]["eve-hall"]["roles"]
    assert role in ({"role": "nurse", "cited-as": "Nurses"}, {"role": "nurses"})


def test_organisation_that_speaks_holds_no_role(cast: Cast) -> None:
    cast.give_role(cast.speaker(Voice("BMJ", "organisation", ())), "publisher", "")
    cast.give_role("nobody", "publisher", "")
    assert cast.sections == {}


def test_author_is_a_person_unless_an_organisation_is_called_so(cast: Cast) -> None:
    assert cast.author("Eve Hall", "reporter") == "eve-hall"
    assert cast.author("BMJ") == "bmj"
    assert cast.sections["people"] == {"eve-hall": {"name": "Eve Hall", "roles": [{"role": "reporter"}]}}


def test_question_about_the_author_has_to_be_answered(cast: Cast) -> None:
    cast.author("Smith")
    assert cast.questions[0]["of"] == ["smith", "source"]


def test_control_characters_of_a_name_are_no_part_of_it(cast: Cast) -> None:
    cast.speaker(person("Eve\x1b[2J\u202e Hall"))
    [about] = cast.sections["people"].values()
    assert about["name"].isprintable()


def test_role_that_is_a_verb_is_named_by_its_noun_and_cited(cast: Cast) -> None:
    cast.give_role(cast.speaker(person("Eve Hall")), "runs the bakery on the square", "")
    cast.give_role(cast.speaker(person("Eve Hall")), "Mayor", "")
    assert cast.sections["people"]["eve-hall"]["roles"] == [
        {"role": "head", "cited-as": "runs the bakery on the square"},
        {"role": "mayor"},
    ]
    assert {role: about["name"] for role, about in cast.sections["roles"].items()} == {"head": "head", "mayor": "mayor"}
