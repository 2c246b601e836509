"""In which roles a source presents people, and in which of them each statement is made."""

from __future__ import annotations

from collections import Counter
from typing import Final

from counterpoint.exchange.debate import Debate, Membership, Ref, Source, Statement, Thing

AFFILIATED: Final = Thing(Ref("role", "\0affiliated"), "role not stated", identifier="role-not-stated")
"""Stands for the role where a file names only the organisation that somebody speaks for."""
ALONE: Final = Thing(Ref("role", "\0alone"), "organisation not stated", identifier="organisation-not-stated")
"""Stands for the role of a statement that the file gives no organisation, where the same person has one elsewhere."""


def settle(debate: Debate) -> None:
    """Give every membership a role, and have each source cite the roles in which its statements are made."""
    for source in debate.sources.values():
        for person, held in source.memberships.items():
            source.memberships[person] = [_with_role(debate, one) for one in held]
    of_source: dict[str, list[Statement]] = {}
    for statement in debate.statements:
        if statement.speaker.kind != "person":
            statement.capacities = None
        elif statement.capacities is not None:
            statement.capacities = [_with_role(debate, one) for one in statement.capacities]
            of_source.setdefault(statement.source, []).append(statement)
    for key, statements in of_source.items():
        _cite(debate, debate.sources[key], statements)


def _with_role(debate: Debate, membership: Membership) -> Membership:
    if membership.role is not None:
        return membership
    debate.things.setdefault(AFFILIATED.ref, AFFILIATED)
    return Membership(AFFILIATED.ref, membership.organisation, membership.former, membership.details)


def _cite(debate: Debate, source: Source, statements: list[Statement]) -> None:
    for statement in statements:
        for one in statement.capacities or ():
            if one not in debate.memberships.get(statement.speaker, ()):
                source.cite(statement.speaker, one)
    for statement in statements:
        # Where a record names no role, all present ones are meant.
        if statement.capacities == [] and present(debate, source, statement.speaker):
            debate.things.setdefault(ALONE.ref, ALONE)
            statement.capacities = [Membership(ALONE.ref)]
            source.cite(statement.speaker, statement.capacities[0])


def present(debate: Debate, source: Source, person: Ref) -> list[Membership]:
    """List the roles that a person holds at the time of a source: those that it cites, else those that none cites."""
    held = source.memberships.get(person) or debate.memberships.get(person, [])
    return [one for one in held if not one.is_past]


def named(debate: Debate, statement: Statement, source: Source) -> list[Membership] | None:
    """Return the roles that a record has to name for a statement; nothing where all present ones are meant.

    The report of the debate is told of roles that a record cannot tell apart.
    """
    acting = statement.capacities
    if acting is None or set(acting) == set(present(debate, source, statement.speaker)):
        return None
    held = source.memberships.get(statement.speaker, ())
    whole = Counter((one.role, one.organisation) for one in held)
    roles = Counter(one.role for one in held)
    sure = [
        one for one in acting if whole[one.role, one.organisation] == 1 and (one.organisation or roles[one.role] == 1)
    ]
    if len(sure) < len(acting):
        debate.report.drop(
            "statements made in one of several roles that a record cannot tell apart", str(statement.origin)
        )
    return sure or None
