"""Parameters are terms: found where SPARQL has a variable and nowhere else, and no value breaks out of its term."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoint.errors import WorkspaceError
from counterpoint.templates import Template


def template(text: str) -> Template:
    """Make a template of a text, as if a file held it."""
    made = Template("test", Path("test.rq"))
    made.__dict__["text"] = text
    return made


HIDING = [
    '"?_x"',
    "'?_x'",
    '"""?_x "quoted" ?_x"""',
    "'''?_x\n?_x'''",
    r'"\"?_x"',
    "<https://example.org/?_x>",
    "# ?_x\n",
    "<https://example.org/#> # '?_x\n",
]


@pytest.mark.parametrize("hiding", HIDING)
def test_a_parameter_is_not_found_in_strings_iris_and_comments(hiding: str) -> None:
    query = template(f"SELECT * WHERE {{ ?s ?p {hiding} \n . ?s ?p ?_x }}")
    bound = query.bind({"x": ox.Literal("value")})
    assert bound == f'SELECT * WHERE {{ ?s ?p {hiding} \n . ?s ?p "value" }}'


def test_names_are_told_apart() -> None:
    query = template("SELECT ?x ?_xy ?__z $_w WHERE { ?_x ?__z $_w }")
    assert query.parameters == {"xy": False, "z": True, "w": False, "x": False}
    assert query.bind({"x": ox.Literal(1)}).startswith("SELECT ?x ?_xy ?__z $_w WHERE { ")


def test_several_terms_stand_inside_values() -> None:
    query = template("VALUES ?c { ?_claims }")
    terms = [ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/b")]
    assert query.bind({"claims": terms}) == "VALUES ?c { <https://example.org/a> <https://example.org/b> }"


@given(st.text().filter(lambda text: not any("\ud800" <= character <= "\udfff" for character in text)))
def test_no_text_breaks_out_of_its_term(value: str) -> None:
    bound = template("SELECT (?_x AS ?out) (STR(?_x) = ?_x AS ?same) WHERE {}").bind({"x": ox.Literal(value)})
    result = ox.Store().query(bound)
    assert isinstance(result, ox.QuerySolutions)
    (row,) = list(result)
    assert row["out"] == ox.Literal(value)


@given(st.lists(st.sampled_from(['"?_x"', "?_x", "?y", "<a?_x>", "# ?_x\n", "'", '"', " ", "<", "?__x", "{", "\\"])))
def test_all_but_parameters_stays_as_it_is(parts: list[str]) -> None:
    text = "".join(parts)
    assert template(text).bind({}) == text
    assert template(text).bind({"x": ox.NamedNode("x:y")}).count("x:y") <= text.count("?_x") + text.count("?__x")


@pytest.mark.parametrize("header", ["#+ summary: [", "#+ - a list", "#+ a: b: c"])
def test_a_header_that_is_no_mapping_is_refused(header: str) -> None:
    with pytest.raises(WorkspaceError, match="#\\+ lines"):
        _ = template(header + "\nASK {}").header


def test_a_query_without_a_header_has_its_name_for_a_summary() -> None:
    assert template("ASK {}").summary == "test"
    assert template("#+ summary: >\n#+   Two\n#+   lines\nASK {}").summary == "Two lines"
