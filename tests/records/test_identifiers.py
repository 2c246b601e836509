"""Identifiers: the forms that are known, and check digits that are wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.records.identifiers import address_of, read_doi, recognise
from tests.desk import Desk


@pytest.mark.parametrize(
    ("address", "scheme", "number"),
    [
        ("https://orcid.org/0000-0002-1825-0097", "ORCID", "0000-0002-1825-0097"),
        ("http://orcid.org/0000-0002-9079-593X", "ORCID", "0000-0002-9079-593X"),
        ("https://www.orcid.org/0000-0001-5109-3700/", "ORCID", "0000-0001-5109-3700"),
        ("https://ror.org/013meh722", "ROR", "013meh722"),
        ("https://ror.org/03h2bxq36", "ROR", "03h2bxq36"),
        ("https://ror.org/05a28rw58", "ROR", "05a28rw58"),
        ("http://www.wikidata.org/entity/Q35794", "Wikidata", "Q35794"),
        ("https://www.wikidata.org/wiki/Q42#sitelinks", "Wikidata", "Q42"),
        ("https://m.wikidata.org/wiki/Special:EntityData/Q42.json", "Wikidata", "Q42"),
        ("https://isni.org/isni/000000012281955X", "ISNI", "000000012281955X"),
        ("https://isni.org/page/0000 0001 2281 955X".replace(" ", "%20"), "ISNI", "0000 0001 2281 955X"),
        ("https://doi.org/10.1136/bmj.i631", "DOI", "10.1136/bmj.i631"),
        ("doi:10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O", "DOI", None),
    ],
)
def test_an_identifier_is_read_from_its_address(address: str, scheme: str, number: str | None) -> None:
    found = recognise(address)
    assert found is not None
    assert (found.scheme, found.problem) == (scheme, "")
    assert found.number == (number or address.removeprefix("doi:"))


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("https://orcid.org/0000-0002-1825-0098", "has a wrong check digit"),
        ("https://orcid.org/0000-0002-1852-0097", "has a wrong check digit"),
        ("https://orcid.org/0000000218250097", "is no ORCID"),
        ("https://orcid.org/0000-0002-9079-593x", "is no ORCID"),
        ("https://orcid.org/", "is no ORCID"),
        ("https://orcid.org/my-orcid?orcid=0000-0002-1825-0097", "is no ORCID"),
        ("https://ror.org/013meh723", "has wrong check digits"),
        ("https://ror.org/013mhe722", "has wrong check digits"),
        ("https://ror.org/013meh72", "is no ROR"),
        ("https://ror.org/01lmeh722", "is no ROR"),
        ("http://www.wikidata.org/entity/35794", "is no item of Wikidata"),
        ("http://www.wikidata.org/entity/Q0", "is no item of Wikidata"),
        ("https://www.wikidata.org/wiki/Property:P31", "is no item of Wikidata"),
        ("https://isni.org/isni/0000000122819550", "has a wrong check digit"),
        ("https://isni.org/isni/12", "is no ISNI"),
        ("https://doi.org/bmj.i631", "is no DOI"),
        ("https://doi.org/10.1136", "is no DOI"),
    ],
)
def test_what_is_wrong_with_an_identifier_is_said(address: str, problem: str) -> None:
    found = recognise(address)
    assert found is not None
    assert found.problem == problem
    assert found.hint


@pytest.mark.parametrize(
    "address", ["https://example.org/0000-0002-1825-0098", "https://viaf.org/viaf/1", "urn:isbn:0451450523", "Q42", ""]
)
def test_an_address_of_another_kind_is_left_alone(address: str) -> None:
    assert recognise(address) is None


@given(st.text())
def test_no_text_is_too_odd_to_look_at(text: str) -> None:
    for prefix in (
        "",
        "https://orcid.org/",
        "https://ror.org/",
        "https://isni.org/isni/",
        "doi:",
        "https://wikidata.org/",
    ):
        recognise(prefix + text)
    read_doi(text)
    assert address_of(text) == "" or address_of(text).endswith(text)


@given(st.integers(0, 10**15 - 1), st.integers(0, 15), st.integers(1, 9))
def test_every_single_wrong_digit_of_an_orcid_is_seen(number: int, position: int, shift: int) -> None:
    from stdnum.iso7064 import mod_11_2

    digits = f"{number:015}"
    digits += mod_11_2.calc_check_digit(digits)
    assert recognise("https://orcid.org/" + grouped(digits)).problem == ""  # type: ignore[union-attr]
    if digits[position].isdigit():
        wrong = digits[:position] + str((int(digits[position]) + shift) % 10) + digits[position + 1 :]
        assert recognise("https://orcid.org/" + grouped(wrong)).problem  # type: ignore[union-attr]


def grouped(digits: str) -> str:
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "bob: {name: Bob Bern}",
            "bob: {name: Bob Bern, same-as: https://orcid.org/0000-0002-1825-0079}",
            '7:34: same-as: the ORCID "0000-0002-1825-0079" has a wrong check digit; look it up at https://orcid.org',
        ),
        (
            "bob: {name: Bob Bern}",
            "bob:\n    name: Bob Bern\n    same-as:\n      - https://example.org/bob\n      - https://ror.org/013meh723",
            '11:9: same-as: the ROR "013meh723" has wrong check digits; look it up at https://ror.org',
        ),
        (
            "bob: {name: Bob Bern}",
            "bob: {name: Bob Bern, same-as: 0000-0002-1825-0097}",
            (
                '7:34: same-as: "0000-0002-1825-0097" is not a web address (IRI); '
                "write https://orcid.org/0000-0002-1825-0097"
            ),
        ),
        (
            "published: 2020-02-29",
            "published: 2020-02-29\n  doi: 10.1136",
            '5:8: doi: the DOI "10.1136" is no DOI; it begins with 10. and has a slash, as in 10.1136/bmj.i631',
        ),
    ],
)
def test_a_wrong_identifier_is_a_fault_at_its_place(desk: Desk, old: str, new: str, fault: str) -> None:
    desk.spoil(old, new)
    assert desk.faults() == [fault]


@pytest.mark.parametrize("doi", ["10.1136/bmj.i631", "doi:10.1136/bmj.i631", "https://doi.org/10.1136/bmj.i631"])
def test_a_doi_may_be_written_in_three_ways(desk: Desk, doi: str) -> None:
    desk.spoil("published: 2020-02-29", f"published: 2020-02-29\n  doi: {doi}")
    assert desk.faults() == []


def test_right_identifiers_are_no_faults(desk: Desk) -> None:
    desk.spoil(
        "acme: Acme", "acme: {name: Acme, same-as: [https://ror.org/013meh722, http://www.wikidata.org/entity/Q35794]}"
    )
    assert desk.faults() == []
