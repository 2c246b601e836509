"""Pages of things to which very much leads, and of things with strange ids."""

from __future__ import annotations

import re
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from counterpoint.corpus import Corpus
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.web.pages.things import thing
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Ask
from counterpoint.web.site import Site
from counterpoint.workspace import Workspace, shipped

BASE = "https://w3id.org/counterpoint/id"
CP = "https://w3id.org/counterpoint/ns#"
DERIVED = ox.NamedNode(f"{BASE}/derived")


def crowd(*quads: tuple[str, str, ox.NamedNode | ox.Literal]) -> Site:
    """Make a site of the ontology and some triples."""
    workspace = Workspace(shipped())
    store = EmbeddedStore()
    for path in workspace.ontology:
        store.engine.load(path=str(path), format=ox.RdfFormat.TURTLE, to_graph=DERIVED)
    store.engine.extend(ox.Quad(ox.NamedNode(s), ox.NamedNode(p), o, DERIVED) for s, p, o in quads)
    return Site(Corpus(workspace, store), snapshot="x")


def text_of(site: Site, path: str, *query: tuple[str, str]) -> str:
    return thing(site, Ask(path, query)).body.decode()


def test_only_a_part_is_shown_of_what_leads_to_a_stance_and_all_of_it_is_counted() -> None:
    stance = ox.NamedNode(f"{CP}supports")
    site = crowd(*((f"{BASE}/statement/s{number:04}", f"{CP}stance", stance) for number in range(1234)))
    page = text_of(site, "/thing", ("iri", stance.value))
    of = re.search(r"What leads to it; 200 of ([\d,]+)", page)
    assert of
    assert int(of[1].replace(",", "")) >= 1234
    assert page.count(f"{BASE}/statement/") + page.count('href="/statement/s') <= 200


def test_what_is_shown_whole_is_not_counted() -> None:
    site = crowd((f"{BASE}/evidence/e", f"{CP}thing", ox.Literal("words")))
    page = text_of(site, "/evidence/e")
    assert "words" in page
    assert " of " not in page.partition("<caption")[2].partition("</caption>")[0].removeprefix(">What is said of it")


def test_a_claim_with_many_disagreements_shows_some_and_says_that_there_are_others() -> None:
    claim = f"{BASE}/claim/c"
    quads: list[tuple[str, str, ox.NamedNode | ox.Literal]] = [
        (claim, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(f"{CP}Claim"))
    ]
    for number in range(150):
        alignment = f"{BASE}/alignment/a{number}"
        quads += [
            (alignment, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", ox.NamedNode(f"{CP}Disagreement")),
            (alignment, f"{CP}onClaim", ox.NamedNode(claim)),
            (alignment, f"{CP}party", ox.NamedNode(f"{BASE}/person/a{number}")),
            (alignment, f"{CP}party", ox.NamedNode(f"{BASE}/person/b{number}")),
        ]
    page = text_of(crowd(*quads), "/claim/c")
    assert page.count("why-do-they-disagree?") == 100
    assert "and others" in page
    few = text_of(crowd(*quads[: 1 + 4 * 99]), "/claim/c")
    assert few.count("why-do-they-disagree?") == 99
    assert "and others" not in few


@pytest.mark.parametrize("name", ["it's", "50%25", "a%22b", "zoë", "a(b)", "a;b,c", "a.ttl"])
def test_a_strange_id_is_found_at_its_own_address(name: str) -> None:
    iri = f"{BASE}/person/{name}"
    site = crowd((iri, "https://schema.org/name", ox.Literal("Somebody Strange")))
    assert "Somebody Strange" in text_of(site, site.path(iri))
    assert "Somebody Strange" in text_of(site, "/thing", ("iri", iri))


def test_an_unknown_id_is_answered_with_the_nearest_of_its_kind_and_their_names() -> None:
    site = Site(Corpus.open(":demo:", in_memory=True), snapshot="x")
    with pytest.raises(ProblemError) as caught:
        thing(site, Ask("/person/micheal-west"))
    assert caught.value.more["did_you_mean"] == ["/person/michael-west"]
    assert caught.value.more["nearest"] == [{"iri": f"{BASE}/person/michael-west", "name": "Michael West"}]
    with pytest.raises(ProblemError) as caught:
        thing(site, Ask(f"/claim/{quote('micheal-west')}"))
    assert caught.value.more["did_you_mean"] == []


def test_an_iri_with_a_comma_stays_whole_in_a_table() -> None:
    iri = f"{BASE}/person/a,b"
    store = crowd((iri, "https://schema.org/name", ox.Literal('Somebody, "Strange"'))).corpus.store
    assert store.table("SELECT ?x WHERE { ?x schema:name ?name }") == [(iri,)]
    assert store.table("SELECT ?x ?name ?no WHERE { ?x schema:name ?name }") == [(iri, 'Somebody, "Strange"', "")]
