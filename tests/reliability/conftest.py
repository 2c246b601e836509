"""Several coders' records of one source, invented, to compare."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from counterpoint.corpus import Corpus
from counterpoint.reliability.comparing import Reliability

HEAD = """\
source:
  id: moon-talk
  title: A talk about the moon
people: {ada: Ada Lovelace, bob: Bob Bern}
topics: {moon: The moon}
claims:
  cheese: {name: The moon is made of cheese., about: moon}
  round: {name: The moon is round., about: moon}
  big: {name: The moon is big., about: moon}
  far: {name: The moon is far., about: moon}
  old: {name: The moon is old., about: moon}
"""

Said = tuple[int, int, str] | tuple[int, int, str, str] | tuple[int, int, str, str, str]
"""Where a statement stands, its stance with its claim, and where they are not ada and direct, speaker and mode."""

Coders = Callable[..., list[Path]]


def record(said: Sequence[Said], head: str = HEAD) -> str:
    lines = [head, "statements:" if said else ""]
    for start, end, stance, *more in said:
        speaker, mode = [*more, *("ada", "direct")[len(more) :]]
        lines += [f"  - speaker: {speaker}", f"    {stance}", f"    mode: {mode}", f"    quote: {'x' * (end - start)}"]
        lines += [f"    at: [{start}, {end}]"]
    return "\n".join(lines) + "\n"


@pytest.fixture
def coders(tmp_path: Path) -> Coders:
    """Give a function that writes the record of each coder, from what it says or as a whole text."""

    def write(*records: Sequence[Said] | str) -> list[Path]:
        paths = []
        for name, said in zip("abcdef", records, strict=False):
            path = tmp_path / "coders" / f"{name}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(said if isinstance(said, str) else record(said), encoding="utf-8")
            paths.append(path)
        return paths

    return write


@pytest.fixture
def compare(coders: Coders, tmp_path: Path) -> Callable[..., Reliability]:
    """Give a function that compares what coders say, in a workspace that knows nothing."""
    (tmp_path / "debate" / "graph" / "sources").mkdir(parents=True)

    def run(*records: Sequence[Said] | str, text: Path | None = None) -> Reliability:
        return Corpus.reliability(coders(*records), tmp_path / "debate", text=text)

    return run
