"""Pauses of the garbage collector: none runs meanwhile, and all is as before afterwards."""

from __future__ import annotations

import gc

import pytest

from counterpoint.drafting.reading import parse
from counterpoint.pauses import no_collection


def test_the_collector_runs_again_after_a_fault() -> None:
    @no_collection()
    def fail() -> None:
        with no_collection():
            pass
        assert not gc.isenabled()
        raise KeyError("gone")

    with pytest.raises(KeyError, match="gone"):
        fail()
    assert gc.isenabled()


def test_nothing_is_collected_while_a_long_draft_is_read() -> None:
    said = "".join(f"  - id: s-{number}\n    quote: so it is\n    at: [1, 9]\n" for number in range(2000))
    found: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        found.append(phase)

    gc.callbacks.append(note)
    try:
        data = parse("drafts/a.yaml", f"draft: {{}}\nsource: {{id: a}}\nstatements:\n{said}".encode())
    finally:
        gc.callbacks.remove(note)
    assert len(data["statements"]) == 2000
    assert found.count("start") <= 3  # those due afterwards; else some fifty
