"""Query files from grlc and BASIL work as they are."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from counterpoint.errors import UsageError, WorkspaceError
from counterpoint.questions.catalogue import Catalogue, Question
from counterpoint.questions.conventions import Convention, read_name
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import XSD

FOREIGN = """#+ summary: Works of a genre
#+ endpoint: http://example.org/sparql
#+ tags:
#+   - works
#+ defaults:
#+   - genre: http://example.org/Essay
PREFIX x: <http://example.org/>
SELECT ?work WHERE {
  ?work a ?_type_iri ; x:genre ?__genre_iri ; x:year ?_year_xsd_gYear ; x:title ?_title_en ; x:pages ?_pages_integer ;
    x:day ?__day_xsd_date ; x:name ?_name ; x:price ?__price_decimal ; x:code ?__code_x_code ;
    x:time ?__time_xsd_dateTime ; x:sure ?__sure_xsd_boolean
}
"""
GIVEN = {"type": "http://example.org/Work", "year": "1999", "title": "A “title”", "pages": "12", "name": "Ann"}


def question(text: str, folder: Path) -> Question:
    (folder / "works.rq").write_text(text, encoding="utf-8")
    return Catalogue({"works": folder / "works.rq"})["works"]


@pytest.mark.parametrize(
    ("variable", "said"),
    [
        ("name", Convention("name")),
        ("name_iri", Convention("name", "iri")),
        ("name_literal", Convention("name")),
        ("name_en", Convention("name", language="en")),
        ("name_integer", Convention("name", "integer")),
        ("name_decimal", Convention("name", "decimal")),
        ("name_number", Convention("name", "number")),
        ("name_date", Convention("name", "date")),
        ("name_xsd_date", Convention("name", "date")),
        ("name_xsd_string", Convention("name")),
        ("name_xsd_dateTime", Convention("name", datatype=XSD + "dateTime")),
        ("other_name_iri", Convention("other_name", "iri")),
        ("other_name", Convention("other_name")),
        ("iri", Convention("iri")),
        ("en", Convention("en")),
        ("name_no_such", Convention("name_no_such")),
        ("name_", Convention("name_")),
    ],
)
def test_the_end_of_a_name_says_what_a_value_becomes(variable: str, said: Convention) -> None:
    assert read_name(variable) == said


def test_the_prefix_of_a_datatype_is_the_query_s_own() -> None:
    query = "# PREFIX y: <urn:not>\nPREFIX x: <urn:x#>\nASK { ?s ?p 'PREFIX z: <urn:not>' }"
    assert read_name("name_x_code", query) == Convention("name", datatype="urn:x#code")
    assert read_name("name_y_code", query) == Convention("name_y_code")
    assert read_name("name_z_code", query) == Convention("name_z_code")


def test_a_query_file_from_elsewhere_needs_no_further_header(tmp_path: Path) -> None:
    works = question(FOREIGN, tmp_path)
    assert [(one.name, one.type, one.optional) for one in works.typed.values()] == [
        ("type", "iri", False),
        ("genre", "iri", True),
        ("year", "text", False),
        ("title", "text", False),
        ("pages", "integer", False),
        ("day", "date", True),
        ("name", "text", False),
        ("price", "decimal", True),
        ("code", "text", True),
        ("time", "text", True),
        ("sure", "text", True),
    ]
    sparql = works.sparql({**GIVEN, "price": "3", "code": "k"}, EmbeddedStore())
    assert "?work a <http://example.org/Work> ; x:genre <http://example.org/Essay> ;" in sparql
    assert f'x:year "1999"^^<{XSD}gYear> ; x:title "A “title”"@en ; x:pages 12 ;' in sparql
    assert f'x:day ?__day_xsd_date ; x:name "Ann" ; x:price "3"^^<{XSD}decimal> ;' in sparql
    assert 'x:code "k"^^<http://example.org/code>' in sparql
    assert EmbeddedStore().table(sparql) == []


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("type", "Work", 'type: "Work" is not an IRI; write it in full, as in https://…'),
        ("type", "http://x/> ?p ?o", 'type: "http://x/> ?p ?o" is not an IRI; write it in full, as in https://…'),
        ("type", "<http://x> } #", 'type: "<http://x> } #" is not an IRI; write it in full, as in https://…'),
        ("time", "last", 'time: "last" is no dateTime'),
        ("sure", "maybe", 'sure: "maybe" is no boolean'),
        ("pages", "1.5", 'pages: "1.5" is not a whole number; write digits only'),
        ("price", "much", 'price: "much" is not a number; write digits, with a point for decimals'),
        ("day", "1999-02-30", 'day: "1999-02-30" is a date that does not exist'),
        ("genre_iri", "http://x", 'no parameter of works is called "genre_iri"; did you mean "genre"?'),
    ],
)
def test_a_value_that_does_not_fit_the_name_is_told(tmp_path: Path, name: str, value: str, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        question(FOREIGN, tmp_path).sparql({**GIVEN, name: value}, EmbeddedStore())
    assert str(caught.value) == problem


def test_an_iri_may_stand_in_angle_brackets(tmp_path: Path) -> None:
    works = question("ASK { ?_x_iri ?p ?o }", tmp_path)
    assert works.typed["x"].term("<urn:a>", EmbeddedStore()) == ox.NamedNode("urn:a")


def test_a_header_may_say_more_of_what_a_name_says(tmp_path: Path) -> None:
    works = question("#+ params: {who: {type: speaker, description: Who}}\nASK { ?_who_iri ?p ?o }", tmp_path)
    assert (works.typed["who"].type, works.typed["who"].variable) == ("speaker", "who_iri")


def test_a_name_that_the_header_has_as_it_stands_is_a_name(tmp_path: Path) -> None:
    works = question("#+ params: {who_iri: text}\nASK { ?s ?p ?_who_iri }", tmp_path)
    assert works.sparql({"who_iri": "a"}, EmbeddedStore()).endswith('ASK { ?s ?p "a" }')


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#+ params: {x: text}\nASK { ?_x_iri ?p ?o }", '"text" in its header, and ?_x_iri in the query'),
        ("ASK { ?_x_iri ?p ?_x }", 'the parameter "x" of .* is written in two ways'),
        ("ASK { ?s ?p ?_format_iri }", 'has a parameter "format"; give it another name'),
        ("#+ params: {x: iri}\nASK { ?_x_iri ?p ?_y }", "and the query's parameters differ; it has: x, y"),
    ],
)
def test_a_header_that_says_otherwise_is_told(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(WorkspaceError, match=problem.replace("?_", r"\?_")):
        question(text, tmp_path).typed  # noqa: B018 - reading it is what fails
