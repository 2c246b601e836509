"""Networks to a page: one offline HTML file in which every line leads to the words behind it."""

from __future__ import annotations

from counterpoint.view.debate import Debate
from counterpoint.view.page import render, write
from counterpoint.view.reading import read_debate

__all__ = ["Debate", "read_debate", "render", "write"]
