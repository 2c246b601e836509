"""Every question has the same answer on every engine: embedded, Oxigraph's server, Virtuoso."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
import yaml

from counterpoint import Corpus
from counterpoint.store.credentials import Credentials
from counterpoint.store.interface import triples_of
from counterpoint.store.remote import RemoteStore
from counterpoint.templates import Template, Term
from counterpoint.view.reading import read_debate
from counterpoint.web.pages.home import home
from counterpoint.web.pages.things import thing
from counterpoint.web.replies import Ask, Reply
from counterpoint.web.search import Search
from counterpoint.web.site import Site
from counterpoint.workspace import Workspace, shipped
from tests.engines import oxigraph_server, virtuoso_server

pytestmark = pytest.mark.engine

CONTENT = Path(__file__).resolve().parents[1] / "content"
DBA = Credentials("dba", "dba")


def asked() -> list[tuple[str, str, dict[str, str]]]:
    """List the questions with the parameters of the golden answers, for both debates."""
    found = []
    for debate, folder in (("demo", "golden"), ("other", "golden-other")):
        for path in sorted((CONTENT / folder).glob("*.yaml")):
            found += [(debate, path.stem, case) for case in cases(path)]
    return found


def cases(path: Path) -> Iterator[dict[str, str]]:
    """Give the parameters of each answer in a golden file."""
    for one in yaml.safe_load_all(path.read_text(encoding="utf-8")):
        for answer in one if isinstance(one, list) else [one]:
            yield {name: str(value) for name, value in (answer.get("params") or {}).items()}


@pytest.fixture(scope="module")
def here() -> dict[str, Corpus]:
    return {
        "demo": Corpus.open(":demo:", in_memory=True),
        "other": Corpus.open(CONTENT / "other-debate", in_memory=True),
    }


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def there(
    request: pytest.FixtureRequest, here: dict[str, Corpus], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Corpus]]:
    """Publish each debate to an engine of its own; ask it there."""
    found = {}
    stack = ExitStack()
    for name, corpus in here.items():
        folder = tmp_path_factory.mktemp(f"{request.param}-{name}")
        address = stack.enter_context(
            oxigraph_server(folder) if request.param == "oxigraph" else virtuoso_server(folder)
        )
        query, place = ("query", "store") if request.param == "oxigraph" else ("sparql", "sparql-graph-crud-auth")
        corpus.publish(f"{address}/{query}", graph_store=f"{address}/{place}", credentials=DBA)
        found[name] = Corpus(Workspace(corpus.workspace.root), RemoteStore(f"{address}/{query}", credentials=DBA))
    with stack:
        yield found


def plain(value: Any) -> Any:
    """Make numbers of any type equal: an engine may count in integers or decimals."""
    return float(value) if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool) else value


@pytest.mark.parametrize(("debate", "name", "params"), asked(), ids=lambda value: str(value)[:60])
def test_a_question_has_the_same_answer(
    debate: str, name: str, params: dict[str, str], here: dict[str, Corpus], there: dict[str, Corpus]
) -> None:
    own, other = here[debate].ask(name, **params), there[debate].ask(name, **params)
    assert other.columns == own.columns
    assert [list(map(plain, row.values())) for row in other.rows] == [
        list(map(plain, row.values())) for row in own.rows
    ]
    if own.rows:
        kinds = [[type(value).__name__ for value in row.values()] for row in own.rows]
        assert [[type(value).__name__ for value in row.values()] for row in other.rows] == kinds


def test_the_page_shows_the_same(here: dict[str, Corpus], there: dict[str, Corpus]) -> None:
    for name, corpus in here.items():
        assert read_debate(there[name].store) == read_debate(corpus.store)


def test_the_network_is_the_same(here: dict[str, Corpus], there: dict[str, Corpus]) -> None:
    from counterpoint.network import write_network

    for name, corpus in here.items():
        for settings in ({}, {"mode": "two-mode"}, {"actor": "organisation", "aggregation": "conflict"}):
            own = write_network(corpus.projection(**settings), "json")
            assert write_network(there[name].projection(**settings), "json") == own


def test_the_rules_derive_the_same(here: dict[str, Corpus], there: dict[str, Corpus]) -> None:
    for name, corpus in here.items():
        claims = [ox.NamedNode(row[0]) for row in corpus.store.table("SELECT DISTINCT ?c WHERE { ?s cp:claim ?c }")]
        for path in sorted(shipped("queries", "rules").glob("*.rq")):
            values: dict[str, Term | Sequence[Term]] = {
                "claims": claims,
                "base": ox.Literal(corpus.workspace.base),
                "rule": ox.NamedNode("urn:x:rule"),
            }
            rule = Template(path.stem, path).bind(values)
            own, other = triples_of(corpus.store.query(rule)), triples_of(there[name].store.query(rule))
            assert set(other) == set(own), path.stem


def test_every_page_is_the_same(here: dict[str, Corpus], there: dict[str, Corpus]) -> None:
    for name, corpus in here.items():
        own, other = Site(corpus, snapshot="one"), Site(there[name])
        other.title = own.title  # that of the workspace, which no engine knows
        assert home(other, Ask("/")).body == home(own, Ask("/")).body
        for text in ("e", "west", "leader", "the"):
            found = [Search.of(site.corpus.store).find(text, limit=100) for site in (own, other)]
            assert found[0] == found[1]
        for path in paths(own):
            assert shown(thing(other, Ask(path))) == shown(thing(own, Ask(path))), path


def shown(reply: Reply) -> str:
    """Give a page's text. Virtuoso keeps the number 1 for a truth value, and a page of triples shows what is kept."""
    return reply.body.decode().replace("<bdi>true</bdi>", "<bdi>1</bdi>")


def paths(site: Site) -> list[str]:
    """Give the addresses of a dozen things of each kind."""
    rows = site.corpus.store.table("SELECT DISTINCT ?class ?x WHERE { ?x a ?class } ORDER BY ?class ?x")
    by_class: dict[str, list[str]] = {}
    for kind, iri in rows:
        if iri.startswith(f"{site.base}/"):
            by_class.setdefault(kind, []).append(site.path(iri))
    found = sorted({path for some in by_class.values() for path in some[:12]})
    assert len(found) > 60
    return found
