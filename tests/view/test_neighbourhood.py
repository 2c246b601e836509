"""What is around one speaker, cut out of a debate."""

from __future__ import annotations

import pytest

from counterpoint import Corpus
from counterpoint.view.debate import Debate
from counterpoint.view.neighbourhood import neighbourhood
from counterpoint.view.page import render
from counterpoint.view.reading import read_debate


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return Corpus.open(":demo:", in_memory=True)


def test_around_a_speaker_all_is_as_it_is_in_the_whole_debate(corpus: Corpus) -> None:
    whole = read_debate(corpus.store)
    one = next(speaker for speaker in whole.speakers if speaker.name == "Stephen Gillam")
    near = read_debate(neighbourhood(corpus.store, one.iri))
    own = [edge for edge in whole.edges if one.iri in edge.parties]
    assert own
    assert [edge for edge in near.edges if one.iri in edge.parties] == own
    assert one in near.speakers
    assert set(near.statements) <= set(whole.statements)
    assert {said for said in whole.statements if said.speaker == one.iri} <= set(near.statements)
    assert render(near).startswith("<!doctype html>")


def test_around_nobody_there_is_nothing(corpus: Corpus) -> None:
    assert read_debate(neighbourhood(corpus.store, "http://x/nobody")) == Debate()
