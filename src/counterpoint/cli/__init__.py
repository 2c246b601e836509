"""The command line: a door onto `Corpus`, with no logic that a notebook user would miss."""

from __future__ import annotations

try:
    from counterpoint.cli.main import main
except KeyboardInterrupt:  # Ctrl-C while the libraries load
    raise SystemExit(130) from None

__all__ = ["main"]
