"""Read invented articles whose labels are written into them.

An article starts with a header: `style:`, `date:`, and a line `@id kind Full Name | roles | organisation` for each
speaker, whose kind is `person`, `org` or `nominal`. Below a line `---` stands the text. In it `<q:id form>…</q>` is a
quoted span and its speaker (`<q:x>`: no speech); `<s1:id>`, `<c1>` and `<x1>` are the source, the cue and the content
of reported speech number 1, whose content may be in pieces.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.attribution_scoring import Document, document

_TAG: Final = re.compile(r"<(/?)([qscx])(\d*)(?::(\w+))?(?: (\w+))?>")
_BETWEEN: Final = "\n---\n"


class _Speaker(NamedTuple):
    kind: str
    name: str


def read_marked(folder: Path) -> list[Document]:
    """Read the articles of a folder, in the order of their file names."""
    return [_marked(path.stem, path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]


def _marked(identifier: str, source: str) -> Document:
    """Read one article.

    :raises ValueError: where a tag is not closed, or names nobody of the header.
    """
    header, _, body = source.partition(_BETWEEN)
    speakers = {key: speaker for line in header.splitlines() if line.startswith("@") for key, speaker in [_line(line)]}
    text, opened, at = "", list[tuple[str, str, str, int]](), 0
    quotes: list[dict[str, Any]] = []
    reported: dict[str, dict[str, Any]] = defaultdict(lambda: {"content": []})
    body = body.strip() + "\n"
    for tag in _TAG.finditer(body):
        text += body[at : tag.start()]
        at = tag.end()
        closing, kind, number, who, form = tag.groups("")
        if not closing:
            opened.append((kind + number, who, form, len(text)))
            continue
        key, who, form, start = opened.pop()
        if key != kind + number:
            message = f"{identifier}: </{kind}{number}> closes <{key}>"
            raise ValueError(message)
        span = [start, len(text)]
        if kind == "q":
            speaker = speakers[who] if who != "x" else _Speaker("not_speech", "")
            quotes.append({"span": span, "speaker": speaker.name, "speaker_type": speaker.kind, "form": form})
        elif kind == "x":
            reported[number]["content"].append(span)
        elif kind == "s":
            named = speakers[who]
            reported[number].update(source=span, name="" if named.kind == "nominal" else named.name)
    if opened:
        message = f"{identifier}: <{opened[-1][0]}> is not closed"
        raise ValueError(message)
    entry = {"id": identifier, "text": text + body[at:], "quotes": quotes, "attributions": [*reported.values()]}
    return document(entry)


def _line(line: str) -> tuple[str, _Speaker]:
    key, kind, name = line[1:].partition("|")[0].strip().split(" ", 2)
    return key, _Speaker(kind, name)
