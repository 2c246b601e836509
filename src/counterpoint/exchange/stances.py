"""What people write for agreement and disagreement."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from counterpoint.matching import nearest

_FOR: Final = frozenset(
    (
        "yes y true t agree agrees agreed agreement support supports supported supporting supportive pro for "
        "positive favour favours favor favors approve approves in_favour in_favor ja oui si wahr vrai "
        "zustimmung stimmt_zu dafür befürwortet + endorse endorses"
    ).split()
)
_AGAINST: Final = frozenset(
    (
        "no n false f disagree disagrees disagreed disagreement oppose opposes opposed opposing contra con "
        "against negative reject rejects rejected nein non falsch faux ablehnung lehnt_ab dagegen "
        "- deny denies object objects"
    ).split()
)
_BETWEEN: Final = frozenset(
    (
        "qualify qualifies qualified mixed ambivalent both partly partially neutral conditional neither "
        "depends undecided teils_teils teilweise"
    ).split()
)
_ASIDE: Final = frozenset("mention mentions mentioned none na n/a".split())
_WORDS: Final = {
    **dict.fromkeys(_FOR, "supports"),
    **dict.fromkeys(_AGAINST, "opposes"),
    **dict.fromkeys(_BETWEEN, "qualifies"),
    **dict.fromkeys(_ASIDE, "mentions"),
}
_NUMBER: Final = re.compile(r"([+-]?)(\d+)(?:[.,]0*)?")


def number_of(text: str) -> int | None:
    """Read a whole number, with any sign and with a decimal point or comma behind which is nothing.

    >>> number_of("+1"), number_of("−1"), number_of("0,0"), number_of("0.5")
    (1, -1, 0, None)
    """
    found = _NUMBER.fullmatch(text.strip().replace("−", "-"))
    return int(found[1] + found[2]) if found else None


def stances_of(values: Iterable[str]) -> dict[str, str]:
    """Say which stance each value of a column stands for, as far as that can be told.

    1 and 0 are for and against, as in the Discourse Network Analyzer; 1, 0 and -1 for, between and against.

    >>> stances_of(["1", "0"])
    {'1': 'supports', '0': 'opposes'}
    >>> stances_of(["1", "0", "-1"])["0"]
    'qualifies'
    >>> stances_of(["1", "2", "3"])
    {}
    """
    distinct = list(dict.fromkeys(value for value in values if value.strip()))
    numbers = {value: number for value in distinct if (number := number_of(value)) is not None}
    between = "qualifies" if -1 in numbers.values() else "opposes"
    of_number = {1: "supports", 0: between, -1: "opposes"} if set(numbers.values()) <= {1, 0, -1} else {}
    found = {}
    for value in distinct:
        word = value.strip().casefold().replace(" ", "_")
        stance = of_number.get(numbers[value]) if value in numbers else _WORDS.get(word)
        if stance:
            found[value] = stance
    return found


class Stances:
    """The stances that the values of a column or a variable stand for.

    :param told: the stance of each value.
    :param known: the stances that a record may have.
    """

    def __init__(self, told: Mapping[str, str], known: Collection[str]) -> None:
        self._told, self._known = told, known
        self._complained: set[str] = set()

    def read(self, value: str) -> str:
        """Return the stance of a value, or nothing where it is none that is known."""
        stance = self._told.get(value, "")
        return stance if stance in self._known else ""

    def problem(self, value: str) -> tuple[str, str] | None:
        """Say what is wrong with a value that stands for no stance, and what to do; once for each value."""
        if value in self._complained:
            return None
        self._complained.add(value)
        if value in self._told:
            stance = self._told[value]
            close = nearest(stance, self._known)
            hint = f"did you mean {close[0]}?" if close else f"there are {', '.join(sorted(self._known))}"
            return f'the mapping says "{stance}", which is no stance', hint
        hint = f'write "{value[:40]}" = "supports", "opposes" … under [stances] in the mapping'
        return f'it is not known which stance "{value[:40]}" stands for', hint
