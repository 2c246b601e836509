"""Answers that an endpoint cuts off: no row is lost in silence, and no needless query is made."""

from __future__ import annotations

import json
import re

import pytest

from counterpoint.errors import CounterpointError, StoreError
from counterpoint.store.credentials import Credentials
from counterpoint.store.remote import RemoteStore
from tests.endpoints import Asked, Says, endpoint

CSV = {"Content-Type": "text/csv"}
JSON = {"Content-Type": "application/sparql-results+json"}
QUERY = "SELECT ?x { ?x ?y ?z }"


class Capped:
    """An endpoint of so many rows that gives at most some of them.

    :param says_so: give Virtuoso's header where an answer is cut off.
    :param restless: give rows in another order each time, where none is asked for.
    :param deepest: refuse what is sorted and lies deeper than this, as Virtuoso does.
    """

    def __init__(
        self, rows: int, cap: int, *, says_so: bool = False, restless: bool = False, deepest: int | None = None
    ) -> None:
        self.rows, self.cap, self.says_so, self.restless, self.deepest = rows, cap, says_so, restless, deepest
        self.queries: list[str] = []

    def __call__(self, asked: Asked) -> Says:
        query = asked.query.partition("PREFIX xsd:")[2].partition(">")[2].strip()
        self.queries.append(query)
        if "COUNT" in query:
            return Says(body=f"n\n{self.rows}\n".encode(), headers=CSV)
        limit, offset = (int(bound[1]) if (bound := re.search(rf"{word} (\d+)", query)) else None for word in BOUNDS)
        end = min((offset or 0) + (self.rows if limit is None else limit), self.rows)
        nested = query.count("SELECT") > 1
        if self.deepest is not None and end > self.deepest and "ORDER" in query and not nested:
            return Says(500, b"SR353: Sorted TOP clause specifies more then 10000 rows to sort")
        if self.restless and "ORDER" not in query:
            offset = max(0, (offset or 0) - 3)
        found = [str(number) for number in range(offset or 0, end)][: self.cap]
        more = {"X-SPARQL-MaxRows": str(self.cap)} if self.says_so and len(found) == self.cap else {}
        if "json" in asked.headers["Accept"]:
            rows = [{"x": {"type": "literal", "value": one}} for one in found]
            body = json.dumps({"head": {"vars": ["x"]}, "results": {"bindings": rows}})
            return Says(body=body.encode(), headers={**JSON, **more})
        return Says(body="\n".join(["x", *found, ""]).encode(), headers={**CSV, **more})


BOUNDS = ("LIMIT", "OFFSET")


def opened(url: str) -> RemoteStore:
    store = RemoteStore(url, credentials=Credentials("x"))
    store._is_union = True  # noqa: SLF001 - so that the first question is the test's own
    return store


@pytest.mark.parametrize("how", ["table", "query"])
@pytest.mark.parametrize(
    "engine",
    [
        Capped(120, 50, says_so=True),
        Capped(100, 50, says_so=True),
        Capped(101, 100),
        Capped(2_345, 1_000),
        Capped(2_345, 1_024, restless=True),
        Capped(25_000, 10_000, says_so=True, deepest=10_000),
        Capped(25_000, 10_000, restless=True, deepest=10_000),
    ],
    ids=lambda engine: f"{engine.rows}-{engine.cap}-{engine.restless}",
)
def test_an_answer_that_is_cut_off_is_read_in_pages(engine: Capped, how: str) -> None:
    with endpoint(engine) as to:
        store = opened(to.url)
        for _ in range(2):
            if how == "table":
                assert store.table(QUERY) == [(str(number),) for number in range(engine.rows)]
            else:
                found = [row["x"].value for row in store.query(QUERY)]  # type: ignore[union-attr]
                assert found == [str(number) for number in range(engine.rows)]


@pytest.mark.parametrize("rows", [0, 1, 49, 50, 99, 101, 949])
def test_a_short_answer_takes_one_query(rows: int) -> None:
    engine = Capped(rows, 10_000)
    with endpoint(engine) as to:
        assert len(opened(to.url).table(QUERY)) == rows
    assert engine.queries == [QUERY]


def test_a_long_answer_is_counted_once() -> None:
    engine = Capped(5_000, 1_000_000)
    with endpoint(engine) as to:
        store = opened(to.url)
        for _ in range(3):
            assert len(store.table(QUERY)) == 5_000
    assert [("COUNT" in query) for query in engine.queries] == [False, True, False, False]


def test_where_the_cap_is_known_what_is_shorter_is_not_counted() -> None:
    engine = Capped(25_000, 10_000)
    with endpoint(engine) as to:
        store = opened(to.url)
        store.table(QUERY)
        engine.rows, before = 9_000, len(engine.queries)
        assert len(store.table(QUERY)) == 9_000
        assert len(engine.queries) == before + 1


@pytest.mark.parametrize("how", ["table", "query"])
def test_rows_that_are_missing_in_the_end_are_told(how: str) -> None:
    class Short(Capped):
        def __call__(self, asked: Asked) -> Says:
            return Says(body=b"n\n5000\n") if "COUNT" in asked.query else super().__call__(asked)

    with endpoint(Short(3_000, 1_000)) as to, pytest.raises(StoreError, match=r"gives 3,000 of 5,000 rows, 1,000 at a"):
        getattr(opened(to.url), how)(QUERY)


def test_a_page_that_fails_is_told() -> None:
    def failing(asked: Asked) -> Says:
        return Says(500, b"out of memory") if "LIMIT" in asked.query else Capped(5_000, 1_000)(asked)

    with endpoint(failing) as to, pytest.raises(CounterpointError, match="out of memory"):
        opened(to.url).table(QUERY)


def test_a_graph_that_is_cut_off_is_told() -> None:
    headers = {"Content-Type": "application/n-triples", "X-SPARQL-MaxRows": "50"}
    with endpoint(Says(body=b"<a:b> <a:b> <a:b> .\n", headers=headers)) as to:
        store = opened(to.url)
        with pytest.raises(StoreError, match="gives only 50 rows of the answer; ask with SELECT"):
            store.query("CONSTRUCT WHERE { ?s ?p ?o }")


def test_an_answer_that_ends_with_the_time_is_told() -> None:
    headers = {**CSV, "X-SQL-State": "S1TAT", "X-SQL-Message": "Anytime query: returning incomplete results"}
    with (
        endpoint(Says(body=b"x\n1\n", headers=headers)) as to,
        pytest.raises(StoreError, match="gives a part of the answer only: Anytime query: returning incomplete"),
    ):
        opened(to.url).table(QUERY)


@pytest.mark.parametrize(("rows", "cap", "whole"), [(90, 50, True), (500, 5_000, True), (2_345, 1_000, False)])
def test_a_graph_that_is_cut_off_in_silence_is_found_out(rows: int, cap: int, whole: bool) -> None:
    engine = Capped(rows, cap)

    def answer(asked: Asked) -> Says:
        if "CONSTRUCT" not in asked.query:
            return engine(asked)
        data = "".join(f"<urn:s> <urn:p> '{number}' .\n" for number in range(min(rows, cap))).replace("'", '"')
        return Says(body=data.encode(), headers={"Content-Type": "application/n-triples"})

    with endpoint(answer) as to:
        store = opened(to.url)
        query = "CONSTRUCT { <urn:s> <urn:p> ?x } WHERE { ?x ?y ?z }"
        if whole:
            assert len(list(store.query(query))) == min(rows, cap)  # type: ignore[arg-type]
        else:
            with pytest.raises(StoreError, match="gives only 1,000 of the 2,345 rows of the answer; ask with SELECT"):
                store.query(query)


@pytest.mark.parametrize(("value", "truth"), [("1", True), ("0", False), ("true", True)])
def test_an_ask_that_is_answered_with_a_row_is_understood(value: str, truth: bool) -> None:
    body = '{"head": {"vars": ["__ASK_RETVAL"]}, "results": {"bindings": [{"__ASK_RETVAL": {"type": "typed-literal", '
    body += f'"datatype": "http://www.w3.org/2001/XMLSchema#integer", "value": "{value}"}}}}]}}}}'
    with endpoint(Says(body=body.encode(), headers=JSON)) as to:
        assert bool(opened(to.url).query("ASK { ?s ?p ?o }")) is truth


@pytest.mark.parametrize("media_type", ["text/html", "application/octet-stream", ""])
def test_an_answer_of_another_kind_is_told(media_type: str) -> None:
    with endpoint(Says(body=b"<p>hello</p>", headers={"Content-Type": media_type})) as to:
        store = opened(to.url)
        for ask in (store.table, store.query):
            with pytest.raises(StoreError, match="is it the address of a SPARQL endpoint"):
                ask(QUERY)
