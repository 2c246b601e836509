"""Requests to endpoints that are busy, far away, guarded or broken."""

from __future__ import annotations

import hashlib
import re
import time
from email.utils import formatdate

import pytest

from counterpoint.errors import AccessError, QueryError, StoreError
from counterpoint.store.connection import Connection, Patience
from counterpoint.store.credentials import Credentials
from tests.endpoints import Asked, Endpoint, Says, endpoint

QUICK = Patience(connect=2, read=2, tries=3, pause=0.01, longest=0.05)
BUSY = Says(503, b"come back later", {"Retry-After": "0"})
ADA = Credentials("ada", "se:cret")
BASIC = "Basic YWRhOnNlOmNyZXQ="


def get(to: Endpoint, credentials: Credentials | None = None, patience: Patience = QUICK) -> bytes:
    return Connection(to.url, credentials or Credentials(), patience).request("POST", to.url, {}, b"query=ASK").read()


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"COUNTERPOINT_{name}", raising=False)


@pytest.mark.parametrize("first", [BUSY, Says(429), Says(hangs_up=True)])
def test_a_busy_endpoint_is_asked_again(first: Says) -> None:
    with endpoint(first, first, Says(body=b"at last")) as to:
        assert get(to) == b"at last"
    assert len(to.asked) == 3
    assert {asked.body for asked in to.asked} == {b"query=ASK"}


def test_one_that_stays_busy_is_given_up_with_how_often_it_was_asked() -> None:
    with (
        endpoint(BUSY) as to,
        pytest.raises(StoreError, match=r"was asked 3 times .* 503 Service Unavailable: come back later; try later"),
    ):
        get(to)
    assert len(to.asked) == 3


def test_one_that_hangs_up_each_time_is_given_up() -> None:
    with (
        endpoint(Says(hangs_up=True)) as to,
        pytest.raises(StoreError, match=r"was asked 3 times .* closed connection"),
    ):
        get(to)


def test_an_answer_that_is_no_http_is_not_asked_for_again() -> None:
    headers = {f"X-{number}": "x" for number in range(200)}
    with endpoint(Says(headers=headers)) as to, pytest.raises(StoreError, match="got more than 100 headers"):
        get(to)
    assert len(to.asked) == 1


@pytest.mark.parametrize("status", [400, 404, 500, 502])
def test_other_failures_are_not_asked_again(status: int) -> None:
    with endpoint(Says(status, b"no")) as to, pytest.raises((QueryError, StoreError), match="no"):
        get(to)
    assert len(to.asked) == 1


def test_the_wait_is_as_long_as_the_endpoint_asks_and_no_longer_than_the_bound() -> None:
    patience = Patience(pause=0.5, longest=4)
    assert patience.before(1, 2.5) == 2.5
    assert patience.before(1, 3600) == 4
    assert 0.25 <= patience.before(1, None) <= 0.5
    assert 1 <= patience.before(3, None) <= 2
    assert patience.before(50, None) <= 4


@pytest.mark.parametrize("asked", ["0.2", "tomorrow", "-1", ""])
def test_a_retry_after_that_makes_no_sense_is_passed_over(asked: str) -> None:
    with endpoint(Says(503, headers={"Retry-After": asked}), Says()) as to:
        get(to)
    assert len(to.asked) == 2


def test_a_retry_after_may_be_a_date() -> None:
    patience = Patience(tries=2, pause=0.01, longest=0.3)
    with endpoint(Says(429, headers={"Retry-After": formatdate(time.time() + 3600)}), Says()) as to:
        started = time.monotonic()
        get(to, patience=patience)
    assert time.monotonic() - started >= 0.3


def test_one_that_does_not_answer_in_time_is_told() -> None:
    def slow(_: Asked) -> Says:
        time.sleep(0.6)
        return Says()

    patience = Patience(read=0.2)
    with endpoint(slow) as to, pytest.raises(StoreError, match=r"does not answer within 0\.2 seconds; ask for less"):
        get(to, patience=patience)
    assert len(to.asked) == 1, "a query that takes long is not asked twice"


def test_a_body_that_stops_is_told() -> None:
    with endpoint(Says(body=b"half", promised=9)) as to, pytest.raises(StoreError, match="breaks its answer off"):
        get(to)


def test_a_part_of_an_answer_is_no_answer() -> None:
    with endpoint(Says(206, b"first rows")) as to, pytest.raises(StoreError, match="with a part only: first rows"):
        get(to)


def test_what_a_page_says_of_a_failure_is_read_without_its_tags() -> None:
    page = b"<html><head><title>x</title><style>b {}</style></head><body><h1>Out of\n memory</h1></body></html>"
    with (
        endpoint(Says(500, page, {"Content-Type": "text/html; charset=utf-8"})) as to,
        pytest.raises(StoreError, match=r"500 Internal Server Error: Out of memory$"),
    ):
        get(to)


def test_connections_are_kept() -> None:
    with endpoint(Says()) as to:
        connection = Connection(to.url, Credentials(), QUICK)
        for _ in range(3):
            connection.request("POST", to.url, {}, b"query=ASK").read()
        pool = connection._pool.connection_from_url(to.url)  # noqa: SLF001 - no other place tells
        assert (pool.num_connections, pool.num_requests) == (1, 3)


class TestCredentials:
    def test_an_endpoint_that_wants_some_says_how_to_give_them(self) -> None:
        hint = "set COUNTERPOINT_USER and COUNTERPOINT_PASSWORD, or COUNTERPOINT_TOKEN"
        for status in (401, 403):
            with endpoint(Says(status, b"")) as to, pytest.raises(AccessError, match=hint):
                get(to)

    def test_wrong_ones_are_told_and_not_shown(self) -> None:
        def repeat(asked: Asked) -> Says:
            return Says(401, f"not {asked.headers.get('Authorization')} with se:cret".encode())

        with endpoint(repeat) as to, pytest.raises(AccessError, match="are not accepted; are they right") as caught:
            get(to, ADA)
        assert "cret" not in str(caught.value)
        assert "YWRh" not in str(caught.value)
        assert len(to.asked) <= 3

    def test_a_token_is_sent(self) -> None:
        with endpoint(Says()) as to:
            get(to, Credentials(token="t0ken"))  # noqa: S106
        assert to.asked[0].headers["Authorization"] == "Bearer t0ken"

    def test_a_password_goes_to_this_machine_unasked(self) -> None:
        with endpoint(Says()) as to:
            get(to, ADA)
        assert [asked.headers.get("Authorization") for asked in to.asked] == [BASIC]

    def test_a_digest_is_worked_out(self) -> None:
        challenge = 'Digest realm="SPARQL", nonce="abc", opaque="xyz", stale="false", qop="auth", algorithm="MD5"'

        def guarded(asked: Asked) -> Says:
            if right(asked):
                return Says(body=b"in")
            return Says(401, b"", {} if asked.headers.get("Authorization") else {"WWW-Authenticate": challenge})

        def right(asked: Asked) -> bool:
            given = dict(re.findall(r'(\w+)="?([^",]+)', asked.headers.get("Authorization", "")))
            if given.get("nonce") != "abc":
                return False

            def md5(text: str) -> str:
                return hashlib.md5(text.encode()).hexdigest()  # noqa: S324 - what the scheme asks for

            proof = ":".join([given["nonce"], given["nc"], given["cnonce"], "auth", md5(f"POST:{asked.path}")])
            wanted = md5(md5("ada:SPARQL:se:cret") + ":" + proof)
            return bool(given["response"] == wanted)

        with endpoint(guarded) as to:
            connection = Connection(to.url, ADA, QUICK)
            for _ in range(2):
                assert connection.request("POST", to.url, {}, b"query=ASK").read() == b"in"
        assert len(to.asked) == 4, "the second request knows what is wanted"
        assert "nc=00000002" in to.asked[3].headers["Authorization"]

    def test_a_digest_that_nobody_knows_is_told(self) -> None:
        challenge = {"WWW-Authenticate": 'Digest realm="x", nonce="y", algorithm="ROT13"'}
        with endpoint(Says(401, b"", challenge)) as to, pytest.raises(StoreError, match="proof that is not known"):
            get(to, ADA)


class TestRedirects:
    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_the_query_goes_where_the_endpoint_leads(self, status: int) -> None:
        with endpoint(Says(status, headers={"Location": "/other"}), Says(body=b"here")) as to:
            assert get(to, ADA) == b"here"
        assert [(asked.method, asked.path, asked.body) for asked in to.asked[1:]] == [("POST", "/other", b"query=ASK")]
        assert to.asked[1].headers["Authorization"] == BASIC

    @pytest.mark.parametrize("credentials", [ADA, Credentials(token="t0ken")])  # noqa: S106
    def test_credentials_go_to_no_other_host(self, credentials: Credentials) -> None:
        with endpoint(Says(body=b"there")) as there:
            for other in (there.url, there.url.replace("127.0.0.1", "localhost")):
                with endpoint(Says(307, headers={"Location": other})) as to:
                    assert get(to, credentials) == b"there"
        assert all("Authorization" not in asked.headers for asked in there.asked)

    def test_another_host_that_asks_for_credentials_gets_none(self) -> None:
        with (
            endpoint(Says(401, b"", {"WWW-Authenticate": "Basic"})) as there,
            endpoint(Says(307, headers={"Location": there.url})) as to,
            pytest.raises(AccessError),
        ):
            get(to, ADA)
        assert all("Authorization" not in asked.headers for asked in there.asked)

    def test_a_circle_is_told(self) -> None:
        with (
            endpoint(Says(302, headers={"Location": "/sparql"})) as to,
            pytest.raises(StoreError, match="leads from one address to the next, more than 5 times"),
        ):
            get(to)

    @pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/"])
    def test_it_leads_out_of_the_web_nowhere(self, target: str) -> None:
        with endpoint(Says(302, headers={"Location": target})) as to, pytest.raises(StoreError, match="name its right"):
            get(to)


def test_what_is_not_there_may_be_fine() -> None:
    with endpoint(Says(404, b"")) as to:
        connection = Connection(to.url, Credentials(), QUICK)
        assert connection.request("DELETE", to.url, {}, missing_is_fine=True).status == 404
        with pytest.raises(StoreError, match="404 Not Found"):
            connection.request("DELETE", to.url, {})


def test_a_long_answer_comes_in_pieces_and_may_be_left() -> None:
    with endpoint(Says(body=b"x" * 1_000_000)) as to:
        answered = Connection(to.url, Credentials(), QUICK).request("GET", to.url, {})
        first = next(iter(answered))
        assert 0 < len(first) <= 65_536
        answered.close()
        assert get(to) == b"x" * 1_000_000
