"""Every error a user can meet, as one tree.

CounterpointError            catch this to catch them all
├── UsageError               a wrong option, argument or parameter value
│   └── UnknownNameError     a name that nothing has; carries the nearest known ones
├── WorkspaceError           a folder or configuration file that cannot be used
├── FaultsError              records with faults; carries each `Fault`
├── InUseError               a thing that others name; carries each place as a `Fault`
├── QueryError               SPARQL that does not parse or cannot be evaluated
└── StoreError               a store or an endpoint that cannot be read or written
    └── AccessError          an endpoint that wants credentials, or others than those given
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

_FEW: Final = 12
_LONG: Final = 200
_INVISIBLE: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    r"""Write out the characters that would break a line, steer a terminal or disguise a name.

    >>> visible("a\nb"), visible("King’s Fund")
    ('a\\nb', 'King’s Fund')
    """
    return _INVISIBLE.sub(lambda found: repr(found[0])[1:-1], text)


class CounterpointError(Exception):
    """Say what is wrong and, in ``hint``, what to do about it.

    :param message: what is wrong, in one sentence without a full stop.
    :param hint: what the user can do next, or an empty string.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


class UsageError(CounterpointError):
    """Report an option, argument or parameter that has the wrong form."""


class UnknownNameError(UsageError):
    """Report a name that nothing has.

    :param kind: what was looked for ("person", "question", …).
    :param name: what the user typed.
    :param nearest: known names close to it, best first.
    :param known: all known names; said where none is close and they are few.
    :param otherwise: what to do where none is close and they are many.

    >>> str(UnknownNameError("person", "Micheal West", ["Michael West"]))
    'no person is called "Micheal West"; did you mean "Michael West"?'
    """

    def __init__(
        self,
        kind: str,
        name: str,
        nearest: Sequence[str] = (),
        known: Collection[str] = (),
        otherwise: str = "",
    ) -> None:
        self.kind, self.name, self.nearest = kind, name, tuple(nearest)
        options = " or ".join(f'"{candidate}"' for candidate in self.nearest)
        hint = f"did you mean {options}?" if options else otherwise
        if not options and 0 < len(known) <= _FEW:
            hint = f"known are {', '.join(sorted(known))}"
        shown = name if len(name) <= _LONG else name[:_LONG] + "…"
        super().__init__(f'no {kind} is called "{visible(shown)}"', hint)


class WorkspaceError(CounterpointError):
    """Report a workspace folder or a ``counterpoint.toml`` that cannot be used."""


class Place(NamedTuple):
    """Where in a file something stands; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in a record, where it is, and what to do.

    >>> print(Fault(Place("graph/people.yaml", 3, 5), "the name is missing", "add name: …"))
    graph/people.yaml:3:5: the name is missing; add name: …
    """

    place: Place
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return visible(f"{self.place}: {self.message}" + (f"; {self.hint}" if self.hint else ""))


class FaultsError(CounterpointError):
    """Carry every fault that a reading of the records found.

    :param faults: the faults, in order of file and line.
    :param where: what has them.
    :param more: how many there are besides, where they are too many to be said.
    """

    def __init__(self, faults: Sequence[Fault], where: str = "the records", more: int = 0) -> None:
        self.faults = tuple(sorted(faults))
        total = len(self.faults) + more
        count = "1 fault" if total == 1 else f"{total:,} faults"
        rest = f", of which these are the first {len(self.faults)}" if more else ""
        super().__init__("\n".join([*map(str, self.faults), f"{count} in {where}{rest}"]))


class InUseError(CounterpointError):
    """Refuse to remove a thing that others name.

    :param what: the thing, as a message calls it.
    :param faults: each place that names it, and what can be done there.
    """

    def __init__(self, what: str, faults: Sequence[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        places = "1 place" if len(self.faults) == 1 else f"{len(self.faults)} places"
        super().__init__("\n".join([*map(str, self.faults), f"{what} is named in {places}, and is not removed"]))


class QueryError(CounterpointError):
    """Report SPARQL that does not parse or cannot be evaluated.

    :param line: the line on which it does not parse, from 1; 0 where that is not what is wrong.
    :param column: the column on that line, from 1.
    :param excerpt: that line.
    """

    def __init__(self, message: str, hint: str = "", *, line: int = 0, column: int = 0, excerpt: str = "") -> None:
        super().__init__(message, hint)
        self.line, self.column, self.excerpt = line, column, excerpt


class StoreError(CounterpointError):
    """Report a store or an endpoint that cannot be read or written."""


class AccessError(StoreError):
    """Report an endpoint that wants credentials, or others than those given."""
