"""Queries taken apart and put together again, so that the pages of an answer make up the whole of it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.paging import form_of, pattern_of, take_apart
from counterpoint.tokens import names_dataset


@pytest.fixture(scope="module")
def store() -> EmbeddedStore:
    """Give things with numbers and names, some of them alike."""
    store = EmbeddedStore()
    for number in range(23):
        thing = ox.NamedNode(f"urn:thing:{number % 20}")
        graph = ox.NamedNode(f"urn:g{number % 2}")
        for predicate, value in (("n", ox.Literal(number // 4)), ("name", ox.Literal(f"n{number % 3}", language="en"))):
            store.engine.add(ox.Quad(thing, ox.NamedNode(f"urn:{predicate}"), value, graph))
        store.engine.add(ox.Quad(thing, ox.NamedNode("urn:name"), ox.Literal(f"n{number % 3}", language="de"), graph))
    return store


QUERIES = [
    "SELECT ?s ?n { ?s <urn:n> ?n }",
    "SELECT * where{?s <urn:n> ?n}",
    "select distinct ?n { ?s <urn:n> ?n } order by desc(?n)",
    "SELECT ?s ?name WHERE { ?s <urn:name> ?name } ORDER BY ?name LIMIT 31 OFFSET 3",
    "SELECT ?s ?name WHERE { ?s <urn:name> ?name } OFFSET 5",
    "SELECT ?n (COUNT(*) AS ?many) { ?s <urn:n> ?n } GROUP BY ?n HAVING (COUNT(*) > 1) ORDER BY DESC(?many) ASC( ?n )",
    "SELECT (STR(?name) AS ?text) { ?s <urn:name> ?name FILTER(EXISTS { ?s <urn:n> ?n }) } ORDER BY STRLEN(?text)",
    "PREFIX order: <urn:> SELECT ?limit { ?limit order:n ?n . } VALUES ?n { 1 2 } # LIMIT 1",
    "PREFIX : <urn:> SELECT ?s FROM <urn:g1> FROM NAMED :g0 WHERE { ?s :n ?n OPTIONAL { ?s :none ?none } }",
    "SELECT ?s ?x { ?s <urn:n> ?n BIND('} ORDER BY ?n LIMIT 2' AS ?x) { SELECT ?s { ?s ?p ?o } LIMIT 40 } }",
    "BASE <urn:> SELECT ?s ?o { { ?s <n> ?o } UNION { ?s <name> ?o } } ORDER BY ?o",
]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("nested", [False, True])
@pytest.mark.parametrize("size", [1, 7, 100])
def test_the_pages_make_up_the_answer(store: EmbeddedStore, query: str, nested: bool, size: int) -> None:
    select = take_apart(query)
    assert select is not None
    whole = store.table(query)
    assert store.table(select.count()) == [(str(len(whole)),)]
    names = [variable.value for variable in store.query(query).variables]  # type: ignore[union-attr]
    pages = [
        row
        for start in range(0, len(whole), size)
        for row in store.table(select.page(names, size, start, nested=nested))
    ]
    if "LIMIT" in query.partition("}")[2] or "OFFSET" in query:
        assert len(pages) == len(whole), "which rows come first may differ"
    else:
        assert sorted(pages) == sorted(whole)


@pytest.mark.parametrize("query", QUERIES)
def test_the_order_asked_for_is_kept(store: EmbeddedStore, query: str) -> None:
    select = take_apart(query)
    assert select is not None
    names = [variable.value for variable in store.query(query).variables]  # type: ignore[union-attr]
    rows = store.table(select.page(names, 1000, 0, nested=False))
    if query.endswith("desc(?n)"):
        assert [int(row[0]) for row in rows] == [5, 4, 3, 2, 1, 0]
    if "DESC(?many)" in query:
        assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)


def test_no_variable_is_ordered_by_twice() -> None:
    select = take_apart("SELECT ?a ?b ?c { ?a ?b ?c } ORDER BY DESC(?a) $b STRLEN(STR(?c))")
    assert select is not None
    page = select.page(["a", "b", "c"], 10, 0, nested=False)
    assert page.endswith("ORDER BY DESC(?a) $b STRLEN(STR(?c)) ?c LIMIT 10")


def test_the_graphs_stay_those_of_the_whole_query() -> None:
    select = take_apart("SELECT ?s FROM <urn:g1> { ?s ?p ?o }")
    assert select is not None
    nested = select.page(["s"], 5, 5, nested=True)
    assert names_dataset(nested)
    assert nested.index("FROM") < nested.index("{")


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("ASK {}", "ASK"),
        ("# SELECT\nPREFIX select: <urn:SELECT> construct { ?ask ?p select:ask } where { ?ask ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <urn:x>", "DESCRIBE"),
        ("INSERT DATA {}", ""),
        ("", ""),
    ],
)
def test_only_a_select_is_taken_apart(query: str, form: str) -> None:
    assert form_of(query) == form
    assert take_apart(query) is None


@pytest.mark.parametrize("query", ["SELECT ?s", "SELECT ?s {", "SELECT ?s { ?s ?p '}' ", "SELECT"])
def test_what_does_not_parse_is_left_alone(query: str) -> None:
    assert take_apart(query) is None


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT { ?s a ?n . ?n <urn:of> ?s } WHERE { ?s <urn:n> ?n }",
        "PREFIX : <urn:> CONSTRUCT WHERE { ?s :n ?n } # { ?s ?p ?o }",
        "construct {} from <urn:g1> { ?s <urn:n> ?n } limit 3",
        "CONSTRUCT { ?s ?p '{' } FROM <urn:g0> WHERE { ?s ?p ?n { SELECT ?s { ?s <urn:n> 1 } } }",
    ],
)
def test_the_solutions_of_a_construct_are_counted(store: EmbeddedStore, query: str) -> None:
    found = pattern_of(query)
    assert found is not None
    rows = store.table(found.whole())
    assert rows
    assert store.table(found.count()) == [(str(len(rows)),)]


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "DESCRIBE <urn:x>", "CONSTRUCT", "CONSTRUCT { ?s ?p ?o }"])
def test_nothing_else_has_solutions_to_count(query: str) -> None:
    assert pattern_of(query) is None
