"""When a token is needed."""

from __future__ import annotations

import pytest

from counterpoint.errors import UsageError
from counterpoint.web.editing.settings import TOKEN, editing_on


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "::1", "localhost"])
def test_this_machine_needs_no_token(host: str) -> None:
    assert editing_on(host, environment={}).token == ""


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.2", "debate.example", ""])  # noqa: S104
def test_another_address_gets_a_token_of_its_own_each_time(host: str) -> None:
    one, other = editing_on(host, environment={}), editing_on(host, environment={})
    assert one.made
    assert len(one.token) >= 32
    assert one.token != other.token


def test_a_token_that_is_given_is_needed_everywhere_and_not_told_again() -> None:
    for host in ("127.0.0.1", "192.168.0.2"):
        editing = editing_on(host, "jane-doe", {TOKEN: " sixteen letters! "})
        assert (editing.token, editing.made, editing.coder) == ("sixteen letters!", False, "jane-doe")


def test_a_token_that_can_be_guessed_is_refused() -> None:
    with pytest.raises(UsageError, match="has 6 characters; give it at least 16"):
        editing_on("127.0.0.1", environment={TOKEN: "secret"})
