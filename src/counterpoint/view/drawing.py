"""The page of a debate as an object: its HTML, its picture, a file of either, itself in a notebook."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.view.page import draw, prepare, write
from counterpoint.view.reading import read_debate

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from counterpoint.view.payload import Links
    from counterpoint.view.relations import Tabular

    Progress = Callable[[str, int, int], None]

_READING = 0.6
"""The share of the time that reading the store takes."""


@dataclass(frozen=True)
class View:
    """A network page.

    :param html: the whole page.
    :param svg: its opening picture, to be shown or printed by itself.
    :param height: how high it stands in a notebook, in CSS pixels.
    """

    html: str
    svg: str = ""
    height: int = 720

    @classmethod
    def of(
        cls,
        store: Tabular,
        title: str = "",
        links: Links | None = None,
        *,
        height: int = 720,
        progress: Progress | None = None,
    ) -> View:
        """Draw the debate that a store holds.

        :param store: where the statements and alignments are.
        :param title: the page's heading.
        :param links: gives the address of the page of a thing from its IRI, where things have pages.
        :param height: how high the page stands in a notebook, in CSS pixels.
        :param progress: told what is done, how many hundredths of all the work are, and that there are a hundred.
        """

        def tell(what: str, share: float) -> None:
            if progress:
                progress(what, round(100 * share), 100)

        with ThreadPoolExecutor(max_workers=1) as pool:
            ready = pool.submit(prepare)  # the engine lets go of Python's lock while it reads
            debate = read_debate(store, title=title, tell=lambda share: tell("reading", _READING * share))
            ready.result()
        drawn = draw(
            debate, title=title, links=links, tell=lambda share: tell("drawing", _READING + (1 - _READING) * share)
        )
        return cls(drawn.html, drawn.svg, height)

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Write the page to a file, or, where the file's name ends on ``.svg``, its picture; whole or not at all.

        :returns: the absolute path of the file.
        :raises WorkspaceError: where the file cannot be written.
        """
        return write(self.svg if Path(path).suffix.lower() == ".svg" else self.html, path)

    def __repr__(self) -> str:
        return f"<View: a page of {len(self.html):,} characters>"

    def _repr_html_(self) -> str:
        """Show the page in a notebook, in a frame that may run its script, open links and save files, and no more."""
        page = escape(self.html, quote=True)
        may = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"
        return (
            f'<iframe title="The network" sandbox="{may}" srcdoc="{page}" width="100%" height="{self.height:d}" '
            'style="border:0"></iframe>'
        )
