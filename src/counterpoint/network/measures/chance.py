"""The chance that igraph's algorithms take: one source for the whole process, so it is lent and given back."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

_LOCK: Final = Lock()


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Let igraph draw from a seeded source of chance for as long as it is needed."""
    import igraph

    with _LOCK:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - no secret depends on it
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)  # as igraph itself does
