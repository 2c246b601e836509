from __future__ import annotations

import os
import time

import pytest

from benchmarks.children import in_child


def test_a_result_comes_back() -> None:
    assert in_child(lambda: (os.getpid(), "x" * 200_000), 10) != (os.getpid(), "x" * 200_000)


def test_a_child_that_takes_too_long_is_killed() -> None:
    start = time.monotonic()
    assert in_child(lambda: time.sleep(60), 0.2) is None
    assert time.monotonic() - start < 30


def test_a_child_that_fails_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        in_child(lambda: 1 // 0, 10)
