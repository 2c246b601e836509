"""Identifiers looked up and written down: what is asked, what is certain, what changes in the files."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from counterpoint.corpus import Corpus
from counterpoint.errors import FaultsError, UsageError, WorkspaceError
from counterpoint.terms.reconciling import unidentified, with_identifiers
from counterpoint.terms.service import Candidate
from tests.desk import NAME, Desk
from tests.terms.services import KNOWN, LOVELACE, knowing, queries_of, service

AUTHORITIES = """\
# Who speaks.
people:
  ada: Ada Lovelace  # of the moon
  bob: {name: Bob Bern, note: tall}

  cy:
    # she has an identifier
    name: Cy Twombly
    same-as: https://orcid.org/0000-0002-1825-0097
    roles: [{role: professor, at: acme}]
organisations:
  acme: Acme
"""


@pytest.fixture
def debate(desk: Desk) -> Desk:
    """Give a workspace whose people stand in a file of their own, with comments."""
    desk.spoil("people:\n  ada: Ada Lovelace\n  bob: {name: Bob Bern}\norganisations:\n  acme: Acme\n", "")
    desk.spoil(
        "statements:", "people:\n  bob: {roles: [{role: lecturer, at: acme}, {role: policy-adviser}]}\nstatements:"
    )
    desk.write("graph/authorities.yaml", AUTHORITIES)
    assert desk.faults() == []
    return desk


def test_those_without_an_identifier_are_looked_up(debate: Desk) -> None:
    things = unidentified(debate.workspace)
    assert [(one.kind, one.identifier, one.name) for one in things] == [
        ("person", "ada", "Ada Lovelace"),
        ("person", "bob", "Bob Bern"),
        ("organisation", "acme", "Acme"),
    ]
    assert things[1].facts == {
        "organisation": ("Acme",),
        "role": ("lecturer", "policy adviser"),
        "description": (),
        "url": (),
    }
    assert [one.identifier for one in unidentified(debate.workspace, ["organisation"])] == ["acme"]


def test_the_service_is_told_names_and_what_was_allowed(debate: Desk) -> None:
    with service() as server:
        Corpus.reconcile(debate.root, service=server.url, properties={"P108": "organisation"}, types={"person": "P"})
    assert list(queries_of(server.asked[1]).values()) == [
        {"query": "Ada Lovelace", "limit": 5, "type": "P"},
        {"query": "Bob Bern", "limit": 5, "type": "P", "properties": [{"pid": "P108", "v": "Acme"}]},
        {"query": "Acme", "limit": 5, "type": "Q43229"},
    ]


def test_only_one_sure_candidate_is_exact(debate: Desk) -> None:
    twins = [LOVELACE, {**LOVELACE, "id": "Q8"}]
    with service(knowing({**KNOWN, "Bob Bern": twins})) as server:
        found = Corpus.reconcile(debate.root, service=server.url).found
    exact = {one.thing.identifier: one.exact.iri if one.exact else None for one in found}
    assert exact == {"ada": "http://www.wikidata.org/entity/Q7259", "bob": None, "acme": None}


def test_what_two_things_cannot_both_be_is_not_certain(debate: Desk) -> None:
    with service(knowing({"Ada Lovelace": [LOVELACE], "Bob Bern": [LOVELACE]})) as server:
        lookup = Corpus.reconcile(debate.root, service=server.url)
    assert [one.exact for one in lookup.found] == [None, None, None]
    wanted = "http://www.wikidata.org/entity/Q7259 cannot be person ada, person bob at once"
    assert lookup.notes == [f"{wanted}; counterpoint merge makes two things one"]


def test_an_identifier_that_another_has_already_is_not_certain(debate: Desk) -> None:
    cy = {**LOVELACE, "id": "https://orcid.org/0000-0002-1825-0097"}
    with service(knowing({"Ada Lovelace": [cy]})) as server:
        lookup = Corpus.reconcile(debate.root, service=server.url)
    assert lookup.found[0].exact is None
    assert lookup.notes == [
        (
            "Ada Lovelace: https://orcid.org/0000-0002-1825-0097 is the identifier of cy already; "
            "counterpoint merge makes two things one"
        )
    ]


def test_accepted_identifiers_are_written_and_all_else_stays(debate: Desk) -> None:
    with service(knowing({**KNOWN, "Bob Bern": [LOVELACE | {"id": "Q8"}]})) as server:
        found = Corpus.reconcile(debate.root, service=server.url).found
    change = Corpus.identify([(one.thing, one.candidates[0]) for one in found], debate.root)
    assert change.made
    assert change.summary == "add 3 identifiers"
    assert (debate.root / "graph/authorities.yaml").read_text(encoding="utf-8") == (
        AUTHORITIES.replace(
            "ada: Ada Lovelace", "ada: {name: Ada Lovelace, same-as: http://www.wikidata.org/entity/Q7259}"
        )
        .replace("note: tall}", "note: tall, same-as: http://www.wikidata.org/entity/Q8}")
        .replace("acme: Acme", "acme: {name: Acme, same-as: http://www.wikidata.org/entity/Q1}")
    )
    assert debate.faults() == []
    corpus = Corpus.open(debate.root)
    assert len(corpus.sparql("SELECT ?s { ?s schema:sameAs ?o FILTER CONTAINS(STR(?o), 'wikidata') }").rows) == 3


def test_nothing_is_written_by_looking(debate: Desk) -> None:
    before = (debate.root / "graph/authorities.yaml").read_bytes()
    with service() as server:
        Corpus.reconcile(debate.root, service=server.url)
    assert (debate.root / "graph/authorities.yaml").read_bytes() == before


def test_a_file_that_changed_meanwhile_is_not_written(debate: Desk) -> None:
    things = unidentified(debate.workspace)
    candidate = Candidate("http://www.wikidata.org/entity/Q7259", "Ada")
    debate.write("graph/authorities.yaml", AUTHORITIES.replace("Ada Lovelace", "Ada Byron"))
    with pytest.raises(WorkspaceError, match='no longer says of the person "ada" what it said; look it up again'):
        with_identifiers(debate.workspace, [(things[0], candidate)])
    debate.write("graph/authorities.yaml", AUTHORITIES.replace("  ada: Ada Lovelace  # of the moon\n", ""))
    with pytest.raises(WorkspaceError, match="no longer says"):
        with_identifiers(debate.workspace, [(things[0], candidate)])


def test_without_a_service_nothing_goes_over_the_network(debate: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    with pytest.raises(UsageError, match=r"no reconciliation service is configured, and nothing is asked without one"):
        Corpus.reconcile(debate.root)
    Corpus.check_ontology(debate.root)
    assert debate.faults() == []


def test_the_service_may_stand_in_the_settings(debate: Desk) -> None:
    with service() as server:
        debate.write("counterpoint.toml", f'[reconcile]\nservice = "{server.url}"\n')
        assert Corpus.reconcile(debate.root).service == "A register of the moon"


def test_where_all_have_identifiers_nobody_is_asked(desk: Desk) -> None:
    desk.write(NAME, "claims: {a: {name: A.}}\n")
    assert Corpus.reconcile(desk.root, service="http://127.0.0.1:1/").found == []


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kinds": ["claim"]}, '"claim" is no kind that is looked up; use person or organisation'),
        ({"types": {"claim": "Q1"}}, '"claim" is no kind'),
        (
            {"properties": {"P1": "age"}},
            '"age" is no fact that is looked up; use organisation or role or description or url',
        ),
    ],
)
def test_what_cannot_be_looked_up_is_refused(debate: Desk, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        Corpus.reconcile(debate.root, service="http://127.0.0.1:1/", **asked)


def test_records_with_faults_are_told(debate: Desk) -> None:
    debate.write("graph/more.yaml", "people: {a b: X}\n")
    with pytest.raises(FaultsError, match='"a b" cannot be an id'):
        Corpus.reconcile(debate.root, service="http://127.0.0.1:1/")
