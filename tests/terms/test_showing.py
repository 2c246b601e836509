"""The terms shown: in every format, the workspace's own marked, one term with what is around it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import pyoxigraph as ox
import pytest

from counterpoint.errors import UnknownNameError
from counterpoint.terms.catalogue import KINDS, Terms, polarity_text
from counterpoint.terms.showing import FORMATS, show
from counterpoint.workspace import Workspace, shipped
from tests.desk import Desk
from tests.terms.conftest import spoil

SHIPPED = Workspace(shipped())


def shown(desk: Desk, term: str = "", form: str = "table", width: int = 160) -> str:
    return show(desk.workspace, term, form, width=width).decode()


def test_the_catalogue_holds_every_term_once() -> None:
    terms = Terms(SHIPPED)
    assert len({term.iri for term in terms.all}) == len(terms.all)
    assert {term.kind for term in terms.all} == set(KINDS) - {"topic"}
    assert not any(term.own for term in terms.all)
    stances = {term.name: polarity_text(term) for term in terms.of("stance")}
    assert stances == {"cp:mentions": "–", "cp:opposes": "-1", "cp:qualifies": "0", "cp:supports": "+1"}
    assert {term.name for term in terms.tops("role")} >= {"cpr:clinical", "cpr:managerial"}


def test_a_table_has_the_keys_and_marks_what_is_own(own: Desk) -> None:
    lines = shown(own).splitlines()
    [doubts] = [line for line in lines if "ex:doubts" in line]
    assert doubts.split()[:4] == ["*", "ex:doubts", "doubts", "-0.5"]
    assert any(line.split()[:4] == ["cp:speaker", "speaker", "cp:Statement", "prov:Agent"] for line in lines)
    assert lines[-1].endswith("terms, 5 of the workspace's own, marked *")


def test_a_tree_hangs_terms_under_what_is_broader(own: Desk) -> None:
    tree = shown(own, form="tree")
    assert "├── ex:doubts * -0.5" in tree or "└── ex:doubts * -0.5" in tree
    assert "│   ├── cpr:research-fellow\n│   └── ex:astronomer *\n" in tree
    assert tree.count("cpr:medical-director") == 2, "it falls under two kinds of role"
    assert shown(own, "academic role", "tree").splitlines()[0] == "cpr:academic"


def test_a_circle_ends(own: Desk) -> None:
    spoil(own, "ontology/own.ttl", "skos:broader cpr:academic", "skos:broader ex:astronomer, cpr:academic")
    for form in FORMATS:
        assert shown(own, form=form)
        assert shown(own, "ex:astronomer", form)


@pytest.mark.parametrize(
    "name", ["funded-by", "ex:fundedBy", "https://example.org/debate#fundedBy", "funded by", "FUNDED BY", "fundedBy"]
)
def test_a_term_is_found_by_its_key_its_name_its_label_and_its_iri(own: Desk, name: str) -> None:
    assert shown(own, name).splitlines() == [
        "ex:fundedBy, a property",
        "label             funded by",
        "what it means     Who pays for the person's work.",
        "key in a record   funded-by",
        "of                schema:Person",
        "leads to          org:Organization",
        "IRI               https://example.org/debate#fundedBy",
        "added by          the workspace",
    ]


def test_an_unknown_term_is_told_with_the_nearest(own: Desk) -> None:
    with pytest.raises(UnknownNameError, match='no term is called "funde-by"; did you mean "funded-by"'):
        show(own.workspace, "funde-by")


def test_json_says_what_there_is_to_know(own: Desk) -> None:
    terms = {term["name"]: term for term in json.loads(shown(own, form="json"))}
    assert terms["ex:doubts"] == {
        "iri": "https://example.org/debate#doubts",
        "name": "ex:doubts",
        "kind": "stance",
        "label": "doubts",
        "comment": "The speaker finds the claim hard to believe.",
        "key": "doubts",
        "own": True,
        "above": [],
        "below": [],
        "polarity": -0.5,
    }
    assert json.loads(shown(own, "born", "json"))["range"] == ["http://www.w3.org/2001/XMLSchema#gYear"]


def test_turtle_is_what_the_files_say(own: Desk) -> None:
    said, written = ox.Store(), ox.Store()
    said.load(shown(own, form="ttl"), format=ox.RdfFormat.TURTLE)
    for path in own.workspace.ontology:
        written.load(path=str(path), format=ox.RdfFormat.TURTLE)
    assert set(said) == set(written)
    one = shown(own, "doubts", "ttl")
    assert "ex:doubts a" in one
    assert "ex:born" not in one


def test_a_picture_shows_every_term_and_line(own: Desk) -> None:
    svg = shown(own, form="svg")
    texts = [text.text for text in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own
    terms = Terms(own.workspace)
    assert len(texts) == len(terms.all) + len(KINDS) - 1, "each term, and each kind but topics"
    assert "ex:doubts (-0.5)" in texts
    around = shown(own, "funded-by", "svg")
    texts = [text.text for text in ET.fromstring(around).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own
    assert sorted(map(str, texts)) == ["ex:fundedBy", "leads to", "of", "org:Organization", "schema:Person"]


def test_no_two_texts_of_a_picture_lie_on_each_other(own: Desk) -> None:
    root = ET.fromstring(shown(own, form="svg"))  # noqa: S314 - our own
    places = [(text.get("x"), text.get("y")) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert len(set(places)) == len(places)


def test_dot_has_the_same_nodes_as_the_picture(own: Desk) -> None:
    dot = shown(own, form="dot")
    assert dot.count("\n    label=") == len(Terms(own.workspace).all) + len(KINDS) - 1
    assert 'label="ex:doubts (-0.5)"' in dot


def test_the_page_is_whole_and_safe(own: Desk) -> None:
    spoil(own, "ontology/own.ttl", "The year of birth.", "<script>alert(1)</script>")
    page = shown(own, form="html")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<svg class=" in page
    assert page.count('class="own">own</span>') == 6, "five terms, and the mark explained"
    assert "ex:fundedBy and what is around it" in shown(own, "funded-by", "html")
