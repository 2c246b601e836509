"""`Corpus`, the object of Python users: over memory, over disk, and over a real endpoint the answers are the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest

from counterpoint import Corpus, StoreError, UnknownNameError, UsageError, WorkspaceError
from counterpoint.network import Settings, StatementTable, project
from counterpoint.questions.answers import GRAPH_FORMATS, RESULT_FORMATS
from counterpoint.store.credentials import Credentials
from counterpoint.store.embedded import EmbeddedStore
from counterpoint.store.remote import RemoteStore
from counterpoint.vocabulary import PREFIXES
from counterpoint.workspace import Workspace, shipped
from tests.engines import oxigraph_server


@pytest.fixture(scope="module")
def memory() -> Corpus:
    """Open the shipped debate in memory."""
    return Corpus.open(":demo:", in_memory=True)


@pytest.fixture(scope="module")
def disk() -> Corpus:
    """Open the shipped debate from its snapshot."""
    return Corpus.open(":demo:")


@pytest.fixture(scope="module", params=[True, False], ids=["union", "plain"])
def endpoint(request: pytest.FixtureRequest, memory: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the shipped debate with Oxigraph's own server, whose default graph is the union or is empty."""
    options = ["--union-default-graph"] if request.param else []
    with oxigraph_server(tmp_path_factory.mktemp("served"), *options) as address:
        remote = RemoteStore(f"{address}/query", graph_store=f"{address}/store")
        assert isinstance(memory.store, EmbeddedStore)
        for graph in memory.store.graphs():
            quads = memory.store.engine.quads_for_pattern(None, None, None, ox.NamedNode(graph))
            remote.replace_graph(graph, quads)
        yield f"{address}/query"


def examples(corpus: Corpus) -> dict[str, dict[str, str]]:
    """Take for each question the examples that its header gives."""
    return {
        name: {p.name: p.example for p in question.typed.values() if p.example}
        for name, question in corpus.questions.items()
    }


@pytest.mark.engine
def test_every_question_has_the_same_answer_over_an_endpoint(memory: Corpus, disk: Corpus, endpoint: str) -> None:
    remote = Corpus.open(endpoint)
    for name, values in examples(memory).items():
        expected = memory.ask(name, **values).rows
        assert disk.ask(name, **values).rows == expected, name
        assert remote.ask(name, **values).rows == expected, name


@pytest.mark.engine
def test_network_graph_and_page_work_over_an_endpoint(memory: Corpus, endpoint: str) -> None:
    remote = Corpus.open(endpoint)
    assert nx.utils.graphs_equal(remote.network(), memory.network())
    assert remote.view(title="x").html == memory.view(title="x").html
    assert "<title>How does leadership differ from management in medicine?</title>" in remote.view().html
    rows = remote.graph.query("SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s a <https://schema.org/Person> } }")
    assert [int(row[0]) for row in rows] == [7]  # type: ignore[index, arg-type]
    with pytest.raises(UsageError, match="endpoint"):
        remote.export()
    assert remote.export("csv") == memory.export("csv")
    assert nx.utils.graphs_equal(
        remote.network(role="academic", until="2016"), memory.network(role="academic", until="2016")
    )


def test_every_question_gives_rows_for_its_example(memory: Corpus) -> None:
    empty = {name for name, values in examples(memory).items() if not memory.ask(name, **values)}
    # Nobody in the shipped debate stands on both sides of a claim, contradicts themselves, or differs with a colleague.
    assert empty == {"both-sides", "contradictory-claims-held", "disagreements-within-organisation"}


def test_at_least_24_questions_each_with_a_summary_and_a_description(memory: Corpus) -> None:
    assert len(memory.questions) >= 24
    for question in memory.questions.values():
        assert question.summary
        assert not question.summary.endswith(".")
        assert question.description
        assert all(parameter.description for parameter in question.typed.values())


def test_an_unknown_question_or_parameter_is_told_with_the_nearest(memory: Corpus) -> None:
    with pytest.raises(UnknownNameError) as caught:
        memory.ask("who-agree")
    assert "who-agrees" in caught.value.nearest
    with pytest.raises(UnknownNameError, match="speaker"):
        memory.ask("who-agrees", speeker="Michael West")
    with pytest.raises(UsageError, match="needs"):
        memory.ask("who-agrees")


@pytest.mark.parametrize(
    "name", ["Michael West", "  michael WEST ", "michael-west", "https://w3id.org/counterpoint/id/person/michael-west"]
)
def test_a_speaker_is_found_by_name_id_or_iri(memory: Corpus, name: str) -> None:
    assert len(memory.ask("what-a-speaker-said", speaker=name)) == 6


@pytest.mark.parametrize("name", ['"} DROP ALL #', "'''", "\\", "> . ?s ?p ?o", "Michael\nWest\0", "%", "?_speaker"])
def test_a_hostile_name_is_only_a_name(memory: Corpus, name: str) -> None:
    with pytest.raises(UsageError):
        memory.ask("what-a-speaker-said", speaker=name)


@pytest.mark.parametrize("text", ['"', "\\", "') || true || ('", "leader", "\n", "{}", "?__topic", "𝄞"])
def test_a_text_is_only_a_text(memory: Corpus, text: str) -> None:
    for row in memory.ask("find-words", text=text):
        assert text.lower() in (row["quote"] + row["claimName"]).lower()


SELECT = (
    "SELECT ?s ?o ?none WHERE { ?s schema:name|skos:prefLabel|oa:start|schema:datePublished ?o "
    "OPTIONAL { ?s cp:none ?none } } ORDER BY ?s ?o"
)


@pytest.mark.parametrize("read_first", [False, True])
@pytest.mark.parametrize("format_name", RESULT_FORMATS)
@pytest.mark.parametrize("query", [SELECT, "ASK { ?s a cp:Claim }"])
def test_results_are_written_as_the_engine_writes_them(
    memory: Corpus, format_name: str, query: str, read_first: bool
) -> None:
    assert isinstance(memory.store, EmbeddedStore)
    direct = memory.store.engine.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
    assert not isinstance(direct, ox.QueryTriples)
    expected = direct.serialize(format=RESULT_FORMATS[format_name])
    answer = memory.sparql(query)
    if read_first:
        assert answer.rows
    assert answer.serialize(format_name) == expected
    assert answer.serialize(format_name) == expected
    assert answer.rows


@pytest.mark.parametrize("format_name", GRAPH_FORMATS)
def test_graphs_can_be_written_and_read_back(memory: Corpus, format_name: str) -> None:
    answer = memory.sparql("CONSTRUCT WHERE { ?s a schema:Person ; schema:name ?n }")
    quads = set(ox.parse(answer.serialize(format_name), format=GRAPH_FORMATS[format_name]))
    assert len(quads) == 14
    assert len(answer.rows) == 14


def test_an_answer_is_a_data_frame_and_a_table_that_cannot_run(memory: Corpus) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is an extra")
    answer = memory.ask("roles", speaker="Simon Bird")
    frame = answer.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == answer.columns
    assert sorted(frame["past"]) == [False, True]
    hostile = memory.sparql('SELECT ("<script>alert(1)</script>" AS ?x) WHERE {}')
    assert "<script>" not in hostile._repr_html_()


def test_the_graph_is_an_rdflib_view_of_the_same_store(memory: Corpus) -> None:
    rows = list(
        memory.graph.query("SELECT ?n WHERE { ?p a <https://schema.org/Person> ; <https://schema.org/name> ?n }")
    )
    assert len(rows) == 7


def test_the_network_is_read_again_from_beside_the_snapshot(disk: Corpus, memory: Corpus) -> None:
    first, second = disk.network(), Corpus.open(":demo:").network()
    assert nx.utils.graphs_equal(first, second)
    assert nx.utils.graphs_equal(first, memory.network())
    with pytest.raises(UsageError, match="no setting of a network is called"):
        disk.network(colour="red")


def test_a_network_of_a_slice(memory: Corpus, disk: Corpus) -> None:
    for corpus in (memory, disk):
        both = corpus.network(speaker=["Peter Wilson", "stephen-gillam"], aggregation="conflict")
        assert {both.nodes[node]["label"] for node in both} == {"Peter Wilson", "Stephen Gillam"}
        assert corpus.network(until="2015").number_of_nodes() == 0
        assert corpus.network(until="2015", isolates=True).number_of_nodes() == 7
        assert corpus.network(from_="2016-02-03", until="2016-02-03").graph["undated"] == 0
        assert corpus.network(actor="organisation", organisation="king's fund").number_of_nodes() == 1
        with pytest.raises(UnknownNameError, match='no role is called "profesor"; did you mean "professor"'):
            corpus.network(role="profesor")
        with pytest.raises(UsageError, match="no setting of a network is called"):
            corpus.network(exclude_colour="red")


def test_a_role_stands_for_the_kinds_of_it(memory: Corpus) -> None:
    labels = {label for event in memory.events(role="academic") for label in event.role_labels}
    assert labels
    assert "academic" not in labels
    assert 0 < len(memory.events(exclude_role="academic")) < len(memory.events())


def test_networks_of_a_window(memory: Corpus) -> None:
    windows = memory.networks("1m", "1m", from_="2016-01", until="2016-03", aggregation="conflict")
    found = [(str(first), str(last), projection.weights.nnz > 0) for first, last, projection in windows]
    assert found == [
        ("2016-01-01", "2016-01-31", False),
        ("2016-02-01", "2016-02-29", True),
        ("2016-03-01", "2016-03-31", False),
    ]


def test_the_statements_as_a_list_and_as_a_table(memory: Corpus, tmp_path: Path) -> None:
    events = memory.events(exclude_speaker="Peter Wilson")
    assert 0 < len(events) < len(memory.events())
    everybody = {event.speaker_label for event in memory.events()}
    assert {event.speaker_label for event in events} == everybody - {"Peter Wilson"}
    (tmp_path / "s.csv").write_bytes(memory.export("csv"))
    table = StatementTable.from_csv(tmp_path / "s.csv")
    own, again = (project(one, Settings(isolates=True)).to_networkx() for one in (memory.statements(), table))
    assert nx.utils.graphs_equal(own, again)
    assert memory.statements({"topic"}).parts == {"topic"}


def test_the_view_shows_in_a_notebook_and_as_a_file(memory: Corpus, tmp_path: Path) -> None:
    view = memory.view(title="A & B")
    assert view.write(tmp_path / "page.html").read_text(encoding="utf-8") == view.html
    assert "sandbox=" in view._repr_html_()
    assert "allow-same-origin" not in view._repr_html_()


def test_places_that_are_no_debate_are_refused(tmp_path: Path) -> None:
    for given in (Corpus.open, Corpus.check, Corpus.build):
        with pytest.raises(UsageError, match="an empty path is no workspace; name a folder with -w, or leave out -w"):
            given("")
    with pytest.raises(WorkspaceError, match="there is no folder"):
        Corpus.open(tmp_path / "none")
    with pytest.raises(WorkspaceError, match="holds neither"):
        Corpus.open(tmp_path)
    with pytest.raises(StoreError, match="cannot be reached"):
        Corpus.open("http://127.0.0.1:9/query").ask("opponents")


def test_a_workspace_adds_questions_with_no_code(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.rq").write_text(
        "#+ summary: Mine\n#+ params:\n#+   word: text\nSELECT (?_word AS ?said) WHERE {}\n", encoding="utf-8"
    )
    corpus = Corpus(Workspace(tmp_path), EmbeddedStore())
    assert corpus.ask("mine", word="hé").rows == [{"said": "hé"}]
    assert "who-agrees" in corpus.questions
    assert shipped("queries", "who-agrees.rq").is_file()


@pytest.mark.engine
def test_a_corpus_is_published_and_is_the_same_there(memory: Corpus, tmp_path: Path) -> None:
    with oxigraph_server(tmp_path) as address:
        token = Credentials(token="passed over by an engine that asks for none")  # noqa: S106
        service = f"{address}/query"
        plan = memory.publish(service, dry_run=True)
        done = memory.publish(service, update=f"{address}/update", credentials=token)
        assert done.written == plan.written
        assert sum(done.written.values()) == len(memory.store.table("SELECT * { GRAPH ?g { ?s ?p ?o } }"))
        assert memory.publish(service, quick=True).kept == len(done.written)
        there = Corpus.open(service, credentials=token)
        assert nx.utils.graphs_equal(there.network(), memory.network())
        with pytest.raises(UsageError, match="is not published; name the folder of a workspace"):
            there.publish(service)
