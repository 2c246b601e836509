"""A reconciliation service that is as the API has it, and services that are not."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from counterpoint.errors import StoreError
from counterpoint.store.connection import Patience
from counterpoint.terms import service as module
from counterpoint.terms.service import Candidate, Query, Service
from tests.endpoints import Says
from tests.terms.services import ACME, JSON, LOVELACE, MANIFEST, OTHER, knowing, queries_of, said, service

QUICK = Patience(connect=2, read=1, tries=2, pause=0.01, longest=0.05)


def ask(url: str, *queries: Query, limit: int = 5) -> tuple[Service, list[list[Candidate]]]:
    reached = Service.reach(url, QUICK)
    return reached, list(reached.look_up(queries, limit))


def test_candidates_come_with_all_that_is_said_of_them_the_best_first() -> None:
    with service() as server:
        reached, found = ask(server.url, Query("Ada Lovelace"), Query("Nobody"))
    assert reached.name == "A register of the moon"
    assert found == [
        [
            Candidate(
                "http://www.wikidata.org/entity/Q7259", "Ada Lovelace", "English mathematician", ("human",), 100, True
            ),
            Candidate("http://www.wikidata.org/entity/Q101", "Ada Lovelace", "a crater", (), 43.5),
        ],
        [],
    ]


def test_what_is_asked_is_as_the_api_has_it() -> None:
    with service() as server:
        ask(server.url, Query("Ada Lovelace", "Q5", (("P108", "Acme"), ("P39", "director"))), Query("Acme"), limit=3)
    manifest, batch = server.asked
    assert manifest.method == "GET"
    assert batch.method == "POST"
    assert batch.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert batch.headers["User-Agent"].startswith("Counterpoint/")
    assert queries_of(batch) == {
        "q0": {
            "query": "Ada Lovelace",
            "limit": 3,
            "type": "Q5",
            "properties": [{"pid": "P108", "v": "Acme"}, {"pid": "P39", "v": "director"}],
        },
        "q1": {"query": "Acme", "limit": 3},
    }


@pytest.mark.parametrize(
    ("size", "batches"), [(None, [10, 10, 5]), (7, [7, 7, 7, 4]), (0, [1] * 25), ("x", [10, 10, 5]), (10**9, [25])]
)
def test_names_are_asked_for_in_batches_of_the_size_that_the_service_takes(size: Any, batches: list[int]) -> None:
    with service(manifest={**MANIFEST, "batchSize": size}) as server:
        _, found = ask(server.url, *(Query(f"name {number}") for number in range(25)))
    assert [len(queries_of(asked)) for asked in server.asked[1:]] == batches
    assert len(found) == 25


def test_credentials_for_an_endpoint_are_not_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPOINT_TOKEN", "secret")
    with service() as server:
        ask(server.url, Query("Acme"))
    assert all("Authorization" not in asked.headers for asked in server.asked)


@pytest.mark.parametrize(
    ("manifest", "identifier", "iri"),
    [
        ({"identifierSpace": "https://example.org/id/"}, "a b", "https://example.org/id/a%20b"),
        ({"identifierSpace": "https://example.org/id/"}, "https://ror.org/013meh722", "https://ror.org/013meh722"),
        ({"identifierSpace": "https://example.org/?id="}, "7", "https://example.org/?id=7"),
        (
            {"identifierSpace": "urn:x", "view": {"url": "https://example.org/{{id}}.html"}},
            "a/b",
            "https://example.org/a%2Fb.html",
        ),
    ],
)
def test_an_id_becomes_an_address(manifest: dict[str, Any], identifier: str, iri: str) -> None:
    with service(knowing({"x": [{"id": identifier, "name": "X"}]}), manifest) as server:
        assert [one.iri for one in ask(server.url, Query("x"))[1][0]] == [iri]


@pytest.mark.parametrize(
    ("candidate", "problem"),
    [
        ({"id": "Q0", "name": "X"}, 'the Wikidata "Q0" is no item of Wikidata'),
        (
            {"id": "https://orcid.org/0000-0002-1825-0079", "name": "X"},
            'the ORCID "0000-0002-1825-0079" has a wrong check digit',
        ),
        ({"id": "https://ror.org/013meh723", "name": "X"}, 'the ROR "013meh723" has wrong check digits'),
        ({"id": "http://[bad", "name": "X"}, 'the id "http://[bad" makes no address'),
        ({"id": "https://example.org/" + "x" * 600, "name": "X"}, "makes no address"),
        ({"id": 7, "name": "X"}, "a candidate has no id or no name"),
        ({"id": "Q1"}, "a candidate has no id or no name"),
        ("Q1", "a candidate has no id or no name"),
        (None, "a candidate has no id or no name"),
    ],
)
def test_a_candidate_that_cannot_be_used_is_left_out_and_told(candidate: Any, problem: str) -> None:
    with service(knowing({"x": [candidate, ACME]})) as server:
        reached, [found] = ask(server.url, Query("x"))
    assert [one.name for one in found] == ["Acme"]
    assert len(reached.left_out) == 1
    assert problem in reached.left_out[0]


@pytest.mark.parametrize(
    "odd", [{"score": "high"}, {"score": None}, {"match": "yes"}, {"type": "human"}, {"type": [3]}, {"description": {}}]
)
def test_odd_details_do_no_harm(odd: dict[str, Any]) -> None:
    with service(knowing({"x": [{"id": "Q1", "name": "X", "score": 1, **odd}]})) as server:
        [[found]] = ask(server.url, Query("x"))[1]
    assert (found.name, found.match) == ("X", False)


def test_scores_that_are_no_numbers_are_none() -> None:
    body = b'{"q0": {"result": [{"id": "Q1", "name": "X", "score": NaN}, {"id": "Q2", "name": "Y", "score": 1e999}]}}'
    with service(Says(body=body, headers=JSON)) as server:
        assert [one.score for one in ask(server.url, Query("x"))[1][0]] == [0, 0]


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        (
            Says(500, b"broken"),
            "answers 500 Internal Server Error: broken; is it the address of a reconciliation service",
        ),
        (Says(404, b""), "answers 404"),
        (Says(400, b"no"), "refuses the query: no"),
        (Says(401, b""), "answers 401"),
        (Says(hangs_up=True), "was asked 2 times and is still not able to answer"),
        (Says(503, b"busy", {"Retry-After": "0"}), "was asked 2 times"),
        (Says(body=b"<html>", headers={"Content-Type": "text/html"}), "answers no JSON"),
        (Says(body=b""), "answers nothing"),
        (Says(body=b"\xff\xfe"), "answers no JSON"),
        (Says(body=b"[" * 100_000), "answers no JSON"),
        (Says(body=b'{"identifierSpace": ', promised=1000), "breaks its answer off"),
        (said([]), "is no reconciliation service: its manifest has no identifierSpace"),
        (said({"name": "x"}), "is no reconciliation service"),
        (said({"identifierSpace": 3}), "is no reconciliation service"),
    ],
)
def test_what_is_no_service_is_told(manifest: Says, problem: str) -> None:
    with service(manifest=manifest) as server, pytest.raises(StoreError) as caught:
        Service.reach(server.url, QUICK)
    assert problem in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (Says(500, b"broken"), "answers 500"),
        (Says(body=b"{"), "answers no JSON"),
        (said([]), "does not answer the questions"),
        (said({}), "does not answer the questions"),
        (said({"error": "unknown type\nQ5"}), "does not answer the questions: unknown type Q5"),
        (said({"q7": {"result": []}}), "does not answer the questions"),
    ],
)
def test_a_service_that_fails_when_asked_is_told(answer: Says, problem: str) -> None:
    with service(answer) as server, pytest.raises(StoreError) as caught:
        ask(server.url, Query("x"))
    assert problem in str(caught.value)


def test_a_question_that_is_not_answered_has_no_candidates() -> None:
    with service(lambda _: {"q0": {"result": [LOVELACE]}, "q1": {"result": None}}) as server:
        reached, found = ask(server.url, Query("x"), Query("y"), Query("z"))
    assert [len(one) for one in found] == [1, 0, 0]
    assert reached.left_out == [
        "y: the answer holds no list of candidates",
        "z: the answer holds no list of candidates",
    ]


def test_a_service_that_does_not_answer_in_time_is_told() -> None:
    def sleep(_: object) -> Any:
        time.sleep(1.5)
        return {}

    with service(sleep) as server, pytest.raises(StoreError, match="does not answer within 1 seconds"):
        ask(server.url, Query("x"))


def test_an_answer_that_drips_for_ever_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LONGEST", -1.0)
    with service() as server, pytest.raises(StoreError, match="answers for -1 seconds; ask for less"):
        ask(server.url, Query("x"))


def test_a_huge_answer_is_broken_off() -> None:
    huge = {"q0": {"result": [{"id": "Q1", "name": "x" * 1000}] * 9000}}
    assert len(json.dumps(huge)) > 8 * 2**20
    with (
        service(said(huge)) as server,
        pytest.raises(StoreError, match="answers more than 8 MB; ask for less with --limit"),
    ):
        ask(server.url, Query("x"))


def test_many_candidates_are_cut_to_the_limit_and_long_texts_shortened() -> None:
    many = [{"id": f"Q{number}", "name": "x\n" * 1000, "score": number} for number in range(1, 400)]
    with service(knowing({"x": many})) as server:
        [found] = ask(server.url, Query("x"), limit=3)[1]
    assert [one.score for one in found] == [25, 24, 23]
    assert len(found[0].name) == 300
    assert "\n" not in found[0].name


@pytest.mark.parametrize("url", ["nowhere", "http://", "ftp://example.org/", "http://127.0.0.1:1/", "http://a b/"])
def test_an_address_that_leads_nowhere_is_told(url: str) -> None:
    with pytest.raises(StoreError):
        Service.reach(url, QUICK)


def test_candidates_of_one_score_stay_in_the_services_order() -> None:
    with service(knowing({"x": [{**OTHER, "score": 100}, LOVELACE]})) as server:
        assert [one.iri[-4:] for one in ask(server.url, Query("x"))[1][0]] == ["Q101", "7259"]
