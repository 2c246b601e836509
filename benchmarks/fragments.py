"""Measure how the fragments of utterances are cut, on the articles of the attribution benchmark and the shipped one.

    python -m benchmarks.fragments

A cut is bad where the fragment ends after a determiner, a preposition, a conjunction, or an adjective or noun in front
of the noun that it belongs to, as the parser reads the paragraph. Of the shipped article, the fragments are compared
with those that a person chose.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
import yaml

from benchmarks.attribution import DATA, SHARED
from benchmarks.attribution_scoring import read_documents
from benchmarks.measuring import REPOSITORY, report, show
from counterpoint.drafting.attribution import Span, attribute
from counterpoint.drafting.composing import telling
from counterpoint.drafting.fragments import choose_fragment, is_whole_sentence
from counterpoint.drafting.language import load
from counterpoint.drafting.phrases import Phrases

RECORD = REPOSITORY / "graph" / "sources" / "bmj-i631.yaml"
LEADING = {"det", "poss", "amod", "compound", "nummod"}
CLOSED = {"DET", "CCONJ", "SCONJ"}

Place = tuple[int, int]


@click.command(context_settings={"show_default": True})
@click.option("--data", default=DATA, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Articles.")
def main(data: Path) -> None:
    """Measure fragments."""
    record = yaml.safe_load(RECORD.read_text(encoding="utf-8"))
    texts = [one.text for one in read_documents(data)]
    shipped = list(find_text(str(record["source"]["text-digest"])))
    load()
    bad: list[str] = []
    count = whole = words = 0
    seconds = 0.0
    for text in [*texts, *shipped]:
        found = attribute(text)
        spans = [telling(text, one) for one in found.utterances]
        start = time.perf_counter()
        phrases = Phrases(text, spans)
        chosen = [choose_fragment(text, *span, phrases) for span in spans]
        seconds += time.perf_counter() - start
        words += len(text.split())
        count += len(chosen)
        whole += sum(is_whole_sentence(text, *place) for place in chosen)
        paragraphs = [found.paragraphs[one.paragraph - 1] for one in found.utterances]
        bad += [text[slice(*at)] for at, around in zip(chosen, paragraphs, strict=True) if is_bad(text, at, around)]
    parts = [
        f"{count} fragments: {len(bad)} cut badly, {whole} whole sentences; {show(seconds / words * 800)} an 800-word "
        f"article. {'; '.join(bad)}".strip()
    ]
    if shipped:
        parts.append(compare(shipped[0], chosen, record["statements"]))
    report("Fragments", parts)


def find_text(digest: str) -> Iterator[str]:
    for path in sorted(SHARED.rglob("*.txt")):
        if hashlib.sha256(path.read_bytes()).hexdigest() == digest:
            yield path.read_bytes().decode()


def is_bad(text: str, at: Place, paragraph: Span) -> bool:
    """Tell whether the last word of a fragment cannot end one; a fragment of one word is all that was quoted."""
    doc = load()(text[slice(*paragraph)])
    inside = [token for token in doc if at[0] < paragraph.start + token.idx + len(token) <= at[1]]
    if len(inside) < 2:
        return False
    last = inside[-1]
    leads = last.dep_ in LEADING and last.head.i > last.i
    return leads or last.pos_ in CLOSED or (last.pos_ == "ADP" and any(child.i > last.i for child in last.children))


def compare(text: str, chosen: Sequence[Place], statements: Sequence[Any]) -> str:
    """Compare fragments with those of a record, by the words that they have in common."""
    human = [words_in(text, tuple(one["at"])) for one in statements if one.get("at")]
    drafted = [words_in(text, place) for place in chosen]
    near = [max(len(one & other) / len(one | other) for other in human) for one in drafted]
    shared, ours = set().union(*human), set().union(*drafted)
    return (
        f"the shipped article: {len(drafted)} fragments, a person's {len(human)}; {len(shared & ours) / len(ours):.0%} "
        f"of the drafted words are among theirs; mean overlap with the nearest of theirs {sum(near) / len(near):.2f}"
    )


def words_in(text: str, place: tuple[int, ...]) -> set[int]:
    return {found.start() for found in re.finditer(r"[\w’']+", text) if place[0] <= found.start() < place[1]}


if __name__ == "__main__":
    main()
