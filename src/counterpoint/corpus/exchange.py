"""The debate as files for other programs, and what other programs wrote as a part of the debate."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoint.corpus.networks import Networks
from counterpoint.corpus.places import Where, find_workspace, refuse_endpoint
from counterpoint.errors import UsageError
from counterpoint.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from counterpoint.building.gathering import Progress
    from counterpoint.changing.change import Change
    from counterpoint.exchange.debate import Report as ExchangeReport
    from counterpoint.exchange.importing import Read
    from counterpoint.store.credentials import Credentials
    from counterpoint.store.publishing import Publication


@dataclass(frozen=True)
class Arrival:
    """What came in from elsewhere.

    :param read: what was read of the file: ``debate.report`` says what was and was not carried over.
    :param change: what it does to the files of the workspace.
    """

    read: Read
    change: Change


class Exchange(Networks):
    """What goes out of a debate and comes in from elsewhere."""

    def export(self, format: str = "nquads", *, report: ExchangeReport | None = None) -> bytes:  # noqa: A002 - the name that rdflib and pyoxigraph use
        """Write the whole graph as RDF, all statements as a table, or the debate in another program's format.

        :param format: RDF: ``nquads``, canonical and sorted, so that equal graphs give equal bytes, ``trig`` or
            ``jsonld``, or without named graphs ``turtle``, ``ntriples``, ``n3`` or ``rdfxml``. The statement table:
            ``parquet``, which needs pyarrow, or ``csv``. Other programs: ``excel``, which needs openpyxl, ``dna`` (a
            database of the Discourse Network Analyzer, version 3), ``aif``, ``nanopubs``.
        :param report: told what the format cannot hold.
        :raises UsageError: where the format is another, what it needs is not installed, or RDF is asked for and the
            graph is behind an endpoint.
        """
        from counterpoint.exchange.debate import Report
        from counterpoint.exchange.exporting import TABLES, export

        if format in TABLES:
            table = self.statements()
            return table.to_parquet() if format == "parquet" else table.to_csv()
        return export(self.store, self.workspace, format, Report() if report is None else report)

    @classmethod
    def import_from(
        cls,
        path: Path,
        where: Where = None,
        *,
        format: str = "",  # noqa: A002 - the name of the option
        mapping: Path | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Arrival:
        """Make records of what another program wrote: all of it, or nothing where there are faults.

        :param path: the file: a table of coded statements as CSV or Excel, a database of the Discourse Network
            Analyzer, AIF as JSON, or RDF that uses the ontology.
        :param where: as for :meth:`open`.
        :param format: ``csv``, ``excel``, ``dna``, ``aif`` or ``rdf``; by default the content tells.
        :param mapping: which column or variable holds what, as TOML; by default that beside the file, else guessed.
        :param dry_run: check all, and write nothing but the mapping.
        :param progress: told how far the records are made, and then the check.
        :returns: what was and was not carried over, and the files; :meth:`undo` takes them back.
        :raises UsageError: where the file cannot be read.
        :raises FaultsError: where it has faults, or the records that it makes would have some.
        """
        from counterpoint.changing.change import carry_out
        from counterpoint.changing.landing import Base
        from counterpoint.changing.plan import Plan
        from counterpoint.exchange.importing import read
        from counterpoint.exchange.planning import plan

        refuse_endpoint(where, "import")
        workspace = find_workspace(where)
        found = read(Path(path), workspace, format, mapping)
        base = Base.of(workspace, progress)
        files = plan(found.debate, workspace, Path(path).name, found.mapping, progress)
        planned = Plan.of(workspace, f"import {Path(path).name}", files)
        agree = (lambda _: False) if dry_run else None
        return Arrival(found, carry_out(planned, base, agree, progress))

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
