"""The pages as the server gives them: each kind of thing, as HTML and as data, and text that would do harm."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import rdflib

from tests.desk import Desk
from tests.web.serving import Served, serving

BASE = "https://w3id.org/counterpoint/id"
PAGES = {
    "/": "What divides them",
    "/person/stephen-gillam": "Disagrees with",
    "/organisation/kings-fund": "Who speaks for it",
    "/claim/every-doctor-is-a-leader": "telling doctors",
    "/topic/who-leads": "What is claimed",
    "/source/bmj-i631": "in order of the text",
    "/statement/bmj-i631/gillam-2/every-doctor-is-a-leader": "Place in the text",
    "/thing?iri=https%3A%2F%2Fw3id.org%2Fcounterpoint%2Froles%23lecturer": "Who holds or held it",
    "/graph/people": "",
    "/ask": "Questions",
    "/ask/who-disagrees?speaker=Stephen+Gillam": "3 rows",
    "/search?q=lead": "By name",
    "/search?q=teenagers": "In their words",
    "/network": "",
    "/editor": "SPARQL",
    "/api": "What can go wrong",
    "/ns": "cp:Statement",
    "/ns/roles": "cpr:lecturer",
}


class Outline(HTMLParser):
    """The elements of a page, as far as the tests look at them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.scripts: list[str] = []
        self.inline: list[str] = []
        self._in_data = False
        self.data = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" and "href" in found else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        if tag == "script" and "src" not in found:
            self.scripts.append(found.get("type") or "")
            self._in_data = found.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._in_data = self._in_data and tag != "script"

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data += data


@pytest.mark.parametrize(("path", "words"), PAGES.items())
def test_a_page_is_whole(demo: Served, path: str, words: str) -> None:
    answer = demo.get(path)
    if path == "/graph/people":
        assert answer.status == 404  # a graph is no thing that anything is said of
        return
    assert answer.status == 200, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert words in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.text.count("<h1") == 1
    outline = Outline(answer.text)
    assert len(outline.ids) == len(set(outline.ids)), "an id is there twice"
    if path != "/network":
        assert not outline.inline
        assert set(outline.scripts) <= {"application/ld+json"}
        assert "'unsafe-inline'" not in answer.headers["content-security-policy"] or path == "/editor"
        assert all(later - earlier <= 1 for earlier, later in zip(outline.headings, outline.headings[1:], strict=False))


def test_every_link_of_every_page_leads_somewhere(demo: Served) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen or path.startswith(("/network", "/static")):
            continue
        seen.add(path)
        answer = demo.get(path)
        assert answer.status in (200, 303), f"{path}: {answer.status} {answer.text[:300]}"
        # Of the many ways to sort and to ask, a few are enough.
        if answer.status == 200 and "text/html" in answer.headers["content-type"] and "sort=" not in path:
            links = [link.partition("#")[0] for link in Outline(answer.text).links if link.startswith("/")]
            waiting += [link for link in links if link not in seen]
    assert len(seen) > 150


class TestData:
    @pytest.mark.parametrize(
        ("path", "accept", "format_"),
        [
            ("/claim/every-doctor-is-a-leader", "text/turtle", "turtle"),
            ("/claim/every-doctor-is-a-leader", "application/ld+json", "json-ld"),
            ("/claim/every-doctor-is-a-leader.ttl", "text/html", "turtle"),
            ("/claim/every-doctor-is-a-leader.jsonld", "*/*", "json-ld"),
            ("/claim/every-doctor-is-a-leader.nt", "*/*", "nt"),
            ("/claim/every-doctor-is-a-leader.rdf", "*/*", "xml"),
        ],
    )
    def test_an_iri_is_dereferenceable(self, demo: Served, path: str, accept: str, format_: str) -> None:
        answer = demo.get(path, accept)
        assert answer.status == 200
        graph = rdflib.Graph().parse(data=answer.body, format=format_)
        claim = rdflib.URIRef(f"{BASE}/claim/every-doctor-is-a-leader")
        assert str(graph.value(claim, rdflib.URIRef("https://schema.org/name"))) == "Every doctor is a leader."
        said = set(graph.subjects(rdflib.URIRef("https://w3id.org/counterpoint/ns#claim"), claim))
        assert len(said) == 2

    def test_the_words_of_a_statement_are_in_its_data(self, demo: Served) -> None:
        answer = demo.get("/statement/bmj-i631/gillam-2/every-doctor-is-a-leader", "text/turtle")
        graph = rdflib.Graph().parse(data=answer.body, format="turtle")
        quotes = set(graph.objects(None, rdflib.URIRef("http://www.w3.org/ns/oa#exact")))
        assert quotes == {rdflib.Literal("telling doctors you’re all leaders now")}

    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("/person/michael-west", "Person"),
            ("/organisation/kings-fund", "Organization"),
            ("/claim/every-doctor-is-a-leader", "Claim"),
            ("/statement/bmj-i631/gillam-2/every-doctor-is-a-leader", "Quotation"),
        ],
    )
    def test_search_engines_read_what_a_page_is_about(self, demo: Served, path: str, kind: str) -> None:
        about = json.loads(Outline(demo.get(path).text).data)
        assert about["@type"] == kind
        assert about["url"] == demo.url + path

    def test_the_ontology_is_what_its_file_says(self, demo: Served, repository: Path) -> None:
        file = (repository / "ontology" / "counterpoint.ttl").read_bytes()
        assert demo.get("/ns.ttl").body == file
        graph = rdflib.Graph().parse(data=demo.get("/ns", "application/rdf+xml").body, format="xml")
        assert len(graph) == len(rdflib.Graph().parse(data=file, format="turtle"))


class TestMistakes:
    def test_a_name_that_is_nearly_right_is_answered_with_the_nearest(self, demo: Served) -> None:
        answer = demo.get("/person/micheal-west")
        assert answer.status == 404
        assert '<a href="/person/michael-west"' in answer.text
        told = demo.get("/person/micheal-west", "application/json")
        assert told.status in (404, 406)

    @pytest.mark.parametrize(
        ("path", "status"),
        [
            ("/person/", 404),
            ("/person", 404),
            ("/nothing/at/all", 404),
            ("/claim/every-doctor-is-a-leader/", 404),
            ("/person/%00", 404),
            ("/person/%FF", 404),
            ("/person/<script>", 404),
            ("/thing", 400),
            ("/thing?iri=no%20iri", 400),
            ("/thing?iri=https://example.org/none", 404),
            ("/source/bmj-i631?page=2", 400),
            ("/source/bmj-i631?page=x", 400),
            ("/ask/alies", 404),
            ("/ask/who-disagrees?speaker=Nobody+At+All", 400),
            ("/ask/allies?sort=nix", 400),
            ("/ask/allies?page=0", 400),
            ("/network?around=%3C%3E", 400),
            ("/ns/nix", 404),
            ("/static/nix.css", 404),
        ],
    )
    def test_each_is_a_page_that_says_what_to_do(self, demo: Served, path: str, status: int) -> None:
        answer = demo.get(path)
        assert answer.status == status, answer.text
        assert "Traceback" not in answer.text
        if not path.startswith("/static"):
            assert "text/html" in answer.headers["content-type"]
            assert "<script>" not in answer.text
            assert Outline(answer.text).links

    def test_other_methods_are_refused(self, demo: Served) -> None:
        answer = demo.ask("/person/michael-west", method="POST", body=b"")
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")

    def test_a_timeout_is_a_page_for_people(self, tmp_path: Path) -> None:
        with serving("--timeout", "0.1", workspace=":demo:", cwd=tmp_path) as served:
            pages = [served.get("/network") for _ in range(3)]
            slow = [page for page in pages if page.status == 504]
            assert all("The query took too long" in page.text for page in slow)
            assert all(page.headers["content-type"] == "text/html; charset=utf-8" for page in slow)


HOSTILE = "</script><img src=x onerror=alert(1)>\u202e“'\"&{{7*7}}"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve a debate whose every text would do harm where it were taken for more than text."""
    desk = Desk.furnish(tmp_path_factory.mktemp("hostile") / "debate")
    text = json.dumps(HOSTILE)
    record = desk.record.read_text(encoding="utf-8")
    record = record.replace("name: The moon is cheese.", f"name: {text}").replace("moon: The moon", f"moon: {text}")
    record = record.replace("ada: Ada Lovelace", f"ada: {text}").replace(
        "title: A talk about the moon", f"title: {text}"
    )
    record += """\
  - {speaker: bob, opposes: cheese, mode: reported, quote: Bob doubts it, at: [41, 54]}
  - {speaker: bob, mentions: round, mode: direct, quote: The moon is round, at: [56, 73]}
"""
    desk.record.write_text(record, encoding="utf-8")
    desk.write("counterpoint.toml", f"[workspace]\ntitle = {json.dumps(HOSTILE, ensure_ascii=False)}\n")
    long = "x" * 10_000
    desk.write("graph/people.yaml", f"people:\n  long: {long}\n  rtl: {{name: שלום עולם}}\n  silent: Nobody Said\n")
    with serving(workspace=desk.root) as served:
        yield served


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/person/ada",
        "/person/bob",
        "/person/long",
        "/person/rtl",
        "/person/silent",
        "/claim/cheese",
        "/claim/round",
        "/topic/moon",
        "/source/moon-talk",
        "/organisation/acme",
        "/ask/who-said-what",
        "/ask/allies",
        "/search?q=" + "%3C%2Fscript%3E%3Cimg+src%3Dx%3E",
        "/editor?query=" + "%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/network",
    ],
)
def test_no_text_is_taken_for_more_than_text(hostile: Served, path: str) -> None:
    answer = hostile.get(path)
    assert answer.status == 200, answer.text
    assert "<img" not in answer.text.replace("<img-", "")
    assert "\u202e" not in answer.text
    assert "49" not in re.findall(r"&amp;(\S*)", answer.text)[:5]
    assert len(answer.body) < 2_000_000
    if path != "/network":
        assert set(Outline(answer.text).scripts) <= {"application/ld+json"}
    if data := Outline(answer.text).data:
        assert json.loads(data)["@type"]


def test_the_debate_that_is_empty_says_so(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "counterpoint.toml").write_text('[workspace]\ntitle = "Nothing yet"\n', encoding="utf-8")
    with serving(workspace=tmp_path) as served:
        for path in (
            "/",
            "/network",
            "/ask",
            "/ask/allies",
            "/api/network",
            "/.well-known/void",
            "/search?q=x",
            "/editor",
        ):
            answer: Any = served.get(path)
            assert answer.status == 200, (path, answer.text)
        assert "Nobody has spoken yet" in served.get("/").text
