"""Make guessing slow: after each wrong token an address waits twice as long as before."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

_FREE: Final = 3
"""Wrong tokens, as of somebody who mistypes, before the first wait."""
_LONGEST: Final = 300.0
_MOST: Final = 10_000
"""Addresses that are remembered; of more, those that have been quiet for longest are forgotten."""


class Slowing:
    """Who has to wait, and for how long.

    :param clock: tells the time in seconds.

    >>> now = [0.0]
    >>> slowing = Slowing(lambda: now[0])
    >>> for _ in range(4):
    ...     slowing.fail("192.0.2.1")
    >>> slowing.wait("192.0.2.1"), slowing.wait("192.0.2.2")
    (1, 0)
    >>> now[0] = 1.5
    >>> slowing.wait("192.0.2.1")
    0
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._failed)

    def wait(self, address: str) -> int:
        """Give the seconds that an address has to wait before it may try again; 0 where it need not."""
        _, until = self._failed.get(_neighbourhood(address), (0, 0.0))
        return max(0, math.ceil(until - self._clock()))

    def fail(self, address: str) -> None:
        """Take note of a wrong token."""
        key = _neighbourhood(address)
        count = self._failed.pop(key, (0, 0.0))[0] + 1
        pause = min(_LONGEST, 2.0 ** min(count - _FREE - 1, 20)) if count > _FREE else 0.0
        self._failed[key] = (count, self._clock() + pause)
        while len(self._failed) > _MOST:
            self._failed.popitem(last=False)

    def succeed(self, address: str) -> None:
        """Forget what was wrong before."""
        self._failed.pop(_neighbourhood(address), None)


def _neighbourhood(address: str) -> str:
    """Give what one client can choose among as one: in IPv6, anybody has the 2⁶⁴ addresses of a network.

    >>> _neighbourhood("2001:db8::17") == _neighbourhood("2001:db8::18")
    True
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)
