"""Publish a store to a SPARQL engine, graph by graph, so that an interruption costs nothing twice.

What was published is written down in a graph of its own in the engine, ``<base>/publication``: the graphs that are
published, and for each that is complete its SHA-256 and how many triples it has. So the next publication writes only
what differs, and removes what it once published and is no more. In the end everything is read back.

Digests are those of the sorted lines of N-Triples, with values written in one way: engines may turn ``1.50`` into
``1.5`` and ``en-GB`` into ``en-gb``. A blank node becomes an IRI below ``<base>/.well-known/genid/``, the same each
time.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

import pyoxigraph as ox

from counterpoint.errors import AccessError, QueryError, StoreError
from counterpoint.store.connection import Patience
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.remote import RemoteStore
from counterpoint.store.writing import Writer, likely_services
from counterpoint.vocabulary import RDF_TYPE, SCHEMA, XSD

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how many graphs are done, and how many there are."""

_VOID: Final = "http://rdfs.org/ns/void#"
_TYPE: Final = ox.NamedNode(RDF_TYPE)
_DESCRIPTION: Final = ox.NamedNode(_VOID + "DatasetDescription")
_TRIPLES: Final = ox.NamedNode(_VOID + "triples")
_PART: Final = ox.NamedNode(SCHEMA + "hasPart")
_SHA256: Final = ox.NamedNode(SCHEMA + "sha256")
_EVERY: Final = 1.0
"""Seconds after which it is written down which graphs are complete."""
_NAMED: Final = 5
"""As many graphs that differ are named."""
_PROBING: Final = Patience(connect=5, read=15, tries=1)


class Stamp(NamedTuple):
    """What a graph holds: the SHA-256 of its triples, and their number; both empty for one that is not complete."""

    digest: str = ""
    triples: int = 0


@dataclass(frozen=True)
class Publication:
    """What publishing does.

    :param written: the graphs that differ from what the engine has, with their number of triples.
    :param removed: the graphs that were published once and are no more.
    :param kept: how many graphs are there already.
    :param verified: how many graphs were read back.
    :param service: where it was written to; empty where nothing was.
    """

    written: Mapping[str, int]
    removed: Sequence[str]
    kept: int
    verified: int = 0
    service: str = ""


class Publisher:
    """A store that is to be published.

    :param local: what to publish.
    :param remote: where; its ``writer`` is found out where it has none.
    :param base: the base IRI of the debate.
    :param progress: told how far it is.
    """

    def __init__(self, local: EmbeddedStore, remote: RemoteStore, base: str, progress: Progress | None = None) -> None:
        self.local, self.remote, self.base = local, remote, base
        self.record = f"{base}/publication"
        self._progress = progress or (lambda _what, _done, _total: None)

    def plan(self) -> Publication:
        """Say what would be written and removed."""
        return _compare(self._stamps(), self._published())[0]

    def run(self, *, quick: bool = False) -> Publication:
        """Publish.

        :param quick: read back only what was written, not everything.
        :raises StoreError: where the engine cannot be written, or holds something else than what was published.
        """
        stamps, published = self._stamps(), self._published()
        plan, complete = _compare(stamps, published)
        if plan.written or plan.removed:
            writer = self._begin(dict.fromkeys([*published, *stamps], Stamp()) | complete)
            self._write(writer, {graph: stamps[graph] for graph in plan.written})
            for graph in plan.removed:
                writer.remove(graph)
        verified = {graph: stamps[graph] for graph in (plan.written if quick else stamps)}
        wrong = self._verify(verified)
        if plan.written or plan.removed or wrong:
            # What is wrong is written anew next time.
            self._begin(stamps | dict.fromkeys(wrong, Stamp()))
        if wrong:
            raise _differ(self.remote.endpoint, wrong)
        service = self.remote.writer.name if self.remote.writer else ""
        return replace(plan, verified=len(verified), service=service)

    def _stamps(self) -> dict[str, Stamp]:
        """Digest each graph of the store."""
        graphs = self.local.graphs()
        stamps = {}
        for number, graph in enumerate(graphs, 1):
            stamps[graph] = stamp_of(self._triples(graph))
            self._progress("comparing", number, len(graphs))
        return stamps

    def _triples(self, graph: str) -> Iterator[ox.Triple]:
        """Yield the triples of a graph, with an IRI in the place of each blank node."""
        quads = list(self.local.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        if any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
            data = ox.Dataset(quads)
            data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
            quads = list(data)
        names = f"{self.base}/.well-known/genid/{hashlib.sha256(graph.encode()).hexdigest()[:16]}-"

        def named(term: Any) -> Any:
            return ox.NamedNode(names + term.value) if isinstance(term, ox.BlankNode) else term

        return (ox.Triple(named(quad.subject), quad.predicate, named(quad.object)) for quad in quads)

    def _published(self) -> dict[str, Stamp]:
        """Read what was published before, and is complete or not."""
        digests: dict[str, str] = {}
        counts: dict[str, str] = {}
        parts = set()
        for triple in self.remote.read_graph(self.record):
            if triple.predicate == _PART:
                parts.add(getattr(triple.object, "value", ""))
            elif isinstance(triple.subject, ox.NamedNode):
                found = {_SHA256: digests, _TRIPLES: counts}.get(triple.predicate, {})
                found[triple.subject.value] = getattr(triple.object, "value", "")
        return {
            graph: Stamp(digests[graph], int(counts[graph]))
            if graph in digests and counts.get(graph, "").isdecimal()
            else Stamp()
            for graph in sorted(parts)
        }

    def _records(self, stamps: Mapping[str, Stamp]) -> Iterator[ox.Triple]:
        here = ox.NamedNode(self.record)
        yield ox.Triple(here, _TYPE, _DESCRIPTION)
        for graph, stamp in stamps.items():
            node = ox.NamedNode(graph)
            yield ox.Triple(here, _PART, node)
            if stamp.digest:
                yield ox.Triple(node, _SHA256, ox.Literal(stamp.digest))
                yield ox.Triple(node, _TRIPLES, ox.Literal(stamp.triples))

    def _begin(self, stamps: dict[str, Stamp]) -> Writer:
        """Write down what is published, and find out where that can be done."""
        if self.remote.writer:
            self.remote.writer.replace(self.record, self._records(stamps))
            return self.remote.writer
        tried = []
        for service, url in likely_services(self.remote.endpoint):
            tried.append(url)
            try:
                # What is no such service may not answer at all.
                service(url, self.remote.credentials, _PROBING).replace(self.record, self._records(stamps))
                if self._published() == stamps:
                    self.remote.writer = service(url, self.remote.credentials, self.remote.patience)
                    return self.remote.writer
            except AccessError:
                raise
            except (QueryError, StoreError):
                continue
        hint = "name it with --graph-store or --update (graph_store=, update=)"
        raise StoreError(f"no service to write to was found; tried {', '.join(tried)}", hint)

    def _write(self, writer: Writer, stamps: Mapping[str, Stamp]) -> None:
        """Write graphs, and every now and then which of them are complete, however it ends."""
        done: dict[str, Stamp] = {}
        noted = time.monotonic()
        try:
            for number, (graph, stamp) in enumerate(stamps.items(), 1):
                writer.replace(graph, self._triples(graph))
                done[graph] = stamp
                if time.monotonic() - noted > _EVERY:
                    writer.extend(self.record, self._records(done))
                    noted = time.monotonic()
                    done.clear()
                self._progress("writing", number, len(stamps))
        finally:
            with suppress(StoreError):
                writer.extend(self.record, self._records(done))

    def _verify(self, stamps: Mapping[str, Stamp]) -> dict[str, str]:
        """Read graphs back; return what is wrong with each that differs."""
        wrong = {}
        for number, (graph, stamp) in enumerate(stamps.items(), 1):
            found = stamp_of(self.remote.read_graph(graph))
            if found.triples != stamp.triples:
                wrong[graph] = f"{found.triples:,} triples in place of {stamp.triples:,}"
            elif found != stamp:
                wrong[graph] = "other triples than were written"
            self._progress("reading back", number, len(stamps))
        return wrong


def _compare(stamps: Mapping[str, Stamp], published: Mapping[str, Stamp]) -> tuple[Publication, dict[str, Stamp]]:
    """Find what differs, and what is complete."""
    complete = {graph: stamp for graph, stamp in stamps.items() if published.get(graph) == stamp}
    written = {graph: stamp.triples for graph, stamp in stamps.items() if graph not in complete}
    return Publication(written, [graph for graph in published if graph not in stamps], len(complete)), complete


def _differ(endpoint: str, wrong: Mapping[str, str]) -> StoreError:
    shown = [f"{graph} has {what}" for graph, what in list(wrong.items())[:_NAMED]]
    if len(wrong) > _NAMED:
        shown.append(f"and {len(wrong) - _NAMED:,} more")
    count = "1 graph" if len(wrong) == 1 else f"{len(wrong):,} graphs"
    hint = "publish again, and they are written anew"
    return StoreError(f"{endpoint} does not hold what was published, in {count}: {', '.join(shown)}", hint)


def stamp_of(triples: Iterable[ox.Triple]) -> Stamp:
    """Digest triples, in whatever order they come, and count them.

    >>> one, other = (
    ...     ox.parse(f'<a:b> <a:c> "{text}"^^<{XSD}decimal> .', format=ox.RdfFormat.N_TRIPLES)
    ...     for text in ("1.50", "1.5")
    ... )
    >>> stamp_of(quad.triple for quad in one) == stamp_of(quad.triple for quad in other)
    True
    """
    lines = sorted({f"{triple.subject} {triple.predicate} {_written(triple.object)} .\n" for triple in triples})
    return Stamp(hashlib.sha256("".join(lines).encode()).hexdigest(), len(lines))


def _written(term: Any) -> str:
    """Write a term in the way that stands for all the ways in which engines write the same value."""
    if not isinstance(term, ox.Literal):
        return str(term)
    if term.language:
        return f"{ox.Literal(term.value)}@{term.language.lower()}"
    convert = _CANONICAL.get(term.datatype.value)
    if convert is None:
        return str(term)
    try:
        return f'"{convert(term.value)}"^^{term.datatype}'
    except (ValueError, KeyError, InvalidOperation):
        return str(term)


_CANONICAL: Final[Mapping[str, Callable[[str], str]]] = {
    XSD + "boolean": {"1": "true", "0": "false", "true": "true", "false": "false"}.__getitem__,
    XSD + "decimal": lambda text: f"{Decimal(text).normalize():f}",
    XSD + "double": lambda text: repr(float(text)),
    XSD + "float": lambda text: repr(float(text)),
    **{XSD + name: lambda text: str(int(text)) for name in ("integer", "nonNegativeInteger", "int", "long")},
}
