"""Every thing has a page, and its page says what is on record."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import parse_qsl

import pytest

from counterpoint.corpus import Corpus
from counterpoint.errors import CounterpointError
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.vocabulary import KINDS
from counterpoint.web.pages.failures import failure
from counterpoint.web.pages.home import home
from counterpoint.web.pages.things import thing
from counterpoint.web.problems import ProblemError, problem_of
from counterpoint.web.replies import Ask
from counterpoint.web.site import Site
from tests.web.pages.debates import BASE, HOSTILE_PATHS, PAYLOADS, everywhere, with_turtle


def page(site: Site, path: str, *query: tuple[str, str], accept: str = "text/html") -> str:
    reply = thing(site, Ask(path, query, accept))
    assert reply.status == 200
    assert reply.media_type.startswith("text/html")
    return reply.body.decode()


def text(markup: str) -> str:
    """Read the content of a page as a reader does, on one line."""
    main = markup[markup.index("<main") : markup.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", main)).split())


def described(markup: str) -> Any:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', markup, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])


def refused(site: Site, path: str, *query: tuple[str, str], accept: str = "text/html") -> ProblemError:
    with pytest.raises(CounterpointError) as caught:
        thing(site, Ask(path, query, accept))
    return problem_of(caught.value)


@pytest.mark.parametrize("debate", ["site", "town"])
def test_whatever_has_an_iri_has_a_page_and_every_link_on_it_leads_somewhere(
    debate: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(debate)
    start = home(site, Ask("/")).body.decode()
    to_read, seen = [start], set[str]()
    kinds = set[str]()
    while to_read:
        for link in re.findall(r'<a [^>]*href="([^"]+)"', to_read.pop()):
            address = html.unescape(link)
            path, _, parameters = address.partition("?")
            kind = path.split("/")[1] if path.startswith("/") else ""
            if address in seen or kind not in {*KINDS, "thing"} or path.endswith((".ttl", ".jsonld")):
                continue
            seen.add(address)
            kinds.add(kind)
            reply = thing(site, Ask(path, _pairs(parameters)))
            assert reply.status == 200, address
            to_read.append(reply.body.decode())
    assert {"person", "organisation", "claim", "topic", "source", "statement"} <= kinds


def _pairs(parameters: str) -> tuple[tuple[str, str], ...]:
    return tuple(parse_qsl(parameters))


def test_three_clicks_lead_from_home_to_the_words_behind_a_disagreement(site: Site) -> None:
    start = home(site, Ask("/")).body.decode()
    contested = start[start.index('id="contested"') :]
    claim = re.search(r'href="(/claim/[^"]+)"', contested)
    assert claim
    both = page(site, claim[1])
    assert "telling doctors you’re all leaders now" in text(both)
    assert "they have both leadership and managerial responsibilities" in text(both)
    statement = re.search(r'href="(/statement/[^"]+)"', both)
    assert statement
    assert "characters 1,861 to 1,970" in text(page(site, statement[1]))


def test_a_claim_shows_both_sides_with_role_quote_source_and_who_read_it(site: Site) -> None:
    shown = page(site, "/claim/every-doctor-is-a-leader")
    sides = re.split(r'<section aria-labelledby="side-', shown)
    assert "Jonathan Fielden medical director, University College Hospital, London" in text(
        "<main" + sides[1] + "</main>"
    )
    assert "Stephen Gillam" in sides[2]
    assert "Stephen Gillam" not in sides[1]
    assert "<blockquote" in sides[1]
    assert "read by the curator" in sides[1]
    assert "1 for, 1 against" in text(shown)
    assert "is implied by Everybody leads and manages at the same time." in text(shown)
    quotations = described(shown)["appearance"]
    assert {one["@type"] for one in quotations} == {"Quotation"}
    assert quotations[0]["creator"]["@id"].endswith("/person/jonathan-fielden")


def test_a_person_has_roles_statements_allies_and_opponents(site: Site) -> None:
    shown = page(site, "/person/stephen-gillam")
    assert "Disagrees with Peter Wilson 2 points" in text(shown)
    assert "8 statements" in text(shown)
    assert "/network?around=" in shown
    assert described(shown)["@type"] == "Person"
    assert described(shown)["@id"] == f"{BASE}/person/stephen-gillam"


def test_a_past_role_is_marked(town: Site) -> None:
    shown = text(page(town, "/person/emil-stork"))
    assert "professor, Lindhaven College" in shown
    assert re.search(r"chief executive, Lindhaven Town Council past –2019", shown)
    assert "professor, Lindhaven College past" not in shown


def test_an_organisation_that_speaks_has_statements_of_its_own(town: Site) -> None:
    shown = page(town, "/organisation/traders-association")
    assert "No tram will bring our customers" in text(shown)
    assert described(shown)["@type"] == "Organization"
    assert "Part of Lindhaven Town Council" in text(page(town, "/organisation/roads-office"))


def test_a_source_has_its_statements_in_order_of_the_text(town: Site) -> None:
    shown = text(page(town, "/source/old-town-leaflet"))
    assert "2 statements, in order of the text" in shown
    assert shown.index("parking that costs nothing") < shown.index("No tram will bring our customers")


def test_a_topic_has_its_claims_and_its_neighbours(town: Site) -> None:
    shown = text(page(town, "/topic/traffic"))
    assert "part of Life in Lindhaven" in shown
    assert "Within it Cars in the old town" in shown
    assert "The tram should come back." in shown


def test_a_person_who_says_nothing_and_a_claim_that_nobody_speaks_to_have_a_page(demo_corpus: Corpus) -> None:
    site = with_turtle(
        demo_corpus,
        f"""<{BASE}/person/quiet> a schema:Person ; schema:name "Quiet One" .
        <{BASE}/claim/unsaid> a cp:Claim ; schema:name "Nothing is said." .
        <{BASE}/source/bare> a schema:CreativeWork ; schema:name "Bare" .
        <{BASE}/topic/void> a skos:Concept ; skos:prefLabel "Void" .
        <{BASE}/organisation/lone> a org:Organization ; schema:name "Lone" .
        <{BASE}/claim/named> a cp:Claim ; schema:name "It is mentioned." .
        <{BASE}/statement/bare/1> a cp:Statement ; cp:speaker <{BASE}/person/shy> ; cp:claim <{BASE}/claim/named> ;
            cp:stance cp:mentions ; prov:wasQuotedFrom <{BASE}/source/bare> .
        <{BASE}/person/shy> a schema:Person ; schema:name "Shy One" .""",
    )
    assert "No statement is on record." in text(page(site, "/person/quiet"))
    assert "Nobody has spoken to it yet." in text(page(site, "/claim/unsaid"))
    assert "0 claims" in text(page(site, "/topic/void"))
    assert "Lone" in text(page(site, "/organisation/lone"))
    assert "Without taking sides 1" in text(page(site, "/claim/named"))
    assert "mentions It is mentioned." in text(page(site, "/person/shy"))


def test_a_thing_of_no_kind_shows_what_is_said_of_it_and_what_leads_to_it(site: Site) -> None:
    shown = page(site, "/thing", ("iri", "https://w3id.org/counterpoint/ns#supports"))
    assert "supports" in text(shown)
    assert "What leads to it" in text(shown)
    rows = site.corpus.store.table("SELECT ?a WHERE { ?a a cp:Disagreement } LIMIT 1")
    alignment = page(site, *_address(site, rows[0][0]))
    assert "party" in text(alignment)


def test_every_link_of_a_thing_of_no_kind_leads_somewhere(site: Site) -> None:
    shown = page(site, "/thing", ("iri", "https://w3id.org/counterpoint/ns#supports"))
    links = re.findall(r'<a href="/thing\?([^"]+)"', shown)
    assert links
    for link in links:
        page(site, "/thing", *_pairs(html.unescape(link)))


def test_a_thing_that_much_leads_to_shows_some_of_it_and_says_how_much_there_is(demo_corpus: Corpus) -> None:
    many = "".join(f"<https://elsewhere.example/{number}> a <https://elsewhere.example/C> ." for number in range(250))
    shown = text(page(with_turtle(demo_corpus, many), "/thing", ("iri", "https://elsewhere.example/C")))
    assert "200 of 250" in shown


def _address(site: Site, iri: str) -> tuple[Any, ...]:
    path, _, parameters = site.path(iri).partition("?")
    return (path, *_pairs(parameters))


def test_an_empty_debate_has_a_home() -> None:
    demo = Corpus.open(":demo:", in_memory=True)
    shown = home(Site(Corpus(demo.workspace, EmbeddedStore()), snapshot="one"), Ask("/")).body.decode()
    assert "0 statements" in text(shown)
    assert "Nobody has spoken yet." in text(shown)


@pytest.mark.parametrize("name", PAYLOADS)
def test_no_text_becomes_markup(name: str, demo_corpus: Corpus) -> None:
    payload = PAYLOADS[name]
    site = with_turtle(demo_corpus, everywhere(payload))
    for path in HOSTILE_PATHS:
        shown = page(site, path)
        assert "<script>globalThis" not in shown, path
        assert "<img" not in shown, path
        assert " onmouseover='" not in re.sub(r">[^<]*<", "><", shown), path
        assert 'href="javascript:' not in shown, path
        assert "\u202e" not in shown, path
        assert len(shown) < 100_000, path
        if path != "/alignment/a":
            assert described(shown)["@id"] == site.iri(path)
    words = text(page(site, "/statement/s/1"))
    if name in {"script", "template", "right to left", "end of script"}:
        assert payload in words


def test_home_leaves_out_the_pairs_of_a_large_debate(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Who stands against whom" in text(home(Site(site.corpus), Ask("/")).body.decode())
    monkeypatch.setattr("counterpoint.web.pages.home._COMPARED", 24)
    shown = text(home(Site(site.corpus), Ask("/")).body.decode())
    assert "Who stands against whom" not in shown
    assert "22 agreements, 3 disagreements" in shown


def test_home_takes_hostile_text(demo_corpus: Corpus) -> None:
    shown = home(with_turtle(demo_corpus, everywhere(PAYLOADS["end of title"])), Ask("/")).body.decode()
    assert "<img" not in shown


def test_an_iri_with_signs_that_addresses_encode_is_found_either_way(demo_corpus: Corpus) -> None:
    odd = [f"{BASE}/person/o'neill", f"{BASE}/person/zo%C3%AB", f"{BASE}/person/zoë-2"]
    site = with_turtle(demo_corpus, "".join(f'<{iri}> a schema:Person ; schema:name "Odd {iri[-2:]}" .' for iri in odd))
    for iri in odd:
        assert f"Odd {iri[-2:]}" in text(page(site, site.path(iri)))
    elsewhere = "https://elsewhere.example/x?a=1&b=%22#c"
    site = with_turtle(demo_corpus, f'<{elsewhere}> a schema:Person ; schema:name "Else Where" .')
    assert "Else Where" in text(page(site, *_address(site, elsewhere)))


@pytest.mark.parametrize(
    "path",
    [
        "/person/",
        "/person/nobody",
        "/nothing",
        "/person/a b",
        "/person/%zz",
        '/person/"><script>',
        "/../etc/passwd",
        "/person/\x00",
    ],
)
def test_what_is_not_there_is_said_so(path: str, site: Site) -> None:
    problem = refused(site, path)
    assert problem.status == 404
    shown = failure(site, problem)
    assert shown.status == 404
    assert b"<script>" not in shown.body
    assert "look for it by its name" in problem.hint


def test_an_id_with_a_slip_leads_to_the_one_that_is_meant(site: Site) -> None:
    problem = refused(site, "/person/micheal-west")
    assert problem.more["did_you_mean"] == ["/person/michael-west"]
    assert 'Did you mean <a href="/person/michael-west"' in failure(site, problem).body.decode()


@pytest.mark.parametrize("iri", ["", "no iri", "https://x/> . DROP ALL", "https://x/a b", 'https://x/"'])
def test_what_is_no_iri_is_refused(iri: str, site: Site) -> None:
    assert refused(site, "/thing", ("iri", iri)).status == 400


@pytest.mark.parametrize("number", ["0", "-1", "two", "2", "99999999999999999999", "", "1.0", "²"])
def test_a_page_that_is_not_there_is_refused(number: str, site: Site) -> None:
    problem = refused(site, "/person/michael-west", ("page", number))
    assert problem.status == 400
    assert "there are pages 1 to 1" in problem.hint


def test_a_long_list_comes_in_pages_that_together_hold_all_of_it(demo_corpus: Corpus) -> None:
    many = "".join(
        f"""<{BASE}/statement/long/{number}> a cp:Statement ; cp:speaker <https://elsewhere.example/p> ;
        cp:claim <{BASE}/claim/long-{number % 7}> ; cp:stance cp:supports ; prov:wasQuotedFrom <{BASE}/source/long> ."""
        for number in range(250)
    )
    site = with_turtle(demo_corpus, many + '<https://elsewhere.example/p> a schema:Person ; schema:name "P" .')
    found = set[str]()
    address: str | None = site.path("https://elsewhere.example/p")
    turned = 0
    while address:
        path, _, parameters = address.partition("?")
        shown = page(site, path, *_pairs(parameters))
        found |= set(re.findall(r'href="(/statement/long/\d+)"', shown))
        assert "250 statements" in text(shown)
        after = re.search(r'rel="next" href="([^"]+)"', shown)
        address = f"{path}{html.unescape(after[1])}" if after else None
        turned += 1
    assert turned == 3
    assert len(found) == 250
