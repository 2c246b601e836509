from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.network.texts import Texts

pa = pytest.importorskip("pyarrow")


def _texts(*texts: str) -> Texts:
    return Texts(pa.array(texts, pa.large_string()))


def test_they_are_a_sequence() -> None:
    texts = _texts("b", "a", "ü")
    assert (len(texts), texts[0], texts[-1], list(texts)) == (3, "b", "ü", ["b", "a", "ü"])
    assert texts == ("b", "a", "ü")
    assert texts != ("b", "a")
    assert texts != 1
    assert texts[1:] == ("a", "ü")
    assert texts.take(np.array([2, 0])) == ["ü", "b"]
    assert "a" in texts
    with pytest.raises(IndexError):
        texts[3]


@given(st.lists(st.text(max_size=3), max_size=8))
def test_their_order_is_that_of_python(texts: list[str]) -> None:
    places = _texts(*texts).sorting().tolist()
    assert [texts[place] for place in places] == sorted(texts)


@given(st.lists(st.text("ab", max_size=2), max_size=6))
def test_a_repeated_text_is_found(texts: list[str]) -> None:
    found = _texts(*texts).repeated()
    assert (found is None) == (len(set(texts)) == len(texts))
    assert found is None or texts[found] in texts[:found]
