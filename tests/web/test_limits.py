"""What one request may ask for, what happens at the limit, and that nobody else is held up."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.desk import Desk
from tests.web.serving import Answer, Served, serving

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER (?a != ?i) }"
"""Takes hours, and gives nothing before its end."""
LONG = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
"""Gives rows at once, and does not end for hours."""


def resident(process: int) -> int:
    """Return how much memory a process has, in bytes."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def raw(served: Served, request: bytes) -> socket.socket:
    connection = socket.create_connection(served.address, timeout=30)
    connection.sendall(request)
    return connection


def read_all(connection: socket.socket) -> bytes:
    pieces = []
    with connection:
        while piece := connection.recv(1 << 16):
            pieces.append(piece)
    return b"".join(pieces)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def request_for(query: str, version: str = "1.1", accept: str = "text/csv") -> bytes:
    path = f"/sparql?{urlencode({'query': query})}"
    return f"GET {path} HTTP/{version}\r\nHost: x\r\nAccept: {accept}\r\nConnection: close\r\n\r\n".encode()


class TestTime:
    def test_a_query_that_takes_too_long_is_stopped(self, tight: Served) -> None:
        before = set(tight.workers())
        started = time.monotonic()
        answer = tight.sparql(ENDLESS)
        assert time.monotonic() - started < 10
        assert answer.status == 504
        assert answer.json["detail"] == "the engine was stopped after 1 seconds"
        time.sleep(0.5)
        assert len(before - set(tight.workers())) >= 1, "its process must be gone"

    def test_clients_that_do_not_read_take_no_processes_for_good(self, tmp_path: Path) -> None:
        with serving("--timeout", "1", "--max-queries", "2", workspace=":demo:", cwd=tmp_path) as served:
            unread = [raw(served, request_for(LONG)) for _ in range(2)]
            time.sleep(3)
            answer = served.sparql("ASK {}")
            for connection in unread:
                connection.close()
        assert answer.status == 200

    def test_a_query_that_ends_the_engine_is_told_so(self, demo: Served) -> None:
        query = f"ASK {{ FILTER (1{'||1' * 50_000}) }}".encode()
        answer = demo.ask("/sparql", method="POST", body=query, headers={"Content-Type": "application/sparql-query"})
        assert answer.status == 400
        assert "retry-after" not in answer.headers
        assert demo.sparql("ASK {}").status == 200

    def test_an_answer_that_has_begun_is_broken_off(self, tmp_path: Path) -> None:
        with serving("--timeout", "1", workspace=":demo:", cwd=tmp_path) as served:
            body = read_all(raw(served, request_for(LONG)))
            head, _, rest = body.partition(b"\r\n\r\n")
            assert b"200" in head.splitlines()[0]
            assert b"chunked" in head
            assert len(rest) > 100_000
            assert not rest.endswith(b"0\r\n\r\n"), "nobody may take it for a whole answer"

    def test_a_client_of_http_1_0_gets_a_problem_in_place_of_half_an_answer(self, tmp_path: Path) -> None:
        with serving("--timeout", "1", workspace=":demo:", cwd=tmp_path) as served:
            body = read_all(raw(served, request_for(LONG, "1.0")))
            assert b" 504 " in body.splitlines()[0]
            whole = read_all(raw(served, request_for("SELECT * { ?s ?p ?o . ?t a cp:Claim } LIMIT 3000", "1.0")))
            head, _, rest = whole.partition(b"\r\n\r\n")
            assert f"content-length: {len(rest)}".encode() in head
            assert len(rest) > 100_000

    def test_a_slow_query_holds_nobody_else_up(self, demo: Served) -> None:
        with ThreadPoolExecutor(6) as threads:
            slow = [threads.submit(demo.sparql, f"{ENDLESS} # {n}") for n in range(4)]
            time.sleep(0.5)
            times = []
            for _ in range(10):
                started = time.monotonic()
                assert demo.sparql("ASK { ?s a cp:Claim }").json["boolean"] is True
                times.append(time.monotonic() - started)
            assert not any(task.done() for task in slow)
            for process in demo.workers():
                os.kill(process, signal.SIGKILL)
            assert {task.result().status for task in slow} == {503}
        assert sorted(times)[5] < 2


class TestSize:
    def test_a_long_request_is_refused(self, tight: Served) -> None:
        headers = {"Content-Type": "application/sparql-query"}
        query = b"ASK {} #" + b"x" * 5000
        answer = tight.ask("/sparql", method="POST", body=query, headers=headers)
        assert (answer.status, answer.json["detail"]) == (413, "the request is longer than 4,096 bytes")
        assert tight.sparql("ASK {} #" + "x" * 5000).status == 413
        assert tight.ask("/sparql", method="POST", body=b"ASK {}", headers=headers).status == 200

    def test_a_long_body_without_a_length_is_refused(self, tight: Served) -> None:
        head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
        head += b"Content-Type: application/sparql-query\r\nConnection: close\r\n\r\n"
        connection = raw(tight, head + b"1000\r\n" + b"#" * 4096 + b"\r\n1000\r\n" + b"#" * 4096 + b"\r\n")
        assert b" 413 " in connection.recv(100)
        connection.close()

    @pytest.mark.parametrize(
        "accept",
        ["text/csv", "text/tab-separated-values", "application/sparql-results+json", "application/sparql-results+xml"],
    )
    @pytest.mark.parametrize(("rows", "status"), [(100, 200), (101, 403)])
    def test_more_rows_than_allowed_are_refused(self, tight: Served, accept: str, rows: int, status: int) -> None:
        # Line ends, quotation marks and what looks like rows must not be counted.
        odd = 'BIND("\\n\\"\\n<result>,{\\"x\\":{" AS ?odd)'
        answer = tight.sparql(f"SELECT ?s ?o ?odd WHERE {{ ?s ?p ?o {odd} }} LIMIT {rows}", accept)
        assert answer.status == status, answer.body[-300:]
        if status == 403:
            assert answer.json["detail"] == "the answer has more than 100 rows"

    @pytest.mark.parametrize(("rows", "status"), [(100, 200), (101, 403)])
    def test_more_triples_than_allowed_are_refused(self, tight: Served, rows: int, status: int) -> None:
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o }} LIMIT {rows}"
        assert tight.sparql(query, "application/n-triples").status == status

    @pytest.mark.slow
    def test_a_long_answer_needs_no_more_memory_than_a_short_one(self, demo: Served) -> None:
        demo.sparql("SELECT * { ?s ?p ?o }")
        before = max(map(resident, [*demo.workers(), demo.process.pid]))
        connection = raw(demo, request_for("SELECT * { ?a ?b ?c . ?d ?e ?f . ?t a cp:Claim }"))
        seen = 0
        most = before
        while piece := connection.recv(1 << 20):
            if (seen + len(piece)) >> 26 > seen >> 26:
                most = max(most, *map(resident, [*demo.workers(), demo.process.pid]))
            seen += len(piece)
            if seen > 150_000_000:
                break
        connection.close()
        assert seen > 150_000_000
        assert most - before < 60_000_000


class TestManyAtOnce:
    def test_too_many_are_told_to_come_again(self, tight: Served) -> None:
        with ThreadPoolExecutor(12) as threads:
            answers = list(threads.map(lambda n: tight.sparql(f"{ENDLESS} # {n}"), range(12)))
        statuses = {answer.status for answer in answers}
        assert statuses <= {503, 504}
        busy = [answer for answer in answers if answer.status == 503]
        assert busy
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in busy)
        time.sleep(0.5)
        assert tight.sparql("ASK {}").status == 200

    def test_many_clients_at_once_lose_nothing(self, demo: Served) -> None:
        def ask(number: int) -> Answer:
            return demo.sparql(f"SELECT ({number} AS ?n) (COUNT(?c) AS ?claims) WHERE {{ ?c a cp:Claim }}")

        with ThreadPoolExecutor(32) as threads:
            for number, answer in enumerate(threads.map(ask, range(600))):
                (row,) = answer.json["results"]["bindings"]
                assert (row["n"]["value"], row["claims"]["value"]) == (str(number), "30")


class TestClientsThatMisbehave:
    def test_one_that_leaves_stops_its_query(self, demo: Served) -> None:
        before = set(demo.workers())
        connection = raw(demo, request_for(f"{ENDLESS} # leaves"))
        time.sleep(0.6)
        connection.close()
        for _ in range(40):
            if before - set(demo.workers()):
                break
            time.sleep(0.1)
        assert before - set(demo.workers()), "the process at work must have been stopped"
        assert demo.sparql("ASK {}").status == 200

    def test_one_that_leaves_in_the_middle_of_an_answer_stops_its_query(self, demo: Served) -> None:
        before = set(demo.workers())
        connection = raw(demo, request_for(f"{LONG} # leaves"))
        assert len(connection.recv(1000)) > 0
        connection.close()
        for _ in range(40):
            if before - set(demo.workers()):
                break
            time.sleep(0.1)
        assert before - set(demo.workers())

    def test_one_that_reads_slowly_holds_nobody_else_up(self, tmp_path: Path) -> None:
        with serving("--timeout", "2", workspace=":demo:", cwd=tmp_path) as served:
            connections = [raw(served, request_for(f"{LONG} # {n}")) for n in range(6)]
            for connection in connections:
                assert connection.recv(100)
            assert served.sparql("ASK {}").status == 200
            time.sleep(3)
            # Their time is up: what they get is broken off.
            for connection in connections:
                assert not read_all(connection).endswith(b"0\r\n\r\n")
            assert served.sparql("ASK {}").status == 200

    @pytest.mark.parametrize(
        "request_line",
        [
            b"GET /../../../../etc/passwd HTTP/1.1",
            b"GET /static/../../../pyproject.toml HTTP/1.1",
            b"GET /static/%2e%2e/%2e%2e/pyproject.toml HTTP/1.1",
            b"GET /static/..%2f..%2fpyproject.toml HTTP/1.1",
            b"GET /static/vendor/../../web/layout.html.j2/../../../LICENSE HTTP/1.1",
            b"GET //etc/passwd HTTP/1.1",
            b"GET /ask/../../queries/allies HTTP/1.1",
            b"GET /api/questions/..%2fchecks%2fcircles HTTP/1.1",
            b"GET /api/questions/checks/circles HTTP/1.1",
        ],
    )
    def test_no_path_leads_out_of_what_is_served(self, demo: Served, request_line: bytes) -> None:
        answer = read_all(raw(demo, request_line + b"\r\nHost: x\r\nConnection: close\r\n\r\n"))
        assert answer.split()[1] in (b"404", b"400"), answer[:300]
        for secret in (b"root:", b"[build-system]", b"MIT License", b"#+ summary"):
            assert secret not in answer

    @pytest.mark.parametrize(
        "path",
        ["/ask/allies%0d%0aX-Evil:%20yes", "/person/x%0d%0aSet-Cookie:%20a=b", "/thing?iri=http://a/%0d%0aX-Evil:1"],
    )
    def test_no_address_adds_a_header(self, demo: Served, path: str) -> None:
        answer = demo.get(path)
        assert answer.status in (400, 404)
        assert "x-evil" not in answer.headers
        assert "set-cookie" not in answer.headers

    def test_a_line_end_in_a_query_adds_no_header_to_where_it_leads(self, demo: Served) -> None:
        answer = demo.sparql("ASK {}\r\nX-Evil: yes", "text/html")
        assert answer.status == 303
        assert "x-evil" not in answer.headers

    @pytest.mark.parametrize(
        "junk", [b"\x00\x01\x02\r\n\r\n", b"GET\r\n\r\n", b"BREW / HTCPCP/1.0\r\n\r\n", b"\x16\x03\x01\x02\x00"]
    )
    def test_what_is_no_request_breaks_nothing(self, demo: Served, junk: bytes) -> None:
        connection = raw(demo, junk)
        connection.shutdown(socket.SHUT_WR)
        before = len(demo.log)
        read_all(connection)
        assert demo.sparql("ASK {}").status == 200
        assert not any("Traceback" in line for line in demo.log[before:])


class TestTheEngineDies:
    def test_requests_in_flight_get_503_and_a_new_process_takes_over(self, tmp_path: Path) -> None:
        with serving(workspace=":demo:", cwd=tmp_path) as served, ThreadPoolExecutor(1) as threads:
            waiting = threads.submit(served.sparql, ENDLESS)
            time.sleep(0.7)
            for process in served.workers():
                os.kill(process, signal.SIGKILL)
            answer = waiting.result()
            assert (answer.status, answer.headers["retry-after"]) == (503, "1")
            assert "the process that worked on it has ended" in answer.json["detail"]
            # One that was idle may be given a task before the news of its end is there.
            again = [served.sparql("ASK { ?s a cp:Claim }") for _ in range(5)]
            assert {one.status for one in again} <= {200, 503}
            assert again[-1].json["boolean"] is True
            assert not any("Traceback" in line for line in served.log)

    def test_the_workers_end_with_the_server(self, tmp_path: Path) -> None:
        with serving(workspace=":demo:", cwd=tmp_path) as served:
            workers = served.workers()
            assert workers
        time.sleep(0.5)
        assert not any(map(alive, workers))

    def test_the_workers_end_where_the_server_is_killed(self, tmp_path: Path) -> None:
        with serving(workspace=":demo:", cwd=tmp_path) as served:
            workers = served.workers()
            served.process.kill()
            served.process.wait()
            time.sleep(1)
            assert not any(map(alive, workers))


class TestNewSnapshots:
    def test_one_is_taken_up_without_dropping_a_request(self, desk: Desk) -> None:
        people = "SELECT (COUNT(*) AS ?n) WHERE { ?p a schema:Person }"

        def count(served: Served) -> int:
            answer = served.sparql(people)
            assert answer.status == 200
            return int(answer.json["results"]["bindings"][0]["n"]["value"])

        with serving(workspace=desk.root) as served:
            before, tag = count(served), served.sparql("ASK {}").headers["etag"]
            stop = threading.Event()
            seen: list[list[int]] = [[] for _ in range(4)]

            def keep_asking(mine: list[int]) -> None:
                while not stop.is_set():
                    mine.append(count(served))

            threads = [threading.Thread(target=keep_asking, args=(mine,)) for mine in seen]
            for thread in threads:
                thread.start()
            desk.spoil("  bob: {name: Bob Bern}", "  bob: {name: Bob Bern}\n  cy: Cy Twombly")
            from counterpoint import Corpus

            Corpus.build(desk.root)
            for _ in range(100):
                if count(served) > before:
                    break
                time.sleep(0.1)
            time.sleep(1)
            stop.set()
            for thread in threads:
                thread.join()
            assert count(served) == before + 1
            assert served.sparql("ASK {}").headers["etag"] != tag
            assert all(len(mine) > 10 for mine in seen)
            assert all(mine == sorted(mine) for mine in seen), "who has seen the new one does not see the old one again"

    def test_a_question_that_is_added_is_a_route_at_once(self, desk: Desk) -> None:
        with serving(workspace=desk.root) as served:
            assert served.get("/api/questions/moons").status == 404
            desk.write("queries/moons.rq", "#+ summary: Moons\nSELECT ?claim WHERE { ?claim a cp:Claim }")
            answer = served.ask("/api/questions/moons", headers={"Accept": "application/json"})
            assert len(answer.json["results"]["bindings"]) == 2
            assert "Moons" in served.get("/ask/moons").text


def test_problems_are_json_by_the_standard(demo: Served) -> None:
    answer = demo.ask("/api/questions/alies", headers={"Accept": "application/json"})
    assert answer.status == 404
    told = json.loads(answer.body)
    assert told["type"] == "/api#problem-unknown"
    assert told["did_you_mean"][0] == "allies"
    assert {"title", "status", "detail", "hint"} <= set(told)


def test_what_is_allowed_may_be_asked(demo: Served, tmp_path: Path) -> None:
    other = f"{demo.url}/sparql"
    query = "SELECT ?c WHERE {{ SERVICE <{}> {{ ?c a <https://w3id.org/counterpoint/ns#Claim> }} }}"
    with serving("--allow", other, workspace=":demo:", cwd=tmp_path) as served:
        assert len(served.sparql(query.format(other)).json["results"]["bindings"]) == 30
        assert served.sparql(query.format(f"{other}/")).status == 403
        assert served.sparql(query.format("http://127.0.0.1:9/")).status == 403


@pytest.mark.slow
def test_a_body_that_comes_too_slowly_is_not_waited_for(demo: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n"
    head += b"Content-Type: application/sparql-query\r\n\r\nASK"
    with raw(demo, head) as connection:
        connection.settimeout(40)
        assert b" 408 " in connection.recv(200)
