"""Build: read what changed, put it into the next snapshot, derive what follows, put the snapshot into force."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import pyoxigraph as ox

from counterpoint.building.freshness import Changes, find_changes, setup_digest
from counterpoint.errors import Fault, FaultsError
from counterpoint.inference import Inference, Rules
from counterpoint.records.examining import Examined, Examiner
from counterpoint.records.index import Definition
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.snapshots import Draft, Snapshots
from counterpoint.templates import Template
from counterpoint.vocabulary import CP
from counterpoint.workspace import Workspace

_ANSWERS: Final = ("respondsTo", "endorses", "rebuts")
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

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many files are done, and how many there are."""


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
    manifest = {} if fresh else snapshots.manifest()
    changes = find_changes(workspace, manifest)
    if not changes:
        return Report()
    with snapshots.lock():
        if snapshots.current_path() != in_force:  # another build went first
            manifest = {} if fresh else snapshots.manifest()
            changes = find_changes(workspace, manifest)
        return _Build(workspace, snapshots, manifest, changes, progress).run() if changes else Report()


def build_in_memory(workspace: Workspace) -> EmbeddedStore:
    """Build a workspace into a store in memory, without a trace on disk.

    :raises FaultsError: where records have faults.
    """
    examiner = Examiner(workspace)
    paths = workspace.records()
    examiner.read(paths)
    store = EmbeddedStore()
    _load_all(store, workspace, _examine(examiner, paths, None))
    _rules(store, workspace).run()
    return store


class _Build:
    def __init__(
        self,
        workspace: Workspace,
        snapshots: Snapshots,
        manifest: Mapping[str, Any],
        changes: Changes,
        progress: Progress | None,
    ) -> None:
        self.workspace, self.snapshots, self.changes, self.progress = workspace, snapshots, changes, progress
        self.old: dict[str, Any] = {} if changes.everything else dict(manifest.get("files", {}))

    def run(self) -> Report:
        started = time.time_ns()
        examiner, paths = self._read()
        files = _examine(examiner, paths, self.progress)
        if not self.changes.everything:
            files = iter(list(files))  # faults are found before a snapshot is begun
        with self.snapshots.next(start_from_current=not self.changes.everything) as draft:
            if self.changes.everything:
                examined = _load_all(draft.store, self.workspace, files)
                inference = _rules(draft.store, self.workspace).run()
                if len(examined) > _SMALL:
                    draft.store.engine.optimize()  # questions take a third less time on disk
                    _keep_table(draft)
            else:
                examined = list(files)
                inference = self._replace(draft.store, examined)
            draft.manifest = {
                "setup": setup_digest(self.workspace),
                "time_ns": started,
                "files": self._stamps(examined),
            }
            small = self.changes.everything or len(self.changes.stamps) <= _SMALL
            counts = _COUNTS if small else {}  # a large graph takes longer to count than to change
            holds = {what: int(draft.store.table(query)[0][0]) for what, query in counts.items()}
        return Report([file.path for file in examined], self.changes.removed, inference.left_out, holds)

    def _read(self) -> tuple[Examiner, list[Path]]:
        """Read the changed files, and the unchanged ones that refer to what the changes define otherwise."""
        paths = self.changes.changed
        while True:
            kept = self._kept(paths)
            examiner = Examiner(self.workspace, _definitions(kept))
            examiner.read(paths)
            altered = self._altered(paths, examiner)
            # An id of another kind may make a reference ambiguous, so ids are compared whatever their kind.
            ids = {_identifier(key) for key in altered}
            more = [
                self.workspace.root / name
                for name, noted in kept.items()
                if not ids.isdisjoint(map(_identifier, noted["uses"]))
            ]
            if not altered or not more:
                return examiner, paths
            paths = sorted({*paths, *more})

    def _kept(self, paths: list[Path]) -> dict[str, Any]:
        read = {self.workspace.shown(path) for path in paths} | set(self.changes.removed)
        return {name: noted for name, noted in self.old.items() if name not in read}

    def _altered(self, paths: list[Path], examiner: Examiner) -> set[str]:
        """Find the ids that the files define otherwise than before, or no longer, or for the first time."""
        names = [*self.changes.removed, *(self.workspace.shown(path) for path in paths)]
        before = {
            key: tuple(details)
            for name in names
            for key, (_, details) in self.old.get(name, {}).get("defines", {}).items()
        }
        after = {key: found.details for path in paths for key, found in examiner.defined[path].items()}
        return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}

    def _replace(self, store: EmbeddedStore, examined: list[Examined]) -> Inference:
        """Put the files' quads in the place of those that they made before, touching only what differs."""
        graphs = [self.workspace.graph_of(self.workspace.root / name) for name in self.changes.removed]
        graphs += [self.workspace.graph_of(file.path) for file in examined]
        before = {quad for graph in graphs for quad in store.engine.quads_for_pattern(None, None, None, _node(graph))}
        after = {quad for file in examined for quad in file.quads}
        for quad in before - after:
            store.engine.remove(quad)
        for graph in graphs[: len(self.changes.removed)]:
            store.remove_graph(graph)
        store.engine.extend(after - before)
        rules = _rules(store, self.workspace)
        if _relations(before) != _relations(after):
            return rules.run()
        return rules.update(_touched_claims(store, before, after))

    def _stamps(self, examined: list[Examined]) -> dict[str, Any]:
        stamps = {name: {**self.old.get(name, {}), **stamp} for name, stamp in self.changes.stamps.items()}
        for file in examined:
            stamps[self.workspace.shown(file.path)] |= {
                "uses": sorted(file.uses),
                "defines": {key: [found.line, list(found.details)] for key, found in file.defines.items()},
            }
        return stamps


def _examine(examiner: Examiner, paths: list[Path], progress: Progress | None) -> Iterator[Examined]:
    """Yield the files that were read, one by one, as long as none has a fault; raise all faults at the end."""
    faults: list[Fault] = []
    for number, path in enumerate(paths, 1):
        file = examiner.examine(path)
        faults += file.faults
        if not faults:
            yield file
        if progress:
            progress("reading", number, len(paths))
    if faults:
        raise FaultsError(faults)


def _definitions(files: Mapping[str, Any]) -> dict[str, Definition]:
    return {
        key: Definition(name, line, tuple(details))
        for name, noted in files.items()
        for key, (line, details) in noted["defines"].items()
    }


def _load_all(store: EmbeddedStore, workspace: Workspace, files: Iterable[Examined]) -> list[Examined]:
    """Load the ontology and what the files say; return the files without their quads, which are many."""
    for path in workspace.ontology:
        graph = _node(workspace.iri("ontology", path.stem))
        store.engine.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=graph)
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


def _rules(store: EmbeddedStore, workspace: Workspace) -> Rules:
    files = workspace.overlay("queries", "rules", suffix=".rq")
    rules = [Template(name, path) for name, path in files.items()]
    return Rules(store, rules, workspace.base, workspace.max_pairs)


def _keep_table(draft: Draft) -> None:
    """Put the statement table beside the store, so that the first network need not wait for it to be read."""
    from counterpoint.network.saving import save_table
    from counterpoint.network.table import StatementTable

    save_table(StatementTable.from_store(draft.store), draft.table)


def _touched_claims(store: EmbeddedStore, before: set[ox.Quad], after: set[ox.Quad]) -> set[str]:
    """Find the claims of the statements that differ in what the rules read, and the claims that those answer."""
    terms = {CP + term for term in ("claim", "speaker", "stance", *_ANSWERS)}
    changed = {quad.subject for quad in before ^ after if quad.predicate.value in terms}
    quads = [quad for quad in before | after if quad.subject in changed]
    claim = _node(CP + "claim")
    answered = [one for term in _ANSWERS for _, one in _links(quads, CP + term)]
    elsewhere = (quad for one in answered for quad in store.engine.quads_for_pattern(_node(one), claim, None))
    return {found for _, found in (*_links(quads, claim.value), *_links(elsewhere, claim.value))}


def _relations(quads: Iterable[ox.Quad]) -> set[tuple[str, str, str]]:
    """Find the relations between claims that the rules read."""
    return {(term, *link) for term in ("contradicts", "implies") for link in _links(quads, CP + term)}


def _links(quads: Iterable[ox.Quad], predicate: str) -> Iterator[tuple[str, str]]:
    for quad in quads:
        if quad.predicate.value == predicate:
            subject, target = quad.subject, quad.object
            if isinstance(subject, ox.NamedNode) and isinstance(target, ox.NamedNode):
                yield subject.value, target.value


def _identifier(key: str) -> str:
    return key.partition(":")[2]


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
