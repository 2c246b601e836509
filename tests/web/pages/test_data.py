"""The address of a thing is its IRI made dereferenceable: programs get RDF from it."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib

from counterpoint.corpus import Corpus
from counterpoint.errors import CounterpointError
from counterpoint.vocabulary import CP
from counterpoint.web.negotiation import GRAPHS
from counterpoint.web.pages.things import thing
from counterpoint.web.problems import problem_of
from counterpoint.web.replies import Ask, Reply
from counterpoint.web.site import Site
from tests.web.pages.debates import BASE, PAYLOADS, everywhere, with_turtle

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"
WEST = "/person/michael-west"


def triples(reply: Reply) -> set[str]:
    parsed = ox.parse(reply.body, format=GRAPHS[reply.media_type.partition(";")[0]])
    return {str(quad.triple) for quad in parsed}


@pytest.mark.parametrize("media_type", GRAPHS)
def test_every_format_says_the_same_however_it_is_asked_for(media_type: str, site: Site) -> None:
    endings = {
        "text/turtle": "ttl",
        "application/n-triples": "nt",
        "application/n-quads": "nq",
        "application/trig": "trig",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "rdf",
    }
    turtle = triples(thing(site, Ask(f"{WEST}.ttl")))
    by_header = thing(site, Ask(WEST, accept=media_type))
    by_ending = thing(site, Ask(f"{WEST}.{endings[media_type]}", accept=BROWSER))
    assert by_header.media_type == by_ending.media_type == media_type
    assert by_header.body == by_ending.body
    assert triples(by_header) == turtle
    assert turtle


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (BROWSER, "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
        ("text/turtle, text/html;q=0.9", "text/turtle"),
        ("text/html, text/turtle;q=0.9", "text/html"),
        ("application/ld+json, */*;q=0.1", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
    ],
)
def test_a_browser_gets_a_page_and_a_program_gets_data(accept: str, media_type: str, site: Site) -> None:
    assert thing(site, Ask(WEST, accept=accept)).media_type.partition(";")[0] == media_type


def test_what_is_not_offered_is_not_acceptable(site: Site) -> None:
    with pytest.raises(CounterpointError) as caught:
        thing(site, Ask(WEST, accept="image/png"))
    assert problem_of(caught.value).status == 406


def test_the_data_of_a_person_has_name_roles_and_statements(site: Site) -> None:
    graph = rdflib.Graph().parse(data=thing(site, Ask(f"{WEST}.ttl")).body, format="turtle")
    west = rdflib.URIRef(f"{BASE}/person/michael-west")
    assert graph.value(west, rdflib.URIRef("https://schema.org/name")) == rdflib.Literal("Michael West")
    assert len(list(graph.subjects(rdflib.URIRef(f"{CP}speaker"), west))) == 6
    assert list(graph.subjects(rdflib.URIRef("http://www.w3.org/ns/org#member"), west))


def test_the_data_of_a_statement_has_the_words(site: Site) -> None:
    said = thing(site, Ask("/statement/bmj-i631/fielden-5/every-doctor-is-a-leader.nt")).body.decode()
    assert "particularly for doctors" in said


def test_json_ld_is_written_with_our_prefixes_and_read_by_others(site: Site) -> None:
    reply = thing(site, Ask(f"{WEST}.jsonld"))
    document = json.loads(reply.body)
    assert document["@graph"][0]["@id"] == f"{BASE}/person/michael-west"
    assert document["@graph"][0]["schema:name"] == [{"@value": "Michael West"}]
    read = rdflib.Graph().parse(data=reply.body, format="json-ld")
    assert len(read) == len(triples(thing(site, Ask(f"{WEST}.ttl"))))


def test_json_ld_keeps_languages_types_and_blank_nodes(demo_corpus: Corpus) -> None:
    site = with_turtle(
        demo_corpus,
        f"""<{BASE}/person/x> a schema:Person, [] ; schema:name "Zoë"@fr ; schema:age 7 ; schema:knows [] ;
        <https://example.org/p-q/> true .""",
    )
    both = []
    for ending in ("nt", "jsonld"):
        reply = thing(site, Ask(f"/person/x.{ending}"))
        found = ox.Dataset(ox.parse(reply.body, format=GRAPHS[reply.media_type]))
        found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
        both.append({str(quad) for quad in found})
    assert both[0] == both[1]
    assert len(both[0]) == 6


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("ending", ["ttl", "nt", "jsonld", "rdf"])
def test_data_can_be_read_whatever_texts_it_holds(name: str, ending: str, demo_corpus: Corpus) -> None:
    site = with_turtle(demo_corpus, everywhere(PAYLOADS[name]))
    assert len(triples(thing(site, Ask(f"/person/p.{ending}")))) > 10


def test_an_id_that_ends_like_a_format_is_an_id_first(demo_corpus: Corpus) -> None:
    site = with_turtle(demo_corpus, f'<{BASE}/person/a.ttl> a schema:Person ; schema:name "Dotted" .')
    assert thing(site, Ask("/person/a.ttl", accept=BROWSER)).media_type.startswith("text/html")
    assert thing(site, Ask("/person/a.ttl.ttl", accept=BROWSER)).media_type == "text/turtle"


@pytest.mark.parametrize("path", ["/person/nobody.ttl", f"{WEST}.docx", f"{WEST}.", "/.ttl"])
def test_data_that_is_not_there_is_not_found(path: str, site: Site) -> None:
    with pytest.raises(CounterpointError) as caught:
        thing(site, Ask(path))
    assert problem_of(caught.value).status == 404
