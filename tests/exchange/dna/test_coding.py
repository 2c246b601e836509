"""Databases of the Discourse Network Analyzer, read."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from counterpoint.corpus import Corpus
from counterpoint.errors import FaultsError, UsageError
from counterpoint.exchange.dna.coding import read_dna
from counterpoint.exchange.mapping import Mapped
from counterpoint.network.projection import project
from counterpoint.network.settings import Settings
from counterpoint.network.table import StatementTable
from tests.exchange.arrivals import arrive, bring, report, statements, ties, write
from tests.exchange.dna.databases import Coding, Document, make_2, make_3

Make = Callable[..., Path]
TEXT = "Ann said that the moon is made of cheese. “It is rock”, Bob replied, and 🌙 shone: so be it."
MOON = Document(1, "Moon talk", TEXT, "2005-01-26", "Eve Writer", "Moon Times", "876")
ANN = Coding(1, 1, 14, 40, "Ann", "Acme", "The moon is cheese.", 1)
BOB = Coding(2, 1, 43, 53, "Bob", "", "The moon is cheese.", 0)


@pytest.fixture(params=[make_2, make_3], ids=["2", "3"])
def make(request: pytest.FixtureRequest) -> Make:
    found: Make = request.param
    return found


def test_statements_have_their_words_from_the_text_of_their_document(tmp_path: Path, make: Make) -> None:
    corpus = arrive(make(tmp_path / "d.dna", [MOON], [ANN, BOB]), tmp_path / "ws")
    ns = "https://w3id.org/counterpoint/ns#"
    assert statements(corpus) == [
        ("Ann", f"{ns}supports", "The moon is cheese.", "the moon is made of cheese", "14", "40", "2005-01-26"),
        ("Bob", f"{ns}opposes", "The moon is cheese.", "It is rock", "43", "53", "2005-01-26"),
    ]
    assert (tmp_path / "ws/texts/moon-talk.txt").read_text() == TEXT
    record = (tmp_path / "ws/graph/sources/moon-talk.yaml").read_text()
    assert "author: eve-writer\n  publisher: moon-times\n" in record
    assert 'note: "section: 876"' in record
    assert "- id: dna-2\n    speaker: bob\n    opposes: the-moon-is-cheese\n    mode: direct\n" in record


def test_places_are_counted_as_java_counts(tmp_path: Path, make: Make) -> None:
    place = TEXT.index("so be it")
    coded = Coding(1, 1, place + 1, place + 9, "Ann", "", "C.")  # the moon takes two units
    [row] = statements(arrive(make(tmp_path / "d.dna", [MOON], [coded]), tmp_path / "ws"))
    assert (row[3], row[4]) == ("so be it", str(place))


def test_many_places_in_a_long_text_are_found(tmp_path: Path) -> None:
    text = "\N{MOON VIEWING CEREMONY}" + "ä so be it " * 20_000
    codings = [Coding(number, 1, 3 + 11 * number, 13 + 11 * number, "Ann", "", "C.") for number in range(1, 20_000, 2)]
    path = make_3(tmp_path / "d.dna", [MOON._replace(text=text)], codings)
    debate, _, _ = read_dna(path, Mapped(), ["supports", "opposes", "mentions"])
    assert [one.at for one in debate.statements] == [(coded.start - 1, coded.stop - 1) for coded in codings]


@pytest.mark.parametrize("hour", [0, 1, 2, 10, 13, -5, -8])
def test_days_of_version_2_are_those_of_the_time_zone_in_which_they_were_written(tmp_path: Path, hour: int) -> None:
    documents = [MOON, MOON._replace(number=2, day="2005-03-31", title="B")]
    corpus = arrive(make_2(tmp_path / "d.dna", documents, [ANN, BOB._replace(document=2)], hour=hour), tmp_path / "ws")
    assert [row[6] for row in statements(corpus)] == ["2005-01-26", "2005-03-31"]


@pytest.fixture(scope="module")
def sample(shared: Path) -> list[dict[str, str]]:
    path = shared / "data" / "dna-sample" / "statements.csv"
    if not path.exists():
        pytest.skip("the sample of the Discourse Network Analyzer is not among the shared material")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module", params=[make_2, make_3], ids=["2", "3"])
def imported_sample(
    request: pytest.FixtureRequest, sample: list[dict[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> Corpus:
    """Give DNA's sample out of a database, with texts of invented words."""
    folder = tmp_path_factory.mktemp("sample")
    days = {int(row["document_id"]): (row["date"], row["section"]) for row in sample}
    ends = {number: max(int(row["start"]) for row in sample if int(row["document_id"]) == number) for number in days}
    documents = [
        Document(number, f"Testimony {number}", "word " * (ends[number] // 5 + 20), day, section=section)
        for number, (day, section) in days.items()
    ]
    codings = [
        Coding(
            int(row["statement_id"]),
            int(row["document_id"]),
            int(row["start"]),
            int(row["start"]) + 40,
            row["person"],
            row["organization"],
            row["concept"],
            int(row["agreement"]),
        )
        for row in sample
    ]
    return arrive(request.param(folder / "sample.dna", documents, codings), folder / "ws")


@pytest.mark.parametrize("actor", ["speaker", "organisation"])
@pytest.mark.parametrize("mode", ["actors", "two-mode", "claims"])
@pytest.mark.parametrize("aggregation", ["ignore", "congruence", "conflict", "subtract"])
@pytest.mark.parametrize("normalisation", ["none", "average"])
def test_the_networks_of_the_sample_are_those_that_dna_computes(
    imported_sample: Corpus, shared: Path, actor: str, mode: str, aggregation: str, normalisation: str
) -> None:
    if mode == "two-mode" and (aggregation in ("congruence", "conflict") or normalisation != "none"):
        pytest.skip("no such network")
    columns = {
        "statement": "statement_id",
        "speaker": "person",
        "organisations": "organization",
        "claim": "concept",
        "source": "document_id",
        "level": "agreement",
    }
    table = StatementTable.from_csv(
        shared / "data/dna-sample/statements.csv", columns=columns, levels={"1": 1.0, "0": -1.0}
    )
    asked: dict[str, Any] = {"actor": actor, "mode": mode, "aggregation": aggregation, "normalisation": normalisation}
    expected = project(table, Settings(**asked)).to_networkx()
    found = imported_sample.network(**asked)
    assert ties(found) == ties(expected)
    assert {name for _, name in found.nodes(data="label")} == {name for _, name in expected.nodes(data="label")}
    assert ties(found)


def test_what_is_not_carried_over_is_said(tmp_path: Path) -> None:
    more = [
        "INSERT INTO REGEXES (Label) VALUES ('cheese')",
        "INSERT INTO STATEMENTS VALUES (9, 2, 1, 0, 5, 1)",
        "INSERT INTO ENTITIES (ID, VariableId, Value) VALUES (90, 1, 'Nobody')",
        "CREATE VIEW everything AS SELECT * FROM DOCUMENTS",
        "CREATE TRIGGER spoil AFTER INSERT ON DOCUMENTS BEGIN DELETE FROM STATEMENTS; END",
    ]
    empty_concept = BOB._replace(number=3, concept="")
    told = report(bring(make_3(tmp_path / "d.dna", [MOON], [ANN, BOB, empty_concept], more), tmp_path / "ws"))
    assert told.splitlines()[-7:] == [
        "statements without a claim: 1 (statement 3)",
        'statements of the type "Annotation": 1',
        "regular expressions: 1",
        "values of variables that no statement has: 1",
        "a database of DNA 3; of it, the statements of the type DNA Statement",
        "the database has a view or trigger EVERYTHING, which was neither run nor read",
        "the database has a view or trigger SPOIL, which was neither run nor read",
    ]


def test_further_variables_and_attributes_become_notes(tmp_path: Path) -> None:
    more = [
        "INSERT INTO VARIABLES VALUES (6, 'frame', 'long text', 1), (7, 'strength', 'integer', 1)",
        "INSERT INTO DATALONGTEXT (StatementId, VariableId, Value) VALUES (1, 6, 'a game')",
        "INSERT INTO DATAINTEGER (StatementId, VariableId, Value) VALUES (1, 7, 3)",
        "INSERT INTO ATTRIBUTEVARIABLES (ID, VariableId, AttributeVariable) VALUES (1, 2, 'Type')",
        "INSERT INTO ATTRIBUTEVALUES (EntityId, AttributeVariableId, AttributeValue) VALUES (2, 1, 'cheesemaker')",
    ]
    bring(make_3(tmp_path / "d.dna", [MOON], [ANN], more), tmp_path / "ws")
    assert 'note: "frame: a game; strength: 3"' in (tmp_path / "ws/graph/sources/moon-talk.yaml").read_text()
    assert 'note: "Type: cheesemaker"' in (tmp_path / "ws/graph/organisations.yaml").read_text()


def test_variables_of_other_names_are_named_in_a_mapping(tmp_path: Path) -> None:
    path = make_3(
        tmp_path / "d.dna",
        [MOON],
        [ANN, BOB],
        ["UPDATE VARIABLES SET Variable = 'belief' WHERE ID = 3", "UPDATE VARIABLES SET Variable = 'v' WHERE ID = 1"],
    )
    mapping = write(
        tmp_path / "m.toml",
        '[columns]\nspeaker = "v"\nclaim = "belief"\nstance = "agreement"\n[stances]\n1 = "opposes"\n0 = "supports"\n',
    )
    corpus = arrive(path, tmp_path / "ws", mapping=mapping)
    assert [row[1].rpartition("#")[2] for row in statements(corpus)] == ["opposes", "supports"]
    wrong = write(tmp_path / "w.toml", '[columns]\nspeaker = "person"\nclaim = "belief"\n')
    with pytest.raises(UsageError, match=r'has no variable "person" for speaker'):
        bring(path, tmp_path / "ws2", mapping=wrong)


def test_another_type_of_statements_can_be_chosen(tmp_path: Path) -> None:
    path = make_3(tmp_path / "d.dna", [MOON], [ANN])
    mapping = write(tmp_path / "m.toml", '[settings]\nstatement-type = "Anotation"\n')
    with pytest.raises(UsageError, match=r'has no type of statements "Anotation"; there are DNA Statement, Annotation'):
        bring(path, tmp_path / "ws", mapping=mapping)


def test_a_scale_that_is_not_known_has_to_be_explained(tmp_path: Path) -> None:
    more = [
        "UPDATE VARIABLES SET DataType = 'integer' WHERE ID = 4",
        "INSERT INTO DATAINTEGER (StatementId, VariableId, Value) VALUES (1, 4, 5)",
    ]
    path = make_3(tmp_path / "d.dna", [MOON], [ANN._replace(agreement=None)], more)
    with pytest.raises(FaultsError, match=r'd.dna, statement 1: it is not known which stance "5" stands for'):
        bring(path, tmp_path / "ws")


def test_a_statement_outside_its_text_is_a_fault(tmp_path: Path, make: Make) -> None:
    path = make(tmp_path / "d.dna", [MOON], [ANN, ANN._replace(number=7, start=500, stop=510)])
    with pytest.raises(
        FaultsError, match=r"d.dna, statement 7: the passage from 499 to 509 is not in the text, which has 91"
    ):
        bring(path, tmp_path / "ws")
    assert not (tmp_path / "ws/texts").exists()


def test_documents_of_one_title_are_told_apart(tmp_path: Path, make: Make) -> None:
    path = make(tmp_path / "d.dna", [MOON, MOON._replace(number=2)], [ANN, BOB._replace(document=2)])
    bring(path, tmp_path / "ws")
    assert {one.name for one in (tmp_path / "ws/graph/sources").iterdir()} == {"moon-talk.yaml", "moon-talk-2.yaml"}


def test_a_person_and_an_organisation_of_one_name_are_two(tmp_path: Path, make: Make) -> None:
    coded = [ANN._replace(person="EPA", organization="EPA"), BOB._replace(person="", organization="EPA")]
    corpus = arrive(make(tmp_path / "d.dna", [MOON], coded), tmp_path / "ws")
    kinds = corpus.sparql("SELECT ?t { ?s cp:speaker/a ?t } ORDER BY ?t").rows
    assert [row["t"].rpartition("/")[2].rpartition("#")[2] for row in kinds] == ["Organization", "Person"]
