"""How long somebody waits who does not know the token."""

from __future__ import annotations

from counterpoint.web.editing.slowing import Slowing


class Clock:
    """A time that passes when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_wrong_token_costs_twice_the_time_of_the_one_before() -> None:
    slowing = Slowing(Clock())
    waits = []
    for _ in range(8):
        slowing.fail("192.0.2.1")
        waits.append(slowing.wait("192.0.2.1"))
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16]


def test_a_thousand_guesses_take_days() -> None:
    clock = Clock()
    slowing = Slowing(clock)
    for _ in range(1000):
        slowing.fail("192.0.2.1")
        clock.now += slowing.wait("192.0.2.1")
    assert clock.now > 3 * 86400


def test_others_do_not_wait_and_who_knows_it_begins_anew() -> None:
    slowing = Slowing(Clock())
    for _ in range(9):
        slowing.fail("2001:db8::1")
    assert slowing.wait("2001:db8::ffff") > 0  # one client may have all of a network's addresses
    assert slowing.wait("2001:db8:0:1::1") == 0
    slowing.succeed("2001:db8::1")
    assert slowing.wait("2001:db8::1") == 0


def test_what_is_remembered_is_bounded() -> None:
    slowing = Slowing(Clock())
    for number in range(12_000):
        slowing.fail(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
    assert len(slowing) == 10_000
