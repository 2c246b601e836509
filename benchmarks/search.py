"""Measure how fast names are found while somebody types: ``python -m benchmarks.search``.

Invented people, organisations, claims and sources, many last names made of syllables, so that there are many words;
typed letter by letter, one letter alone, in the wrong order, with slips, and as nonsense. Each text is found three
times, and the shortest time counts, for other programs that want the processor are not what is measured.
"""

from __future__ import annotations

import random
import time
import tracemalloc
from collections.abc import Iterator
from typing import Final

import click

from benchmarks.measuring import show, table
from benchmarks.synthetic.words import (
    FIRST_NAMES,
    INSTITUTIONS,
    LAST_NAMES,
    MIDDLES,
    OBJECTS,
    OPENINGS,
    PLACES,
    SUBJECTS,
    VERBS,
)
from counterpoint.web.search import FOUND_KINDS, Found, Search

_SYLLABLES: Final = [first + vowel for first in "bcdfghjklmnprstvwz" for vowel in ("a", "e", "i", "o", "u", "en", "or")]
_EACH: Final = 400
"""Names that are typed in each way."""


def invent(count: int, rng: random.Random) -> Iterator[Found]:
    """Invent things with names, two in five of them people."""
    for number in range(count):
        last = "".join(rng.choices(_SYLLABLES, k=3)).title() if number % 2 else rng.choice(LAST_NAMES)
        place = rng.choice(PLACES)
        kind, name = (
            ("person", f"{rng.choice(FIRST_NAMES)} {rng.choice('ABCDEFGHJK')}. {last}"),
            ("claim", f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(OBJECTS)} in {place}"),
            ("organisation", f"{last} {rng.choice(INSTITUTIONS)} {place}"),
            ("person", f"{rng.choice(FIRST_NAMES)} {last}"),
            ("source", f"{rng.choice(OPENINGS)} {rng.choice(MIDDLES)} {rng.choice(SUBJECTS)} {number}"),
        )[number % 5]
        yield Found(f"urn:{number}", name, kind)


def typed(names: list[str], rng: random.Random) -> dict[str, list[str]]:
    """Say what people type, in each way that they do."""
    chosen = rng.sample(names, min(_EACH, len(names)))
    beginnings = [name[:length] for name in chosen[: _EACH // 8] for length in range(1, len(name) + 1)]
    slips = []
    for name in chosen:
        at = rng.randrange(1, max(2, len(name) - 2))
        slips += [name[:at] + name[at + 1 :], name[:at] + name[at + 1 : at + 2] + name[at : at + 1] + name[at + 2 :]]
    return {
        "one letter": list("abcdefghijklmnopqrstuvwxyz0123456789"),
        "two letters": [one + other for one in "abcdefgmst" for other in "aeiourhl"],
        "letter by letter": beginnings,
        "words in another order": [" ".join(reversed(name.split())) for name in chosen],
        "beginnings of words": [" ".join(word[:2] for word in name.split()[:4]) for name in chosen],
        "with a slip": slips,
        "nonsense": ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randrange(4, 16))) for _ in chosen],
        "much nonsense": [
            " ".join("".join(rng.choices("aeionrstl", k=9)) for _ in range(12)) for _ in range(_EACH // 8)
        ],
        "one kind only": [name[:3] for name in chosen],
    }


@click.command()
@click.option("--names", "count", default=100_000, show_default=True, help="How many names there are.")
@click.option("--seed", default=1, show_default=True, help="Another one gives other names.")
def main(count: int, seed: int) -> None:
    """Measure how fast names are found while somebody types."""
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    things = list(invent(count, rng))
    start = time.perf_counter()
    search = Search(things)
    built = time.perf_counter() - start
    rows = []
    for way, texts in typed([thing.name for thing in things], rng).items():
        kinds = FOUND_KINDS[:1] if way == "one kind only" else ()
        seconds = []
        empty = 0
        for text in texts:
            took = []
            for _ in range(3):
                start = time.perf_counter()
                found = search.find(text, kinds=kinds)
                took.append(time.perf_counter() - start)
            seconds.append(min(took))
            empty += not found
        seconds.sort()
        figures = [show(seconds[len(seconds) * part // 100]) for part in (50, 95)]
        rows.append([way, str(len(texts)), *figures, show(seconds[-1]), f"{100 * empty / len(texts):.0f} %"])
    tracemalloc.start()
    held = Search(things)
    megabytes = tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    click.echo(
        f"{len(held):,} names; the index is made in {show(built)} and takes {megabytes:.0f} MB beside the names\n"
    )
    click.echo(table(["typed", "times", "median", "95 %", "worst", "nothing found"], rows))


if __name__ == "__main__":
    main()
