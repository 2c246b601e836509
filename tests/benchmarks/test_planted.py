from __future__ import annotations

import gzip
from collections import Counter

import pytest

from benchmarks.synthetic.planted import plant
from benchmarks.synthetic.prose import LONGEST, Prose
from benchmarks.synthetic.storing import store_of
from counterpoint.view import read_debate


def test_the_same_seed_and_size_give_the_same_debate() -> None:
    assert plant(60, seed=3) == plant(60, seed=3)
    assert plant(60, seed=3).debate != plant(60, seed=4).debate


@pytest.mark.parametrize(("speakers", "lines"), [(60, 300), (60, 40), (200, 1000)])
def test_a_debate_has_as_many_speakers_and_lines_as_asked_for(speakers: int, lines: int) -> None:
    debate = plant(speakers, lines=lines).debate
    assert len(debate.edges) == lines
    assert len({speaker.name for speaker in debate.speakers}) == len(debate.speakers) == speakers
    assert len(debate.statements) == 5 * speakers
    assert {edge.sign for edge in debate.edges} == {1, -1}


def test_more_lines_than_there_are_pairs_are_refused() -> None:
    with pytest.raises(ValueError, match="10 speakers have"):
        plant(10, lines=1000)


def test_camps_agree_within_and_disagree_across() -> None:
    debate, camps = plant(400, camps=4)
    inside = Counter((edge.sign, camps[edge.parties[0]] == camps[edge.parties[1]]) for edge in debate.edges)
    assert inside[1, True] > 3 * inside[1, False]
    assert inside[-1, False] > inside[-1, True]
    assert len({*camps.values()}) == 4


def test_the_store_holds_the_same_debate() -> None:
    debate = plant(100).debate
    read = read_debate(store_of(debate), title=debate.title)
    assert read.claims == tuple(claim for claim in debate.claims if claim in read.claims)
    assert read.statements == debate.statements
    assert read.alignments == debate.alignments
    assert read.sources == debate.sources
    assert read.edges == debate.edges
    assert [(one.iri, one.name, one.kind) for one in read.speakers] == [
        (one.iri, one.name, one.kind) for one in debate.speakers
    ]
    cited = {(one.speaker, role) for one in debate.statements for role in one.roles}
    assert {(one.iri, role) for one in read.speakers for role in one.roles} == cited


def test_quotes_differ_and_take_as_much_room_as_english() -> None:
    quotes = list(Prose(1).quotes(2000))
    assert len({*quotes}) == 2000
    assert max(len(quote.split()) for quote in quotes) <= LONGEST
    assert len({word for quote in quotes for word in quote.split()}) > 3000
    text = "\n".join(quotes).encode()
    assert 2.3 < len(text) / len(gzip.compress(text)) < 2.9
