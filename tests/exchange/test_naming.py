"""Ids are new, and a file can be called by them on every system."""

from __future__ import annotations

from counterpoint.exchange.naming import Ids


def test_an_id_is_given_once() -> None:
    ids = Ids(["the-weir"])
    assert [ids.make("The Weir", "claim"), ids.make("the weir", "claim")] == ["the-weir-2", "the-weir-3"]


def test_no_id_is_the_name_of_a_device() -> None:
    ids = Ids()
    assert [ids.make("Con", "source"), ids.make("…", "source", "nul")] == ["con-2", "nul-2"]
