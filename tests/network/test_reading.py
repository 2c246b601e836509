"""Reading the statement table from a store, whatever order the engine answers in."""

from __future__ import annotations

import math
import random
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from counterpoint.network.exports import write_network
from counterpoint.network.projection import project
from counterpoint.network.settings import PARTS, Settings
from counterpoint.network.table import StatementTable
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Sequence

ONTOLOGY = """
GRAPH <urn:ontology> {
    cp:supports cp:polarity 1.0 . cp:opposes cp:polarity -1.0 . cp:doubts cp:polarity -0.5 .
}
"""
RECORDS = """
GRAPH <urn:people> {
    <urn:ann> a schema:Person ; schema:name "Ann", "Anne" ; schema:sameAs <https://orcid.org/1> .
    <urn:bob> a schema:Person ; schema:name "Bob" .
    <urn:fund> a org:Organization ; schema:name "The Fund" .
    <urn:board> a org:Organization ; schema:name "The Board" .
    <urn:hot> schema:name "It is hot" ; cp:about <urn:weather>, <urn:sun> .
    <urn:weather> skos:prefLabel "Weather" .
    <urn:m1> org:member <urn:ann> ; org:organization <urn:fund> ; org:role <urn:fellow> .
    <urn:m2> org:member <urn:ann> ; org:organization <urn:board> ; org:role <urn:fellow> .
    <urn:m3> org:member <urn:bob> ; org:role <urn:fellow> .
}
GRAPH <urn:d1> {
    <urn:d1> schema:datePublished "2016-02-03"^^xsd:date .
    <urn:x1> cp:speaker <urn:ann> ; cp:claim <urn:hot> ; cp:stance cp:supports ; prov:wasQuotedFrom <urn:d1> ;
        cp:inCapacity <urn:m1>, <urn:m2> .
    <urn:x2> cp:speaker <urn:bob> ; cp:claim <urn:hot> ; cp:stance cp:doubts ; prov:wasQuotedFrom <urn:d1> ;
        cp:inCapacity <urn:m3> .
    <urn:x3> cp:speaker <urn:fund> ; cp:claim <urn:hot> ; cp:stance cp:mentions ; prov:wasQuotedFrom <urn:d2> .
    <urn:x4> cp:speaker <urn:bob> .
}
GRAPH <urn:d2> { <urn:x2> cp:speaker <urn:bob> ; cp:claim <urn:hot> . }
"""


def store_of(*graphs: str) -> EmbeddedStore:
    prefixes = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    engine = ox.Store()
    engine.load(prefixes + "".join(graphs), format=ox.RdfFormat.TRIG)
    return EmbeddedStore(engine)


class Shuffled:
    """A store whose engine answers in another order."""

    def __init__(self, store: EmbeddedStore, seed: int) -> None:
        self.store, self.random = store, random.Random(seed)  # noqa: S311 - no secret

    def table(self, sparql: str, /) -> Sequence[tuple[str, ...]]:
        rows = self.store.table(sparql)
        self.random.shuffle(rows)
        return rows


@pytest.fixture
def store() -> EmbeddedStore:
    return store_of(ONTOLOGY, RECORDS)


def test_one_row_a_statement(store: EmbeddedStore) -> None:
    table = StatementTable.from_store(store)
    assert sorted(table.statements) == ["urn:x1", "urn:x2", "urn:x3", "urn:x4"], "x2 stands in two graphs"
    in_order = table.select(table.order.argsort())
    assert in_order.speaker.labels == ("urn:ann", "urn:bob", "urn:fund")
    assert in_order.speaker.codes.tolist() == [0, 1, 2, 1]
    assert in_order.claim.codes.tolist() == [0, 0, 0, -1]
    assert in_order.level[:2].tolist() == [1.0, -0.5]
    assert [math.isnan(level) for level in in_order.level] == [False, False, True, True]
    assert in_order.source.labels == ("urn:d1", "urn:d2")
    assert in_order.source.codes.tolist() == [0, 0, 1, -1]
    assert in_order.date.astype(str).tolist() == ["2016-02-03", "2016-02-03", "NaT", "NaT"]


def test_capacities_lead_to_organisations_and_roles_and_claims_to_topics(store: EmbeddedStore) -> None:
    table = StatementTable.from_store(store)
    table = table.select(table.order.argsort())
    organisation, role, topic = (
        {(row, links.labels[code]) for row, code in zip(links.rows.tolist(), links.codes.tolist(), strict=True)}
        for links in (table.organisation, table.role, table.topic)
    )
    own = (2, "urn:fund")
    assert organisation == {(0, "urn:fund"), (0, "urn:board"), own}, "an organisation that speaks acts for itself"
    assert role == {(0, "urn:fellow"), (1, "urn:fellow")}
    assert topic == {(row, name) for row in range(3) for name in ("urn:weather", "urn:sun")}


def test_labels(store: EmbeddedStore) -> None:
    labels = StatementTable.from_store(store).labels
    assert labels.of("urn:ann", "person") == ("Ann", "person", {"same_as": "https://orcid.org/1"})
    assert labels.of("urn:fund", "person") == ("The Fund", "organisation", {})
    assert labels.of("urn:weather", "topic") == ("Weather", "topic", {})


def test_what_is_not_wanted_is_not_read(store: EmbeddedStore) -> None:
    table = StatementTable.from_store(store, parts=())
    assert table.parts == frozenset()
    assert not len(table.organisation.rows)
    assert not len(table.topic.rows)
    assert table.source.codes.tolist() == [-1] * 4


def test_without_the_ontology_the_three_stances_are_known() -> None:
    table = StatementTable.from_store(store_of(RECORDS))
    table = table.select(table.order.argsort())
    assert table.level[0] == 1.0
    assert math.isnan(table.level[1]), "nothing says how far urn:doubts is from support"


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    "chosen",
    [Settings("actors", "organisation", "ignore", duplicates="year"), Settings("two-mode", "speaker", "subtract")],
)
def test_the_network_does_not_depend_on_the_engines_order(store: EmbeddedStore, chosen: Settings, seed: int) -> None:
    files = [
        write_network(project(StatementTable.from_store(engine, parts=PARTS), chosen), "graphml")
        for engine in (store, Shuffled(store, seed))
    ]
    assert files[0] == files[1]


def test_an_empty_store() -> None:
    table = StatementTable.from_store(EmbeddedStore())
    assert len(table) == 0
    assert project(table).weights.shape == (0, 0)


POLARITIES = """
GRAPH <urn:d1> {
    <urn:x1> cp:speaker <urn:ann> ; cp:claim <urn:hot> ; cp:stance cp:supports .
    <urn:x2> cp:speaker <urn:bob> ; cp:claim <urn:hot> ; cp:stance cp:qualifies .
    <urn:x3> cp:speaker <urn:cy> ; cp:claim <urn:hot> ; cp:stance cp:opposes .
    <urn:x4> cp:speaker <urn:dee> ; cp:claim <urn:hot> ; cp:stance cp:mentions .
}
"""
LEVELS = "GRAPH <urn:o> { cp:supports cp:polarity 1.0 . cp:opposes cp:polarity -1.0 . cp:qualifies cp:polarity 0.0 . }"


@pytest.mark.parametrize("ontology", ["", LEVELS])
@pytest.mark.parametrize(
    ("chosen", "weights"),
    [
        (Settings(), {"ann bob": 0.5, "bob cy": 0.5}),
        (Settings(aggregation="conflict"), {"ann bob": 0.5, "ann cy": 1.0, "bob cy": 0.5}),
        (Settings(aggregation="subtract"), {"ann cy": -1.0}),
        (Settings("two-mode", aggregation="combine"), {"ann hot": 1.0, "bob hot": 4.0, "cy hot": 2.0}),
        (Settings("two-mode", aggregation="subtract"), {"ann hot": 1.0, "cy hot": -1.0}),
        (Settings("two-mode"), {"ann hot": 1.0, "bob hot": 1.0, "cy hot": 1.0, "dee hot": 1.0}),
    ],
)
def test_a_qualified_stance_is_half_way_and_a_mention_takes_no_side(
    ontology: str, chosen: Settings, weights: dict[str, float]
) -> None:
    graph = project(StatementTable.from_store(store_of(ontology, POLARITIES)), chosen).to_networkx()
    found = {" ".join(sorted((one[4:], other[4:]))): tie["weight"] for one, other, tie in graph.edges(data=True)}
    assert found == weights


def test_an_organisation_in_whose_name_nobody_spoke_is_no_isolate(store: EmbeddedStore) -> None:
    assert StatementTable.from_store(store).organisation.labels == ("urn:board", "urn:fund")
    more = "GRAPH <urn:more> { <urn:m9> org:member <urn:ann> ; org:organization <urn:club> ; org:role <urn:chair> . }"
    table = StatementTable.from_store(store_of(ONTOLOGY, RECORDS, more))
    assert table.organisation.labels == ("urn:board", "urn:fund")
    assert table.role.labels == ("urn:fellow",)
