"""How much one request may ask for, and how much all of them together."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What the server allows.

    :param seconds: the longest that a request may be worked on; then its process is killed.
    :param request_bytes: the longest body, and the longest address.
    :param queries: how many requests are worked on at once; each has a process of its own.
    :param waiting: how many more may wait for their turn.
    :param rows: the most rows or triples that a query may give; 0 for any number.
    :param services: addresses that a query may reach with SERVICE, FROM and their like; none by default.
    """

    seconds: float = 30.0
    request_bytes: int = 1 << 20
    queries: int = 16
    waiting: int = 256
    rows: int = 0
    services: frozenset[str] = frozenset()

    @property
    def ready(self) -> int:
        """How many processes are kept ready: as many as can work at the same time, and one for what is slow."""
        return min(self.queries, (os.cpu_count() or 1) + 1)
