from __future__ import annotations

import pytest

from benchmarks.fragments import compare, is_bad
from counterpoint.drafting.attribution import Span

TEXT = "The owners want to close the old square in the summer and everybody in the town agrees."


@pytest.mark.parametrize(
    ("words", "bad"),
    [
        ("want to close the", True),
        ("want to close the old", True),
        ("close the old square in", True),
        ("in the summer and", True),
        ("close the old square", False),
        ("everybody in the town agrees", False),
        ("old", False),
    ],
)
def test_fragment_that_ends_inside_a_phrase_is_cut_badly(words: str, bad: bool) -> None:
    start = TEXT.index(words)
    assert is_bad(TEXT, (start, start + len(words)), Span(0, len(TEXT))) is bad


def test_fragments_are_compared_by_their_words() -> None:
    said = compare("one two three four", [(0, 7)], [{"at": [4, 13]}, {"id": "without a place"}])
    assert said.startswith("the shipped article: 1 fragments, a person's 1; 50% of the drafted words are among theirs")
    assert said.endswith("0.33")
