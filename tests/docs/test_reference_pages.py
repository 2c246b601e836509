"""The reference pages say what the program does today."""

from __future__ import annotations

import pytest

from tools.reference_pages import PAGES, REFERENCE


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_up_to_date(name: str) -> None:
    page = REFERENCE / name
    assert page.is_file(), "run: make docs"
    assert page.read_text(encoding="utf-8") == PAGES[name](), "run: make docs"
