"""Put what files say now in the place of what they said, and derive again what rests on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

import pyoxigraph as ox

from counterpoint.inference import Inference, Rules
from counterpoint.records.examining import Examined
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.templates import Template
from counterpoint.vocabulary import CP
from counterpoint.workspace import Workspace

_ANSWERS: Final = ("respondsTo", "endorses", "rebuts")


def rules_of(store: EmbeddedStore, workspace: Workspace, counts: Mapping[str, int] | None = None) -> Rules:
    """Give the rules of a workspace over a store.

    :param counts: how many statements each claim has, where that is known.
    """
    files = workspace.overlay("queries", "rules", suffix=".rq")
    rules = [Template(name, path) for name, path in files.items()]
    return Rules(store, rules, workspace.base, workspace.max_pairs, counts)


def replace_files(
    store: EmbeddedStore,
    workspace: Workspace,
    examined: Iterable[Examined],
    removed: Collection[str],
    counts: Mapping[str, int],
) -> tuple[Inference, dict[str, int]]:
    """Put the files' quads in the place of those that they made before, touching only what differs.

    :param store: where they are, writable.
    :param workspace: whose files.
    :param examined: the files, without faults.
    :param removed: names of the files that are gone.
    :param counts: how many statements each claim had, by its IRI.
    :returns: what the rules did, and how many statements the claims have now whose number is another; of some, none.
    """
    files = list(examined)
    gone = [workspace.graph_of(workspace.root / name) for name in removed]
    graphs = [*gone, *(workspace.graph_of(file.path) for file in files)]
    before = {quad for graph in graphs for quad in store.engine.quads_for_pattern(None, None, None, _node(graph))}
    after = {quad for file in files for quad in file.quads}
    for quad in before - after:
        store.engine.remove(quad)
    for graph in gone:
        store.remove_graph(graph)
    store.add(after - before)
    changed = _relations(before) ^ _relations(after)
    touched = _touched_claims(store, before, after) | _led_to(store, changed)
    recounted = _recounted(before, after, counts)
    now = {claim: count for claim, count in {**counts, **recounted}.items() if count}
    return rules_of(store, workspace, now).update(touched), recounted


def _recounted(before: Iterable[ox.Quad], after: Iterable[ox.Quad], counts: Mapping[str, int]) -> dict[str, int]:
    """Count the statements of each claim that lost some or gained some."""
    found: dict[str, int] = {}
    for quads, step in ((before, -1), (after, 1)):
        for _, claim in _links(quads, CP + "claim"):
            found[claim] = found.get(claim, counts.get(claim, 0)) + step
    return {claim: count for claim, count in found.items() if count != counts.get(claim, 0)}


def _led_to(store: EmbeddedStore, changed: Collection[tuple[str, str, str]]) -> set[str]:
    """Find the claims that relations which came or went join, at any distance where they imply each other."""
    found = {claim for _, *pair in changed for claim in pair}
    implied = [pair for term, *pair in changed if term == "implies"]
    if not implied:
        return found
    now = store.engine.quads_for_pattern(None, _node(CP + "implies"), None)
    links = [*_links(now, CP + "implies"), *implied]
    forward: dict[str, set[str]] = {}
    backward: dict[str, set[str]] = {}
    for one, other in links:
        forward.setdefault(one, set()).add(other)
        backward.setdefault(other, set()).add(one)
    starts, ends = ({pair[side] for pair in implied} for side in (0, 1))
    return found | _reached(starts, backward) | _reached(ends, forward)


def _reached(starts: Iterable[str], links: Mapping[str, set[str]]) -> set[str]:
    found, queue = set(), list(starts)
    while queue:
        if (one := queue.pop()) not in found:
            found.add(one)
            queue.extend(links.get(one, ()))
    return found


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


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
