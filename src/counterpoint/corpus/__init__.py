"""The one object that a Python user needs: a debate that can be asked, drawn and turned into a network."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.corpus.changes import Changes
from counterpoint.corpus.drafts import Drafts
from counterpoint.corpus.exchange import Exchange
from counterpoint.corpus.places import Where, find_workspace, is_endpoint, refuse_endpoint, workspace_around
from counterpoint.corpus.terms import Terms
from counterpoint.errors import WorkspaceError
from counterpoint.workspace import Workspace

if TYPE_CHECKING:
    from counterpoint.building.build import Progress, Report
    from counterpoint.records.checking import CheckReport
    from counterpoint.starting import Beginning
    from counterpoint.store.credentials import Credentials

__all__ = ["Corpus", "Where", "find_workspace", "is_endpoint", "refuse_endpoint"]


class Corpus(Exchange, Drafts, Changes, Terms):
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
        from counterpoint.building.freshness import changes_of
        from counterpoint.store.snapshots import Snapshots

        snapshots = Snapshots(workspace.state)
        if changes_of(workspace, snapshots)[0]:
            from counterpoint.building.build import build

            build(workspace, progress=progress)
        snapshot = snapshots.open()
        if snapshot is None:
            raise WorkspaceError(f"{workspace.state} holds no snapshot", "run counterpoint build")
        return cls(workspace, snapshot.store, snapshot)

    @classmethod
    def init(cls, folder: Path, *, title: str = "", base: str = "") -> Beginning:
        """Make a workspace of one's own in a folder; what stands there already is left as it is.

        :param folder: the folder, which may be there or not.
        :param title: what the debate is called, by default after the folder.
        :param base: the IRI that the IRIs of its data begin with, by default one of example.org.
        :returns: what was made.
        :raises UsageError: where the folder holds a debate already.
        :raises WorkspaceError: where it cannot be written; nothing is left behind then.
        """
        from counterpoint.starting import init

        return init(folder, title=title, base=base)

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
        return check(workspace_around(where, paths), paths, text=text, fill=fill)
