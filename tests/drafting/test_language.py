"""The language model, and the language of a text."""

from __future__ import annotations

import sys

import pytest

from counterpoint.drafting import language
from counterpoint.errors import UsageError


def test_the_model_is_loaded_once() -> None:
    assert language.load() is language.load()


def test_without_spacy_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    language.load.cache_clear()
    with pytest.raises(UsageError, match=r"drafting needs spaCy; pip install 'counterpoint\[draft\]'"):
        language.load()


def test_without_the_model_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MODELS", ("no_such_model",))
    language.load.cache_clear()
    with pytest.raises(UsageError, match="needs spaCy's English model"):
        language.load()
    language.load.cache_clear()


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("", True),
        ("The minister said that she was going home to her family on Friday.", True),
        ("NATO summit ends", True),
        ("De minister zei dat hij het verdrag niet zou ondertekenen en naar huis ging.", False),
        ("El ministro dijo el lunes que no firmará el tratado con los países vecinos.", False),
        ("министр сказал", False),
        ("部长说他不会签署条约", False),
    ],
)
def test_english_is_told_from_other_languages(text: str, english: bool) -> None:
    assert language.is_english(text) is english
