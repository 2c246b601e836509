"""What hides other text in a query."""

from __future__ import annotations

import pytest

from counterpoint.errors import QueryError
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.tokens import names_dataset, refuse_depth


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <urn:g> {}",
        "SELECT * from\n<urn:g> {}",
        "SELECT * FROM NAMED <urn:g> {}",
        "PREFIX ex: <urn:> SELECT * FROM ex:g {}",
        "CONSTRUCT { ?s ?p ?o } FROM <urn:g> WHERE { ?s ?p ?o }",
    ],
)
def test_a_query_with_from_names_its_graphs(query: str) -> None:
    assert names_dataset(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?from { ?from <urn:FROM> 'FROM <urn:g>' }",
        'SELECT * { ?s ?p """a\nFROM <urn:g>""" } # FROM <urn:g>',
        "SELECT $from { $from ex:from <urn:g> }",
        "SELECT * { ?s ?p ?_from }",
    ],
)
def test_the_word_elsewhere_names_none(query: str) -> None:
    assert not names_dataset(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * " + "{" * 30_000 + "}" * 30_000,
        "SELECT * { FILTER " + "(" * 30_000 + "1" + ")" * 30_000 + "}",
        "SELECT * { ?s " + "(" * 30_000 + "<urn:p>" + ")" * 30_000 + " ?o }",
        "SELECT * { ?s ?p " + "[ ?p " * 30_000 + "1" + "]" * 30_000 + "}",
    ],
)
def test_a_query_that_nests_without_bound_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="nests brackets more than 250 deep"):
        EmbeddedStore().query(query)


def test_brackets_in_strings_do_not_count() -> None:
    refuse_depth("SELECT * { ?s ?p '" + "{" * 1000 + "' }")
    EmbeddedStore().query("SELECT * " + "{" * 200 + "}" * 200)
