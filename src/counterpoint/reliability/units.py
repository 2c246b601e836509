"""Match the statements of several coders to units: what they coded in the same place of the text.

Of all pairs of statements by two coders whose words overlap, the pair with the best overlap is matched first, then the
next best, until none is left; overlap is the number of characters that both quote over the number that either quotes.
A statement is in one unit, a unit has at most one statement of each coder, and all statements of a unit overlap with
each other. Statements that quote the very same words, as an utterance that speaks to two claims makes them, are told
apart by what they say: those go together that have the same claim, then stance, speaker and mode. So the order in which
the coders are named changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from counterpoint.reliability.coding import VARIABLES, Coded

Unit = tuple[Coded | None, ...]
"""What each coder said of one place in the text, by the coder's number; none where a coder said nothing there."""


def overlap(one: Coded, other: Coded) -> float:
    """Give the share of the characters that both quote among those that either quotes.

    :returns: from 0, no character in common, to 1, the same words.
    """
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(0, common) / (max(one.end, other.end) - min(one.start, other.start))


def match(statements: Sequence[Sequence[Coded]], identify: Callable[[str, Coded], str]) -> list[Unit]:
    """Match the statements of all coders.

    :param statements: those of each coder, in order of their beginnings.
    :param identify: gives what the value of a variable stands for in a statement.
    :returns: the units in order of their places in the text, those with one statement among them.
    """
    everything = sorted((one for own in statements for one in own), key=_order)
    group_of = {id(one): {one.coder: one} for one in everything}
    for one, other in sorted(_pairs(everything), key=lambda pair: _rank(pair, identify)):
        left, right = group_of[id(one)], group_of[id(other)]
        if left.keys().isdisjoint(right) and all(overlap(a, b) for a in left.values() for b in right.values()):
            left |= right
            group_of |= {id(member): left for member in right.values()}
    groups = {id(group): group for group in group_of.values()}
    units = [tuple(group.get(coder) for coder in range(len(statements))) for group in groups.values()]
    return sorted(units, key=lambda unit: min(_order(one) for one in unit if one))


def _pairs(everything: Sequence[Coded]) -> list[tuple[Coded, Coded]]:
    """List the pairs of statements by two coders that overlap."""
    pairs, open_ = [], list[Coded]()
    for one in everything:
        open_ = [other for other in open_ if other.end > one.start]
        pairs += [(other, one) for other in open_ if other.coder != one.coder]
        open_.append(one)
    return pairs


def _rank(pair: tuple[Coded, Coded], identify: Callable[[str, Coded], str]) -> tuple[object, ...]:
    one, other = pair
    differs = [identify(variable, one) != identify(variable, other) for variable in VARIABLES]
    first, second = sorted((one, other), key=_order)
    return -overlap(one, other), *differs, _order(first), _order(second)


def _order(one: Coded) -> tuple[object, ...]:
    return one.start, one.end, *(one.values.get(variable, "") for variable in VARIABLES), one.coder, one.place
