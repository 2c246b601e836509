"""The page of a debate as an object: its HTML, a file of it, itself in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from counterpoint.view.page import render, write
from counterpoint.view.reading import read_debate

if TYPE_CHECKING:
    import os
    from pathlib import Path

    from counterpoint.view.payload import Links
    from counterpoint.view.reading import Tabular


@dataclass(frozen=True)
class View:
    """A network page.

    :param html: the whole page.
    """

    html: str

    @classmethod
    def of(cls, store: Tabular, title: str = "", links: Links | None = None) -> View:
        """Draw the debate that a store holds.

        :param store: where the statements and alignments are.
        :param title: the page's heading.
        :param links: gives the address of the page of a thing from its IRI, where things have pages.
        """
        return cls(render(read_debate(store, title=title), title=title, links=links))

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, whole or not at all.

        :returns: the absolute path of the file.
        :raises WorkspaceError: where the file cannot be written.
        """
        return write(self.html, path)

    def __repr__(self) -> str:
        return f"<View: a page of {len(self.html):,} characters>"

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame that may run its script and open links, and do nothing else."""
        page = escape(self.html, quote=True)
        may = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
        return f'<iframe sandbox="{may}" srcdoc="{page}" width="100%" height="720" style="border:0"></iframe>'
