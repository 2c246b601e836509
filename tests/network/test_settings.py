from __future__ import annotations

from itertools import product
from typing import Any, get_args

import pytest

from counterpoint.errors import UsageError
from counterpoint.network.settings import Aggregation, Duplicates, Mode, Normalisation, Settings


def test_the_default_is_a_congruence_network_of_speakers() -> None:
    assert Settings() == Settings("actors", "speaker", "congruence", "none", "all", isolates=False)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"aggregation": "combine"}, 'a one-mode network has no aggregation "combine"; choose ignore, congruence,'),
        ({"mode": "claims", "aggregation": "combine"}, "choose ignore, congruence, conflict or subtract"),
        ({"normalisation": "activity"}, 'a one-mode network has no normalisation "activity"; choose none, average,'),
        (
            {"mode": "two-mode", "aggregation": "congruence"},
            'a two-mode network has no aggregation "congruence"; choose ignore, subtract or combine',
        ),
        (
            {"mode": "two-mode", "aggregation": "ignore", "normalisation": "jaccard"},
            'a two-mode network has no normalisation "jaccard"; choose none, activity or prominence',
        ),
        (
            {"mode": "two-mode", "aggregation": "combine", "normalisation": "activity"},
            'choose the normalisation "none"',
        ),
        ({"mode": "events"}, '"events" is no mode of a network; choose actors, claims or two-mode'),
        ({"actor": "person"}, "choose speaker or organisation"),
        ({"duplicates": "day"}, "choose all, document, week, month, year or range"),
    ],
)
def test_what_makes_no_sense_is_refused_and_the_possible_named(values: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        Settings(**values)
    assert message in str(refused.value)


def test_every_other_combination_is_possible() -> None:
    possible = 0
    for mode, aggregation, normalisation, duplicates in product(
        *map(get_args, (Mode, Aggregation, Normalisation, Duplicates))
    ):
        try:
            Settings(mode, "speaker", aggregation, normalisation, duplicates)
        except UsageError:
            continue
        possible += 1
    assert possible == (2 * 4 * 5 + 2 * 3 + 1) * 6


@pytest.mark.parametrize(
    ("chosen", "parts"),
    [
        (Settings(), set()),
        (Settings(duplicates="range"), set()),
        (Settings(duplicates="week"), {"source"}),
        (Settings(duplicates="document"), {"source"}),
        (Settings(actor="organisation"), {"organisation"}),
    ],
)
def test_the_parts_that_a_network_needs(chosen: Settings, parts: set[str]) -> None:
    assert chosen.parts == parts


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"top": True}, "top is True; give a whole number"),
        ({"top": "3"}, "top is '3'"),
        ({"top": 2.5}, "top is 2.5"),
        ({"backbone": "0.1"}, "backbone is '0.1'; give a number"),
        ({"backbone": False}, "backbone is False"),
        ({"isolates": "no"}, "isolates is 'no'; give True or False"),
    ],
)
def test_values_of_the_wrong_type_are_refused(values: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as refused:
        Settings(**values)
    assert message in str(refused.value)
