"""The server as it runs, for all tests that only read from it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.serving import Served, serving


@pytest.fixture(scope="session")
def demo() -> Iterator[Served]:
    """Serve the shipped debate, with the limits that the server has by itself."""
    with serving(workspace=":demo:") as served:
        yield served


@pytest.fixture(scope="session")
def tight() -> Iterator[Served]:
    """Serve the shipped debate with limits that are quickly reached."""
    limits = "--timeout 1 --max-request 4096 --max-queries 3 --max-waiting 2 --max-rows 100".split()
    with serving(*limits, workspace=":demo:") as served:
        yield served
