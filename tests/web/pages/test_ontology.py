"""The terms as pages and as RDF, at the path of their namespace."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from counterpoint.corpus import Corpus
from counterpoint.vocabulary import CP
from counterpoint.web.negotiation import GRAPHS
from counterpoint.web.pages.ontology import ontology
from counterpoint.web.problems import ProblemError
from counterpoint.web.replies import Ask
from counterpoint.web.site import Site
from counterpoint.workspace import Workspace, shipped
from tests.web.serving import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OWN = """@prefix : <urn:own#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix cp: <https://w3id.org/counterpoint/ns#> .
:Rumour a owl:Class ; rdfs:label "<b>rumour</b>" ; rdfs:subClassOf cp:Claim , <javascript:alert(1)> .
"""


@pytest.fixture(scope="module")
def site() -> Site:
    return Site(Corpus.open(":demo:", in_memory=True), snapshot="one")


@pytest.fixture
def own(tmp_path: Path, site: Site) -> Site:
    (tmp_path / "ontology").mkdir()
    (tmp_path / "ontology" / "gossip.ttl").write_text(OWN, encoding="utf-8")
    return Site(Corpus(Workspace(tmp_path), site.corpus.store))


def page(site: Site, path: str) -> str:
    return ontology(site, Ask(path, accept="text/html")).body.decode()


def test_every_term_of_ours_has_an_anchor_that_its_iri_leads_to(site: Site) -> None:
    anchors = re.findall(r' id="([^"]+)"', page(site, "/ns"))
    assert len(anchors) == len(set(anchors))
    terms = {
        quad.subject.value.removeprefix(CP)
        for quad in ox.parse(path=shipped("ontology", "counterpoint.ttl"), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(CP)
    }
    assert {"Claim", "speaker", "supports"} <= terms - {""} <= set(anchors)


def test_every_link_within_the_pages_leads_somewhere(site: Site) -> None:
    pages = {place: page(site, place) for place in ("/ns", "/ns/roles", "/ns/alignments", "/ns/shapes")}
    for place, text in pages.items():
        for link in re.findall(r"<main.*", text, re.DOTALL)[0].split('href="')[1:]:
            target, _, anchor = link.partition('"')[0].partition("#")
            if anchor and not target.startswith("http"):
                assert f'id="{anchor}"' in pages[target or place], f"{place} -> {target}#{anchor}"


@pytest.mark.parametrize(
    ("path", "media_type"),
    [("/ns.ttl", "text/turtle"), ("/ns.jsonld", "application/ld+json"), ("/ns.nt", "application/n-triples")],
)
def test_an_ending_gives_the_ontology_itself(site: Site, path: str, media_type: str) -> None:
    reply = ontology(site, Ask(path, accept="text/html"))
    assert reply.media_type.partition(";")[0] == media_type
    given = {quad.triple for quad in ox.parse(reply.body, format=GRAPHS[media_type])}
    assert ox.NamedNode(CP + "Claim") in {triple.subject for triple in given}


@pytest.mark.parametrize("media_type", GRAPHS)
def test_so_does_the_accept_header(demo: Served, media_type: str) -> None:
    answer = demo.get("/ns", media_type)
    assert (answer.status, answer.headers["content-type"].partition(";")[0]) == (200, media_type)
    assert list(ox.parse(answer.body, format=GRAPHS[media_type]))


def test_turtle_is_the_file_as_it_is_written(site: Site) -> None:
    assert ontology(site, Ask("/ns/roles.ttl")).body == shipped("ontology", "roles.ttl").read_bytes()


def test_an_ontology_of_one_s_own_is_a_further_page(own: Site) -> None:
    assert 'href="/ns/gossip"' in page(own, "/ns")
    text = page(own, "/ns/gossip")
    assert "&lt;b&gt;rumour&lt;/b&gt;" in text
    assert 'href="/ns#Claim"' in text
    assert 'href="javascript:' not in text
    assert ontology(own, Ask("/ns/gossip.ttl")).body == OWN.encode()


@pytest.mark.parametrize(
    "path", ["/ns/nothing", "/ns/role", "/ns/../counterpoint", "/nsx", "/ns/roles.exe", "/ns/%2e%2e/x"]
)
def test_an_ontology_that_there_is_not_is_told_with_those_that_there_are(site: Site, path: str) -> None:
    with pytest.raises(ProblemError, match="there is no ontology") as caught:
        ontology(site, Ask(path))
    assert caught.value.status == 404
    assert "roles" in caught.value.hint


def test_the_nearest_is_named(site: Site) -> None:
    with pytest.raises(ProblemError) as caught:
        ontology(site, Ask("/ns/rolse"))
    assert caught.value.more["did_you_mean"] == ["/ns/roles"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/ns#Claim", "/ns/roles"])
def test_the_page_fits_and_can_be_read(browser: Browser, demo: Served, path: str, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    said: list[str] = []
    asked: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(demo.url + path)
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(opened).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    context.close()
    assert said == []
    assert all(url.startswith(demo.url) for url in asked)
