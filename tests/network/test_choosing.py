"""What a person asks for by name, in a store and in a table."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from counterpoint.errors import UnknownNameError, UsageError
from counterpoint.network.choosing import Choice, choose, names_in_store, names_in_table
from counterpoint.network.rows import StatementRow
from counterpoint.network.settings import Settings
from counterpoint.network.slicing import Slice
from counterpoint.network.table import StatementTable
from tests.network.test_reading import RECORDS, store_of

TABLE = StatementTable.from_rows(
    [
        StatementRow("x0", "p/ann", "hot", 1.0, "d", "2016-02-03", ("o/fund",), ("r",), ("t",)),
        StatementRow("x1", "p/bob", "hot", -1.0, "d", "", (), (), ("t",)),
    ],
    names={"p/ann": "Ann’s", "p/bob": "Bob", "hot": "It is hot.", "o/fund": "The Fund"},
)
MORE = """
GRAPH <urn:more> {
    <urn:weather> a skos:Concept . <urn:sun> a skos:Concept ; skos:prefLabel "Sun" ; skos:broader <urn:weather> .
    <urn:spot> a skos:Concept ; skos:prefLabel "Sunspots" ; skos:broader <urn:sun> .
    <urn:fellow> a org:Role ; skos:prefLabel "fellow" . <urn:senior> a org:Role ; skos:broader <urn:fellow> .
    <urn:hot> a cp:Claim . <urn:ann> a schema:Person .
}
"""


@pytest.mark.parametrize(
    ("given", "slice_"),
    [
        ({}, Slice()),
        ({"speaker": "ann’s"}, Slice(speaker=("p/ann",))),
        ({"speaker": ["Bob", "ann", "p/bob"]}, Slice(speaker=("p/bob", "p/ann"))),
        ({"claim": "it is  HOT."}, Slice(claim=("hot",))),
        ({"exclude_organisation": ("the fund",)}, Slice(exclude_organisation=("o/fund",))),
        ({"source": "d", "topic": "t", "role": "r"}, Slice(source=("d",), topic=("t",), role=("r",))),
        ({"side": "for", "exclude_side": ["none"]}, Slice(side=("for",), exclude_side=("none",))),
        ({"from": "2014", "until": datetime.date(2015, 1, 1)}, Slice("2014", datetime.date(2015, 1, 1))),
        ({"from_": "2014", "topic": "", "speaker": (), "until": None}, Slice("2014")),
    ],
)
def test_names_in_a_table(given: dict[str, Any], slice_: Slice) -> None:
    assert choose(given, names_in_table(TABLE)) == Choice(Settings(), slice_)


def test_settings_and_slices_come_together() -> None:
    found = choose({"mode": "claims", "isolates": True, "topic": ["t"]}, names_in_table(TABLE))
    assert found == Choice(Settings("claims", isolates=True), Slice(topic=("t",)))
    assert found.parts == {"topic"}
    assert choose({"actor": "organisation", "until": "2014"}, names_in_table(TABLE)).parts == {"organisation", "source"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"colour": "red"}, 'no setting of a network is called "colour"'),
        ({"exclude_mode": "claims"}, 'no setting of a network is called "exclude_mode"'),
        ({"topics": "t"}, 'no setting of a network is called "topics"; did you mean "topic"'),
        ({"speaker": "Bop"}, 'no speaker is called "Bop"; did you mean "Bob"?'),
        ({"exclude_topic": "u"}, 'no topic is called "u"; known are t'),
        ({"side": "left"}, '"left" is no side of a stance'),
        ({"from": "soon"}, 'from: "soon" is no date'),
        ({"mode": "claim"}, '"claim" is no mode of a network'),
    ],
)
def test_what_is_not_known_is_told(given: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        choose(given, names_in_table(TABLE))
    assert message in str(refused.value)


def test_two_things_of_one_name_are_told_apart() -> None:
    table = StatementTable.from_rows(
        [StatementRow("x0", "p/1", "c"), StatementRow("x1", "p/2", "c")], names={"p/1": "Ann", "p/2": "Ann"}
    )
    with pytest.raises(UsageError, match='"Ann" is the name of 2 things; say which: 1 or 2'):
        choose({"speaker": "Ann"}, names_in_table(table))


def test_names_in_a_store_are_found_as_questions_find_them() -> None:
    finder = names_in_store(store_of(RECORDS, MORE))
    assert choose({"speaker": ["ann", "the fund"]}, finder).slice_.speaker == ("urn:ann", "urn:fund")
    assert choose({"claim": "urn:hot"}, finder).slice_.claim == ("urn:hot",)
    with pytest.raises(UnknownNameError, match='no person or organisation is called "Anny"'):
        choose({"speaker": "Anny"}, finder)


def test_a_topic_or_a_role_stands_for_the_narrower_ones() -> None:
    finder = names_in_store(store_of(RECORDS, MORE))
    assert choose({"topic": "weather"}, finder).slice_.topic == ("urn:weather", "urn:spot", "urn:sun")
    assert choose({"exclude_topic": "sun"}, finder).slice_.exclude_topic == ("urn:sun", "urn:spot")
    assert choose({"role": "fellow"}, finder).slice_.role == ("urn:fellow", "urn:senior")


def test_a_choice_makes_networks_windows_and_lists() -> None:
    choice = choose({"until": "2016", "aggregation": "ignore"}, names_in_table(TABLE))
    assert choice.project(TABLE).rows.iris == ("p/ann",)
    assert [str(window.from_) for window in choice.slide(TABLE, "1y")] == ["2016-01-01"]
    events, undated = choose({"until": "2016", "duplicates": "range"}, names_in_table(TABLE)).events(TABLE)
    assert ([event.statement for event in events], undated) == (["x0"], 1)
    with pytest.raises(UsageError, match="a list of statements has no mode"):
        choice.events(TABLE)


def test_an_organisation_is_the_actor_that_the_slice_names() -> None:
    rows = [StatementRow("x0", "ann", "hot", 1.0, organisations=("o1", "o2"))]
    table = StatementTable.from_rows(rows)
    choice = choose({"organisation": "o1", "actor": "organisation"}, names_in_table(table))
    assert choice.project(table).rows.iris == ("o1",)


@pytest.mark.parametrize("value", [7, 1.5, b"ann", [None], ["ann", 3]])
def test_what_is_no_text_nor_several_is_refused(value: object) -> None:
    with pytest.raises(UsageError, match="is no text, nor several"):
        choose({"speaker": value}, names_in_table(TABLE))


def test_a_group_of_one_may_be_a_text() -> None:
    finder = names_in_table(TABLE)
    assert Choice().what_divides(TABLE, "Bob", "p/ann", finder) == Choice().what_divides(
        TABLE, ["Bob"], ["p/ann"], finder
    )
    with pytest.raises(UsageError, match="is no text, nor several"):
        Choice().what_divides(TABLE, 7, ["ann"], finder)  # type: ignore[arg-type]
