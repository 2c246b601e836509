"""Answers: the engine's own bytes in every standard format, and plain Python values in rows."""

from __future__ import annotations

import datetime
import json
import math
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import QueryError, UsageError
from counterpoint.questions.answers import FORMATS, GRAPH_FORMATS, RESULT_FORMATS, Answer, displayed, to_python
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import PREFIXES, XSD

DATA = """
@prefix ex: <https://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:a ex:name "Ada" ; ex:born "1815-12-10"^^xsd:date ; ex:height 1.65 ; ex:count 3 ; ex:mad false ; ex:mass 1e3 ;
  ex:label "Zählerin"@de , "counter"@en , "<b>&\\"'\\n\\t,;|" ; ex:knows _:b , ex:c ; ex:odd "x"^^ex:type .
_:b ex:name "" . ex:c ex:name "\\u202Eevil\\u0007" ; ex:when "2016-02-03T10:00:00Z"^^xsd:dateTime .
"""

SELECTS = [
    "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT ?name ?born ?nothing { ?s ex:name ?name OPTIONAL { ?s ex:born ?born } } ORDER BY ?name",
    "SELECT ?l { ?s ex:label ?l } ORDER BY ?l",
    "SELECT * { ?s ex:knows ?b } ORDER BY ?b",
    "SELECT ?x { ?s ex:none ?x }",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (1/0 AS ?broken) (<<( ex:a ex:b 'x'@en )>> AS ?triple) {}",
    "SELECT (STRLANGDIR('a', 'ar', 'rtl') AS ?directed) {}",
    "SELECT ('\\u0000\\uFFFD\\u2028' AS ?odd) {}",
    "SELECT ?x { VALUES ?x { UNDEF '' ' ' 'a' } }",
    "SELECT * {}",
]
ASKS = ["ASK { ?s ?p ?o }", "ASK { ?s ex:none ?o }"]
GRAPHS = ["CONSTRUCT WHERE { ?s ex:name ?o }", "DESCRIBE ex:c", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ex:none ?p, ?o }"]


@pytest.fixture(scope="module")
def engine() -> ox.Store:
    store = ox.Store()
    store.load(DATA, format=ox.RdfFormat.TURTLE)
    return store


def query(engine: ox.Store, text: str) -> Any:
    return engine.query(text, prefixes={"ex": "https://example.org/"})


@pytest.mark.parametrize("text", [*SELECTS, *ASKS])
@pytest.mark.parametrize("format_", RESULT_FORMATS)
def test_the_standard_formats_are_those_of_the_engine(engine: ox.Store, text: str, format_: str) -> None:
    expected = query(engine, text).serialize(format=RESULT_FORMATS[format_])
    unread, read, counted = (Answer(query(engine, text)) for _ in range(3))
    assert unread.serialize(format_) == expected
    assert unread.serialize(format_) == expected
    _ = read.rows
    assert read.serialize(format_) == expected
    assert len(unread.rows) == len(read.rows) == len(counted)
    assert unread.rows == read.rows
    assert read.serialize(format_) == expected


@pytest.mark.parametrize("text", GRAPHS)
@pytest.mark.parametrize("format_", GRAPH_FORMATS)
def test_a_graph_is_written_as_the_engine_writes_it(engine: ox.Store, text: str, format_: str) -> None:
    prefixes = dict(PREFIXES) if format_ == "turtle" else None
    triples = list(query(engine, text))
    expected = ox.serialize(triples, format=GRAPH_FORMATS[format_], prefixes=prefixes)
    answer = Answer(query(engine, text))
    assert answer.serialize(format_) == expected
    assert len(answer.rows) == len(triples)
    assert answer.serialize(format_) == expected


def test_rows_are_plain_python(engine: ox.Store) -> None:
    text = "SELECT ?name ?born ?height ?count ?mad ?mass ?nothing ?odd { ?s ex:name ?name ; ex:born ?born ; "
    text += "ex:height ?height ; ex:count ?count ; ex:mad ?mad ; ex:mass ?mass ; ex:odd ?odd }"
    answer = Answer(query(engine, text))
    assert answer.rows == [
        {
            "name": "Ada",
            "born": datetime.date(1815, 12, 10),
            "height": Decimal("1.65"),
            "count": 3,
            "mad": False,
            "mass": 1000.0,
            "nothing": None,
            "odd": "x",
        }
    ]
    assert list(answer) == answer.rows
    assert repr(answer) == "<Answer: 1 rows of name, born, height, count, mad, mass, nothing, odd>"


def test_an_ask_is_one_row_and_a_truth_value(engine: ox.Store) -> None:
    yes, no = (Answer(query(engine, text)) for text in ASKS)
    assert (yes.rows, no.rows) == ([{"answer": True}], [{"answer": False}])
    assert (bool(yes), bool(no)) == (True, False)
    assert (yes.columns, len(no), yes.is_graph) == (["answer"], 1, False)


def test_no_rows_are_false(engine: ox.Store) -> None:
    assert not Answer(query(engine, "SELECT ?x { ?s ex:none ?x }"))
    assert Answer(query(engine, SELECTS[0]))


def test_a_graph_has_the_columns_of_triples(engine: ox.Store) -> None:
    answer = Answer(query(engine, "DESCRIBE ex:c"))
    assert (answer.columns, answer.is_graph) == (["subject", "predicate", "object"], True)
    assert {row["predicate"] for row in answer} == {"https://example.org/name", "https://example.org/when"}


@pytest.mark.parametrize("text", [SELECTS[0], ASKS[0], GRAPHS[0]])
def test_a_format_that_does_not_fit_is_refused_with_those_that_do(engine: ox.Store, text: str) -> None:
    answer = Answer(query(engine, text))
    fitting, other = (GRAPH_FORMATS, RESULT_FORMATS) if answer.is_graph else (RESULT_FORMATS, GRAPH_FORMATS)
    kind = "a graph" if answer.is_graph else "rows"
    for format_ in other:
        with pytest.raises(UsageError) as caught:
            answer.serialize(format_)
        assert str(caught.value) == (
            f"the query gives {kind}, which {format_} cannot hold; use one of {', '.join(fitting)}, table, markdown"
        )
    for format_ in (*fitting, "table", "markdown"):
        assert isinstance(answer.serialize(format_), bytes)


def test_an_unknown_format_is_refused_with_all(engine: ox.Store) -> None:
    with pytest.raises(UsageError) as caught:
        Answer(query(engine, ASKS[0])).serialize("yaml")
    assert str(caught.value) == f'there is no format "yaml"; use one of {", ".join(FORMATS)}'


def test_other_readers_understand_what_is_written(engine: ox.Store) -> None:
    answer = Answer(query(engine, SELECTS[0]))
    found = rdflib.query.Result.parse(source=_stream(answer.serialize("json")), format="json")
    assert len(found) == len(answer)
    graph = rdflib.Graph().parse(data=Answer(query(engine, GRAPHS[0])).serialize("turtle"), format="turtle")
    assert len(graph) == len(Answer(query(engine, GRAPHS[0])))
    assert json.loads(answer.serialize("json"))["head"]["vars"] == ["s", "p", "o"]


def _stream(data: bytes) -> Any:
    import io

    return io.BytesIO(data)


def test_the_columns_and_rows_become_a_frame(engine: ox.Store) -> None:
    pytest.importorskip("pandas")
    frame = Answer(query(engine, "SELECT ?name ?none { ?s ex:name ?name } ORDER BY ?name")).to_pandas()
    assert list(frame.columns) == ["name", "none"]
    assert list(frame["name"])[1] == "Ada"
    assert frame["none"].isna().all()
    empty = Answer(query(engine, "SELECT ?x { ?s ex:none ?x }")).to_pandas()
    assert (list(empty.columns), len(empty)) == (["x"], 0)


def test_a_frame_without_pandas_is_refused_with_what_to_do(engine: ox.Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pandas", None)
    with pytest.raises(UsageError, match="pandas is not installed; pip install"):
        Answer(query(engine, ASKS[0])).to_pandas()


@pytest.mark.parametrize(
    ("text", "datatype", "expected"),
    [
        ("1", "boolean", True),
        ("TRUE", "boolean", "TRUE"),
        ("2016-02-30", "date", "2016-02-30"),
        ("2016-02-03Z", "date", "2016-02-03Z"),
        ("2016-02-03T10:00:00Z", "dateTime", datetime.datetime(2016, 2, 3, 10, tzinfo=datetime.UTC)),
        ("yesterday", "dateTime", "yesterday"),
        ("many", "integer", "many"),
        ("9" * 5000, "integer", "9" * 5000),
        ("007", "nonNegativeInteger", 7),
        ("1,5", "decimal", "1,5"),
        ("INF", "double", math.inf),
        ("2016", "gYear", "2016"),
        ("text", "string", "text"),
    ],
)
def test_a_literal_that_does_not_fit_its_type_stays_text(text: str, datatype: str, expected: object) -> None:
    found = to_python(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype)))
    assert (found, type(found)) == (expected, type(expected))


def test_other_terms_become_text() -> None:
    assert to_python(ox.NamedNode("a:b")) == "a:b"
    assert to_python(ox.BlankNode("b0")) == "b0"
    assert to_python(ox.Literal("a", language="en")) == "a"
    assert to_python(ox.Triple(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.Literal("c"))) == '<a:a> <a:b> "c"'


def test_names_are_shown_in_place_of_addresses() -> None:
    assert displayed(["claim", "claimName", "quote"]) == [("claim", "claimName"), ("quote", "quote")]
    assert displayed(["name", "Name", "otherName"]) == [("name", "name"), ("Name", "Name"), ("otherName", "otherName")]
    assert displayed([]) == []


@given(st.lists(st.lists(st.none() | st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2)))
def test_any_text_is_written_the_same_before_and_after_it_was_read(rows: list[list[str | None]]) -> None:
    values = " ".join(f"({' '.join('UNDEF' if t is None else str(ox.Literal(t)) for t in row)})" for row in rows)
    text = f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}"
    for format_ in RESULT_FORMATS:
        unread, read = Answer(ox.Store().query(text)), Answer(ox.Store().query(text))
        assert [list(row.values()) for row in read.rows] == rows
        assert unread.serialize(format_) == read.serialize(format_)


def test_a_query_that_fails_while_it_is_read_is_a_query_error() -> None:
    class Failing:
        """Stands for a result whose reading fails, as that of a store on a broken disk does."""

        def __iter__(self) -> Any:
            raise OSError("the disk is gone")

    answer = Answer(EmbeddedStore().query("SELECT * {}"))
    answer._result = Failing()  # type: ignore[assignment]  # noqa: SLF001
    with pytest.raises(QueryError, match="the query fails: the disk is gone"):
        _ = answer.rows
