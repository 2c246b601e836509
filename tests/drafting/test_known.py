"""Names are matched where they can mean one known thing only; what is in doubt is a question."""

from __future__ import annotations

import pytest

from counterpoint.drafting.known import Match, match_organisation, match_person, match_role, new_id
from tests.effort import calls

PEOPLE = {
    "jane-smith": "Jane Smith",
    "john-smith": "John Smith",
    "soren-nunez": "Søren Núñez-Kjær",
    "michael-west": "Michael West",
    "oneill": "Siobhán O’Neill",
    "van-berg": "Anna van den Berg",
    "rowe": "J. K. Rowe",
}


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("Jane Smith", "jane-smith"),
        ("Dr Jane Smith", "jane-smith"),
        ("Professor Dame Jane Smith, OBE", "jane-smith"),
        ("Smith, Jane", "jane-smith"),
        ("SMITH, Jane", "jane-smith"),
        ("jane smith", "jane-smith"),
        ("Jane A. Smith", "jane-smith"),
        ("Jane Alice Smith", "jane-smith"),
        ("Soren Nunez Kjaer", "soren-nunez"),
        ("Siobhan O'Neill", "oneill"),
        ("Anna Van Den Berg", "van-berg"),
        ("J.K. Rowe", "rowe"),
        ("JK Rowe", ""),
    ],
)
def test_a_person_is_known_by_the_same_name_however_written(name: str, who: str) -> None:
    found = match_person(name, PEOPLE)
    assert (found.identifier, found.certain) == (who, bool(who))


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("Smith", ("jane-smith", "john-smith")),
        ("Dr Smith", ("jane-smith", "john-smith")),
        ("J. Smith", ("jane-smith", "john-smith")),
        ("Micheal West", ("michael-west",)),
        ("West Michael", ("michael-west",)),
        ("van den Berg", ("van-berg",)),
        ("Jane Smith Jr", ("jane-smith",)),
    ],
)
def test_a_name_that_may_mean_somebody_is_a_question(name: str, candidates: tuple[str, ...]) -> None:
    assert match_person(name, PEOPLE) == Match(candidates=candidates)


@pytest.mark.parametrize("name", ["Jo Smithson", "Mike West", "Janet Smith", "", "—", "Gus Hart", "Jane B. Smythe"])
def test_another_name_is_nobody(name: str) -> None:
    assert not match_person(name, PEOPLE).certain
    assert not match_person(name, {"a": "Ada Bern"}).candidates


def test_two_people_of_one_name_are_never_told_apart_by_it() -> None:
    found = match_person("Jane Smith", {"one": "Jane Smith", "two": "Dr Jane Smith"})
    assert found == Match(candidates=("one", "two"))


def test_the_same_name_comes_before_one_with_an_initial_more() -> None:
    assert match_person("Jane Smith", {"one": "Jane A. Smith", "two": "Jane Smith"}).identifier == "two"


def test_an_initial_that_differs_is_another_person() -> None:
    assert match_person("Jane A. Smith", {"one": "Jane B. Smith"}).identifier == ""


ORGANISATIONS = {
    "kings-fund": "King’s Fund",
    "bmj": "BMJ",
    "bmj-careers": "BMJ Careers",
    "nhs": "National Health Service (NHS)",
    "uclh": "University College Hospital, London",
    "dundee": "University of Dundee",
    "medical-education": "Centre for Medical Education, University of Dundee",
    "labour-org": "International Labour Organization",
    "acme": "Acme Ltd",
    "cups": "Cup & Saucer",
}


@pytest.mark.parametrize(
    ("name", "which"),
    [
        ("the King's Fund", "kings-fund"),
        ("The King’s Fund", "kings-fund"),
        ("KINGS FUND", "kings-fund"),
        ("The BMJ", "bmj"),
        ("NHS", "nhs"),
        ("N.H.S.", "nhs"),
        ("the National Health Service", "nhs"),
        ("National Health Service (NHS)", "nhs"),
        ("University College Hospital, London", "uclh"),
        ("University of Dundee", "dundee"),
        ("International Labor Organisation", "labour-org"),
        ("Acme Limited", "acme"),
        ("Cup and Saucer", "cups"),
    ],
)
def test_an_organisation_is_known_by_the_same_name_however_written(name: str, which: str) -> None:
    found = match_organisation(name, ORGANISATIONS)
    assert (found.identifier, found.certain) == (which, True)


@pytest.mark.parametrize(
    ("name", "candidate"),
    [
        ("Dundee University", "dundee"),
        ("University College Hospital", "uclh"),
        ("UCL Hospital", "uclh"),
        ("Dundee University’s Centre for Medical Education", "medical-education"),
        ("ILO", "labour-org"),
        ("National Health Servise", "nhs"),
    ],
)
def test_an_organisation_that_may_be_meant_is_a_question(name: str, candidate: str) -> None:
    found = match_organisation(name, ORGANISATIONS)
    assert not found.identifier
    assert candidate in found.candidates


@pytest.mark.parametrize("name", ["Tea Fund", "Careers", "", "The", "Leeds Hospital"])
def test_another_organisation_is_none(name: str) -> None:
    assert not match_organisation(name, ORGANISATIONS).identifier
    assert match_organisation("Tea Fund", {"kings-fund": "King’s Fund"}) == Match()


ROLES = {
    "medical-director": "medical director",
    "general-practitioner": "general practitioner",
    "chief-executive": "chief executive",
    "professor": "professor",
    "research-fellow": "research fellow",
    "health-service-manager": "health service manager",
}


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("medical director", "medical-director"),
        ("the Medical Director", "medical-director"),
        ("a GP", "general-practitioner"),
        ("CEO", "chief-executive"),
        ("former chief executive officer", "chief-executive"),
        ("NHS manager", "health-service-manager"),
    ],
)
def test_a_role_is_known_by_its_words(words: str, role: str) -> None:
    assert match_role(words, ROLES).identifier == role


def test_a_closer_role_than_one_that_is_known_is_a_question() -> None:
    assert match_role("senior research fellow", ROLES).candidates == ("research-fellow",)
    assert match_role("professor of law", ROLES).candidates == ("professor",)
    assert match_role("adviser to the professor", ROLES).candidates == ()


@pytest.mark.parametrize(
    ("words", "broader"),
    [
        ("consultant surgeon", "clinical"),
        ("professor of law", "academic"),
        ("hospital manager", "managerial"),
        ("Prime Minister", "policy"),
        ("management consultant", "consultancy"),
        ("health correspondent", "journalism"),
        ("research fellow", "academic"),
        ("director", ""),
        ("consultant", ""),
        ("head of policy", ""),
        ("fellow", ""),
        ("manager’s brother", ""),
        ("", ""),
    ],
)
def test_a_new_role_is_put_under_a_kind_only_where_its_head_noun_says_so(words: str, broader: str) -> None:
    assert match_role(words, {}).broader == broader


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("Ada Bern", [], "ada-bern"),
        ("Ada Bern", ["ada-bern", "ada-bern-2"], "ada-bern-3"),
        ("Zoë O’Neill", [], "zoe-oneill"),
        ("…", [], "unnamed"),
        ("-_-", [], "unnamed"),
        ("Con", [], "con-2"),
        ("NUL", ["nul-2"], "nul-3"),
        ("Com1", [], "com1-2"),
        ("Lpt9", [], "lpt9-2"),
        ("Aux.", [], "aux-2"),
        ("Con man", [], "con-man"),
        ("Com", [], "com"),
    ],
)
def test_an_id_is_made_of_a_name(name: str, taken: list[str], expected: str) -> None:
    assert new_id(name, taken) == expected


def test_an_id_is_short_and_ends_with_a_word() -> None:
    assert new_id("the very long name of a committee on nothing in particular at all", []).endswith("particular")


def test_a_name_is_found_among_many_with_little_work_for_each() -> None:
    known = {f"p{number}": f"Ada{number} Bern{number % 977}" for number in range(50_000)}
    match_person("Ada7 Bern7", known)
    assert match_person("Ada7 Bern7", known).identifier == "p7"
    assert calls(lambda: match_person("Ada7 Bern7", known)) < 10 * len(known)
