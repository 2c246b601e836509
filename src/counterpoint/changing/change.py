"""One change from its plan to its end: checked, shown to whoever decides, made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from counterpoint.changing.landing import Base, Landed, check, land

if TYPE_CHECKING:
    from counterpoint.building.gathering import Progress
    from counterpoint.changing.differences import Difference
    from counterpoint.changing.plan import Plan


@dataclass(frozen=True)
class Change:
    """A change: what it does to the files, and once it is made, to the graph.

    :param plan: what it does to the files.
    :param statements: how many statements the files that it touches hold afterwards.
    :param speakers: how many people and organisations speak there.
    :param made: whether it was made.
    :param landed: what it did to the graph.
    :param undoes: whether it takes back another one.
    """

    plan: Plan
    statements: int = 0
    speakers: int = 0
    made: bool = False
    landed: Landed = field(default_factory=Landed)
    undoes: bool = False

    @property
    def summary(self) -> str:
        """What the change does, as an order."""
        return self.plan.summary

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever decides should know: what is dropped, what stays behind."""
        return self.plan.notes

    @property
    def files(self) -> list[str]:
        """The files that it touches."""
        return [self.plan.workspace.shown(change.path) for change in self.plan.files]

    @property
    def differences(self) -> list[Difference]:
        """The agreements and disagreements that it brought, and those that are gone with it."""
        return self.landed.differences

    def diff(self) -> str:
        """Write what it does to the files as a unified diff."""
        return self.plan.diff()

    def __str__(self) -> str:
        return "\n".join([self.summary, *self.notes, self.diff()])


Agree = Callable[[Change], bool]
"""Asked before a change is made; where it says no, nothing happens."""


def carry_out(
    plan: Plan,
    base: Base,
    agree: Agree | None = None,
    progress: Progress | None = None,
    *,
    undoes: bool = False,
) -> Change:
    """Check a change, ask whether it is meant, and make it.

    :param plan: the change.
    :param base: what it starts from.
    :param agree: asked before it is made.
    :param progress: told how far the reading is.
    :param undoes: whether it takes back the last one.
    :raises FaultsError: with every fault that the records would have; nothing is changed.
    """
    from counterpoint.vocabulary import CP

    checked = check(plan, base, progress)
    touched = {change.path for change in plan.records}
    quads = [quad for file in checked.examined if file.path in touched for quad in file.quads]
    speakers = {quad.object for quad in quads if quad.predicate.value == CP + "speaker"}
    statements = {quad.subject for quad in quads if quad.predicate.value == CP + "speaker"}
    change = Change(plan, len(statements), len(speakers), undoes=undoes)
    if not plan.files or (agree is not None and not agree(change)):
        return change
    return replace(change, made=True, landed=land(checked, undoes=undoes))
