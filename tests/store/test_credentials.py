"""Credentials: where they come from, where they go, and that nothing shows them."""

from __future__ import annotations

import pytest

from counterpoint.errors import StoreError, UsageError
from counterpoint.store.credentials import Authorization, Credentials, split_credentials
from counterpoint.store.remote import RemoteStore

ADA = Credentials("ada", "secret")
SOME = {"COUNTERPOINT_USER": "eve", "COUNTERPOINT_PASSWORD": "other"}


def test_those_in_the_url_come_first_then_those_given_then_those_around() -> None:
    assert split_credentials("https://bob:pw@host/x", ADA, SOME) == ("https://host/x", Credentials("bob", "pw"))
    assert split_credentials("https://host/x", ADA, SOME) == ("https://host/x", ADA)
    assert split_credentials("https://host/x", None, SOME)[1] == Credentials("eve", "other")
    assert split_credentials("https://host/x", None, {"COUNTERPOINT_TOKEN": "t"})[1].token == "t"  # noqa: S105
    assert not split_credentials("https://host/x", None, {})[1]


def test_a_url_may_write_them_with_percent_signs() -> None:
    url, found = split_credentials("http://a%40b:c%3Ad%2F@[::1]:8890/sparql?x=1", None, {})
    assert (url, found) == ("http://[::1]:8890/sparql?x=1", Credentials("a@b", "c:d/"))


@pytest.mark.parametrize("url", ["http://ada:secret@", "http://ada:secret@host:port/", "http://ada:secret@a b/"])
def test_a_url_that_is_none_is_told_without_them(url: str) -> None:
    with pytest.raises(StoreError, match="is not an address") as caught:
        split_credentials(url, None, {})
    assert "secret" not in str(caught.value)


def test_nothing_shows_them() -> None:
    token = Credentials(token="t0ken")  # noqa: S106
    store = RemoteStore("http://ada:secret@127.0.0.1:9/query", credentials=token)
    shown = f"{store!r} {store.credentials!r} {store.endpoint} {vars(store)!r} {token!r}"
    assert "secret" not in shown
    assert "t0ken" not in shown
    with pytest.raises(StoreError) as caught:
        store.graphs()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("wrong", [{"token": "a\r\nX-Evil: 1"}, {"user": "a\nb"}, {"token": "tökên"}])
def test_no_header_is_broken_with_them(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="character"):
        Credentials(**wrong)


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("https://host/sparql", True),
        ("https://host:443/other", True),
        ("https://host:8443/sparql", False),
        ("https://elsewhere/sparql", False),
        ("https://host.elsewhere/sparql", False),
        ("http://host/sparql", False),
    ],
)
def test_they_go_to_the_endpoints_own_host_only(url: str, sent: bool) -> None:
    for credentials in (ADA, Credentials(token="t")):  # noqa: S106
        authorization = Authorization("https://host/sparql", credentials)
        assert bool(authorization.header("GET", url)) == sent
        assert not authorization.challenged("http://elsewhere/", "Basic")


def test_from_http_to_https_of_one_host_they_go_along() -> None:
    authorization = Authorization("http://host/sparql", Credentials(token="t"))  # noqa: S106
    assert authorization.header("GET", "https://host/sparql")
    assert not authorization.header("GET", "https://host:8443/sparql")


def test_over_http_a_password_waits_until_it_is_asked_for() -> None:
    authorization = Authorization("http://host/sparql", ADA)
    assert not authorization.header("GET", "http://host/sparql")
    assert authorization.challenged("http://host/sparql", 'Basic realm="x"')
    assert authorization.header("GET", "http://host/sparql").startswith("Basic ")
    assert not authorization.challenged("http://host/sparql", 'Basic realm="x"'), "it was not accepted"


def test_of_several_schemes_the_better_one_is_taken() -> None:
    authorization = Authorization("http://host/sparql", ADA)
    assert authorization.challenged("http://host/sparql", 'Basic realm="x", Digest realm="y", nonce="z", qop="auth"')
    assert authorization.header("GET", "http://host/sparql").startswith('Digest username="ada", realm="y"')


def test_no_scheme_that_is_unknown_is_tried() -> None:
    assert not Authorization("http://host/sparql", ADA).challenged("http://host/sparql", "Negotiate")
