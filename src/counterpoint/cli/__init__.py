"""The command line: a door onto `Corpus`, with no logic that a notebook user would miss."""

from __future__ import annotations

from counterpoint.cli.main import main

__all__ = ["main"]
