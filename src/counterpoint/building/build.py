"""Build: read what changed, put it into the next snapshot, derive what follows, put the snapshot into force."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from counterpoint.building.freshness import Changes, changes_of, find_changes, setup_digest
from counterpoint.building.gathering import Progress, examine, gather
from counterpoint.building.notes import Notes, Noting, write_notes
from counterpoint.building.replacing import replace_files, rules_of
from counterpoint.records.examining import Examined, Examiner
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.snapshots import Draft, Snapshots
from counterpoint.vocabulary import read_turtle
from counterpoint.workspace import Workspace

__all__ = ["Progress", "Report", "build", "build_in_memory", "note"]

_SMALL: Final = 100
"""Up to so many files a store is small enough as it is."""

_COUNTS: Final = {
    "source": "SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE { ?s prov:wasQuotedFrom ?x }",
    "statement": "SELECT (COUNT(*) AS ?n) WHERE { ?x a cp:Statement }",
    "agreement": "SELECT (COUNT(*) AS ?n) WHERE { ?x a cp:Agreement }",
    "disagreement": "SELECT (COUNT(*) AS ?n) WHERE { ?x a cp:Disagreement }",
}
_BATCH: Final = 200_000
"""Quads that are loaded at a time."""


@dataclass(frozen=True)
class Report:
    """What a build did.

    :param changed: the record files that were read.
    :param removed: names of the record files that are gone.
    :param left_out: claims that the rules did not compare, with the number of pairs left out.
    :param holds: how many sources, statements, agreements and disagreements the graph holds now; empty where nothing
        changed, or only a part of a large graph.
    """

    changed: list[Path] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    holds: dict[str, int] = field(default_factory=dict)


def build(workspace: Workspace, *, fresh: bool = False, progress: Progress | None = None) -> Report:
    """Bring the store up to date; do nothing where it is.

    :param workspace: whose files and store.
    :param fresh: build everything anew whatever changed.
    :param progress: told how far the reading is.
    :raises FaultsError: where records have faults; the snapshot in force stays.
    """
    snapshots = Snapshots(workspace.state)
    in_force = snapshots.current_path()
    changes, notes = (find_changes(workspace, {}, Notes()), Notes()) if fresh else changes_of(workspace, snapshots)
    if not changes:
        return Report()
    with snapshots.lock():
        if snapshots.current_path() != in_force and not fresh:  # another build went first
            changes, notes = changes_of(workspace, snapshots)
        return _run(workspace, snapshots, changes, notes, progress) if changes else Report()


def build_in_memory(workspace: Workspace) -> EmbeddedStore:
    """Build a workspace into a store in memory, without a trace on disk.

    :raises FaultsError: where records have faults.
    """
    examiner = Examiner(workspace)
    paths = workspace.records()
    examiner.read(paths)
    store = EmbeddedStore()
    _load_all(store, workspace, examine(examiner, paths))
    rules_of(store, workspace).run()
    return store


def _run(
    workspace: Workspace, snapshots: Snapshots, changes: Changes, notes: Notes, progress: Progress | None
) -> Report:
    started = time.time_ns()
    kept = Notes() if changes.everything else notes
    examiner, paths = gather(workspace, kept, changes.changed, changes.removed)
    files = examine(examiner, paths, progress)
    if not changes.everything:
        files = iter(list(files))  # faults are found before a snapshot is begun
    with snapshots.next(start_from_current=not changes.everything) as draft:
        if changes.everything:
            examined = _load_all(draft.store, workspace, files)
            rules = rules_of(draft.store, workspace)
            inference, counts = rules.run(), dict(rules.counts)
            if len(examined) > _SMALL:
                draft.store.engine.optimize()  # questions take a third less time on disk
                _keep_table(draft)
        else:
            examined = list(files)
            inference, counts = replace_files(draft.store, workspace, examined, changes.removed, kept.counts())
        stamps = {name: stamp for name, stamp in changes.stamps.items() if kept.stamps.get(name) != stamp}
        named = ((workspace.shown(file.path), file) for file in examined)
        note(draft, workspace, Noting(stamps, changes.removed if kept.are_there else [], named, counts), started)
        small = changes.everything or len(changes.stamps) <= _SMALL
        queries = _COUNTS if small else {}  # a large graph takes longer to count than to change
        holds = {what: int(draft.store.table(query)[0][0]) for what, query in queries.items()}
    return Report([file.path for file in examined], changes.removed, inference.left_out, holds)


def note(draft: Draft, workspace: Workspace, noting: Noting, started: int) -> None:
    """Write down what a snapshot in the making rests on.

    :param draft: the snapshot.
    :param workspace: whose files.
    :param noting: what there is to note of the files.
    :param started: when the first of them was read, in nanoseconds since 1970.
    """
    draft.manifest = {"setup": setup_digest(workspace), "time_ns": started}
    write_notes(draft.notes, noting)


def _load_all(store: EmbeddedStore, workspace: Workspace, files: Iterable[Examined]) -> list[Examined]:
    """Load the ontology and what the files say; return the files without their quads, which are many."""
    for path in workspace.ontology:
        graph = ox.NamedNode(workspace.iri("ontology", path.stem))
        store.engine.load(read_turtle(path), format=ox.RdfFormat.TURTLE, to_graph=graph)
    loaded: list[Examined] = []
    quads: list[ox.Quad] = []
    for file in files:
        quads += file.quads
        loaded.append(replace(file, quads=[]))
        if len(quads) > _BATCH:
            store.engine.bulk_extend(quads)
            quads.clear()
    store.engine.bulk_extend(quads)
    return loaded


def _keep_table(draft: Draft) -> None:
    """Put the statement table beside the store, so that the first network need not wait for it to be read."""
    from counterpoint.network.saving import save_table
    from counterpoint.network.table import StatementTable

    save_table(StatementTable.from_store(draft.store), draft.table)
