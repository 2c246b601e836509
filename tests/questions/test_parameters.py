"""The parameters of a question: what the header says of them, and what people may give."""

from __future__ import annotations

import datetime
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from counterpoint.errors import UnknownNameError, UsageError, WorkspaceError
from counterpoint.questions.parameters import ENTITY_TYPES, Parameter, read_parameters
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.templates import Template
from counterpoint.vocabulary import KINDS, XSD
from tests.questions.conftest import BASE


def parameters(text: str) -> dict[str, Parameter]:
    template = Template("any", Path("any.rq"))
    template.__dict__["text"] = text
    return read_parameters(template)


def term(kind: str, value: object) -> ox.NamedNode | ox.Literal:
    return Parameter("x", kind, "", optional=False).term(value, EmbeddedStore())


def test_the_header_describes_each_parameter() -> None:
    text = "#+ params:\n#+   who: {type: speaker, description: 'Who\n#+     speaks', example: Ann}\n#+   limit:\n"
    text += "#+     type: number\n#+     default: 10\n#+   claim: claim\nSELECT * { ?_who ?__claim ?_limit }"
    assert parameters(text) == {
        "who": Parameter("who", "speaker", "Who speaks", False, "Ann"),
        "claim": Parameter("claim", "claim", "claim", True),
        "limit": Parameter("limit", "number", "limit", True, "", "10"),
    }
    assert list(parameters(text)) == ["who", "claim", "limit"]


def test_a_question_may_have_no_parameters() -> None:
    assert parameters("ASK {}") == {}
    assert parameters("#+ params:\nASK {}") == {}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#+ params: {p: text}\nASK { ?s ?p ?_o }", "#+ params of any.rq and the query's parameters differ; it has: o"),
        ("#+ params: {o: text}\nASK {}", "#+ params of any.rq and the query's parameters differ; it has: none"),
        ("#+ params: [o]\nASK { ?s ?p ?_o }", "#+ params of any.rq and the query's parameters differ; it has: o"),
        ("#+ params: o\nASK { ?s ?p ?_o }", "#+ params of any.rq and the query's parameters differ; it has: o"),
        ("#+ params: {o: persn}\nASK { ?s ?p ?_o }", 'the parameter "o" of any.rq has no type "persn"; use one of '),
        ("#+ params: {format: text}\nASK { ?s ?p ?_format }", 'any.rq has a parameter "format"; give it another name'),
        ("#+ params: {1: text}\nASK { ?s ?p ?_1 }", 'any.rq has a parameter "1"; give it another name'),
    ],
)
def test_a_header_that_does_not_fit_the_query_is_told(text: str, problem: str) -> None:
    with pytest.raises(WorkspaceError) as caught:
        parameters(text)
    assert str(caught.value).startswith(problem)


def test_every_kind_of_thing_but_statements_can_be_a_parameter() -> None:
    assert {kind for kinds in ENTITY_TYPES.values() for kind in kinds} == set(KINDS) - {"statement"}


@pytest.mark.parametrize("kind", sorted(ENTITY_TYPES))
def test_a_thing_is_looked_up(store: EmbeddedStore, kind: str) -> None:
    parameter = Parameter("x", kind, "", optional=False)
    with pytest.raises(UnknownNameError, match="is called"):
        parameter.term("Nobody And Nothing", store)


def test_a_speaker_is_a_person_or_an_organisation(store: EmbeddedStore) -> None:
    speaker = Parameter("x", "speaker", "", optional=False)
    assert speaker.term("michael west", store) == ox.NamedNode(f"{BASE}/person/michael-west")
    assert speaker.term("king's fund", store) == ox.NamedNode(f"{BASE}/organisation/kings-fund")


DATE, INTEGER, DECIMAL = (ox.NamedNode(XSD + name) for name in ("date", "integer", "decimal"))


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("date", "2016-02-29", ox.Literal("2016-02-29", datatype=DATE)),
        ("date", " 2016-02-29 ", ox.Literal("2016-02-29", datatype=DATE)),
        ("date", datetime.date(2016, 2, 29), ox.Literal("2016-02-29", datatype=DATE)),
        ("number", "10", ox.Literal("10", datatype=INTEGER)),
        ("number", 10, ox.Literal("10", datatype=INTEGER)),
        ("number", "+10", ox.Literal("10", datatype=INTEGER)),
        ("number", -10, ox.Literal("-10", datatype=INTEGER)),
        ("number", "1.5", ox.Literal("1.5", datatype=DECIMAL)),
        ("number", 1.5, ox.Literal("1.5", datatype=DECIMAL)),
        ("number", Decimal("1.50"), ox.Literal("1.50", datatype=DECIMAL)),
        ("text", " a b ", ox.Literal(" a b ")),
        ("text", '"} #', ox.Literal('"} #')),
        ("text", 10, ox.Literal("10")),
    ],
)
def test_a_value_becomes_a_literal_of_its_type(kind: str, value: object, expected: ox.Literal) -> None:
    assert term(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        ("date", "2016-02-30", 'x: "2016-02-30" is a date that does not exist'),
        ("date", "yesterday", 'x: "yesterday" is not a date; write year-month-day, as in 2016-02-03'),
        ("date", "20160203", 'x: "20160203" is not a date; write year-month-day, as in 2016-02-03'),
        ("date", "٢٠١٦-٠٢-٠٣", 'x: "٢٠١٦-٠٢-٠٣" is not a date; write year-month-day, as in 2016-02-03'),
        ("number", "ten", 'x: "ten" is not a number; write digits, with a point for decimals'),
        ("number", "1,5", 'x: "1,5" is not a number; write digits, with a point for decimals'),
        ("number", "٣", 'x: "٣" is not a number; write digits, with a point for decimals'),
        ("number", True, 'x: "True" is not a number; write digits, with a point for decimals'),
        ("number", float("nan"), 'x: "nan" is not a number; write digits, with a point for decimals'),
        ("text", "a\0b", "x: holds a character that no text has; type it anew"),
        ("text", "a\udcff", "x: holds a character that no text has; type it anew"),
        ("speaker", "\udcff", "x: holds a character that no text has; type it anew"),
    ],
)
def test_a_value_of_another_form_is_told(kind: str, value: object, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        term(kind, value)
    assert str(caught.value) == problem
