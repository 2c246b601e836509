"""Statements as networks: tables, projections, windows, measures, the page."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from counterpoint.corpus.asking import Asking
from counterpoint.errors import StoreError, WorkspaceError
from counterpoint.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    import networkx as nx

    from counterpoint.building.build import Progress
    from counterpoint.network.choosing import Choice
    from counterpoint.network.events import Event
    from counterpoint.network.measures import Dividing, Measures
    from counterpoint.network.projection import Projection
    from counterpoint.network.settings import Part
    from counterpoint.network.table import StatementTable
    from counterpoint.network.windows import Windows
    from counterpoint.view.drawing import View


class Networks(Asking):
    """The networks of a debate."""

    def statements(self, parts: Iterable[Part] | None = None) -> StatementTable:
        """Read the statement table: one row a statement, as integer-coded columns.

        On disk it is kept, whole, beside the snapshot once it was read, and then loads many times faster.

        :param parts: what is needed beside speaker, claim and stance, of source (with date), organisation, role and
            topic; by default all.
        """
        from counterpoint.network.saving import load_table, save_table
        from counterpoint.network.settings import PARTS
        from counterpoint.network.table import StatementTable

        if self._snapshot is None:
            return StatementTable.from_store(self.store, parts=PARTS if parts is None else parts)
        with suppress(StoreError):
            return load_table(self._snapshot.table)
        table = StatementTable.from_store(self.store)
        with suppress(WorkspaceError):  # the folder is not writable
            save_table(table, self._snapshot.table)
        return table

    def network(self, *, evidence: bool | None = None, **asked: Any) -> nx.Graph[str]:
        """Project the statements to a network.

        :param evidence: keep the IRIs of the statements behind each edge; by default where the network is not large.
        :param asked: settings and a slice. Settings: mode, actor, aggregation, normalisation, duplicates, isolates, as
            :class:`counterpoint.network.Settings` describes them. A slice: from_, until, topic, source, role,
            organisation, speaker, claim, side, and each but the days with ``exclude_`` before it, as
            :class:`counterpoint.network.Slice` describes them; one name or several, as a person types them, ids or
            IRIs. A topic or a role stands for the narrower ones, too.
        :returns: a graph whose nodes are IRIs, with ``label`` and ``kind``, and whose edges have a ``weight``. Its own
            attributes are the settings and the slice, where days were asked for with the number of statements that
            were left out as ``undated``.
        :raises UnknownNameError: where a setting or a name is not known; it carries the nearest.
        :raises UsageError: where values do not go together.

        >>> from counterpoint import Corpus
        >>> corpus = Corpus.open(":demo:")
        >>> len(corpus.network()), len(corpus.network(exclude_role="academic"))
        (7, 5)
        """
        return self.projection(**asked).to_networkx(evidence=evidence)

    def projection(self, **asked: Any) -> Projection:
        """Project the statements to a network, kept as a sparse matrix.

        :param asked: as for :meth:`network`.
        """
        choice = self.choose(**asked)
        return choice.project(self.statements(choice.parts))

    def networks(self, window: str, step: str = "", **asked: Any) -> Windows:
        """Project the statements to the networks of a sliding window.

        :param window: how long a window is: ``12m``, ``1 year``, ``2w``, ``90d``, ``500 statements``.
        :param step: how far it moves each time; by default one of the window's unit.
        :param asked: as for :meth:`network`.
        :returns: a sequence of windows, each with its first day, its last day and its projection;
            :func:`counterpoint.network.windows.slide` says where they begin and end.
        :raises UsageError: as for :meth:`network`, and where a length is none.
        """
        from counterpoint.network.windows import DATED

        choice = self.choose(**asked)
        return choice.slide(self.statements(choice.parts | DATED), window, step)

    def events(self, **asked: Any) -> list[Event]:
        """List the statements by date, one row a statement.

        :param asked: a slice and ``duplicates``, as for :meth:`network`.
        """
        return self.choose(**asked).events(self.statements())[0]

    def measures(self, **asked: Any) -> Measures:
        """Measure who stands together, who stands between, and how divided the debate is.

        :param asked: settings and a slice, as for :meth:`network`; the aggregation does not matter.

        >>> from counterpoint import Corpus
        >>> measures = Corpus.open(":demo:").measures()
        >>> [len(camp) for camp in measures.camps], measures.bridges[0].label
        ([4, 3], 'Peter Wilson')
        """
        choice = self.choose(**asked)
        return choice.measure(self.statements(choice.parts))

    def what_divides(self, one: Iterable[str], other: Iterable[str], **asked: Any) -> list[Dividing]:
        """Rank the claims that divide two groups of speakers, or of organisations where ``actor`` says so.

        :param one: the first group: names, ids or IRIs.
        :param other: the second group.
        :param asked: settings and a slice, as for :meth:`network`.

        >>> from counterpoint import Corpus
        >>> Corpus.open(":demo:").what_divides(["Jonathan Fielden"], ["Stephen Gillam"])[0].label
        'Every doctor is a leader.'
        """
        from counterpoint.network.choosing import names_in_store

        choice = self.choose(**asked)
        return choice.what_divides(self.statements(choice.parts), one, other, names_in_store(self.store))

    def choose(self, **asked: Any) -> Choice:
        """Read settings and a slice, and find the things that are meant by name.

        :param asked: as for :meth:`network`.
        :returns: what makes networks, windows and lists of a statement table.
        """
        from counterpoint.network.choosing import choose, names_in_store

        return choose(asked, names_in_store(self.store))

    def view(self, *, title: str = "", height: int = 720, progress: Progress | None = None) -> View:
        """Draw the network of agreement and disagreement as a page.

        :param title: the page's heading, by default the workspace's title; over an endpoint, that of its one source.
        :param height: how high it stands in a notebook, in CSS pixels.
        :param progress: told how far it is, in hundredths.
        :returns: the page: ``.html``, ``.svg``, ``.write(path)``, and itself in a notebook.
        """
        from counterpoint.view.drawing import View

        local = isinstance(self.store, EmbeddedStore)  # the title of what an endpoint serves is not known here
        heading = title or (self.workspace.title if local else "")
        return View.of(self.store, heading, height=height, progress=progress)
