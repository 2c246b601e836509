"""Read the invented passages as labelled articles, in the format of the development articles."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def passages() -> list[dict[str, Any]]:
    """Give each passage as an entry of a data file: text, quotes, attributions, and turns of a transcript."""
    return [_entry(one) for one in yaml.safe_load(Path(__file__).with_name("passages.yaml").read_text("utf-8"))]


def _entry(one: dict[str, Any]) -> dict[str, Any]:
    text = one["text"]
    quotes = []
    for words, speaker, *form in one.get("quotes", ()):
        start = _place(text, words) - 1
        kind = (
            "not_speech" if speaker == "none" else "nominal" if form == ["nominal"] and speaker.islower() else "person"
        )
        name = None if kind == "not_speech" else speaker
        quotes.append(
            {"span": [start, start + len(words) + 2], "speaker": name, "speaker_type": kind, "form": "".join(form)}
        )
    sources = [
        {"content": [[_place(text, words), _place(text, words) + len(words)]], "name": name, "source": [0, 0]}
        for words, name in one.get("reported", ())
    ]
    spoken = [(_place(text, words), name) for words, name in one.get("spoken", ())]
    return {"id": one["id"], "text": text, "quotes": quotes, "attributions": sources, "spoken": spoken}


def _place(text: str, words: str) -> int:
    if text.count(words) != 1:
        message = f"{words!r} stands {text.count(words)} times in its passage"
        raise ValueError(message)
    return text.index(words)
