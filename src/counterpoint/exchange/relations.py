"""Ask a store for what it says of things, class by class, as nested mappings that are quick to look up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from counterpoint.vocabulary import PREFIXES

Said = Mapping[str, Mapping[str, list[str]]]
"""What is said of things: by thing, then by property."""

_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{iri}> " for prefix, iri in PREFIXES.items())


class Tabular(Protocol):
    """Anything that answers a SELECT with rows of plain strings."""

    def table(self, sparql: str, /) -> Sequence[tuple[str, ...]]:
        """Give the rows of a SELECT over the union of all graphs."""


def said_of(store: Tabular, pattern: str) -> Said:
    """Ask for every property of the things that a pattern finds as ``?s``."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    query = f"{_PROLOGUE}SELECT DISTINCT ?s ?p ?o WHERE {{ {pattern} . ?s ?p ?o }} ORDER BY ?s ?p ?o"
    for subject, predicate, value in store.table(query):
        found[subject][predicate].append(value)
    return found


def first(values: Sequence[str] | None) -> str:
    """Return the first of some values, or nothing."""
    return values[0] if values else ""
