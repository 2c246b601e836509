"""The relations that the page is made from, each read from the store with a query of its own.

The engine joins by looking up each statement on its own, which on disk takes several times as long as reading the
relations one by one and joining them in Python. Two threads read: the engine lets go of Python's lock.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING, Final, Protocol

from counterpoint.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Rows = list[tuple[str, ...]]

_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())

_PROPERTIES: Final = {
    # The largest relations come first, so that both threads end at about the same time.
    "party": "cp:party",
    "basis": "cp:basis",
    "selector": "oa:hasSelector",
    "on_claim": "cp:onClaim",
    "by_rule": "cp:byRule",
    "speaker": "cp:speaker",
    "claim": "cp:claim",
    "stance": "cp:stance",
    "mode": "cp:mode",
    "quoted_from": "prov:wasQuotedFrom",
    "capacity": "cp:inCapacity",
    "evidence": "cp:evidence",
    "exact": "oa:exact",
    "name": "schema:name",
    "about": "cp:about",
    "member": "org:member",
    "organisation": "org:organization",
    "role": "org:role",
    "cited_as": "cp:citedAs",
    "former": "cp:former",
    "during": "org:memberDuring",
    "from": "schema:startDate",
    "until": "schema:endDate",
    "date": "schema:datePublished",
    "url": "schema:url",
    "identifier": "schema:identifier",
    "publisher": "schema:publisher",
    "author": "schema:author",
    "label": "rdfs:label",
    "concept": "skos:prefLabel",
    "polarity": "cp:polarity",
    "implies": "cp:implies",
    "contradicts": "cp:contradicts",
    "not_compared": "cp:notCompared",
}

_QUERIES: Final = {
    "alignment": "SELECT ?s ?o WHERE { VALUES ?o { cp:Agreement cp:Disagreement } ?s a ?o }",
    **{name: f"SELECT ?s ?o WHERE {{ ?s {term} ?o }}" for name, term in _PROPERTIES.items()},
    "stated_by": "SELECT ?s WHERE { ?s cp:statedBy ?by }",
    "inferred_by": "SELECT ?s WHERE { ?s cp:inferredBy ?by }",
    "organisations": "SELECT ?s WHERE { ?s a org:Organization }",
}

_THROUGH_BLANKS: Final = {
    "quote": "SELECT ?s ?o WHERE { ?s cp:evidence ?evidence . ?evidence oa:hasSelector ?selector . "
    "?selector oa:exact ?o }",
    "starts": "SELECT ?s ?o WHERE { ?s org:memberDuring ?period . ?period schema:startDate ?o }",
    "ends": "SELECT ?s ?o WHERE { ?s org:memberDuring ?period . ?period schema:endDate ?o }",
}
"""What goes through things that may have no IRI: an endpoint names these anew in every answer."""


class Tabular(Protocol):
    """Anything that answers a SELECT with rows of plain strings, an empty one where a variable is unbound."""

    def table(self, sparql: str, /) -> Rows:
        """Give the rows of a SELECT over the union of all graphs."""


class Relations:
    """All relations of a store, by name.

    :param store: where they are.
    :param tell: called with the share that is read, from 0 to 1, now and then.
    """

    def __init__(self, store: Tabular, tell: Callable[[float], None] = lambda _: None) -> None:
        self._store = store
        self._rows: dict[str, Rows] = {}
        with ThreadPoolExecutor(max_workers=2) as pool:
            for name, rows in zip(_QUERIES, pool.map(self._ask, _QUERIES.values()), strict=True):
                self._rows[name] = rows
                tell(len(self._rows) / len(_QUERIES))

    def _ask(self, query: str) -> Rows:
        return self._store.table(_PROLOGUE + query)

    def rows(self, name: str) -> Rows:
        """Give a relation as it was read."""
        return self._rows[name]

    def subjects(self, name: str) -> set[str]:
        """Give all that has the relation to something."""
        return {row[0] for row in self._rows[name]}

    def first(self, name: str) -> dict[str, str]:
        """Give each thing its value; where it has several, the first in their order."""
        return first(self._rows[name])

    def all(self, name: str) -> dict[str, Sequence[str]]:
        """Give each thing its values, in their order."""
        return _all(self._rows[name])

    def quotes(self) -> Mapping[str, Sequence[str]]:
        """Give each statement the words that are its evidence."""
        if self._blank("evidence", "selector"):
            return _all(self._ask(_THROUGH_BLANKS["quote"]))
        exact, selectors = self.all("exact"), self.all("selector")

        def words(evidence: str) -> Sequence[str]:
            found = [exact.get(selector, ()) for selector in selectors.get(evidence, ())]
            return found[0] if len(found) == 1 else sorted(set(chain.from_iterable(found)))

        return {statement: _merged(map(words, pieces)) for statement, pieces in self.all("evidence").items()}

    def periods(self) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Give each membership its first and its last day, where these are known."""
        if self._blank("during"):
            return first(self._ask(_THROUGH_BLANKS["starts"])), first(self._ask(_THROUGH_BLANKS["ends"]))
        during = self.first("during")
        start, end = (
            {membership: days[period] for membership, period in during.items() if period in days}
            for days in (self.first("from"), self.first("until"))
        )
        return start, end

    def _blank(self, *names: str) -> bool:
        return any(value.startswith("_:") for name in names for _, value in self._rows[name])


def first(rows: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Keep the first value of each subject, in the order of values."""
    rows = list(rows)
    found = {subject: value for subject, value in rows}  # noqa: C416 - rows are tuples of any length to mypy
    if len(found) == len(rows):
        return found
    for subject, value in rows:
        found[subject] = min(found[subject], value)
    return found


def _all(rows: Rows) -> dict[str, Sequence[str]]:
    found: dict[str, Sequence[str]] = {}
    several: dict[str, list[str]] = {}
    for subject, value in rows:
        if subject not in found:
            found[subject] = (value,)
        elif subject in several:
            several[subject].append(value)
        else:
            several[subject] = [*found[subject], value]
    for subject, values in several.items():
        found[subject] = sorted(set(values))
    return found


def _merged(pieces: Iterable[Sequence[str]]) -> Sequence[str]:
    found = list(pieces)
    return found[0] if len(found) == 1 else sorted(set(chain.from_iterable(found)))
