"""The debates that the tests of the pages read."""

from __future__ import annotations

import pytest

from counterpoint.corpus import Corpus
from counterpoint.web.site import Site
from tests.web.pages.debates import OTHER


@pytest.fixture(scope="session")
def demo_corpus() -> Corpus:
    return Corpus.open(":demo:", in_memory=True)


@pytest.fixture(scope="session")
def site(demo_corpus: Corpus) -> Site:
    return Site(demo_corpus, snapshot="one")


@pytest.fixture(scope="session")
def town() -> Site:
    """Give the invented debate, which has a base of its own."""
    return Site(Corpus.open(OTHER, in_memory=True), snapshot="one")
