"""Parameters are found where they are parameters, and no value breaks out of its term."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counterpoint.errors import WorkspaceError
from counterpoint.templates import Template
from counterpoint.vocabulary import XSD


def template(text: str) -> Template:
    """Give a template of a text, without a file."""
    made = Template("any", Path("any.rq"))
    made.__dict__["text"] = text
    return made


INSIDE = st.sampled_from(["?_speaker", "$_speaker", "?__topic", "# ?_x", "<?_x>", "?_a?_b", " ", "x", "é", "'", '"'])


@st.composite
def other_tokens(draw: st.DrawFn) -> str:
    """Draw a token that holds what looks like a parameter and is none."""
    kind = draw(st.sampled_from(["iri", "comment", "long", "short", "name", "variable"]))
    text = "".join(draw(st.lists(INSIDE, min_size=1, max_size=4)))
    if kind == "iri":
        kept = "".join(character for character in text if character not in "<>\"' ")
        return f"<https://example.org/{kept}?_speaker\\u00e9?_speaker>"
    if kind == "comment":
        return f"# {text}\n"
    quote = draw(st.sampled_from(['"', "'"]))
    if kind == "long":
        body = text.replace(quote, "\\" + quote) + draw(st.sampled_from(["", "\n?_speaker", quote + " ?_x"]))
        return f"{quote * 3}{body}\n{quote * 3}"
    if kind == "short":
        body = text.replace(quote, "\\" + quote)
        return f"{quote}{body}\\\\{quote}"
    return draw(
        st.sampled_from(["ex:a\\?_speaker", "ex:a\\$_x", "_:b?", "ex:p?", "?speaker", "$x_y", "?___deep", "?x_"])
    )


@given(st.lists(st.tuples(other_tokens(), st.sampled_from(["", "?_speaker", "$_speaker", "?__topic"]))))
def test_parameters_are_never_found_inside_strings_addresses_and_comments(tokens: list[tuple[str, str]]) -> None:
    written = "".join(f"{token} {parameter} " for token, parameter in tokens)
    found = template(written)
    expected = {parameter.lstrip("?$_"): "__" in parameter for _, parameter in tokens if parameter}
    assert dict(found.parameters) == expected
    terms = {"speaker": ox.Literal("A"), "topic": ox.Literal("B")}
    replaced = {"?_speaker": '"A"', "$_speaker": '"A"', "?__topic": '"B"', "": ""}
    assert found.bind(terms) == "".join(f"{token} {replaced[parameter]} " for token, parameter in tokens)


@given(st.text(st.characters(exclude_categories=["Cs"])))
@example('"')
@example('\\"')
@example('" } ; DROP ALL #')
@example('"""')
@example("\\u0022 \\")
@example("\n\r\t\0\u2028")
@example("?_other")
def test_no_text_breaks_out_of_its_literal(text: str) -> None:
    query = template("SELECT ?x WHERE { VALUES ?x { ?_text } }").bind({"text": ox.Literal(text)})
    [row] = solutions(query)
    assert row[0] == ox.Literal(text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
@example("> ?s ?p ?o")
def test_no_address_breaks_out_of_its_brackets(text: str) -> None:
    try:
        iri = ox.NamedNode("https://example.org/" + text)
    except ValueError:
        return
    [row] = solutions(template("SELECT ?x WHERE { VALUES ?x { ?_iri } }").bind({"iri": iri}))
    assert row[0] == iri


def solutions(query: str) -> list[ox.QuerySolution]:
    found = ox.Store().query(query)
    assert isinstance(found, ox.QuerySolutions)
    return list(found)


@pytest.mark.parametrize(
    "term",
    [
        ox.Literal("2016-02-03", datatype=ox.NamedNode(XSD + "date")),
        ox.Literal(12),
        ox.Literal(-12),
        ox.Literal("1.5", datatype=ox.NamedNode(XSD + "decimal")),
        ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean")),
    ],
)
def test_typed_values_keep_their_type(term: ox.Literal) -> None:
    [row] = solutions(template("SELECT ?x WHERE { VALUES ?x { ?_x } }").bind({"x": term}))
    assert row[0] == term


@pytest.mark.parametrize(
    ("query", "first", "second"),
    [
        ("SELECT ?x ?y { VALUES (?x ?y) {(?_a?_b)} }", "", "b"),
        ("SELECT ?x ?y { VALUES (?x ?y) {(?_a'b')} }", "", "b"),
        ("SELECT ?x ?y { VALUES (?x ?y) {('a'?_b)} }", "a", ""),
        ("SELECT ?x ?y { VALUES(?x ?y){(?_a$_b)} }", "", ""),
    ],
)
def test_terms_side_by_side_stay_two(query: str, first: str, second: str) -> None:
    [row] = solutions(template(query).bind({"a": ox.Literal(first), "b": ox.Literal(second)}))
    assert (row[0], row[1]) == (ox.Literal(first), ox.Literal(second))


def test_a_term_after_a_comparison_stays_a_term() -> None:
    query = template("ASK { FILTER(1<?_n) FILTER(<a:b><?_iri||true) }")
    store = ox.Store()
    assert store.query(query.bind({"n": ox.Literal(2), "iri": ox.NamedNode("a:c")}))
    assert store.query(template("SELECT * {} LIMIT?_n").bind({"n": ox.Literal(1)}))


def test_several_terms_stand_in_the_place_of_one_parameter() -> None:
    text = template("SELECT ?x { VALUES ?x { ?_claims } }").bind({"claims": [ox.NamedNode("a:b"), ox.NamedNode("a:c")]})
    assert text == "SELECT ?x { VALUES ?x { <a:b> <a:c> } }"


def test_a_parameter_without_a_value_stays_a_variable() -> None:
    query = "SELECT * { ?s ?p ?__topic , ?_other }"
    assert template(query).bind({}) == query


def test_a_value_without_a_parameter_is_left() -> None:
    assert template("ASK {}").bind({"x": ox.Literal("a")}) == "ASK {}"


def test_a_shipped_query_has_no_parameter_left_once_all_are_bound(repository: Path) -> None:
    for path in (repository / "queries").rglob("*.rq"):
        found = Template(path.stem, path)
        bound = found.bind(dict.fromkeys(found.parameters, ox.NamedNode("https://example.org/")))
        assert not template(bound).parameters
        assert found.summary


def test_a_name_may_have_every_character_that_sparql_allows() -> None:
    assert list(template("?_a·b ?_ö\u0301 ?_x\u203fy\u2040 ?_1 ?_日本").parameters) == [
        "a·b",
        "ö\u0301",
        "x\u203fy\u2040",
        "1",
        "日本",
    ]


HEADERS = {
    "#+ summary: A question\nASK {}": {"summary": "A question"},
    "#+ description: >\n#+   Two\n#+   lines.\nASK {}": {"description": "Two lines."},
    "#+ params:\n#+   limit: {type: number, default: 010, example: yes}\nASK {}": {
        "params": {"limit": {"type": "number", "default": "010", "example": "yes"}}
    },
    "#+ since: 2016-02-30\nASK {}": {"since": "2016-02-30"},
    "# no header\nASK {}": {},
    "#+\n#+  \nASK {}": {},
}


@pytest.mark.parametrize("text", HEADERS)
def test_the_header_is_read_as_text(text: str) -> None:
    assert template(text).header == HEADERS[text]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("#+ summary: [\nASK {}", "are not valid YAML: while parsing"),
        ("#+ - a\nASK {}", "are no keys and values; write #+ summary: …"),
        ("#+ a: !!python/object:os.system x\nASK {}", ""),
    ],
)
def test_a_header_that_cannot_be_read_is_told_in_one_line(text: str, problem: str) -> None:
    if not problem:
        assert template(text).header == {"a": "x"}
        return
    with pytest.raises(WorkspaceError, match=r"any\.rq") as caught:
        _ = template(text).header
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_may_begin_with_a_byte_order_mark_and_have_any_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "x.rq"
    path.write_bytes("\ufeff#+ summary: A\r\n#+ params: {a: text}\r\nASK { FILTER(?_a = 1) }\r\n".encode())
    found = Template("x", path)
    assert (found.summary, dict(found.parameters)) == ("A", {"a": False})
    ox.Store().query(found.bind({"a": ox.Literal("x")}))


@pytest.mark.parametrize(("data", "problem"), [(b"\xff", "is not UTF-8; save the query in UTF-8"), (None, "Is a dir")])
def test_a_file_that_cannot_be_read(tmp_path: Path, data: bytes | None, problem: str) -> None:
    path = tmp_path / "x.rq"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    with pytest.raises(WorkspaceError, match=problem):
        _ = Template("x", path).text


def test_an_unclosed_string_takes_no_time() -> None:
    for quote in ('"', "'", '"""', "'''", "<"):
        assert list(template(quote + "a ?_x \\" * 20_000).parameters) in ([], ["x"])
