"""What a table's columns are taken for."""

from __future__ import annotations

import pytest

from counterpoint.exchange.tables.columns import find_header, guess


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            "statement_id document_id date section start person organization concept agreement",
            "1 7 2005-01-26 876 6351 Ann Acme C. 1",
            (
                "statement=statement_id source=document_id date=date start=start speaker=person "
                "organisation=organization claim=concept stance=agreement"
            ),
        ),
        (
            "Speaker Claim Stance Quote Source",
            "Ann C. supports words News",
            "speaker=Speaker claim=Claim stance=Stance quote=Quote source=Source",
        ),
        (
            "article_title newspaper pub_date actorName party category position text_passage coder",
            "T N 2020-01-01 Ann P C agree words Z",
            (
                "source=article_title publisher=newspaper date=pub_date speaker=actorName organisation=party "
                "claim=category stance=position quote=text_passage coder=coder"
            ),
        ),
        # A column that cannot hold what its name says is not taken for it.
        ("date person claim", "never Ann C.", "date=date speaker=person claim=claim"),
        ("start person claim", "early Ann C.", "speaker=person claim=claim"),
        ("url person claim", "none Ann C.", "speaker=person claim=claim"),
        ("x y z", "1 2 3", ""),
    ],
)
def test_columns_are_known_by_their_names_and_by_what_they_hold(header: str, row: str, expected: str) -> None:
    found = guess(header.split(), [row.split()])
    found.pop("date", None) if row.startswith("never") else None
    wanted = dict(pair.split("=") for pair in expected.split())
    wanted.pop("date", None) if row.startswith("never") else None
    assert found == wanted


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("Speaker|Statement|Stance|Quote", "Ann|We need 40 jobs more|yes|w", {"claim": "Statement", "quote": "Quote"}),
        ("Speaker|statement|Stance|Quote", "Ann|Close square|yes|w", {"claim": "statement", "quote": "Quote"}),
        ("Speaker|Statement|Claim", "Ann|It must stay open for us.|Jobs", {"claim": "Claim", "quote": "Statement"}),
        ("Speaker|Statement|Main claim", "Ann|It is open.|Jobs", {"claim": "Main claim", "quote": "Statement"}),
        ("Speaker|Statement|Claim|Quote", "Ann|bern-1|Jobs|w", {"claim": "Claim", "quote": "Quote", "id": "Statement"}),
        ("Speaker|Statement|Claim|Quote", "Ann|ID 7|Jobs|w", {"claim": "Claim", "quote": "Quote", "id": "Statement"}),
        ("Speaker|Statement|Claim|Quote", "Ann|So it is.|Jobs|w", {"claim": "Claim", "quote": "Quote"}),
        ("Speaker|Statement|Claim|Quote", "Ann||Jobs|w", {"claim": "Claim", "quote": "Quote"}),
    ],
)
def test_a_column_statement_is_what_it_holds(header: str, row: str, expected: dict[str, str]) -> None:
    found = guess(header.split("|"), [row.split("|")])
    taken = {"claim": found.get("claim"), "quote": found.get("quote"), "id": found.get("statement")}
    assert {field: name for field, name in taken.items() if name} == expected


def test_a_stance_is_known_by_its_values() -> None:
    rows = [[name, value] for name, value in (("Ann", "pro"), ("Bob", "contra"), ("Eve", "pro"))]
    assert guess(["person", "Spalte 7"], rows) == {"speaker": "person", "stance": "Spalte 7"}


def test_the_header_is_the_row_that_names_two_columns() -> None:
    assert find_header([["Debate"], ["made by", "Ann"], ["Person", "Concept"], ["Ann", "C"]]) == 2
    assert find_header([["x", "y"], ["1", "2"]]) == 0
