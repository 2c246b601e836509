"""Which side each stance takes."""

from __future__ import annotations

from typing import Final

from counterpoint.exchange.relations import Tabular
from counterpoint.vocabulary import CP, Vocabulary

_SHIPPED: Final = {"supports": 1.0, "opposes": -1.0, "qualifies": 0.0}
"""For an endpoint that serves records without the ontology."""


def polarities(store: Tabular, vocabulary: Vocabulary) -> dict[str, float]:
    """Give the polarity of each stance that has one, by the key of a record."""
    query = f"SELECT ?stance ?polarity WHERE {{ ?stance <{CP}polarity> ?polarity }}"
    told = {stance: float(number) for stance, number in store.table(query)}
    found = {stance: told[iri] for stance in vocabulary.stances if (iri := vocabulary.iri(stance)) in told}
    return {**{stance: number for stance, number in _SHIPPED.items() if stance in vocabulary.stances}, **found}
