"""The one object that a Python user needs: a debate that can be asked, drawn and turned into a network."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from counterpoint.errors import QueryError, StoreError, UsageError, WorkspaceError
from counterpoint.questions.answers import Answer
from counterpoint.questions.catalogue import Catalogue
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.interface import Store
from counterpoint.workspace import Workspace, shipped

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from counterpoint.building.build import Progress, Report
    from counterpoint.network.choosing import Choice
    from counterpoint.network.events import Event
    from counterpoint.network.measures import Dividing, Measures
    from counterpoint.network.projection import Projection
    from counterpoint.network.settings import Part
    from counterpoint.network.table import StatementTable
    from counterpoint.network.windows import Windows
    from counterpoint.records.checking import CheckReport
    from counterpoint.store.credentials import Credentials
    from counterpoint.store.publishing import Publication
    from counterpoint.store.snapshots import Snapshot
    from counterpoint.view.drawing import View

Where = str | os.PathLike[str] | None


class Corpus:
    """A debate: its statements, and what follows from them.

    Use :meth:`open`.

    :param workspace: the folders of the debate; for an endpoint, those of the workspace whose questions are asked.
    :param store: where its quads are.

    >>> corpus = Corpus.open(":demo:")
    >>> corpus.ask("who-disagrees", speaker="Jonathan Fielden").rows[0]["otherName"]
    'Stephen Gillam'
    >>> corpus.ask("who-disagrees", speaker="Jonathan Feilden")
    Traceback (most recent call last):
        ...
    counterpoint.errors.UnknownNameError: no person or organisation is called "Jonathan Feilden"; did you mean \
"Jonathan Fielden"?
    """

    def __init__(self, workspace: Workspace, store: Store, snapshot: Snapshot | None = None) -> None:
        self.workspace, self.store = workspace, store
        self._snapshot = snapshot  # holds the snapshot's lock for as long as the corpus lives

    @classmethod
    def open(
        cls,
        where: Where = None,
        *,
        in_memory: bool = False,
        progress: Progress | None = None,
        credentials: Credentials | None = None,
    ) -> Corpus:
        """Open a debate, bringing its store up to date with its files first.

        :param where: the folder of a workspace, ``":demo:"`` for the debate that ships with Counterpoint, the URL of a
            SPARQL 1.1 endpoint, or nothing for the workspace that the current folder is in.
        :param in_memory: build into memory and leave no trace on disk.
        :param progress: told how far a build is.
        :param credentials: for an endpoint; else those in its URL (``https://user:password@…``), else those in the
            environment: COUNTERPOINT_USER and COUNTERPOINT_PASSWORD, or COUNTERPOINT_TOKEN.
        :raises FaultsError: where the records have faults; it carries each with its file and line.
        :raises WorkspaceError: where there is no such workspace.
        :raises StoreError: where the endpoint cannot be reached.
        """
        workspace = find_workspace(where)
        if is_endpoint(where):
            from counterpoint.store.remote import RemoteStore

            return cls(workspace, RemoteStore(str(where), credentials=credentials))
        if in_memory:
            from counterpoint.building.build import build_in_memory

            return cls(workspace, build_in_memory(workspace))
        return cls._on_disk(workspace, progress)

    @classmethod
    def _on_disk(cls, workspace: Workspace, progress: Progress | None) -> Corpus:
        from counterpoint.building.freshness import find_changes
        from counterpoint.store.snapshots import Snapshots

        snapshots = Snapshots(workspace.state)
        if find_changes(workspace, snapshots.manifest()):
            from counterpoint.building.build import build

            build(workspace, progress=progress)
        snapshot = snapshots.open()
        if snapshot is None:
            raise WorkspaceError(f"{workspace.state} holds no snapshot", "run counterpoint build")
        return cls(workspace, snapshot.store, snapshot)

    @classmethod
    def build(cls, where: Where = None, *, fresh: bool = False, progress: Progress | None = None) -> Report:
        """Bring the store of a workspace up to date with its files; :meth:`open` does so, too.

        :param where: as for :meth:`open`.
        :param fresh: build everything anew, whatever changed.
        :param progress: told how far the build is.
        :returns: what was read, and the claims that the rules left out.
        :raises FaultsError: where the records have faults; the graph stays as it was.
        """
        from counterpoint.building.build import build

        refuse_endpoint(where, "build")
        return build(find_workspace(where), fresh=fresh, progress=progress)

    @classmethod
    def check(
        cls, where: Where = None, paths: Sequence[Path] = (), *, text: Path | None = None, fill: bool = False
    ) -> CheckReport:
        """Check records, all of a workspace or some files of it.

        :param where: as for :meth:`open`; where it is not said, the workspace that the first path is in.
        :param paths: files and folders; all records where there are none.
        :param text: the text of the source, where one source is checked.
        :param fill: write the offsets of quotes that have none into the files.
        :returns: every fault, with its file, line and column.
        :raises UsageError: where a path is not there, or the text belongs to none or several of the sources.
        """
        from counterpoint.records.checking import check

        refuse_endpoint(where, "check")
        workspace = find_workspace(where)
        if where is None and paths:
            first = Path(paths[0])
            around = Workspace.find(first if first.is_dir() else first.parent)
            # A file in no workspace, such as a draft, is checked against the one around the current folder.
            workspace = workspace if around.root == shipped() else around
        return check(workspace, paths, text=text, fill=fill)

    @cached_property
    def not_compared(self) -> dict[str, int]:
        """The claims that the rules left out, there being too many pairs in all, and how many pairs each."""
        rows = self.store.table("SELECT ?claim ?n { ?claim cp:notCompared ?n } ORDER BY DESC(?n) ?claim")
        return {claim: int(count) for claim, count in rows}

    @cached_property
    def questions(self) -> Catalogue:
        """The question library, by name: the shipped questions, and the workspace's own over them."""
        return Catalogue(self.workspace.overlay("queries", suffix=".rq"))

    def ask(self, name: str, /, **params: object) -> Answer:
        """Ask a question of the library.

        :param name: the question's name.
        :param params: its parameters: names of people, claims and so on as a person types them, ids or IRIs; dates,
            numbers, text. ``from_`` stands for a parameter that Python reserves.
        :returns: the answer, with its rows.
        :raises UnknownNameError: where the question, a parameter or a name is not known; it carries the nearest.
        :raises UsageError: where a parameter is missing or has the wrong form.
        """
        question = self.questions[name]
        sparql = question.sparql(params, self.store)
        try:
            return Answer(self.store.query(sparql))
        except QueryError as problem:
            raise QueryError(f"{question.path}: {problem.message}", problem.hint) from problem

    def sparql(self, query: str) -> Answer:
        """Run any SELECT, ASK, CONSTRUCT or DESCRIBE over the union of all graphs.

        :param query: SPARQL 1.1; the prefixes of :data:`counterpoint.vocabulary.PREFIXES` need no declaration.
        :raises QueryError: where it does not parse or fails.

        >>> Corpus.open(":demo:").sparql("SELECT (COUNT(*) AS ?n) WHERE { ?s a schema:Person }").rows
        [{'n': 7}]
        """
        return Answer(self.store.query(query))

    @cached_property
    def graph(self) -> rdflib.Dataset:
        """The debate as an rdflib Dataset over the same store, for reading.

        Its default graph is the union of all graphs. String queries run in Oxigraph; a *prepared* query, or any extra
        argument to ``query``, makes rdflib fall back to its own, much slower evaluator.
        """
        from counterpoint.store.dataset import open_dataset

        return open_dataset(self.store, self._snapshot)

    def export(self, format: str = "nquads") -> bytes:  # noqa: A002 - the name that rdflib and pyoxigraph use
        """Write the whole graph as RDF, or all statements as a table.

        :param format: ``nquads``, canonical and sorted, so that equal graphs give equal bytes; ``trig``; or for the
            statement table ``parquet``, which needs pyarrow, or ``csv``.
        :raises UsageError: where the format is another, pyarrow is not installed, or RDF is asked for and the graph is
            behind an endpoint.
        """
        if format in {"parquet", "csv"}:
            table = self.statements()
            return table.to_parquet() if format == "parquet" else table.to_csv()
        if not isinstance(self.store, EmbeddedStore):
            raise UsageError("the graph behind an endpoint is not exported", "ask the endpoint with CONSTRUCT")
        if format not in ("nquads", "trig"):
            raise UsageError(f'there is no export as "{format}"', "use nquads, trig, parquet or csv")
        return self.store.dump().encode() if format == "nquads" else self.store.trig()

    def publish(
        self,
        endpoint: str,
        *,
        graph_store: str | None = None,
        update: str | None = None,
        credentials: Credentials | None = None,
        dry_run: bool = False,
        quick: bool = False,
        progress: Progress | None = None,
    ) -> Publication:
        """Write the graph to a SPARQL engine, source by source, and read it back.

        What is there already is not written again; what was published before and is no more is removed. After an
        interruption it goes on where it was.

        :param endpoint: URL of the engine's query service; it may hold ``user:password@``.
        :param graph_store: URL of its Graph Store Protocol service.
        :param update: URL of its SPARQL Update service, in place of ``graph_store``; where neither is named, they are
            looked for in the usual places.
        :param credentials: as for :meth:`open`.
        :param dry_run: only say what would be written and removed.
        :param quick: read back only what was written, not everything.
        :param progress: told how far it is.
        :returns: what was written and removed.
        :raises StoreError: where the engine cannot be written, or does not hold what was published.
        :raises UsageError: where the graph is behind an endpoint itself, or both services are named.
        """
        from counterpoint.store.publishing import Publisher
        from counterpoint.store.remote import RemoteStore

        if not isinstance(self.store, EmbeddedStore):
            raise UsageError("the graph behind an endpoint is not published", "name the folder of a workspace with -w")
        remote = RemoteStore(endpoint, graph_store=graph_store, update=update, credentials=credentials)
        publisher = Publisher(self.store, remote, self.workspace.base, progress)
        return publisher.plan() if dry_run else publisher.run(quick=quick)

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


def is_endpoint(where: Where) -> bool:
    """Tell whether a place is the URL of an endpoint rather than a folder."""
    return isinstance(where, str) and where.startswith(("http://", "https://"))


def refuse_endpoint(where: Where, what: str) -> None:
    """Refuse what works on files where an endpoint is named.

    :raises UsageError: where it is.
    """
    if is_endpoint(where):
        raise UsageError(f"{what} works on the files of a workspace, not on an endpoint", "name a folder with -w")


def find_workspace(where: Where = None) -> Workspace:
    """Return the workspace in a folder, the shipped one for ``":demo:"``, or the one around the current folder.

    An endpoint is asked the questions of the one around the current folder.

    :raises WorkspaceError: where the folder is no workspace.
    """
    if where is None or is_endpoint(where):
        return Workspace.find()
    return Workspace(shipped()) if where == ":demo:" else Workspace.at(Path(where))
