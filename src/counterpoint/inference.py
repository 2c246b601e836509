"""Derive agreements and disagreements: run the rules, each a CONSTRUCT, into a graph of their own.

A rule works on *home claims*, the ``?claim`` of its ``VALUES``; an alignment depends only on the statements about the
claims that it is on. So after a change only the claims that it touches, and those related to them, are worked on again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Final

import pyoxigraph as ox

from counterpoint.errors import QueryError
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.templates import Template, Term
from counterpoint.vocabulary import CP, PREFIXES, RDF_TYPE

_CHUNK_PAIRS: Final = 50_000
_CHUNK_CLAIMS: Final = 500
_BUFFER_BYTES: Final = 64 * 1024 * 1024
_N_TRIPLES: Final = ox.RdfFormat.N_TRIPLES


@dataclass(frozen=True)
class Inference:
    """What a run of the rules did.

    :param left_out: claims that were not compared, with the number of pairs of statements left out.
    :param claims: how many claims were worked on.
    :param touched: the claims whose alignments may be others now; nothing where all may.
    """

    left_out: dict[str, int] = field(default_factory=dict)
    claims: int = 0
    touched: frozenset[str] | None = None


class Rules:
    """The rules of a workspace, over one store.

    :param store: the store to read from and write to.
    :param rules: the rule files.
    :param base: the workspace's base IRI.
    :param max_pairs: the most pairs of statements to compare; past it the claims with the most pairs are left out.
    :param counts: how many statements each claim has, where that is known and need not be counted.
    """

    def __init__(
        self,
        store: EmbeddedStore,
        rules: Iterable[Template],
        base: str,
        max_pairs: int,
        counts: Mapping[str, int] | None = None,
    ) -> None:
        self.store, self.rules, self.base, self.max_pairs = store, list(rules), base, max_pairs
        self._known_counts = counts
        self.graph = f"{base}/alignments"  # records have their graphs under graph/

    def run(self) -> Inference:
        """Derive everything anew."""
        self.store.remove_graph(self.graph)
        pairs = self._pairs()
        left_out = self._left_out(pairs)
        for rule in self.rules:
            self._describe(rule)
        claims = [claim for claim in pairs if claim not in left_out]
        self._load(self._derive(claims, pairs))
        self._note(left_out, {})
        return Inference(left_out, len(claims))

    def update(self, touched: Collection[str]) -> Inference:
        """Derive again what rests on statements about some claims, and change only what comes out otherwise.

        :param touched: claims that statements were added to, removed from or changed on, before and after, the claims
            of the statements that those answer, and all that a relation led to that was added or removed.
        """
        pairs = self._pairs()
        left_out, noted = self._left_out(pairs), self._noted()
        # A claim that is left out for the first time loses its alignments; one that fits in again gains them.
        touched = set(touched) | (left_out.keys() ^ noted.keys())
        engine, graph = self.store.engine, ox.NamedNode(self.graph)
        homes = sorted((touched | self._related(touched)) & set(pairs) - set(left_out))
        old = self._alignments_on(touched)
        triples = (triple for data in self._derive(homes, pairs) for triple in ox.parse(data, format=_N_TRIPLES))
        new = {ox.Quad(triple.subject, triple.predicate, triple.object, graph) for triple in triples}
        for quad in old - new:
            engine.remove(quad)
        self.store.add([quad for quad in new - old if quad not in engine])
        self._withdraw_shortcuts(_parties(old, lost={quad.subject for quad in old} - {quad.subject for quad in new}))
        self._note(left_out, noted)
        return Inference(left_out, len(homes), frozenset(touched))

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many statements each claim has, by the claim's IRI."""
        if self._known_counts is not None:
            return self._known_counts
        query = "SELECT ?claim (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s cp:claim ?claim } GROUP BY ?claim"
        return {claim: int(count) for claim, count in self.store.table(query)}

    def _pairs(self) -> dict[str, int]:
        """Count the pairs of statements that the rules would compare for each home claim."""
        counts = self.counts
        pairs = {claim: count * (count - 1) // 2 for claim, count in counts.items()}
        for home, other in self._related_pairs():
            if home in pairs:
                pairs[home] += counts[home] * counts.get(other, 0)
        return pairs

    def _related_pairs(self) -> set[tuple[str, str]]:
        """Pair each home claim with those that it implies, and with those after it in order that it contradicts."""
        implied: dict[str, set[str]] = {}
        for one, other in self._links("implies"):
            implied.setdefault(one, set()).add(other)
        found = {(home, other) for home in implied for other in _reached(home, implied) if home != other}
        return found | {(min(pair), max(pair)) for pair in self._links("contradicts") if pair[0] != pair[1]}

    def _links(self, term: str) -> Iterator[tuple[str, str]]:
        rows = self.store.table(f"SELECT DISTINCT ?x ?y WHERE {{ ?x cp:{term} ?y FILTER(isIRI(?x) && isIRI(?y)) }}")
        return ((one, other) for one, other in rows)

    def _left_out(self, pairs: dict[str, int]) -> dict[str, int]:
        """Find the claims that do not fit in, the ones with the fewest pairs going first."""
        order = sorted(pairs, key=lambda claim: (pairs[claim], claim))
        totals = accumulate(pairs[claim] for claim in order)
        return {claim: pairs[claim] for claim, total in zip(order, totals, strict=True) if total > self.max_pairs}

    def _derive(self, claims: Sequence[str], pairs: dict[str, int]) -> Iterator[bytes]:
        """Run every rule on some home claims; yield what they give as N-Triples, piece by piece."""
        for chunk in _chunks(claims, pairs):
            terms = [ox.NamedNode(claim) for claim in chunk]
            for rule in self.rules:
                values: dict[str, Term | Sequence[Term]] = {
                    "claims": terms,
                    "base": ox.NamedNode(self.base),
                    "rule": self._iri(rule),
                }
                yield self._apply(rule, values)

    def _apply(self, rule: Template, values: dict[str, Term | Sequence[Term]]) -> bytes:
        try:
            triples = self.store.query(rule.bind(values))
            if isinstance(triples, ox.QueryTriples):
                return triples.serialize(format=_N_TRIPLES) or b""
        except (QueryError, OSError, RuntimeError) as problem:
            raise QueryError(f"the rule {rule.path} fails: {problem}") from problem
        raise QueryError(f"the rule {rule.path} is no CONSTRUCT", "write CONSTRUCT { … } WHERE { … }")

    def _load(self, pieces: Iterable[bytes]) -> None:
        """Load many triples in bulk, which on disk is several times faster than in transactions."""
        graph = ox.NamedNode(self.graph)
        buffer = bytearray()
        for piece in pieces:
            buffer += piece
            if len(buffer) > _BUFFER_BYTES:
                self.store.engine.bulk_load(bytes(buffer), format=_N_TRIPLES, to_graph=graph)
                buffer.clear()
        self.store.engine.bulk_load(bytes(buffer), format=_N_TRIPLES, to_graph=graph)

    def _iri(self, rule: Template) -> ox.NamedNode:
        return ox.NamedNode(f"{self.base}/rule/{rule.name}")

    def _describe(self, rule: Template) -> None:
        label = ox.NamedNode(PREFIXES["rdfs"] + "label")
        graph = ox.NamedNode(self.graph)
        kind = ox.Quad(self._iri(rule), ox.NamedNode(RDF_TYPE), ox.NamedNode(CP + "Rule"), graph)
        self.store.engine.extend([kind, ox.Quad(self._iri(rule), label, ox.Literal(rule.summary), graph)])

    def _noted(self) -> dict[str, int]:
        query = f"SELECT ?claim ?n WHERE {{ GRAPH <{self.graph}> {{ ?claim cp:notCompared ?n }} }}"
        return {claim: int(n) for claim, n in self.store.table(query)}

    def _note(self, left_out: dict[str, int], noted: dict[str, int]) -> None:
        """Say in the dataset itself which claims were not compared, in the place of what is noted there."""
        engine, graph, term = self.store.engine, ox.NamedNode(self.graph), ox.NamedNode(CP + "notCompared")

        def quads(counts: Iterable[tuple[str, int]]) -> list[ox.Quad]:
            return [ox.Quad(ox.NamedNode(claim), term, ox.Literal(n), graph) for claim, n in counts]

        for quad in quads(noted.items() - left_out.items()):
            engine.remove(quad)
        engine.extend(quads(left_out.items() - noted.items()))

    def _related(self, touched: Collection[str]) -> set[str]:
        """Find the claims that contradict the touched ones or imply them."""
        if not touched:
            return set()
        rows = self.store.table(
            f"SELECT DISTINCT ?home WHERE {{ VALUES ?claim {{ {_terms(touched)} }} "
            "{ ?home cp:contradicts|^cp:contradicts ?claim } UNION { ?home cp:implies+ ?claim } }"
        )
        return {row[0] for row in rows}

    def _alignments_on(self, claims: Collection[str]) -> set[ox.Quad]:
        """Read all that is said of the alignments on some claims."""
        engine, on_claim = self.store.engine, ox.NamedNode(CP + "onClaim")
        found = {quad.subject for one in claims for quad in engine.quads_for_pattern(None, on_claim, ox.NamedNode(one))}
        graph = ox.NamedNode(self.graph)
        return {quad for alignment in found for quad in engine.quads_for_pattern(alignment, None, None, graph)}

    def _withdraw_shortcuts(self, shaken: Iterable[tuple[ox.NamedNode, ox.NamedNode]]) -> None:
        """Remove the shortcuts between speakers who are no longer the parties of any such alignment."""
        engine, graph = self.store.engine, ox.NamedNode(self.graph)
        for one, other in shaken:
            for kind, shortcut in (("Agreement", "agreesWith"), ("Disagreement", "disagreesWith")):
                if not self.store.query(f"ASK {{ ?x cp:party {one} ; cp:party {other} ; a cp:{kind} }}"):
                    term = ox.NamedNode(CP + shortcut)
                    engine.remove(ox.Quad(one, term, other, graph))
                    engine.remove(ox.Quad(other, term, one, graph))


def _parties(quads: Iterable[ox.Quad], lost: Collection[object]) -> set[tuple[ox.NamedNode, ox.NamedNode]]:
    """Find the pairs of speakers that the lost alignments were between."""
    parties: dict[object, list[str]] = {}
    for quad in quads:
        if quad.subject in lost and quad.predicate.value == CP + "party" and isinstance(quad.object, ox.NamedNode):
            parties.setdefault(quad.subject, []).append(quad.object.value)
    pairs = {(min(found), max(found)) for found in parties.values() if len(found) > 1}
    return {(ox.NamedNode(one), ox.NamedNode(other)) for one, other in sorted(pairs)}


def _reached(start: str, links: Mapping[str, set[str]]) -> set[str]:
    """Find what links lead to from a start, in one step or several."""
    found: set[str] = set()
    queue = list(links.get(start, ()))
    while queue:
        if (one := queue.pop()) not in found:
            found.add(one)
            queue.extend(links.get(one, ()))
    return found


def _terms(iris: Iterable[str]) -> str:
    return " ".join(str(ox.NamedNode(iri)) for iri in sorted(iris))


def _chunks(claims: Sequence[str], pairs: dict[str, int]) -> Iterator[list[str]]:
    """Group claims so that one query neither parses anew for each nor grows without bound."""
    chunk: list[str] = []
    total = 0
    for claim in sorted(claims):
        if chunk and (total + pairs[claim] > _CHUNK_PAIRS or len(chunk) == _CHUNK_CLAIMS):
            yield chunk
            chunk, total = [], 0
        chunk.append(claim)
        total += pairs[claim]
    if chunk:
        yield chunk
